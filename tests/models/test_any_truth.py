"""Whatever is done and taken back in whatever order, each person is what a plain model says."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from models.engines.sqlite import File
from models.enrolment.drafts import ConsentDraft, EnrolmentDraft
from models.enrolment.operations import enrol
from models.errors import UserError
from models.exchange.importing import plan_again, take_in
from models.exchange.recognizing import choose
from models.history.putting_back import put_back_field
from models.history.since import changed_since
from models.history.steps import next_steps, take_back
from models.history.tables import Action, Change
from models.history.undo import UndoConflictError
from models.people.apart import keep_apart
from models.people.bin import archive_people, bring_back_people
from models.people.bulk import BulkDraft, BulkField, change_people
from models.people.drafts import PersonDraft
from models.people.merging import merge_people
from models.people.operations import NikTakenError, add_person, change_person
from models.people.queries import person_draft
from models.people.search import find_ids
from models.progress import finish
from tests import factories as a
from tests.models.exchange.lists import found, said_of_each
from tests.models.truths import LISTED, PARTS, Done, Truth, check_chain, differing, merged, truths
from tests.models.worlds import (
    changed,
    impossible,
    in_the_way,
    lost,
    may_take_back,
    taken_back,
    world_of,
)

HEADING = ["NAMA", "NIK", "HP", "KELOMPOK"]
NAMES = ["Usun", "Bambang", "Lukas", "Yohanes"]
PHONES = {"": None, "081234567890": "+6281234567890", "082277672649": "+6282277672649"}
GROUPS = ["", "Maju", "Jaya"]
NIKS = [a.nik(7000 + at) for at in range(4)]
JULY = date(2026, 7, 1)
PUT_BACK = ("name", "phone", "group_name", "flag")

rows = st.tuples(
    st.sampled_from(NIKS),
    st.sampled_from(NAMES),
    st.sampled_from(sorted(PHONES)),
    st.sampled_from(GROUPS),
)
places = st.integers(0, 50)
events = st.integers(0, 1)


class People(RuleBasedStateMachine):
    """A real database, and beside it what is true of everybody."""

    def __init__(self, lent):
        super().__init__()
        self.lent = lent
        self.store = lent.__enter__()
        with self.store.writing("Plan two events") as session:
            planned = [a.event(region_code=None, region_line=None) for _two in range(2)]
            session.add_all(planned)
        self.events = [event.id for event in planned]
        self.world = world_of(self.store)
        self.truth = truths(self.world)
        self.done = []

    def teardown(self):
        self.lent.__exit__(None, None, None)

    # What is done

    @rule(
        event=events,
        listed=st.lists(rows, min_size=1, max_size=4),
        believed=st.sets(st.sampled_from(LISTED)),
    )
    def take_in_a_list(self, event, listed, believed):
        made = found([HEADING, *([name, nik, *rest] for nik, name, *rest in listed)])
        plan = choose(
            finish(plan_again(self.store, made, made.mapping)), theirs=True, fields=believed
        )
        finish(take_in(self.store, self.events[event], plan, live_here=False))
        self._learn(self._after_list(self.events[event], listed, believed))

    def _after_list(self, event, listed, believed):
        truth, world = dict(self.truth), world_of(self.store)
        new = {
            one["nik"]: key[1]
            for key, one in world.items()
            if key[0] == "person" and key not in self.world
        }
        first = {}
        groups = said_of_each([group for *_rest, group in listed])
        for (nik, name, phone, _group), group in zip(listed, groups, strict=True):
            first.setdefault(nik, (name, phone, group))
        said = set()
        for nik, (name, phone, group) in first.items():
            given = {"name": name, "phone": PHONES[phone], "group_name": group or None}
            who = self._whose(nik)
            if who is None:
                truth[new[nik]] = Truth(nik, **given, events=frozenset({event}))
                continue
            fresh = {
                key: value
                for key, value in given.items()
                if value and value != (known := getattr(self.truth[who], key))
                if (known is None or key in believed) and (who, key) not in said
            }
            said |= {(who, key) for key in fresh}  # of two rows for one person the first stands
            was = truth[who]
            truth[who] = replace(was, **fresh, events=was.events | {event})
        return truth

    def _whose(self, nik):
        """Return the person a NIK leads to."""
        who = next((who for who, one in self.truth.items() if one.nik == nik), None)
        while who is not None and self.truth[who].leads_to is not None:
            who = self.truth[who].leads_to
        return who

    @rule(name=st.sampled_from(NAMES), phone=st.sampled_from(sorted(PHONES)))
    def add_somebody_without_a_nik(self, name, phone):
        with self.store.writing() as session:
            draft = PersonDraft(name=name, phone=PHONES[phone] or "")
            who = add_person(session, draft).id
        self._learn(self.truth | {who: Truth(None, name, PHONES[phone])})

    @precondition(lambda self: self._standing())
    @rule(place=places, name=st.sampled_from(NAMES), group=st.sampled_from(GROUPS))
    def edit_somebody(self, place, name, group):
        who = self._one(place)
        with self.store.writing() as session:
            draft = replace(person_draft(session, who), name=name, group_name=group)
            change_person(session, who, draft)
        self._say(who, name=name, group_name=group or None)

    @precondition(lambda self: self._standing())
    @rule(place=places, nik=st.sampled_from(NIKS))
    def type_a_nik(self, place, nik):
        who, whose = self._one(place), self._whose(nik)
        with self.store.reading() as session:
            draft = replace(person_draft(session, who), nik=nik)
        if whose not in (None, who):
            with pytest.raises(NikTakenError), self.store.writing() as session:
                change_person(session, who, draft)
            return
        with self.store.writing() as session:
            change_person(session, who, draft)
        left = self.truth[who].nik  # goes to a merged record that held the other
        gives = [one for one in self.truth if self.truth[one].nik == nik]
        fresh = {one: replace(self.truth[one], nik=left) for one in gives}
        self._learn(self.truth | fresh | {who: replace(self.truth[who], nik=nik)})

    @precondition(lambda self: self._standing())
    @rule(
        chosen=st.sets(places, min_size=1, max_size=3),
        flag=st.sampled_from(["", "lihat", "telepon"]),
    )
    def flag_some_together(self, chosen, flag):
        people = {self._one(place) for place in chosen}
        with self.store.writing() as session:
            change_people(session, people, BulkDraft((BulkField.FLAG,), flag=flag))
        fresh = {who: replace(self.truth[who], flag=flag or None) for who in people}
        self._learn(self.truth | fresh)

    @precondition(lambda self: len(self._standing()) > 1)
    @rule(place=places, other=places, theirs=st.none() | st.sets(st.sampled_from(PARTS)))
    def merge_two(self, place, other, theirs):
        kept, gone = self._two(place, other)
        with self.store.writing() as session:
            merge_people(session, kept, gone, theirs)
        self._learn(merged(self.truth, kept, gone, theirs))

    @precondition(lambda self: len(self._standing()) > 1)
    @rule(place=places, other=places)
    def keep_two_apart(self, place, other):
        one, two = self._two(place, other)
        with self.store.writing() as session:
            keep_apart(session, one, two)
        pair = {
            who: replace(self.truth[who], apart=self.truth[who].apart | {one, two} - {who})
            for who in (one, two)
        }
        self._learn(self.truth | pair)

    @precondition(lambda self: self._standing())
    @rule(place=places)
    def archive_somebody(self, place):
        who = self._one(place)
        with self.store.writing() as session:
            archive_people(session, [who], "pindah")
        self._say(who, archived=True)

    @precondition(lambda self: self._archived())
    @rule(place=places)
    def bring_somebody_back(self, place):
        binned = self._archived()
        who = binned[place % len(binned)]
        with self.store.writing() as session:
            bring_back_people(session, [who])
        self._say(who, archived=False)

    @precondition(lambda self: self._standing())
    @rule(place=places, event=events)
    def enrol_somebody(self, place, event):
        who, where = self._one(place), self.events[event]
        was = self.truth[who]
        if (where, "to_register") in was.enrolled:
            return
        with self.store.writing() as session:
            draft = replace(
                person_draft(session, who), income=1_500_000, birth_date=date(1980, 5, 13)
            )
            consent = ConsentDraft(given=True, text_version="2022-1")
            enrol(
                session,
                where,
                EnrolmentDraft(draft, JULY, who, "Petani", consent=consent, declared=True),
            )
        self._say(
            who,
            income=1_500_000,
            events=was.events | {where},
            present=was.present | {where},
            enrolled=tuple(sorted([*was.enrolled, (where, "to_register")])),
            consents=was.consents + 1,
            cards=was.cards + 1,
        )

    @precondition(lambda self: self.done)
    @rule(place=places, field=st.sampled_from(PUT_BACK))
    def put_a_field_back(self, place, field):
        with self.store.reading() as session:
            changes = session.execute(
                select(Change.id, Change.record_id, Change.before, Change.after)
                .where(
                    Change.record_table == "person",
                    Change.before.is_not(None),
                    Change.after.is_not(None),
                )
                .order_by(Change.id)
            ).all()
        usable = [one for one in changes if field in one.before and one.record_id in self.truth]
        if not usable:
            return
        change = usable[place % len(usable)]
        with self.store.writing() as session:
            put_back_field(session, change.id, field, anyway=True)
        self._say(change.record_id, **{field: change.before[field]})

    # What is taken back

    @precondition(lambda self: self.done)
    @rule(data=st.data(), back=st.integers(0, 7), how=st.sampled_from(["keep", "too", "some"]))
    def take_an_action_back(self, data, back, how):
        done = self.done[-1 - back % len(self.done)]
        touched = {one[:2] for one in in_the_way(self.world, done.did)}
        possible = {one for one in touched if may_take_back(self.world, done.did, one)}
        with self.store.reading() as session:
            told = {row.key: row.may_take_back for row in changed_since(session, done.action_id)}
        assert told == {one: one in possible for one in touched}
        if touched:
            self._refuses(done, possible)
        also = possible if how == "too" else set()
        if how == "some" and possible:
            also = data.draw(st.sets(st.sampled_from(sorted(possible))))
        self._undo(done, also)

    def _refuses(self, done, possible):
        """Without a choice nothing happens."""
        with pytest.raises(UndoConflictError) as told:
            finish(take_back(self.store, done.action_id))
        assert possible <= {one.key for one in told.value.conflicts}
        assert world_of(self.store) == self.world

    def _undo(self, done, also):
        after = taken_back(self.world, done.did, also)
        if after == self.world or impossible(after):
            with pytest.raises(UserError):
                finish(take_back(self.store, done.action_id, keep_changed=True, also=also))
            after = self.world
        else:
            finish(take_back(self.store, done.action_id, keep_changed=True, also=also))
        assert differing(world_of(self.store), after) == {}
        self._learn(truths(after))

    @precondition(lambda self: self.done)
    @rule(steps=st.integers(1, 3))
    def undo_and_redo_are_nothing(self, steps):
        before, taken = self.world, []
        for _step in range(steps):
            step = next_steps(self.store)[0]
            if step is None or step.action_id not in {one.action_id for one in self.done}:
                break
            if self._stands_in_the_way(step.action_id):
                break
            finish(take_back(self.store, step.action_id))
            self._learn(truths(world_of(self.store)))
            taken.append(step.action_id)
        for _step in taken:
            finish(take_back(self.store, next_steps(self.store)[1].action_id))
            self._learn(truths(world_of(self.store)))
        assert differing(world_of(self.store), before) == {}

    def _stands_in_the_way(self, action_id):
        """Tell whether an action cannot simply be undone: something older was taken back since."""
        done = next(one for one in self.done if one.action_id == action_id)
        after = taken_back(self.world, done.did)
        return bool(in_the_way(self.world, done.did)) or after == self.world or impossible(after)

    # What must be so after each step

    def _learn(self, truth):
        """Take ``truth`` for what is so from now on, and check that the database says the same."""
        world = world_of(self.store)
        assert differing(truths(world), truth) == {}
        with self.store.reading() as session:
            last = session.scalars(select(Action.id).order_by(Action.id.desc()).limit(1)).one()
        if did := changed(self.world, world):
            assert last not in {one.action_id for one in self.done}
            self.done.append(Done(last, did))
        self.world, self.truth = world, truth
        assert lost(world) == []
        self._check_file()
        self._check_search()

    def _check_file(self):
        if not isinstance(self.store.place, File):
            return  # a server's keys never rest
        with self.store.connection() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []

    def _check_search(self):
        with self.store.reading() as session:
            for nik in NIKS:
                who = self._whose(nik)
                wanted = [who] if who is not None and not self.truth[who].archived else []
                assert find_ids(session, nik, limit=20) == wanted
            for name in NAMES:
                assert set(find_ids(session, name, limit=50)) == self._called(name)

    def _called(self, name):
        """Return whom a name finds: those who have it, and those to whom one who had it leads."""
        leads = {one.leads_to or who for who, one in self.truth.items() if one.name == name}
        return {who for who in leads if not self.truth[who].archived}

    def _standing(self):
        return sorted(who for who, one in self.truth.items() if not one.archived)

    def _archived(self):
        people = self.truth.items()
        return sorted(who for who, one in people if one.archived and one.leads_to is None)

    def _one(self, place):
        people = self._standing()
        return people[place % len(people)]

    def _two(self, place, other):
        people = self._standing()
        first = people.pop(place % len(people))
        return first, people[other % len(people)]

    def _say(self, who, **fresh):
        self._learn(self.truth | {who: replace(self.truth[who], **fresh)})


def test_the_truth_of_each_person_is_what_a_plain_model_says(lend_office):
    class Here(People):
        def __init__(self):
            super().__init__(lend_office())

        def teardown(self):
            check_chain(self.store)
            super().teardown()

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=40,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
