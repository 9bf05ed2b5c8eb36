from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from models.events.operations import check_in
from models.people.drafts import PersonDraft
from models.people.operations import change_person
from models.people.queries import person_draft
from models.people.tables import Person
from models.words import speak
from tests import factories as a
from tests.statements import statements
from tests.ui.panes.desk_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.desk_at_hand import listed, places, press, state, typed
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.desk_pane import DeskPane

SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
"""12 minutes past nine at the office."""


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
    assert listed(pane)[0][3] == "Not on the list"
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
