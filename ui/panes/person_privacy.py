"""One person's data and consent: what they asked, the limit on it, a copy for them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.base import utc_now
from models.office.queries import time_zone, wall_now
from models.office.rights import Right
from models.people.queries import person_rows
from models.privacy.limits import is_limited, lift_limit
from models.privacy.queries import RequestRow, erased_at, requests_of
from models.privacy.requests import finish_request, note_request, refuse_request
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.request_form import RequestForm
from ui.look import FAINT, Role, Size, em
from ui.panes.form_panel import FormPanel
from ui.panes.person_copy import PersonCopy
from ui.panes.requests_said import request_entry
from ui.widgets.entries import EntryList
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 9
"""The least width of a button, in text lines."""


class PersonPrivacy(QWidget):
    """The requests with their clocks, and what may be done; in their place the form for another."""

    erase_asked = Signal(object)
    """This person's data is to be erased; the id says whose."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._person_id: int | None = None
        self._rows: dict[object, RequestRow] = {}
        self.notice = Notice()
        self.note = action_button(_("Note a request"), "plus")
        self.copy = action_button(_("Copy of the data"), "copy")
        self.erase = action_button(_("Erase"), "trash-2")
        self.strip = ProgressStrip()
        self.list = EntryList()
        self._none = Text(_("Nothing has been asked about this data."), ink=FAINT, wrap=True)
        self.meeting = _Meeting()
        with bench.store.reading() as session:
            self.form = RequestForm(wall_now(session))
        self.panel = FormPanel(self.form, bench.messages, _("Note it"))
        self._copying = PersonCopy(bench, self.strip)
        self._listed = self._lay_out()
        self._layers = Layers(self._listed, self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._layers, 1)
        self._listen()

    def show_person(self, session: Any, person_id: int) -> int:  # noqa: ANN401 - see keep
        """Show what somebody asked; return how many requests wait. What is typed stays."""
        if person_id != self._person_id:
            self.let_go()
        self._person_id = person_id
        rows, now, zone = requests_of(session, person_id), utc_now(), time_zone(session)
        self._show_rows(rows, now, zone)
        gone = self.erasure_said(session, person_id)
        if gone:
            self.notice.say(gone, Role.NEUTRAL)
        else:
            self._show_limit(limited=is_limited(session, person_id))
        self._offer(there=not gone)
        return sum(row.done_at is None for row in rows)

    def erasure_said(self, session: Any, person_id: int) -> str:  # noqa: ANN401 - see keep
        """Return the sentence that somebody's data was erased; empty where it was not."""
        gone = erased_at(session, person_id)
        if gone is None:
            return ""
        day = spoken().day(gone.astimezone(time_zone(session)).date())
        return _("This person's data was erased on {day}.").format(day=day)

    def let_go(self) -> None:
        """Give up what was begun."""
        self._layers.show_layer(self._listed)
        self.meeting.hide()

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        return self._layers.layer() is not self.panel or self.panel.may_leave()

    def begin_request(self) -> None:
        """Show the form for a request that is made now."""
        with self._bench.store.reading() as session:
            draft = self.form.begin_at(wall_now(session))
        self.panel.show_draft(draft)
        self._layers.show_layer(self.panel)
        self.form.setFocus()

    def _lay_out(self) -> QWidget:
        doing = tool_row([self.note, self.copy, self.erase], LEAST)
        heading = Text(_("Requests about personal data"), Size.STRONG)
        stack = Stack().add(self.notice).add(doing).add(self.strip).add(heading)
        stack.add(self._none).add(self.list).add(self.meeting).add(QWidget(), 1)
        return stack

    def _listen(self) -> None:
        self.note.clicked.connect(self.begin_request)
        self.copy.clicked.connect(self._save_copy)
        self.erase.clicked.connect(lambda: self.erase_asked.emit(self._person_id))
        self.list.chosen.connect(self._choose)
        self.panel.left.connect(self._come_back)
        self.panel.save_asked.connect(self._save)
        self.meeting.met.connect(self._meet)
        self.meeting.refused.connect(self._refuse)

    def _offer(self, *, there: bool) -> None:
        """Offer what one may do; with data that is not ``there`` any more nothing can be."""
        copied = self._bench.may(Right.EXPORT) and self._bench.may(Right.SEE_NIK)
        self.note.setVisible(there and self._bench.may(Right.SERVE))
        self.copy.setVisible(there and copied)
        self.erase.setVisible(there and self._bench.may(Right.ERASE))
        self.list.setEnabled(there and self._bench.may(Right.PLAN))

    def _show_rows(self, rows: list[RequestRow], now: datetime, zone: ZoneInfo) -> None:
        self._rows = {row.id: row for row in rows}
        self.list.show_entries([request_entry(row, now, zone, named=False) for row in rows])
        self._none.setVisible(not rows)
        waits = self.meeting.request_id
        if waits is not None and (waits not in self._rows or self._rows[waits].done_at is not None):
            self.meeting.hide()

    def _show_limit(self, *, limited: bool) -> None:
        if not limited:
            self.notice.hide()
            return
        said = _("This data may not be processed: it is on no list, in no file and at no desk.")
        if self._bench.may(Right.PLAN):
            self.notice.say(said, Role.DANGER, _("Lift the limit"), self._lift)
        else:
            self.notice.say(said, Role.DANGER)

    def _choose(self, request_id: object) -> None:
        row = self._rows.get(request_id)
        if row is not None and row.done_at is None:
            self.meeting.ask(row.id)

    def _come_back(self) -> None:
        self._layers.show_layer(self._listed)
        self.note.setFocus()

    def _save(self) -> None:
        person_id, draft = self._person_id, self.form.draft()
        if person_id is None:
            return
        self.panel.wait()

        def kept(_nothing: object) -> None:
            self._bench.done(_("The request was noted. Its clock runs for 3 × 24 hours."))
            if person_id == self._person_id:
                self._come_back()

        keep(
            self._bench,
            lambda session: note_request(session, person_id, draft).id,
            kept,
            self,
            self.panel.fail,
        )

    def _meet(self, note: str) -> None:
        request_id = self.meeting.request_id
        if request_id is not None:
            self.meeting.hide()
            keep(
                self._bench,
                lambda session: finish_request(session, request_id, note),
                lambda _nothing: self._bench.done(_("The request was noted as met.")),
                self,
            )

    def _refuse(self, note: str) -> None:
        request_id = self.meeting.request_id
        if request_id is not None:
            self.meeting.hide()
            keep(
                self._bench,
                lambda session: refuse_request(session, request_id, note),
                lambda _nothing: self._bench.done(_("The request was noted as refused.")),
                self,
            )

    def _lift(self) -> None:
        person_id = self._person_id
        if person_id is not None:
            keep(
                self._bench,
                lambda session: lift_limit(session, person_id),
                lambda _nothing: self._bench.done(_("The limit was lifted.")),
                self,
            )

    def _save_copy(self) -> None:
        person_id = self._person_id
        if person_id is None:
            return
        with self._bench.store.reading() as session:
            row = person_rows(session, [person_id]).get(person_id)
        if row is not None:
            self._copying.save(person_id, row.name)


