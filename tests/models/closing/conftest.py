"""A desk at which work is done, and a second officer who can see it closed."""

from io import BytesIO

import pytest

from models.closing.drafts import begin_draft
from models.closing.figures import day_figures
from models.closing.operations import close_day
from models.money.cash import ClosingDraft
from models.money.here import desk_here
from models.office.pins import set_pin
from models.office.queries import today
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.words import Words
from reports.day_sheet import write_day_sheet
from tests.fixtures import CHEAP
from tests.models.money.conftest import _officer, enrolment, enrolments, event  # noqa: F401


@pytest.fixture
def second(keep):
    """Another officer, by their id."""
    return keep(Officer(name="Agus Salim", role=Role.DESK_OFFICER)).id


@pytest.fixture
def witness(store, second):
    set_pin(store, second, "4711", CHEAP)
    return prove(store, second, "4711", Right.CLOSE_DAY)


@pytest.fixture
def day(store):
    with store.reading() as session:
        return today(session)


@pytest.fixture
def desk(store):
    with store.reading() as session:
        return desk_here(session)


def figures(store, day, desk):
    with store.reading() as session:
        return day_figures(session, day, desk)


def sheet_bytes(sheet, words=None):
    out = BytesIO()
    write_day_sheet(out, sheet, words or Words("en"))
    return out.getvalue()


def fitting(found):
    """Return the draft of a day on which all counts fit; an open box holds notes that do."""
    draft = begin_draft(found)
    counts = {
        "receipts": found.receipts.given,
        "cards": found.cards.here,
        "spoilt": found.cards.spoilt,
        **{f"blank:{one.supply_id}": one.stock for one in found.blanks},
    }
    cash = found.open_box and ClosingDraft(
        pieces(found.open_box.expected), "", found.open_box.expected
    )
    return type(draft)(found, counts, cash, "")


def pieces(amount):
    """Return notes and coins that come to an amount in rupiah."""
    found = {}
    for note in (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100):
        found[note], amount = divmod(amount, note)
    assert not amount
    return {note: count for note, count in found.items() if count}


def close(store, draft, witness):
    with store.writing() as session:
        return close_day(session, draft, witness, sheet_bytes)
