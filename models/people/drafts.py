"""What the forms about a person hold, and what must be true of it before it is kept."""

from dataclasses import dataclass
from datetime import date

from models.people.names import name_problem
from models.people.nik import NikFault, NikReading, read_nik
from models.people.tables import Person, Sector, Sex
from models.words import _


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as typed. ``phone`` is kept as ``+62…``; ``income`` in rupiah a month."""

    nik: str = ""
    name: str = ""
    birth_date: date | None = None
    birth_place: str = ""
    sex: Sex | None = None
    phone: str = ""
    email: str = ""
    kk_number: str = ""
    address: str = ""
    rt: str = ""
    region_code: str = ""
    region_line: str = ""
    postal_code: str = ""
    occupation_id: int | None = None
    group_name: str = ""
    workplace: str = ""
    work_hours: str = ""
    income: int | None = None
    heir_note: str = ""
    nik_reason: str = ""

    def reading(self, today: date) -> NikReading:
        """Read the NIK against what the KTP says."""
        return read_nik(self.nik, birth_date=self.birth_date, sex=self.sex, today=today)

    def wants_reason(self, today: date) -> bool:
        """Tell whether the NIK contradicts the KTP: it is then kept with a reason.

        The civil registry does not change a NIK when it corrects a birth date (PP 40/2019 art. 30).
        """
        contradicting = {NikFault.BIRTH_DATE, NikFault.SEX}
        return bool(self.nik.strip()) and any(
            each.fault in contradicting for each in self.reading(today).warnings
        )

    def problems(self, today: date) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet.

        A NIK may be left out for someone who is only present; one that is typed must be sound, or
        carry a reason where it contradicts the KTP.
        """
        found = {}
        if said := name_problem(self.name):
            found["name"] = said
        if self.nik.strip():
            reading = self.reading(today)
            if reading.errors:
                found["nik"] = reading.errors[0].message()
        if self.birth_date is not None and self.birth_date > today:
            found["birth_date"] = _("That day has not come yet.")
        return found


def longest(field: str) -> int | None:
    """Return how many letters are kept of a person's field; None for as many as one likes."""
    length: int | None = getattr(getattr(Person, field).type, "length", None)
    return length


def sex_name(sex: Sex | None) -> str:
    """Say a sex in the spoken language."""
    if sex is None:
        return _("Not known")
    return {Sex.MALE: _("Male"), Sex.FEMALE: _("Female")}[sex]


def sector_name(sector: Sector) -> str:
    """Say an occupation's sector in the spoken language."""
    return {Sector.TRANSPORT: _("Transport"), Sector.OTHER: _("Other")}[sector]
