"""Meja: who comes is found, marked present and enrolled, on one screen and with the keyboard."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.desk import DeskRow, has_namesake
from models.enrolment.scanned import Meant, meant, understand
from models.events.queries import event_rows
from models.office.queries import time_zone, today
from models.people.queries import person_draft
from ui.bench import Bench
from ui.desk_keys import bind
from ui.look import em
from ui.panes import desk_outcome
from ui.panes.desk_camera import DeskCamera
from ui.panes.desk_counts import DeskCounts
from ui.panes.desk_finder import DeskFinder
from ui.panes.desk_marks import DeskMarks
from ui.panes.desk_notices import DeskNotices
from ui.panes.desk_outcome import DeskOutcome, Outcome
from ui.panes.desk_person import AtDesk
from ui.panes.desk_places import DeskPlaces
from ui.panes.desk_ready import SHOWN, FormReady
from ui.panes.desk_scans import DeskScans, sheet_read
from ui.panes.desk_side import DeskSide
from ui.panes.desk_sitting import DeskSitting
from ui.panes.desk_verdict import DeskVerdict
from ui.panes.pane import EventPane
from ui.sounds import Sounds
from ui.widgets.fresh import Fresh
from ui.widgets.reflow import NARROW, Columns


class DeskPane(EventPane):
    """The entry, those found and the person chosen; in their place the form when one enrols."""

    told = Signal(str)
    """How a scan or Enter went: "ok", "again", "warn" or "error"."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._at: AtDesk | None = None
        self._day = self._today = date.min
        self._zone = ZoneInfo("UTC")
        self.counts = DeskCounts(bench)
        self.sitting = DeskSitting(bench)
        self.notices = DeskNotices(bench)
        self.finder = DeskFinder(bench)
        self.side = DeskSide(bench)
        self.person, self.mending = self.side.person, self.side.mending
        self.paying = self.side.paying
        self.outcome = DeskOutcome(bench.undoing.undo)
        self.verdict = DeskVerdict(bench)
        self.scans = DeskScans(bench, self)
        self.camera = DeskCamera(bench)
        self._entry = QWidget()
        self.places = DeskPlaces(bench, self._entry)
        self._marks = DeskMarks(bench, self._fail, self)
        self._ready = FormReady(bench, self, self.places.make_form)
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._refresh)

    @override
    def show_event(self, event_id: int) -> None:
        self._ready.soon()
        self._event_id, self._at = event_id, None
        with self._bench.store.reading() as session:
            row = event_rows(session, [event_id]).get(event_id)
            self._zone, self._today = time_zone(session), today(session)
        if row is None:
            return
        self._day = row.starts_at.date()
        self.places.show_event(event_id)
        self._put_outcome_away()
        self.finder.show_event(event_id, self._day, self._zone)
        self.counts.show_event(event_id)
        self.sitting.show_event(event_id)
        self.notices.look_at_clock(event_id)

    @override
    def begin(self) -> None:
        if not self.places.is_entry():
            self.places.begin()
        elif self.paying.is_on:
            self.paying.go_on()
        else:
            self.finder.search.setFocus()

    @override
    def is_idle(self) -> bool:
        entry = self.places.is_entry() and not self.paying.is_on
        return entry and not self.finder.typed()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def may_leave(self) -> bool:
        return self.side.may_leave() and self.places.may_leave()

    @override
    def may_close(self) -> bool:
        return self.side.may_leave() and self.places.may_close()

    def mark_present(self) -> None:
        """Note that the person chosen is here; who was seen already stays as they were."""
        at, event_id = self._at, self._event_id
        self.finder.let_go(done=at is not None)
        if at is None or event_id is None or self.places.enrols():
            return
        if at.here:
            self._tell(desk_outcome.here_already(at))
        else:
            self._marks.mark(event_id, at, self.sitting.session_id)

    def take_back(self) -> None:
        """Note that the person chosen was marked by mistake."""
        if self._at is not None and self._event_id is not None:
            self._marks.take_back(self._event_id, self._at, self.sitting.session_id)
            self.finder.search.setFocus()

    def take_scan(self, code: str) -> None:
        """Take what a scanner or a camera read: show whom it means, mark them where it is sure."""
        scanned = understand(code)
        if self._event_id is None or not self.places.makes_way(scanned):
            return
        paying = self.paying.is_on
        if not (self.side.makes_way() and self.places.money.makes_way()):
            self.told.emit("error")
            return
        with self._bench.store.reading() as session:
            whom = meant(session, self._event_id, scanned)
        if self.places.takes(whom):
            return
        self.places.show_entry()
        if (paper := sheet_read(whom, self._event_id)) is not None:
            self._tell(paper)
            return
        self.finder.show_meant(whom)
        self.verdict.judge(code)
        self.finder.search.setFocus()
        self._follow(whom, paying=paying)

    def enrol_chosen(self) -> None:
        """Show the form for the person chosen, unless they are enrolled here."""
        at, event_id = self._at, self._event_id
        if at is None or event_id is None or not self._may_begin():
            return
        open_here = at.row.enrolled_id is None
        if open_here and self.places.make_form().begin_known(event_id, at.row.id):
            self.places.show_form(self.sitting.chosen_id)

    def mend_chosen(self) -> None:
        """Show the form that puts right name, birth date and phone of the person chosen."""
        if self._at is not None and self._may_begin():
            self.mending.begin(self._at.row.id)

    def pay_chosen(self) -> None:
        """Let the person chosen pay, who is enrolled here."""
        if self._at is None or not self._may_begin() or not self.mending.makes_way():
            return
        if self._at.row.enrolled_id is None:
            self._tell(desk_outcome.nothing_to_pay(self._at))
        else:
            self.paying.begin(self._at.row)

    def take_new(self) -> None:
        """Show the form for somebody new, what was typed filled in."""
        if self._event_id is not None and self._may_begin():
            self.places.make_form().begin_new(self._event_id, self.finder.wanted())
            self.places.show_form(self.sitting.chosen_id)

    def show_paper(self) -> None:
        """Show the emergency forms in the place of the entry."""
        if self._may_begin() and self.side.may_leave():
            self.places.show_paper()

    def show_money(self) -> None:
        """Show receipts and the cash box in the place of the entry."""
        if self._may_begin() and self.side.may_leave():
            self.places.show_money()

    def _may_begin(self) -> bool:
        return self._event_id is not None and not self.places.enrols()

    def _lay_out(self) -> None:
        self.finder.top.addWidget(self.camera.button)
        for button in self.places.buttons:
            self.finder.top.addWidget(button)
        self.finder.column.insertWidget(1, self.camera)
        entry = QVBoxLayout(self._entry)
        entry.setContentsMargins(0, 0, 0, 0)
        entry.setSpacing(em(self, 0.75))
        entry.addWidget(self.counts)
        entry.addWidget(self.sitting)
        entry.addWidget(self.notices)
        entry.addWidget(self.outcome)
        entry.addWidget(self.verdict)
        entry.addWidget(Columns([(self.finder, 5), (self.side, 4)]), 1)
        sides = QVBoxLayout(self)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.addWidget(self.places, 1)

    def _listen(self) -> None:
        finder, person = self.finder, self.person
        finder.chosen.connect(self._show_person)
        for otherwise in (finder.eye.toggled, self._bench.privacy.changed, self.sitting.changed):
            otherwise.connect(self._show_person_anew)
        self.told.connect(Sounds(self._bench, self).play)
        finder.undo_asked.connect(self._bench.undoing.undo)
        for gone in (finder.undo_asked, finder.search.textEdited, self.paying.began):
            gone.connect(self._put_outcome_away)
        self._listen_to_scans()
        self._marks.made.connect(self._tell)
        self._listen_to_places()
        person.mend_asked.connect(self.mend_chosen)
        self.side.left.connect(finder.search.setFocus)
        self.side.finished.connect(finder.begin_next)
        finder.search.textEdited.connect(self.paying.makes_way)
        finder.entered.connect(self.mark_present)
        finder.enrol_asked.connect(self.enrol_chosen)
        finder.new_asked.connect(self.take_new)
        person.mark_asked.connect(self.mark_present)
        person.enrol_asked.connect(self.enrol_chosen)
        person.new_asked.connect(self.take_new)
        person.take_back_asked.connect(self.take_back)
        person.pay_asked.connect(self.pay_chosen)
        self._bind_keys()

    def _bind_keys(self) -> None:
        doing = {
            "new": self.take_new,
            "enrol": self.enrol_chosen,
            "mend": self.mend_chosen,
            "pay": self.pay_chosen,
            "money": self.show_money,
            "camera": self.camera.turn,
            "paper": self.show_paper,
        }
        for side in (self.finder, self.person):
            for name, do in doing.items():
                bind(side, name, do)

    def _follow(self, whom: Meant, *, paying: bool) -> None:
        """Do what follows from a scan that was shown; while people pay, the next one does."""
        at = self._at
        if problem := desk_outcome.doubt(whom, at) or self.verdict.doubt(at):
            self._tell(problem)
        elif at is None:
            self._begin_scanned(whom)
        elif paying and at.row.enrolled_id is not None:
            self.paying.begin(at.row)
        elif at.here or self._bench.settings.scan_marks:
            self.mark_present()
        else:
            self._tell(desk_outcome.chosen(at))

    def _begin_scanned(self, whom: Meant) -> None:
        """Begin somebody new whose NIK was scanned, unless it cannot be one."""
        if whom.limited:
            self._tell(desk_outcome.limited())
        elif problem := desk_outcome.unsound_nik(whom, self._today):
            self._tell(problem)
        else:
            self._tell(desk_outcome.nobody_new())
            self.take_new()

    def _tell(self, outcome: Outcome) -> None:
        self.outcome.show_outcome(outcome)
        self.told.emit(outcome.tone)

    def _put_outcome_away(self) -> None:
        self.outcome.hide()
        self.verdict.hide()

    def _fail(self, error: Exception) -> None:
        self.outcome.hide()
        self.told.emit("error")
        self.notices.fail(error)

    def _listen_to_scans(self) -> None:
        self.scans.read.connect(self.take_scan)
        self.camera.scanned.connect(self.scans.take)
        self.scans.hindered.connect(lambda: self._tell(desk_outcome.hindered()))
        self.outcome.event_asked.connect(
            lambda event: self._bench.show_page("event", event_id=event, part="desk")
        )

    def _listen_to_places(self) -> None:
        places, finder = self.places, self.finder
        places.paper_asked.connect(self.show_paper)
        places.money_asked.connect(self.show_money)
        places.left.connect(finder.search.setFocus)
        places.finished.connect(finder.begin_next)
        places.meant.connect(self._enrol_instead)
        places.found.connect(self._find_instead)
        places.told.connect(self.told)

    def _enrol_instead(self, person_id: int, nik: str) -> None:
        """Go on with the person whose NIK was typed for somebody new."""
        self.places.show_entry()
        self.finder.search_for(nik)
        self.finder.view.choose(person_id)
        self.enrol_chosen()

    def _find_instead(self, person_id: int) -> None:
        """Show somebody known in the place of whom was typed as new."""
        self.places.show_entry()
        self.finder.show_somebody(person_id)

    def _fit(self) -> None:
        """Where the person is shown further down, say in a line how they stand."""
        narrow = self.width() < em(self, NARROW)
        self.finder.told.setVisible(narrow and self._at is not None)
        keys_too = self._at is None or self.finder.only_like()
        self.finder.keys.setHidden(narrow and not keys_too)

    def _refresh(self) -> None:
        self._at = None  # of the same person, something else may have been changed
        with self._bench.store.reading() as session:
            self._today = today(session)  # a desk may be open over midnight
        self.finder.refresh()

    def _show_person_anew(self) -> None:
        self._at = None
        self._show_person(self.finder.view.chosen_id())

    def _show_person(self, person_id: object) -> None:
        """Show somebody, or nobody; who is shown already is not looked up at each letter."""
        if self._at is not None and self._at.row == self._row_of(person_id):
            self._fit()  # what was typed may fit them less, or more
            return
        self._at = self._look_at(person_id)
        self.person.show_person(self._at, shows_nik=self.finder.shows_niks)
        if self._at is not None:
            sign = self._at.state()
            self.finder.told.show_sign(self._at.row.name, sign.role, sign.icon, sign.text)
        self._fit()

    def _row_of(self, person_id: object) -> DeskRow | None:
        return self.finder.row(person_id) if isinstance(person_id, int) else None

    def _look_at(self, person_id: object) -> AtDesk | None:
        row = self._row_of(person_id)
        if row is None:
            return None
        with self._bench.store.reading() as session:
            draft = person_draft(session, row.id)
            twice = self._event_id is not None and has_namesake(session, self._event_id, row)
        sitting = self.sitting.look_at(row.id)
        return AtDesk(row, draft, self._day, self._today, self._zone, sitting, twice)
