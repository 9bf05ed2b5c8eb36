from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from models.documents.attachments import Owner, attachments
from models.enrolment.of_person import person_record
from models.enrolment.tables import Consent, ConsentWay, EnrolmentStatus
from models.people.groups import GroupDraft, add_group
from models.people.photo import photo
from models.people.tables import Person
from models.words import speak
from tests import factories as a
from tests.ui.dragging import carrying, drop
from tests.ui.panes.person_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.person_at_hand import change, history
from tests.ui.reach import unnamed
from ui.panes.person_record import _cover

SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE person", "🌾 Usun", "أحمد", "A" * 290]


@pytest.fixture
def enrolment(keep, person):
    """An enrolment of 100.800 rupiah at an event."""
    event = keep(a.event(title="Sosialisasi")).id
    return keep(a.enrolment(person_id=person, event_id=event)).id


@pytest.fixture
def overview(detail):
    """The detail, its overview shown."""
    detail.show_part("rest")
    return detail


def record(store, person):
    with store.reading() as session:
        return person_record(session, person)


def said(entries):
    return [line.accessibleName() for line in entries.lines()]


def picture(path):
    Image.new("RGB", (900, 1200), (200, 30, 30)).save(path)
    return path


def read_photo_of(store, person):
    with store.reading() as session:
        return photo(session, person)


def test_the_nik_is_read_out(overview):
    facts = overview._record.facts.shown()
    assert facts["NIK"].replace(" ", "") == a.nik(7)
    assert facts["It says"] == "Male, born on 13 May 1980"
    assert "Tanjung Palas Utara" in facts["First registered"]
    assert facts["Serial"] == a.nik(7)[-4:]
    assert facts["Note on heirs"] == "Istri: Dewi"


def test_without_a_nik_that_is_said(bench, detail, keep):
    detail.show_record(keep(a.person(nik=None)).id)
    assert detail._record.facts.shown() == {"NIK": "not known"}


def test_a_nik_against_the_ktp_is_warned_of(detail, keep):
    other = keep(a.person(nik=a.nik(9), sex="female")).id
    detail.show_record(other)
    detail.show_part("rest")
    assert detail._record._warning.isVisible()


def test_enrolment_card_consent_and_groups_stand_in_the_overview(
    overview, keep, store, person, enrolment, settled
):
    keep(a.card(enrolment_id=enrolment, number="BP-1"))
    with store.writing() as session:
        add_group(session, GroupDraft("Tani Maju", head_id=person))
    settled()
    assert said(overview._record._enrolments) == [
        "JKK + JKM · 6 months · Rp100,800, from July 2022 · Sosialisasi,"
        " Covered until 31 December 2022, To be registered"
    ]
    assert said(overview._record._cards)[0].startswith("BP-1, Proof of registration")
    assert said(overview._record._groups) == ["Tani Maju, Farmers' group · led by Awing Ding"]


def test_what_there_is_nothing_of_has_no_heading(overview):
    record = overview._record
    for entries in (record._payments, record._cards, record._consents, record._groups):
        assert record._heading[entries].isHidden()


def test_a_payment_is_noted_by_keys_told_and_undone(
    overview, store, person, enrolment, settled, messages
):
    settled()
    [line] = overview._record._enrolments.lines()
    QTest.keyClick(line, Qt.Key.Key_Return)
    form = overview._money.form
    form.status.show_value(EnrolmentStatus.PAID)
    form.status.picked.emit()
    assert form.amount.value() == 100_800
    QTest.keyClicks(form.reference, "BRI 7")
    QTest.keyClick(form.reference, Qt.Key.Key_Return)
    settled(lambda: bool(record(store, person).payments))
    [paid] = record(store, person).payments
    assert (paid.amount, paid.reference) == (100_800, "BRI 7")
    settled(lambda: said(overview._record._payments) != [])
    assert messages.told[-1][0] == "The status was noted."
    assert overview._stack.currentIndex() == 1
    assert overview._record._enrolments.lines()[0].hasFocus()
    messages.actions["Undo"]()
    settled(lambda: not record(store, person).payments)
    assert record(store, person).enrolments[0].status is EnrolmentStatus.TO_REGISTER


