"""The form about a person who enrols: of them more must be known than of who is only present."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.people.nik import LENGTH
from models.people.phones import read_phone
from models.people.queries import OccupationRow
from models.people.search import NUMBER
from ui.bench import Bench
from ui.forms.person_form import PersonForm


class EnrolleeForm(PersonForm):
    """A person's particulars, judged by what an enrolment needs."""

    def __init__(
        self, bench: Bench, also: Callable[[], dict[str, str]], parent: QWidget | None = None
    ) -> None:
        """Say besides what is wrong with the person what ``also`` finds."""
        super().__init__(bench, parent)
        self._also = also

    def occupation(self) -> OccupationRow | None:
        """Return the kind of work, with the sector that decides a discount."""
        return self._occupation.occupation()

    def field(self, name: str) -> QWidget:
        """Return the field of what an enrolment needs to know of a person."""
        fields: dict[str, QWidget] = {
            "nik": self._nik,
            "birth_date": self._birth_date,
            "occupation": self._occupation,
            "income": self._income,
        }
        return fields.get(name) or self._lines[name]

    def own_problems(self) -> dict[str, str]:
        """Return what is wrong with the person, whether they enrol or not."""
        return {**super().draft_problems(), **self.unread()}

    def take_typed(self, typed: str) -> None:
        """Take in what was searched for as name, phone or NIK, whichever it is like."""
        digits = re.sub(r"\D", "", typed)
        if not NUMBER.fullmatch(typed.strip()):
            self.take(name=typed)
        elif len(digits) < LENGTH and (phone := read_phone(typed)):
            self._phone.set_value(phone)
            self._phone.changed.emit()
        else:
            self.take(nik=typed)

    @override
    def draft_problems(self) -> dict[str, str]:
        return {**super().draft_problems(), **self._also()}
