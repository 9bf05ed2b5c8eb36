"""The list that a figure opens, among the people and among the events."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.tables import EventKind, Stage
from models.events.told import EventBy
from models.people.bin import archive_people
from models.people.listing import Listing
from models.people.views import save_view
from models.reporting.behind import Behind
from models.reporting.behind_event import BehindEvent, EventKey, Mark
from models.reporting.periods import Period
from tests import factories as a
from tests.ui.reach import unnamed
from ui.pages.events_page import EventsPage
from ui.pages.people_page import PeoplePage

JUNE = Period.read("2022-06")


@pytest.fixture
def settle(bench, qtbot):
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.fixture
def enrol(keep):
    """Have somebody enrol in June 2022, at an event or at the office."""

    def _enrol(name, event=None, day=15, **given):
        person = keep(a.person(name=name, **given))
        at = datetime(2022, 6, day, 3, tzinfo=UTC)
        keep(a.enrolment(person_id=person.id, event_id=event, enrolled_at=at))
        return person.id

    return _enrol


@pytest.fixture
def people(bench, stage, settle):
    made = PeoplePage(bench)
    stage.resize(1366, 768)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    settle()
    return made


@pytest.fixture
def events(bench, stage, settle):
    made = EventsPage(bench)
    stage.resize(1366, 768)
    stage.layout().addWidget(made)
    made.show()
    made.go()
    settle()
    return made


def names(page):
    model = page._list.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_exactly_those_counted_are_listed_and_the_chip_says_so(enrol, keep, people, settle):
    enrol("Awing")
    enrol("Citra")
    keep(a.person(name="Budi"))
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    assert names(people) == ["Awing", "Citra"]
    assert people._people.chip.said() == "Enrolled · June 2022 · 2 people"


def test_somebody_with_two_records_is_listed_once_and_that_is_said(keep, enrol, people, settle):
    person = enrol("Awing")
    keep(a.enrolment(person_id=person, enrolled_at=datetime(2022, 6, 20, tzinfo=UTC)))
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    assert names(people) == ["Awing"]
    assert people._people.chip.said().endswith("2 records of 1 person")


def test_who_is_in_the_recycle_bin_is_counted_and_listed(bench, enrol, people, settle):
    person = enrol("Awing")
    with bench.store.writing() as session:
        archive_people(session, [person], "Dua kali")
    settle()
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    assert names(people) == ["Awing"]


def test_a_filter_that_was_set_hides_nobody_who_is_counted(enrol, people, settle):
    enrol("Awing", region_line="Desa Pimping")
    people._people.filter.place.setText("Bunyu")
    settle()
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    assert names(people) == ["Awing"]


def test_those_of_a_figure_can_be_searched(enrol, keep, people, settle):
    enrol("Awing")
    enrol("Citra")
    keep(a.person(name="Citra Lain"))
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    QTest.keyClicks(people._people.search, "citra")
    settle()
    assert names(people) == ["Citra"]


def test_the_cross_shows_everybody_again(enrol, keep, people, settle):
    enrol("Awing")
    keep(a.person(name="Budi"))
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    people._people.chip.cross.click()
    settle()
    assert names(people) == ["Awing", "Budi"]
    assert people._people.chip.said() == ""


def test_what_is_counted_anew_is_listed_anew(enrol, people, settle):
    enrol("Awing")
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    enrol("Citra")
    settle()
    assert names(people) == ["Awing", "Citra"]


def test_everybody_listed_is_only_those_of_the_figure(bench, enrol, keep, people, settle):
    person = enrol("Awing")
    keep(a.person(name="Budi"))
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    with bench.store.reading() as session:
        assert list(people._people.listed()(session)) == [person]


def kept_view(page, name):
    """Keep what is shown under a name, as one does with the keyboard."""
    views = page._people.views
    views.ask_to_save()
    QTest.keyClicks(views.form.field, name)
    QTest.keyClick(views.form.field, Qt.Key.Key_Return)


@pytest.mark.parametrize("of_event", [True, False])
def test_the_list_of_a_figure_is_kept_as_a_view_and_comes_back(
    enrol, keep, people, settle, of_event
):
    event = keep(a.event(title="Temu Tani")).id
    enrol("Awing", event)
    keep(a.person(name="Budi"))
    of_its_event = BehindEvent(event, Mark(EventKey.ENROLLED))
    people.go(figure=of_its_event if of_event else Behind("enrolled", JUNE))
    settle()
    said = people._people.chip.said()
    kept_view(people, "Yang mendaftar")
    settle()
    people._people.chip.cross.click()
    settle()
    assert names(people) == ["Awing", "Budi"]
    enrol("Citra", event)
    people._people.views.menu.actions()[0].trigger()
    settle()
    assert names(people) == ["Awing", "Citra"]
    assert people._people.chip.said() == said.replace("1 person", "2 people")


def test_a_view_without_a_figure_ends_the_list_of_one(enrol, keep, people, settle):
    enrol("Awing")
    keep(a.person(name="Budi"))
    kept_view(people, "Semua")
    settle()
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    people._people.views.menu.actions()[0].trigger()
    settle()
    assert names(people) == ["Awing", "Budi"]
    assert people._people.chip.said() == ""


def test_a_view_of_an_event_that_is_gone_lists_nobody(bench, enrol, people, settle):
    enrol("Awing")
    with bench.store.writing() as session:
        figure = BehindEvent(404, Mark(EventKey.PRESENT, EventBy.AGE, "< 25"))
        save_view(session, "Hilang", Listing(), figure=figure)
    settle()
    people._people.views.menu.actions()[0].trigger()
    settle()
    assert names(people) == []


def test_who_waits_for_a_number_is_listed_without_a_period(enrol, keep, people, settle):
    enrol("Awing")
    enrol("Citra", member_number="22012345678")
    people.go(figure=Behind("waiting", JUNE))
    settle()
    assert names(people) == ["Awing"]
    assert people._people.chip.said() == "Waiting for a membership number · 1 person"


def test_a_figure_of_an_events_summary_lists_its_people(enrol, keep, people, settle):
    event = keep(a.event(title="Temu Tani <b>"))
    enrol("Awing", event.id)
    enrol("Budi")
    people.go(figure=BehindEvent(event.id, Mark(EventKey.ENROLLED)))
    settle()
    assert names(people) == ["Awing"]
    assert people._people.chip.said() == "Enrolled · Temu Tani <b> · 1 person"


def test_exactly_the_events_counted_are_listed(keep, events, settle):
    day = {"starts_at": datetime(2022, 6, 28, 9), "ends_at": datetime(2022, 6, 28, 12)}
    held = keep(a.event(stage=Stage.DONE, **day))
    off = keep(a.event(stage=Stage.CANCELLED, kind=EventKind.DRIVE, **day))
    keep(a.event(stage=Stage.DONE))
    settle()
    events.go(figure=Behind("events_planned", JUNE))
    settle()
    assert set(events._list().event_ids()) >= {held.id, off.id}
    events.go(figure=Behind("events_off", JUNE))
    settle()
    assert events._list().event_ids() == [off.id]
    assert events.chip.said() == "Events called off · June 2022 · 1 event"


def test_the_cross_shows_all_events_again(keep, events, settle):
    keep(a.event(stage=Stage.CANCELLED))
    keep(a.event(stage=Stage.DONE))
    events.go(figure=Behind("events_off", JUNE))
    settle()
    assert len(events._list().event_ids()) == 1
    events.chip.cross.click()
    settle()
    assert len(events._list().event_ids()) == 2


def test_every_control_has_a_name(enrol, people, stage, settle):
    enrol("Awing")
    people.go(figure=Behind("enrolled", JUNE))
    settle()
    assert unnamed(stage) == []
