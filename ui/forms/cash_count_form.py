"""Counting a cash box: pieces of each note and coin, what they come to, why that differs."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget
from typing_extensions import override

from models.errors import UserError
from models.money.cash import BANKNOTES, NOTE_LENGTH, ClosingDraft, count
from models.words import _, spoken
from ui.forms.draft_form import DraftForm
from ui.look import Role, Size, em, mark_problem
from ui.widgets.pieces_field import PiecesField
from ui.widgets.reflow import Columns
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text

SIDE_BY_SIDE = 34
"""The width in text lines from which the coins stand beside the notes."""


class CashCountForm(DraftForm[ClosingDraft]):
    """Arrow keys and Enter go from note to note; a note left empty is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._expected = 0
        self.pieces = {note: PiecesField() for note in BANKNOTES}
        self._sums = {note: Text() for note in BANKNOTES}
        self.total = Text("", Size.TITLE)
        self.sign = SignView()
        self.problem = Text("", Size.CAPTION, Role.DANGER, wrap=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(NOTE_LENGTH)
        self._lay_out()
        self.grid.add("reason", _("Why it differs"), self.reason)
        self.watch("reason", self.reason.textEdited)
        for field in self.pieces.values():
            self.watch("notes", field.changed)
            field.installEventFilter(self)

    @override
    def fill(self, draft: ClosingDraft) -> None:
        self._expected = draft.expected
        for note, field in self.pieces.items():
            field.set_value(draft.notes.get(note))
        self.reason.setText(draft.reason)

    @override
    def draft(self) -> ClosingDraft:
        counted = {note: field.value() for note, field in self.pieces.items()}
        notes = {note: pieces for note, pieces in counted.items() if pieces}
        return ClosingDraft(notes, self.reason.text(), self._expected)

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        said = next(filter(None, (one.problem() for one in self.pieces.values())), "")
        return {"notes": said} if said else {}

    @override
    def say_problems(self) -> None:
        """Say what it comes to, and beside each field what is wrong; the notes have one line."""
        draft, found = self.draft(), self.problems()
        self._show_sums()
        self._show_difference(draft)
        differs = "notes" not in found and draft.difference != 0
        self.grid.set_visible("reason", differs or bool(draft.reason))
        unasked = "notes" not in self._touched
        said = found.get("reason", "") if "reason" in self._touched else ""
        self.grid.say({"reason": said} if said else {})
        self.problem.setText("" if unasked else found.get("notes", ""))
        self.problem.setVisible(bool(self.problem.text()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from note to note by arrow keys and Enter, as one lays the piles down."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        fields = list(self.pieces.values())
        place = next((n for n, field in enumerate(fields) if field is watched), -1)
        step = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Return: 1,
            Qt.Key.Key_Enter: 1,
        }.get(Qt.Key(event.key()), 0)
        if place < 0 or not step or not 0 <= place + step < len(fields):
            return super().eventFilter(watched, event)
        self._go_to(fields[place + step])
        return True

    def expect(self, expected: int) -> None:
        """Know that so much should be in the box by now, in rupiah; what is typed stays."""
        if self._first is not None:
            self._first = replace(self._first, expected=expected)
        self._expected = expected
        self.say_problems()

    def begin(self) -> None:
        """Put the keyboard on the largest note."""
        self._go_to(self.pieces[BANKNOTES[0]])

    def _lay_out(self) -> None:
        half = len(BANKNOTES) // 2
        piles = [(self._pile(notes), 1) for notes in (BANKNOTES[:half], BANKNOTES[half:])]
        rows = (Columns(piles, SIDE_BY_SIDE), self.problem, self.total, self.sign)
        for place, widget in enumerate(rows):
            self.column.insertWidget(place, widget)
        self.column.addStretch(1)

    def _pile(self, notes: Sequence[int]) -> QWidget:
        """Return the rows of some notes: what each is worth, how many, what they come to."""
        pile = QWidget()
        grid = QGridLayout(pile)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(em(self, 0.8))
        grid.setVerticalSpacing(em(self, 0.25))
        grid.setColumnStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, note in enumerate(notes):
            name = spoken().rupiah(note)
            label, field = Text(name), self.pieces[note]
            label.setAlignment(right)
            label.setBuddy(field)
            field.setAccessibleName(_("Pieces of {note}").format(note=name))
            self._sums[note].setAlignment(right)
            self._sums[note].setMinimumWidth(em(self, 6))
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(self._sums[note], row, 2)
        return pile

    def _show_sums(self) -> None:
        for note, field in self.pieces.items():
            pieces, said = field.value() or 0, field.problem()
            self._sums[note].setText(spoken().rupiah(note * pieces) if pieces else "")
            field.setAccessibleDescription(said)
            mark_problem(field, Role.DANGER if said else None)

    def _show_difference(self, draft: ClosingDraft) -> None:
        rupiah = spoken().rupiah
        try:
            counted = count(draft.notes)
        except UserError:
            self.total.setText("")
            self.sign.hide()
            return
        self.sign.show()
        self.total.setText(_("Counted: {amount}").format(amount=rupiah(counted)))
        should = _("{amount} should be there.").format(amount=rupiah(draft.expected))
        if not draft.difference:
            self.sign.show_sign(_("It fits."), Role.SUCCESS, "circle-check", should)
        else:
            told = _("{amount} less than should be there")
            if draft.difference > 0:
                told = _("{amount} more than should be there")
            said = told.format(amount=rupiah(abs(draft.difference)))
            self.sign.show_sign(said, Role.WARNING, "triangle-alert", should)

    def _go_to(self, field: PiecesField) -> None:
        field.setFocus()
        field.selectAll()
