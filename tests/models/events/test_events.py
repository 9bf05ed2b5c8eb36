from datetime import date, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from models.errors import UserError
from models.events.agenda import Pile, pile_ids
from models.events.drafts import OutcomeDraft, PartDraft
from models.events.operations import (
    STAGE_ACTIONS,
    change_event,
    check_in,
    check_in_many,
    invite,
    plan_event,
    record_outcome,
    set_stage,
    take_back_check_in,
)
from models.events.queries import event_ids, event_rows, event_view
from models.events.tables import Answer, Event, PartnerRole, Stage
from models.history.steps import next_steps
from models.office.queries import officers
from tests import factories as a
from tests.statements import statements


def plan(store, **given):
    with store.writing() as session:
        return plan_event(session, a.event_draft(**given)).id


def view(store, event):
    with store.reading() as session:
        return event_view(session, event)


def test_a_planned_event_gives_back_its_draft(store, keep):
    dinas, desa = keep(a.partner(), a.partner())
    with store.reading() as session:
        [rina] = officers(session)
    draft = a.event_draft(
        title="Sosialisasi Petani",
        venue="Balai Desa",
        target_present=200,
        target_enrolled=150,
        partners=(
            PartDraft(dinas.id, PartnerRole.SPEAKER, Answer.CONFIRMED),
            PartDraft(desa.id, PartnerRole.HOST, Answer.WAITING),
        ),
        staff=(rina.id,),
    )
    with store.writing() as session:
        event = plan_event(session, draft).id
    found = view(store, event)
    assert found.draft == draft
    assert found.staff == ("Rina Contoh",)
    assert found.row.stage is Stage.DRAFT


def test_a_changed_plan_keeps_the_parts_that_stay(store, keep):
    dinas, desa = keep(a.partner(name="Dinas"), a.partner(name="Desa"))
    event = plan(store, partners=(PartDraft(dinas.id), PartDraft(desa.id)))
    with store.reading() as session:
        kept_part = session.get_one(Event, event).partners[1].id
    draft = a.event_draft(partners=(PartDraft(desa.id, answer=Answer.CONFIRMED),))
    with store.writing() as session:
        change_event(session, event, draft)
    with store.reading() as session:
        [part] = session.get_one(Event, event).partners
        assert (part.id, part.partner.name, part.answer) == (kept_part, "Desa", Answer.CONFIRMED)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"starts_at": a.END, "ends_at": a.START}, "ends_at"),
        ({"target_present": 10, "target_enrolled": 11}, "target_enrolled"),
        ({"partners": (PartDraft(1), PartDraft(1))}, "partners"),
    ],
)
def test_a_plan_that_cannot_be_kept_says_where(given, field):
    assert set(a.event_draft(**given).problems()) == {field}


def test_a_sound_plan_has_no_problems():
    assert a.event_draft(target_present=200, target_enrolled=150).problems() == {}


def test_cancelling_wants_a_reason(store):
    event = plan(store)
    with pytest.raises(UserError, match="Say why"), store.writing() as session:
        set_stage(session, event, Stage.CANCELLED, " ")
    with store.writing() as session:
        set_stage(session, event, Stage.CANCELLED, "Banjir")
    assert (view(store, event).row.stage, view(store, event).stage_reason) == (
        Stage.CANCELLED,
        "Banjir",
    )


def test_arriving_twice_keeps_the_first_moment(store, keep):
    event, person = keep(a.event(), a.person())
    moment = None
    for _time in range(2):
        with store.writing() as session:
            place = check_in(session, event.id, person.id)
            moment = moment or place.present_at
            assert place.present_at == moment
    assert view(store, event.id).row.present == 1


def test_a_check_in_asks_for_no_more_than_it_needs(store, keep):
    """Each asking is a way to the server and back, for which all other desks wait."""
    event, person = keep(a.event(), a.person())
    with store.writing() as session:
        invite(session, event.id, [person.id])
    with statements() as run, store.writing() as session:
        check_in(session, event.id, person.id)
    asked = [one.split()[0] for one in run if not one.startswith("NOTIFY")]
    assert asked == ["SELECT", "UPDATE", "UPDATE", "SELECT", "INSERT", "INSERT"]


def test_whoever_is_not_there_is_not_checked_in(store, keep):
    event = keep(a.event())
    with pytest.raises(NoResultFound), store.writing() as session:
        check_in(session, event.id, 7)


def test_someone_not_invited_is_a_walk_in(store, keep):
    event, invited, other = keep(a.event(), a.person(), a.person())
    with store.writing() as session:
        assert invite(session, event.id, [invited.id, invited.id][:1]) == 1
    with store.writing() as session:
        assert check_in(session, event.id, invited.id).walk_in is False
        assert check_in(session, event.id, other.id).walk_in is True


