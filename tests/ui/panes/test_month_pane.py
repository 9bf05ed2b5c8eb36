from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from models.events.drafts import stage_name
from models.events.filters import EventFilter
from models.events.moving import move_event
from models.events.tables import Event, EventStaff, Stage
from models.office.tables import ClosedDay, Officer
from models.words import speak
from tests import factories as a
from tests.statements import statements
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.calendar_pane import STAGE_GLYPHS
from ui.panes.month_pane import MonthPane

DAY = a.START.date()
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(bench, stage, settled):
    def _show(day=DAY):
        stage.resize(1000, 700)
        pane = MonthPane(bench)
        stage.layout().addWidget(pane)
        pane.show()
        pane.show_day(day)
        pane.begin()
        bench.changes.committed.connect(lambda _kinds: pane.read(EventFilter()))
        settled()
        return pane

    return _show


def on(pane, day):
    """Return what a day shows."""
    [cell] = [cell for cell in pane.view._cells if cell.day == day]
    return [chip.text for chip in cell.chips]


def cell(pane, day):
    [found] = [one for one in pane.view._cells if one.day == day]
    return found


def press(pane, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(pane.view, key, modifier)


@pytest.fixture
def held_on(bench):
    def _held_on(event_id):
        with bench.store.reading() as session:
            return session.get_one(Event, event_id).starts_at

    return _held_on


def test_each_day_shows_its_events_with_their_hour(keep, show):
    start = datetime(2022, 6, 29, 13, 5)
    keep(a.event(title="Siang", starts_at=start, ends_at=start), a.event(title="Pagi"))
    pane = show()
    assert on(pane, date(2022, 6, 28)) == ["09:00 Pagi"]
    assert on(pane, date(2022, 6, 29)) == ["13:05 Siang"]
    assert on(pane, date(2022, 6, 27)) == []
    assert pane.title.text() == "June 2022"


def test_an_event_of_several_days_stands_on_each_of_them(keep, show):
    keep(a.event(title="Lama", ends_at=datetime(2022, 6, 30, 12)))
    pane = show()
    days = [on(pane, date(2022, 6, number)) for number in range(27, 31)]
    assert days == [[], ["09:00 Lama"], ["Lama"], ["Lama"]]


@pytest.mark.parametrize("stage_of", Stage)
def test_a_stage_has_a_colour_an_icon_and_its_word_in_the_tip(keep, show, stage_of):
    keep(a.event(title="Satu", stage=stage_of))
    [chip] = cell(show(), date(2022, 6, 28)).chips
    assert chip.glyph == STAGE_GLYPHS[stage_of]
    assert chip.tip.splitlines() == [
        "Satu",
        "Tuesday, 28 June 2022, 09:00–12:30",
        stage_name(stage_of),
        "Balai Desa, Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan",
    ]
    assert chip.off == (stage_of in (Stage.CANCELLED, Stage.POSTPONED))


def test_stages_of_one_colour_differ_by_icon(keep, show):
    assert len(set(STAGE_GLYPHS.values())) == len(Stage)


def test_holidays_are_named_and_weekends_told_apart(show):
    pane = show(date(2022, 8, 17))
    assert cell(pane, date(2022, 8, 17)).holiday == "Independence Day"
    assert [one.day.day for one in pane.view._cells if one.rest and one.inside] == [
        6, 7, 13, 14, 20, 21, 27, 28,
    ]  # fmt: skip


def test_at_the_turn_of_the_year_the_holidays_of_both_are_named(show):
    pane = show(date(2022, 12, 31))
    assert cell(pane, date(2023, 1, 1)).holiday == "New Year's Day"
    assert cell(pane, date(2022, 12, 25)).holiday == "Christmas Day"


def test_the_week_begins_as_the_language_has_it(show):
    assert show().view._heads[0] == "Mon"
    speak("id")
    assert show().view._heads[:2] == ["Min", "Sen"]


def test_keys_turn_the_month_and_lead_back_to_today(show):
    pane = show(date(2022, 5, 31))
    press(pane, Qt.Key.Key_PageDown)
    assert pane.view.day() == date(2022, 6, 30)
    press(pane, Qt.Key.Key_PageUp)
    press(pane, Qt.Key.Key_PageUp)
    assert (pane.view.day(), pane.title.text()) == (date(2022, 4, 30), "April 2022")
    press(pane, Qt.Key.Key_Home)
    assert pane.view.day() == pane.now.date()


def test_buttons_do_the_same(show):
    pane = show()
    named = {said(one): one for one in pane.findChildren(QAbstractButton)}
    named["Next month"].click()
    assert pane.title.text() == "July 2022"
    named["Previous month"].click()
    assert pane.title.text() == "June 2022"
    named["Today"].click()
    assert pane.view.day() == pane.now.date()


def test_an_arrow_beyond_the_sheet_turns_the_month(show):
    pane = show(date(2022, 6, 30))
    pane.view.go_to(pane.view._cells[-1].day)
    press(pane, Qt.Key.Key_Right)
    assert (pane.view.day(), pane.title.text()) == (date(2022, 7, 4), "July 2022")


def test_the_calendar_ends_somewhere_without_harm(show):
    pane = show(date.max)
    press(pane, Qt.Key.Key_PageDown)
    press(pane, Qt.Key.Key_Down)
    assert pane.view.day().year == 2199
    pane.show_day(date.min)
    press(pane, Qt.Key.Key_PageUp)
    assert pane.view.day().year == 1900


def test_enter_opens_the_event_and_begins_one_on_an_empty_day(keep, show, went):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Return)
    press(pane, Qt.Key.Key_Right)
    press(pane, Qt.Key.Key_Return)
    day = date(2022, 6, 29)
    assert went == [
        ("event", {"event_id": event}),
        ("event", {"event_id": None, "day": day}),
    ]


