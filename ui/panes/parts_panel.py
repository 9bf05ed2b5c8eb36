"""The partners of an event: what each does, what it answered, whom to call."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.events.drafts import answer_name, role_name
from models.events.operations import note_answer
from models.events.queries import PartRow
from models.events.tables import Answer
from models.people.phones import show_phone
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.look import FAINT
from ui.panes.badges import answer_badge
from ui.widgets.badge_menu import BadgeMenu
from ui.widgets.entries import Entry, EntryLine
from ui.widgets.panel import Panel
from ui.widgets.text import Text


class PartsPanel(Panel):
    """A line for each partner; its answer can be changed right there."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Partners"), parent=parent)
        self._bench = bench
        self._event_id = 0
        self._parts: Sequence[PartRow] = ()
        self._lines: list[PartLine] = []
        self._nothing = Text(_("No partner has been added yet."), ink=FAINT, wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.add(self._nothing)
        self.add(self._column)
        self.column.addStretch(1)

    def show_parts(self, event_id: int, parts: Sequence[PartRow]) -> None:
        """Show these partners of the event."""
        same = [_without_answer(part) for part in parts] == [
            _without_answer(part) for part in self._parts
        ]
        self._event_id, self._parts = event_id, parts
        if not same:
            self._rebuild()
        for line, part in zip(self._lines, parts, strict=True):
            line.show_answer(part.answer)
        self._nothing.setVisible(not parts)

    def lines(self) -> "list[PartLine]":
        """Return the partners' lines, top down."""
        return self._lines

    def _rebuild(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = [PartLine(part) for part in self._parts]
        for line in self._lines:
            line.opened.connect(self._open)
            line.answered.connect(self._note)
            self._column.addWidget(line)

    def _open(self, partner_id: int) -> None:
        self._bench.show_page("partners", partner_id=partner_id)

    def _note(self, part: PartRow, answer: Answer) -> None:
        event_id = self._event_id
        said = _("{partner}: {answer}").format(partner=part.name, answer=answer_name(answer))
        keep(
            self._bench,
            lambda s: note_answer(s, event_id, part.partner_id, part.role, answer),
            lambda _nothing: self._bench.done(said),
            self,
        )


class PartLine(QWidget):
    """One partner: its name leads to its page, its badge changes its answer."""

    opened = Signal(object)
    answered = Signal(object, object)

    def __init__(self, part: PartRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        told = (role_name(part.role), part.contact, show_phone(part.phone))
        detail = " · ".join(word for word in told if word)
        self.entry = EntryLine(Entry(part.partner_id, part.name, detail))
        badges = {answer: answer_badge(answer) for answer in Answer}
        self.answer = BadgeMenu(_("Answer of {partner}").format(partner=part.name), badges)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.entry, 1)
        row.addWidget(self.answer)
        self.entry.chosen.connect(self.opened)
        self.answer.chosen.connect(lambda answer: self.answered.emit(part, answer))

    def show_answer(self, answer: Answer) -> None:
        """Show what the partner answered."""
        self.answer.show_value(answer)


def _without_answer(part: PartRow) -> PartRow:
    return replace(part, answer=Answer.NOT_ASKED)
