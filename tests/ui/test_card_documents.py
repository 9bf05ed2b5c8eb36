"""Cards written from the records and read back: to look at, and as copies of a batch."""

from dataclasses import replace

import pytest

from models.cards.batches import draw_batch
from models.cards.copy_faces import kinds_of
from models.cards.verifying import Standing, check_code
from models.designs.design import Box, Qr
from models.designs.keeping import choose_design, design_for, keep_design
from models.errors import UserError
from models.printing.folding import folded_name
from models.progress import finish
from reports.sheet import Turn
from tests.models.cards.life import waiting
from tests.reports.values import ENGLISH, LONG, codes, sizes
from ui.documents import card_faults, write_batch, write_cards


@pytest.fixture
def cards(keep):
    return waiting(keep, 3)


def verdicts(store, pdf):
    with store.reading() as session:
        return [check_code(session, code).verdict for code in codes(pdf)]


def test_cards_to_look_at_are_on_the_sheet_and_hold_nowhere(store, cards, tmp_path):
    target = tmp_path / "cards.pdf"
    told = finish(write_cards(store, cards, target, sheet="a4", words=ENGLISH))
    assert (told.cards, told.pages, len(codes(target))) == (3, 1, 3)
    assert Standing.GENUINE not in verdicts(store, target)


def test_a_batch_is_printed_on_its_sheet_with_codes_that_hold(store, cards, tmp_path):
    target = tmp_path / "cards.pdf"
    with store.writing() as session:
        batch = draw_batch(session, cards, sheet="a4", design="proof").id
    told = finish(write_batch(store, batch, target, words=ENGLISH))
    assert (told.cards, told.pages) == (3, 1)
    assert verdicts(store, target) == [Standing.GENUINE] * 3


def test_backs_that_are_asked_for_are_pages_of_their_own(store, cards, tmp_path):
    target = tmp_path / "cards.pdf"
    work = write_cards(store, cards, target, sheet="id1", words=ENGLISH, backs=Turn.LONG_EDGE)
    assert finish(work).pages == len(sizes(target)) == 6


@pytest.mark.parametrize("stopped", [True, False])
def test_what_is_stopped_leaves_the_file_of_before(store, cards, tmp_path, stopped):
    target = tmp_path / "cards.pdf"
    target.write_bytes(b"before")
    work = write_cards(store, cards, target, sheet="id1", words=ENGLISH)
    if stopped:
        next(work)
        work.close()
    else:
        finish(work)
    assert (target.read_bytes() == b"before") is stopped
    assert [one.name for one in tmp_path.iterdir() if "cards" in one.name] == ["cards.pdf"]


@pytest.mark.parametrize("gone", [[], [404]])
def test_without_a_card_nothing_is_written(store, tmp_path, gone):
    with pytest.raises(UserError, match="no card"):
        finish(write_cards(store, gone, tmp_path / "x.pdf", sheet="a4", words=ENGLISH))
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_batch_that_is_gone_is_told(store, tmp_path):
    with pytest.raises(UserError, match="no card"):
        finish(write_batch(store, 404, tmp_path / "x.pdf", words=ENGLISH))


def test_what_will_not_come_out_is_told(store, keep, cards):
    long = waiting(keep, 1, occupation=LONG)
    assert card_faults(store, cards, ENGLISH) == []
    assert "too long" in card_faults(store, long, ENGLISH)[0]


def foldable(store, cards):
    """Let the cards be printed by a design that is folded; its back has a code of its own."""
    with store.writing() as session:
        for kind in kinds_of(session, cards):
            own = replace(design_for(session, kind), name="Lipat", foldable=True, back=BACK)
            keep_design(session, own)
            choose_design(session, kind, "Lipat")


BACK = (Qr(box=Box(30, 15, 24, 24), text="BACK"),)


def test_cards_to_be_folded_have_their_backs_on_the_same_page(store, cards, tmp_path):
    foldable(store, cards)
    target = tmp_path / "cards.pdf"
    work = write_cards(store, cards, target, sheet="a4", words=ENGLISH, backs=Turn.LONG_EDGE)
    assert finish(work).pages == 1
    assert codes(target).count("BACK") == 3


def test_where_nothing_can_be_folded_backs_are_printed_behind(store, cards, tmp_path):
    foldable(store, cards)
    target = tmp_path / "cards.pdf"
    work = write_cards(store, cards, target, sheet="id1", words=ENGLISH, backs=Turn.LONG_EDGE)
    assert finish(work).pages == 6


@pytest.mark.parametrize(("sheet", "backs"), [("a4", 0), (folded_name("a4"), 3)])
def test_a_batch_stays_on_the_sheet_it_was_drawn_for(store, cards, tmp_path, sheet, backs):
    foldable(store, cards)
    target = tmp_path / "cards.pdf"
    with store.writing() as session:
        batch = draw_batch(session, cards, sheet=sheet, design="Lipat").id
    finish(write_batch(store, batch, target, words=ENGLISH))
    assert codes(target).count("BACK") == backs
