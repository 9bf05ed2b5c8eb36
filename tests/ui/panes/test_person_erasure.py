"""Erasing a person through real widgets, with a real second person."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.documents.attachments import Incoming, Owner, attach
from models.documents.tables import MediaType
from models.office.pins import set_pin
from models.office.queries import officers
from models.office.tables import Officer, Role
from models.people.tables import Person
from models.privacy.certificates import erasures
from models.privacy.tables import ErasureCause
from tests import factories as a
from tests.fixtures import CHEAP
from tests.ui.reach import unnamed
from ui.panes.person_detail import PersonDetail
from ui.panes.person_erasure import PersonErasure
from ui.panes.person_privacy import PersonPrivacy
from ui.panes.settings_erasures import ErasuresPanel

PIN = "2580"


@pytest.fixture
def her(keep):
    made = keep(a.person(name="<b>Zulaikha</b> Pangaribuan")).id
    keep(a.enrolment(person_id=made))
    return made


@pytest.fixture
def pane(bench, store, keep, stage, her, settled):
    with store.reading() as session:
        store.officer_id = officers(session)[0].id
    second = keep(Officer(name="Agus Salim", role=Role.COORDINATOR)).id
    set_pin(store, second, PIN, CHEAP)
    made = PersonErasure(bench)
    stage.resize(700, 700)
    stage.layout().addWidget(made)
    made.show_person(her)
    settled(lambda: made.second.who.count() > 1 and bool(made.form.facts.shown()))
    return made


def prove(pane, pin=PIN):
    who = pane.second.who
    who.setCurrentIndex(1)
    who.picked.emit()
    QTest.keyClicks(pane.second.secret.focusProxy(), pin)


def test_it_says_in_numbers_what_goes_and_what_stays(pane):
    said = pane.form.facts.shown()
    assert said["Enrolments that go on counting"] == "1"
    assert "<b>Zulaikha</b>" in pane.title.text()


def test_all_its_fields_stand_below_one_another(pane, qtbot):
    fields = (pane.form.cause, pane.form.basis, pane.second.who, pane.second.secret)
    qtbot.waitUntil(lambda: len({one.mapTo(pane, one.rect().topLeft()).x() for one in fields}) == 1)


def test_without_a_second_person_nothing_can_be_erased(pane):
    assert not pane.erase.isEnabled()


def test_with_a_second_person_the_data_is_erased_and_the_certificate_told(
    pane, store, her, settled, qtbot
):
    gone = []
    pane.erased.connect(lambda: gone.append(True))
    pane.form.basis.setText("Surat 12 Mei")
    prove(pane)
    assert pane.erase.isEnabled()
    QTest.mouseClick(pane.erase, Qt.MouseButton.LeftButton)
    settled(lambda: bool(gone))
    with store.reading() as session:
        (row,) = erasures(session)
        assert session.get(Person, her).name == "—"
    assert (row.cause, row.basis, row.witness) == (
        ErasureCause.REQUEST,
        "Surat 12 Mei",
        "Agus Salim",
    )


def test_a_wrong_pin_erases_nobody(pane, store, her, settled):
    prove(pane, "9999")
    QTest.mouseClick(pane.erase, Qt.MouseButton.LeftButton)
    settled(lambda: bool(pane.second.said()))
    with store.reading() as session:
        assert session.get(Person, her).erased_at is None


def test_everything_has_a_name(pane):
    assert unnamed(pane) == []


def test_an_erasure_is_listed_and_its_certificate_saved(pane, bench, settled, messages, tmp_path):
    prove(pane)
    QTest.mouseClick(pane.erase, Qt.MouseButton.LeftButton)
    gone = []
    pane.erased.connect(lambda: gone.append(True))
    settled(lambda: bool(gone))
    panel = ErasuresPanel(bench)
    pane.window().layout().addWidget(panel)
    panel.read()
    settled(lambda: panel.none.isHidden())
    target = tmp_path / "surat.pdf"
    messages.files = [target]
    with bench.store.reading() as session:
        (row,) = erasures(session)
    panel.list.chosen.emit(row.id)
    settled(target.exists)
    assert target.read_bytes().startswith(b"%PDF")


def test_papers_that_name_the_person_are_listed_and_want_a_reason(
    bench, pane, store, keep, her, settled
):
    event = keep(a.event()).id
    with store.writing() as session:
        name = "<b>Zulaikha</b> Pangaribuan.jpg"
        attach(session, Owner(event_id=event), Incoming(name, MediaType.JPEG, b"foto", 4))
    pane.show_person(her)
    settled(lambda: not pane.form.papers.isHidden())
    assert "Pangaribuan.jpg" in pane.form.papers.text()
    prove(pane)
    assert not pane.erase.isEnabled()
    QTest.keyClicks(pane.form.kept, "SOP 7")
    assert pane.erase.isEnabled()
    QTest.mouseClick(pane.erase, Qt.MouseButton.LeftButton)
    settled(lambda: pane._person_id is None)
    with store.reading() as session:
        assert [row.basis for row in erasures(session)] == ["SOP 7"]


def test_where_no_paper_names_the_person_nothing_is_asked_about_papers(pane):
    assert (pane.form.papers.isHidden(), pane.form.kept.isVisible()) == (True, False)


def test_who_was_erased_is_told_when_and_offered_nothing_more(pane, bench, stage, settled, her):
    page = PersonPrivacy(bench)
    stage.layout().addWidget(page)
    offered = (page.note, page.copy, page.erase)
    with bench.store.reading() as session:
        page.show_person(session, her)
    assert not any(button.isHidden() for button in offered)
    prove(pane)
    QTest.mouseClick(pane.erase, Qt.MouseButton.LeftButton)
    settled(lambda: pane._person_id is None)
    with bench.store.reading() as session:
        page.show_person(session, her)
    assert page.notice.text().startswith("This person's data was erased on ")
    assert all(button.isHidden() for button in offered)


def test_nothing_is_typed_about_whoever_was_erased(pane, bench, stage, settled, her):
    detail = PersonDetail(bench)
    stage.layout().addWidget(detail)
    detail.show_record(her)
    assert detail.panel.isEnabled()
    prove(pane)
    QTest.mouseClick(pane.erase, Qt.MouseButton.LeftButton)
    settled(lambda: pane._person_id is None)
    detail.show_record(her)
    assert not detail.panel.isEnabled()
    assert detail._title.text().startswith("This person's data was erased on ")
    detail.begin_new()
    assert detail.panel.isEnabled()
