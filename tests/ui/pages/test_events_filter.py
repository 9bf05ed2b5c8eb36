"""What is filtered on Kegiatan, in every way of showing."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.filters import EventFilter, Period
from models.events.tables import EventKind, EventPartner, Stage
from models.local_notes import note
from models.office.queries import today
from tests import factories as a
from tests.ui.reach import unnamed
from ui.pages.events_page import BOARD, LIST, MONTH, WEEK, EventsPage
from ui.panes.event_filter_bar import KEPT_AS


@pytest.fixture
def events(bench, keep):
    """A talk and a drive, both today."""
    with bench.store.reading() as session:
        start = datetime.combine(today(session), datetime.min.time()) + timedelta(hours=9)
    span = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    dinas = a.partner(name="Dinas Perikanan")
    part = EventPartner(partner=dinas, role="host", answer="waiting")
    keep(
        a.event(title="Bicara", region_line="Desa Bunyu", partners=[part], **span),
        a.event(title="Jemput", kind=EventKind.DRIVE, stage=Stage.READY, **span),
    )
    return dinas


@pytest.fixture
def show(bench, stage):
    def _show():
        made = EventsPage(bench)
        stage.resize(1366, 768)
        stage.layout().addWidget(made)
        made.show()
        made.go()
        return made

    return _show


def names(bench, ids):
    from models.events.queries import event_rows

    with bench.store.reading() as session:
        return sorted(row.title for row in event_rows(session, list(ids)).values())


def tick(button, text):
    next(one for one in button.menu().actions() if one.text() == text).trigger()


@pytest.mark.parametrize("way", [LIST, MONTH, WEEK, BOARD])
def test_a_filter_holds_in_every_way_of_showing(bench, events, show, way):
    page = show()
    page.views.choose(way)
    assert names(bench, page._shown_ids()) == ["Bicara", "Jemput"]
    tick(page._filter.kinds, "Enrolment drive")
    assert names(bench, page._shown_ids()) == ["Jemput"]
    assert page._filter.said() == "Shown are only: Kind: Enrolment drive"
    page._filter.clear.click()
    assert names(bench, page._shown_ids()) == ["Bicara", "Jemput"]
    assert page._filter.said() == ""


def test_every_field_narrows_and_is_said(bench, events, show, qtbot):
    page = show()
    bar = page._filter
    tick(bar.stages, "Draft")
    bar.place.setText("bunyu")
    bar.period.setCurrentIndex(list(Period).index(Period.YEAR))
    bar.period.picked.emit()
    QTest.keyClicks(bar.partner, "perik")
    QTest.keyClick(bar.partner._list, Qt.Key.Key_Return)
    assert bar.wanted().partner_id == events.id
    assert names(bench, page._shown_ids()) == ["Bicara"]
    for part in ("Stage: Draft", "Partner: Dinas Perikanan", "Place: bunyu"):
        assert part in bar.said()
    bar.officer.setCurrentIndex(1)
    bar.officer.picked.emit()
    assert names(bench, page._shown_ids()) == []
    assert page._list().empty.isVisible()


def test_a_given_period_shows_its_days(events, show, bench):
    page = show()
    page._filter_button.setChecked(True)
    bar = page._filter
    assert not bar.first.isVisible()
    bar.period.show_value(Period.GIVEN)
    bar.period.picked.emit()
    assert bar.first.isVisible()
    QTest.keyClicks(bar.first, "1/1/2090")
    bar.first.changed.emit()
    assert bar.said() == "Shown are only: From 01/01/2090"
    assert names(bench, page._shown_ids()) == []


def test_the_piles_count_what_is_filtered(events, show):
    page = show()
    tick(page._filter.stages, "Ready")
    piles = page._list().piles
    assert [piles.tabText(n) for n in range(2)] == ["Coming  1", "Past due  0"]


def test_the_filter_is_there_again_after_a_start(events, show, settled):
    tick(show()._filter.kinds, "Enrolment drive")
    settled()
    assert show()._filter.wanted() == EventFilter(kinds=(EventKind.DRIVE,))


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"kinds": ["feast"]}', '{"officer_id": "x"}'])
def test_a_filter_that_cannot_be_read_filters_nothing(bench, show, kept):
    note(bench.store, KEPT_AS, kept)
    assert show()._filter.wanted() == EventFilter()


def test_partner_and_officer_that_are_gone_are_not_asked_for(bench, show):
    note(bench.store, KEPT_AS, '{"partner_id": 99, "officer_id": 98, "place": "Bunyu"}')
    assert show()._filter.wanted() == EventFilter(place="Bunyu")


def test_the_fields_are_folded_away_and_the_words_stay(events, show, settings):
    page = show()
    assert not page._filter.isVisible()
    page._filter_button.setChecked(True)
    assert page._filter.kinds.isVisible()
    tick(page._filter.kinds, "Enrolment drive")
    page._filter_button.setChecked(False)
    assert not page._filter.kinds.isVisible()
    assert page._filter.clear.isVisible()
    assert settings.events_filter_shown is False


def test_the_pile_and_the_order_are_there_again(events, show):
    page = show()
    page._list().choose("all")
    page._list().table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    again = show()._list()
    assert again.piles.name() == "all"
    assert [again.model.row(n).title for n in range(2)] == ["Jemput", "Bicara"]


@pytest.mark.parametrize("way", [WEEK, BOARD])
def test_every_control_has_a_name(events, show, stage, way):
    page = show()
    page.views.choose(way)
    page._filter_button.setChecked(True)
    assert unnamed(stage) == []


@pytest.mark.parametrize("place", ["<b>R&D</b>", "%", "'; DROP TABLE event;--", "x" * 400])
def test_hostile_text_is_letters(events, show, bench, place):
    page = show()
    page._filter.place.setText(place)
    assert names(bench, page._shown_ids()) == []
    assert place.strip() in page._filter.said()
