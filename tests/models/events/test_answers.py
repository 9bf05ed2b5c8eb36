import pytest

from models.errors import UserError
from models.events.drafts import PartDraft
from models.events.operations import change_event, note_answer, plan_event
from models.events.queries import event_view
from models.events.tables import Answer, PartnerRole
from models.history.steps import next_steps, take_back
from models.progress import finish
from tests import factories as a


@pytest.fixture
def planned(store, keep):
    """An event whose one partner has two roles in it."""
    partner = keep(a.partner(name="Dinas"))
    parts = (
        PartDraft(partner.id, PartnerRole.HOST, Answer.WAITING),
        PartDraft(partner.id, PartnerRole.SPEAKER, Answer.WAITING),
    )
    with store.writing() as session:
        event = plan_event(session, a.event_draft(title="Temu", partners=parts)).id
    return event, partner.id


def answers(store, event):
    with store.reading() as session:
        return [part.answer for part in event_view(session, event).parts]


def test_an_answer_is_noted_for_its_role_only(store, planned):
    event, partner = planned
    with store.writing() as session:
        note_answer(session, event, partner, PartnerRole.SPEAKER, Answer.CONFIRMED)
    assert answers(store, event) == [Answer.WAITING, Answer.CONFIRMED]


def test_a_noted_answer_is_named_and_taken_back(store, planned):
    event, partner = planned
    with store.writing() as session:
        note_answer(session, event, partner, PartnerRole.HOST, Answer.DECLINED)
    step, _redo = next_steps(store)
    assert step.title == "Note the answer of Dinas for Temu"
    finish(take_back(store, step.action_id))
    assert answers(store, event) == [Answer.WAITING, Answer.WAITING]


@pytest.mark.parametrize(
    ("given", "field"),
    [({"venue": "x" * 301}, "venue"), ({"region_line": "x" * 501}, "region_line")],
)
def test_a_place_that_is_too_long_is_told(given, field):
    assert set(a.event_draft(**given).problems()) == {field}


def test_an_answer_of_a_partner_taken_out_meanwhile_is_told(store, planned):
    event, partner = planned
    with store.writing() as session:
        change_event(session, event, a.event_draft())
    with pytest.raises(UserError, match="any more"), store.writing() as session:
        note_answer(session, event, partner, PartnerRole.HOST, Answer.CONFIRMED)