def test_keys_move_an_event_and_the_keyboard_goes_along(keep, show, settled, held_on):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Right, CONTROL)
    press(pane, Qt.Key.Key_Up, CONTROL)
    settled()
    assert held_on(event) == datetime(2022, 6, 22, 9)
    assert (pane.view.day(), pane.view.chosen()) == (date(2022, 6, 22), event)


def test_an_event_moved_beyond_the_sheet_is_followed(keep, show, settled, held_on):
    event = keep(a.event()).id
    pane = show()
    press(pane, Qt.Key.Key_Down, CONTROL)
    settled()
    assert held_on(event) == datetime(2022, 7, 5, 9)
    assert (pane.view.day(), pane.view.chosen()) == (date(2022, 7, 5), event)
    assert pane.title.text() == "July 2022"


def test_dragging_moves_by_the_days_between(keep, show, settled, held_on):
    event = keep(a.event(ends_at=datetime(2022, 6, 29, 12))).id
    pane = show(date(2022, 6, 15))
    places = {one.day: number for number, one in enumerate(pane.view._cells)}
    grid = pane.view._grid()
    start = grid.line(places[date(2022, 6, 29)], 0).center()
    end = grid.box(places[date(2022, 6, 17)]).center()
    QTest.mousePress(pane.view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(pane.view, end)
    QTest.mouseRelease(pane.view, Qt.MouseButton.LeftButton, pos=end)
    settled()
    assert held_on(event) == datetime(2022, 6, 16, 9), "taken by its second day"
    assert on(pane, date(2022, 6, 17)) != []


def test_a_move_is_told_with_a_way_back(keep, show, settled, messages, held_on):
    keep(a.event(title="Satu"))
    pane = show()
    press(pane, Qt.Key.Key_Right, CONTROL)
    settled()
    text, role = messages.told[-1]
    assert (text, role) == (
        "Satu is now on Wednesday, 29 June 2022, which is past.",
        Role.SUCCESS,
    )
    messages.actions["Undo"]()
    settled(lambda: on(pane, date(2022, 6, 28)) == ["09:00 Satu"])


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2022, 8, 17), "which is past and a holiday: Independence Day."),
        (date(2098, 8, 17), "which is a holiday: Independence Day."),
        (date(2098, 8, 20), "is now on Wednesday, 20 August 2098."),
    ],
)
def test_a_holiday_is_told_not_forbidden(keep, show, settled, messages, day, told):
    start = datetime.combine(day - timedelta(days=1), datetime.min.time())
    keep(a.event(starts_at=start, ends_at=start))
    pane = show(start.date())
    press(pane, Qt.Key.Key_Right, CONTROL)
    settled()
    assert messages.told[-1][0].endswith(told)


