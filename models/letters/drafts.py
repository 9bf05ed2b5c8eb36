"""What the form of a letter holds, and what must be true of it before letters are made."""

from dataclasses import dataclass
from datetime import date

from models.letters.tables import LetterKind
from models.letters.texts import LetterText, text_problems
from models.words import LANGUAGES, _

PAPERS = ("A4", "F4")
"""Sizes letters are printed on, by name; the first where the office chose none."""


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """Letters of one kind as typed: one for each partner, or one that names the staff.

    ``subject`` and ``body`` have their placeholders still. ``first_serial`` is the count to begin
    with where the office gave numbers elsewhere this year; 0 goes on with the next one.
    """

    kind: LetterKind
    partner_ids: tuple[int, ...]
    dated_on: date
    language: str
    subject: str
    body: str
    paper: str
    first_serial: int = 0

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = text_problems(LetterText(self.subject, self.body))
        if goes_to_partners(self.kind) and not self.partner_ids:
            found["partner_ids"] = _("Choose whom the letter goes to.")
        if self.language not in LANGUAGES:
            found["language"] = _("Choose a language.")
        if self.paper not in PAPERS:
            found["paper"] = _("Choose A4 or F4.")
        if self.first_serial < 0:
            found["first_serial"] = _("Numbers begin with 1.")
        return found


def goes_to_partners(kind: LetterKind) -> bool:
    """Tell whether a letter of this kind goes to a partner; one of assignment names the staff."""
    return kind is not LetterKind.ASSIGNMENT


def kind_name(kind: LetterKind) -> str:
    """Say a letter's kind in the spoken language."""
    return {
        LetterKind.INVITATION: _("Invitation"),
        LetterKind.FACILITIES: _("Request for facilities"),
        LetterKind.ASSIGNMENT: _("Letter of assignment"),
        LetterKind.THANKS: _("Letter of thanks"),
    }[kind]
