import pytest

from models.enrolment.tables import PaymentWay
from models.events.drafts import PartDraft
from models.events.operations import change_event, check_in, invite, plan_event, set_stage
from models.events.tables import Stage
from models.history.steps import next_steps, take_back
from models.history.timeline import event_timeline
from models.money.paying import pay
from models.office.queries import officers
from models.partners.drafts import PartnerDraft
from models.partners.operations import change_partner
from models.progress import finish
from tests import factories as a


@pytest.fixture
def event(store):
    with store.reading() as session:
        store.officer_id = officers(session)[0].id
    with store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu")).id


@pytest.fixture
def other(store, event):
    with store.writing() as session:
        return plan_event(session, a.event_draft(title="Lain")).id


def titles(store, event, **given):
    with store.reading() as session:
        return [entry.title for entry in event_timeline(session, event, **given)]


def undo_last(store):
    step, _redo = next_steps(store)
    finish(take_back(store, step.action_id))


def test_what_was_done_to_the_event_itself_is_told_latest_first(store, event, other):
    with store.writing() as session:
        set_stage(session, event, Stage.READY)
    assert titles(store, event) == ["Mark Temu as ready", "Plan Temu"]


def test_who_did_it_and_when_is_told(store, event):
    with store.reading() as session:
        [entry] = event_timeline(session, event)
    assert entry.officer == "Rina Contoh"
    assert entry.at.tzinfo is not None
    assert (entry.undone, entry.final) == (False, False)


def test_people_enrolments_money_and_cards_belong_to_the_event(store, keep, event, other):
    person, guest = keep(a.person(name="Yohanes"), a.person(name="Lidia"))
    with store.writing() as session:
        invite(session, event, [person.id])
    with store.writing() as session:
        check_in(session, event, person.id)
    with store.writing() as session:
        check_in(session, other, guest.id)
    with store.writing("Enrol") as session:
        enrolment = a.enrolment(event_id=event, person_id=person.id)
        session.add(enrolment)
    with store.writing() as session:
        pay(session, enrolment.id, 100_800, PaymentWay.CASH)
    with store.writing("Queue") as session:
        session.add(a.card(enrolment_id=enrolment.id))
    assert titles(store, event) == [
        "Queue",
        "Note a payment of Yohanes",
        "Enrol",
        "Check in Yohanes",
        "Invite people to Temu",
        "Plan Temu",
    ]


def test_what_was_done_to_the_partner_elsewhere_is_not_told(store, keep, event):
    partner = keep(a.partner(name="Dinas"))
    with store.writing() as session:
        change_event(session, event, a.event_draft(partners=(PartDraft(partner.id),)))
    with store.writing() as session:
        change_partner(session, partner.id, PartnerDraft(name="Dinas Baru"))
    assert len(titles(store, event)) == 2


def test_a_partner_taken_out_again_leaves_its_trace(store, keep, event):
    partner = keep(a.partner())
    draft = a.event_draft(title="Temu")
    same = {name: getattr(draft, name) for name in ("title", "starts_at", "ends_at")}
    with store.writing() as session:
        change_event(session, event, a.event_draft(**same, partners=(PartDraft(partner.id),)))
    with store.writing() as session:
        change_event(session, event, a.event_draft(**same))
    assert titles(store, event) == ["Change Temu", "Change Temu", "Plan Temu"]


def test_an_undone_import_and_its_undo_are_both_told(store, keep, event):
    people = keep(a.person(), a.person())
    with store.writing() as session:
        invite(session, event, [one.id for one in people])
    undo_last(store)
    with store.reading() as session:
        entries = event_timeline(session, event)
    assert [(one.title, one.undone) for one in entries] == [
        ("Undo: Invite people to Temu", False),
        ("Invite people to Temu", True),
        ("Plan Temu", False),
    ]


def test_what_was_done_again_is_in_effect_and_its_undo_is_not(store, event):
    with store.writing() as session:
        set_stage(session, event, Stage.READY)
    undo_last(store)
    _undo, redo = next_steps(store)
    finish(take_back(store, redo.action_id))
    with store.reading() as session:
        entries = event_timeline(session, event)
    assert [(one.title, one.undone) for one in entries] == [
        ("Redo: Mark Temu as ready", False),
        ("Undo: Mark Temu as ready", True),
        ("Mark Temu as ready", False),
        ("Plan Temu", False),
    ]


def test_no_more_are_told_than_asked_for(store, event):
    for stage in (Stage.INVITED, Stage.READY, Stage.RUNNING):
        with store.writing() as session:
            set_stage(session, event, stage)
    assert len(titles(store, event, limit=2)) == 2


def test_an_event_that_never_was_has_no_history(store, event):
    assert titles(store, 999) == []
