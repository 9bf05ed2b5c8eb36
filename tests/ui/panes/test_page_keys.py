"""Every key that the help lists for a page does there what is said of it."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.printing
from models.events.operations import invite
from models.events.tables import Event
from models.office.drafts import OfficeDraft
from tests import factories as a
from tests.ui.cameras import multimedia  # noqa: F401 - a fixture, found by name
from tests.ui.panes.letters_at_hand import make, part
from ui.forms.office_form import OfficeForm
from ui.page_keys import page_keys
from ui.pages.cards_page import CardsPage
from ui.pages.partners_page import PartnersPage
from ui.pages.people_page import PeoplePage
from ui.panes.cards_pane import CardsPane
from ui.panes.desk_pane import DeskPane
from ui.panes.form_panel import FormPanel
from ui.panes.letters_pane import LettersPane
from ui.panes.month_pane import MonthPane
from ui.panes.people_pane import PeoplePane
from ui.panes.summary_pane import SummaryPane


def keys_of(place):
    """Return each key listed for a place, to be tried."""
    return [key for listed in page_keys()[place] for key in listed.keys]


def press(keys):
    """Press keys as they are listed, where the keyboard is."""
    pressed = QKeySequence(keys)[0]
    QTest.keyClick(QApplication.focusWidget(), pressed.key(), pressed.keyboardModifiers())


@pytest.fixture
def show(stage):
    """Show something in a window that is large enough for it."""

    def _show(made):
        stage.resize(1200, 700)
        stage.layout().addWidget(made)
        made.show()
        return made

    return _show


def test_these_are_all_the_places_that_have_keys():
    of_events = ["month", "week", "board", "lines", "parts", "documents", "tables"]
    of_the_desk = ["desk", "enrolment", "payment"]
    of_cards = ["cards", "check", "design"]
    places = ["guests", "list", *of_cards, "summary", "letters", "differences", "records"]
    of_forms = ["newcomer", "forms", "meanwhile"]
    assert list(page_keys()) == [*of_events, *of_the_desk, *places, *of_forms]


@pytest.fixture
def month(show, bench, keep):
    """A month with two events on the day the keyboard is on."""
    keep(a.event(), a.event())
    pane = show(MonthPane(bench))
    pane.show_day(a.START.date())
    pane.begin()
    return pane


@pytest.mark.parametrize("key", keys_of("month"))
def test_keys_of_the_month(month, bench, settled, went, key):
    chosen, other = [event.id for event in month.events]
    press(key)
    settled()
    with bench.store.reading() as session:
        held_on = session.get_one(Event, chosen).starts_at.date()
    days, at = {"Left": -1, "Right": 1, "Up": -7, "Down": 7}, a.START.date()
    later = timedelta(days=days.get(key.removeprefix("Ctrl+"), 0))
    done = {
        "PgUp": lambda: month.view.day() == at.replace(month=5),
        "PgDown": lambda: month.view.day() == at.replace(month=7),
        "Home": lambda: month.view.day() == month.now.date(),
        "T": lambda: month.view.day() == month.now.date(),
        "Space": lambda: month.view.chosen() == other,
        "Enter": lambda: went == [("event", {"event_id": chosen})],
        "F2": lambda: went == [("event", {"event_id": None, "day": at})],
    }
    moved = key.startswith("Ctrl+")
    assert (held_on == at + later) if moved else (held_on == at)
    assert done.get(key, lambda: month.view.day() == at + later)()


@pytest.fixture
def desk(show, bench, keep, event):
    """The desk, at which two people have been found."""
    people = keep(a.person(name="Budi Lawing"), a.person(name="Citra Lawing"))
    with bench.store.writing() as session:
        invite(session, event, [person.id for person in people])
    pane = show(DeskPane(bench))
    pane.show_event(event)
    pane.begin()
    QTest.keyClicks(pane.finder.search, "lawing")
    return pane


@pytest.mark.usefixtures("multimedia")
@pytest.mark.parametrize("key", keys_of("desk"))
def test_keys_of_the_desk(desk, settled, key):
    pane = desk
    first, second = pane.finder.view.model().ids
    if key == "Up":
        pane.finder.view.choose(second)
    press(key)
    settled()
    side = pane.places.form
    done = {
        "Enter": lambda: pane._at.row.id == first and pane._at.row.present_at is not None,
        "F4": lambda: side.isVisible() and side.form.draft().person.name == "Budi Lawing",
        "F2": lambda: side.isVisible() and side.form.draft().person.name == "lawing",
        "Up": lambda: pane.finder.view.chosen_id() == first,
        "Down": lambda: pane.finder.view.chosen_id() == second,
        "Esc": lambda: pane.finder.search.text() == "",
        "F3": lambda: pane.mending.isVisible(),
        "F5": lambda: pane.camera.isVisible(),
        "F6": lambda: pane.places.money.isVisible(),
        "F9": lambda: "Budi Lawing" in pane.outcome.text(),
        "F12": lambda: not pane.finder.shows_niks,  # they are shown only while it is held
        "Ctrl+E": lambda: pane.places.paper.isVisible(),
    }
    assert done["F4" if key == "Ctrl+Enter" else key]()


@pytest.fixture
def people(show, bench, event, guests, settled):
    """The people of an event; the keyboard is on somebody who is awaited."""
    pane = show(PeoplePane(bench))
    pane.show_event(event)
    settled(lambda: pane.guests.view.model().rowCount() == len(guests))
    pane.guests.view.choose(guests["awaited"])
    pane.guests.view.setFocus()
    return pane


@pytest.mark.parametrize("key", keys_of("guests"))
def test_keys_of_the_people_of_an_event(people, guests, settled, went, key):
    press(key)
    settled()
    listed = people.guests.view.model().ids
    done = {
        "F2": lambda: people.adding is not None and people.adding.isVisible(),
        "Enter": lambda: went == [("people", {"person_id": guests["awaited"]})],
        "Del": lambda: set(listed) == set(guests.values()) - {guests["awaited"]},
    }
    assert done[key]()


@pytest.mark.parametrize("key", keys_of("list"))
def test_keys_of_a_list_that_is_imported(take, written, qtbot, key):
    pane = take(written(("Nama", "NIK"), ("Budi Lawing", "6501034507880002")))
    pane.body.view.go_to(1, 2)
    pane.body.begin()
    view = pane.body.view
    if key == "Ctrl+Enter":
        with qtbot.waitSignal(view.repair_asked):
            press(key)
    elif key == "Esc":
        with qtbot.waitSignal(pane.left):
            press(key)
    else:
        assert key in ("Enter", "F2")
        press(key)
        assert view.is_editing()


@pytest.fixture
def printers(monkeypatch):
    """For what a printer was asked for; none is chosen."""
    asked = []
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *given: asked.append(given))
    return asked


@pytest.fixture
def cards(show, bench, keep, event, settled):
    """The cards of an event, one of which waits to be printed."""
    person = keep(a.person()).id
    keep(a.card(enrolment_id=keep(a.enrolment(event_id=event, person_id=person)).id))
    pane = show(CardsPane(bench))
    pane.show_event(event)
    settled(lambda: not pane.work.paper._live._later.isActive())
    return pane


@pytest.mark.parametrize("key", keys_of("cards"))
def test_keys_of_the_cards(cards, printers, messages, settled, key):
    cards.begin()
    press(key)
    settled()
    assert {"Ctrl+P": printers, "Ctrl+S": messages.asked}[key]


@pytest.fixture
def checking(show, bench):
    """The page of all cards, with the code of a card typed into the check."""
    page = show(CardsPage(bench))
    page.go()
    page.check.open()
    page.check.pane.field.setText("x")
    return page


@pytest.mark.usefixtures("multimedia")
@pytest.mark.parametrize("key", keys_of("check"))
def test_keys_of_the_check(checking, settled, key):
    pane = checking.check.pane
    if key == "F4":
        checking.check.step_aside()
        checking.begin()
        checking.setFocus()
    press(key)
    settled()
    done = {
        "F4": lambda: pane.isVisible() and pane.field.hasFocus(),
        "Enter": lambda: pane.verdict.isVisible(),
        "F5": lambda: pane.camera.isVisible(),
        "Esc": lambda: pane.field.text() == "",
    }
    assert done[key]()


@pytest.fixture
def summary(show, bench, event, settled):
    """The summary of an event, drawn."""
    pane = show(SummaryPane(bench))
    pane.show_event(event)
    settled(lambda: not pane._later.isActive())
    return pane


@pytest.mark.parametrize("key", keys_of("summary"))
def test_keys_of_the_summary(summary, printers, settled, key):
    preview = summary.preview
    summary.begin()
    press(key)
    settled()
    done = {
        "Ctrl+P": lambda: printers,
        "Ctrl+F": lambda: preview.search.field.hasFocus(),
        "N": lambda: preview.link() == preview.links()[0],
        "Shift+N": lambda: preview.link() == preview.links()[-1] != preview.links()[0],
    }
    assert done[key]()


@pytest.fixture
def letters(show, bench, keep, settled):
    """The letter of an event, chosen in the list of them."""
    event = keep(a.event(partners=[part()])).id
    make(bench, event)
    pane = show(LettersPane(bench))
    pane.show_letter(event)
    settled(lambda: not pane.list.paper._live._later.isActive())
    return pane


@pytest.mark.parametrize("key", keys_of("letters"))
def test_keys_of_the_letters(letters, printers, messages, settled, key):
    press(key)
    settled()
    done = {
        "F2": lambda: letters.making.isVisible(),
        "Ctrl+P": lambda: printers,
        "Ctrl+S": lambda: messages.asked == ["Save the letter"],
        "Ctrl+Enter": lambda: letters.list.menu.isVisible(),
        "Del": lambda: letters.list.reason.isVisible(),
    }
    assert done[key]()
    letters.list.menu.hide()


@pytest.mark.parametrize("key", keys_of("records"))
@pytest.mark.parametrize("make", [PeoplePage, PartnersPage])
def test_keys_of_people_and_partners(show, bench, keep, settled, make, key):
    record = keep(a.person() if make is PeoplePage else a.partner()).id
    page = show(make(bench))
    page.go()
    page.begin()
    settled(lambda: page._list.view.model().rowCount() == 1)
    page._list.view.choose(record)
    page._list.view.setFocus()
    press(key)
    settled()
    assert page._detail.record_id == {"F2": None, "Enter": record}[key]
    assert page._detail.panel.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("key", keys_of("newcomer"))
def test_keys_of_a_person_who_is_added(show, bench, keep, settled, key):
    known = keep(a.person(name="Martha Usat", nik="6501035909840003", sex=None)).id
    page = show(PeoplePage(bench))
    page.go()
    page.add_record()
    detail = page._person
    detail._form.take(nik="6501035909840004", name="Martha Usat")
    settled(lambda: detail.alike.texts() != [])
    assert detail.panel.isAncestorOf(QApplication.focusWidget())
    press(key)
    settled()
    assert {"F6": detail.record_id}[key] == known


@pytest.mark.parametrize("key", keys_of("forms"))
def test_keys_of_forms(show, messages, qtbot, key):
    panel = show(FormPanel(OfficeForm(), messages))
    panel.show_draft(OfficeDraft("Kantor Cabang", "Tanjung Selor", head_name="Damai"))
    panel.form.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "x")
    wanted = {"Ctrl+S": panel.save_asked, "Enter": panel.save_asked, "Esc": panel.left}
    with qtbot.waitSignal(wanted[key]):
        press(key)
