from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from models import unsaved
from models.enrolment.consent_texts import current_version
from models.enrolment.paper_entry import Texts, ground, known, read, type_in
from models.enrolment.paper_forms import form_counts, form_rows, reserve_forms, void_forms
from models.enrolment.tables import Consent, ConsentWay, Enrolment, Payer, Payment
from models.errors import UserError
from models.events.tables import Attendance
from models.history.steps import next_steps, take_back
from models.money.tables import Receipt
from models.people.tables import Person, Sex
from models.plain_values import from_plain, to_plain
from models.progress import finish
from models.words import speak
from tests import factories as a
from tests.reports.values import HOSTILE

WRITTEN = datetime(2022, 6, 28, 1, 42, tzinfo=UTC)
"""0942 at the office."""
WHOLE = Texts(
    time="0942",
    nik=a.nik(1),
    name="Yohanes Lawing",
    occupation="petani padi",
    income="1jt",
    months="6",
    consent="1",
)


@pytest.fixture
def event(keep):
    return keep(a.event())


@pytest.fixture
def forms(store, event):
    with store.writing() as session:
        return reserve_forms(session, event.id, 4)


@pytest.fixture
def judged(store, event):
    """Read texts as the grid does."""

    def _judged(texts, *, only_present=False):
        with store.reading() as session:
            on = ground(session, event.id)
            who = known(session, event.id, texts.nik)
        return read(texts, on, who, only_present=only_present)

    return _judged


@pytest.fixture
def type_it(store, judged):
    def _type_it(form_id, texts, **how):
        meant = judged(texts, **how)
        with store.writing() as session:
            return type_in(session, form_id, meant)

    return _type_it


def one(store, kind):
    with store.reading() as session:
        return session.scalars(select(kind)).one()


def counts(store):
    kinds = (Person, Attendance, Enrolment, Consent, Payment)
    with store.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(kind)) for kind in kinds)


def undo(store):
    finish(take_back(store, next_steps(store)[0].action_id))


def test_a_few_keys_say_all_that_stands_on_a_form(judged):
    meant = judged(WHOLE)
    assert (dict(meant.problems), meant.at) == ({}, WRITTEN)
    draft = meant.draft
    assert (draft.person.birth_date, draft.person.sex) == (date(1980, 5, 13), Sex.MALE)
    assert (draft.occupation, draft.months, draft.person.income) == (
        "Petani padi",
        6,
        1_000_000,
    )
    assert (draft.programmes, draft.payer) == (("JKK", "JKM"), Payer.SELF)
    assert draft.consent.way is ConsentWay.SIGNED
    assert draft.person.region_line.startswith("Desa Pimping")
    assert meant.shown["income"] == "Rp1,000,000"


@pytest.mark.parametrize("language", ["en", "id"])
def test_consent_is_given_to_the_wording_on_the_paper(store, event, type_it, language):
    with store.writing() as session:
        [form] = reserve_forms(session, event.id, 1, language)
    type_it(form, WHOLE)
    consent = one(store, Consent)
    assert (consent.text_version, consent.language) == (current_version(), language)


def test_it_is_kept_at_the_time_on_the_paper_as_one_action(store, event, forms, type_it):
    kept = type_it(forms[0], replace(WHOLE, paid="100800"))
    assert (kept.number, kept.receipt) == ("FD00-0001", "00-000001")
    assert one(store, Attendance).present_at == WRITTEN
    assert one(store, Enrolment).enrolled_at == WRITTEN
    consent = one(store, Consent)
    assert (consent.given_at, consent.way) == (WRITTEN, ConsentWay.SIGNED)
    assert (one(store, Payment).paid_at, one(store, Payment).amount) == (WRITTEN, 100_800)
    with store.reading() as session:
        row = form_rows(session, forms)[forms[0]]
        assert form_counts(session, event.id).typed == 1
    assert (row.name, row.written_at) == ("Yohanes Lawing", WRITTEN)
    assert row.typed_at > WRITTEN


def test_taken_back_nothing_is_left_but_the_void_receipt(store, event, forms, type_it):
    type_it(forms[0], replace(WHOLE, paid="100800"))
    undo(store)
    assert counts(store) == (0, 0, 0, 0, 0)
    assert one(store, Receipt).voided_at is not None
    with store.reading() as session:
        assert form_counts(session, event.id).out == 4
    again = type_it(forms[0], replace(WHOLE, paid="100800"))
    assert again.receipt == "00-000002"


