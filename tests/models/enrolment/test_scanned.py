from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import utc_now
from models.cards.codes import Serial, pack, write_code
from models.cards.tables import CardKind, CardState
from models.enrolment.scanned import LONGEST, ScanKind, SheetMeant, meant, understand
from models.enrolment.tables import PaymentWay
from models.events.sheet_codes import sheet_code
from models.money.numbers import receipt_code
from models.money.paying import PaymentDraft, take_payment
from models.money.receipt_rows import receipts_of
from models.money.receipts import void_receipt
from models.people.merging import merge_people
from tests import factories as a
from tests.models.cards.codes import face, signed

NIK = "6501034507880002"
OTHER_NIK = "6501035909840003"
SIGNED = write_code(pack(face(), "1234abcd", Serial(1, 2)), b"\x06\x78" * 32)
"""A card's signed code; its signature is full of pairs of blanks."""


@pytest.fixture
def event(keep):
    return keep(a.event())


@pytest.fixture
def siti(keep):
    return keep(
        a.person(
            name="Siti Rahmawati",
            nik=NIK,
            birth_date=date(1988, 7, 5),
            phone="+6281254110372",
            member_number="12345678901",
        )
    )


@pytest.mark.parametrize(
    ("text", "kind", "looked_for"),
    [
        (NIK, ScanKind.NIK, NIK),
        ("6501 0345 0788 0002", ScanKind.NIK, NIK),
        (f"NIK : {NIK}\r\nNama : SITI\rKK 6501030101100001", ScanKind.KTP, NIK),
        (f"KTP-EL;{NIK};SITI", ScanKind.KTP, NIK),
        ("JK1:M:12345678901", ScanKind.CARD, "12345678901"),
        ("jk1:p:bp-220628-0-0001", ScanKind.CARD, "BP-220628-0-0001"),
        ("BP-220628-0-0001", ScanKind.CARD, "BP-220628-0-0001"),
        (receipt_code(1, 123), ScanKind.RECEIPT, receipt_code(1, 123)),
        ("01-000123", ScanKind.RECEIPT, "01-000123"),
        ("12345678901", ScanKind.MEMBER, "12345678901"),
        ("0812-5411-0372", ScanKind.PHONE, "081254110372"),
        ("+62 812 5411 0372", ScanKind.PHONE, "6281254110372"),
        ("siti rah", ScanKind.NAME, "siti rah"),
        ("65010345", ScanKind.PART, "65010345"),
        ("JK1:M:", ScanKind.PART, "JK1:M:"),
        (SIGNED, ScanKind.CARD, "02215332343"),
        (f" {SIGNED.lower()}\r\n", ScanKind.CARD, "02215332343"),
        (SIGNED[:80], ScanKind.PART, SIGNED[:80].strip()),
        (SIGNED + SIGNED, ScanKind.SEVERAL, None),
        (f"{SIGNED}\r{SIGNED}", ScanKind.CARD, "02215332343"),
        (f"{SIGNED}\r{NIK}", ScanKind.SEVERAL, None),
        ("JK1:P:BP-9", ScanKind.PART, "JK1:P:BP-9"),
        ("BP-2206", ScanKind.PART, "BP-2206"),
        ("TT:01-0001", ScanKind.PART, "TT:01-0001"),
        (NIK + OTHER_NIK, ScanKind.SEVERAL, NIK + OTHER_NIK),
        (f"{NIK}\r{OTHER_NIK}", ScanKind.SEVERAL, f"{NIK} {OTHER_NIK}"),
        (f"{NIK}\r{NIK}", ScanKind.NIK, NIK),
        ("JK1:M:12345678901JK1:M:12345678902", ScanKind.SEVERAL, None),
        ("", ScanKind.UNKNOWN, ""),
        ("\x00\x02\x1b", ScanKind.UNKNOWN, ""),
        ("%%%$$$", ScanKind.UNKNOWN, "%%%$$$"),
    ],
)
def test_what_was_read_is_understood(text, kind, looked_for):
    found = understand(text)
    assert found.kind is kind
    assert looked_for is None or found.text == looked_for


def test_a_receipts_code_with_a_wrong_check_letter_is_none():
    code = receipt_code(1, 123)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert understand(wrong).kind is ScanKind.PART


@given(st.text(max_size=2 * LONGEST))
def test_whatever_comes_is_understood_without_a_fault(text):
    found = understand(text)
    assert len(found.text) <= LONGEST * 18  # NFKC makes up to 18 letters of one
    assert not any(letter in found.text for letter in "\x00\r\n\x1b")


@given(st.sampled_from([NIK, "JK1:M:12345678901", "BP-220628-0-0001"]), st.sampled_from("\r\n\t"))
def test_what_stands_around_a_code_unseen_does_not_matter(code, end):
    assert understand(f"\x02 {code}\x03{end}") == understand(code)


def found(store, event, text):
    with store.reading() as session:
        return meant(session, event.id, understand(text))


@pytest.mark.parametrize(
    "text",
    [NIK, f"NIK: {NIK}", "12345678901", "081254110372", "+6281254110372", "JK1:M:12345678901"],
)
def test_a_persons_own_number_means_them_for_sure(store, event, siti, text):
    whom = found(store, event, text)
    assert (whom.people, whom.sure) == ((siti.id,), True)