def test_a_rejection_asks_for_its_reason_beside_the_field(overview, enrolment, settled):
    settled()
    overview._open_enrolment(enrolment)
    form = overview._money.form
    form.status.show_value(EnrolmentStatus.REJECTED)
    form.status.picked.emit()
    assert form.grid.row("reason").isVisible()
    assert not form.grid.row("amount").isVisible()
    assert not overview._money.panel._save.isEnabled()
    QTest.keyClicks(form.reason, "NIK salah")
    assert overview._money.panel._save.isEnabled()


def test_an_amount_that_is_none_is_told(overview, enrolment, settled):
    settled()
    overview._open_enrolment(enrolment)
    form = overview._money.form
    form.status.show_value(EnrolmentStatus.PAID)
    form.status.picked.emit()
    form.amount.selectAll()
    QTest.keyClicks(form.amount, "seratus")
    assert form.grid.row("amount").said()
    assert not overview._money.panel._save.isEnabled()


def test_a_status_half_typed_asks_before_it_is_left(overview, enrolment, settled, messages):
    settled()
    overview._open_enrolment(enrolment)
    form = overview._money.form
    form.status.show_value(EnrolmentStatus.REJECTED)
    form.status.picked.emit()
    messages.agrees = False
    assert not overview.may_leave()
    overview._parts.choose("form")
    assert overview._money.enrolment_id == enrolment
    assert overview._parts.name() == "rest"
    messages.agrees = True
    overview._parts.choose("form")
    assert overview._money.enrolment_id is None


def test_the_event_of_an_enrolment_is_gone_to(overview, enrolment, settled, qtbot):
    settled()
    overview._open_enrolment(enrolment)
    with qtbot.waitSignal(overview.event_chosen):
        overview._money.to_event.click()


def test_an_enrolment_undone_elsewhere_closes_its_form(overview, store, enrolment, settled):
    from models.enrolment.tables import Enrolment

    settled()
    overview._open_enrolment(enrolment)
    with store.writing("Take out") as session:
        session.delete(session.get_one(Enrolment, enrolment))
    settled(lambda: overview._money.enrolment_id is None)
    assert overview._stack.currentIndex() == 1


def test_a_consent_is_withdrawn_after_asking_and_that_is_undone(
    overview, store, keep, person, settled, messages
):
    keep(
        Consent(
            person_id=person,
            text_version="2022-1",
            language="id",
            way=ConsentWay.SIGNED,
            given_at=SEEN,
        )
    )
    settled(lambda: bool(overview._record._consents.lines()))
    [line] = overview._record._consents.lines()
    assert "Wording 2022-1, Signed on paper" in line.accessibleName()
    messages.agrees = False
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert record(store, person).consents[0].withdrawn_at is None
    messages.agrees = True
    QTest.keyClick(overview._record._consents.lines()[0], Qt.Key.Key_Return)
    settled(lambda: record(store, person).consents[0].withdrawn_at is not None)
    settled(lambda: "Withdrawn on" in said(overview._record._consents)[0])
    asked = len(messages.asked)
    QTest.keyClick(overview._record._consents.lines()[0], Qt.Key.Key_Return)
    assert len(messages.asked) == asked
    messages.actions["Undo"]()
    settled(lambda: record(store, person).consents[0].withdrawn_at is None)


