from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from models.events.operations import check_in
from models.events.sittings import people_by_sitting
from models.events.tables import Attendance, EventSession
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.panes import desk_sitting
from ui.panes.desk_pane import DeskPane

DAY = datetime(2022, 6, 28)
MAKASSAR = ZoneInfo("Asia/Makassar")


def moment(hour, minute=0):
    return datetime(2022, 6, 28, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def wall(monkeypatch):
    """Set the clock on the office's wall."""

    def _wall(hour, minute=0, day=28):
        now = datetime(2022, 6, day, hour, minute, tzinfo=MAKASSAR)
        monkeypatch.setattr(desk_sitting, "wall_now", lambda _session: now)

    _wall(9, 30)
    return _wall


@pytest.fixture
def event(keep):
    return keep(a.event(ends_at=DAY.replace(hour=16)))


@pytest.fixture
def ids(keep, event):
    """The morning's and the afternoon's sitting."""
    return [
        keep(
            EventSession(
                event_id=event.id,
                title=title,
                starts_at=DAY.replace(hour=begins),
                ends_at=DAY.replace(hour=ends),
            )
        ).id
        for title, begins, ends in (("Pagi", 9, 12), ("Siang", 13, 15))
    ]


@pytest.fixture
def siti(store, event, ids):
    with store.writing("Take in") as session:
        person = add_person(session, PersonDraft(name="Siti Rahmawati", nik="6501034507880002"))
        session.add(a.attendance(event_id=event.id, person_id=person.id))
        return person.id


@pytest.fixture
def pane(bench, stage, event, siti, wall, qtbot):
    made = DeskPane(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event.id)
    made.begin()
    qtbot.waitUntil(lambda: made.finder.search.hasFocus() and not bench.tasks.busy)
    return made


@pytest.fixture
def truth(store, event, ids):
    def _truth():
        with store.reading() as session:
            found = people_by_sitting(session, event.id)
        return [set(found.get(one, ())) for one in ids]

    return _truth


@pytest.fixture
def present_at(store, siti):
    """When Siti was first seen at the event."""

    def _present_at():
        with store.reading() as session:
            wanted = select(Attendance.present_at).where(Attendance.person_id == siti)
            return session.scalar(wanted)

    return _present_at


@pytest.fixture
def came(store, event, siti, settled):
    """Let Siti have been seen, at the sitting of the hour or another."""

    def _came(moment, sitting=None):
        with store.writing() as session:
            check_in(session, event.id, siti, moment, sitting)
        settled()

    return _came


def typed(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        ((8, 0), "Pagi begins at 09:00"),
        ((9, 30), "Now: Pagi, until 12:00"),
        ((12, 20), "Break until 13:00, then Siang"),
        ((14, 0), "Now: Siang, until 15:00"),
        ((17, 0), "Siang is over since 15:00"),
    ],
)
def test_the_sitting_that_counts_is_told_by_the_clock(pane, wall, clock, told):
    wall(*clock)
    pane.sitting.refresh()
    assert pane.sitting.isVisible()
    assert pane.sitting.state.words.text() == told


def test_on_a_day_without_one_that_is_told(pane, wall):
    wall(9, 0, day=29)
    pane.sitting.refresh()
    assert pane.sitting.state.words.text() == "No session is planned for today."
    assert pane.sitting.session_id is None


def test_at_an_event_of_one_sitting_nothing_is_to_be_chosen(pane, keep, wall):
    other = keep(a.event())
    keep(EventSession(event_id=other.id, title="Pagi", starts_at=DAY, ends_at=DAY))
    pane.show_event(other.id)
    assert not pane.sitting.isVisible()
    assert pane.sitting.session_id is None


def test_enter_marks_present_at_the_sitting_of_the_clock(pane, siti, truth, settled):
    typed("siti")
    assert pane.person.state.words.text() == "Not at Pagi yet"
    press(Qt.Key.Key_Return)
    settled(lambda: truth() == [{siti}, set()])
    assert pane.person.state.words.text().startswith("At Pagi since")
    assert not pane.person.mark.isVisible()


