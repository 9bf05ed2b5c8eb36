"""What the enrolment form holds, and what must be true of it before it is kept."""

from dataclasses import dataclass, field, replace
from datetime import date

from models.enrolment.contribution import MOST_MONTHS, Contribution, price
from models.enrolment.rate_tables import rates
from models.enrolment.tables import ConsentWay, EnrolmentStatus, Payer
from models.errors import UserError
from models.money.at_enrolment import MoneyDraft, MoneyKind
from models.people.dates import age_on
from models.people.drafts import PersonDraft
from models.people.tables import Sector
from models.words import _, spoken

STRANGELY_LITTLE, STRANGELY_MUCH = 50_000, 100_000_000
"""Rupiah a month below and from which a slip is likelier than the truth; nothing is refused."""


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """How consent was given, and to which wording; ``proof`` the PNG of what was signed here."""

    given: bool = False
    way: ConsentWay = ConsentWay.TICKED
    text_version: str = ""
    language: str = "id"
    proof: bytes | None = None

    def problem(self) -> str:
        """Say what is missing of a consent; nothing if it may be kept."""
        if not self.given:
            return _("Without consent nobody is enrolled.")
        if self.way is ConsentWay.DRAWN and self.proof is None:
            return _("Let them sign, or choose how else they agree.")
        return ""


@dataclass(frozen=True, slots=True)
class EnrolmentDraft:
    """One person's enrolment as typed.

    ``person_id`` is None for somebody new. ``sector`` and ``occupation`` are the chosen kind of
    work's. ``base_income`` overrides the table's base, in rupiah, and wants a reason. ``declared``
    says that they understand the programmes and are neither in hospital nor critically ill.
    ``photo`` is a JPEG taken here; without one, what is kept of the person stays.
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
    photo: bytes | None = None
    money: MoneyDraft = field(default_factory=MoneyDraft)

    def asked_anew(self) -> "EnrolmentDraft":
        """Return it without what only the person there can say: consent and statement."""
        consent = replace(self.consent, given=False, proof=None)
        return replace(self, consent=consent, declared=False)

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

    def due(self) -> int:
        """Return the rupiah to pay, nothing while that cannot be told."""
        try:
            return self.price().total
        except UserError:
            return 0

    def is_too_old(self, today: date) -> bool:
        """Tell whether the age wants a reason: the limit is not certain, so one may override it."""
        birth_date, limit = self.person.birth_date, rates().age_when_registering_under
        return birth_date is not None and age_on(birth_date, today) >= limit.value

    def problems(self, today: date) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = self.person.problems(today) | self._missing_of_person(today)
        if not self.occupation.strip():
            found["occupation"] = _("Choose the kind of work.")
        if self.base_income is not None and not self.base_reason.strip():
            found["base_reason"] = _("Say why another base is used.")
        if not self.has_consent and (said := self.consent.problem()):
            found["consent"] = said
        if not self.declared:
            found["declared"] = _("Ask, and tick it.")
        if self.money.kind is not MoneyKind.NONE:
            found |= self.money.problems(self.due())
        return {**self._not_priced(), **found}

    def _missing_of_person(self, today: date) -> dict[str, str]:
        found = {}
        if not self.person.nik.strip():
            found["nik"] = _("A NIK is needed to enrol.")
        if self.person.birth_date is None:
            found["birth_date"] = _("Write the birth date as on the KTP.")
        elif self.is_too_old(today) and not self.age_reason.strip():
            found["age_reason"] = _(
                "Aged {age}: say why this person is enrolled all the same."
            ).format(age=age_on(self.person.birth_date, today))
        return found

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
        found = {}
        if self.person.nik.strip():
            said = [problem.message() for problem in self.person.reading(today).warnings]
            found["nik"] = " ".join(said)
        if self.person.income is not None:
            found["income"] = _unlikely(self.person.income)
        if self.money.kind is not MoneyKind.NONE:
            found |= self.money.warnings(self.due())
        return {name: said for name, said in found.items() if said}


def _unlikely(income: int) -> str:
    """Say what is strange about a monthly income in rupiah, as after a slip; else nothing."""
    words, table = spoken(), rates()
    if income == 0:
        return _("No income: priced at the least base, {base}.").format(
            base=words.rupiah(table.least_base)
        )
    if income < STRANGELY_LITTLE:
        return _("Only {income} a month? Type 1,5 jt for {example}.").format(
            income=words.rupiah(income), example=words.rupiah(1_500_000)
        )
    if income >= STRANGELY_MUCH:
        return _("{income} a month? Priced at the greatest base, {base}.").format(
            income=words.rupiah(income), base=words.rupiah(table.base_row(income).base_income)
        )
    return ""


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
        ConsentWay.DRAWN: _("Signed here"),
        ConsentWay.SIGNED: _("Signed on paper"),
        ConsentWay.THUMBPRINT: _("Thumbprint on paper"),
    }[way]
