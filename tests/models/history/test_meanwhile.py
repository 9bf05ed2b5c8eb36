"""Two desks on one database change the same record; what of both is kept."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from models.edits import ChangedMeanwhileError, Edit, GoneMeanwhileError, SameMeanwhileError
from models.events.drafts import PartDraft
from models.events.operations import change_event
from models.events.queries import event_draft
from models.events.tables import Answer, Event, PartnerRole
from models.history.meanwhile import said_meanwhile, settled
from models.history.recording import named
from models.history.steps import next_steps, take_back
from models.history.tables import Action, Change
from models.people.bin import archive_people
from models.people.merging import merge_people
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.tables import Person
from models.privacy.limits import LimitedError, put_out_of_use
from models.progress import finish
from tests import factories as a
from tests.other_desk import *  # noqa: F403 - fixtures are found by name


@pytest.fixture
def person(keep):
    return keep(a.person(name="Awing Ding", phone="+6281350017788", address="RT 1")).id


def begin(store, person_id, **typed):
    """Return what a form holds that was opened now and typed into."""
    with store.reading() as session:
        opened = person_draft(session, person_id)
    return Edit(Person, person_id, opened, replace(opened, **typed))


def save(store, edit):
    with store.writing() as session:
        look = partial(person_draft, person_id=edit.record_id)
        change_person(session, edit.record_id, settled(session, edit, look))


def kept(store, person_id):
    with store.reading() as session:
        return person_draft(session, person_id)


def test_what_only_the_other_changed_stays_and_undo_takes_back_only_ours(store, other, person):
    edit = begin(store, person, phone="+6281350019999")
    save(other, begin(other, person, address="RT 7", income=2_000_000))
    save(store, edit)
    now = kept(store, person)
    assert (now.phone, now.address, now.income) == ("+6281350019999", "RT 7", 2_000_000)
    with store.reading() as session:
        last = session.scalars(select(Change).order_by(Change.id.desc())).first()
        assert last.after == {"phone": "+6281350019999"}
    back, _again = next_steps(store)
    finish(take_back(store, back.action_id))
    now = kept(store, person)
    assert (now.phone, now.address) == ("+6281350017788", "RT 7")


def test_what_both_changed_is_told_with_who_wrote_it_and_nothing_is_kept(store, other, person):
    edit = begin(store, person, phone="+6281350019999", name="Awing", region_line="Desa Pimping")
    theirs = {"phone": "+6281350012222", "name": "Awing", "region_line": "Desa Apung"}
    save(other, begin(other, person, **theirs))
    save(other, begin(other, person, address="RT 7"))  # not what wrote the phone
    with pytest.raises(ChangedMeanwhileError) as caught:
        save(store, edit)
    phone, village = caught.value.choices
    assert (phone.name, phone.word, village.name) == ("phone", "Phone", "region_line")
    assert (phone.mine, phone.theirs) == ("0813-5001-9999", "0813-5001-2222")
    assert phone.written.officer == "Sari Contoh"
    with store.reading() as session:
        wrote = session.scalars(select(Action).order_by(Action.id.desc()).offset(1)).first()
    assert phone.written.at == wrote.at
    assert kept(store, person).phone == "+6281350012222"


def test_a_choice_is_kept_and_a_third_change_asked_about_again(store, other, person):
    edit = begin(store, person, phone="+6281350019999")
    save(other, begin(other, person, phone="+6281350012222"))
    with pytest.raises(ChangedMeanwhileError) as caught:
        save(store, edit)
    again = replace(edit, opened=caught.value.now)  # mine is to stand
    save(other, begin(other, person, phone="+6281350013333"))
    with pytest.raises(ChangedMeanwhileError):
        save(store, again)
    save(store, replace(again, opened=kept(store, person)))
    assert kept(store, person).phone == "+6281350019999"


def test_the_very_same_makes_no_action(store, other, person):
    edit = begin(store, person, phone="+6281350012222")
    save(other, begin(other, person, phone="+6281350012222", address="RT 7"))
    with store.reading() as session:
        before = session.scalars(select(Action.id)).all()
    with pytest.raises(SameMeanwhileError):
        save(store, edit)
    with store.reading() as session:
        assert session.scalars(select(Action.id)).all() == before


def put_away(session, person_id):
    archive_people(session, [person_id])


def limit(session, person_id):
    named(session, "Limit")
    put_out_of_use(session.get_one(Person, person_id))


@pytest.mark.parametrize(
    ("do", "error", "said"),
    [
        (put_away, GoneMeanwhileError, "Done meanwhile: Archive Awing Ding (Sari Contoh · "),
        (limit, LimitedError, "This person's data may not be processed."),
    ],
)
def test_somebody_put_away_is_said_and_not_changed(store, other, person, do, error, said):
    edit = begin(store, person, phone="+6281350019999")
    with other.writing() as session:
        do(session, person)
    with pytest.raises(error) as caught:
        save(store, edit)
    assert said in str(caught.value)
    assert kept(store, person).phone == "+6281350017788"


def test_somebody_merged_leads_to_the_one_that_goes_on(store, other, person, keep):
    goes_on = keep(a.person(name="Awing Dingg")).id
    edit = begin(store, person, phone="+6281350019999")
    with other.writing() as session:
        merge_people(session, goes_on, person, ())
    with pytest.raises(GoneMeanwhileError) as caught:
        save(store, edit)
    assert caught.value.goes_on_id == goes_on


def test_a_record_taken_out_is_said_with_what_took_it(store, other, person):
    with store.writing() as session:
        made = a.person(name="Budi")
        session.add(made)
        session.flush()
        named(session, "Add {person}", person="Budi")
        budi = made.id
    edit = begin(store, budi, phone="+6281350019999")
    back, _again = next_steps(store)
    finish(take_back(other, back.action_id))
    with pytest.raises(GoneMeanwhileError, match="Sari Contoh"):
        save(store, edit)


def test_lists_of_a_plan_are_joined_thing_by_thing(store, other, keep):
    dinas, desa, koperasi = (one.id for one in keep(a.partner(), a.partner(), a.partner()))
    event = keep(a.event()).id
    hosts = {one: PartDraft(one, PartnerRole.HOST) for one in (dinas, desa, koperasi)}
    look = partial(event_draft, event_id=event)
    with store.writing() as session:
        change_event(session, event, replace(look(session), partners=(hosts[dinas],)))
    with store.reading() as session:
        opened = look(session)
    confirmed = replace(hosts[dinas], answer=Answer.CONFIRMED)
    with other.writing() as session:
        change_event(session, event, replace(opened, partners=(confirmed, hosts[desa])))

    def edit(*partners):
        return Edit(Event, event, opened, replace(opened, partners=partners, title="Baru"))

    with store.reading() as session:
        both = settled(session, edit(hosts[dinas], hosts[koperasi]), look)
        assert both.partners == (confirmed, hosts[desa], hosts[koperasi])
        assert both.title == "Baru"
        with pytest.raises(ChangedMeanwhileError) as caught:
            settled(session, edit(replace(hosts[dinas], answer=Answer.DECLINED)), look)
        said = said_meanwhile(session, edit(hosts[dinas]), look)
    (choice,) = caught.value.choices
    assert choice.mine.endswith("Declined")
    assert choice.theirs.endswith("Confirmed")
    assert choice.written.officer == "Sari Contoh"
    assert said.startswith("Changed meanwhile by Sari Contoh · ")
