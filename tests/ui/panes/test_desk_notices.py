"""What the desk says when the file cannot be written, or when the clock cannot be right."""

import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from sqlalchemy import select

from models import opening
from models.events.tables import Attendance
from models.history.tables import Action
from models.people.drafts import PersonDraft
from models.people.operations import add_person
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.desk_pane import DeskPane


@pytest.fixture
def event(keep):
    return keep(a.event())


@pytest.fixture
def siti(store, event):
    with store.writing("Take in") as session:
        person = add_person(session, PersonDraft(name="Siti Rahmawati", nik="6501034507880002"))
        session.add(a.attendance(event_id=event.id, person_id=person.id))
        return person.id


@pytest.fixture
def shown(bench, stage, event, siti, settled):
    """Show the desk."""

    def _shown():
        made = DeskPane(bench)
        stage.resize(1100, 700)
        stage.layout().addWidget(made)
        made.show()
        made.show_event(event.id)
        made.begin()
        settled(made.finder.search.hasFocus)
        return made

    return _shown


def is_here(store, person):
    with store.reading() as session:
        present_at = select(Attendance.present_at).where(Attendance.person_id == person)
        return session.scalar(present_at) is not None


def mark(text=""):
    QTest.keyClicks(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of three megabytes, where the system lets one be made."""
    place = tmp_path / "stick"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no disk can be made here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture
def store(small_disk, office_file):
    """A store on a small disk."""
    path = small_disk / "office.jangkau"
    shutil.copy(office_file, path)
    made = opening.open_store(path)
    yield made
    made.close()


def fill(disk):
    """Fill a disk to the last byte; return what fills it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return filler


def test_a_full_disk_is_told_beside_the_entry_until_there_is_room_again(
    shown, store, siti, messages, settled
):
    pane = shown()
    store.settle()
    filler = fill(store.path.parent)
    mark("siti")
    settled()
    assert pane.notices.not_kept.text().startswith("The disk is full")
    assert not is_here(store, siti)
    assert messages.told == []
    assert pane.finder.search.text() == "siti"
    assert pane.finder.search.hasFocus()
    filler.unlink()
    mark()  # there is room again, and the same key does it
    settled(lambda: is_here(store, siti))
    assert pane.notices.not_kept.text() == ""


def test_a_stick_taken_out_is_told_and_the_desk_goes_on_once_it_is_back(
    shown, store, siti, settled
):
    pane = shown()
    QTest.keyClicks(QApplication.focusWidget(), "siti")
    store.settle()
    away = store.path.with_name("away.jangkau")
    store.path.rename(away)
    mark()
    settled()
    assert "is not there any more" in pane.notices.not_kept.text()
    away.rename(store.path)
    mark()
    settled(lambda: is_here(store, siti))
    assert pane.notices.not_kept.text() == ""


def set_last_action(store, moment):
    with store.connection() as connection:
        connection.execute(Action.__table__.update().values(at=moment))


def test_a_clock_that_is_wrong_is_told_and_blocks_nothing(shown, store, siti, settled):
    set_last_action(store, datetime.now(UTC) + timedelta(days=400))
    pane = shown()
    assert "set the clock" in pane.notices.clock.text()
    mark("siti")
    settled(lambda: is_here(store, siti))
    assert "set the clock" in pane.notices.clock.text()


def test_what_is_said_of_the_clock_can_be_put_aside_by_keys(shown, store, event, stage):
    set_last_action(store, datetime.now(UTC) + timedelta(days=400))
    pane = shown()
    assert unnamed(stage) == []
    close = pane.notices.clock.findChild(QToolButton)
    close.setFocus()
    QTest.keyClick(close, Qt.Key.Key_Space)
    assert pane.notices.clock.text() == ""
    pane.show_event(event.id)
    assert pane.notices.clock.text() == ""


def test_a_clock_that_is_right_is_not_spoken_of(shown):
    assert shown().notices.clock.text() == ""
