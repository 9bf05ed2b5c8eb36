"""The form about what the office's letters look like: logo, numbers, paper."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.letters.numbering import LONGEST, PATTERN, pattern_problem, write_number
from models.letters.tables import LetterKind
from models.office.letterhead import LetterheadDraft
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.logo_field import LogoField
from ui.look import FAINT
from ui.widgets.choice import Choice
from ui.widgets.text import Text


class LetterheadForm(DraftForm[LetterheadDraft]):
    """The draft of the letterhead; beside the pattern stands the number it would give."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._serial, self._day = 1, date(2022, 1, 1)
        self.logo = LogoField(bench)
        self.pattern = QLineEdit()
        self.pattern.setMaxLength(2 * LONGEST)
        self.pattern.setPlaceholderText(PATTERN)
        self.gives = Text(ink=FAINT, elide=True)
        self.paper = Choice[str](paper_names())
        self.setFocusProxy(self.logo)
        self.grid.add("logo", _("Logo"), self.logo)
        self.grid.add(
            "letter_pattern",
            _("Numbers of letters"),
            self.pattern,
            hint=_("Filled in: {places}").format(
                places="{number:03} {month:02} {roman} {year} {code}",
            ),
        )
        self.grid.add("gives", _("The next one"), self.gives)
        self.grid.add("paper", _("Paper"), self.paper)
        self.watch("logo", self.logo.changed)
        self.watch("letter_pattern", self.pattern.textEdited)
        self.watch("paper", self.paper.picked)
        self.pattern.textChanged.connect(self._show_next)

    def know(self, serial: int, day: date) -> None:
        """Show as an example the number of the letter counted ``serial``, made on ``day``."""
        self._serial, self._day = serial, day
        self._show_next()

    @override
    def fill(self, draft: LetterheadDraft) -> None:
        self.logo.show_logo(draft.logo)
        self.pattern.setText(draft.letter_pattern)
        self.paper.show_value(draft.paper)

    @override
    def draft(self) -> LetterheadDraft:
        return LetterheadDraft(self.logo.logo(), self.pattern.text(), self.paper.value())

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    def _show_next(self) -> None:
        pattern = self.pattern.text().strip()
        number = "–"
        if not pattern_problem(pattern):
            number = write_number(pattern, self._serial, self._day, LetterKind.INVITATION)
        self.gives.setText(number)


def paper_names() -> dict[str, str]:
    """Return what the papers are called that letters are printed on."""
    return {"A4": _("A4 (210 × 297 mm)"), "F4": _("F4, folio (215 × 330 mm)")}
