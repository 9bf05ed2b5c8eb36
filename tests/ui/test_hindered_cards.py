"""Cards sent to a real print server that does not take them: nothing printed, nothing lost."""

import json
import sys

import pytest
from sqlalchemy import select

from models import opening
from models.cards.tables import BatchState, Card, CardBatch, CardCopy, CardState, CopyState
from tests.reports.values import sizes
from tests.ui.cups import *  # noqa: F403 - fixtures are found by name
from tests.ui.waiting_cards import CARDS, waiting_cards

REJECTS = ("cupsreject", "cards")
REMOVED = ("lpadmin", "-x", "cards")


@pytest.fixture
def database(tmp_path, office_file):
    """A database in which three cards wait to be printed."""
    return waiting_cards(tmp_path, office_file)


@pytest.fixture
def print_cards(print_server, database):
    """Print the cards through the window; return what was told and asked."""

    def _print(queue, *command):
        told = print_server.run(
            sys.executable, "-m", "tests.ui.print_cards_there", queue, database, *command
        )
        return json.loads(told)

    return _print


@pytest.fixture
def stand(database):
    """Return how cards, copies and batches stand, each kind of standing once."""

    def _stand():
        store = opening.open_store(database)
        try:
            with store.reading() as session:
                kinds = (Card.state, CardCopy.state, CardBatch.state)
                return tuple(sorted(session.scalars(select(kind))) for kind in kinds)
        finally:
            store.close()

    return _stand


WAITING = [CardState.QUEUED] * CARDS


def test_a_queue_that_rejects_leaves_every_card_in_the_queue(print_server, print_cards, stand):
    said = print_cards("cards", *REJECTS)
    [told] = said["told"]
    assert told.startswith("The system did not take the job for cards: ")
    assert not said["asks"]
    assert stand() == (WAITING, [CopyState.DROPPED] * CARDS, [BatchState.DROPPED])
    assert print_server.jobs() == []


def test_a_printer_removed_while_printing_leaves_every_card_in_the_queue(print_cards, stand):
    said = print_cards("cards", *REMOVED)
    assert said == {"told": ["The printer cards is not there any more."], "asks": False}
    assert stand() == (WAITING, [CopyState.DROPPED] * CARDS, [BatchState.DROPPED])


def test_what_was_taken_is_not_printed_before_somebody_says_so(print_server, print_cards, stand):
    assert print_cards("cards") == {"told": [], "asks": True}
    assert stand() == ([CardState.SENT] * CARDS, [CopyState.SENT] * CARDS, [BatchState.SENT])
    assert len(sizes(print_server.printed("cards"))) == CARDS


def test_cards_that_one_printer_refused_come_out_of_another_with_new_serials(
    print_cards, stand, database
):
    print_cards("cards", *REJECTS)
    assert print_cards("office") == {"told": [], "asks": True}
    cards, copies, batches = stand()
    assert cards == [CardState.SENT] * CARDS
    assert copies == [CopyState.DROPPED] * CARDS + [CopyState.SENT] * CARDS
    assert batches == [BatchState.DROPPED, BatchState.SENT]
    store = opening.open_store(database)
    with store.reading() as session:
        serials = list(session.scalars(select(CardCopy.serial)))
    store.close()
    assert len(set(serials)) == 2 * CARDS
