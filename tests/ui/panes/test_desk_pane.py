from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from sqlalchemy import select

from models.enrolment.tables import Enrolment
from models.events.operations import check_in
from models.events.tables import Attendance
from models.people.drafts import PersonDraft
from models.people.operations import add_person, change_person
from models.people.queries import person_draft
from models.people.tables import Person, Sex
from models.words import speak
from tests import factories as a
from tests.statements import statements
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.desk_pane import DeskPane

SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
"""12 minutes past nine at the office."""


@pytest.fixture
def event(keep):
    return keep(a.event())


@pytest.fixture
def take_in(store, event):
    """Take somebody in, found by their name, and put them on the event's list; return their id."""

    def _take_in(name, *, listed=True, **given):
        with store.writing("Take in") as session:
            person = add_person(session, PersonDraft(name=name, **given))
            if listed:
                place = a.attendance(event_id=event.id, person_id=person.id)
                session.add(place)
            return person.id

    return _take_in


@pytest.fixture
def siti(take_in):
    return take_in(
        "Siti Rahmawati",
        nik="6501034507880002",
        birth_date=date(1988, 7, 5),
        sex=Sex.FEMALE,
        phone="+6281254110372",
        income=1_000_000,
    )


@pytest.fixture
def pane(bench, stage, event, siti, take_in, qtbot):
    take_in("Martha Usat", nik="6501035909840003")
    made = DeskPane(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event.id)
    made.begin()
    qtbot.waitUntil(lambda: made.finder.search.hasFocus() and not bench.tasks.busy)
    return made


def typed(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def choose_work(form):
    """Type a kind of work and take the first that is proposed."""
    typed("petani padi")
    QTest.keyClick(form.person.field("occupation")._list, Qt.Key.Key_Return)
    form.window().activateWindow()  # without a window manager the list that is gone stays active
    assert QTest.qWaitForWindowActive(form.window())


def listed(pane):
    """Return the lines of the list as a screen reader says them, without the column's titles."""
    model = pane.finder.view.model()
    rows = range(model.rowCount())
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in rows]


def places(store):
    with store.reading() as session:
        return {one.person_id: one for one in session.scalars(select(Attendance))}


def state(pane):
    return pane.person.state.words.text()


def test_before_a_word_is_typed_nobody_is_listed_but_who_came_last(pane, store, event, siti):
    assert listed(pane) == []
    assert "Nobody is here yet" in said(pane.finder.layer().findChildren(type(pane.finder.keys))[0])
    with store.writing() as session:
        check_in(session, event.id, siti, SEEN)
    assert listed(pane) == [["Siti Rahmawati", "650103••••••0002", "", "Present 09:12"]]
    assert pane.finder.view.chosen_id() is None


@pytest.mark.parametrize("text", ["rah", "SITI", "650103450", "08125411", "6501034507880002"])
def test_the_person_is_there_before_the_finger_leaves_the_key(pane, siti, text):
    typed(text)
    assert pane.finder.view.chosen_id() == siti
    assert (pane.person.name.text(), state(pane)) == ("Siti Rahmawati", "Invited")


def test_enter_marks_the_person_chosen_as_here(pane, store, siti, qtbot, messages):
    typed("siti")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: state(pane).startswith("Here since"))
    assert places(store)[siti].present_at is not None
    assert messages.told[-1] == ("Siti Rahmawati is here.", Role.SUCCESS)
    assert pane.person.state.detail.text() == "at Meja 1"
    assert pane.finder.search.selectedText() == "siti", "the next letter begins the next search"


def test_who_is_here_already_keeps_the_moment_they_came(pane, store, event, siti, qtbot, bench):
    with store.writing() as session:
        check_in(session, event.id, siti, SEEN)
    typed("siti")
    assert state(pane) == "Here since 09:12"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert places(store)[siti].present_at == SEEN


def test_who_is_not_on_the_list_is_a_walk_in(pane, store, take_in, qtbot):
    stranger = take_in("Yohanes Lawing", listed=False)
    typed("yoh")
    assert state(pane) == "Not on the list"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stranger in places(store))
    assert places(store)[stranger].walk_in


def test_arrows_choose_among_those_found(pane, store, take_in, qtbot):
    second = take_in("Siti Zubaidah")
    typed("siti")
    press(Qt.Key.Key_Down)
    assert pane.finder.search.hasFocus()
    assert pane.person.name.text() == "Siti Zubaidah"
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: places(store)[second].present_at is not None)


def test_an_entry_emptied_for_the_next_person_has_no_cross_to_clear_it(pane, qtbot):
    def buttons():
        return [one for one in pane.finder.search.findChildren(QToolButton) if one.isVisible()]

    bare = len(buttons())
    typed("siti")
    qtbot.waitUntil(lambda: len(buttons()) == bare + 1)
    pane.finder.begin_next()
    qtbot.waitUntil(lambda: len(buttons()) == bare)
    assert pane.finder.view.chosen_id() is None
    assert not pane.person.name.isVisible()


