from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.people.drafts import PersonDraft
from models.people.operations import add_person
from models.people.queries import people_ids
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.desk_pane import DeskPane

BORN = date(1991, 10, 22)
LIKE = "Only like what you typed: look at the name before you press Enter."


@pytest.fixture
def yohanes(keep):
    shape = {"name": "Yohanes Lawing", "nik": "6501032210910007", "birth_date": BORN}
    return keep(a.person(**shape, phone="+6281254110372", region_line="Desa Pimping, X")).id


@pytest.fixture
def pane(bench, stage, event, yohanes, settled):
    stage.resize(1100, 640)
    made = DeskPane(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    made.begin()
    settled(made.finder.search.hasFocus)
    return made


def typed(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


@pytest.fixture
def proposed(pane, settled):
    """Somebody new is typed who is probably Yohanes."""
    typed("Johanes Lawing")
    press(Qt.Key.Key_F2)
    side = pane.places.form
    settled(side.form.person.field("nik").hasFocus)
    typed("6501032210910001")
    settled(lambda: side.alike.texts() != [])
    return side


def test_who_is_known_is_proposed_as_one_types_and_the_keyboard_stays(pane, proposed):
    assert proposed.alike.texts() == [
        "Probably Yohanes Lawing, 22 October 1991, Desa Pimping:"
        " NIK differs in one digit · same name · same birth date"
    ]
    assert proposed.form.person.field("nik").hasFocus()
    assert proposed.form.draft().person.nik == "6501032210910001"
    assert proposed.panel.only_present.isEnabled(), "saving is not in the way of anything"
    assert unnamed(pane) == []


def test_it_takes_room_from_the_form_and_not_from_the_window(pane, proposed, stage, settled):
    assert stage.size().height() == 640
    with_it = stage.minimumSizeHint().height()
    assert proposed.alike.height() > 0
    proposed.alike.clear()
    settled(lambda: not proposed.alike.isVisible())
    assert with_it <= 640
    assert proposed.panel._save.mapTo(stage, proposed.panel._save.rect().bottomLeft()).y() < 640


def test_f6_leads_to_the_person_proposed(pane, proposed, yohanes, messages):
    press(Qt.Key.Key_F6)
    assert messages.asked, "what was typed is not lost without asking"
    assert pane.finder.search.hasFocus()
    assert pane.finder.view.chosen_id() == yohanes
    assert pane.person.name.text() == "Yohanes Lawing"
    assert "6501032210910007" not in pane.finder.search.text(), "a NIK is not shown unasked"


def test_who_does_not_want_to_lose_what_was_typed_stays(pane, proposed, messages):
    messages.agrees = False
    press(Qt.Key.Key_F6)
    proposed.alike.notices[0]._action.click()
    assert len(messages.asked) == 2
    assert len(proposed.alike.texts()) == 1
    assert proposed.isVisible()
    assert proposed.form.draft().person.name == "Johanes Lawing"


def test_the_person_proposed_is_found_among_more_namesakes_than_are_listed(
    pane, store, event, yohanes
):
    with store.writing("Take in") as session:
        for _one in range(40):
            person = add_person(session, PersonDraft(name="Yohanes Lawing"))
            session.add(a.attendance(event_id=event, person_id=person.id))
    pane.finder.search_for("Yohanes Lawing")
    assert pane.finder.row(yohanes) is None
    pane._find_instead(yohanes)
    assert pane.finder.view.chosen_id() == yohanes


def test_nobody_else_is_chosen_where_the_person_proposed_is_gone(pane, yohanes):
    pane._find_instead(yohanes + 4711)
    assert pane.finder.view.chosen_id() is None


def test_somebody_new_is_taken_in_whoever_was_proposed(pane, store, proposed, settled):
    proposed.panel.only_present.click()
    settled(pane.finder.search.hasFocus)
    with store.reading() as session:
        assert len(people_ids(session)) == 2
    press(Qt.Key.Key_F2)
    assert proposed.alike.texts() == []


def test_of_somebody_known_nobody_else_is_proposed(pane, keep, settled):
    keep(a.person(name="Yohanes Lawing", nik=None, birth_date=BORN))
    typed("yohanes lawing")
    press(Qt.Key.Key_F4)
    side = pane.places.form
    settled(side.isVisible)
    side.form.person.field("name").setFocus()
    typed("x")
    QTest.qWait(400)
    settled()
    assert side.alike.texts() == []


@pytest.mark.parametrize(
    ("text", "like"),
    [("yohanes", False), ("johanes law", False), ("yohqnes", True), ("lawimg", True)],
)
def test_a_hit_one_letter_away_is_told_in_words(pane, yohanes, text, like):
    keys = pane.finder.keys.text()
    typed(text)
    assert pane.finder.view.chosen_id() == yohanes
    assert pane.finder.keys.text() == (LIKE if like else keys)
    assert pane.finder.keys.isVisible()
    press(Qt.Key.Key_Escape)
    assert pane.finder.keys.text() == keys


def test_a_number_is_never_only_alike(pane, yohanes):
    typed("65010322109100")
    assert pane.finder.view.chosen_id() == yohanes
    assert pane.finder.keys.text() != LIKE


def test_each_of_those_found_is_told_of_itself(pane, keep, settled):
    keep(a.person(name="Lawimg Usat"))
    typed("lawimg")
    assert pane.finder.keys.text() != LIKE
    press(Qt.Key.Key_Down)
    assert pane.person.name.text() == "Yohanes Lawing"
    assert pane.finder.keys.text() == LIKE


def test_in_a_narrow_window_it_is_told_beside_the_state(pane, stage, settled):
    stage.resize(560, 380)
    typed("lawin")
    settled(pane.finder.told.isVisible)
    assert not pane.finder.keys.isVisible()
    press(Qt.Key.Key_Backspace)
    typed("mg")
    assert pane.finder.told.isVisible()
    assert pane.finder.keys.isVisible()
    assert pane.finder.keys.text() == LIKE
