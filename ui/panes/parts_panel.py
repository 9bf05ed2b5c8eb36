"""The partners of an event: what each does, what it answered and to whom, whom to call."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.answers import (
    AnswerDraft,
    PartRow,
    event_parts,
    note_answer,
    note_part,
    part_draft,
)
from models.events.drafts import answer_name
from models.events.tables import Answer, Event, EventPartner
from models.office.queries import today
from models.office.rights import Right
from models.office.tables import Officer
from models.partners.conversations import contact_rows, speakers
from models.partners.tables import Agreement, Contact, Partner
from models.words import _
from ui.bench import Bench
from ui.forms.answer_form import AnswerForm
from ui.forms.keeping import editing, keep
from ui.look import FAINT, Size
from ui.panes.parts_line import PartLine
from ui.panes.settings_kept import WholeForm
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.panel import Panel
from ui.widgets.scrolling import Scrolling, bring_into_view
from ui.widgets.stack import Stack
from ui.widgets.text import Text

KINDS = frozenset({Event, EventPartner, Partner, Contact, Officer, Agreement})


LEAST = 11
"""How many text lines of the partners are seen at least."""


class PartsPanel(Panel):
    """A line for each partner; its answer is changed on the line, all about it in a form."""

    counted = Signal(str)
    """How many of the partners have confirmed, such as ``2/3``."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Partners"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._part: PartRow | None = None
        self._parts: Sequence[PartRow] = ()
        self._lines: list[PartLine] = []
        self._nothing = Text(_("No partner has been added yet."), ink=FAINT, wrap=True)
        self.form = AnswerForm()
        self.panel = WholeForm(self.form, bench.messages)
        self.partner_button = action_button(_("Open partner"), "handshake")
        self.panel.buttons.insertWidget(0, self.partner_button)
        self._who = Text("", Size.STRONG, elide=True)
        self._list = QWidget()
        self._about_one = Stack().add(self._who).add(self.panel)
        self._layers = Layers(self._list, self._about_one)
        self._lay_out()
        self.panel.need(bench, Right.PLAN)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self.show_list)
        self.partner_button.clicked.connect(self._open_partner)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._read)

    def show_event(self, event_id: int) -> None:
        """Show the partners of an event; what is being typed about one of them stays."""
        if event_id != self._event_id:
            self._event_id = event_id
            self.show_list()
        self._fresh.call_now()

    def lines(self) -> list[PartLine]:
        """Return the partners' lines, top down."""
        return self._lines

    def form_is_open(self) -> bool:
        """Whether the form is shown, not the list."""
        return self._part is not None

    def may_leave(self) -> bool:
        """Whether nothing typed would be lost, or the person agrees to lose it."""
        if self.form_is_open() and not self.panel.may_leave():
            return False
        self.show_list()
        return True

    def open_part(self, part: PartRow) -> None:
        """Show the form about a partner's answer."""
        with self._bench.store.reading() as session:
            self._prepare(session, part)
        self._part = part
        self._who.setText(_("Answer of {partner}").format(partner=part.name))
        self.panel.show_draft(part.draft)
        self._layers.show_layer(self._about_one)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(self.panel)

    def show_list(self) -> None:
        """Show the list, giving up what was typed; the keyboard goes to the line it came from."""
        part, self._part = self._part, None
        if part is None:
            return
        self.panel.show_draft(AnswerDraft())
        self._layers.show_layer(self._list)
        for line in self._lines:
            if line.part.id == part.id:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._nothing)
        self.add(Scrolling(self._layers, LEAST), 1)

    def _read(self) -> None:
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            parts = event_parts(session, self._event_id)
        if list(parts) != list(self._parts) or len(self._lines) != len(parts):
            self._show(parts)
        confirmed = sum(part.draft.answer is Answer.CONFIRMED for part in parts)
        self.counted.emit(f"{confirmed}/{len(parts)}" if parts else "")
        self._nothing.setVisible(not parts)
        self._refresh_form()

    def _show(self, parts: Sequence[PartRow]) -> None:
        """Show these partners; lines stay where they can, and so does the keyboard."""
        same = [part.id for part in parts] == [line.part.id for line in self._lines]
        self._parts = parts
        if not same:
            self._rebuild()
        for line, part in zip(self._lines, parts, strict=True):
            line.show_part(part)

    def _rebuild(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [PartLine(part) for part in self._parts]
        for line in self._lines:
            line.opened.connect(self.open_part)
            line.partner_asked.connect(self._go_to)
            line.answered.connect(self._note)
            self._column.addWidget(line)
            self._bench.needs(Right.PLAN, line.answer)

    def _refresh_form(self) -> None:
        """Read anew what is in the form unless it was changed; leave it if the part is gone."""
        if self._part is None:
            return
        fresh = next((part for part in self._parts if part.id == self._part.id), None)
        if fresh is None and not self.form.is_changed():  # else saving says what became of it
            self.show_list()
        elif fresh is not None and fresh != self._part and not self.form.is_changed():
            self.open_part(fresh)

    def _prepare(self, session: Any, part: PartRow) -> None:  # noqa: ANN401 - see keep
        self.form.know(today(session), self._bench.store.officer_id)
        contacts = {one.id: one.name for one in contact_rows(session, part.partner_id)}
        officers = {one.id: one.name for one in speakers(session, part.partner_id)}
        if part.draft.officer_id is not None:
            officers.setdefault(part.draft.officer_id, part.officer)
        self.form.offer(contacts, officers)

    def _open_partner(self) -> None:
        if self._part is not None:
            self._go_to(self._part.partner_id)

    def _go_to(self, partner_id: int) -> None:
        self._bench.show_page("partners", partner_id=partner_id)

    def _note(self, part: PartRow, answer: Answer) -> None:
        event_id, said = self._event_id, _said(part, answer)
        if event_id is None:
            return
        keep(
            self._bench,
            lambda s: note_answer(s, event_id, part.partner_id, part.role, answer),
            lambda _nothing: self._bench.done(said),
            self,
        )

    def _save(self) -> None:
        part = self._part
        if part is None:
            return
        edit = self.panel.edit(EventPartner, part.id)
        self.panel.wait()

        def note(session: Any, draft: AnswerDraft) -> Answer:  # noqa: ANN401 - see keep
            note_part(session, part.id, draft)
            return draft.answer

        def kept(answer: Answer) -> None:
            if self._part is not None and self._part.id == part.id:
                self.show_list()
            self._bench.done(_said(part, answer))

        look = partial(part_draft, part_id=part.id)
        keep(self._bench, editing(edit, look, note), kept, self, self.panel.fail)


def _said(part: PartRow, answer: Answer) -> str:
    return _("{partner}: {answer}").format(partner=part.name, answer=answer_name(answer))
