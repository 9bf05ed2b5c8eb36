"""Data that got out: noted, changed, reported within 3 x 24 hours. The caller owns the session."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import utc_now
from models.errors import UserError
from models.events.summary import Letterhead
from models.history.recording import named, recorder
from models.office.queries import letterhead, time_zone, wall_now
from models.office.rights import Right, need
from models.office.tables import Office, Officer
from models.privacy.affected import (
    Affected,
    Scope,
    affected_count,
    affected_list,
    kept_scope,
    read_scope,
    scope_said,
)
from models.privacy.tables import Breach
from models.words import N_, _

TO_TELL = timedelta(hours=72)
"""3 x 24 hours, within which those affected and the authority are told (UU 27/2022 art. 46)."""
LINE_LENGTH = 500
NOTE_LENGTH = 4000


@dataclass(frozen=True, slots=True)
class BreachDraft:
    """A breach as it is typed; ``found_at`` on the office's clock, without it, it is now."""

    found_at: datetime | None = None
    happened: str = ""
    what: str = ""
    how: str = ""
    measures: str = ""
    scope: Scope = field(default_factory=Scope)

    def problems(self, now: datetime) -> dict[str, str]:
        """Return what cannot be kept yet, by field; ``now`` on the office's clock.

        How it came about and what is done may be found out later; they are needed to report it.
        """
        found = self.scope.problems(now.date())
        if self.found_at is not None and self.found_at > now:
            found["found_at"] = _("This has not come yet. When was it found?")
        if not self.what.strip():
            found["what"] = _("Say which data got out.")
        for name, text, most in (
            ("happened", self.happened, LINE_LENGTH),
            ("what", self.what, NOTE_LENGTH),
            ("how", self.how, NOTE_LENGTH),
            ("measures", self.measures, NOTE_LENGTH),
        ):
            if len(text.strip()) > most:
                found[name] = _("Say it in fewer words.")
        return found


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach as a list shows it; moments in UTC, ``scope`` in the language of the screen."""

    id: int
    found_at: datetime
    what: str
    scope: str
    people: int
    officer: str
    told_at: datetime | None

    @property
    def due_at(self) -> datetime:
        """Until when it is to be told (UU 27/2022 art. 46)."""
        return self.found_at + TO_TELL

    def overdue(self, now: datetime) -> bool:
        """Tell whether it should have been told by ``now`` (UTC) and was not."""
        return self.told_at is None and self.due_at < now


@dataclass(frozen=True, slots=True)
class BreachNotice:
    """What the notices of a breach say; ``found_at`` and ``due_at`` at the office's clock."""

    office: Letterhead
    found_at: datetime
    due_at: datetime
    happened: str
    what: str
    how: str
    measures: str
    people: tuple[Affected, ...]
    paper: str


def breaches(session: Session) -> list[BreachRow]:
    """Return those to be told, the most urgent first, then the others, the latest first."""
    rows = session.execute(
        select(Breach, Officer.name)
        .outerjoin(Officer, Officer.id == Breach.officer_id)
        .order_by(Breach.found_at, Breach.id)
    )
    found = [
        BreachRow(
            one.id,
            one.found_at,
            one.what,
            scope_said(session, read_scope(one.scope)),
            one.people,
            officer or "",
            one.told_at,
        )
        for one, officer in rows
    ]
    waiting = [row for row in found if row.told_at is None]
    return [*waiting, *(row for row in reversed(found) if row.told_at is not None)]


def open_breaches(session: Session) -> list[BreachRow]:
    """Return the breaches that are not told yet, the most urgent first."""
    return [row for row in breaches(session) if row.told_at is None]


def breach_draft(session: Session, breach_id: int) -> BreachDraft:
    """Return what is kept of a breach. Raises UserError if it is gone."""
    one = _breach(session, breach_id)
    found = one.found_at.astimezone(time_zone(session)).replace(tzinfo=None)
    return BreachDraft(
        found,
        one.happened or "",
        one.what,
        one.how or "",
        one.measures or "",
        read_scope(one.scope),
    )


def note_breach(session: Session, draft: BreachDraft) -> Breach:
    """Write a breach down: from its finding on there are 3 x 24 hours. Raises UserError."""
    need(session, Right.PLAN)
    named(session, N_("Note a breach of data"))
    one = Breach(what="", scope={}, officer_id=recorder(session).officer_id)
    _fill(session, one, draft)
    session.add(one)
    session.flush()
    return one


def change_breach(session: Session, breach_id: int, draft: BreachDraft) -> None:
    """Change what is written of a breach, and count anew. Raises UserError."""
    need(session, Right.PLAN)
    named(session, N_("Change a breach of data"))
    _fill(session, _breach(session, breach_id), draft)
    session.flush()


def tell_breach(session: Session, breach_id: int) -> None:
    """Note that those affected and the authority were told, which stops the clock.

    Raises UserError if that was noted before, or it is not said yet how it came about and what is
    done: both must be told (UU 27/2022 art. 46).
    """
    need(session, Right.PLAN)
    one = _breach(session, breach_id)
    if one.told_at is not None:
        raise UserError(_("It is noted already that this was reported."))
    if not (one.how and one.measures):
        raise UserError(_("Write how it happened and what is done about it: both must be told."))
    named(session, N_("Note that a breach of data was reported"))
    one.told_at = max(utc_now(), one.found_at)
    one.people = affected_count(session, read_scope(one.scope))
    session.flush()


def remove_breach(session: Session, breach_id: int) -> None:
    """Take out a breach that was none. Raises UserError if it was reported: that stays."""
    need(session, Right.PLAN)
    one = _breach(session, breach_id)
    if one.told_at is not None:
        raise UserError(_("This was reported, and stays."))
    named(session, N_("Take out a breach of data"))
    session.delete(one)
    session.flush()


def breach_notice(session: Session, breach_id: int) -> BreachNotice:
    """Return what the notices of a breach say, with those affected as they are found now."""
    one, zone = _breach(session, breach_id), time_zone(session)
    return BreachNotice(
        office=letterhead(session),
        found_at=one.found_at.astimezone(zone),
        due_at=(one.found_at + TO_TELL).astimezone(zone),
        happened=one.happened or "",
        what=one.what,
        how=one.how or "",
        measures=one.measures or "",
        people=tuple(affected_list(session, read_scope(one.scope))),
        paper=session.scalar(select(Office.paper)) or "A4",
    )


def _fill(session: Session, one: Breach, draft: BreachDraft) -> None:
    now = wall_now(session)
    if problems := draft.problems(now.replace(tzinfo=None)):
        raise UserError(next(iter(problems.values())))
    one.found_at = (draft.found_at or now).replace(tzinfo=time_zone(session))
    one.happened = " ".join(draft.happened.split()) or None
    one.what = draft.what.strip()
    one.how = draft.how.strip() or None
    one.measures = draft.measures.strip() or None
    one.scope = kept_scope(draft.scope)
    one.people = affected_count(session, draft.scope)


def _breach(session: Session, breach_id: int) -> Breach:
    one = session.get(Breach, breach_id)
    if one is None:
        raise UserError(_("This breach is not there any more."))
    return one
