"""Making two records of one person one: field by field, and all that hangs on either."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base, utc_now
from models.cards.tables import Card
from models.documents.tables import Attachment
from models.enrolment.tables import Consent, Enrolment, EnrolmentStatus, Payment
from models.errors import UserError
from models.events.tables import Attendance, Event, SessionPresence
from models.history.bulk import delete_many, fetch_many, table_of, update_many
from models.history.pointing import point, point_all
from models.history.recording import Fields, named
from models.money.receipts import settle
from models.office.rights import Right, need
from models.people.apart import move_apart
from models.people.tables import GroupMember, Occupation, Person
from models.words import N_, _

PARTS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "nik": ("nik", "nik_reason"),
    "birth_date": ("birth_date",),
    "birth_place": ("birth_place",),
    "sex": ("sex",),
    "phone": ("phone",),
    "email": ("email",),
    "kk_number": ("kk_number",),
    "address": ("address", "rt"),
    "region_line": ("region_line", "region_code", "postal_code"),
    "occupation_id": ("occupation_id",),
    "second_occupation_id": ("second_occupation_id",),
    "workplace": ("workplace", "work_hours"),
    "group_name": ("group_name",),
    "income": ("income",),
    "member_number": ("member_number",),
    "photo": ("photo",),
}
"""What is chosen between the two, and the columns that go with each choice."""

FAR = {
    EnrolmentStatus.REJECTED: 0,
    EnrolmentStatus.TO_REGISTER: 1,
    EnrolmentStatus.BILLED: 2,
    EnrolmentStatus.PAID: 3,
    EnrolmentStatus.REGISTERED: 4,
}
"""How far an enrolment has come."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One particular of both records; ``theirs`` proposes that the other record's is taken."""

    part: str
    ours: object
    other: object
    theirs: bool

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.ours != self.other


@dataclass(frozen=True, slots=True)
class Merger:
    """What merging another record would do: the choices, and how much would move.

    ``doubled`` are the events at which both are enrolled: one enrolment stands afterwards.
    """

    name: str
    other: str
    choices: tuple[Choice, ...]
    events: int
    enrolments: int
    payments: int
    cards: int
    consents: int
    groups: int
    documents: int
    doubled: tuple[str, ...]


def merger(session: Session, kept_id: int, other_id: int) -> Merger:
    """Return what merging the record ``other_id`` into ``kept_id`` would do."""
    first, other = session.get_one(Person, kept_id), session.get_one(Person, other_id)
    theirs = proposed(first, other)
    enrolled = select(Enrolment.id).where(Enrolment.person_id == other_id)
    return Merger(
        name=first.name,
        other=other.name,
        choices=tuple(
            Choice(part, _shown(session, first, part), _shown(session, other, part), part in theirs)
            for part in PARTS
        ),
        events=_count(session, Attendance, Attendance.person_id == other_id),
        enrolments=_count(session, Enrolment, Enrolment.person_id == other_id),
        payments=_count(session, Payment, Payment.enrolment_id.in_(enrolled)),
        cards=_count(session, Card, Card.enrolment_id.in_(enrolled)),
        consents=_count(session, Consent, Consent.person_id == other_id),
        groups=_count(session, GroupMember, GroupMember.person_id == other_id),
        documents=_count(session, Attachment, Attachment.person_id == other_id),
        doubled=_doubled(session, kept_id, other_id),
    )


def proposed(first: Person, other: Person) -> frozenset[str]:
    """Return the parts to be taken from ``other``: what ``first`` lacks altogether."""
    return frozenset(
        part
        for part, columns in PARTS.items()
        if getattr(other, columns[0]) is not None
        and all(getattr(first, column) is None for column in columns)
    )


def merge_people(
    session: Session, kept_id: int, other_id: int, theirs: Collection[str] | None = None
) -> None:
    """Move all that belongs to the record ``other_id`` to ``kept_id``, and archive that record.

    ``theirs`` names the ``PARTS`` taken from the other record; without it, those the first lacks.
    What was not chosen lies in the archived record, where its numbers lead to the one that goes on.
    A second phone number goes into the note; attendance at one event is joined, and of two open
    enrolments at one event that stands which has come further. The one that goes on is kept apart
    from whom either was. Raises UserError if the two are one, or one is no longer in the list.
    """
    need(session, Right.PLAN)
    if kept_id == other_id:
        raise UserError(_("Choose another person: this is the same record."))
    first, other = session.get(Person, kept_id), session.get(Person, other_id)
    if first is None or other is None or first.archived_at or other.archived_at:
        raise UserError(_("That person is no longer in the list."))
    named(session, N_("Merge {other} into {person}"), other=other.name, person=first.name)
    taken = proposed(first, other) if theirs is None else theirs
    update_many(session, table_of(Person), _exchanged(first, other, taken))
    _join_attendance(session, kept_id, other_id)
    _join(session, SessionPresence, (kept_id, other_id), "session_id", _seen_earlier)
    _join_groups(session, kept_id, other_id)
    _join_enrolments(session, kept_id, other_id)
    move_apart(session, kept_id, other_id)
    point_all(session, Person, {other_id: kept_id})
    other.merged_into_id, other.archived_at = kept_id, utc_now()
    session.flush()


def survivors(session: Session, ids: Iterable[int]) -> dict[int, int]:
    """Return for each of ``ids`` whose record was merged into another the id of that one."""
    rows = session.execute(
        select(Person.id, Person.merged_into_id).where(
            Person.id.in_(list(ids)), Person.merged_into_id.is_not(None)
        )
    )
    return {gone: into for gone, into in rows if into is not None}


