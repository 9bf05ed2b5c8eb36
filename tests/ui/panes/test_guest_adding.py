import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.enrolment.attending import event_people
from models.events.operations import invite
from models.people.queries import person_rows
from tests import factories as a
from tests.ui.reach import unnamed
from ui.look import Role
from ui.panes.guest_adding import GuestAdding


@pytest.fixture
def known(keep):
    """Two people the office knows and who are on no list."""
    people = keep(a.person(name="Lukas Bilung"), a.person(name="Martha Usat"))
    return [person.id for person in people]


@pytest.fixture
def adding(bench, stage, event, known, settled):
    stage.resize(1100, 640)
    made = GuestAdding(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    made.begin()
    settled(lambda: made.known.view.model().rowCount() == len(known))
    return made


def listed(store, event):
    with store.reading() as session:
        return event_people(session, event).ids


def shown(adding):
    return adding._right.currentWidget()


def find(adding, typed):
    QTest.keyClicks(adding.known.search, typed)
    QTest.keyClick(adding.known.search, Qt.Key.Key_Return)


def begin_new(adding, name, nik=""):
    QTest.keyClick(adding.known.search, Qt.Key.Key_F2)
    if nik:
        QTest.keyClicks(adding._form._nik, nik)
    line = adding._form._lines["name"]
    line.setFocus()
    QTest.keyClicks(line, name)


def test_somebody_known_is_put_on_the_list_by_keys_alone(
    adding, store, event, known, settled, messages
):
    find(adding, "luk")
    QTest.keyClick(adding.known.view, Qt.Key.Key_Return)
    settled(lambda: listed(store, event) == (known[0],))
    assert messages.told[-1] == ("Lukas Bilung was put on the list.", Role.SUCCESS)
    assert adding.known.search.hasFocus(), "for the next one"
    assert adding.known.search.selectedText() == "luk"


def test_undo_takes_them_off_again(adding, store, event, settled, messages):
    find(adding, "luk")
    adding.card.put.click()
    settled(lambda: len(listed(store, event)) == 1)
    messages.actions["Undo"]()
    settled(lambda: listed(store, event) == ())
    settled(adding.card.put.isEnabled)


def test_who_is_chosen_is_shown_with_a_masked_nik(adding):
    find(adding, "martha")
    assert shown(adding) is adding.card
    facts = adding.card.facts.shown()
    assert "••••••" in facts["NIK"]
    assert facts["Birth date"] == "13 May 1980"


def test_who_is_on_the_list_already_is_said_and_cannot_be_put_on_it(
    adding, store, event, known, settled, messages
):
    with store.writing() as session:
        invite(session, event, known[:1])
    settled()
    find(adding, "luk")
    assert not adding.card.put.isEnabled()
    assert adding.card._badge.text() == "On the list already"
    QTest.keyClick(adding.known.view, Qt.Key.Key_Return)
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0] == "Lukas Bilung is on the list already."


def test_somebody_new_becomes_known_and_is_on_the_list(adding, store, event, settled, messages):
    begin_new(adding, "Zainal Abidin", a.nik(99))
    QTest.keyClick(adding._form._lines["name"], Qt.Key.Key_Return)
    settled(lambda: len(listed(store, event)) == 1)
    with store.reading() as session:
        (row,) = person_rows(session, listed(store, event)).values()
    assert (row.name, row.nik) == ("Zainal Abidin", a.nik(99))
    assert messages.told[-1][0] == "Zainal Abidin was put on the list."
    assert shown(adding) is adding._nobody


@pytest.mark.parametrize(
    ("typed", "nik", "name"),
    [("Zainal", "", "Zainal"), ("6501031305809001", "6501031305809001", "")],
)
def test_what_was_searched_for_is_filled_in(adding, typed, nik, name):
    QTest.keyClicks(adding.known.search, typed)
    adding.known._none_found.chosen.emit()
    draft = adding._form.draft()
    assert (draft.nik, draft.name) == (nik, name)


def test_a_nik_that_is_somebodys_offers_to_put_them_on_the_list(
    adding, store, event, keep, settled
):
    other = keep(a.person(name="Yohanes", nik=a.nik(55))).id
    begin_new(adding, "Orang Lain", a.nik(55))
    adding.panel.save_asked.emit()
    settled(lambda: bool(adding.panel.notice.text()))
    assert "Yohanes" in adding.panel.notice.text()
    assert listed(store, event) == ()
    adding.panel.notice._action.click()
    settled(lambda: listed(store, event) == (other,))


def test_what_was_typed_is_not_lost_without_asking(adding, messages, qtbot):
    begin_new(adding, "Zainal")
    messages.agrees = False
    with qtbot.assertNotEmitted(adding.left):
        adding._back.click()
    adding.known.view.selectRow(0)
    assert shown(adding) is adding._new
    messages.agrees = True
    with qtbot.waitSignal(adding.left):
        adding._back.click()


def test_escape_leaves_the_form_first_and_then_goes_back(adding, qtbot):
    QTest.keyClick(adding.known.search, Qt.Key.Key_F2)
    assert shown(adding) is adding._new
    with qtbot.assertNotEmitted(adding.left):
        QTest.keyClick(adding._form._nik, Qt.Key.Key_Escape)
    assert shown(adding) is adding._nobody
    with qtbot.waitSignal(adding.left):
        QTest.keyClick(adding.known.search, Qt.Key.Key_Escape)


def test_everything_the_keyboard_reaches_has_a_name(adding, stage):
    find(adding, "luk")
    assert unnamed(stage) == []
    adding.begin_new()
    assert unnamed(stage) == []


@pytest.fixture
def proposed(adding, known, settled):
    """Somebody new is typed who is probably Lukas Bilung."""
    begin_new(adding, "Lucas Bilung")
    QTest.keyClicks(adding._form._birth_date, "13051980")
    settled(lambda: adding.alike.texts() != [])
    return known[0]


def test_who_is_known_is_proposed_as_one_types_and_the_keyboard_stays(adding, proposed):
    assert adding.alike.texts()[0].startswith("Probably Lukas Bilung, 13 May 1980")
    assert adding._form._lines["name"].hasFocus()
    assert adding.panel._save.isEnabled(), "it stands in nobody's way"
    assert unnamed(adding) == []


def test_f6_leads_to_the_one_proposed_and_enter_puts_them_on_the_list(
    adding, proposed, store, event, messages, settled
):
    messages.agrees = False
    QTest.keyClick(adding._form._lines["name"], Qt.Key.Key_F6)
    assert shown(adding) is adding._new, "what was typed is not lost without asking"
    messages.agrees = True
    QTest.keyClick(adding._form._lines["name"], Qt.Key.Key_F6)
    assert shown(adding) is adding.card
    assert adding.known.view.chosen_id() == proposed
    QTest.keyClick(adding.focusWidget(), Qt.Key.Key_Return)
    settled(lambda: listed(store, event) == (proposed,))


def test_somebody_new_is_saved_whoever_was_proposed(adding, proposed, store, event, settled):
    adding.panel.save_asked.emit()
    settled(lambda: len(listed(store, event)) == 1)
    assert listed(store, event) != (proposed,)
    begin_new(adding, "Zainal")
    assert adding.alike.texts() == []
