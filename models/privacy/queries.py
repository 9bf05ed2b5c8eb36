"""Requests about personal data as screens show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.office.tables import Officer
from models.people.tables import Person
from models.privacy.tables import DataRequest, RequestKind
from models.words import _


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request of somebody; moments in UTC, ``officer`` who wrote it down."""

    id: int
    person_id: int
    person: str
    kind: RequestKind
    asked_at: datetime
    due_at: datetime
    how: str
    officer: str
    done_at: datetime | None
    refused: bool
    note: str

    def overdue(self, now: datetime) -> bool:
        """Tell whether it should have been met by ``now`` (UTC) and was not."""
        return self.done_at is None and self.due_at < now


def open_requests(session: Session) -> list[RequestRow]:
    """Return the requests that are not met yet, the most urgent first."""
    return _rows(session, _ROW.where(DataRequest.done_at.is_(None)))


def requests_of(session: Session, person_id: int) -> list[RequestRow]:
    """Return what a person asked, the most urgent first, then those met, the latest first."""
    rows = _rows(session, _ROW.where(DataRequest.person_id == person_id))
    met = [row for row in rows if row.done_at is not None]
    met.sort(key=lambda row: (row.asked_at, row.id), reverse=True)
    return [*(row for row in rows if row.done_at is None), *met]


def erased_at(session: Session, person_id: int) -> datetime | None:
    """Return when (UTC) somebody's data was erased; None if it was not."""
    return session.scalar(select(Person.erased_at).where(Person.id == person_id))


def open_request(session: Session, request_id: int) -> DataRequest:
    """Return a request that waits. Raises UserError if it is gone, or was met meanwhile."""
    found = session.get(DataRequest, request_id)
    if found is None or found.done_at is not None:
        raise UserError(_("This request has been met meanwhile."))
    return found


def _rows(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[RequestRow]:
    ordered = wanted.order_by(DataRequest.due_at, DataRequest.id)
    return [
        RequestRow(
            one.id,
            one.person_id,
            name,
            one.kind,
            one.asked_at,
            one.due_at,
            one.how or "",
            officer or "",
            one.done_at,
            one.refused,
            one.note or "",
        )
        for one, name, officer in session.execute(ordered)
    ]


_ROW: Select[*tuple[Any, ...]] = (
    select(DataRequest, Person.name, Officer.name)
    .join(Person, Person.id == DataRequest.person_id)
    .outerjoin(Officer, Officer.id == DataRequest.officer_id)
)