def test_who_was_at_an_earlier_one_is_told_and_marked_at_this_one(
    pane, present_at, came, wall, truth, settled
):
    came(moment(9, 12))
    wall(13, 5)
    pane.sitting.refresh()
    typed("siti")
    assert pane.person.state.words.text() == "Not at Siang yet"
    assert pane.person.state.detail.text() == "Was at: Pagi 09:12 · Enter marks present."
    press(Qt.Key.Key_Return)
    settled(lambda: all(truth()))
    assert truth()[0] == truth()[1]
    assert pane.person.state.detail.text() == "at Meja 1 · Also at: Pagi 09:12"
    assert present_at() == moment(9, 12)


def test_enter_at_a_sitting_where_one_was_seen_changes_nothing(pane, came, bench, messages):
    came(moment(9, 12))
    typed("siti")
    assert pane.person.state.words.text() == "At Pagi since 09:12"
    press(Qt.Key.Key_Return)
    assert not bench.tasks.busy
    assert messages.told == []


def choose(pane, session_id):
    """Choose a sitting with the arrow keys, as one does."""
    box = pane.sitting.choice
    box.setFocus()
    for _step in range(box.count()):
        if box.value() == session_id:
            return
        QTest.keyClick(box, Qt.Key.Key_Down)


def test_another_sitting_is_chosen_by_keys_and_counts_until_the_clock_is_chosen_again(
    pane, siti, ids, truth, settled
):
    choose(pane, ids[1])
    assert pane.sitting.session_id == ids[1]
    assert pane.sitting.state.words.text() == "Chosen: Siang"
    pane.finder.search.setFocus()
    typed("siti")
    press(Qt.Key.Key_Return)
    settled(lambda: truth() == [set(), {siti}])
    assert pane.sitting.session_id == ids[1]
    assert pane.sitting.state.detail.text() == "1 seen"


def test_marked_by_mistake_is_taken_back_at_this_sitting_only(
    pane, came, siti, ids, truth, settled
):
    came(moment(9, 12), ids[0])
    came(moment(9, 20), ids[1])
    typed("siti")
    pane.person.take_back.click()
    settled(lambda: truth() == [set(), {siti}])
    assert pane.person.state.words.text() == "Not at Pagi yet"


def test_the_choice_tells_how_many_were_seen_at_each(pane, came):
    came(moment(9, 12))
    box = pane.sitting.choice
    assert [box.itemText(row) for row in range(box.count())] == [
        "By the clock: Pagi",
        "28 Jun 09:00–12:00 · Pagi · 1 seen",
        "28 Jun 13:00–15:00 · Siang · 0 seen",
    ]


def test_a_sitting_taken_out_of_the_plan_while_chosen_gives_way_to_the_clock(
    pane, store, ids, settled
):
    choose(pane, ids[1])
    with store.writing("Change the plan") as session:
        session.delete(session.get(EventSession, ids[1]))
        session.add(
            EventSession(
                event_id=session.get(EventSession, ids[0]).event_id,
                title="Sore",
                starts_at=DAY.replace(hour=15),
                ends_at=DAY.replace(hour=16),
            )
        )
    settled()
    assert pane.sitting.session_id == ids[0]


def test_every_control_has_a_name_and_the_words_are_said(pane, stage):
    assert unnamed(stage) == []
    assert pane.sitting.choice.accessibleName() == "Session people come to"
    assert said(pane.sitting.state) == "Now: Pagi, until 12:00, 0 seen"


@pytest.mark.parametrize("title", ["<b>Pagi</b>", "{session}", "x" * 300, "\u202ePagi"])
def test_a_hostile_title_is_shown_as_letters(pane, store, ids, title, settled):
    with store.writing("Change the plan") as session:
        session.get(EventSession, ids[0]).title = title
    settled()
    shown = pane.sitting.state.words
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert title[:30] in shown.text()
