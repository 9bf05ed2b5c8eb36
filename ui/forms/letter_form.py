"""The form of letters to be made: to whom, of what day, on which paper, and what they say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.errors import UserError
from models.letters.drafts import LetterDraft, goes_to_partners
from models.letters.numbering import write_number
from models.letters.tables import LetterKind
from models.letters.texts import SUBJECT_LENGTH
from models.words import _
from ui.forms.draft_form import DraftForm, told
from ui.forms.letter_head_form import paper_names
from ui.forms.letter_partners import PartnerBoxes, Recipient
from ui.forms.letter_text_form import layout_hint
from ui.forms.letter_words import InsertButton
from ui.look import FAINT, em
from ui.widgets.choice import Choice
from ui.widgets.note_field import NoteField
from ui.widgets.planned_day import PlannedDay
from ui.widgets.read_field import ReadField
from ui.widgets.text import Text

LINES = 10
"""How many lines of the text are seen at least."""
MOST = 99_999


class SerialField(ReadField[int]):
    """The count a letter's number is made from; empty goes on with the next one."""

    @override
    def read(self, text: str) -> int | None:
        plain = text.strip()
        readable = plain.isascii() and plain.isdigit() and 0 < int(plain[:9]) <= MOST
        return int(plain) if readable and len(plain) <= len(str(MOST)) else None

    @override
    def write(self, value: int) -> str:
        return str(value)

    @override
    def complaint(self, text: str) -> str:
        return _("Type a number such as 12, or nothing.")


class LetterForm(DraftForm[LetterDraft]):
    """A letter's draft; its kind and language are chosen beside the form."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = LetterDraft(LetterKind.INVITATION, (), today, "id", "", "", "A4")
        self._pattern, self._kept, self._filling = "", "", False
        self._next_of: Callable[[int], int] = lambda _year: 1
        self.partners = PartnerBoxes()
        self.dated_on = PlannedDay(today)
        self.serial = SerialField()
        self.number = Text(ink=FAINT, elide=True)
        self.number.setContentsMargins(em(self, 0.5), 0, 0, 0)
        self.paper = Choice[str](paper_names())
        self.subject = QLineEdit()
        self.subject.setMaxLength(SUBJECT_LENGTH)
        self.body = NoteField(LINES)
        self.insert = InsertButton(self.subject, self.body)
        self._add_rows()
        self.watch("partner_ids", self.partners.changed)
        self.watch("dated_on", self.dated_on.changed)
        self.watch("first_serial", self.serial.changed)
        self.watch("paper", self.paper.picked)
        self.watch("subject", self.subject.textEdited)
        self.body.textChanged.connect(self._note_body)
        for field in (self.dated_on, self.serial):
            field.textChanged.connect(self._show_number)

    def offer(self, recipients: Sequence[Recipient]) -> None:
        """Offer these partners to write to."""
        self.partners.offer(recipients)

    def know(self, pattern: str, next_of: Callable[[int], int]) -> None:
        """Say by ``pattern`` which number is next; ``next_of`` tells the count in a year."""
        self._pattern, self._next_of = pattern, next_of
        self._show_number()

    def keep_number(self, number: str) -> None:
        """Show that the letter keeps its number; empty lets it be chosen."""
        self._kept = number
        self.serial.setVisible(not number)
        self._show_number()

    def goes_to_partners(self) -> bool:
        """Whether the letter shown goes to partners, not to the staff."""
        return goes_to_partners(self._base.kind)

    @override
    def fill(self, draft: LetterDraft) -> None:
        self._base = draft
        self._filling = True
        self.partners.choose(draft.partner_ids)
        self.dated_on.set_value(draft.dated_on)
        self.serial.set_value(draft.first_serial or None)
        self.paper.show_value(draft.paper)
        self.subject.setText(draft.subject)
        self.subject.setCursorPosition(0)
        self.body.show_text(draft.body)
        self._filling = False
        self.grid.set_visible("partner_ids", self.goes_to_partners())

    @override
    def draft(self) -> LetterDraft:
        return replace(
            self._base,
            partner_ids=self.partners.chosen() if self.goes_to_partners() else (),
            dated_on=self.dated_on.value() or self._base.dated_on,
            first_serial=self.serial.value() or 0,
            paper=self.paper.value(),
            subject=self.subject.text().strip(),
            body=self.body.text(),
        )

    @override
    def draft_problems(self) -> dict[str, str]:
        return self.draft().problems()

    @override
    def unread(self) -> dict[str, str]:
        return told({"dated_on": self._day_problem, "first_serial": self.serial.problem})

    def _add_rows(self) -> None:
        self.grid.add("partner_ids", _("To"), self.partners)
        self.grid.add("dated_on", _("Date of the letter"), self.dated_on)
        self.grid.add("first_serial", _("Number"), self.serial, self.number)
        self.grid.add("paper", _("Paper"), self.paper)
        self.grid.add("subject", _("Subject"), self.subject)
        self.grid.add("body", _("Text"), self.body, hint=layout_hint())
        self.column.addWidget(self.insert, 0, Qt.AlignmentFlag.AlignLeft)

    def _day_problem(self) -> str:
        if not self.dated_on.text().strip():
            return _("Say which day the letter is dated.")
        return self.dated_on.problem()

    def _note_body(self) -> None:
        if not self._filling:
            self._touch("body")

    def _show_number(self) -> None:
        """Show the number the first letter gets as things stand."""
        draft = self.draft()
        following = self._next_of(draft.dated_on.year)
        serial = draft.first_serial or following
        self.serial.setPlaceholderText(str(following))
        try:
            made = write_number(self._pattern, serial, draft.dated_on, draft.kind)
        except UserError:
            made = "–"
        self.number.setText(self._kept or made)
