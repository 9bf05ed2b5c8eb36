import pytest

from models.events.queries import EventCounts
from ui.panes.desk_counts import DeskCounts


def counts(**given):
    nothing = dict.fromkeys(
        ("invited", "present", "walk_ins", "enrolled", "total", "cards_printed", "cards_queued"), 0
    )
    return EventCounts(**{**nothing, "months": ()} | given)


@pytest.fixture
def shown(stage):
    stage.resize(1000, 700)
    made = DeskCounts()
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
