"""A line for a membership number that says whose it is already, and what becomes of the card."""

from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from models.enrolment.numbers import NumberStanding, number_standing
from models.office.queries import time_zone
from models.people.member_number import (
    USUAL_DIGITS,
    clean_number,
    number_advice,
    number_problem,
    taken_problem,
)
from models.words import _, spoken
from ui.bench import Bench

LONGEST = 32
NOBODY = NumberStanding("", None, None, makes_card=False)


class MemberNumberField(QLineEdit):
    """Looks the number up as one types: a number has one owner, found at once by its index."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._person_id = 0
        self._standing = NOBODY
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(_("11 digits, from the agency"))

    def show_person(self, person_id: int) -> NumberStanding:
        """Be about the number of this person; return it and how its card stands."""
        self._person_id = person_id
        with self._bench.store.reading() as session:
            self._zone = time_zone(session)
            self._standing = number_standing(session, person_id)
        return self._standing

    def taken(self) -> str:
        """Say whose the number is, where it is somebody else's."""
        if number_problem(self.text()):
            return ""
        with self._bench.store.reading() as session:
            return taken_problem(session, self.text(), self._person_id)

    def is_early(self) -> bool:
        """Whether its first digits are being typed."""
        return self.hasFocus() and len(clean_number(self.text())) < USUAL_DIGITS

    def advice(self) -> str:
        """Say what is to be known of the number before it is kept, though it can be."""
        parts = (number_advice(self.text()), self._of_card())
        return " ".join(part for part in parts if part)

    def _of_card(self) -> str:
        """Say what becomes of the card that was printed with another number."""
        known = self._standing
        if known.printed_at is None or clean_number(self.text()) == known.number:
            return ""
        if known.handed_at is not None:
            said = _(
                "The card with the number {number} was handed over on {day}. It is cancelled by"
                " this: take it back, for what it says is no longer true."
            )
            return said.format(number=known.number, day=self._day(known.handed_at))
        said = _(
            "The card with the number {number} was printed on {day}. It is cancelled by this: do"
            " not hand it over."
        )
        return said.format(number=known.number, day=self._day(known.printed_at))

    def _day(self, moment: datetime) -> str:
        return spoken().day(moment.astimezone(self._zone))
