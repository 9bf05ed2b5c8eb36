"""Groups as the lists already tell of them: by the group's name, and by the family card's number.

A proposal is shown before anything is made. Groups of one name in two villages are two groups.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.history.bulk import insert_many
from models.history.recording import named
from models.people.tables import Group, GroupKind, GroupMember, Person
from models.words import N_, _

CARD_LENGTH = 16
"""Digits of a family card's number (PP 40/2019)."""

_KINDS = (
    (re.compile(r"\b(?:nelayan|kub|pokdakan|pembudidaya|perikanan)\b"), GroupKind.FISHERS),
    (re.compile(r"\b(?:tani|poktan|gapoktan|kwt|peternak|pekebun)\b"), GroupKind.FARMERS),
    (re.compile(r"\bwadah\b"), GroupKind.WADAH),
    (re.compile(r"\bkeluarga\b"), GroupKind.FAMILY),
)


@dataclass(frozen=True, slots=True)
class GroupProposal:
    """A group to be made, or one there is (``group_id``) to be added to, and who goes into it.

    The head proposed for a family is the eldest: the lists do not tell who heads the card.
    """

    name: str
    kind: GroupKind
    people: tuple[int, ...]
    group_id: int | None = None
    head_id: int | None = None
    region_code: str = ""
    region_line: str = ""


@dataclass(frozen=True, slots=True)
class _Someone:
    id: int
    name: str
    group_name: str
    kk_number: str
    born: date | None
    region_code: str
    region_line: str


def proposed_groups(session: Session) -> list[GroupProposal]:
    """Return what is to be made of names of groups and family cards, the largest first.

    People who are in the group already are left out; a family needs two of one card.
    """
    people = _people(session)
    found = [*_by_name(session, people), *_by_card(session, people)]
    return sorted(found, key=lambda one: (-len(one.people), one.name.lower()))


def make_groups(session: Session, proposals: Sequence[GroupProposal]) -> int:
    """Make these groups and put their people into them, as one action; return how many people."""
    named(session, N_("Make groups from what the lists say"))
    new = [one for one in proposals if one.group_id is None]
    columns = ("name", "kind", "head_id", "region_code", "region_line")
    ids = insert_many(
        session,
        Group,
        columns,
        [
            (one.name, one.kind, one.head_id, one.region_code or None, one.region_line or None)
            for one in new
        ],
    )
    made = [replace(one, group_id=group) for one, group in zip(new, ids, strict=True)]
    old = [one for one in proposals if one.group_id is not None]
    rows = [(one.group_id, person) for one in (*made, *old) for person in one.people]
    insert_many(session, GroupMember, ("group_id", "person_id"), rows)
    return len(rows)


def kind_of(name: str) -> GroupKind:
    """Return what a group's name tells of its kind."""
    plain = name.casefold()
    return next((kind for words, kind in _KINDS if words.search(plain)), GroupKind.OTHER)


def _people(session: Session) -> list[_Someone]:
    rows = session.execute(
        select(
            Person.id,
            Person.name,
            Person.group_name,
            Person.kk_number,
            Person.birth_date,
            Person.region_code,
            Person.region_line,
        )
        .where(
            Person.archived_at.is_(None),
            Person.merged_into_id.is_(None),
            or_(Person.group_name.is_not(None), Person.kk_number.is_not(None)),
        )
        .order_by(Person.id)
    )
    return [
        _Someone(row[0], row[1], row[2] or "", row[3] or "", row[4], row[5] or "", row[6] or "")
        for row in rows
    ]


def _by_name(session: Session, people: Iterable[_Someone]) -> list[GroupProposal]:
    together: dict[str, dict[str, list[_Someone]]] = defaultdict(lambda: defaultdict(list))
    for one in people:
        if key := _plain(one.group_name):
            together[key][one.region_code].append(one)
    there = _groups_there(session)
    inside = _inside(session)
    found = []
    for key, villages in together.items():
        _join_homeless(villages)
        for village, members in villages.items():
            group = there.get((key, village)) or (there.get((key, "")) if village else None)
            new = [one for one in members if group is None or (group, one.id) not in inside]
            if new:
                found.append(_named_group(new, group))
    return found


def _join_homeless(villages: dict[str, list[_Someone]]) -> None:
    """Put those whose village is not known with the others, where these are of one village."""
    if len(villages) == 2 and "" in villages:
        [village] = [one for one in villages if one]
        villages[village] += villages.pop("")


def _named_group(members: Sequence[_Someone], group: int | None) -> GroupProposal:
    first = next((one for one in members if one.region_code), members[0])
    name = " ".join(members[0].group_name.split())
    return GroupProposal(
        name,
        kind_of(name),
        tuple(one.id for one in members),
        group_id=group,
        region_code=first.region_code,
        region_line=first.region_line,
    )


def _by_card(session: Session, people: Iterable[_Someone]) -> list[GroupProposal]:
    cards: dict[str, list[_Someone]] = defaultdict(list)
    for one in people:
        number = "".join(sign for sign in one.kk_number if sign.isdigit())
        if len(number) == CARD_LENGTH and len(set(number)) > 1:  # sixteen noughts are no number
            cards[number].append(one)
    family = _families(session)
    found = []
    for members in cards.values():
        group = next((family[one.id] for one in members if one.id in family), None)
        new = [one for one in members if one.id not in family]
        if new and (group is not None or len(new) > 1):
            found.append(_family(new, members, group))
    return found


def _family(
    new: Sequence[_Someone], members: Sequence[_Someone], group: int | None
) -> GroupProposal:
    eldest = min(members, key=lambda one: (one.born or date.max, one.id))
    return GroupProposal(
        _("Family of {name}").format(name=eldest.name)[:300],
        GroupKind.FAMILY,
        tuple(one.id for one in new),
        group_id=group,
        head_id=eldest.id if group is None else None,
        region_code=eldest.region_code,
        region_line=eldest.region_line,
    )


def _groups_there(session: Session) -> dict[tuple[str, str], int]:
    rows = session.execute(
        select(Group.name, Group.region_code, Group.id)
        .where(Group.archived_at.is_(None))
        .order_by(Group.id.desc())
    )
    return {(_plain(name), code or ""): group for name, code, group in rows}


def _inside(session: Session) -> set[tuple[int, int]]:
    rows = session.execute(select(GroupMember.group_id, GroupMember.person_id))
    return {(group, person) for group, person in rows}


def _families(session: Session) -> dict[int, int]:
    """Return the family each person is in."""
    rows = session.execute(
        select(GroupMember.person_id, GroupMember.group_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(Group.kind == GroupKind.FAMILY, Group.archived_at.is_(None))
    )
    return {row.person_id: row.group_id for row in rows}


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())
