"""Every field the history keeps is said in words, or declared as nothing to be read."""

import enum
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import BigInteger

from models.base import Base
from models.enrolment.tables import PaymentWay
from models.events.tables import Stage
from models.history import saying
from models.history.agreeing import tables_kept
from models.history.fields import UNSAID, field_word
from models.history.recording import plain
from models.history.saying import MASK, Sayer
from models.office.rights import ALL, Right, lend
from models.words import speak
from tests import factories as a

COLUMNS = [
    pytest.param(table.name, column.name, id=f"{table.name}.{column.name}")
    for table in tables_kept()
    for column in table.columns
    if column.name != "id"
]


def say(store, table, field, value, *, rights=ALL, whole=False):
    with store.reading() as session:
        lend(session, rights)
        return Sayer(session, whole).say(table, field, plain(value))


@pytest.mark.parametrize(("table", "field"), COLUMNS)
def test_each_column_is_either_said_or_declared_as_not_for_people(table, field):
    assert bool(field_word(table, field)) != (field in UNSAID.get(table, ()))


def test_nothing_is_declared_that_is_no_column():
    stray = [
        (table, field)
        for table, fields in UNSAID.items()
        for field in fields
        if field not in Base.metadata.tables[table].columns
    ]
    assert stray == []


def test_each_word_of_each_kind_is_said():
    kinds = {
        column.type.enum_class
        for table in tables_kept()
        for column in table.columns
        if getattr(column.type, "enum_class", None)
    }
    said = saying._kinds()
    assert kinds - said.keys() == set()
    assert all(said[kind](one) for kind in kinds for one in kind if isinstance(one, enum.Enum))


def test_amounts_are_all_that_is_so_wide_and_leads_nowhere():
    wide = {
        f"{table.name}.{column.name}"
        for table in tables_kept()
        for column in table.columns
        if isinstance(column.type, BigInteger)
        and not column.foreign_keys
        and column.name != "id"
        and field_word(table.name, column.name)
    }
    assert wide == {
        "budget_line.actual",
        "budget_line.planned",
        "cash_box.counted",
        "cash_box.expected",
        "cash_box.opening",
        "cash_move.amount",
        "enrolment.base_income",
        "enrolment.reported_income",
        "enrolment.total",
        "event.target_rupiah",
        "month_target.rupiah",
        "payment.amount",
        "person.income",
        "receipt.amount",
    }


@pytest.mark.parametrize(
    ("table", "field", "value", "said"),
    [
        ("payment", "amount", 16_800, "Rp16,800"),
        ("payment", "way", PaymentWay.CASH, "In cash"),
        ("event", "stage", Stage.READY, "Ready"),
        ("event", "starts_at", datetime(2022, 6, 28, 9), "28 June 2022 09:00"),
        ("letter", "sent_at", datetime(2022, 6, 28, 1, tzinfo=UTC), "28 June 2022 09:00"),
        ("letter", "year", 2022, "2022"),
        ("letter", "language", "id", "Bahasa Indonesia"),
        ("agreement", "begins_on", date(2022, 6, 28), "28 June 2022"),
        ("month_target", "month", date(2022, 6, 1), "June 2022"),
        ("office", "takes_cash", False, "no"),
        ("office", "logo", b"\x89PNG", "a picture"),
        ("event", "venue", None, "nothing"),
        ("person", "photo", "abcdef", "a file"),
        ("person", "occupation_id", 987_654, "a record that is gone"),
    ],
)
def test_a_value_is_said_as_people_write_it(store, table, field, value, said):
    assert say(store, table, field, value) == said


def test_what_leads_to_a_record_is_said_by_its_name(store, keep):
    event = keep(a.event(title="Sosialisasi <b>"))
    assert say(store, "letter", "event_id", event.id) == "Sosialisasi <b>"


def test_what_is_no_value_of_its_column_is_said_as_it_stands(store):
    assert say(store, "event", "stage", "nonsense") == "nonsense"
    assert say(store, "letter", "sent_at", "yesterday") == "yesterday"
    assert say(store, "letter", "of_an_older_version", 3) == "3"


def test_numbers_are_whole_only_where_asked_for_and_allowed(store):
    nik = "6501032806800001"
    masked = "650103••••••0001"
    assert say(store, "person", "nik", nik) == masked
    assert say(store, "person", "nik", nik, whole=True) == nik
    assert say(store, "person", "nik", nik, whole=True, rights=ALL - {Right.SEE_NIK}) == masked
    assert say(store, "person", "kk_number", nik) == masked


@pytest.mark.parametrize(
    ("table", "field"),
    [("person", "income"), ("enrolment", "reported_income"), ("enrolment", "base_income")],
)
def test_an_income_is_hidden_from_who_may_not_see_it(store, table, field):
    assert say(store, table, field, 3_500_000) == "Rp3,500,000"
    assert say(store, table, field, 3_500_000, rights=ALL - {Right.SEE_NIK}) == MASK


def test_words_follow_the_language_spoken(store):
    english = field_word("person", "address")
    speak("id")
    assert field_word("person", "address") != english
