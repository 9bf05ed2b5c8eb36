"""The plain book that is kept beside a desk: what is true, written by hand as in a ruled book."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from models.enrolment.tables import Consent, Enrolment, Payment
from models.events.tables import Attendance
from models.money.tables import CashBox, CashMove, Receipt
from models.people.tables import Person

A_MONTH = {
    (1_000_000, "JKK JKM"): 10_000 + 6_800,
    (1_000_000, "JKK JKM JHT"): 10_000 + 6_800 + 20_000,
    (1_500_000, "JKK JKM"): 16_000 + 6_800,
    (1_500_000, "JKK JKM JHT"): 16_000 + 6_800 + 32_000,
    (2_000_000, "JKK JKM"): 20_000 + 6_800,
    (2_000_000, "JKK JKM JHT"): 20_000 + 6_800 + 40_000,
}
"""Rupiah a month by income and programmes, in 2022: JKK 1 and JHT 2 per cent of the base income,
which is 1,0, 1,6 and 2,0 million, and JKM 6.800 (PP 44/2015 annex I, PP 49/2023 left it so)."""


@dataclass
class Book:
    """People by their NIK; receipts in the order of their numbers; money in whole rupiah."""

    people: dict[str, dict] = field(default_factory=dict)
    """Name and birth date of everybody, phone in full, income."""
    places: dict[str, str] = field(default_factory=dict)
    """How each stands on the list: "invited" or "walk-in", and " here" behind it who came."""
    enrolled: dict[str, dict] = field(default_factory=dict)
    consents: dict[str, str] = field(default_factory=dict)
    payments: list[tuple] = field(default_factory=list)
    """NIK, amount, way, reference, serial of the receipt; in the order of the receipts."""
    receipts: dict[int, dict] = field(default_factory=dict)
    boxes: list[dict] = field(default_factory=list)

    def know(self, nik: str, name: str, born: date, phone: str = "", income=None) -> None:
        """Write down somebody the office knows."""
        self.people[nik] = {"name": name, "born": born, "phone": phone, "income": income}

    def enrol(self, nik: str, programmes: str, months: int, consent: str) -> int:
        """Write down that somebody is enrolled; return what that costs."""
        total = months * A_MONTH[self.people[nik]["income"], programmes]
        entry = {"programmes": programmes, "months": months, "total": total}
        self.enrolled[nik] = {**entry, "status": "to_register"}
        self.consents[nik] = consent
        return total

    def take(self, nik: str, amount: int, way: str, reference: str = "") -> int:
        """Write down that somebody paid; return the number of the receipt they were given."""
        serial = len(self.receipts) + 1
        self.receipts[serial] = {"name": self.people[nik]["name"], "amount": amount, "void": None}
        self.payments.append((nik, amount, way, reference, serial))
        if self.paid(nik) >= self.enrolled[nik]["total"]:
            self.enrolled[nik]["status"] = "paid"
        if way == "cash" and self.boxes and self.boxes[-1]["counted"] is None:
            self.boxes[-1]["lies"] += amount
        return serial

    def void(self, serial: int, reason: str) -> None:
        """Write down that a receipt is void and its money given back."""
        self.receipts[serial]["void"] = reason
        [payment] = [one for one in self.payments if one[4] == serial]
        self.payments.remove(payment)
        nik, amount, way, *_ = payment
        self.enrolled[nik]["status"] = "to_register"
        if way == "cash":
            self.boxes[-1]["lies"] -= amount

    def paid(self, nik: str) -> int:
        """Return the rupiah somebody paid."""
        return sum(one[1] for one in self.payments if one[0] == nik)

    def counts(self) -> dict:
        """Return what the desk should count now."""
        return {
            "invited": sum(place.startswith("invited") for place in self.places.values()),
            "present": sum(place.endswith("here") for place in self.places.values()),
            "walk_ins": sum(place.startswith("walk-in") for place in self.places.values()),
            "enrolled": len(self.enrolled),
            "total": sum(one["total"] for one in self.enrolled.values()),
            "paid": sum(one["status"] == "paid" for one in self.enrolled.values()),
            "received": sum(one[1] for one in self.payments),
        }


def kept(session, event_id: int) -> Book:
    """Return what the database says of the event, in the words of the book."""
    book, people = Book(), {one.id: one for one in session.scalars(select(Person))}
    for one in people.values():
        book.know(one.nik, one.name, one.birth_date, one.phone or "", one.income)
    for place in session.scalars(select(Attendance).where(Attendance.event_id == event_id)):
        assert place.invited != place.walk_in
        how = "invited" if place.invited else "walk-in"
        here = " here" if place.present_at is not None else ""
        book.places[people[place.person_id].nik] = how + here
    of = {}
    for one in session.scalars(select(Enrolment).where(Enrolment.event_id == event_id)):
        of[one.id] = nik = people[one.person_id].nik
        assert nik not in book.enrolled
        book.enrolled[nik] = {
            "programmes": one.programmes,
            "months": one.months,
            "total": one.total,
            "status": one.status.value,
        }
    for one in session.scalars(select(Consent)):
        assert people[one.person_id].nik not in book.consents
        book.consents[people[one.person_id].nik] = one.way.value
    receipts = {one.id: one for one in session.scalars(select(Receipt).order_by(Receipt.serial))}
    for one in receipts.values():
        void = one.void_reason if one.voided_at is not None else None
        book.receipts[one.serial] = {"name": one.name, "amount": one.amount, "void": void}
    payments = session.scalars(select(Payment)).all()
    book.payments = sorted(
        (
            (
                of[p.enrolment_id],
                p.amount,
                p.way.value,
                p.reference or "",
                receipts[p.receipt_id].serial,
            )
            for p in payments
        ),
        key=lambda one: one[4],
    )
    for box in session.scalars(select(CashBox).order_by(CashBox.id)):
        moved = session.scalars(select(CashMove.amount).where(CashMove.cash_box_id == box.id))
        taken = sum(one.amount for one in payments if one.cash_box_id == box.id)
        book.boxes.append(
            {
                "opening": box.opening,
                "lies": box.opening + taken + sum(moved),
                "counted": box.counted,
                "reason": box.difference_reason,
            }
        )
    return book
