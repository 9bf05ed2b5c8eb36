import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests import factories as a
from tests.models.exchange.returned import SAMPLE
from ui.pages.people_page import PeoplePage


@pytest.fixture
def page(bench, wide, keep, settled):
    keep(a.person(name="Budi Santoso"))
    made = PeoplePage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.go()
    made.begin()
    settled()
    return made


@pytest.fixture
def looking(page, messages, settled):
    """The page while a file is being looked through."""
    messages.files = [SAMPLE]
    page.returns.button.click()
    settled(lambda: page.returns.pane is not None and page.returns.pane.body.isVisible())
    return page


def test_a_file_that_is_chosen_is_looked_through_in_place_of_the_people(looking):
    assert not looking.columns.isVisible()
    assert looking.returns.pane.body.view.hasFocus()


def test_no_file_chosen_changes_nothing(page):
    page.returns.button.click()
    assert page.columns.isVisible()


def test_given_up_by_escape_the_people_are_back(looking):
    QTest.keyClick(looking.returns.pane, Qt.Key.Key_Escape)
    assert looking.columns.isVisible()
    assert not looking.returns.pane.isVisible()
    assert looking._list.search.hasFocus()


def test_somebody_asked_for_meanwhile_is_shown(looking, keep, settled):
    person = keep(a.person(name="Citra Lawing"))
    settled()
    looking.go(person_id=person.id)
    assert looking.columns.isVisible()
    assert looking._person.record_id == person.id


def test_a_page_left_and_come_back_to_still_shows_the_file(looking):
    assert looking.may_leave()
    looking.go()
    assert looking.returns.pane.isVisible()


def test_a_file_dropped_on_the_people_is_looked_through(page, settled):
    page.returns._drop.dropped.emit(SAMPLE)
    settled(lambda: page.returns.pane is not None and page.returns.pane.body.isVisible())
    assert page.returns.pane.body.model.rowCount() == 117
