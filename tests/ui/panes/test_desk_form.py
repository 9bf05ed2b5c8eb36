"""From the entry of the desk to its form and back."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from models.enrolment.tables import Enrolment
from models.people.queries import person_draft
from models.people.tables import Person, Sex
from tests import factories as a
from tests.ui.panes.desk_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.desk_at_hand import places, press, state, typed


def choose_work(form):
    """Type a kind of work and take the first that is proposed."""
    typed("petani padi")
    QTest.keyClick(form.person.field("occupation")._list, Qt.Key.Key_Return)
    form.window().activateWindow()  # without a window manager the list that is gone stays active
    assert QTest.qWaitForWindowActive(form.window())


def test_f4_enrols_the_person_chosen(pane, store, siti, event, qtbot, messages):
    typed("siti")
    press(Qt.Key.Key_F4)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("occupation").hasFocus)
    choose_work(form)
    form._declared.click()
    form.consent.box.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(pane.finder.search.hasFocus)
    assert pane.finder.search.text() == ""
    assert messages.told[-1][0].startswith("Siti Rahmawati is enrolled: Rp16,800.")
    with store.reading() as session:
        kept = session.scalars(select(Enrolment)).one()
        assert (kept.person_id, kept.event_id, kept.months) == (siti, event.id, 1)
    typed("siti")
    assert state(pane) == "Enrolled here"
    assert not pane.person.enrol.isVisible()
    press(Qt.Key.Key_F4)
    assert pane.person.isVisible(), "nobody is enrolled twice"


def test_an_enrolment_is_undone_as_one_from_the_entry(pane, store, siti, qtbot):
    typed("siti")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("occupation").hasFocus)
    choose_work(form)
    form._declared.click()
    form.consent.box.click()
    form._months.setFocus()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(pane.finder.search.hasFocus)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def enrolments():
        with store.reading() as session:
            return session.scalars(select(Enrolment)).all()

    qtbot.waitUntil(lambda: enrolments() == [])


def test_f2_takes_in_somebody_new_with_what_was_typed(pane, store, qtbot):
    typed("Dorkas Njuk")
    press(Qt.Key.Key_F2)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("nik").hasFocus)
    assert form.draft().person.name == "Dorkas Njuk"
    assert form.draft().person.region_line.startswith("Desa Pimping")
    typed("6501036210910001")
    assert form.draft().person.birth_date == date(1991, 10, 22)
    assert form.draft().person.sex is Sex.FEMALE


def test_who_only_came_is_taken_in_without_being_enrolled(pane, store, qtbot):
    typed("Dorkas Njuk")
    press(Qt.Key.Key_F2)
    panel = pane.places.form.panel
    assert panel.only_present.isEnabled()
    panel.only_present.click()
    qtbot.waitUntil(pane.finder.search.hasFocus)
    with store.reading() as session:
        person = session.scalars(select(Person).where(Person.name == "Dorkas Njuk")).one()
        assert session.scalars(select(Enrolment)).all() == []
    assert places(store)[person.id].walk_in


def test_a_nik_that_is_somebodys_leads_to_them(pane, siti, qtbot):
    press(Qt.Key.Key_F2)
    side = pane.places.form
    qtbot.waitUntil(side.form.person.field("nik").hasFocus)
    typed("6501034507880002")
    assert side.panel.notice.text() == "Siti Rahmawati is known by this NIK already."
    side.panel.notice._act()
    assert side.form.draft().person_id == siti
    assert side.form.draft().person.name == "Siti Rahmawati"


def test_what_the_last_one_chose_stays_for_the_next(pane, take_in, qtbot):
    typed("siti")
    press(Qt.Key.Key_F4)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("occupation").hasFocus)
    choose_work(form)
    form._months.segments.choose("6")
    form._programmes.boxes["JHT"].click()
    form._declared.click()
    form.consent.box.click()
    form._months.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(pane.finder.search.hasFocus)
    typed("martha")
    press(Qt.Key.Key_F4)
    draft = form.draft()
    assert (draft.months, draft.programmes) == (6, ("JKK", "JKM", "JHT"))
    assert not draft.consent.given


def test_enter_goes_on_and_never_ticks_consent(pane, qtbot):
    typed("siti")
    press(Qt.Key.Key_F4)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("occupation").hasFocus)
    reached = set()
    for _step in range(25):
        reached.add(QApplication.focusWidget())
        press(Qt.Key.Key_Return)
        if form.consent.box in reached:
            break
    assert form.consent.box in reached
    assert not form.draft().consent.given


def test_esc_leaves_the_form_and_asks_when_something_was_typed(pane, messages, qtbot):
    typed("siti")
    press(Qt.Key.Key_F4)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("occupation").hasFocus)
    press(Qt.Key.Key_Escape)
    assert pane.finder.search.hasFocus()
    assert messages.asked == []
    press(Qt.Key.Key_F4)
    form.person.field("name").setFocus()
    typed("x")
    messages.agrees = False
    press(Qt.Key.Key_Escape)
    assert len(messages.asked) == 1
    assert not pane.may_leave()
    messages.agrees = True
    press(Qt.Key.Key_Escape)
    assert pane.finder.search.hasFocus()
    assert pane.may_leave()


def test_a_change_of_the_person_in_the_form_is_kept_with_the_enrolment(pane, store, siti, qtbot):
    typed("siti")
    press(Qt.Key.Key_F4)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("occupation").hasFocus)
    choose_work(form)
    form.person.field("income").selectAll()
    form.person.field("income").setFocus()
    typed("1,5jt")
    form._declared.click()
    form.consent.box.click()
    form._months.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(pane.finder.search.hasFocus)
    with store.reading() as session:
        assert person_draft(session, siti).income == 1_500_000
        assert session.scalars(select(Enrolment)).one().base_income == 1_600_000


def test_somebody_enrolled_meanwhile_elsewhere_is_told_in_place(pane, keep, event, siti, qtbot):
    typed("siti")
    press(Qt.Key.Key_F4)
    form = pane.places.form.form
    qtbot.waitUntil(form.person.field("occupation").hasFocus)
    choose_work(form)
    form._declared.click()
    form.consent.box.click()
    keep(a.enrolment(event_id=event.id, person_id=siti))
    form._months.setFocus()
    press(Qt.Key.Key_Return)
    notice = pane.places.form.panel.notice
    qtbot.waitUntil(lambda: "is enrolled at this event already" in notice.text())
