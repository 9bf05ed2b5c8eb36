from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from models.events.moving import move_event
from models.events.operations import plan_event
from models.office.closed_days import ClosedDayDraft, add_closed_days
from models.office.tables import Absence, AbsenceKind, Officer
from tests import factories as a
from tests.ui.reach import said
from ui.forms.clash_lines import SHOWN
from ui.panes.clash_notice import ClashNotice
from ui.widgets.panel import Panel
from ui.widgets.text import Text

DAY = date(2026, 11, 24)
NINE = datetime(2026, 11, 24, 9)


@pytest.fixture
def budi(keep):
    return keep(Officer(name="Budi")).id


@pytest.fixture
def plan(store):
    def _plan(title, hour=9, **given):
        start = NINE.replace(hour=hour)
        draft = a.event_draft(
            title=title, starts_at=start, ends_at=start + timedelta(hours=3), **given
        )
        with store.writing() as session:
            return plan_event(session, draft).id

    return _plan


@pytest.fixture
def notice(bench, stage):
    panel = Panel("Plan")
    made = ClashNotice(bench)
    panel.add(made)
    stage.resize(420, 420)
    stage.layout().addWidget(panel)
    panel.show()
    return made


def links(notice):
    return [one for one in notice.findChildren(QToolButton) if one.isVisible()]


def test_without_a_clash_it_takes_no_room(notice, plan, budi, settled):
    notice.show_event(plan("Satu", staff=(budi,)))
    settled()
    assert notice.isHidden()


def test_each_clash_is_a_sentence_with_a_way_to_the_other_side(
    notice, plan, budi, settled, keep, went
):
    event = plan("Satu", staff=(budi,))
    other = plan("Dua <b>&</b>", 11, staff=(budi,))
    keep(Absence(officer_id=budi, kind=AbsenceKind.LEAVE, first_day=DAY, last_day=DAY))
    notice.show_event(event)
    settled(notice.isVisible)
    assert notice.lines.texts() == [
        "Budi is on leave on 24 November 2026.",
        "Budi is at “Dua <b>&</b>” then: Tuesday, 24 November 2026, 11:00–14:00.",
    ]
    assert [said(one) for one in links(notice)] == ["Open leave and travel", "Open Dua <b>&</b>"]
    for link in links(notice):
        link.setFocus()
        QTest.keyClick(link, Qt.Key.Key_Space)
    assert went == [
        ("settings", {"section": "people"}),
        ("event", {"event_id": other, "part": "plan"}),
    ]


def test_moving_the_other_event_away_takes_the_notice_away_and_back_again(
    notice, plan, budi, settled, store
):
    event, other = plan("Satu", staff=(budi,)), plan("Dua", staff=(budi,))
    notice.show_event(event)
    settled(notice.isVisible)
    with store.writing() as session:
        move_event(session, other, DAY + timedelta(days=3))
    settled(notice.isHidden)
    with store.writing() as session:
        move_event(session, other, DAY)
    settled(notice.isVisible)


def test_another_event_shows_nothing_of_the_first(notice, plan, budi, settled):
    event = plan("Satu", staff=(budi,))
    plan("Dua", staff=(budi,))
    free = plan("Tiga", 20)
    notice.show_event(event)
    notice.show_event(free)
    assert notice.isHidden()
    settled()
    assert notice.isHidden()


def test_a_holiday_has_nowhere_to_lead_to(notice, settled, store, plan):
    christmas = datetime(2026, 12, 25, 9)
    draft = a.event_draft(starts_at=christmas, ends_at=christmas + timedelta(hours=2))
    with store.writing() as session:
        event = plan_event(session, draft).id
        add_closed_days(session, ClosedDayDraft("Pindah", christmas.date()))
    notice.show_event(event)
    settled(notice.isVisible)
    assert len(notice.lines.texts()) == 2
    assert [said(one) for one in links(notice)] == ["Open the closed days"]


def test_of_many_clashes_the_rest_is_counted(notice, plan, budi, settled):
    event = plan("Satu", staff=(budi,))
    for number in range(SHOWN + 3):
        plan(f"Lain {number}", staff=(budi,))
    notice.show_event(event)
    settled(notice.isVisible)
    assert len(notice.lines.texts()) == SHOWN
    shown = [text.text() for text in notice.findChildren(Text) if text.isVisible()]
    assert shown[-1] == "and 3 more"
