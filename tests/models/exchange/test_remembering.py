"""What the columns of a list hold, told once and known again when such a list comes."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from models.events.tables import Answer, EventPartner, PartnerRole
from models.exchange.at_hand import ListAtHand
from models.exchange.columns import ColumnMapping
from models.exchange.headings import ColumnKind
from models.exchange.importing import mapping_of
from models.exchange.remembering import shape_of
from models.exchange.tables import ImportMapping
from models.history.steps import next_steps, take_back
from models.progress import finish
from tests import factories as a
from tests.models.exchange.files import write_text
from tests.models.exchange.lists import BUDI, SITI, found

K = ColumnKind
LONG_AGO = datetime(2022, 6, 28, tzinfo=UTC)
HEADING = ["Nama", "NIK", "Lain-lain"]


@pytest.fixture
def event(keep):
    return keep(a.event()).id


def visited(keep, *partners):
    """Keep an event with these partners."""
    event = keep(a.event()).id
    for partner in partners:
        keep(
            EventPartner(
                event_id=event,
                partner_id=partner,
                role=PartnerRole.HOST,
                answer=Answer.NOT_ASKED,
            )
        )
    return event


@pytest.fixture
def bring(store, tmp_path):
    """Read a list for an event, tell what its last column holds, and take it in."""

    def _bring(event, kind=None, heading=HEADING):
        path = write_text(tmp_path / "daftar.csv", [heading, ["Budi", BUDI, "Maju"]])
        listed = ListAtHand(store, path, event)
        before = finish(listed.read())
        if kind is not None:
            finish(listed.change_column(2, kind))
            finish(listed.take_in(event, live_here=False))
        return before.mapping.kinds[2]

    return _bring


def test_what_was_told_is_known_again_in_a_list_of_the_same_shape(bring, event):
    assert bring(event, K.GROUP) is K.OTHER
    assert bring(event) is K.GROUP


def test_capitals_and_signs_make_no_other_shape_but_words_do(bring, event):
    bring(event, K.GROUP)
    assert bring(event, heading=["NAMA :", "N I K".replace(" ", ""), "LAIN LAIN"]) is K.GROUP
    assert bring(event, heading=["Nama", "NIK", "Serba-serbi"]) is K.OTHER


def test_without_taking_the_list_in_nothing_is_kept(store, event, tmp_path, bring):
    path = write_text(tmp_path / "daftar.csv", [HEADING, ["Budi", BUDI, "Maju"]])
    listed = ListAtHand(store, path, event)
    finish(listed.read())
    finish(listed.change_column(2, K.GROUP))
    assert bring(event) is K.OTHER


def test_what_was_told_of_the_partners_lists_comes_first(keep, bring):
    ours, theirs = keep(a.partner()).id, keep(a.partner()).id
    bring(visited(keep, ours), K.GROUP)
    bring(visited(keep, theirs), K.ADDRESS)
    assert bring(visited(keep, ours)) is K.GROUP
    assert bring(visited(keep, theirs)) is K.ADDRESS
    assert bring(visited(keep)) is K.ADDRESS, "the latest, where no partner is meant"
    assert bring(visited(keep, ours, theirs)) is K.ADDRESS


def test_taking_an_import_back_takes_back_what_it_told(store, bring, event):
    bring(event, K.GROUP)
    bring(event, K.ADDRESS)
    finish(take_back(store, next_steps(store)[0].action_id))
    assert bring(event) is K.GROUP


def test_an_import_whose_columns_were_plain_keeps_nothing(store, bring, event):
    bring(event, K.OTHER)
    bring(event, K.GROUP)
    bring(event, K.GROUP)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(ImportMapping)) == 1


@pytest.mark.parametrize(
    "columns",
    [{}, {"kinds": ["name", "nik"]}, {"kinds": ["name", "nik", "shoe_size"]}, {"kinds": "x"}],
)
def test_what_another_edition_kept_otherwise_is_passed_over(store, keep, columns):
    listed = found([HEADING, ["Budi", BUDI, "Maju"]])
    keep(ImportMapping(shape=shape_of(listed), columns=columns, used_at=LONG_AGO))
    assert mapping_of(store, listed, None) == ColumnMapping((K.NAME, K.NIK, K.OTHER))


def test_lists_without_headings_are_told_apart_by_what_is_in_them():
    people = [["Budi Karim", BUDI], ["Siti Usat", SITI]]
    turned = [[nik, name] for name, nik in people]
    assert shape_of(found(people)) == shape_of(found(people[::-1]))
    assert shape_of(found(people)) != shape_of(found(turned))
