"""Whether what a report is narrowed down to exists: what does not would be counted as nothing."""

from collections.abc import Iterable
from difflib import get_close_matches

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.enrolment.rate_tables import rates
from models.enrolment.tables import Enrolment
from models.errors import UnknownValueError
from models.events.tables import Event
from models.office.tables import Officer
from models.partners.tables import Partner
from models.people.queries import occupations
from models.people.tables import Person
from models.places.near import home_regency
from models.places.regions import find_villages, region_name
from models.reporting.choices import scope_choices
from models.reporting.scope import Scope, within
from models.words import _

FEW = 3
"""So many near values are named, and so alike they have to be: our own choice."""
_ALIKE = 0.5


def check_scope(session: Session, scope: Scope) -> None:
    """Raise UnknownValueError, naming what is near, where a part of a scope does not exist."""
    _check_region(session, scope.region)
    partner, officer = scope.partner_id, scope.officer_id
    if partner is not None and session.get(Partner, partner) is None:
        near = _nearest(partner, scope_choices(session).partners)
        raise _unknown(_("There is no partner {value}."), partner, near)
    if officer is not None and session.get(Officer, officer) is None:
        near = _nearest(officer, scope_choices(session).officers)
        raise _unknown(_("There is no officer {value}."), officer, near)
    if scope.programme:
        programmes = {one.code for one in rates().programmes}
        if scope.programme not in programmes:
            programmes |= set(scope_choices(session).programmes)
        if scope.programme not in programmes:
            near = _alike(scope.programme, programmes)
            raise _unknown(_("There is no programme {value}."), scope.programme, near)
    _check_occupation(session, scope.occupation)


def _check_region(session: Session, code: str) -> None:
    if not code or region_name(code) is not None:
        return
    for column in (Event.region_code, Person.region_code):  # of a table of another year
        if session.scalar(select(exists().where(within(column, code)))):
            return
    known = dict(scope_choices(session).regions)
    near = [f"{one} {known[one]}" for one in _alike(code, known)]
    if not near:
        found = find_villages(code, near=home_regency(session), limit=FEW)
        near = [f"{one.code} {one.short()}" for one in found]
    raise _unknown(_("There is no region {value}."), code, near)


def _check_occupation(session: Session, name: str) -> None:
    if not name or session.scalar(select(exists().where(Enrolment.occupation == name))):
        return
    known = {one.name for one in occupations(session)}
    if name not in known:
        near = _alike(name, known | set(scope_choices(session).occupations))
        raise _unknown(_("There is no occupation “{value}”."), name, near)


def _nearest(asked: int, known: Iterable[tuple[int, str]]) -> list[str]:
    few = sorted(known, key=lambda one: abs(one[0] - asked))[:FEW]
    return [f"{number} {name}" for number, name in few]


def _alike(asked: str, known: Iterable[str]) -> list[str]:
    """Return the values that look like what was asked for, whatever its capitals."""
    folded = {one.casefold(): one for one in sorted(known)}
    return [folded[one] for one in get_close_matches(asked.casefold(), folded, FEW, _ALIKE)]


def _unknown(said: str, value: object, near: Iterable[str]) -> UnknownValueError:
    told, named = [said.format(value=value)], "; ".join(near)
    if named:
        told.append(_("Near to it: {near}.").format(near=named))
    return UnknownValueError(" ".join(told))