def _exchanged(first: Person, other: Person, theirs: Collection[str]) -> dict[int, Fields]:
    """Return what both records are to hold: what is taken changes places, notes are joined."""
    ours: Fields = {}
    left: Fields = {}
    for column in (column for part in theirs for column in PARTS[part]):
        ours[column], left[column] = getattr(other, column), getattr(first, column)
    phones = {first.phone, other.phone} - {None, ours.get("phone", first.phone)}
    notes = [_("Also: {phone}").format(phone=phone) for phone in phones]
    ours["heir_note"] = _lines(first.heir_note, other.heir_note, *notes)
    ours["flag"] = _lines(first.flag, other.flag)
    return {first.id: ours, other.id: left}


def _lines(*notes: str | None) -> str | None:
    """Return the notes below one another, each once."""
    return "\n".join(dict.fromkeys(note for note in notes if note)) or None


def _join_attendance(session: Session, kept_id: int, other_id: int) -> None:
    _join(session, Attendance, (kept_id, other_id), "event_id", _seen_first)


def _seen_first(first: Fields, other: Fields) -> Fields:
    """Return how both were at one event: invited if either was, seen when the earlier was."""
    joined = {key: first[key] or other[key] for key in ("invited", "walk_in")}
    seen = [one for one in (first, other) if one["present_at"] is not None]
    if seen:
        earliest = min(seen, key=_present_at)
        joined |= {key: earliest[key] for key in ("present_at", "desk_id")}
    return joined


def _seen_earlier(first: Fields, other: Fields) -> Fields:
    """Return how both were seen at one sitting: as the earlier one was."""
    earliest = min((first, other), key=_present_at)
    return {key: earliest[key] for key in ("present_at", "desk_id")}


def _present_at(attendance: Fields) -> datetime:
    moment: datetime = attendance["present_at"]
    return moment


def _join_groups(session: Session, kept_id: int, other_id: int) -> None:
    _join(
        session,
        GroupMember,
        (kept_id, other_id),
        "group_id",
        lambda first, other: {"role": first["role"] or other["role"]},
    )


def _join(
    session: Session,
    kind: type[Base],
    people: tuple[int, int],
    key: str,
    joined: Callable[[Fields, Fields], Fields],
) -> None:
    """Make one of the records that both people have for the same ``key``."""
    table = table_of(kind)
    ours, theirs = ({one[key]: one for one in _of(session, kind, who)} for who in people)
    both = [(ours[same], theirs[same]) for same in ours.keys() & theirs.keys()]
    update_many(session, table, {one["id"]: joined(one, other) for one, other in both})
    delete_many(session, table, [other["id"] for _one, other in both])


def _join_enrolments(session: Session, kept_id: int, other_id: int) -> None:
    """Reject, of two open enrolments at one event, the one less far; what is its own moves.

    That is its money with the receipts, its cards, and its billing code where the other has none.
    """
    table = table_of(Enrolment)
    reason = _("Entered twice: the same person is enrolled at this event already.")
    for ours, theirs in _open_twice(session, kept_id, other_id):
        stands, falls = (
            (theirs, ours) if FAR[theirs["status"]] > FAR[ours["status"]] else (ours, theirs)
        )
        rejected = {"status": EnrolmentStatus.REJECTED, "reject_reason": reason}
        update_many(session, table, {falls["id"]: rejected})
        for kind in (Payment, Card):
            point(session, table_of(kind), "enrolment_id", {falls["id"]: stands["id"]})
        _follow_money(session, stands["id"], falls)


def _follow_money(session: Session, stands_id: int, falls: Fields) -> None:
    """Let the enrolment that stands be as far as the money of both together."""
    stands = session.get_one(Enrolment, stands_id)
    stands.billing_code = stands.billing_code or falls["billing_code"]
    settle(session, stands)
    session.flush()


def _open_twice(session: Session, kept_id: int, other_id: int) -> list[tuple[Fields, Fields]]:
    """Return the pairs of open enrolments both people have at one event."""
    ours, theirs = (
        {
            one["event_id"]: one
            for one in _of(session, Enrolment, who)
            if one["event_id"] is not None and one["status"] is not EnrolmentStatus.REJECTED
        }
        for who in (kept_id, other_id)
    )
    return [(ours[event], theirs[event]) for event in sorted(ours.keys() & theirs.keys())]


def _doubled(session: Session, kept_id: int, other_id: int) -> tuple[str, ...]:
    events = [ours["event_id"] for ours, _theirs in _open_twice(session, kept_id, other_id)]
    titles = select(Event.title).where(Event.id.in_(events)).order_by(Event.starts_at)
    return tuple(session.scalars(titles))


def _of(session: Session, kind: Any, person_id: int) -> list[Fields]:  # noqa: ANN401 - mapped class
    table = table_of(kind)
    ids = session.scalars(select(table.c.id).where(table.c.person_id == person_id))
    return list(fetch_many(session, table, sorted(ids)).values())


def _count(session: Session, kind: type[Base], which: Any) -> int:  # noqa: ANN401 - a condition
    return session.scalar(select(func.count()).select_from(kind).where(which)) or 0


def _shown(session: Session, person: Person, part: str) -> object:
    """Return what a record says of a part, an occupation by its name."""
    value = getattr(person, PARTS[part][0])
    if part in ("occupation_id", "second_occupation_id") and value is not None:
        return session.get_one(Occupation, value).name
    if part == "address":
        return " · ".join(filter(None, (person.address, person.rt and f"RT {person.rt}"))) or None
    if part == "workplace":
        return " · ".join(filter(None, (person.workplace, person.work_hours))) or None
    return value
