from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.enrolment.paper_forms import (
    MOST,
    FormCounts,
    FormState,
    counts_said,
    find_form,
    form_counts,
    form_rows,
    forms_out,
    next_number,
    reserve_forms,
    used_said,
    void_forms,
)
from models.enrolment.paper_numbers import (
    FormNumber,
    form_code,
    form_number,
    read_form_code,
    read_form_number,
    read_typed,
)
from models.enrolment.scanned import ScanKind, meant, understand
from models.enrolment.tables import PaperForm
from models.errors import UserError
from models.events.operations import set_stage
from models.events.tables import Stage
from models.history.steps import next_steps, take_back
from models.money.numbers import read_receipt_code, read_receipt_number
from models.office.at_desk import officer_here
from models.people.merging import merge_people
from models.progress import finish
from tests import factories as a

TYPED = datetime(2022, 6, 28, 4, tzinfo=UTC)


@pytest.fixture
def event(keep):
    return keep(a.event(title="Sosialisasi Petani"))


@pytest.fixture
def printed(store, event):
    """Give out numbers and return the forms' ids."""

    def _printed(count=3):
        with store.writing() as session:
            return reserve_forms(session, event.id, count)

    return _printed


def rows(store, ids):
    with store.reading() as session:
        return list(form_rows(session, ids).values())


def counted(store, event):
    with store.reading() as session:
        return form_counts(session, event.id)


def undo(store):
    finish(take_back(store, next_steps(store)[0].action_id))


def redo(store):
    finish(take_back(store, next_steps(store)[1].action_id))


def note_typed(store, form_id, person_id):
    with store.writing("Type in") as session:
        form = session.get_one(PaperForm, form_id)
        form.person_id, form.typed_at, form.written_at = person_id, TYPED, TYPED


@given(st.integers(0, 8191), st.integers(1, 10**9 - 1))
def test_a_number_and_a_code_are_read_back_and_are_nothing_else(desk, serial):
    number, code = form_number(desk, serial), form_code(desk, serial)
    assert read_form_number(number) == read_form_code(code) == FormNumber(desk, serial)
    assert read_receipt_number(number) is read_receipt_code(code) is None
    assert understand(code).kind is understand(number.lower()).kind is ScanKind.FORM


@given(st.integers(0, 99), st.integers(1, 9999), st.data())
def test_one_wrong_digit_of_a_code_tells(desk, serial, data):
    code = form_code(desk, serial)
    place = data.draw(st.sampled_from([at for at, sign in enumerate(code) if sign.isdigit()]))
    other = data.draw(st.sampled_from(sorted(set("0123456789") - {code[place]})))
    wrong = code[:place] + other + code[place + 1 :]
    assert read_form_code(wrong) is None
    assert understand(wrong).kind is ScanKind.PART


def test_where_only_forms_can_be_the_serial_is_enough():
    assert read_typed("12", 3) == FormNumber(3, 12)
    assert read_typed("2-12", 3) == FormNumber(2, 12)
    assert read_typed(" fd02-0012 ", 3) == FormNumber(2, 12)
    assert read_typed("12a", 3) is None


def test_numbers_follow_one_another_whatever_event_they_are_for(store, event, keep, printed):
    first = printed(2)
    other = keep(a.event())
    with store.writing() as session:
        again = reserve_forms(session, other.id, 2)
    assert [row.serial for row in rows(store, [*first, *again])] == [1, 2, 3, 4]
    with store.reading() as session:
        assert next_number(session).serial == 5
        assert forms_out(session, event.id) == first


def test_no_forms_are_printed_for_what_was_called_off(store, event, printed):
    with store.writing() as session:
        set_stage(session, event.id, Stage.POSTPONED, "Banjir")
    with pytest.raises(UserError, match="postponed, so this paper is not written"):
        printed()


def test_forms_taken_back_are_void_and_their_numbers_are_never_used_again(store, event, printed):
    undone = printed(2)
    undo(store)
    assert {row.state for row in rows(store, undone)} == {FormState.VOID}
    assert [row.serial for row in rows(store, printed(1))] == [3]
    assert counted(store, event) == FormCounts(printed=3, typed=0, void=2)