def test_a_signed_card_means_its_owner_for_sure(store, event, siti):
    whom = found(store, event, signed(store, number="12345678901"))
    assert (whom.people, whom.sure) == ((siti.id,), True)


def test_a_name_and_half_a_number_are_never_sure(store, event, siti):
    assert found(store, event, "siti").people == (siti.id,)
    assert not found(store, event, "siti").sure
    assert found(store, event, NIK[:10]).people == (siti.id,)
    assert not found(store, event, NIK[:10]).sure


def test_two_with_one_phone_are_not_sure(store, keep, event, siti):
    keep(a.person(name="Suami", phone=siti.phone))
    whom = found(store, event, "081254110372")
    assert len(whom.people) == 2
    assert not whom.sure


def test_a_membership_number_is_not_taken_for_the_beginning_of_a_nik(store, keep, event):
    keep(a.person(name="Lain", nik="1234567890112345"))
    member = keep(a.person(name="Anggota", member_number="12345678901"))
    assert found(store, event, "12345678901").people == (member.id,)


def test_a_card_leads_to_its_person_and_says_how_it_stands(store, keep, event, siti):
    enrolment = keep(a.enrolment(event_id=event.id, person_id=siti.id))
    keep(a.card(enrolment_id=enrolment.id, number="BP-220628-0-0009", state=CardState.CANCELLED))
    whom = found(store, event, "JK1:P:BP-220628-0-0009")
    assert (whom.people, whom.card, whom.void) == ((siti.id,), CardState.CANCELLED, True)


def test_a_card_nobody_has_means_nobody(store, event):
    whom = found(store, event, "JK1:P:BP-220628-0-0009")
    assert (whom.people, whom.card, whom.void) == ((), None, False)


def test_a_member_of_whom_we_have_no_card_is_known_by_its_number(store, keep, event, siti):
    enrolment = keep(a.enrolment(event_id=event.id, person_id=siti.id))
    keep(a.card(enrolment_id=enrolment.id, kind=CardKind.MEMBER, number="99999999999"))
    assert found(store, event, "JK1:M:12345678901").people == (siti.id,)


@pytest.fixture
def paid(store, keep, event, siti):
    enrolment = keep(a.enrolment(event_id=event.id, person_id=siti.id))
    with store.writing() as session:
        draft = PaymentDraft(100_800, PaymentWay.CHANNEL, "REF-1", expects=100_800)
        _payment, receipt = take_payment(session, enrolment.id, draft)
        receipt_id = receipt.id
    with store.reading() as session:
        return next(row for row in receipts_of(session, siti.id) if row.id == receipt_id)


def test_a_receipt_leads_to_its_person(store, event, siti, paid):
    whom = found(store, event, paid.code)
    assert whom.people == (siti.id,)
    assert (whom.receipt.id, whom.receipt.amount, whom.void) == (paid.id, 100_800, False)


def test_a_void_receipt_is_told_for_what_it_is(store, event, siti, paid):
    with store.writing() as session:
        void_receipt(session, paid.id, "Wrong amount")
    whom = found(store, event, paid.number)
    assert whom.void
    assert whom.people == (siti.id,)


def test_a_card_of_somebody_merged_leads_to_who_goes_on(store, keep, event, siti):
    twin = keep(a.person(name="Siti Rahmawaty"))
    enrolment = keep(a.enrolment(person_id=twin.id))
    keep(a.card(enrolment_id=enrolment.id, number="BP-220628-0-0010"))
    with store.writing() as session:
        merge_people(session, siti.id, twin.id)
    assert found(store, event, "BP-220628-0-0010").people == (siti.id,)


def test_somebody_put_away_is_not_found_by_their_card(store, keep, event):
    gone = keep(a.person(archived_at=utc_now()))
    enrolment = keep(a.enrolment(person_id=gone.id))
    keep(a.card(enrolment_id=enrolment.id, number="BP-220628-0-0011"))
    assert found(store, event, "BP-220628-0-0011").people == ()


@pytest.mark.parametrize("text", ["DH:4503.5996.2737.0497/2", " dh:12/3\r\n"])
def test_a_page_of_an_attendance_sheet_is_known_by_its_code(text):
    scanned = understand(text)
    assert scanned.kind is ScanKind.SHEET
    assert scanned.kind.label() == "Attendance sheet"


def test_an_attendance_sheet_says_its_event_and_page_and_means_nobody(store, keep):
    here, other = keep(a.event(title="Pimping")), keep(a.event(title="Bunyu"))
    with store.reading() as session:
        whom = meant(session, here.id, understand(sheet_code(other.id, 3)))
        unknown = meant(session, here.id, understand("DH:99/1"))
    assert whom.sheet == SheetMeant(other.id, 3, "Bunyu")
    assert whom.people == ()
    assert not whom.sure
    assert unknown.sheet == SheetMeant(99, 1, "")


@pytest.mark.parametrize("half", ["DH:", "DH:4503.59", "DH:12/"])
def test_half_the_code_of_a_sheet_is_half_a_code(half):
    assert understand(half).kind is ScanKind.PART
