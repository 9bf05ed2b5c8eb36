"""Somebody erased is named in what was written about something else, or about somebody else."""

from datetime import date

import pytest
from sqlalchemy import JSON, String, select

from models.base import Base, utc_now
from models.events.tables import Event
from models.history.tables import Change
from models.history.verifying import verify_history
from models.money.tables import Receipt
from models.people.tables import Person
from models.privacy.free_texts import FREE
from models.privacy.tables import DataRequest, ErasureCause, RequestKind
from models.privacy.wiping import erase
from models.progress import finish
from models.supplies.tables import Supply, SupplyKind, SupplyMove
from tests import factories as a
from tests.models.money.conftest import channel, take
from tests.models.privacy.test_erasing import everything_said

NAME, NIK = "Zulaikha Pangaribuan", "6501036505801234"


@pytest.fixture
def her(keep):
    return keep(a.person(name=NAME, nik=NIK)).id


def erased(store, person, witness, **given):
    return finish(erase(store, person, ErasureCause.REQUEST, witness, **given))


def test_what_was_written_about_others_and_things_names_nobody_erased(store, keep, her, witness):
    other = keep(a.person(heir_note=f"istri {NAME.upper()} ({NIK})")).id
    paid = keep(a.enrolment(person_id=other))
    _payment, receipt = take(store, paid.id, channel(50_800, f"BRI {NAME}"))
    keep(DataRequest(person_id=other, kind=RequestKind.COPY, due_at=utc_now(), how=f"lewat {NAME}"))
    event = keep(a.event(venue=f"Rumah Ibu {NAME}")).id
    supply = keep(Supply(name="Brosur", kind=SupplyKind.OTHER)).id
    keep(SupplyMove(supply_id=supply, day=date(2026, 6, 1), count=1, note=f"oleh {NAME}"))
    assert everything_said(store).count(NAME) > 6
    erased(store, her, witness, basis=f"Surat {NAME}")
    said = everything_said(store).casefold()
    assert (NAME.casefold() in said, NIK in said) == (False, False)
    with store.reading() as session:
        assert session.get_one(Person, other).heir_note == "istri — (—)"
        content = session.scalars(select(Receipt.content).where(Receipt.id == receipt)).one()
        assert (content["reference"], content["amount"]) == ("BRI —", 50_800)
        assert session.get_one(Event, event).venue == "Rumah Ibu —"
    assert finish(verify_history(store)).findings == ()


def test_the_rest_of_another_ones_history_stays(store, keep, her, witness):
    other = keep(a.person(name="Bilung"))
    for text in (f"istri {NAME}", "anak Cemara"):
        with store.writing("Heirs") as session:
            session.get_one(Person, other.id).heir_note = text
    erased(store, her, witness)
    with store.reading() as session:
        kept = select(Change).where(Change.record_id == other.id).order_by(Change.id)
        made, *named = session.scalars(kept)
        assert made.after["name"] == "Bilung"
        assert [(one.before, one.after) for one in named] == [(None, None)] * 2
    assert finish(verify_history(store)).findings == ()


def test_a_name_that_somebody_else_bears_stays_where_it_may_be_theirs(store, keep, her, witness):
    keep(a.person(name=f"{NAME} Siregar", nik="6501036505807777"))
    other = keep(a.person(heir_note=f"istri {NAME} Siregar, dulu {NIK}"))
    erased(store, her, witness)
    with store.reading() as session:
        assert session.get_one(Person, other.id).heir_note == f"istri {NAME} Siregar, dulu —"


SHORT = 64
NAMES_NOBODY = {
    # Who somebody is, in records of their own: blanked as a whole, or kept for counting.
    "person": {"name", "birth_place", "email", "work_hours", "region_line"},
    "receipt": {"name"},
    "enrolment": {"occupation", "pricing"},
    # How the office calls its own things, and what it is made of.
    "agreement": {"number"}, "attachment": {"media_type"},
    "card_batch": {"printer", "sheet", "design"},
    "card_design": {"name", "content"}, "closed_day": {"name"}, "consent_text": {"body"},
    "desk": {"name"}, "equipment": {"name"}, "event": {"region_line"},
    "event_report": {"number"}, "event_template": {"content"}, "import_mapping": {"columns"},
    "letter": {"number"}, "letter_template": {"subject", "body"},
    "occupation": {"name"}, "office_key": {"office", "revoked"},
    "part_sheet": {"name", "sheet", "used"},
    "people_group": {"region_line"}, "printer_profile": {"queue", "medium", "content"},
    "retention_rule": {"basis"}, "sheet_format": {"name", "content"}, "supply": {"name"},
    "upload_layout": {"name", "columns"},
    # Those who act for an office.
    "contact": {"name", "position", "email"}, "partner": {"name", "region_line", "email"},
    "office": {"name", "address", "place", "email", "head_name", "head_position",
               "letter_pattern", "member_design", "proof_design"},
    "officer": {"name", "position"},
    # Numbers and fingerprints.
    "breach": {"scope"}, "cash_box": {"notes"},
    "desk_packet": {"known", "content"}, "merge_conflict": {"sides"},
    # Looked through by what they hold.
    "action": {"name", "words"}, "change": {"before", "after"},
}  # fmt: skip


def test_every_text_that_somebody_writes_is_thought_of():
    free = {kind.__tablename__: set(columns) for kind, columns in FREE.items()}
    tables = [one for one in Base.metadata.sorted_tables if one.name not in {"local", "secret"}]
    forgotten = {
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if may_name(column)
        and column.name not in free.get(table.name, set()) | NAMES_NOBODY.get(table.name, set())
    }
    assert forgotten == set()


def may_name(column):
    """Whether there is room in it for a sentence."""
    if column.foreign_keys:
        return False
    text = isinstance(column.type, String)
    return isinstance(column.type, JSON) or (text and (column.type.length or SHORT + 1) > SHORT)
