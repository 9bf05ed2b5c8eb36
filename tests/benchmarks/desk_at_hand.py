"""The desk as it is shown, and a hand at its keyboard: nothing is done but by keys."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from sqlalchemy import select

from models import opening
from models.engines.sqlite import make_engine
from models.enrolment.tables import Enrolment
from models.events.operations import invite
from models.events.tables import Event, EventKind, Stage
from models.history.bulk import table_of
from models.history.rows import batches, insert_rows, take_ids
from models.keys import new_file_key
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from models.office.queries import officers, today
from models.people.search import refresh_people
from models.people.tables import Occupation, Person
from models.store import Store
from models.words import speak
from tests.benchmarks.people import people
from tests.recording import RecordedMessages
from ui.bench import Bench
from ui.changes import Changes
from ui.desk_keys import desk_key
from ui.forms.enrolment_form import EnrolmentForm
from ui.look import Look, Role, Theme
from ui.panes.desk_enrolment import DeskEnrolment
from ui.panes.desk_pane import DeskPane
from ui.settings import Settings
from ui.tasks import Tasks
from ui.undoing import Undoing

PATIENCE = 60
"""Seconds after which what was waited for will not come any more."""
PART = 50_000
ENROLLED_OF = 5
"""One of so many people was enrolled before, elsewhere."""
COLUMNS = ("id", "nik", "name", "phone", "birth_date", "sex", "region_code", "region_line")
VILLAGE = ("65.01.03.2002", "Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan")
BEFORE = {
    "programmes": "JKK JKM",
    "occupation": "Petani padi",
    "sector": "other",
    "reported_income": 1_000_000,
    "base_income": 1_000_000,
    "first_month": "2022-07-01",
    "months": 6,
    "payer": "self",
    "total": 100_800,
    "pricing": "[]",
    "status": "registered",
    "enrolled_at": "2022-06-28 01:00:00.000000",
}


class Hand:
    """Types at the desk, and waits until it shows what came of it."""

    def __init__(self, bench: Bench, event_id: int, guests: list[tuple[str, str]]) -> None:
        self.bench = bench
        self.guests = guests
        """NIK and name of each who was invited, in the order in which they come."""
        self.told: list[str] = []
        self.window = QWidget()
        self.pane = DeskPane(bench)
        column = QVBoxLayout(self.window)
        column.addWidget(self.pane)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.pane.told.connect(self.told.append)
        self.pane.show_event(event_id)
        self.pane.begin()
        self._watch = QTimer(interval=1000)  # so that waiting for an event comes to an end
        self._watch.start()
        self.wait(lambda: self.pane.findChild(DeskEnrolment) is not None and self.idle())

    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self.bench.tasks.busy

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until it is so, and what it then shows is painted."""
        end = monotonic() + PATIENCE
        while not until():
            assert monotonic() < end, "it did not come"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QCoreApplication.processEvents()
        # What the program's own loop deletes by the way, no loop that is called does.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def write(self, text: str) -> None:
        """Write into what has the keyboard."""
        QTest.keyClicks(self._focus(), text)

    def empty(self) -> None:
        """Empty the entry."""
        self.pane.finder.search.selectAll()
        self.press(Qt.Key.Key_Delete)

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self._focus(), key)

    def press_for(self, name: str) -> None:
        """Press the key that does ``name``, by the table of the desk's keys."""
        QTest.keySequence(self._focus(), QKeySequence(desk_key(name).all_keys()[0]))

    def mark(self) -> None:
        """Press Enter for whom the entry shows; wait until they are shown as here."""
        heard = len(self.told)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: len(self.told) > heard)
        assert self.told[-1] in ("ok", "warn"), self.pane.outcome.text()

    def scan(self, code: str) -> None:
        """Take a code from the camera or the scanner; wait until its person is shown as here."""
        heard = len(self.told)
        self.pane.scans.take(code)
        self.wait(lambda: len(self.told) > heard)
        assert self.told[-1] in ("ok", "warn"), self.pane.outcome.text()

    def begin_walk_ins(self) -> None:
        """Open the form for those who are not known, and choose what they have in common."""
        self.write("zzz")
        self.press_for("new")
        self.wait(lambda: self._form().person.nik.hasFocus())

    def fill_in(self, nik: str, name: str) -> None:
        """Type somebody who agrees and pays in cash."""
        form = self._form()
        form.person.nik.setFocus()
        form.person.nik.selectAll()
        self.write(nik)
        form.person.field("name").setFocus()
        form.person.field("name").selectAll()
        self.write(name)
        if form.person.occupation() is None:
            self._choose_work()
        form.person.income.setFocus()
        self.write("1jt")
        form._declared.click()
        form.consent.box.click()
        if form.money.kinds.name() == "none":
            self.press_for("payment")
        assert not form.problems(), form.problems()

    def save_and_next(self) -> None:
        """Save, and wait until the form stands empty for the next person."""
        told = len(self.bench.messages.told)
        self.press_for("save_next")
        form = self._form()
        self.wait(lambda: len(self.bench.messages.told) > told and form.person.nik.hasFocus())
        assert self.bench.messages.told[-1][1] is Role.SUCCESS, self.bench.messages.told[-1]

    def end_walk_ins(self) -> None:
        """Go back to the entry."""
        self.press(Qt.Key.Key_Escape)
        self.wait(self.pane.finder.search.hasFocus)

    def close(self) -> None:
        self.wait(self.idle)
        self._watch.stop()
        self.bench.tasks.finish()
        self.window.close()
        self.window.deleteLater()

    def _form(self):
        return self.pane.findChild(EnrolmentForm)

    def _choose_work(self) -> None:
        field = self._form().person.field("occupation")
        field.setFocus()
        self.write("pp")
        QTest.keyClick(field._list, Qt.Key.Key_Return)
        self.window.activateWindow()  # without a window manager the list that is gone stays active
        self.wait(self.window.isActiveWindow)

    def _focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found