def test_a_photo_is_chosen_turned_kept_and_undone(
    overview, store, person, settled, messages, tmp_path
):
    messages.files = [picture(tmp_path / "foto.jpg")]
    overview._record.photo.choose.click()
    settled(lambda: overview._stack.currentIndex() == 5)
    QTest.keyClick(overview._photo.cutter, Qt.Key.Key_R)
    QTest.keyClick(overview._photo.cutter, Qt.Key.Key_Return)
    settled(lambda: read_photo_of(store, person) is not None)
    with Image.open(BytesIO(read_photo_of(store, person))) as image:
        assert max(image.size) == 600
    settled(lambda: not overview._record.photo.picture.is_empty())
    assert overview._record.photo.picture.accessibleName() == "Photo of Awing Ding"
    assert overview._stack.currentIndex() == 1
    messages.actions["Undo"]()
    settled(overview._record.photo.picture.is_empty)


def test_a_photo_is_taken_away(overview, store, person, settled, messages, tmp_path):
    overview._record.photo.take(picture(tmp_path / "foto.png"))
    settled(lambda: overview._stack.currentIndex() == 5)
    overview._photo.agree.click()
    settled(lambda: not overview._record.photo.picture.is_empty())
    overview._record.photo.remove.click()
    settled(overview._record.photo.picture.is_empty)
    assert read_photo_of(store, person) is None


def test_what_is_no_picture_is_told_and_changes_nothing(
    overview, store, person, settled, messages, tmp_path
):
    path = tmp_path / "foto.jpg"
    path.write_bytes(b"%PDF-1.4 x startxref")
    overview._record.photo.take(path)
    settled(lambda: bool(messages.told))
    assert "is no picture" in messages.told[-1][0]
    assert overview._stack.currentIndex() == 1


def test_a_picture_is_dropped_on_the_photo(overview, settled, tmp_path):
    path = picture(tmp_path / "foto.jpg")
    drop(overview._record.photo, carrying(path))
    settled(lambda: overview._stack.currentIndex() == 5)


@pytest.mark.parametrize(
    ("days", "said_of_it"),
    [(-1, "it has ended"), (0, "today"), (1, "1 day from now"), (2, "2 days from now")],
)
def test_the_end_of_cover_is_told_as_people_say_it(days, said_of_it):
    until = date(2022, 12, 31)
    assert _cover(until, until - timedelta(days=days)) == f"31 December 2022, {said_of_it}"


def test_cutting_is_given_up_by_escape(overview, store, person, settled, tmp_path):
    overview._record.photo.take(picture(tmp_path / "foto.jpg"))
    settled(lambda: overview._stack.currentIndex() == 5)
    QTest.keyClick(overview._photo.cutter, Qt.Key.Key_Escape)
    assert overview._stack.currentIndex() == 1
    assert read_photo_of(store, person) is None


def test_documents_belong_to_the_person(detail, store, person, settled, tmp_path):
    path = tmp_path / "ktp.pdf"
    path.write_bytes(b"%PDF-1.4 x startxref")
    detail.show_part("documents")
    detail._documents.take(path)
    settled(lambda: bool(detail._documents.lines()))
    with store.reading() as session:
        [kept] = attachments(session, Owner(person_id=person))
    assert kept.name == "ktp.pdf"
    assert "1" in detail._parts.tabText(2)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_shown_as_it_is(detail, store, person, settled, name):
    change(store, person, name=name, heir_note=name)
    detail.show_part("rest")
    settled(lambda: detail._record.facts.shown().get("Note on heirs") == name)
    blocks = history(detail, settled, lambda found: len(found) == 2)
    assert f"Name: Awing Ding → {name}" in blocks[0].texts()


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_the_keyboard_reaches_has_a_name(show, wide, store, person, enrolment, language):
    speak(language)
    made, settled = show()
    made.show_record(person)
    change(store, person, address="Jalan 2")
    for part in ("rest", "documents", "history"):
        made.show_part(part)
        settled()
        assert unnamed(wide) == []
    made.show_part("rest")
    made._open_enrolment(enrolment)
    assert unnamed(wide) == []


def test_no_person_is_left_without_a_page(detail, store, person, settled, qtbot):
    with qtbot.waitSignal(detail.gone), store.writing("Take out") as session:
        session.delete(session.get_one(Person, person))
    with store.reading() as session:
        assert session.scalars(select(Person)).all() == []