def test_who_was_only_present_is_not_enrolled(store, forms, type_it):
    type_it(forms[0], Texts(time="1015", name="Martha"), only_present=True)
    assert counts(store) == (1, 1, 0, 0, 0)
    assert one(store, Attendance).present_at.hour == 2


def test_somebody_known_is_recognised_and_what_is_not_written_stays(store, forms, type_it, keep):
    keep(a.person(nik=a.nik(1), name="Yohanes", phone="+6281234567890", heir_note="Istri"))
    type_it(forms[0], replace(WHOLE, name=""))
    person = one(store, Person)
    assert (person.name, person.phone, person.heir_note) == ("Yohanes", "+6281234567890", "Istri")
    assert counts(store)[:3] == (1, 1, 1)


def test_who_is_enrolled_already_is_told_beside_the_nik(forms, type_it, judged):
    type_it(forms[0], WHOLE)
    assert "is enrolled at this event already" in judged(WHOLE).problems["nik"]
    assert "nik" not in judged(WHOLE, only_present=True).problems


@pytest.mark.parametrize(
    ("typed", "beside"),
    [
        ({"time": ""}, "time"),
        ({"time": "2561"}, "time"),
        ({"time": "29 0930"}, "time"),
        ({"nik": ""}, "nik"),
        ({"nik": "123"}, "nik"),
        ({"name": " "}, "name"),
        ({"birth_date": "kemarin"}, "birth_date"),
        ({"birth_date": "14051980"}, "nik"),
        ({"sex": "x"}, "sex"),
        ({"phone": "12"}, "phone"),
        ({"occupation": ""}, "occupation"),
        ({"occupation": "zz"}, "occupation"),
        ({"occupation": "p"}, "occupation"),
        ({"income": "banyak"}, "income"),
        ({"income": ""}, "income"),
        ({"programmes": "9"}, "programmes"),
        ({"programmes": "JKX"}, "programmes"),
        ({"months": ""}, "months"),
        ({"months": "0"}, "months"),
        ({"months": "61"}, "months"),
        ({"months": "enam"}, "months"),
        ({"payer": "7"}, "payer"),
        ({"consent": ""}, "consent"),
        ({"consent": "3"}, "consent"),
        ({"paid": "0"}, "paid"),
        ({"paid": "uang"}, "paid"),
    ],
)
def test_what_is_wrong_is_told_beside_its_cell(judged, typed, beside):
    found = judged(replace(WHOLE, **typed))
    assert found.problems.get(beside), found.problems
    assert not found.complete


def test_of_several_days_the_day_is_written_too(store, keep):
    event = keep(a.event(ends_at=datetime(2022, 6, 30, 12)))
    with store.reading() as session:
        on = ground(session, event.id)
    without = read(WHOLE, on, None)
    assert "day" in without.problems["time"]
    second = read(replace(WHOLE, time="29 0942"), on, None)
    assert second.at == datetime(2022, 6, 29, 1, 42, tzinfo=UTC)
    assert read(replace(WHOLE, time="1 0942"), on, None).problems["time"]


def test_a_time_that_has_not_come_yet_is_refused(store, event):
    with store.reading() as session:
        on = replace(ground(session, event.id), now=WRITTEN)
    assert read(WHOLE, on, None).complete
    later = read(replace(WHOLE, time="0943"), on, None)
    assert later.problems == {"time": "That time has not come yet."}


def test_money_that_is_not_what_is_due_is_pointed_out_and_taken(judged):
    found = judged(replace(WHOLE, paid="50rb"))
    assert found.complete
    assert "stays open" in found.warnings["paid"]


def test_a_nik_that_differs_wants_a_reason(judged):
    typed = replace(WHOLE, birth_date="14051980")
    assert judged(typed).problems["nik"]
    assert judged(replace(typed, reason="KTP lama")).complete


