"""What is counted at the end of a day; by how much it differs is said at once."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.closing.drafts import (
    CASH,
    EXPLANATION,
    CloseDraft,
    CountLine,
    difference_said,
    line_name,
    lines_of,
)
from models.closing.figures import DayFigures
from models.words import _, ngettext, spoken
from ui.forms.cash_count_form import CashCountForm
from ui.forms.draft_form import DraftForm
from ui.look import Role, Size
from ui.widgets.note_field import NoteField
from ui.widgets.pieces_field import PiecesField
from ui.widgets.sign_view import SignView
from ui.widgets.text import Text


class DayCloseForm(DraftForm[CloseDraft]):
    """The counts of one day's figures: made anew where the figures are others."""

    def __init__(self, figures: DayFigures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        self._lines = lines_of(figures)
        self.sign = SignView()
        self.pieces = {line.name: PiecesField() for line in self._lines}
        self.explanation = NoteField(2)
        self.cash = CashCountForm() if figures.open_box is not None else None
        for line in self._lines:
            self._add(line)
        self.grid.add(EXPLANATION, _("Why it differs"), self.explanation)
        self.watch(EXPLANATION, self.explanation.textChanged)
        self.column.insertWidget(0, self.sign)
        if self.cash is not None:
            self.column.addWidget(Text(_("Cash in the box"), Size.STRONG))
            self.column.addWidget(self.cash)
            self.watch(CASH, self.cash.changed)
        self.column.addStretch(1)

    @override
    def fill(self, draft: CloseDraft) -> None:
        for name, field in self.pieces.items():
            field.set_value(draft.counts.get(name))
        self.explanation.show_text(draft.explanation)
        if self.cash is not None and draft.cash is not None:
            self.cash.show_draft(draft.cash)

    @override
    def draft(self) -> CloseDraft:
        counts = {name: field.value() for name, field in self.pieces.items()}
        return CloseDraft(
            self._figures,
            counts,
            None if self.cash is None else self.cash.draft(),
            self.explanation.toPlainText().strip(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        found = {name: field.problem() for name, field in self.pieces.items() if field.problem()}
        if self.cash is not None and (said := self.cash.unread()):
            found[CASH] = next(iter(said.values()))
        return found

    @override
    def say_problems(self) -> None:
        """Say of each count by how much it differs; the cash says so by itself."""
        draft, found = self.draft(), self.problems()
        told = {name: text for name, text in found.items() if name in self._touched}
        self.grid.say({name: text for name, text in told.items() if name != CASH})
        for line in self._lines:
            if line.name not in found and draft.difference(line):
                self.grid.row(line.name).say(_differing(draft, line), Role.WARNING)
        self.grid.set_visible(EXPLANATION, draft.differs or bool(draft.explanation))
        self.sign.show_sign(*_standing(draft, found))

    @override
    def reveal(self) -> None:
        super().reveal()
        if self.cash is not None:
            self.cash.reveal()

    def go_to_problem(self) -> None:
        """Put the keyboard on the first field with which the day cannot be closed."""
        found = self.problems()
        fields = {**self.pieces, EXPLANATION: self.explanation, CASH: self.cash}
        field = next((field for name, field in fields.items() if name in found), None)
        if field is not None:
            field.setFocus()

    def take_over(self, typed: CloseDraft) -> None:
        """Put in what was typed beside other figures, where the same is counted here."""
        counts = {name: typed.counts.get(name) for name in self.pieces}
        cash = self.draft().cash
        if cash is not None and typed.cash is not None:
            cash = replace(cash, notes=typed.cash.notes, reason=typed.cash.reason)
            self._touched.add(CASH)
        self._touched.update(name for name, pieces in counts.items() if pieces is not None)
        self.fill(CloseDraft(self._figures, counts, cash, typed.explanation))
        self.say_problems()

    def begin(self) -> None:
        """Put the keyboard on the first count."""
        next(iter(self.pieces.values())).setFocus()

    def _add(self, line: CountLine) -> None:
        field = self.pieces[line.name]
        hint = _("{n} should be there.").format(n=spoken().number(line.expected))
        self.grid.add(line.name, line_name(line), field, hint=hint)
        self.watch(line.name, field.changed)


def _differing(draft: CloseDraft, line: CountLine) -> str:
    return _("{difference}: {n} should be there.").format(
        difference=difference_said(draft.difference(line)), n=spoken().number(line.expected)
    )


def _standing(draft: CloseDraft, problems: Mapping[str, str]) -> tuple[str, Role, str]:
    """Say of all counts together whether they fit: words, role and icon."""
    lines = lines_of(draft.figures)
    missing = sum(draft.counted(line) is None for line in lines)
    if missing:
        text = ngettext("{n} count is missing.", "{n} counts are missing.", missing)
        return text, Role.INFO, "clipboard-list"
    differing = sum(draft.difference(line) != 0 for line in lines)
    if draft.cash is not None and (CASH in problems or draft.cash.difference):
        differing += 1
    if differing:
        text = ngettext("{n} count differs.", "{n} counts differ.", differing)
        return text, Role.WARNING, "triangle-alert"
    return _("Everything fits."), Role.SUCCESS, "circle-check"
