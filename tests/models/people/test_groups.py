from datetime import date

import pytest

from models.errors import UserError
from models.history.undo import next_undo, undo
from models.people.group_proposals import kind_of, make_groups, proposed_groups
from models.people.groups import (
    GroupDraft,
    add_group,
    add_members,
    change_group,
    change_role,
    dissolve_group,
    group_draft,
    group_ids,
    group_members,
    group_rows,
    groups_of,
    make_head,
    remove_members,
)
from models.people.tables import GroupKind
from tests import factories as a

PIMPING = {"region_code": "65.01.03.2002", "region_line": "Desa Pimping, Kec. Tanjung Palas Utara"}
KARANG = {"region_code": "65.01.03.2003", "region_line": "Desa Karang Agung, Kec. Tanjung Palas"}
CARD = "6501030101010001"


def do(store, operation, *given, **named):
    with store.writing() as session:
        return operation(session, *given, **named)


def take_back(store):
    with store.writing() as session:
        undo(session, next_undo(session).action_id)


def look(store, query, *given):
    with store.reading() as session:
        return query(session, *given)


def names(store, group):
    return [one.name for one in look(store, group_members, group)]


@pytest.fixture
def people(keep):
    """Three people of one village."""
    named = ("Citra", "Awing", "Budi")
    return [one.id for one in keep(*(a.person(name=name, **PIMPING) for name in named))]


@pytest.fixture
def group(store, people):
    """A group that Citra leads."""
    return do(store, add_group, GroupDraft("Tani Maju", head_id=people[0], note="Sawah"))


def test_a_group_is_made_with_its_head_in_it(store, group, people):
    row = look(store, group_rows, [group])[group]
    assert (row.name, row.kind, row.head, row.members) == (
        "Tani Maju",
        GroupKind.FARMERS,
        "Citra",
        1,
    )


def test_a_group_goes_through_its_form_unchanged(store, group, people):
    draft = look(store, group_draft, group)
    assert draft == GroupDraft("Tani Maju", head_id=people[0], note="Sawah")


def test_the_head_comes_first_and_the_others_by_name(store, group, people):
    assert do(store, add_members, group, people) == 2
    assert names(store, group) == ["Citra", "Awing", "Budi"]
    assert [one.is_head for one in look(store, group_members, group)] == [True, False, False]


def test_nobody_is_in_a_group_twice(store, group, people):
    do(store, add_members, group, [people[1], people[1]])
    assert do(store, add_members, group, people[:2]) == 0
    assert names(store, group) == ["Citra", "Awing"]


def test_a_head_taken_out_leads_no_more_and_undo_puts_both_back(store, group, people):
    do(store, add_members, group, people)
    do(store, remove_members, group, [people[0], people[2]])
    assert names(store, group) == ["Awing"]
    assert look(store, group_rows, [group])[group].head == ""
    take_back(store)
    assert names(store, group) == ["Citra", "Awing", "Budi"]
    assert look(store, group_rows, [group])[group].head == "Citra"


def test_another_head_is_in_the_group(store, group, people):
    do(store, make_head, group, people[1])
    assert names(store, group) == ["Awing", "Citra"]


def test_a_change_of_the_form_is_one_step(store, group, people):
    do(store, change_group, group, GroupDraft("Tani Jaya", GroupKind.WADAH, people[2]))
    row = look(store, group_rows, [group])[group]
    assert (row.name, row.kind, row.head, row.members) == ("Tani Jaya", GroupKind.WADAH, "Budi", 2)
    take_back(store)
    row = look(store, group_rows, [group])[group]
    assert (row.name, row.head, row.members) == ("Tani Maju", "Citra", 1)


def test_a_group_dissolved_leaves_its_people_and_comes_back_by_undo(store, group, people):
    do(store, add_members, group, people)
    do(store, dissolve_group, group)
    assert look(store, group_ids) == []
    assert look(store, groups_of, people[1]) == []
    take_back(store)
    assert names(store, group) == ["Citra", "Awing", "Budi"]


def test_what_somebody_does_in_a_group_is_noted(store, group, people):
    do(store, add_members, group, people)
    do(store, change_role, group, people[1], "  Bendahara ")
    roles = {one.name: one.role for one in look(store, group_members, group)}
    assert roles == {"Citra": "", "Awing": "Bendahara", "Budi": ""}


def test_nothing_is_noted_of_somebody_not_in_the_group(store, group, people):
    with pytest.raises(UserError, match="no longer"):
        do(store, change_role, group, people[1], "Bendahara")