def test_inviting_again_adds_nobody(store, keep):
    event, person = keep(a.event(), a.person())
    for expected in (1, 0):
        with store.writing() as session:
            assert invite(session, event.id, [person.id]) == expected
    assert view(store, event.id).row.invited == 1


def test_a_check_in_by_mistake_is_taken_back(store, keep):
    event, person = keep(a.event(), a.person())
    with store.writing() as session:
        check_in(session, event.id, person.id)
    with store.writing() as session:
        take_back_check_in(session, event.id, person.id)
    assert view(store, event.id).row.present == 0


def test_who_was_taken_off_the_list_meanwhile_is_told(store, keep):
    event, person = keep(a.event(), a.person(name="Siti Contoh"))
    with store.writing() as session, pytest.raises(UserError, match="Siti Contoh is not on the"):
        take_back_check_in(session, event.id, person.id)


def test_the_outcome_is_kept(store):
    event = plan(store)
    outcome = OutcomeDraft("Listrik padam", "Minta acara lebih besar", 350)
    with store.writing() as session:
        record_outcome(session, event, outcome)
    assert view(store, event).outcome == outcome


def test_a_line_names_each_partner_that_helps_once(store, keep):
    both, none = keep(a.partner(name="Dinas"), a.partner(name="Desa"))
    roles = (PartnerRole.HOST, PartnerRole.SPEAKER)
    event = plan(
        store,
        partners=(
            *(PartDraft(both.id, role, Answer.CONFIRMED) for role in roles),
            PartDraft(none.id, PartnerRole.INVITER, Answer.DECLINED),
        ),
    )
    with store.reading() as session:
        assert event_rows(session, [event])[event].partners == ("Dinas",)


def test_events_are_found_by_title_place_or_partner(store, keep):
    dinas = keep(a.partner(name="Dinas Pertanian"))
    first = plan(store, title="Sosialisasi Petani", partners=(PartDraft(dinas.id),))
    second = plan(store, title="Jemput bola nelayan", venue="Pelabuhan Kayan")
    with store.reading() as session:
        assert event_ids(session, "petani") == [first]
        assert event_ids(session, "kayan") == [second]
        assert event_ids(session, "dinas pert") == [first]
        assert event_ids(session, "%") == []
        assert set(event_ids(session)) == {first, second}
        assert event_ids(session, stages=[Stage.DONE]) == []


def test_coming_events_are_those_not_over_the_next_first(store):
    day = timedelta(days=1)
    late = plan(store, starts_at=a.START + 9 * day, ends_at=a.END + 9 * day)
    soon = plan(store, starts_at=a.START + day, ends_at=a.END + day)
    past = plan(store, starts_at=a.START - 9 * day, ends_at=a.END - 9 * day)
    off = plan(store)
    with store.writing() as session:
        set_stage(session, off, Stage.CANCELLED, "Banjir")
    with store.reading() as session:
        assert pile_ids(session, Pile.COMING, date(2022, 6, 28)) == [soon, late]
        assert past in event_ids(session)


def test_a_row_counts_and_names(store, keep):
    dinas = keep(a.partner(name="Dinas"))
    event = plan(store, partners=(PartDraft(dinas.id),), region_line="Desa Pimping, Kec. X")
    people = keep(a.person(), a.person(), a.person())
    with store.writing() as session:
        invite(session, event, [one.id for one in people])
    with store.writing() as session:
        check_in(session, event, people[0].id)
    with store.writing("Enrol") as session:
        session.add(a.enrolment(event_id=event, person_id=people[0].id))
    with store.reading() as session:
        row = event_rows(session, [event])[event]
    assert (row.invited, row.present, row.enrolled) == (3, 1, 1)
    assert (row.partners, row.village) == (("Dinas",), "Desa Pimping")


@pytest.mark.parametrize(
    "do",
    [
        lambda s: change_event(s, 999, a.event_draft()),
        lambda s: set_stage(s, 999, Stage.READY),
        lambda s: record_outcome(s, 999, OutcomeDraft()),
        lambda s: invite(s, 999, []),
        lambda s: check_in_many(s, 999, {}),
    ],
)
def test_nothing_is_done_to_an_event_that_is_gone(store, do):
    with pytest.raises(UserError, match="not there any more"), store.writing() as session:
        do(session)


@pytest.mark.parametrize("stage", Stage)
def test_moving_to_a_stage_is_called_after_the_event_and_the_stage(store, stage):
    event = plan(store, title="Temu")
    with store.writing() as session:
        set_stage(session, event, Stage.PROPOSED if stage is not Stage.PROPOSED else Stage.DRAFT)
    with store.writing() as session:
        set_stage(session, event, stage, "Banjir")
    step, _redo = next_steps(store)
    assert "Temu" in step.title
    assert step.title == STAGE_ACTIONS[stage].format(event="Temu")
    assert len(set(STAGE_ACTIONS.values())) == len(Stage)
