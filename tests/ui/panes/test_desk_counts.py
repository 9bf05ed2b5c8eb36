from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.base import utc_now
from models.enrolment.counting import DeskFigures, DeskShare, Pace
from models.events.operations import check_in
from models.events.queries import EventCounts
from models.history.steps import next_steps, take_back
from models.office.tables import Desk
from models.progress import finish
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.desk_counts import DeskCounts

MAKASSAR = ZoneInfo("Asia/Makassar")
NOBODY = Pace()


def counts(**given):
    nothing = dict.fromkeys(
        (
            *("invited", "present", "walk_ins", "enrolled", "paid", "total", "received"),
            *("cards_printed", "cards_queued"),
        ),
        0,
    )
    return EventCounts(**{**nothing, "months": ()} | given)


def figures(pace=NOBODY, blanks=None, desks=1, shares=(), **given):
    return DeskFigures(counts(**given), pace, blanks, desks, shares)


@pytest.fixture
def shown(bench, stage):
    stage.resize(1000, 700)
    made = DeskCounts(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


def said(card):
    return card.accessibleDescription()


def test_the_numbers_of_the_event_are_told(shown):
    shown.show_counts(
        counts(
            invited=200,
            present=128,
            enrolled=115,
            total=23_604_000,
            months=((1, 62), (6, 41), (12, 12)),
            cards_printed=97,
            cards_queued=18,
        )
    )
    assert said(shown.present) == "128 / 200, 64%"
    assert said(shown.enrolled) == "115, 90% conversion"
    assert said(shown.total) == "Rp23,604,000, 62 × 1 mo · 41 × 6 mo · 12 × 12 mo"
    assert said(shown.cards) == "97, 18 to print"
    assert shown.line.text() == "128 of 200 present · 115 enrolled · Rp23,604,000 · 18 to print"


def test_of_many_kinds_of_months_the_most_frequent_are_told(shown):
    shown.show_counts(counts(months=((1, 2), (2, 1), (3, 9), (6, 8), (24, 5))))
    assert said(shown.total).endswith("9 × 3 mo · 8 × 6 mo · 5 × 24 mo")


def test_walk_ins_are_told_in_place_of_a_share(shown):
    shown.show_counts(counts(invited=2, present=3, walk_ins=1))
    assert said(shown.present) == "3 / 2, 1 walk-in"


def test_an_event_of_which_nothing_is_known_has_noughts(shown):
    shown.show_counts(counts())
    assert said(shown.present) == "0"
    assert said(shown.enrolled) == "0"
    assert said(shown.total) == "Rp0"


@pytest.mark.parametrize(("width", "below"), [(1300, False), (830, True)])
def test_a_badge_without_room_beside_its_number_stands_below_it_whole(shown, stage, width, below):
    people = {"invited": 200, "present": 128, "enrolled": 115}
    paid = {"total": 23_604_000, "months": ((1, 62), (6, 41), (12, 12))}
    shown.show_counts(counts(**people, **paid, cards_printed=97, cards_queued=18))
    stage.resize(width, 700)
    stage.grab()
    badge, number = shown.total._badge, shown.total._number
    assert (badge.y() > number.y() + number.height() / 2) is below
    cards = (shown.present, shown.enrolled, shown.total, shown.cards)
    assert all(one._badge.width() >= one._badge.sizeHint().width() for one in cards)
    assert len({one.y() for one in cards}) == 1


def test_a_wider_window_puts_the_badge_beside_its_number_again(shown, stage):
    shown.show_counts(counts(total=23_604_000, months=((1, 9), (6, 8), (12, 7))))
    badge, number = shown.total._badge, shown.total._number
    for width, beside in ((500, False), (1300, True)):
        stage.resize(width, 700)
        stage.grab()
        assert (badge.x() > number.x()) is beside


def test_where_the_window_is_low_the_numbers_stand_in_a_line(shown, stage, qtbot):
    shown.show_counts(counts(invited=4, present=1))
    assert shown.present.isVisible()
    assert not shown.line.isVisible()
    stage.resize(600, 380)
    qtbot.waitUntil(shown.line.isVisible)
    assert not shown.present.isVisible()
    stage.resize(1000, 700)
    qtbot.waitUntil(shown.present.isVisible)


def test_what_is_looked_at_less_often_stands_below(shown):
    nine = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
    given = figures(
        Pace(48, nine, 31), 12, enrolled=115, paid=97, total=23_604_000, received=18_000_000
    )
    shown.show_figures(given, MAKASSAR)
    assert shown.more.text() == (
        "97 paid · Rp18,000,000 received · 12 blank cards left · "
        "Busiest hour 09:12–10:12: 48 · Last hour: 31"
    )


def test_of_what_there_is_nothing_no_word_is_lost(shown):
    shown.show_figures(figures(), MAKASSAR)
    assert shown.more.text() == ""
    assert not shown.by_desk.isVisible()


def test_a_stock_gone_below_nought_is_told_as_it_is(shown):
    shown.show_figures(figures(blanks=-3), MAKASSAR)
    assert shown.more.text() == "-3 blank cards left"


def test_the_desks_are_told_apart_where_there_are_several(shown):
    shares = (
        DeskShare("Meja A", 52, 40, 30, 4_000_000, 3_000_000, 25),
        DeskShare("", present=1),
        DeskShare("<b>Meja B</b>", present=76),
    )
    shown.show_figures(figures(desks=2, shares=shares), MAKASSAR)
    assert shown.by_desk.isVisible()
    assert shown.desks.shown() == {
        "Meja A": "52 present · 40 enrolled · Rp4,000,000 booked · 30 paid · "
        "Rp3,000,000 received · 25 cards printed",
        "No desk": "1 present",
        "<b>Meja B</b>": "76 present",
    }


@pytest.fixture
def event(keep):
    return keep(a.event()).id


def come(store, event, person):
    with store.writing() as session:
        check_in(session, event, person, utc_now())


def test_the_numbers_follow_each_commit_and_its_undo(shown, store, keep, event, qtbot):
    first, second = (one.id for one in keep(a.person(), a.person()))
    shown.show_event(event)
    qtbot.waitUntil(lambda: said(shown.present) == "0")
    come(store, event, first)
    come(store, event, second)  # while the first is being counted
    qtbot.waitUntil(lambda: said(shown.present) == "2, 2 walk-ins")
    assert shown.more.text().endswith("Last hour: 2")
    finish(take_back(store, next_steps(store)[0].action_id))
    qtbot.waitUntil(lambda: said(shown.present) == "1, 1 walk-in")


def test_by_desk_is_opened_by_keys_and_counted_then(shown, stage, store, keep, event, qtbot):
    keep(Desk(id=77, number=7, name="Meja B"))
    come(store, event, keep(a.person()).id)
    shown.show_event(event)
    qtbot.waitUntil(shown.by_desk.isVisible)
    assert unnamed(stage) == []
    shown.by_desk.setFocus()
    QTest.keyClick(shown.by_desk, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.desks.shown() == {"Meja 1": "1 present"})
    assert shown.desks.isVisible()


def test_another_event_shown_meanwhile_is_the_one_that_is_told(shown, store, keep, event, qtbot):
    other = keep(a.event()).id
    come(store, event, keep(a.person()).id)
    shown.show_event(event)
    shown.show_event(other)
    qtbot.waitUntil(lambda: said(shown.present) == "0")


def test_a_file_gone_for_a_while_is_counted_again_once_it_is_back(
    shown, store, keep, event, messages, qtbot
):
    away = store.path.with_name("away.jangkau")
    person = keep(a.person()).id
    store.settle()
    store.close()
    store.path.rename(away)
    shown.show_event(event)
    qtbot.waitUntil(lambda: bool(messages.told))
    assert "is not there any more" in messages.told[0][0]
    away.rename(store.path)
    come(store, event, person)
    qtbot.waitUntil(lambda: said(shown.present) == "1, 1 walk-in")
