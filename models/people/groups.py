"""Families and groups (kelompok tani, nelayan, wadah): listed, made, changed, who is in them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models.errors import UserError
from models.fields import fill, kept, none_if_blank
from models.history.bulk import delete_many, insert_many, table_of
from models.history.recording import named
from models.history.rows import batches
from models.partners.tables import Partner
from models.people.tables import Group, GroupKind, GroupMember, Person
from models.words import N_, _

NAME_LENGTH = 300


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A group as typed; ``head_id`` one of the office's people, ``partner_id`` who cares for it."""

    name: str = ""
    kind: GroupKind = GroupKind.FARMERS
    head_id: int | None = None
    partner_id: int | None = None
    region_code: str = ""
    region_line: str = ""
    note: str = ""

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        if not self.name.strip():
            return {"name": _("Write what the group is called.")}
        if len(self.name.strip()) > NAME_LENGTH:
            return {"name": _("That is too long for a name.")}
        return {}


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of the list of groups."""

    id: int
    name: str
    kind: GroupKind
    head: str
    head_phone: str
    partner: str
    region_line: str
    members: int

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody in a group; ``id`` is the person's."""

    id: int
    name: str
    role: str
    phone: str
    region_line: str
    is_head: bool

    @property
    def village(self) -> str:
        """Return the village without what it lies in."""
        return self.region_line.split(",")[0]


def kind_name(kind: GroupKind) -> str:
    """Say in the spoken language what holds a group together."""
    return {
        GroupKind.FAMILY: _("Family"),
        GroupKind.FARMERS: _("Farmers' group"),
        GroupKind.FISHERS: _("Fishers' group"),
        GroupKind.WADAH: _("Wadah"),
        GroupKind.OTHER: _("Other group"),
    }[kind]


def group_ids(session: Session, typed: str = "", kind: GroupKind | None = None) -> list[int]:
    """Return the groups by name: those whose name or head holds ``typed``, of one kind if told."""
    head = aliased(Person)
    wanted = (
        select(Group.id)
        .outerjoin(head, head.id == Group.head_id)
        .where(Group.archived_at.is_(None))
        .order_by(func.lower(Group.name), Group.id)
    )
    if typed.strip():
        holds = typed.strip()
        wanted = wanted.where(
            or_(
                Group.name.icontains(holds, autoescape=True),
                head.name.icontains(holds, autoescape=True),
            )
        )
    if kind is not None:
        wanted = wanted.where(Group.kind == kind)
    return list(session.scalars(wanted))


def group_rows(session: Session, ids: Sequence[int]) -> dict[int, GroupRow]:
    """Return the lines with these ids; one gone meanwhile is left out."""
    head = aliased(Person)
    members = (
        select(func.count())
        .where(GroupMember.group_id == Group.id)
        .correlate(Group)
        .scalar_subquery()
    )
    wanted = (
        select(
            Group.id,
            Group.name,
            Group.kind,
            func.coalesce(head.name, "").label("head"),
            func.coalesce(head.phone, "").label("head_phone"),
            func.coalesce(Partner.name, "").label("partner"),
            func.coalesce(Group.region_line, "").label("region_line"),
            members.label("members"),
        )
        .outerjoin(head, head.id == Group.head_id)
        .outerjoin(Partner, Partner.id == Group.partner_id)
    )
    return {
        row.id: GroupRow(**row._mapping)
        for batch in batches(ids)
        for row in session.execute(wanted.where(Group.id.in_(batch)))
    }


