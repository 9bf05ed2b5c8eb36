"""A list from its file to the event's list, step by step."""

import pytest

from models.enrolment.attending import event_people
from models.exchange.at_hand import ListAtHand, Sieve
from models.exchange.headings import ColumnKind
from models.exchange.planned import RowStatus
from models.progress import finish
from tests import factories as a

ROWS = f"""Daftar;;
Nama;NIK;Desa
Usun;{a.nik(1)};Pimping
Awing;{a.nik(1)};Pimping
Lukas;65010313058090;Pimping
"""


@pytest.fixture
def at_hand(store, tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text(ROWS, "utf-8")
    made = ListAtHand(store, path)
    finish(made.read())
    return made


def numbers(outlook):
    return {sieve.value: len(places) for sieve, places in outlook.lines.items() if places}


def test_every_line_is_in_its_sort(at_hand):
    assert numbers(at_hand.outlook) == {
        "all": 5,
        "add": 1,
        "twice": 1,
        "problem": 1,
        "left_out": 2,
    }
    assert at_hand.outlook.taken == 1


def test_lines_are_in_the_order_of_the_file(at_hand):
    outlook = at_hand.outlook
    assert [outlook.line(place).line for place in outlook.lines[Sieve.ALL]] == [1, 2, 3, 4, 5]
    assert [outlook.line(place).line for place in outlook.lines[Sieve.LEFT_OUT]] == [1, 2]


def test_a_line_is_mended_and_others_stay(at_hand):
    finish(at_hand.mend(5, ColumnKind.NIK, a.nik(2)))
    assert numbers(at_hand.outlook)["add"] == 2
    assert "problem" not in numbers(at_hand.outlook)


def test_while_a_column_is_missing_nothing_is_planned(at_hand):
    outlook = finish(at_hand.change_column(1, ColumnKind.OTHER))
    assert outlook.plan is None
    assert outlook.taken == 0
    with pytest.raises(IndexError):
        outlook.line(0)


def test_what_was_mended_stays_when_a_column_is_put_right(at_hand):
    finish(at_hand.mend(5, ColumnKind.NIK, a.nik(2)))
    outlook = finish(at_hand.change_column(2, ColumnKind.OTHER))
    assert outlook.plan.row_at(5).status is RowStatus.ADD


def test_known_people_with_other_particulars_have_a_remark(at_hand, keep):
    keep(a.person(nik=a.nik(1), name="Nama Lain"))
    outlook = finish(at_hand.read())
    assert outlook.lines[Sieve.KNOWN] == outlook.lines[Sieve.REMARK]


def test_the_good_lines_are_put_on_the_list(at_hand, store, keep):
    event = keep(a.event()).id
    done = finish(at_hand.take_in(event, live_here=True))
    assert (done.added, done.known, done.invited) == (1, 0, 1)
    with store.reading() as session:
        assert len(event_people(session, event).ids) == 1


def test_nothing_can_be_taken_in_before_columns_are_known(at_hand, keep):
    finish(at_hand.change_column(1, ColumnKind.OTHER))
    with pytest.raises(LookupError):
        finish(at_hand.take_in(keep(a.event()).id, live_here=True))


def test_before_it_is_read_there_is_no_outlook(store, tmp_path):
    with pytest.raises(LookupError):
        _ = ListAtHand(store, tmp_path / "daftar.csv").outlook
