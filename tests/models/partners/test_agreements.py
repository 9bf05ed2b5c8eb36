from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.history.undo import next_undo, undo
from models.partners.agreements import Standing, agreement_draft, agreement_rows, standing
from models.partners.drafts import AgreementDraft
from models.partners.due import ending_agreements
from models.partners.operations import (
    add_agreement,
    archive_partner,
    change_agreement,
    remove_agreement,
)
from tests import factories as a

TODAY = date(2026, 11, 22)
DRAFT = AgreementDraft(
    "PKS/12/052026", "Perlindungan petani", date(2026, 5, 1), date(2027, 4, 30), "Diperpanjang"
)


@pytest.fixture
def partner(keep):
    return keep(a.partner(name="Dinas Pertanian")).id


def added(store, partner, draft=DRAFT):
    with store.writing() as session:
        return add_agreement(session, partner, draft).id


def listed(store, partner):
    with store.reading() as session:
        return [row.number for row in agreement_rows(session, partner, TODAY)]


def shown(store, agreement):
    with store.reading() as session:
        return agreement_draft(session, agreement)


def take_back(store):
    """Undo the last action and return what it was called."""
    with store.writing() as session:
        step = next_undo(session)
        undo(session, step.action_id)
    return step.title


def test_an_agreement_gives_back_its_draft(store, partner):
    assert shown(store, added(store, partner)) == DRAFT


def test_adding_one_is_undone_as_one_action(store, partner):
    added(store, partner)
    assert take_back(store) == "Add agreement PKS/12/052026 of Dinas Pertanian"
    assert listed(store, partner) == []


def test_a_changed_one_is_kept_and_undone(store, partner):
    agreement = added(store, partner)
    changed = AgreementDraft("PKS/13", "Nelayan", date(2026, 6, 1))
    with store.writing() as session:
        change_agreement(session, agreement, changed)
    assert shown(store, agreement) == changed
    assert take_back(store) == "Change agreement PKS/13 of Dinas Pertanian"
    assert shown(store, agreement) == DRAFT


def test_one_taken_out_comes_back_by_undo(store, partner):
    agreement = added(store, partner)
    with store.writing() as session:
        remove_agreement(session, agreement)
    assert listed(store, partner) == []
    take_back(store)
    assert shown(store, agreement) == DRAFT


def test_those_that_begin_last_are_listed_first(store, partner, keep):
    added(store, partner)
    added(store, partner, AgreementDraft("PKS/1", "Lama", date(2020, 1, 1), date(2020, 12, 31)))
    added(store, partner, AgreementDraft("PKS/99", "Baru", date(2026, 10, 1)))
    added(store, keep(a.partner()).id, AgreementDraft("X", "Lain", date(2026, 10, 1)))
    assert listed(store, partner) == ["PKS/99", "PKS/12/052026", "PKS/1"]


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (-10, -1, Standing.ENDED),
        (-10, 0, Standing.ENDS_SOON),
        (-10, 90, Standing.ENDS_SOON),
        (-10, 91, Standing.IN_FORCE),
        (-10, None, Standing.IN_FORCE),
        (0, None, Standing.IN_FORCE),
        (1, None, Standing.TO_COME),
        (1, 30, Standing.TO_COME),
    ],
)
def test_an_agreement_stands_by_its_days(begins, ends, expected):
    last = None if ends is None else TODAY + timedelta(days=ends)
    assert standing(TODAY + timedelta(days=begins), last, TODAY) is expected


@given(st.dates(), st.dates(), st.dates())
def test_an_ended_agreement_never_stands_otherwise_again(begins, ends, today):
    if standing(begins, ends, today) is Standing.ENDED and today < date.max:
        assert standing(begins, ends, today + timedelta(days=1)) is Standing.ENDED


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (DRAFT, set()),
        (AgreementDraft(begins_on=TODAY), {"number", "title"}),
        (AgreementDraft("  ", "Judul", TODAY), {"number"}),
        (AgreementDraft("x" * 301, "y" * 301, TODAY), {"number", "title"}),
        (AgreementDraft("1", "Judul"), {"begins_on"}),
        (AgreementDraft("1", "Judul", TODAY, TODAY), set()),
        (AgreementDraft("1", "Judul", TODAY, TODAY - timedelta(days=1)), {"ends_on"}),
    ],
)
def test_an_agreement_that_cannot_be_kept_says_where(draft, fields):
    assert set(draft.problems()) == fields


def test_those_ending_within_ninety_days_are_due_the_soonest_first(store, partner, keep):
    archived = keep(a.partner()).id
    for days in (90, 0, 91, -1, None):
        ends = None if days is None else TODAY + timedelta(days=days)
        added(store, partner, AgreementDraft(f"PKS/{days}", "Judul", date(2020, 1, 1), ends))
    added(store, archived, AgreementDraft("PKS/x", "Judul", date(2020, 1, 1), TODAY))
    with store.writing() as session:
        archive_partner(session, archived)
    with store.reading() as session:
        found = ending_agreements(session, TODAY)
        sooner = ending_agreements(session, TODAY, timedelta(days=10))
    assert [(one.number, one.partner) for one in found] == [
        ("PKS/0", "Dinas Pertanian"),
        ("PKS/90", "Dinas Pertanian"),
    ]
    assert [one.ends_on for one in sooner] == [TODAY]
