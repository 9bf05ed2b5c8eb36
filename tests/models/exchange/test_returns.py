from datetime import date

import pytest

from models.enrolment.tables import EnrolmentStatus as S
from models.enrolment.tables import PaymentWay
from models.exchange.headings import ColumnKind as K
from models.exchange.returns import mend_row
from models.exchange.returns_planned import ReturnStatus as R
from models.money.paying import pay as note_payment
from tests import factories as a
from tests.models.exchange.returned import (
    AUGUST,
    FIRST_OF_JULY,
    NUMBER,
    enrolment_of,
    member,
    only,
    plan_of,
    told,
)
from tests.models.exchange.returns_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.exchange.returns_at_hand import row

BILLS = ["NIK", "NAMA", "KODE IURAN", "JUMLAH IURAN"]
PAYMENTS = ["NIK", "NAMA", "JUMLAH BAYAR", "TGL BAYAR", "NO REFERENSI", "BANK"]


def pay(store, enrolment, amount):
    with store.writing() as session:
        note_payment(session, enrolment.id, amount, PaymentWay.CASH)


def test_a_registered_member_gets_number_and_status(store, budi):
    found = only(store, row(budi, NUMBER, "01/07/2022", "TERDAFTAR"))
    assert found.status is R.REGISTERED
    assert found.effects.member_number == NUMBER
    assert found.effects.status is S.REGISTERED
    assert found.said.cover_from == FIRST_OF_JULY
    assert told(found) == []


def test_a_number_alone_says_that_somebody_is_registered(store, budi):
    assert only(store, [budi.nik, NUMBER], ["NIK", "NO KPJ"]).status is R.REGISTERED


def test_a_rejection_keeps_its_reason(store, budi):
    found = only(store, row(budi, status="DITOLAK", reason="NIK tidak padan"))
    assert found.status is R.REJECTED
    assert found.effects.reason == "NIK tidak padan"


def test_a_reason_alone_is_a_rejection_but_a_word_of_waiting_is_none(store, budi):
    assert only(store, row(budi, reason="Sudah terdaftar segmen PU")).status is R.REJECTED
    assert only(store, row(budi, reason="Dalam proses")).status is R.ALREADY
    assert only(store, row(budi, reason="Lunas")).effects.status is S.PAID


def test_a_rejection_without_reason_asks_for_it_and_is_mended_in_place(store, budi):
    plan = plan_of(store, [row(budi, status="DITOLAK")])
    assert plan.rows[0].status is R.PROBLEM
    assert told(plan.rows[0]) == ["reason_lacks"]
    mended = mend_row(store, plan, 2, K.REASON, "Umur lebih dari 65")
    assert mended.rows[0].status is R.REJECTED
    assert mended.rows[0].effects.reason == "Umur lebih dari 65"


def test_a_number_beside_a_rejection_is_left_out_and_told(store, budi):
    found = only(store, row(budi, NUMBER, status="DITOLAK", reason="Segmen PU"))
    assert found.effects.member_number is None
    assert told(found) == ["number_of_rejected"]


def test_a_billing_code_is_noted_and_a_sum_that_differs_is_told(store, budi):
    found = only(store, [budi.nik, budi.name, "22060001", "Rp 100.800"], BILLS)
    assert found.status is R.BILLED
    assert found.effects.billing_code == "22060001"
    assert told(found) == []
    other = only(store, [budi.nik, budi.name, "22060001", "90000"], BILLS)
    assert other.status is R.BILLED
    assert other.reasons() == (
        "The file asks for Rp90,000; the enrolment here comes to Rp100,800.",
    )


@pytest.mark.parametrize(
    ("amount", "faults"), [(100_800, []), (50_000, ["paid_less"]), (110_000, ["paid_more"])]
)
def test_money_that_came_is_noted_and_told_where_it_is_not_what_is_due(store, budi, amount, faults):
    found = only(store, [budi.nik, budi.name, amount, date(2022, 7, 1), "B-77", "BRI"], PAYMENTS)
    assert found.status is R.PAID
    assert found.effects.payment.amount == amount
    assert found.effects.payment.day == FIRST_OF_JULY
    assert found.effects.payment.reference == "BRI B-77"
    assert told(found) == faults


def test_the_amount_due_is_what_was_paid_where_the_row_says_that_it_was(store, budi):
    heading = ["NIK", "NOMINAL", "TGL BAYAR"]
    assert only(store, [budi.nik, 100_800, "01/07/2022"], heading).effects.payment.amount == 100_800
    unpaid = only(store, [budi.nik, 100_800, ""], heading)
    assert unpaid.status is R.ALREADY
    assert unpaid.effects.payment is None


