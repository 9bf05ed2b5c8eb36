from dataclasses import replace

import pytest

from models.history.steps import next_steps, take_back
from models.letters.numbering import PATTERN
from models.office.letterhead import LetterheadDraft, change_letterhead, letterhead_draft
from models.office.operations import change_office
from models.office.queries import letterhead, office_draft
from models.progress import finish
from tests.fixtures import OFFICE

DRAFT = LetterheadDraft(b"a picture", "{code}/{number}/{roman}/{year}", "F4")


def kept(store):
    with store.reading() as session:
        return letterhead_draft(session)


def change(store, draft):
    with store.writing() as session:
        change_letterhead(session, draft)


def test_an_office_begins_with_the_shipped_pattern_and_a4(store):
    assert kept(store) == LetterheadDraft(None, PATTERN, "A4")


def test_the_letterhead_is_kept_stands_on_letters_and_can_be_undone(store):
    change(store, DRAFT)
    assert kept(store) == DRAFT
    with store.reading() as session:
        assert letterhead(session).logo == b"a picture"
    step, _again = next_steps(store)
    assert step.title == "Change the office's letterhead"
    finish(take_back(store, step.action_id))
    assert kept(store) == LetterheadDraft(None, PATTERN, "A4")


def test_the_particulars_and_the_letterhead_leave_each_other_alone(store):
    change(store, DRAFT)
    with store.writing() as session:
        change_office(session, replace(OFFICE, head_number="NPK 0123"))
    assert kept(store) == DRAFT
    with store.reading() as session:
        assert office_draft(session) == replace(OFFICE, head_number="NPK 0123")
        assert letterhead(session).head_number == "NPK 0123"
    change(store, replace(DRAFT, logo=None))
    with store.reading() as session:
        assert office_draft(session).head_number == "NPK 0123"


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (DRAFT, set()),
        (replace(DRAFT, letter_pattern=" "), {"letter_pattern"}),
        (replace(DRAFT, letter_pattern="B/{year}"), {"letter_pattern"}),
        (replace(DRAFT, letter_pattern="{number.__class__}/{year}"), {"letter_pattern"}),
        (replace(DRAFT, paper="Letter"), {"paper"}),
    ],
)
def test_a_letterhead_is_judged_field_by_field(draft, wrong):
    assert set(draft.problems()) == wrong
