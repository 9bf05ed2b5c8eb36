from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.events.drafts import TaskDraft
from models.events.operations import plan_event
from models.events.tables import Event, EventKind, EventTemplate, PartnerRole
from models.events.templates import (
    Template,
    Thing,
    is_own,
    restore_template,
    save_template,
    shipped_template,
    template,
)
from models.history.steps import next_steps, take_back
from models.partners.tables import PartnerKind
from models.progress import finish
from models.supplies.tables import Supply, SupplyKind
from models.words import LANGUAGES, speak
from tests import factories as a

OWN = Template(
    begins=time(13, 30),
    ends=time(16),
    days=2,
    target_present=120,
    target_enrolled=90,
    target_rupiah=5_000_000,
    tasks=(TaskDraft("Pesan perahu", -10), TaskDraft("Kembalikan perahu", 1)),
    packing=(Thing("Blangko", None, SupplyKind.BLANK_CARD), Thing("Pelampung", 6)),
    roles=((PartnerKind.COMPANY, PartnerRole.HOST),),
)

templates = st.builds(
    Template,
    begins=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    ends=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    days=st.integers(1, 31),
    target_present=st.integers(0, 10_000),
    target_enrolled=st.integers(0, 10_000),
    target_rupiah=st.none() | st.integers(0, 10**12),
    tasks=st.lists(st.builds(TaskDraft, st.text(), st.integers(-366, 366))).map(tuple),
    packing=st.lists(
        st.builds(
            Thing,
            st.text(),
            st.none() | st.integers(0, 999),
            st.none() | st.sampled_from(SupplyKind),
        )
    ).map(tuple),
    roles=st.dictionaries(st.sampled_from(PartnerKind), st.sampled_from(PartnerRole)).map(
        lambda roles: tuple(roles.items())
    ),
)


@pytest.fixture
def do(store):
    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


def kept(store, kind=EventKind.TALK):
    with store.reading() as session:
        return template(session, kind)


@given(templates)
def test_a_template_is_read_as_it_was_written(one):
    assert Template.from_json(one.to_json()) == one


def test_words_of_another_version_are_left_out_and_what_is_missing_is_empty():
    content = {
        "roles": {"guild": "host", "village": "host", "agency": "jester"},
        "packing": [{"text": "a", "supply": "paint"}],
    }
    assert Template.from_json(content) == Template(
        packing=(Thing("a"),), roles=((PartnerKind.VILLAGE, PartnerRole.HOST),)
    )


@pytest.mark.parametrize("kind", EventKind)
def test_what_is_shipped_is_the_same_in_each_language_but_for_the_words(kind):
    told = {}
    for language in LANGUAGES:
        speak(language)
        told[language] = shipped_template(kind)
    one, other = told["id"], told["en"]
    assert {task.text for task in one.tasks}.isdisjoint(task.text for task in other.tasks)
    bare = {
        replace(
            each,
            tasks=tuple(replace(task, text="") for task in each.tasks),
            packing=tuple(replace(thing, text="") for thing in each.packing),
        )
        for each in (one, other)
    }
    assert len(bare) == 1


@pytest.mark.parametrize("kind", EventKind)
def test_what_is_shipped_has_no_problem_and_something_to_do_and_to_pack(kind):
    shipped = shipped_template(kind)
    assert shipped.problems() == {}
    assert shipped.tasks
    assert shipped.packing


def test_a_partner_without_a_usual_role_supports():
    assert OWN.role(PartnerKind.COMPANY) is PartnerRole.HOST
    assert OWN.role(PartnerKind.VILLAGE) is PartnerRole.SUPPORTER


def test_the_offices_own_stands_in_place_of_what_is_shipped_for_its_kind_only(store, do):
    assert kept(store) == shipped_template(EventKind.TALK)
    do(save_template, EventKind.TALK, OWN)
    assert kept(store) == OWN
    assert kept(store, EventKind.DRIVE) == shipped_template(EventKind.DRIVE)


def test_a_change_is_one_action_that_is_taken_back(store, do):
    do(save_template, EventKind.TALK, OWN)
    do(save_template, EventKind.TALK, replace(OWN, days=3))
    step, _redo = next_steps(store)
    assert step.title == "Change the template of events: Outreach talk"
    finish(take_back(store, step.action_id))
    assert kept(store) == OWN


def test_what_is_shipped_can_be_had_again_and_that_be_taken_back(store, do):
    do(save_template, EventKind.TALK, OWN)
    do(restore_template, EventKind.TALK)
    assert kept(store) == shipped_template(EventKind.TALK)
    with store.reading() as session:
        assert not is_own(session, EventKind.TALK)
        assert session.query(EventTemplate).count() == 0
    step, _redo = next_steps(store)
    finish(take_back(store, step.action_id))
    assert kept(store) == OWN


def test_restoring_what_was_never_changed_does_nothing(store, do):
    before = next_steps(store)
    do(restore_template, EventKind.TALK)
    assert next_steps(store) == before


def test_a_planned_event_begins_with_the_lists_of_the_offices_own_template(store, keep, do):
    retired = Supply(name="Lama", kind=SupplyKind.BLANK_CARD, active=False)
    first = Supply(name="Blangko", kind=SupplyKind.BLANK_CARD)
    keep(retired, first, Supply(name="Blangko lain", kind=SupplyKind.BLANK_CARD))
    do(save_template, EventKind.TALK, OWN)
    event_id = do(plan_event, a.event_draft()).id
    with store.reading() as session:
        event = session.get_one(Event, event_id)
        assert [(task.text, task.due_days) for task in event.tasks] == [
            ("Pesan perahu", -10),
            ("Kembalikan perahu", 1),
        ]
        assert [(line.text, line.count, line.supply_id) for line in event.packing] == [
            ("Blangko", None, first.id),
            ("Pelampung", 6, None),
        ]


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"days": 0}, "days", "An event takes 1 to 31 days."),
        ({"days": 32}, "days", "An event takes 1 to 31 days."),
        ({"days": 1, "ends": time(13)}, "ends", "The event ends before it starts."),
        ({"target_enrolled": 121}, "target_enrolled", "More enrolments than people present"),
        ({"tasks": (TaskDraft("a"), TaskDraft(" "))}, "tasks", "Write something in line 2"),
        ({"tasks": (TaskDraft("x" * 301),)}, "tasks", "Line 1 is too long."),
        ({"tasks": (TaskDraft("a", 367),)}, "tasks", "A task is due more than a year"),
        ({"packing": (Thing(""),)}, "packing", "Write something in line 1"),
        ({"packing": (Thing("a", 10**8),)}, "packing", "A number of pieces is too large."),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(change, field, said):
    found = replace(OWN, **change).problems()
    assert list(found) == [field]
    assert found[field].startswith(said)


def test_over_several_days_it_may_end_at_an_earlier_hour_than_it_began():
    assert replace(OWN, ends=time(9)).problems() == {}