def test_groups_are_found_by_name_head_and_kind(store, group):
    other = do(store, add_group, GroupDraft("Nelayan 100%", GroupKind.FISHERS))
    assert look(store, group_ids) == [other, group]
    assert look(store, group_ids, "maju") == [group]
    assert look(store, group_ids, "citr") == [group]
    assert look(store, group_ids, "%") == [other]
    assert look(store, group_ids, "", GroupKind.FISHERS) == [other]


def test_somebody_is_in_the_groups_they_belong_to_or_lead(store, group, people):
    assert [one.name for one in look(store, groups_of, people[0])] == ["Tani Maju"]
    assert look(store, groups_of, people[1]) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 301])
def test_a_group_needs_a_name_that_can_be_kept(name):
    assert "name" in GroupDraft(name).problems()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kelompok Tani Sido Makmur", GroupKind.FARMERS),
        ("KUB Bahari", GroupKind.FISHERS),
        ("kelompok NELAYAN Maju", GroupKind.FISHERS),
        ("Wadah Pedagang", GroupKind.WADAH),
        ("Kantanitara", GroupKind.OTHER),
    ],
)
def test_a_groups_name_tells_its_kind(name, kind):
    assert kind_of(name) is kind


def test_groups_are_proposed_from_names_however_they_are_written(store, keep):
    keep(
        a.person(group_name="Tani  Maju", **PIMPING),
        a.person(group_name="TANI MAJU", **PIMPING),
        a.person(group_name="Tani-Maju"),
        a.person(group_name=""),
        a.person(),
    )
    [one] = look(store, proposed_groups)
    assert (one.name, one.kind, len(one.people)) == ("Tani Maju", GroupKind.FARMERS, 3)
    assert one.region_code == PIMPING["region_code"]


def test_one_name_in_two_villages_is_two_groups(store, keep):
    keep(*(a.person(group_name="Tani Maju", **place) for place in (PIMPING, PIMPING, KARANG)))
    found = look(store, proposed_groups)
    assert [(len(one.people), one.region_code) for one in found] == [
        (2, PIMPING["region_code"]),
        (1, KARANG["region_code"]),
    ]


def test_a_family_is_proposed_of_one_card_with_the_eldest_as_its_head(store, keep):
    father, child, alone = keep(
        a.person(name="Awing", kk_number=CARD, birth_date=date(1970, 1, 1)),
        a.person(name="Budi", kk_number=f" {CARD}", birth_date=date(2000, 1, 1)),
        a.person(name="Citra", kk_number="6501030101010002"),
    )
    [one] = look(store, proposed_groups)
    assert (one.name, one.kind, one.head_id) == ("Family of Awing", GroupKind.FAMILY, father.id)
    assert one.people == (father.id, child.id)
    assert alone.id not in one.people


@pytest.mark.parametrize("number", ["0" * 16, "123", "650103010101000199"])
def test_what_is_no_cards_number_makes_no_family(store, keep, number):
    keep(*(a.person(kk_number=number) for _ in range(3)))
    assert look(store, proposed_groups) == []


def test_what_is_proposed_is_made_in_one_step_and_undone_in_one(store, keep):
    keep(*(a.person(group_name="Tani Maju", kk_number=CARD, **PIMPING) for _ in range(3)))
    proposals = look(store, proposed_groups)
    assert do(store, make_groups, proposals) == 6
    made = look(store, group_ids)
    rows = look(store, group_rows, made)
    assert sorted((row.kind, row.members) for row in rows.values()) == [
        (GroupKind.FAMILY, 3),
        (GroupKind.FARMERS, 3),
    ]
    assert look(store, proposed_groups) == []
    take_back(store)
    assert look(store, group_ids) == []
    assert look(store, proposed_groups) == proposals


def test_those_who_came_later_are_proposed_for_the_group_there_is(store, keep):
    keep(*(a.person(group_name="Tani Maju", kk_number=CARD, **PIMPING) for _ in range(2)))
    do(store, make_groups, look(store, proposed_groups))
    groups = set(look(store, group_ids))
    new = keep(a.person(group_name="tani maju", kk_number=CARD, **PIMPING))
    proposals = look(store, proposed_groups)
    assert [one.people for one in proposals] == [(new.id,), (new.id,)]
    assert {one.group_id for one in proposals} == groups
    do(store, make_groups, proposals)
    assert {row.members for row in look(store, group_rows, sorted(groups)).values()} == {3}


def test_people_put_away_or_merged_are_not_proposed(store, keep):
    from models.base import utc_now

    kept = keep(a.person(name="Awing"))
    keep(
        a.person(group_name="Tani Maju", archived_at=utc_now()),
        a.person(group_name="Tani Maju", merged_into_id=kept.id),
    )
    assert look(store, proposed_groups) == []
