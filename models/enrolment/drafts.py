"""What the enrolment form holds, and what must be true of it before it is kept."""

from dataclasses import dataclass, field
from datetime import date

from models.enrolment.contribution import MOST_MONTHS, Contribution, price
from models.enrolment.rate_tables import rates
from models.enrolment.tables import ConsentWay, EnrolmentStatus, Payer
from models.errors import UserError
from models.people.dates import age_on
from models.people.drafts import PersonDraft
from models.people.tables import Sector
from models.words import _


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """How consent was given, and to which wording."""

    given: bool = False
    way: ConsentWay = ConsentWay.TICKED
    text_version: str = ""
    language: str = "id"


@dataclass(frozen=True, slots=True)
class EnrolmentDraft:
    """One person's enrolment as typed.

    ``person_id`` is None for somebody new. ``sector`` and ``occupation`` are the chosen kind of
    work's. ``base_income`` overrides the table's base, in rupiah, and wants a reason. ``declared``
    says that they understand the programmes and are neither in hospital nor critically ill.
    """

    person: PersonDraft
    first_month: date
    person_id: int | None = None
    occupation: str = ""
    sector: Sector = Sector.OTHER
    programmes: tuple[str, ...] = ("JKK", "JKM")
    months: int = 1
    payer: Payer = Payer.SELF
    base_income: int | None = None
    base_reason: str = ""
    age_reason: str = ""
    declared: bool = False
    consent: ConsentDraft = field(default_factory=ConsentDraft)
    has_consent: bool = False

    def price(self) -> Contribution:
        """Price the contribution. Raises UserError where it cannot be priced."""
        if self.person.income is None:
            raise UserError(_("Write the monthly income."))
        return price(
            income=self.person.income,
            sector=self.sector,
            programmes=self.programmes,
            first_month=self.first_month,
            months=self.months,
            payer=self.payer,
            base=self.base_income,
        )

    def is_too_old(self, today: date) -> bool:
        """Tell whether the age wants a reason: the limit is not certain, so one may override it."""
        birth_date, limit = self.person.birth_date, rates().age_when_registering_under
        return birth_date is not None and age_on(birth_date, today) >= limit.value

    def problems(self, today: date) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = self.person.problems(today)
        if not self.person.nik.strip():
            found["nik"] = _("A NIK is needed to enrol.")
        if self.person.birth_date is None:
            found["birth_date"] = _("Write the birth date as on the KTP.")
        elif self.is_too_old(today) and not self.age_reason.strip():
            found["age_reason"] = _(
                "Aged {age}: say why this person is enrolled all the same."
            ).format(age=age_on(self.person.birth_date, today))
        if not self.occupation.strip():
            found["occupation"] = _("Choose the kind of work.")
        if self.base_income is not None and not self.base_reason.strip():
            found["base_reason"] = _("Say why another base is used.")
        if not (self.consent.given or self.has_consent):
            found["consent"] = _("Without consent nobody is enrolled.")
        if not self.declared:
            found["declared"] = _("Ask, and tick it.")
        return {**self._not_priced(), **found}

    def _not_priced(self) -> dict[str, str]:
        """Return why there is no price, beside the field that is to be mended."""
        try:
            self.price()
        except UserError as error:
            return {self._to_mend(): str(error)}
        return {}

    def _to_mend(self) -> str:
        least, greatest = rates().least_base, rates().greatest_base
        compulsory = {one.code for one in rates().programmes if one.compulsory}
        if self.person.income is None:
            return "income"
        if not compulsory <= set(self.programmes) <= {one.code for one in rates().programmes}:
            return "programmes"
        if not 1 <= self.months <= MOST_MONTHS:
            return "months"
        if self.base_income is not None and not least <= self.base_income <= greatest:
            return "base_income"
        return "first_month"

    def warnings(self, today: date) -> dict[str, str]:
        """Return what to point out beside a field without standing in the way."""
        if not self.person.nik.strip():
            return {}
        said = [problem.message() for problem in self.person.reading(today).warnings]
        return {"nik": " ".join(said)} if said else {}


def status_name(status: EnrolmentStatus) -> str:
    """Say an enrolment's status in the spoken language."""
    return {
        EnrolmentStatus.TO_REGISTER: _("To be registered"),
        EnrolmentStatus.BILLED: _("Billed"),
        EnrolmentStatus.PAID: _("Paid"),
        EnrolmentStatus.REGISTERED: _("Registered"),
        EnrolmentStatus.REJECTED: _("Rejected"),
    }[status]


def payer_name(payer: Payer) -> str:
    """Say who pays in the spoken language."""
    return {Payer.SELF: _("The member"), Payer.BUDGET: _("State or regional budget")}[payer]


def way_name(way: ConsentWay) -> str:
    """Say in the spoken language how consent was given."""
    return {
        ConsentWay.TICKED: _("Said yes, ticked here"),
        ConsentWay.SIGNED: _("Signed on paper"),
        ConsentWay.THUMBPRINT: _("Thumbprint on paper"),
    }[way]
