"""What the parts of an event's page count, and lists that are dropped on any of them."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.enrolment.contribution import price
from models.enrolment.tables import Sector
from models.events.operations import check_in, invite, plan_event
from tests import factories as a
from tests.ui.dragging import carrying, drop
from tests.ui.pages.event_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.event_at_hand import click, inside, settle
from ui.panes.desk_enrolment import DeskEnrolment
from ui.panes.documents_box import DocumentsBox
from ui.panes.import_pane import ImportPane
from ui.panes.making import Part

FARMERS = Path(__file__).parents[3] / "resources" / "demo" / "daftar-petani-pimping.xlsx"


def tabs(page):
    return [page._parts.tabText(number) for number in range(page._parts.count())]


def test_the_tabs_count_those_invited(page, bench, event, keep):
    person = keep(a.person()).id
    with bench.store.writing() as session:
        invite(session, event, [person])
    assert tabs(page) == ["Plan", "People  1", "Desk", "Cards", "Summary"]


@pytest.fixture
def held(bench, event, keep):
    """The event, with two invited, of whom one came, a walk-in and a card to be printed."""
    first, second, walker = keep(*(a.person() for _number in range(3)))
    with bench.store.writing() as session:
        invite(session, event, [first.id, second.id])
        check_in(session, event, first.id)
        check_in(session, event, walker.id)
    paid = price(
        income=1_000_000,
        sector=Sector.OTHER,
        programmes=("JKK", "JKM"),
        first_month=date(2022, 7, 1),
        months=6,
    )
    given = {"event_id": event, "person_id": first.id, "pricing": paid.as_pricing()}
    keep(a.card(enrolment_id=keep(a.enrolment(**given)).id))
    return event


HELD = ["Plan", "People  3", "Desk  2", "Cards  1", "Summary"]


@pytest.mark.parametrize("part", list(Part))
def test_the_tabs_count_the_same_whichever_parts_were_opened(
    workspace, bench, held, keep, qtbot, part
):
    workspace.show_page("event", event_id=held)
    page = workspace.page()
    assert tabs(page) == HELD, "everybody on the list, walk-ins too"
    page._parts.choose(part)
    settle(bench, qtbot)
    assert tabs(page) == HELD
    person = keep(a.person()).id
    with bench.store.writing() as session:
        check_in(session, held, person)
    settle(bench, qtbot)
    assert tabs(page) == ["Plan", "People  4", "Desk  3", "Cards  1", "Summary"]


def test_each_event_has_its_own_counts(workspace, bench, held, keep, qtbot):
    person = keep(a.person()).id
    with bench.store.writing() as session:
        other = plan_event(session, a.event_draft(title="Lain")).id
        invite(session, other, [person])
    for part in Part:
        workspace.show_page("event", event_id=held, part=part)
    page = workspace.page()
    workspace.show_page("event", event_id=other)
    settle(bench, qtbot)
    assert tabs(page) == ["Plan", "People  1", "Desk", "Cards", "Summary"]
    workspace.show_page("event", event_id=held)
    settle(bench, qtbot)
    assert tabs(page) == HELD


def takers(page):
    """Return what on the page would take a drop for itself."""
    passing = Qt.WidgetAttribute.WA_TransparentForMouseEvents  # as the style's focus frames are
    inside = page.findChildren(QWidget)
    return [one for one in inside if one.acceptDrops() and not one.testAttribute(passing)]


def list_on_show(page):
    """Return what the import that is seen shows, if there is one."""
    pane = inside(page, ImportPane)
    return pane and pane._file.text()


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.PEOPLE])
def test_a_list_dropped_on_any_part_is_taken_in_among_the_people(
    page, workspace, bench, qtbot, part
):
    page._parts.choose(part)
    settle(bench, qtbot)
    drop(page, carrying(FARMERS))
    settle(bench, qtbot)
    assert workspace.place.where["part"] == Part.PEOPLE
    assert list_on_show(page) == FARMERS.name


def test_a_list_dropped_above_the_people_is_taken_in_too(page, bench, qtbot):
    page._parts.choose(Part.PEOPLE)
    settle(bench, qtbot)
    drop(page, carrying(FARMERS))
    settle(bench, qtbot)
    assert list_on_show(page) == FARMERS.name


def test_fields_let_a_list_through_to_the_page(page, bench, keep, event, qtbot):
    keep(a.attendance(event_id=event, person_id=keep(a.person(name="Usun")).id))
    for part in Part:
        if part is Part.PEOPLE:
            continue
        page._parts.choose(part)
        settle(bench, qtbot)
    page._parts.choose(Part.DESK)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    assert inside(page, DeskEnrolment)
    # Documents are dropped where they are listed.
    assert [type(one) for one in takers(page)] == [DocumentsBox]


@pytest.mark.parametrize("agrees", [True, False])
def test_a_dropped_list_asks_before_what_was_typed_is_lost(page, bench, messages, qtbot, agrees):
    messages.agrees = agrees
    click(page, "Edit")
    page._planning.form.fields.title.setText("Lain")
    drop(page, carrying(FARMERS))
    settle(bench, qtbot)
    assert [one.text for one in messages.asked] == ["Leave without saving?"]
    assert list_on_show(page) == (FARMERS.name if agrees else None)
    assert page._planning.form.isVisible() is not agrees


def test_nothing_can_be_dropped_where_there_is_no_event_yet(workspace, event):
    for place in ({"event_id": None}, {"event_id": 999}):
        workspace.show_page("event", **place)
        page = workspace.page()
        assert not page.acceptDrops()
        assert takers(page) == []
    workspace.show_page("event", event_id=event)
    assert workspace.page().acceptDrops()