@contextmanager
def desk(count: int, guests: int) -> Iterator[Hand]:
    """Open a desk among so many people known, ``guests`` of whom are invited."""
    app = QCoreApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Look(app, Theme.LIGHT).settle()
    speak("en")
    with tempfile.TemporaryDirectory() as folder:
        key = new_file_key()
        store = opening.create(Path(folder) / "many.jangkau", opening.Protection(key, []))
        event_id, invited = _fill(store, count, guests)
        hand = Hand(_bench(store, Path(folder) / "settings.ini"), event_id, invited)
        try:
            yield hand
        finally:
            hand.close()
            store.close()


@contextmanager
def bare_commits() -> Iterator[Callable[[], None]]:
    """Lend what commits one row to an encrypted file of the same settings, by the driver alone."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(Path(folder) / "bare.jangkau", new_file_key())
        connection = engine.raw_connection()
        bare = connection.cursor()
        bare.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, at TEXT)")

        def commit() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("INSERT INTO mark (at) VALUES ('2026-06-28 01:00:00')")
            bare.execute("COMMIT")

        yield commit
        connection.close()
        engine.dispose()


def _bench(store: Store, kept: Path) -> Bench:
    settings = Settings(QSettings(str(kept), QSettings.Format.IniFormat))
    settings.scanner = False  # keys come here without a pause, as only a scanner's do
    changes, tasks, messages = Changes(store), Tasks(), RecordedMessages()
    undoing = Undoing(store, changes, tasks, messages)
    return Bench(store, changes, tasks, messages, settings, undoing, lambda _name, **_where: True)


def _fill(store: Store, count: int, guests: int) -> tuple[int, list[tuple[str, str]]]:
    """Make an office at work today; its people past the history, which is not what is measured."""
    with store.writing() as session:
        office = OfficeDraft(name="Kantor", place="Tanjung Selor", time_zone="Asia/Makassar")
        set_up_office(session, office, OfficerDraft(name="Rina"))
    with store.writing("Fill") as session:
        store.officer_id = officers(session)[0].id
        ids = take_ids(session, count)
        for part in batches(zip(ids, people(count), strict=True), PART):
            rows = [(who, *said, *_more(who, said[0])) for who, said in part]
            insert_rows(session, table_of(Person), COLUMNS, rows)
            refresh_people(session, [row[0] for row in rows])
        before = [(who, who, *BEFORE.values()) for who in ids[::ENROLLED_OF]]
        insert_rows(session, table_of(Enrolment), ("id", "person_id", *BEFORE), before)
        begins = datetime.combine(today(session), time(9))
        event = Event(
            title="Sosialisasi",
            kind=EventKind.TALK,
            stage=Stage.RUNNING,
            starts_at=begins,
            ends_at=begins.replace(hour=15),
            region_code=VILLAGE[0],
            region_line=VILLAGE[1],
        )
        session.add(event)
        session.flush()
        chosen = ids[:: count // guests][:guests]
        invite(session, event.id, chosen)
        assert session.scalar(select(Occupation.id).where(Occupation.name == "Petani padi"))
        who = select(Person.nik, Person.name).where(Person.id.in_(chosen)).order_by(Person.id)
        named = [(nik, name) for nik, name in session.execute(who) if nik is not None]
    store.settle()
    return event.id, named


def _more(who: int, nik: str) -> tuple[str, str, str, str]:
    born = f"19{nik[10:12]}-{nik[8:10]}-{nik[6:8]}"
    place = VILLAGE if who % 3 else ("", "")
    return born, ("male", "female")[who % 2], *place
