"""Making two entries of the same agency one."""

from collections.abc import Callable
from dataclasses import dataclass, fields

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import Base, utc_now
from models.errors import UserError
from models.events.tables import Answer, EventPartner
from models.fields import kept
from models.history.bulk import delete_many, fetch_many, table_of, update_many
from models.history.pointing import point_all
from models.history.recording import Fields, named
from models.partners.drafts import PartnerDraft
from models.partners.tables import Agreement, Contact, Partner, PartnerNote
from models.people.names import fold_name
from models.words import N_, _

ALWAYS_KEPT = frozenset({"name", "kind", "contacts"})
"""Particulars no entry is without: those of the entry that stays remain."""

TELLING = {Answer.NOT_ASKED: 0, Answer.WAITING: 1, Answer.CONFIRMED: 2, Answer.DECLINED: 2}
"""How much an answer tells."""
OF_ANSWER = ("answer", "asked_on", "answered_on", "contact_id", "officer_id")


@dataclass(frozen=True, slots=True)
class Merger:
    """What merging another entry would move; ``taken`` are the particulars it would fill in."""

    other: str
    contacts: int
    events: int
    agreements: int
    conversations: int
    taken: tuple[str, ...]


def merger(session: Session, kept_id: int, other_id: int) -> Merger:
    """Return what merging the entry ``other_id`` into ``kept_id`` would do."""
    first, other = session.get_one(Partner, kept_id), session.get_one(Partner, other_id)
    events = select(func.count(EventPartner.event_id.distinct()))
    return Merger(
        other.name,
        contacts=_count(session, Contact, other_id),
        events=session.scalar(events.where(EventPartner.partner_id == other_id)) or 0,
        agreements=_count(session, Agreement, other_id),
        conversations=_count(session, PartnerNote, other_id),
        taken=tuple(_missing(first, other)),
    )


def merge_partners(session: Session, kept_id: int, other_id: int) -> None:
    """Move all that belongs to the entry ``other_id`` to ``kept_id``, and archive that entry.

    Particulars of the entry that stays remain; those it lacks are taken over. A contact both
    have, and the same role at the same event, are there once afterwards. Raises UserError if
    the two are one, or if the other is no longer in the list.
    """
    if kept_id == other_id:
        raise UserError(_("Choose another entry: this is the same one."))
    first, other = session.get_one(Partner, kept_id), session.get(Partner, other_id)
    if other is None or other.archived_at is not None:
        raise UserError(_("That entry is no longer in the list."))
    named(session, N_("Merge {other} into {partner}"), other=other.name, partner=first.name)
    for name, value in _missing(first, other).items():
        setattr(first, name, value)
    other.archived_at = utc_now()
    _join(session, Contact, kept_id, other_id, _contact_key, _filled)
    _join(session, EventPartner, kept_id, other_id, _part_key, _answered)
    point_all(session, Partner, {other_id: kept_id})


def _count(session: Session, kind: type[Contact | Agreement | PartnerNote], owner: int) -> int:
    return session.scalar(select(func.count()).where(kind.partner_id == owner)) or 0


def _missing(first: Partner, other: Partner) -> Fields:
    """Return the particulars ``first`` lacks and ``other`` has; a village goes with its code."""
    names = [one.name for one in fields(PartnerDraft) if one.name not in ALWAYS_KEPT]
    if first.region_line:
        names.remove("region_code")
    has = kept(other, PartnerDraft)
    return {name: has[name] for name in names if has[name] and not getattr(first, name)}


def _contact_key(contact: Fields) -> object:
    return fold_name(contact["name"]), contact["phone"] or ""


def _part_key(part: Fields) -> object:
    return part["event_id"], part["role"]


def _join(
    session: Session,
    kind: type[Base],
    kept_id: int,
    other_id: int,
    key: Callable[[Fields], object],
    joined: Callable[[Fields, Fields], Fields],
) -> None:
    """Drop those of the other entry that the first has too, after filling in what those lack."""
    first, other = (_records(session, kind, owner) for owner in (kept_id, other_id))
    known = {key(record): record for record in reversed(list(first.values()))}
    twins = {one["id"]: known[key(one)] for one in other.values() if key(one) in known}
    table = table_of(kind)
    filled = {twin["id"]: joined(twin, other[gone]) for gone, twin in twins.items()}
    update_many(session, table, {one: fresh for one, fresh in filled.items() if fresh})
    point_all(session, kind, {gone: twin["id"] for gone, twin in twins.items()})
    delete_many(session, table, twins)


def _records(session: Session, kind: type[Base], partner_id: int) -> dict[int, Fields]:
    table = table_of(kind)
    ids = session.scalars(select(table.c.id).where(table.c.partner_id == partner_id))
    return fetch_many(session, table, sorted(ids))


def _filled(first: Fields, other: Fields) -> Fields:
    """Return the fields that ``first`` lacks and ``other`` has."""
    return {name: other[name] for name in first if not first[name] and other[name]}


def _answered(first: Fields, other: Fields) -> Fields:
    """Return what ``first`` is to have of the other's answer: all of one that tells more.

    A day, a contact and an officer belong to the answer they were noted with: of an answer that
    does not stand, only the note is taken, where there is none.
    """
    if TELLING[other["answer"]] > TELLING[first["answer"]]:
        taken = {name: other[name] for name in OF_ANSWER}
        return {**taken, "note": other["note"] or first["note"]}
    if other["answer"] == first["answer"]:
        return _filled(first, other)
    return {"note": first["note"] or other["note"]}