def test_money_taken_at_the_desk_is_not_noted_again_when_the_bank_tells_of_it(store, keep, budi):
    pay(store, enrolment_of(store, budi), 100_800)
    found = only(store, [budi.nik, budi.name, 100_800, "05/07/2022", "X1", "BRI"], PAYMENTS)
    assert found.status is R.ALREADY
    assert told(found) == ["paid_before"]


@pytest.mark.parametrize(
    ("place", "cell", "fault"),
    [
        (2, "12,5 karung", "money"),
        (3, "kemarin", "paid_on"),
        (3, date(2150, 1, 1), "paid_on_later"),
    ],
)
def test_an_amount_or_day_that_cannot_be_read_is_told_and_not_taken(
    store, budi, place, cell, fault
):
    cells = [budi.nik, budi.name, 100_800, "01/07/2022", "", ""]
    cells[place] = cell
    found = only(store, cells, PAYMENTS)
    assert found.status is R.PROBLEM
    assert told(found) == [fault]


def test_what_is_so_already_is_nothing_new(store, keep):
    person = member(keep, {"status": S.REGISTERED}, member_number=NUMBER)
    found = only(store, row(person, NUMBER, "01/07/2022", "TERDAFTAR"))
    assert found.status is R.ALREADY
    assert told(found) == []


def test_somebody_not_known_here_is_told(store):
    found = only(store, ["6501031305650001", "Siapa Ini", NUMBER, "", "TERDAFTAR", ""])
    assert found.status is R.UNKNOWN
    assert found.reasons() == ("Nobody here has this NIK.",)


@pytest.mark.parametrize("name", ["BUDI KARIM", "Boedi Kariem", "KARIM BUDI", ""])
def test_another_spelling_of_the_name_is_the_same_name(store, budi, name):
    found = only(store, row(budi, NUMBER, "", "TERDAFTAR", name=name))
    assert found.status is R.REGISTERED
    assert told(found) in ([], ["name_differs"])


def test_a_name_that_leaves_a_word_out_is_told_and_taken(store, budi):
    found = only(store, row(budi, NUMBER, "", "TERDAFTAR", name="BUDI"))
    assert (found.status, told(found)) == (R.REGISTERED, ["name_differs"])


def test_quite_another_name_asks_and_the_name_known_here_can_be_taken(store, budi):
    plan = plan_of(store, [row(budi, NUMBER, "", "TERDAFTAR", name="Siti Usat")])
    assert plan.rows[0].status is R.PROBLEM
    (problem,) = plan.rows[0].problems
    assert (problem.fault.value, problem.repair) == ("name_unfit", "Budi Karim")
    assert mend_row(store, plan, 2, K.NAME, problem.repair).rows[0].status is R.REGISTERED


def test_a_number_that_is_anothers_already_is_told(store, keep, budi):
    member(keep, {}, name="Siti Usat", member_number=NUMBER)
    found = only(store, row(budi, NUMBER, "", "TERDAFTAR"))
    assert found.status is R.PROBLEM
    assert found.reasons() == (
        "The number 22250719631 is that of Siti Usat here. Ask the agency whose it is.",
    )


def test_another_number_than_the_one_here_is_told(store, keep):
    person = member(keep, {}, member_number="22360508084")
    found = only(store, row(person, NUMBER, "", "TERDAFTAR"))
    assert (found.status, told(found)) == (R.PROBLEM, ["number_other"])
    assert found.problems[0].repair == "22360508084"


@pytest.mark.parametrize("number", ["12", "2225-07x19631?", "6501031305650001", "22,25"])
def test_what_is_no_number_is_told(store, budi, number):
    found = only(store, row(budi, number, "", "TERDAFTAR"))
    assert (found.status, told(found)) == (R.PROBLEM, ["number_form"])


@pytest.mark.parametrize("given", ["2225 0719 631", "'22250719631", 22250719631.0])
def test_a_number_is_read_however_it_is_written(store, budi, given):
    assert only(store, row(budi, given, "", "")).effects.member_number == NUMBER


def test_a_number_of_another_length_is_told_and_taken(store, budi):
    found = only(store, row(budi, "09J80012345", "", "TERDAFTAR"))
    assert (found.status, told(found)) == (R.REGISTERED, ["number_length"])


def test_a_nik_rounded_by_a_spreadsheet_is_found_by_the_name(store, budi):
    rounded = float(budi.nik[:15] + "0")
    plan = plan_of(store, [[rounded, "BUDI KARIM", NUMBER, "", "TERDAFTAR", ""]])
    found = plan.rows[0]
    assert found.status is R.PROBLEM
    assert found.problems[0].repair == budi.nik
    mended = mend_row(store, plan, 2, K.NIK, budi.nik)
    assert mended.rows[0].status is R.REGISTERED


