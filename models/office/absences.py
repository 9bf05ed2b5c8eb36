"""Days on which officers are away: leave, official travel. The caller owns the session."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields import fill, kept
from models.history.recording import named
from models.office.tables import Absence, AbsenceKind, Officer
from models.words import N_, _

NOTE_LENGTH = 500
LONGEST = timedelta(days=366)
"""How long an absence may be; more is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """An officer's absence as typed; without ``last_day`` it is the first one only."""

    officer_id: int | None = None
    kind: AbsenceKind = AbsenceKind.LEAVE
    first_day: date | None = None
    last_day: date | None = None
    note: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        found = {}
        if self.officer_id is None:
            found["officer_id"] = _("Choose who is away.")
        if self.first_day is None:
            found["first_day"] = _("Write the first day.")
        elif self.last_day is not None and self.last_day < self.first_day:
            found["last_day"] = _("It ends before it begins.")
        elif self.last_day is not None and self.last_day - self.first_day > LONGEST:
            found["last_day"] = _("That is more than a year.")
        if len(self.note) > NOTE_LENGTH:
            found["note"] = _("That note is too long.")
        return found


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An officer's absence, its last day included."""

    id: int
    officer_id: int
    officer: str
    kind: AbsenceKind
    first_day: date
    last_day: date
    note: str


def absences(session: Session, first: date, last: date) -> list[AbsenceRow]:
    """Return the absences that touch the days from ``first`` to ``last``, in order."""
    rows = session.execute(
        select(Absence, Officer.name)
        .join(Absence.officer)
        .where(Absence.last_day >= first, Absence.first_day <= last)
        .order_by(Absence.first_day, Officer.name, Absence.id)
    )
    return [
        AbsenceRow(
            one.id, one.officer_id, name, one.kind, one.first_day, one.last_day, one.note or ""
        )
        for one, name in rows
    ]


def absence_draft(session: Session, absence_id: int) -> AbsenceDraft:
    """Return an absence as its form shows it. Raises UserError if it is gone."""
    held = kept(_absence(session, absence_id), AbsenceDraft)
    if held["last_day"] == held["first_day"]:
        held["last_day"] = None
    return AbsenceDraft(**held)


def add_absence(session: Session, draft: AbsenceDraft) -> Absence:
    """Note that an officer will be away."""
    absence = Absence()
    _fill(absence, draft)
    officer = session.get_one(Officer, absence.officer_id)
    named(session, N_("Note an absence of {officer}"), officer=officer.name)
    session.add(absence)
    session.flush()
    return absence


def change_absence(session: Session, absence_id: int, draft: AbsenceDraft) -> None:
    """Keep an absence's new particulars. Raises UserError if it is gone."""
    absence = _absence(session, absence_id)
    _fill(absence, draft)
    officer = session.get_one(Officer, absence.officer_id)
    named(session, N_("Change an absence of {officer}"), officer=officer.name)


def remove_absence(session: Session, absence_id: int) -> None:
    """Take an absence out: the officer is there after all. Raises UserError if it is gone."""
    absence = _absence(session, absence_id)
    named(session, N_("Remove an absence of {officer}"), officer=absence.officer.name)
    session.delete(absence)


def absence_name(kind: AbsenceKind) -> str:
    """Say why an officer is away in the spoken language."""
    return {
        AbsenceKind.LEAVE: _("On leave"),
        AbsenceKind.TRAVEL: _("Official travel"),
        AbsenceKind.OTHER: _("Other reason"),
    }[kind]


def _fill(absence: Absence, draft: AbsenceDraft) -> None:
    fill(absence, draft)
    absence.last_day = draft.last_day or absence.first_day


def _absence(session: Session, absence_id: int) -> Absence:
    absence = session.get(Absence, absence_id)
    if absence is None:
        raise UserError(_("This absence is not there any more."))
    return absence
