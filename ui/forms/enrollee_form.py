"""The form about a person who enrols: of them more must be known than of who is only present."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.people.nik import LENGTH
from models.people.phones import read_phone
from models.people.queries import OccupationRow
from models.people.search import NUMBER
from ui.bench import Bench
from ui.forms.person_form import PersonForm
from ui.look import Role
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.money_field import MoneyField
from ui.widgets.nik_field import NikField
from ui.widgets.private_field import PrivateField, hide_nik


class EnrolleeForm(PersonForm):
    """A person's particulars, judged by what an enrolment needs."""

    def __init__(
        self, bench: Bench, also: Callable[[], dict[str, str]], parent: QWidget | None = None
    ) -> None:
        """Say besides what is wrong with the person what ``also`` finds."""
        super().__init__(bench, parent)
        PrivateField(self._nik, bench.privacy, hide_nik)
        PrivateField(self._income, bench.privacy)
        self._also = also
        self.sector = BadgeLabel(None, self)
        beside = self.grid.row("occupation").findChild(QHBoxLayout)
        if beside is not None:
            beside.addWidget(self.sector)

    @property
    def nik(self) -> NikField:
        """The field of the NIK."""
        return self._nik

    @property
    def income(self) -> MoneyField:
        """The field of the monthly income."""
        return self._income

    def occupation(self) -> OccupationRow | None:
        """Return the kind of work, with the sector that decides a discount."""
        return self._occupation.occupation()

    def show_sector(self, badge: Badge | None) -> None:
        """Say beside the kind of work which sector it is, and what follows from it."""
        self.sector.show_badge(badge)

    def warn(self, warnings: Mapping[str, str]) -> None:
        """Point out below a field what is strange there, unless something is wrong with it."""
        wrong = self.problems()
        for name, said in warnings.items():
            if name not in wrong:
                self.grid.row(name).say(said, Role.WARNING)

    def tell_of(self, name: str) -> None:
        """Say what is wrong with the field ``name``, touched or not."""
        self._touched.add(name)
        self.say_problems()

    def fields(self) -> dict[str, QWidget]:
        """Return the fields in the order one asks, those that lie below "More" left out."""
        return {
            "nik": self._nik,
            "nik_reason": self._lines["nik_reason"],
            "name": self._lines["name"],
            "birth_date": self._birth_date,
            "sex": self._sex,
            "phone": self._phone,
            "village": self._village,
            "occupation": self._occupation,
            "income": self._income,
            "group_name": self._lines["group_name"],
        }

    def field(self, name: str) -> QWidget:
        """Return the field ``name``."""
        return self.fields().get(name) or self._lines[name]

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