def test_printing_them_again_by_redo_makes_them_good(store, event, printed):
    printed(2)
    undo(store)
    redo(store)
    assert counted(store, event).out == 2


@pytest.mark.parametrize("count", [0, -1, MOST + 1])
def test_no_more_are_given_out_than_anybody_prints(printed, store, event, count):
    with pytest.raises(UserError):
        printed(count)
    assert counted(store, event).printed == 0


def test_a_spoilt_form_is_void_for_a_reason(store, event, printed):
    first, second, third = printed(3)
    with store.writing() as session:
        void_forms(session, [first, second], " Basah ")
    [row, *_others] = rows(store, [first])
    assert (row.state, row.void_reason) == (FormState.VOID, "Basah")
    assert counted(store, event) == FormCounts(3, 0, 2)
    with store.reading() as session:
        assert forms_out(session, event.id) == [third]
        assert used_said(session, row) == "Form FD00-0001 is void: Basah"
    undo(store)
    assert counted(store, event).out == 3


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_without_a_reason_that_can_be_kept_nothing_is_void(store, event, printed, reason):
    [form] = printed(1)
    with pytest.raises(UserError), store.writing() as session:
        void_forms(session, [form], reason)
    assert counted(store, event).void == 0


def test_a_form_typed_in_is_not_voided_and_says_by_whom(store, event, printed, keep):
    [form] = printed(1)
    store.officer_id = officer_here(store)
    note_typed(store, form, keep(a.person(name="Siti")).id)
    [row] = rows(store, [form])
    said = "Form FD00-0001 was typed in already: Siti, by Rina Contoh, 28/06/2022 12:00."
    with store.reading() as session:
        assert used_said(session, row) == said
    with pytest.raises(UserError, match="typed in already"), store.writing() as session:
        void_forms(session, [form], "Rusak")


def test_the_counts_are_said(store):
    said = counts_said(FormCounts(40, 12, 3))
    assert said == "40 printed · 12 typed in · 3 void · 25 still out"


def test_the_code_of_a_form_leads_to_who_stands_on_it(store, event, printed, keep):
    form, out = printed(2)
    person = keep(a.person())
    note_typed(store, form, person.id)
    with store.reading() as session:
        found = meant(session, event.id, understand(form_code(0, 1)))
        waiting = meant(session, event.id, understand(form_number(0, 2)))
    assert (found.people, found.sure) == ((person.id,), True)
    assert (waiting.people, waiting.form.id, waiting.void) == ((), out, False)


def test_the_form_of_a_merged_record_goes_with_it(store, event, printed, keep):
    [form] = printed(1)
    kept, other = keep(a.person(), a.person())
    note_typed(store, form, other.id)
    with store.writing() as session:
        merge_people(session, kept.id, other.id)
    assert rows(store, [form])[0].person_id == kept.id
    undo(store)
    assert rows(store, [form])[0].person_id == other.id


def test_there_is_no_form_of_a_number_never_given_out(store, printed):
    printed(1)
    with store.reading() as session:
        assert find_form(session, FormNumber(0, 2)) is None
        assert find_form(session, FormNumber(7, 1)) is None


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["print", "void", "undo", "redo"]), max_size=10))
def test_no_number_is_ever_given_out_twice(lend_office, steps):
    with lend_office() as store:
        check_given_out(store, steps)


def check_given_out(store, steps):
    with store.writing("Plan") as session:
        event = a.event()
        session.add(event)
        session.flush()
        event_id = event.id
    given_out = []
    for step in steps:
        if step == "print":
            with store.writing() as session:
                ids = reserve_forms(session, event_id, 2)
            given_out += [row.serial for row in rows(store, ids)]
        elif step == "void":
            with store.writing() as session:
                void_forms(session, forms_out(session, event_id)[:1], "Basah")
        else:
            todo = next_steps(store)[step == "redo"]
            if todo is not None and todo.title != "Plan":
                finish(take_back(store, todo.action_id))
    with store.reading() as session:
        kept = sorted(session.scalars(select(PaperForm.serial)))
    assert given_out == kept == list(range(1, len(given_out) + 1))
