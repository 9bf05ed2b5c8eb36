import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.people.drafts import PersonDraft
from models.people.operations import change_person
from models.people.queries import people_ids, person_draft
from models.words import speak
from tests import factories as a
from tests.ui.reach import unnamed
from ui.pages.people_page import PeoplePage

HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE person", "../../x", "🌾 Usun", "أحمد", "A" * 290]


@pytest.fixture
def people(keep):
    """Three people the office knows."""
    named = ("awing Ding", "Budi Santoso", "Citra Lawing")
    return [person.id for person in keep(*(a.person(name=name) for name in named))]


@pytest.fixture
def page(bench, wide, people, settled):
    made = PeoplePage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.go()
    made.begin()
    settled(lambda: len(names(made)) == len(people))
    return made


def names(page):
    model = page._list.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def name_line(page):
    return page._person._form._lines["name"]


def kept(store, person_id):
    with store.reading() as session:
        return person_draft(session, person_id)


def choose(page, person_id):
    page._list.view.choose(person_id)
    assert page._person.record_id == person_id


def retype(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_everybody_is_listed_by_name_whatever_its_letters(page):
    assert names(page) == ["awing Ding", "Budi Santoso", "Citra Lawing"]
    assert page._list._count.text() == "3 people"


def test_nothing_is_shown_before_somebody_is_chosen(page):
    assert page._right.currentWidget() is page._nothing


def test_people_are_found_as_one_types_and_opened_by_enter(page, people):
    QTest.keyClicks(page._list.search, "law")
    assert names(page) == ["Citra Lawing"]
    QTest.keyClick(page._list.search, Qt.Key.Key_Return)
    assert page._person.record_id == people[2]
    QTest.keyClick(page._list.view, Qt.Key.Key_Return)
    assert page._person._form._nik.hasFocus()


def test_nobody_found_offers_to_add_them(page):
    QTest.keyClicks(page._list.search, "zainal")
    assert page._list.layer() is page._list._none_found
    page._list._none_found.chosen.emit()
    assert name_line(page).text() == "zainal"


def test_a_number_too_short_to_search_with_is_told(page):
    QTest.keyClicks(page._list.search, "65")
    assert page._list._none_found._sentence.text() == "Type at least 3 digits."


def test_an_office_that_knows_nobody_says_how_to_begin(bench, wide, settled):
    made = PeoplePage(bench)
    wide.layout().addWidget(made)
    made.show()
    settled(lambda: made._list.layer() is made._list._none)
    made._list._none.chosen.emit()
    assert made._person._form._nik.hasFocus()


def test_a_change_is_saved_and_undone(page, store, people, settled, messages):
    choose(page, people[1])
    retype(name_line(page), "Budi Harjo")
    QTest.keyClick(name_line(page), Qt.Key.Key_Return)
    settled(lambda: "Budi Harjo" in names(page))
    assert kept(store, people[1]).name == "Budi Harjo"
    assert messages.told[-1][0] == "Budi Harjo was changed."
    messages.actions["Undo"]()
    settled(lambda: "Budi Santoso" in names(page))
    assert name_line(page).text() == "Budi Santoso"


def test_somebody_new_is_added_shown_and_chosen(page, store, settled, messages):
    QTest.keyClick(page._list.search, Qt.Key.Key_F2)
    QTest.keyClicks(page._person._form._nik, a.nik(4711))
    retype(name_line(page), "Zainal")
    QTest.keyClick(name_line(page), Qt.Key.Key_Return)
    settled(lambda: "Zainal" in names(page))
    new = page._person.record_id
    assert kept(store, new).nik == a.nik(4711)
    settled(lambda: page._list.view.chosen_id() == new)
    messages.actions["Undo"]()
    settled(lambda: "Zainal" not in names(page))
    assert page._right.currentWidget() is page._nothing


def test_a_problem_is_said_beside_its_field_and_nothing_is_saved(page, store, people):
    choose(page, people[1])
    nik = page._person._form._nik
    nik.setFocus()
    nik.selectAll()
    QTest.keyClicks(nik, "6501033205809001")
    assert page._person._form.grid.row("nik").said()
    QTest.keyClick(nik, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not page._person.panel._save.isEnabled()
    assert kept(store, people[1]).nik != "6501033205809001"


def test_a_nik_that_is_somebody_elses_leads_to_them(page, store, people, settled):
    choose(page, people[1])
    nik = page._person._form._nik
    nik.setFocus()
    nik.selectAll()
    QTest.keyClicks(nik, kept(store, people[2]).nik)
    page._person.panel.save_asked.emit()
    settled(lambda: "Citra Lawing" in page._person.panel.notice.text())
    page._person.panel.notice._action.click()
    assert page._person.record_id == people[2]
    settled(lambda: page._list.view.chosen_id() == people[2])


def test_unsaved_work_asks_before_another_person_is_shown(page, people, messages):
    choose(page, people[0])
    retype(name_line(page), "Awing Baru")
    messages.agrees = False
    page._list.view.choose(people[1])
    assert page._person.record_id == people[0]
    assert name_line(page).text() == "Awing Baru"
    assert not page.may_leave()
    messages.agrees = True
    page._list.view.choose(people[1])
    assert page._person.record_id == people[1]


def test_escape_takes_back_what_was_typed(page, people):
    choose(page, people[0])
    retype(name_line(page), "Awing Baru")
    QTest.keyClick(name_line(page), Qt.Key.Key_Escape)
    assert name_line(page).text() == "awing Ding"
    assert page._list.view.hasFocus()


def test_a_person_is_gone_to_by_id(page, people, settled):
    page.go(person_id=people[2])
    assert page._person.record_id == people[2]
    assert page._list.view.chosen_id() == people[2]


def test_events_and_enrolments_are_shown_and_lead_to_the_event(page, keep, people, went, settled):
    event = keep(a.event(title="Sosialisasi")).id
    keep(
        a.attendance(event_id=event, person_id=people[0]),
        a.enrolment(event_id=event, person_id=people[0]),
    )
    choose(page, people[0])
    assert "2" in page._person._parts.tabText(1)
    page._person.show_part("rest")
    lines = page._person._record._events.lines()
    assert [line.accessibleName() for line in lines] == [
        "Sosialisasi, 28 June 2022 · Desa Pimping, Invited"
    ]
    QTest.keyClick(lines[0], Qt.Key.Key_Return)
    assert went == [("event", {"event_id": event, "part": "people"})]


def test_a_change_made_elsewhere_is_shown(page, store, people, settled):
    choose(page, people[0])
    with store.writing() as session:
        change_person(session, people[0], PersonDraft(name="Awing Baru"))
    settled(lambda: "Awing Baru" in names(page))
    assert name_line(page).text() == "Awing Baru"


def test_a_change_made_elsewhere_leaves_what_is_being_typed(page, store, people, settled):
    choose(page, people[0])
    retype(name_line(page), "Awing Sendiri")
    with store.writing() as session:
        change_person(session, people[0], PersonDraft(name="Awing Baru"))
    settled(lambda: "Awing Baru" in names(page))
    assert name_line(page).text() == "Awing Sendiri"


def test_niks_are_masked_until_asked_for(page):
    model = page._list.view.model()
    assert "••••••" in model.index(0, 1).data()
    page._list.eye.click()
    assert model.index(0, 1).data().isdigit()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_and_shown_as_they_are(page, store, people, settled, name):
    choose(page, people[0])
    line = name_line(page)
    line.setText(name)
    line.textEdited.emit(name)
    page._person.panel.save_asked.emit()
    settled(lambda: name in names(page))
    assert kept(store, people[0]).name == name
    with store.reading() as session:
        assert len(people_ids(session)) == 3


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_the_keyboard_reaches_has_a_name(bench, wide, people, settled, language):
    speak(language)
    made = PeoplePage(bench)
    wide.layout().addWidget(made)
    made.show()
    settled(lambda: len(names(made)) == len(people))
    made.show_record(people[0])
    assert unnamed(wide) == []
    made.add_record()
    assert unnamed(wide) == []


def test_of_somebody_new_who_is_known_is_proposed_and_f6_leads_there(page, keep, settled, messages):
    known = keep(a.person(name="Martha Usat", phone="+6281254110372")).id
    QTest.keyClick(page._list.search, Qt.Key.Key_F2)
    detail = page._person
    retype(name_line(page), "Marta Usat")
    QTest.keyClicks(detail._form._phone, "081254110372")
    settled(lambda: detail.alike.texts() != [])
    assert "Martha Usat" in detail.alike.texts()[0]
    assert name_line(page).hasFocus(), "the keyboard stays"
    messages.agrees = False
    QTest.keyClick(name_line(page), Qt.Key.Key_F6)
    assert detail.record_id is None, "what was typed is not lost without asking"
    messages.agrees = True
    QTest.keyClick(name_line(page), Qt.Key.Key_F6)
    assert detail.record_id == known
    assert detail.alike.texts() == []


def test_of_somebody_known_nobody_is_proposed_while_a_field_is_mended(page, keep, people, settled):
    keep(a.person(name="Budi Harjo", phone="+6281254110372"))
    choose(page, people[1])
    retype(name_line(page), "Budi Harjo")
    QTest.keyClicks(page._person._form._phone, "081254110372")
    QTest.qWait(400)
    settled()
    assert page._person.alike.texts() == []