def test_two_of_one_name_give_no_proposal(store, keep):
    for _one in range(2):
        member(keep, {}, name="Budi Karim")
    found = only(store, ["6501031305", "Budi Karim", NUMBER, "", "TERDAFTAR", ""])
    assert found.problems[0].repair is None


def test_letters_in_a_nik_are_proposed_to_be_digits(store, budi):
    strange = budi.nik.replace("0", "O", 1)
    found = only(store, [strange, budi.name, NUMBER, "", "TERDAFTAR", ""])
    assert found.problems[0].repair == budi.nik


def test_the_same_row_twice_is_taken_once(store, budi):
    plan = plan_of(store, [row(budi, NUMBER, "", "TERDAFTAR")] * 2)
    assert [each.status for each in plan.rows] == [R.REGISTERED, R.TWICE]
    assert plan.rows[1].reasons() == ("The same as line 2, which is taken.",)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ((NUMBER, "", "TERDAFTAR", ""), ("", "", "DITOLAK", "NIK tidak padan")),
        ((NUMBER, "", "TERDAFTAR", ""), ("22360508084", "", "TERDAFTAR", "")),
        (("", "", "DITOLAK", "Umur"), ("", "", "DITOLAK", "NIK tidak padan")),
    ],
)
def test_of_rows_that_contradict_none_is_taken(store, budi, one, two):
    plan = plan_of(store, [row(budi, *one), row(budi, *two)])
    assert [told(each)[0] for each in plan.rows] == ["otherwise", "otherwise"]
    assert [each.status for each in plan.rows] == [R.PROBLEM, R.PROBLEM]
    assert "Line 3 says otherwise" in plan.rows[0].reasons()[0]
    assert "Line 2 says otherwise" in plan.rows[1].reasons()[0]


def test_one_number_for_two_people_is_given_to_neither(store, keep, budi):
    other = member(keep, {}, name="Siti Usat")
    plan = plan_of(store, [row(each, NUMBER, "", "TERDAFTAR") for each in (budi, other)])
    assert [told(each) for each in plan.rows] == [["number_twice"]] * 2


def test_rows_that_complete_one_another_are_both_taken(store, budi):
    heading = ["NIK", "NO KPJ", "KODE IURAN"]
    plan = plan_of(store, [[budi.nik, NUMBER, ""], [budi.nik, "", "2206"]], heading)
    assert [each.status for each in plan.rows] == [R.REGISTERED, R.BILLED]


def test_of_several_enrolments_that_is_meant_whose_cover_begins_then(store, keep):
    first, then = keep(a.event(title="Juni"), a.event(title="Agustus"))
    person = member(
        keep,
        {"event_id": first.id},
        {"event_id": then.id, "first_month": date(2022, 9, 1), "enrolled_at": AUGUST},
    )
    july = only(store, row(person, NUMBER, "01/07/2022", "TERDAFTAR"))
    assert july.enrolment.event == "Juni"
    assert july.reasons() == ("Of 2 enrolments the one of “Juni” is meant.",)
    later = only(store, row(person, NUMBER, "15/09/2022", "TERDAFTAR"))
    assert later.enrolment.event == "Agustus"
    assert only(store, row(person, NUMBER, "", "")).enrolment.event == "Agustus"


def test_at_work_on_an_event_its_own_enrolment_is_meant(store, keep):
    first, then = keep(a.event(title="Juni"), a.event(title="Agustus"))
    person = member(keep, {"event_id": first.id}, {"event_id": then.id, "enrolled_at": AUGUST})
    found = only(store, row(person, NUMBER, "", ""), event_id=first.id)
    assert found.enrolment.event == "Juni"


def test_cover_that_begins_in_another_month_is_told(store, budi):
    found = only(store, row(budi, NUMBER, "01/08/2022", "TERDAFTAR"))
    assert (found.status, told(found)) == (R.REGISTERED, ["cover_differs"])


def test_who_never_enrolled_keeps_a_number_but_cannot_be_rejected_or_billed(store, keep):
    person = keep(a.person())
    taken = only(store, row(person, NUMBER, "", "TERDAFTAR"))
    assert (taken.status, told(taken)) == (R.REGISTERED, ["only_number"])
    refused = only(store, row(person, status="DITOLAK", reason="Umur"))
    assert (refused.status, told(refused)) == (R.PROBLEM, ["not_enrolled"])


def test_a_word_of_status_that_is_not_known_is_told(store, budi):
    found = only(store, row(budi, NUMBER, "", "MANTAP"))
    assert (found.status, told(found)) == (R.PROBLEM, ["status"])


def test_who_was_merged_is_known_by_the_old_nik_too(store, keep, budi):
    lost = keep(a.person(name="Budi Karim", merged_into_id=budi.id))
    found = only(store, row(lost, NUMBER, "", "TERDAFTAR"))
    assert found.member.id == budi.id
