"""The membership number (nomor peserta, KPJ): what can be one, and whose it is."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.history.rows import batches
from models.people.plain import plain
from models.people.tables import Person
from models.privacy.limits import limit_said, number_kept_back
from models.words import N_, _, shorten

USUAL_DIGITS = 11
"""Of a membership number; one source only says so, so another length is told and taken."""

NO_NUMBER = N_("“{given}” is no membership number. Copy it from the agency.")
UNUSUAL = N_("A membership number mostly has 11 digits; “{given}” has not.")
TAKEN = N_("The number {given} is that of {owner} here. Ask the agency whose it is.")
LACKS = N_("Registered, but without a number: no card can be made yet.")

_SPACERS = re.compile(r"[\s.'`’_/-]")
_NUMBER = re.compile(r"(?=.*[0-9])[0-9A-Z]{5,15}")


class NumberOwner(NamedTuple):
    """Who has a membership number: who goes on, where the record that bears it was merged."""

    id: int
    name: str


def clean_number(text: str) -> str:
    """Return a number as typed without what only parts its digits; empty if nothing is left."""
    return _SPACERS.sub("", plain(text)).upper()


def is_number(clean: str) -> bool:
    """Tell whether what ``clean_number`` left can be a membership number."""
    return bool(_NUMBER.fullmatch(clean))


def is_usual(number: str) -> bool:
    """Tell whether a number has the digits that most have."""
    return len(number) == USUAL_DIGITS and number.isdecimal()


def number_problem(text: str) -> str:
    """Say what keeps a number as typed from being kept; nothing where there is none."""
    clean = clean_number(text)
    return "" if not clean or is_number(clean) else _(NO_NUMBER).format(given=shorten(text))


def number_advice(text: str) -> str:
    """Say what is unusual about a number that can be kept."""
    clean = clean_number(text)
    return _(UNUSUAL).format(given=clean) if is_number(clean) and not is_usual(clean) else ""


def taken_problem(session: Session, text: str, person_id: int) -> str:
    """Say whose a number as typed is, where it is not free for this person."""
    clean = clean_number(text)
    owner = number_owners(session, [clean]).get(clean) if is_number(clean) else None
    if owner is None and is_number(clean) and number_kept_back(session, clean):
        return limit_said()
    if owner is None or owner.id == person_id:
        return ""
    return _(TAKEN).format(given=clean, owner=owner.name)


def number_owners(session: Session, numbers: Iterable[str]) -> dict[str, NumberOwner]:
    """Return whose these numbers are; of a merged record, who goes on."""
    found = [
        row for batch in batches(numbers) for row in session.execute(_BY_NUMBER, {"numbers": batch})
    ]
    goes_on = survivors(session, [row.id for row in found])
    return {row.member_number: NumberOwner(goes_on[row.id], row.name) for row in found}


def survivors(session: Session, people: Iterable[int]) -> dict[int, int]:
    """Return for each person who goes on in their place: mostly themselves."""
    leads = {person: person for person in people}
    asked, seen = set(leads), set[int]()
    while asked:
        seen |= asked
        merged = {
            row.id: row.merged_into_id
            for batch in batches(asked)
            for row in session.execute(_MERGED, {"people": batch})
        }
        leads = {person: merged.get(leads[person], leads[person]) for person in leads}
        asked = set(merged.values()) - seen
    return leads


_BY_NUMBER = select(Person.id, Person.name, Person.member_number).where(
    Person.member_number.in_(bindparam("numbers", expanding=True))
)
_MERGED = select(Person.id, Person.merged_into_id).where(
    Person.id.in_(bindparam("people", expanding=True)), Person.merged_into_id.is_not(None)
)
