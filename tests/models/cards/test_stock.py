import pytest

from models.cards.batches import came_out, jammed, revert_batch
from models.cards.stock import begin_ribbon, card_stock, places_of
from models.enrolment.counting import blank_cards_left
from models.errors import UserError
from models.events.packing import PackingDraft, add_packing
from models.printing.sheets import SheetDraft, add_sheet
from models.supplies.queries import stock, supply_moves, taken
from models.supplies.tables import SupplyKind
from tests import factories as a
from tests.models.cards.life import drawn, printed, sent, supplied, undone, waiting


def stock_of(store, event_id=None):
    with store.reading() as session:
        return card_stock(session, event_id)


def pieces(store, supply):
    with store.reading() as session:
        return stock(session, supply)


def test_what_the_printer_used_up_is_taken_from_the_stock(store, keep):
    blank, cards = supplied(store), waiting(keep, 4)
    batch = sent(store, cards)
    assert pieces(store, blank) == 100
    with store.writing() as session:
        came_out(session, batch, cards[:2], cards[2:3])
    assert pieces(store, blank) == 97
    found = stock_of(store)
    assert (found.printed, found.spoilt, found.cards) == (2, 1, 97)
    with store.reading() as session:
        assert supply_moves(session, blank)[0].count == -3


def test_telling_taken_back_gives_the_blanks_back(store, keep):
    blank = supplied(store)
    printed(store, waiting(keep))
    undone(store)
    assert pieces(store, blank) == 100
    assert (stock_of(store).printed, stock_of(store).spoilt) == (0, 0)


def test_withdrawn_cards_are_used_up_all_the_same(store, keep):
    blank = supplied(store)
    batch = printed(store, waiting(keep))
    with store.writing() as session:
        revert_batch(session, batch, "Salah")
    assert pieces(store, blank) == 97


def test_blanks_spoilt_in_a_jam_are_counted_even_if_no_card_was_on_them(store, keep):
    blank, cards = supplied(store), waiting(keep, 2)
    batch = sent(store, cards)
    with store.writing() as session:
        jammed(session, batch, cards[1], spoilt=3)
    assert pieces(store, blank) == 95
    assert stock_of(store).spoilt == 3


def test_where_no_stock_is_kept_nothing_is_noted(store, keep):
    printed(store, waiting(keep))
    found = stock_of(store)
    assert (found.blanks, found.cards, found.panels, found.printed) == ((), None, None, 3)


def test_nothing_is_used_where_nothing_came_out(store, keep):
    blank, batch = supplied(store), sent(store, waiting(keep))
    with store.writing() as session:
        came_out(session, batch, [])
    with store.reading() as session:
        assert len(supply_moves(session, blank)) == 1


def test_the_blanks_are_those_of_the_event(store, keep):
    blank, event = supplied(store), keep(a.event())
    cards = waiting(keep, event_id=event.id)
    printed(store, cards)
    with store.reading() as session:
        assert taken(session, event.id, blank) == 3
        assert blank_cards_left(session, event.id) == 97
    assert stock_of(store, event.id).printed == 3
    assert stock_of(store, keep(a.event()).id).printed == 0


def test_of_several_blanks_the_one_on_the_packing_list_is_used(store, keep):
    supplied(store, name="Abu-abu")
    packed, event = supplied(store, name="Biru"), keep(a.event())
    with store.writing() as session:
        add_packing(session, event.id, PackingDraft("Kartu biru", supply_id=packed))
    printed(store, waiting(keep, event_id=event.id))
    assert pieces(store, packed) == 97


def test_of_several_blanks_the_one_with_as_many_cards_as_the_sheet_is_used(store, keep):
    single, sheets = supplied(store, name="Kartu"), supplied(store, each=10, name="Lembar")
    printed(store, waiting(keep), sheet="a4")
    printed(store, waiting(keep), sheet="id1")
    assert (pieces(store, single), pieces(store, sheets)) == (97, 99)


def test_the_blanks_chosen_for_a_sheet_are_chosen_again(store, keep):
    first, other = supplied(store, name="A"), supplied(store, name="B")
    cards = waiting(keep, 2)
    batch = sent(store, cards[:1])
    with store.writing() as session:
        came_out(session, batch, cards[:1], blank=other)
    printed(store, cards[1:])
    assert (pieces(store, first), pieces(store, other)) == (100, 98)


def test_a_sheet_begun_by_one_batch_is_used_up_by_the_next(store, keep):
    sheets, cards = supplied(store, each=10), waiting(keep, 14)
    left = []
    for some in (cards[:3], cards[3:10], cards[10:11], cards[11:]):
        printed(store, some, sheet="a4")
        left.append(pieces(store, sheets))
    assert left == [99, 99, 98, 98]


def test_a_ribbon_put_into_the_printer_is_used_by_what_is_printed_then(store, keep):
    ribbon = supplied(store, 3, SupplyKind.RIBBON, each=200, name="Pita")
    assert stock_of(store).panels is None
    with store.writing() as session:
        begin_ribbon(session, ribbon)
    cards = waiting(keep, 5)
    printed(store, cards[:3], sheet="id1")
    printed(store, cards[3:], sheet="a4")
    [row] = stock_of(store).ribbons
    assert (row.stock, row.panels) == (2, 197)


def test_a_ribbon_of_another_sort_takes_the_place_of_the_first(store):
    one = supplied(store, 3, SupplyKind.RIBBON, each=200, name="Warna")
    other = supplied(store, 3, SupplyKind.RIBBON, each=500, name="Hitam")
    for ribbon in (one, other):
        with store.writing() as session:
            begin_ribbon(session, ribbon)
    assert {row.name: row.panels for row in stock_of(store).ribbons} == {
        "Warna": None,
        "Hitam": 500,
    }
    undone(store)
    assert {row.name: (row.stock, row.panels) for row in stock_of(store).ribbons} == {
        "Warna": (2, 200),
        "Hitam": (3, None),
    }


def test_only_a_ribbon_is_put_into_the_printer(store):
    blank = supplied(store)
    for wrong in (blank, 999):
        with pytest.raises(UserError, match="ribbon"), store.writing() as session:
            begin_ribbon(session, wrong)


@pytest.mark.parametrize(("count", "few"), [(21, False), (20, True), (-5, True)])
def test_one_is_told_before_blanks_run_out(store, keep, count, few):
    supplied(store, max(count, 0))
    if count < 0:
        printed(store, waiting(keep, -count))
    assert stock_of(store).cards == count
    assert stock_of(store).few is few


def test_how_many_cards_a_sheet_takes(store):
    with store.writing() as session:
        add_sheet(session, SheetDraft("Stiker", columns=3, rows=4))
    with store.reading() as session:
        found = [places_of(session, one) for one in ("id1", "a4", "Stiker", "../a4", "")]
    assert found == [1, 10, 12, None, None]


def test_drawing_takes_no_blanks(store, keep):
    blank = supplied(store)
    drawn(store, waiting(keep))
    assert pieces(store, blank) == 100
