"""Whom a letter goes to, while others may be writing to the same."""

from typing_extensions import override

from models.letters.recipients import RecipientsDraft, WrittenTo
from ui.forms.draft_form import Edited
from ui.forms.letter_form import LetterForm
from ui.widgets.form import FieldRow


class Recipients(Edited[RecipientsDraft]):
    """Those ticked in a letter's form, with the letters they were known to have."""

    def __init__(self, form: LetterForm) -> None:
        self._form = form
        self.changed = form.changed
        self._numbers: dict[int | None, WrittenTo] = {}
        self._to_staff = True

    def start(self, known: RecipientsDraft) -> None:
        """Begin with what is known to have been written; what is ticked stays."""
        self._to_staff = True
        self._numbers = {one.key: one for one in known.to}
        self.note_kept(known, known)

    def numbers(self) -> frozenset[str]:
        """Return the numbers of letters that are known of."""
        return frozenset(one.number for one in self._numbers.values())

    def anybody(self) -> bool:
        """Whether a letter is to be made at all."""
        return any(one.more for one in self.draft().to)

    @override
    def draft(self) -> RecipientsDraft:
        names = self._ticked()
        to = [
            WrittenTo(key, self._number(key), key in names, names.get(key) or self._name(key))
            for key in dict.fromkeys((*self._numbers, *names))
        ]
        return RecipientsDraft(tuple(to))

    @override
    def fill(self, draft: RecipientsDraft) -> None:
        self._numbers |= {one.key: one for one in draft.to if one.number}
        wanted = {one.key for one in draft.to if one.more}
        if self._form.goes_to_partners():
            self._form.partners.choose({one for one in wanted if one is not None})
        else:
            self._to_staff = None in wanted

    def row_of(self, _name: str) -> FieldRow | None:
        """Return the row of the partners; a letter that names the staff has none."""
        return self._form.row_of("partner_ids") if self._form.goes_to_partners() else None

    def _ticked(self) -> dict[int | None, str]:
        if self._form.goes_to_partners():
            return dict(self._form.partners.names_chosen())
        return {None: ""} if self._to_staff else {}

    def _number(self, key: int | None) -> str:
        return self._numbers[key].number if key in self._numbers else ""

    def _name(self, key: int | None) -> str:
        return self._numbers[key].name if key in self._numbers else ""
