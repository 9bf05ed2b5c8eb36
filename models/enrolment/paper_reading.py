"""The cells of an emergency form as one types them: a few keys each, and what they say in full."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from models.enrolment.drafts import EnrolmentDraft, payer_name, way_name
from models.enrolment.money import read_rupiah
from models.enrolment.rate_tables import rates
from models.enrolment.tables import ConsentWay, Payer
from models.exchange.sexes import read_sex
from models.people.dates import read_date
from models.people.drafts import sex_name
from models.people.phones import read_phone, show_phone
from models.people.queries import OccupationRow
from models.people.tables import Sex
from models.words import _, shorten, spoken

Value = TypeVar("Value")
Found = dict[str, str]
"""What cannot be read, by column."""

WAYS = (ConsentWay.SIGNED, ConsentWay.THUMBPRINT)
"""How consent is given on paper, in the order of the digits 1 and 2."""
PAYERS = (Payer.SELF, Payer.BUDGET)
_TIME = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?:/[0-9]{1,2})? +)?"
    r"(?P<hour>[0-9]{1,2})(?:[.:,]?(?P<minute>[0-9]{2}))?"
)
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Texts:
    """What was typed of one form, cell by cell."""

    time: str = ""
    nik: str = ""
    name: str = ""
    birth_date: str = ""
    sex: str = ""
    phone: str = ""
    occupation: str = ""
    income: str = ""
    programmes: str = ""
    months: str = ""
    payer: str = ""
    consent: str = ""
    paid: str = ""
    reason: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(getattr(self, name).strip() for name in COLUMNS)


COLUMNS: tuple[str, ...] = tuple(one.name for one in fields(Texts))
"""The cells of a form in the order in which they stand on the paper."""


def read_time(text: str, first: date, last: date, found: Found) -> datetime | None:
    """Return the moment on the wall's clock: ``0930``; at an event of several days ``29 0930``."""
    if not text.strip():
        return None
    match = _TIME.fullmatch(text.strip())
    hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match else (24, 0)
    if match is None or hour > 23 or minute > 59:
        found["time"] = _("That is no time of day. Type it like 0930.")
        return None
    days = [first + timedelta(count) for count in range((last - first).days + 1)]
    if match["day"] is None and len(days) > 1:
        found["time"] = _("Write the day, too: {example}").format(example=f"{last.day} 0930")
        return None
    day = first if match["day"] is None else _day(int(match["day"]), days)
    if day is None:
        found["time"] = _("The event was not on that day.")
        return None
    return datetime.combine(day, time(hour, minute))


def read_birth(text: str, today: date, found: Found) -> date | None:
    """Return the birth date that is meant."""
    return _read(text, "birth_date", read_date(text, today=today), found, _no_date)


def read_sex_of(text: str, found: Found) -> Sex | None:
    """Return the sex that is meant: L or P as on the KTP, M or F."""
    return _read(text, "sex", read_sex(text), found, lambda: _("Type L or P."))


def read_phone_number(text: str, found: Found) -> str | None:
    """Return the phone number as it is kept."""
    read = read_phone(text) if text.strip() else None
    return _read(text, "phone", read, found, lambda: _("That is no telephone number."))


def read_income(text: str, column: str, found: Found) -> int | None:
    """Return an amount of rupiah: what somebody earns, or what they paid."""
    return _read(text, column, read_rupiah(text), found, _no_money)


def read_work(
    text: str, works: Sequence[OccupationRow], known: int | None, found: Found
) -> OccupationRow | None:
    """Return the kind of work that is meant by two letters or more; ``known`` where it is empty."""
    typed = text.strip().casefold()
    if not typed:
        return next((one for one in works if one.id == known), None)
    for fits in (_same, _initials, _begins, _holds):
        matching = [one for one in works if fits(typed, one.name.casefold())]
        if len(matching) == 1:
            return matching[0]
        if matching:
            names = ", ".join(one.name for one in matching[:4])
            found["occupation"] = _("Which one: {names}?").format(names=shorten(names))
            return None
    found["occupation"] = _(
        "“{given}” is not on the office's list. Choose the nearest one."
    ).format(given=shorten(text.strip(), 40))
    return None