def test_with_nobody_chosen_enter_does_nothing(pane, store, bench):
    press(Qt.Key.Key_Return)
    typed("zz")
    press(Qt.Key.Key_Return)
    assert not bench.tasks.busy
    assert all(place.present_at is None for place in places(store).values())


def test_ctrl_z_takes_back_the_last_mark(pane, store, siti, qtbot):
    typed("siti")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: places(store)[siti].present_at is not None)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: places(store)[siti].present_at is None)
    qtbot.waitUntil(lambda: state(pane) == "Invited")


def test_ctrl_z_while_typing_takes_back_letters_only(pane, store, siti, qtbot, bench):
    typed("siti")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: places(store)[siti].present_at is not None)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    typed("mar")
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not bench.tasks.busy
    assert places(store)[siti].present_at is not None


def test_a_mark_made_by_mistake_is_taken_back_with_a_button(pane, store, siti, qtbot, messages):
    typed("siti")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(pane.person.take_back.isVisible)
    pane.person.take_back.click()
    qtbot.waitUntil(lambda: places(store)[siti].present_at is None)
    qtbot.waitUntil(
        lambda: messages.told[-1][0] == "Siti Rahmawati is not marked as here any more."
    )


def test_niks_are_hidden_until_the_eye_is_opened(pane):
    typed("siti")
    assert listed(pane)[0][1] == "650103••••••0002"
    assert pane.person.facts.shown()["NIK"] == "650103••••••0002"
    pane.finder.eye.click()
    assert listed(pane)[0][1] == "6501034507880002"
    assert pane.person.facts.shown()["NIK"] == "6501 0345 0788 0002"


def test_the_numbers_follow_what_is_done_elsewhere(pane, store, event, siti, qtbot):
    with store.writing() as session:
        check_in(session, event.id, siti, SEEN)
    qtbot.waitUntil(lambda: pane.counts.present.accessibleDescription() == "1 / 2, 50%")


def test_what_is_mended_elsewhere_is_shown(pane, store, siti):
    typed("siti")
    with store.writing() as session:
        change_person(session, siti, PersonDraft(name="Siti Aminah"))
    assert pane.person.name.text() == "Siti Aminah"
    assert listed(pane)[0][0] == "Siti Aminah"


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


def test_a_narrow_window_says_the_state_below_the_entry(pane, stage, qtbot):
    typed("siti")
    assert not pane.finder.told.isVisible()
    stage.resize(560, 380)
    qtbot.waitUntil(pane.finder.told.isVisible)
    assert pane.finder.told.accessibleName() == "Siti Rahmawati, Invited"


def test_every_control_of_the_desk_has_a_name(pane, stage, qtbot):
    typed("siti")
    assert unnamed(stage) == []
    press(Qt.Key.Key_F2)
    assert unnamed(stage) == []


@pytest.mark.parametrize("text", ["<b>x</b>", "'; DROP TABLE person;--", "\u202eevil", "👩‍🌾 Budi"])
def test_a_hostile_name_is_shown_as_letters(pane, store, event, take_in, text):
    someone = take_in(text)
    with store.writing() as session:
        check_in(session, event.id, someone)
        kept = session.get_one(Person, someone).name
    pane.finder.view.choose(someone)
    assert pane.person.name.text() == kept
    assert pane.person.name.textFormat() is Qt.TextFormat.PlainText
    assert listed(pane)[0][0] == kept


def test_the_desk_speaks_indonesian_numbers(bench, stage, event, keep, qtbot):
    speak("id")
    person = keep(a.person())
    keep(a.attendance(event_id=event.id, person_id=person.id, present_at=SEEN))
    keep(a.enrolment(event_id=event.id, person_id=person.id))
    pane = DeskPane(bench)
    stage.layout().addWidget(pane)
    pane.show()
    pane.show_event(event.id)
    said = pane.counts.total.accessibleDescription
    qtbot.waitUntil(lambda: said().startswith("Rp100.800"))


def test_the_form_is_made_while_nobody_waits_for_it_and_is_not_seen_yet(pane, qtbot):
    qtbot.waitUntil(lambda: pane.places.form is not None)
    QApplication.processEvents()
    assert not pane.places.form.isVisible()
    assert pane.finder.isVisible()
    press(Qt.Key.Key_F2)
    assert pane.places.form.isVisible()


def test_who_is_shown_already_is_not_looked_up_at_the_next_letter(pane):
    typed("siti r")
    with statements() as run:
        typed("a")
    assert pane.person.name.text() == "Siti Rahmawati"
    assert run
    assert not [one for one in run if "heir_note" in one], "what only the person's card needs"


def test_what_is_changed_of_the_person_shown_is_seen_at_once(pane, store, siti, qtbot):
    typed("siti")
    with store.writing() as session:
        change_person(session, siti, replace(person_draft(session, siti), group_name="Tani Jaya"))
    qtbot.waitUntil(lambda: pane.person.facts.shown().get("Group") == "Tani Jaya")
