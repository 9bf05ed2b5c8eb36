"""The list of groups and who is in each, for the round of calls: the head stands above them."""

from collections.abc import Sequence

from models.people.groups import GroupRow, MemberRow
from models.people.phones import show_phone
from models.people.tables import GroupKind
from models.words import Words
from reports.calling import CallLine, CallList, CallPart

GroupOfPeople = tuple[GroupRow, Sequence[MemberRow]]


def group_list(office: str, groups: Sequence[GroupOfPeople], words: Words) -> CallList:
    """Return groups as a list to call by, each with its people, the head first."""
    say = words.say
    people = sum(len(members) for _group, members in groups)
    counted = words.count("{n} group", "{n} groups", len(groups))
    return CallList(
        office,
        say("People by group"),
        words.count("{n} person in {groups}", "{n} people in {groups}", people, groups=counted),
        say("Group"),
        (say("Part in the group"), say("Village")),
        tuple(_part(group, members, words) for group, members in groups),
    )


def _part(group: GroupRow, members: Sequence[MemberRow], words: Words) -> CallPart:
    lines = tuple(
        CallLine(one.name, one.phone, (words.say("Head") if one.is_head else one.role, one.village))
        for one in members
    )
    title = f"{group.name} · {group.village}" if group.village else group.name
    return CallPart(title, _beside(group, words), lines)


def _beside(group: GroupRow, words: Words) -> str:
    phone = show_phone(group.head_phone)
    head = f"{group.head}, {phone}" if phone else group.head
    parts = (
        _kind_said(group.kind, words),
        words.say("led by {head}", head=head) if group.head else "",
        group.partner,
    )
    return " · ".join(part for part in parts if part)


def _kind_said(kind: GroupKind, words: Words) -> str:
    return {
        GroupKind.FAMILY: words.say("Family"),
        GroupKind.FARMERS: words.say("Farmers' group"),
        GroupKind.FISHERS: words.say("Fishers' group"),
        GroupKind.WADAH: words.say("Wadah"),
        GroupKind.OTHER: words.say("Other group"),
    }[kind]