def group_members(session: Session, group_id: int) -> list[MemberRow]:
    """Return who is in a group, its head first, the others by name."""
    is_head = func.coalesce(Group.head_id == Person.id, False)
    rows = session.execute(
        select(
            Person.id,
            Person.name,
            func.coalesce(GroupMember.role, "").label("role"),
            func.coalesce(Person.phone, "").label("phone"),
            func.coalesce(Person.region_line, "").label("region_line"),
            is_head.label("is_head"),
        )
        .select_from(GroupMember)
        .join(Person, Person.id == GroupMember.person_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(GroupMember.group_id == group_id, Person.limited_at.is_(None))
        .order_by(is_head.desc(), func.lower(Person.name), Person.id)
    )
    return [MemberRow(**row._mapping) for row in rows]


def groups_of(session: Session, person_id: int) -> list[GroupRow]:
    """Return the groups somebody is in or leads, by name."""
    ids = session.scalars(
        select(Group.id)
        .outerjoin(GroupMember, GroupMember.group_id == Group.id)
        .where(
            or_(GroupMember.person_id == person_id, Group.head_id == person_id),
            Group.archived_at.is_(None),
        )
        .distinct()
    ).all()
    return sorted(group_rows(session, ids).values(), key=lambda row: (row.name.lower(), row.id))


def group_draft(session: Session, group_id: int) -> GroupDraft:
    """Return a group as the form shows it."""
    return GroupDraft(**kept(session.get_one(Group, group_id), GroupDraft))


def partner_names(session: Session, also: int | None = None) -> dict[int, str]:
    """Return the partners that may care for a group, by name; ``also`` one put away since."""
    rows = session.execute(
        select(Partner.id, Partner.name)
        .where(or_(Partner.archived_at.is_(None), Partner.id == also))
        .order_by(func.lower(Partner.name), Partner.id)
    )
    return {row.id: row.name for row in rows}


def add_group(session: Session, draft: GroupDraft) -> int:
    """Make a group; its head is in it. Return its id."""
    named(session, N_("Add group {group}"), group=draft.name.strip())
    group = Group()
    fill(group, draft)
    session.add(group)
    session.flush()
    _let_head_in(session, group)
    return group.id


def change_group(session: Session, group_id: int, draft: GroupDraft) -> None:
    """Keep new particulars of a group; its head is in it."""
    named(session, N_("Change group {group}"), group=draft.name.strip())
    group = _group(session, group_id)
    fill(group, draft)
    session.flush()
    _let_head_in(session, group)


def dissolve_group(session: Session, group_id: int) -> None:
    """Take a group out; the people stay, and undo brings it back with all who were in it."""
    group = _group(session, group_id)
    named(session, N_("Dissolve group {group}"), group=group.name)
    session.delete(group)


def add_members(session: Session, group_id: int, people: Iterable[int]) -> int:
    """Put people into a group; return how many were not in it yet."""
    group = _group(session, group_id)
    named(session, N_("Put people into group {group}"), group=group.name)
    there = set(
        session.scalars(select(GroupMember.person_id).where(GroupMember.group_id == group_id))
    )
    new = [one for one in dict.fromkeys(people) if one not in there]
    insert_many(session, GroupMember, ("group_id", "person_id"), [(group_id, one) for one in new])
    return len(new)


def remove_members(session: Session, group_id: int, people: Collection[int]) -> None:
    """Take people out of a group; a head who is taken out leads it no more."""
    group = _group(session, group_id)
    named(session, N_("Take people out of group {group}"), group=group.name)
    ids = session.scalars(
        select(GroupMember.id).where(
            GroupMember.group_id == group_id, GroupMember.person_id.in_(people)
        )
    ).all()
    if group.head_id in people:
        group.head_id = None
    delete_many(session, table_of(GroupMember), ids)


def change_role(session: Session, group_id: int, person_id: int, role: str) -> None:
    """Note what somebody does in a group: treasurer, wife, child."""
    group = _group(session, group_id)
    named(session, N_("Note a part in group {group}"), group=group.name)
    member = session.scalars(
        select(GroupMember).where(
            GroupMember.group_id == group_id, GroupMember.person_id == person_id
        )
    ).one_or_none()
    if member is None:
        raise UserError(_("This person is no longer in the group."))
    member.role = none_if_blank(" ".join(role.split())[:NAME_LENGTH])


def make_head(session: Session, group_id: int, person_id: int) -> None:
    """Let somebody of a group lead it."""
    group = _group(session, group_id)
    named(session, N_("Let another person lead group {group}"), group=group.name)
    group.head_id = person_id
    session.flush()
    _let_head_in(session, group)


def _group(session: Session, group_id: int) -> Group:
    group = session.get(Group, group_id)
    if group is None:
        raise UserError(_("This group is not there any more."))
    return group


def _let_head_in(session: Session, group: Group) -> None:
    if group.head_id is None:
        return
    there = select(GroupMember.id).where(
        GroupMember.group_id == group.id, GroupMember.person_id == group.head_id
    )
    if session.scalar(there) is None:
        session.add(GroupMember(group_id=group.id, person_id=group.head_id))
        session.flush()
