"""The list of an event's people, and its sheet of paper, by the sittings of the event."""

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from models.events.operations import check_in
from models.events.tables import EventSession
from ui.panes.people_pane import PeoplePane

DAY = datetime(2022, 6, 28)


def moment(hour):
    return datetime(2022, 6, 28, hour, tzinfo=UTC) - timedelta(hours=8)


@pytest.fixture
def ids(keep, event):
    made = keep(
        *(
            EventSession(
                event_id=event,
                title=title,
                starts_at=DAY.replace(hour=hour),
                ends_at=DAY.replace(hour=hour + 2),
            )
            for title, hour in (("Pagi", 9), ("Siang", 13))
        )
    )
    return [one.id for one in made]


@pytest.fixture
def pane(bench, stage, event, guests, settled):
    stage.resize(1300, 640)
    made = PeoplePane(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    settled()
    return made


def listed(pane):
    """Return the names and sessions as drawn."""
    model = pane.guests.view.model()
    rows = range(len(model.ids))
    return {model.index(row, 0).data(): model.index(row, 6).data() for row in rows}


@pytest.fixture
def come(store, event, guests, settled):
    def _come(who, hour):
        with store.writing() as session:
            check_in(session, event, guests[who], moment(hour))
        settled()

    return _come


def test_the_list_tells_at_which_sittings_each_was_seen(ids, pane, come):
    come("late", 9)
    come("late", 13)
    come("awaited", 13)
    shown = listed(pane)
    assert shown["Budi Santoso"] == "Pagi, Siang"
    assert shown["Awing Ding"] == "Siang"
    assert shown["Erna Usat"] == ""
    assert not pane.guests.view.isColumnHidden(6)


def test_those_of_one_sitting_are_chosen_by_keys(ids, pane, come):
    come("late", 9)
    come("awaited", 13)
    box = pane.guests._sitting
    assert [box.itemText(n) for n in range(3)] == [
        "All sessions",
        "Pagi · 3 seen",
        "Siang · 1 seen",
    ]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert list(listed(pane)) == ["Budi Santoso", "Citra Lawing", "Dewi Mappa"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert list(listed(pane)) == ["Awing Ding"]
    come("member", 13)
    assert list(listed(pane)) == ["Awing Ding", "Erna Usat"]


def test_at_an_event_of_one_sitting_nothing_of_it_is_shown(pane):
    assert pane.guests.view.isColumnHidden(6)
    assert not pane.guests._sitting.isVisible()


def text_of(path):
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))


def test_the_sheet_of_one_sitting_names_it_and_its_hours(ids, pane, messages, settled, tmp_path):
    target = tmp_path / "sheet.pdf"
    messages.files = [target]
    pane.sheet.menu.aboutToShow.emit()
    _pagi, siang = pane.sheet.menu.findChildren(QMenu)
    siang.actions()[1].trigger()
    settled(target.exists)
    assert "Sosialisasi · Siang" in text_of(target)
    assert "13:00" in text_of(target)
    assert "Awing Ding" in text_of(target)


def test_the_sheet_of_the_event_is_offered_first(pane, messages, settled, tmp_path):
    target = tmp_path / "sheet.pdf"
    messages.files = [target]
    pane.sheet.menu.aboutToShow.emit()
    assert len(pane.sheet.menu.actions()) == 2
    pane.sheet.menu.actions()[1].trigger()
    settled(target.exists)
    assert "Siang" not in text_of(target)


def test_an_ampersand_in_a_sitting_s_title_is_a_letter(keep, event, ids, pane, store):
    with store.writing("Change the plan") as session:
        session.get(EventSession, ids[0]).title = "Doa & makan"
    pane.sheet.menu.aboutToShow.emit()
    assert "Doa && makan" in pane.sheet.menu.actions()[-2].text()
