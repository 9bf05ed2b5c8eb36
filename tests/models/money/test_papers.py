from datetime import date

import pytest

from models.enrolment.tables import Enrolment, EnrolmentStatus, Payment, PaymentWay
from models.money.cash import close_box, move_cash, open_box
from models.money.papers import WayLine, cash_sheet, receipt_papers
from models.money.receipts import void_receipt
from models.office.tables import Office
from models.people.tables import Person
from tests.models.money.conftest import cash, channel, take


def papers(store, *ids, **given):
    with store.reading() as session:
        return receipt_papers(session, ids, **given)


def sheet(store, box):
    with store.reading() as session:
        return cash_sheet(session, box)


@pytest.fixture
def box(store, event):
    with store.writing() as session:
        return open_box(session, event, 50_000).id


def test_a_receipt_says_who_paid_what_for_and_how(store, enrolment, box):
    with store.writing("x") as session:
        session.get_one(Enrolment, enrolment).billing_code = "K-7"
    take(store, enrolment, cash(50_000))
    _payment, receipt = take(store, enrolment, channel(40_000, "BRI 9"))
    [paper] = papers(store, receipt)
    said = paper.content
    assert (paper.number, paper.code) == ("00-000002", "TT:00-000002-C")
    assert (said.name, said.nik[:6], said.nik[6:12]) == ("Awing", "650103", "••••••")
    assert (said.programmes, said.months) == (("JKK", "JKM"), 6)
    assert (said.first_month, said.last_day) == (date(2022, 7, 1), date(2022, 12, 31))
    assert (said.amount, said.due, said.rest) == (40_000, 50_800, 10_800)
    assert (said.way, said.reference, said.billing_code) == (PaymentWay.CHANNEL, "BRI 9", "K-7")
    assert (said.event, said.place) == ("Sosialisasi Pimping", "Desa Pimping")
    assert (said.officer, said.office.name) == ("Rina Contoh", "Kantor Cabang Bulungan")
    assert said.spelt == {"id": "empat puluh ribu rupiah", "en": "forty thousand rupiah"}
    assert said.cash_box_id == box


def test_a_receipt_never_says_the_whole_nik(store, enrolment):
    _payment, receipt = take(store, enrolment)
    with store.reading() as session:
        nik = session.query(Person).filter_by(name="Awing").one().nik
    assert nik not in str(papers(store, receipt))


def test_a_receipt_is_printed_again_as_it_was(store, enrolment):
    _payment, receipt = take(store, enrolment)
    [before] = papers(store, receipt)
    with store.writing("x") as session:
        session.get_one(Enrolment, enrolment).months = 1
        session.query(Office).one().name = "Kantor Lain"
    assert papers(store, receipt) == [before]
    [again] = papers(store, receipt, copy=True)
    assert again.copy


def test_papers_come_in_the_order_asked_for(store, enrolments):
    ids = [take(store, one)[1] for one in enrolments]
    found = papers(store, ids[2], 12345, ids[0])
    assert [one.number for one in found] == ["00-000003", "00-000001"]


def test_a_void_receipt_says_why(store, enrolment):
    _payment, receipt = take(store, enrolment)
    with store.writing() as session:
        void_receipt(session, receipt, "Salah ketik")
    [paper] = papers(store, receipt)
    assert (paper.void_reason, paper.voided_at is None) == ("Salah ketik", False)


def test_a_sheet_tells_of_all_that_went_through_the_box(store, box, enrolments):
    first, second, third = enrolments
    take(store, first)
    _payment, wrong = take(store, second)
    take(store, second, channel())
    take(store, third, cash(800), with_receipt=False)
    with store.writing() as session:
        void_receipt(session, wrong, "Salah ketik")
    with store.writing() as session:
        move_cash(session, box, -50_000, "Setor")
    found = sheet(store, box)
    assert (found.first, found.last, found.receipts) == ("00-000001", "00-000003", 3)
    assert [(one.number, one.name, one.reason) for one in found.voided] == [
        ("00-000002", "Bilung", "Salah ketik")
    ]
    assert found.ways == (
        WayLine(PaymentWay.CASH, 2, 101_600),
        WayLine(PaymentWay.CHANNEL, 1, 100_800),
    )
    assert [(one.note, one.amount) for one in found.moves] == [("Setor", -50_000)]
    assert [(one.name, one.amount) for one in found.loose] == [("Cemara", 800)]
    assert found.box.expected == 101_600


def test_each_box_has_its_own_receipts(store, box, enrolments):
    take(store, enrolments[0])
    with store.writing() as session:
        close_box(session, box, {}, "Semua disetor")
    with store.writing() as session:
        second = open_box(session, None, 0).id
    take(store, enrolments[1])
    assert (sheet(store, box).first, sheet(store, box).last) == ("00-000001", "00-000001")
    assert sheet(store, second).first == "00-000002"


def test_an_empty_box_has_a_sheet(store, box):
    found = sheet(store, box)
    assert (found.first, found.receipts, found.voided, found.loose) == ("", 0, (), ())


def test_nothing_of_the_papers_changes_a_record(store, enrolment, box):
    take(store, enrolment)
    sheet(store, box)
    with store.reading() as session:
        assert session.query(Payment).count() == 1
        assert session.get_one(Enrolment, enrolment).status is EnrolmentStatus.PAID