def test_an_event_that_is_gone_is_told_and_goes(bench, keep, show, settled, messages):
    event = keep(a.event()).id
    pane = show()
    bench.changes.blockSignals(True)
    with bench.store.writing("Take out") as session:
        session.delete(session.get_one(Event, event))
    press(pane, Qt.Key.Key_Right, CONTROL)
    settled()
    bench.changes.blockSignals(False)
    assert messages.told == [("This event is not there any more.", Role.DANGER)]
    assert pane.event_ids() == []


def test_what_is_done_elsewhere_is_shown(bench, keep, show):
    event = keep(a.event(title="Satu")).id
    pane = show()
    with bench.store.writing() as session:
        move_event(session, event, date(2022, 6, 20))
    assert on(pane, date(2022, 6, 20)) == ["09:00 Satu"]


def test_only_what_fits_the_search_is_shown(keep, show):
    keep(a.event(title="Satu"), a.event(title="Dua"))
    pane = show()
    pane.read(EventFilter(search="du"))
    assert on(pane, date(2022, 6, 28)) == ["09:00 Dua"]
    assert len(pane.event_ids()) == 1


def test_a_month_is_read_in_few_statements_however_many_events(keep, show, settled):
    pane = show()
    counts = []
    for _more in range(2):
        keep(*(a.event() for _one in range(50)))
        settled()
        with statements() as run:
            pane.read(EventFilter())
            settled()
        counts.append(len(run))
    assert counts[0] == counts[1] <= 20


def test_line_breaks_in_a_title_are_blanks(keep, show):
    keep(a.event(title="Satu\nDua\r\n<b>Tiga</b>"))
    assert on(show(), date(2022, 6, 28)) == ["09:00 Satu Dua <b>Tiga</b>"]


def test_every_control_has_a_name(keep, show, stage):
    keep(a.event())
    show()
    assert unnamed(stage) == []


def test_the_keyboard_begins_among_the_days(show):
    pane = show()
    assert QApplication.focusWidget() is pane.view


def test_a_closed_day_is_named_like_a_holiday_and_told_after_a_move(keep, show, settled, messages):
    keep(a.event(title="Satu"), ClosedDay(day=date(2022, 6, 29), name="Rapat kerja"))
    pane = show()
    assert cell(pane, date(2022, 6, 29)).holiday == "Rapat kerja"
    press(pane, Qt.Key.Key_Right, CONTROL)
    settled()
    assert messages.told[-1][0].endswith("The office is closed then: Rapat kerja.")


def test_events_that_clash_carry_a_sign_and_say_so(keep, show, settled):
    rina = keep(Officer(name="Rina"))
    for title in ("Satu", "Dua"):
        keep(a.event(title=title, staff=[EventStaff(officer_id=rina.id)]))
    pane = show()
    settled(lambda: all(chip.clash for chip in cell(pane, DAY).chips))
    assert all(
        chip.tip.endswith("clash") or "clashes" in chip.tip for chip in cell(pane, DAY).chips
    )


def test_t_leads_back_to_today(show):
    pane = show(date(2022, 5, 31))
    press(pane, Qt.Key.Key_T)
    assert pane.view.day() == pane.now.date()
