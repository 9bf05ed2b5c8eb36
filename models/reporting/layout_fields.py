"""What a column of an upload layout can be filled from: the catalogue of fields, each with a name.

A layout's columns name a field by its key, which is kept: a key is never given to another field.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from models.words import N_, _

CONSTANT = "constant"
"""The key of no field: the same text on every line, or nothing at all."""


class Shape(enum.StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Form(enum.StrEnum):
    """How a cell is written: as text, as a number, as a date, or as a date spelt as text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATE_TEXT = "date_text"

    def label(self) -> str:
        """Return what it is called in the language of the screen."""
        return {
            Form.TEXT: _("as text"),
            Form.NUMBER: _("as a number"),
            Form.DATE: _("as a date"),
            Form.DATE_TEXT: _("as a date in text"),
        }[self]


@dataclass(frozen=True, slots=True)
class LayoutField:
    """What a column can be filled from; ``title`` is in English, to be said."""

    key: str
    title: str
    shape: Shape = Shape.TEXT

    @property
    def forms(self) -> tuple[Form, ...]:
        """Return how its cells can be written, the usual way first."""
        return {
            Shape.TEXT: (Form.TEXT,),
            Shape.NUMBER: (Form.NUMBER, Form.TEXT),
            Shape.DATE: (Form.DATE, Form.DATE_TEXT),
        }[self.shape]


_TEXTS = (
    ("nik", N_("NIK")),
    ("name", N_("Name")),
    ("birth_place", N_("Birth place")),
    ("sex", N_("Sex")),
    ("sex_letter", N_("Sex as one letter (L/P)")),
    ("phone", N_("Phone (08…)")),
    ("phone_abroad", N_("Phone (+62…)")),
    ("email", N_("E-mail")),
    ("kk_number", N_("Family card number (KK)")),
    ("address", N_("Address")),
    ("rt", N_("RT")),
    ("region_code", N_("Code of the village")),
    ("village", N_("Village")),
    ("district", N_("District")),
    ("regency", N_("Regency")),
    ("province", N_("Province")),
    ("postal_code", N_("Postal code")),
    ("occupation", N_("Occupation")),
    ("workplace", N_("Workplace")),
    ("work_hours", N_("Working hours")),
    ("group_name", N_("Group")),
    ("member_number", N_("Membership number")),
    ("event", N_("Event")),
    ("venue", N_("Venue")),
    ("walk_in", N_("Walk-in")),
    ("programmes", N_("Programmes")),
    ("payer", N_("Who pays")),
    ("status", N_("Status of enrolment")),
    ("billing_code", N_("Billing code")),
    ("reference", N_("Reference of the payment")),
    ("card_number", N_("Card number")),
)
_NUMBERS = (
    ("number", N_("Row number")),
    ("income", N_("Income")),
    ("reported_income", N_("Income as told")),
    ("base_income", N_("Income the contribution is of")),
    ("months", N_("Months prepaid")),
    ("total", N_("Contribution")),
    ("paid", N_("Amount paid")),
)
_DATES = (
    ("birth_date", N_("Birth date")),
    ("event_day", N_("Day of the event")),
    ("present_on", N_("Present on")),
    ("enrolled_on", N_("Enrolled on")),
    ("first_month", N_("First month of cover")),
    ("paid_on", N_("Paid on")),
    ("card_printed_on", N_("Card printed on")),
    ("card_handed_on", N_("Card handed over on")),
)

FIELDS: Mapping[str, LayoutField] = {
    key: LayoutField(key, title, shape)
    for shape, fields in ((Shape.TEXT, _TEXTS), (Shape.NUMBER, _NUMBERS), (Shape.DATE, _DATES))
    for key, title in fields
}
"""All fields by their keys."""