def test_programmes_and_choices_are_typed_by_digit_or_letter(judged):
    found = judged(replace(WHOLE, programmes="3", payer="2", consent="2")).draft
    assert found.programmes == ("JKK", "JKM", "JHT")
    assert (found.payer, found.consent.way) == (Payer.BUDGET, ConsentWay.THUMBPRINT)
    assert judged(replace(WHOLE, programmes="jht")).draft.programmes == found.programmes


def test_a_form_typed_in_at_another_desk_meanwhile_is_refused(store, forms, judged, type_it):
    meant = judged(WHOLE)
    type_it(forms[0], replace(WHOLE, nik=a.nik(2)))
    with pytest.raises(UserError, match="typed in already"), store.writing() as session:
        type_in(session, forms[0], meant)
    assert counts(store)[0] == 1


def test_a_void_form_and_one_half_typed_are_refused(store, forms, judged):
    with store.writing() as session:
        void_forms(session, [forms[1]], "Sobek")
    with pytest.raises(UserError, match="Sobek"), store.writing() as session:
        type_in(session, forms[1], judged(WHOLE))
    with pytest.raises(UserError, match="missing"), store.writing() as session:
        type_in(session, forms[0], judged(Texts(time="0942")))
    assert counts(store) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_any_cell_is_read_without_harm(judged, hostile):
    for language in ("en", "id"):
        speak(language)
        found = judged(Texts(*[hostile] * 14))
        assert isinstance(found.problems, dict)
        assert not found.complete


@given(st.builds(Texts, *[st.text(max_size=20)] * 14))
def test_half_a_form_survives_being_kept(texts):
    assert from_plain(Texts, to_plain(texts)) == texts


def test_the_key_of_a_half_form_is_short_enough(store):
    key = unsaved.key_of("paper", 2**63 - 1)
    unsaved.keep(store, key, "x", Texts(name="Siti"))
    assert unsaved.take(store, key).draft(Texts) == Texts(name="Siti")


class Ledger:
    """Types in forms, and keeps beside the file what should stand in it."""

    def __init__(self, store, event_id, forms):
        self.store, self.event_id, self.forms = store, event_id, forms
        self.done, self.undone = [], []

    def take(self, what, place, pays):
        if what == "undo" and self.done:
            undo(self.store)
            self.undone.append(self.done.pop())
        elif what == "redo" and self.undone:
            finish(take_back(self.store, next_steps(self.store)[1].action_id))
            self.done.append(self.undone.pop())
        elif what in ("enrol", "present"):
            self.type(what, place, pays)

    def type(self, what, place, pays):
        used = any(form == place for form, _what, _pays in self.done)
        texts = replace(WHOLE, nik=a.nik(place + 1), paid="100800" if pays else "")
        with self.store.reading() as session:
            on, who = ground(session, self.event_id), known(session, self.event_id, texts.nik)
        meant = read(texts, on, who, only_present=what == "present")
        try:
            with self.store.writing() as session:
                type_in(session, self.forms[place], meant)
        except UserError:
            assert used
        else:
            assert not used
            self.done.append((place, what, pays))
            self.undone = []


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enrol"), st.integers(0, 3), st.booleans()),
        st.tuples(st.just("present"), st.integers(0, 3), st.just(False)),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(0), st.just(False)),
    ),
    max_size=12,
)


@settings(max_examples=12, deadline=None)
@given(STEPS)
def test_in_whatever_order_they_are_typed_the_file_says_what_a_plain_ledger_says(
    lend_office, steps
):
    with lend_office() as store:
        check_typed(store, steps)


def check_typed(store, steps):
    with store.writing("Plan") as session:
        event = a.event()
        session.add(event)
        session.flush()
        event_id = event.id
    with store.writing() as session:
        forms = reserve_forms(session, event_id, 4)
    ledger = Ledger(store, event_id, forms)
    for step in steps:
        ledger.take(*step)
    done = ledger.done
    enrolled = sum(what == "enrol" for _place, what, _pays in done)
    paid = sum(pays for *_others, pays in done)
    with store.reading() as session:
        typed = {one.serial - 1 for one in form_rows(session, forms).values() if one.typed_at}
        good = select(func.count()).select_from(Receipt).where(Receipt.voided_at.is_(None))
        receipts = session.scalar(good)
    found = counts(store)
    assert typed == {place for place, _what, _pays in done}
    assert found == (len(done), len(done), enrolled, enrolled, paid)
    assert receipts == paid
