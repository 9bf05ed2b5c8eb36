"""The form that measures a printer: print the ruler sheet, type, look at what remains, check."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from models.printing.calibration import MEDIA, PLACES, Readings, Solved, medium_name, solve
from models.printing.profiles import ProfileDraft
from models.printing.transform import PrintError
from models.words import _
from ui.forms.calibration_readings import ReadingsFields
from ui.forms.draft_form import DraftForm
from ui.look import Role, Size
from ui.plain import label
from ui.widgets.choice import Choice
from ui.widgets.facts import Facts
from ui.widgets.header import action_button
from ui.widgets.text import Text

EMPTY: tuple[float | None, ...] = (None,) * PLACES


class CalibrationForm(DraftForm[ProfileDraft]):
    """What was read on one printer's ruler sheets; each paper has readings of its own."""

    ruler_asked = Signal()
    """The ruler sheet is to be printed for the paper and the sides chosen."""
    check_asked = Signal()
    """The check sheet is to be printed with what was measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = ""
        self._kept: Mapping[str, ProfileDraft] = {}
        self.medium = Choice({name: medium_name(name) for name in MEDIA})
        self.two_sided = QCheckBox(label(_("Prints on both sides by itself")))
        self.print_ruler = action_button(_("Print the ruler sheet"), "printer")
        self.print_check = action_button(_("Print the check sheet"), "printer")
        self.results = {"front": Facts(), "back": Facts()}
        for result in self.results.values():
            result.show_facts(facts_of(Solved(PrintError(), 0.0, 0.0)))
        self._named = Text("", Size.HEADING, elide=True)
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.medium)

    def know(self, kept: Mapping[str, ProfileDraft]) -> None:
        """Show what is kept of a paper when it is chosen: ``kept`` is by the papers' names."""
        self._kept = kept

    def kept_of(self, medium: str) -> ProfileDraft:
        """Return what is kept of a paper as far as is known here, or that nothing is."""
        return self._kept.get(medium) or ProfileDraft(self._queue, Readings(medium))

    def begin_over(self, kept: ProfileDraft) -> None:
        """Take what is typed as typed over ``kept``."""
        self.note_kept(kept, kept)

    @override
    def fill(self, draft: ProfileDraft) -> None:
        self._queue = draft.queue
        self._named.setText(draft.queue)
        self.medium.show_value(draft.front.medium)
        self.two_sided.setChecked(draft.back is not None)
        self.front.show_values(draft.front.values)
        self.back.show_values(draft.back.values if draft.back else EMPTY)
        self._show_sides()

    @override
    def draft(self) -> ProfileDraft:
        medium = self.medium.value()
        back = self.back.readings(medium) if self.two_sided.isChecked() else None
        return ProfileDraft(self._queue, self.front.readings(medium), back)

    @override
    def draft_problems(self) -> dict[str, str]:
        medium, found = self.medium.value(), {}
        for fields in self._sides().values():
            found.update(fields.problems(medium))
        if not found:
            found.update(self.draft().problems())
        return found

    @override
    def unread(self) -> dict[str, str]:
        return {row: said for side in self._sides().values() for row, said in side.unread().items()}

    @override
    def early(self, name: str) -> bool:
        """Wait with what is missing until a row is filled; what cannot be read is said at once."""
        side = next((side for side in self._sides().values() if side.owns(name)), None)
        return side is not None and name not in side.unread() and not side.is_row_filled(name)

    @override
    def say_problems(self) -> None:
        self._touched.update(self.results)
        super().say_problems()
        self._show_results()

    @override
    def on_touched(self, name: str) -> None:
        if name == "medium":
            self._take_medium()
        elif name == "two_sided":
            self._show_sides()

    def _sides(self) -> dict[str, ReadingsFields]:
        sides = {"front": self.front}
        return sides | {"back": self.back} if self.two_sided.isChecked() else sides

    def _lay_out(self) -> None:
        grid = self.grid
        grid.add_whole(self._named)
        grid.add_whole(Text(_("1. Print the ruler sheet"), Size.STRONG))
        grid.add("medium", _("Paper"), self.medium)
        grid.add("two_sided", _("Sides"), self.two_sided)
        grid.add_whole(self.print_ruler)
        grid.add_whole(Text(_("2. Type what a ruler shows"), Size.STRONG))
        told = _("Millimetres from the edge of the paper to each cross. 2, 5, 8 and 11 may wait.")
        grid.add_whole(Text(told, wrap=True))
        self.front = ReadingsFields(grid, "front", self)
        grid.add("front", _("Front side"), self.results["front"])
        self._behind = Text(_("The same on the back"), Size.STRONG)
        grid.add_whole(self._behind)
        self.back = ReadingsFields(grid, "back", self)
        grid.add("back", _("Back side"), self.results["back"])
        grid.add_whole(Text(_("3. Check, then save"), Size.STRONG))
        grid.add_whole(self.print_check)

    def _listen(self) -> None:
        self.watch("medium", self.medium.picked)
        self.watch("two_sided", self.two_sided.clicked)
        for side in (self.front, self.back):
            side.changed.connect(self._touch)
        self.print_ruler.clicked.connect(self.ruler_asked)
        self.print_check.clicked.connect(self.check_asked)

    def _take_medium(self) -> None:
        """Show what is kept of the paper chosen; what was typed already stays, over that."""
        first, now = self._first, self.draft()
        if first is not None and _typed(first) == _typed(now):
            self.show_draft(self.kept_of(self.medium.value()))
        else:
            self.begin_over(self.kept_of(self.medium.value()))

    def _show_sides(self) -> None:
        two = self.two_sided.isChecked()
        self._behind.setVisible(two)
        self.back.set_visible(two)

    def _show_results(self) -> None:
        """Say what the readings tell, of each side that can be reckoned."""
        problems, medium = self.problems(), self.medium.value()
        for name, fields in (("front", self.front), ("back", self.back)):
            whole = name in self._sides() and not fields.problems(medium) and not fields.unread()
            self.grid.set_visible(name, whole)
            if whole:
                solved = solve(fields.readings(medium))
                self.results[name].show_facts(facts_of(solved))
                if name not in problems:
                    self.grid.row(name).say(" ".join(solved.misread()), Role.WARNING)
        self.print_check.setEnabled(not problems)


def facts_of(solved: Solved) -> list[tuple[str, str]]:
    """Say what was measured, and how well the readings agree."""
    names = _("Shifted"), _("Scale"), _("Turned"), _("Readings agree")
    return list(zip(names, solved.told(), strict=True))


def _typed(draft: ProfileDraft) -> tuple[object, ...]:
    return draft.front.values, draft.back.values if draft.back else None