class _Meeting(Card):
    """Asks how a request was met, or why it is refused; hidden until one was chosen."""

    met = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.request_id: int | None = None
        question = _("How was it met, or why is it refused?")
        self.field = QLineEdit()
        self.field.setAccessibleName(question)
        self.done = action_button(_("Met"), "check", primary=True)
        self.refuse = action_button(_("Refuse"), "ban")
        never_mind = action_button(_("Never mind"))
        self.column.addWidget(Text(question, Size.STRONG, wrap=True))
        self.column.addWidget(self.field)
        self.column.addWidget(tool_row([never_mind, self.refuse, self.done], LEAST))
        self.column.setSpacing(em(self, 0.6))
        self.field.textChanged.connect(self._judge)
        self.done.clicked.connect(lambda: self.met.emit(self.field.text().strip()))
        self.refuse.clicked.connect(lambda: self.refused.emit(self.field.text().strip()))
        never_mind.clicked.connect(self.hide)
        self.hide()

    def ask(self, request_id: int) -> None:
        """Ask about a request; a refusal needs its reason."""
        self.request_id = request_id
        self.field.clear()
        self._judge()
        self.show()
        self.field.setFocus()

    def _judge(self) -> None:
        self.refuse.setEnabled(bool(self.field.text().strip()))