def read_programmes(text: str, usual: tuple[str, ...], found: Found) -> tuple[str, ...]:
    """Return the programmes: ``3`` are the first three, ``JHT`` is that one and the compulsory."""
    codes = [one.code for one in rates().programmes]
    words = _WORDS.findall(text.upper())
    if not words:
        return usual
    if len(words) == 1 and words[0].isascii() and words[0].isdigit():
        compulsory = sum(one.compulsory for one in rates().programmes)
        if compulsory <= int(words[0]) <= len(codes):
            return tuple(codes[: int(words[0])])
    elif set(words) <= set(codes):
        also = {one.code for one in rates().programmes if one.compulsory}
        return tuple(code for code in codes if code in also | set(words))
    found["programmes"] = _("Type 2 for {two}, 3 for {three}.").format(
        two=" ".join(codes[:2]), three=" ".join(codes[:3])
    )
    return usual


def read_months(text: str, usual: int, found: Found) -> int:
    """Return for how many months."""
    plain = text.strip()
    if not plain:
        return usual
    if plain.isascii() and plain.isdigit() and len(plain) <= 3:
        return int(plain)
    found["months"] = _("Type the number of months.")
    return usual


def read_payer(text: str, usual: Payer, found: Found) -> Payer:
    """Return who pays: 1 the member, 2 the budget."""
    chosen = _chosen(text, {one: payer_name(one) for one in PAYERS})
    if text.strip() and chosen is None:
        found["payer"] = _("Type 1 or 2: {names}").format(names=_numbered(PAYERS, payer_name))
    return chosen or usual


def read_consent(text: str, found: Found) -> ConsentWay | None:
    """Return how consent was given on the paper: 1 signed, 2 by thumbprint."""
    chosen = _chosen(text, {one: way_name(one) for one in WAYS})
    if text.strip() and chosen is None:
        found["consent"] = _("Type 1 or 2: {names}").format(names=_numbered(WAYS, way_name))
    return chosen


def said_of(draft: EnrolmentDraft, *, only_present: bool) -> dict[str, str]:
    """Return what the cells say once they are understood, in the spoken language."""
    person, words = draft.person, spoken()
    said = {
        "nik": person.nik,
        "name": person.name,
        "birth_date": words.digits(person.birth_date) if person.birth_date else "",
        "sex": sex_name(person.sex) if person.sex else "",
        "phone": show_phone(person.phone) if person.phone else "",
    }
    if only_present:
        return said
    paid = draft.money.amount
    return said | {
        "occupation": draft.occupation,
        "income": words.rupiah(person.income) if person.income is not None else "",
        "programmes": " ".join(draft.programmes),
        "months": str(draft.months),
        "payer": payer_name(draft.payer),
        "consent": way_name(draft.consent.way) if draft.consent.given else "",
        "paid": words.rupiah(paid) if paid is not None else "",
    }


def _read(
    text: str, column: str, value: Value | None, found: Found, complaint: Callable[[], str]
) -> Value | None:
    if text.strip() and value is None:
        found[column] = complaint()
    return value if text.strip() else None


def _no_date() -> str:
    return _("That is no date. Type it like 13/05/1980.")


def _no_money() -> str:
    return _("That is no amount of money. Type it like 1.500.000 or 1,5 jt.")


def _day(number: int, days: Sequence[date]) -> date | None:
    return next((one for one in days if one.day == number), None)


def _chosen(text: str, names: dict[Value, str]) -> Value | None:
    typed = text.strip().casefold()
    if typed.isascii() and typed.isdigit():
        place = int(typed) - 1
        return list(names)[place] if 0 <= place < len(names) else None
    fitting = [one for one, name in names.items() if typed and name.casefold().startswith(typed)]
    return fitting[0] if len(fitting) == 1 else None


def _numbered(options: Sequence[Value], name: Callable[[Value], str]) -> str:
    return ", ".join(f"{place} {name(one)}" for place, one in enumerate(options, 1))


def _same(typed: str, name: str) -> bool:
    return typed == name


def _initials(typed: str, name: str) -> bool:
    words = name.split()
    return len(words) > 1 and "".join(word[0] for word in words).startswith(typed)


def _begins(typed: str, name: str) -> bool:
    return name.startswith(typed)


def _holds(typed: str, name: str) -> bool:
    return all(f" {word}" in f" {name}" for word in typed.split())
