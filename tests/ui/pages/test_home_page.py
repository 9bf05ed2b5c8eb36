from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.cards.tables import CardState
from models.events.checklist import checklist, remove_task, tick_task
from models.events.drafts import PartDraft
from models.events.tables import Answer, PartnerRole, Stage
from models.office.queries import officers
from models.partners.drafts import AgreementDraft, NoteDraft
from models.partners.operations import add_agreement, add_note
from models.words import spoken
from tests import factories as a
from tests.ui.pages.home_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.home_at_hand import seen
from tests.ui.reach import said, unnamed
from ui.look import FAINT, Role
from ui.pages.home_page import greeting


def lines(panel):
    """Return the entries of a panel as a screen reader says them."""
    return [said(line) for line in panel.entries.lines()]


def follow(panel, place=0):
    QTest.keyClick(panel.entries.lines()[place], Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (4, "Good morning"),
        (10, "Good morning"),
        (11, "Good day"),
        (15, "Good afternoon"),
        (18, "Good evening"),
        (3, "Good evening"),
    ],
)
def test_the_greeting_is_that_of_the_hour(hour, said):
    assert greeting(datetime(2022, 6, 27, hour)) == said


def test_a_new_office_is_told_how_to_begin(page, went):
    assert page._empty.isVisible()
    assert not page._inside.isVisible()
    page._empty.chosen.emit()
    assert went == [("event", {"event_id": None})]


def test_the_header_says_the_day_and_how_many_events_are_near(page, plan, day):
    plan("Dekat", 7)
    plan("Jauh", 8)
    assert page.header._subtitle.text().endswith(" · 1 event in the next seven days")
    assert f"{day:%Y}" in page.header._subtitle.text()


def test_coming_events_are_listed_the_next_first(page, plan, keep):
    dinas = keep(a.partner(name="Dinas")).id
    plan("Nanti", 9)
    plan("Segera", 0, Stage.READY, venue="Balai Desa", partners=(PartDraft(dinas),))
    plan("Batal", 3, Stage.CANCELLED)
    first, second = lines(page._coming)
    assert first.endswith("Segera, 09:00 · Balai Desa · Dinas, Ready")
    assert "Nanti" in second


def test_no_more_coming_events_are_listed_than_there_is_room_for(page, plan):
    for days in range(1, 12):
        plan(f"Acara {days}", days)
    assert len(lines(page._coming)) == 5


def test_choosing_an_event_leads_to_it(page, plan, went):
    event = plan("Segera", 1)
    follow(page._coming)
    assert went == [("event", {"event_id": event})]


def test_all_events_leads_to_the_list(page, plan, went):
    plan("Segera", 1)
    [every] = [one for one in page._coming.findChildren(object) if said_is(one, "All events")]
    every.click()
    assert went == [("events", {})]


def said_is(one, text):
    return hasattr(one, "click") and said(one) == text


def test_when_nothing_is_planned_ahead_it_says_so(page, plan):
    plan("Lama", -40, Stage.DONE)
    assert lines(page._coming) == []
    assert "No event is planned for the days to come." in seen(page)


def test_what_needs_doing_is_said_and_leads_to_where_it_is_done(page, plan, keep, went):
    dinas = keep(a.partner(name="Dinas")).id
    late = plan("Lewat", -3)
    silent = plan("Segera", 2, partners=(PartDraft(dinas, PartnerRole.HOST, Answer.WAITING),))
    done = plan("Sudah", -5, Stage.DONE)
    assert [line.split(",")[0] for line in lines(page._todo)] == [
        "1 past event is not marked as done",
        "1 partner has not answered",
        "1 event is done and not reported yet",
    ]
    for place in range(3):
        follow(page._todo, place)
    assert went == [
        ("event", {"event_id": late, "part": "plan"}),
        ("event", {"event_id": silent, "part": "plan"}),
        ("event", {"event_id": done, "part": "summary"}),
    ]


def ticks(page):
    """Return what can be ticked off, as it is written."""
    found = []
    for part in (page._todo.ticks, page._todo.follow_ups):
        found += [
            " | ".join((line.tick.text, line.tick.about, line.tick.remark)) for line in part.lines()
        ]
    return found


@pytest.fixture
def promise(bench, keep, day, settle):
    """Promise partners things that are due so many days from today."""

    def _promise(*due, name="Dinas"):
        partner = keep(a.partner(name=name)).id
        with bench.store.writing() as session:
            for number, days in enumerate(due):
                draft = NoteDraft(
                    held_on=day - timedelta(days=99),
                    text=f"Kirim\ndata {number}",
                    due_on=day + timedelta(days=days),
                )
                add_note(session, partner, draft)
        settle()
        return partner

    return _promise


def test_what_was_promised_is_ticked_off_right_there_and_undone(
    page, bench, promise, messages, settle, day
):
    promise(-2, 3)
    later = spoken().short_day(day + timedelta(days=3))
    assert ticks(page) == ["Kirim data 0 | Dinas | 2 days late", f"Kirim data 1 | Dinas | {later}"]
    QTest.keyClick(page._todo.follow_ups.lines()[0].box, Qt.Key.Key_Space)
    settle()
    assert len(ticks(page)) == 1
    assert messages.told[-1][0] == "Followed up with Dinas."
    messages.actions["Undo"]()
    settle()
    assert len(ticks(page)) == 2


def test_a_promise_leads_to_its_partner_and_more_of_them_to_their_list(page, promise, went):
    dinas = promise(-3, -2, -1, 0)
    QTest.keyClick(page._todo.follow_ups.lines()[0].box, Qt.Key.Key_Return)
    assert lines(page._todo) == ["2 more follow-ups are due"]
    follow(page._todo)
    assert went == [("partners", {"partner_id": dinas}), ("partners", {"due": True})]


def test_an_agreement_that_ends_leads_to_its_partner_several_to_their_list(
    page, bench, keep, day, went, settle
):
    dinas = keep(a.partner(name="Dinas")).id
    for number in range(2):
        with bench.store.writing() as session:
            add_agreement(session, dinas, AgreementDraft(f"PKS/{number}", "Petani", day, day))
        settle()
        follow(page._todo)
    assert lines(page._todo) == [f"2 agreements end soon, First: Dinas · {spoken().short_day(day)}"]
    assert went == [("partners", {"partner_id": dinas}), ("partners", {"due": True})]


def test_a_clash_is_said_and_leads_to_its_event(page, plan, bench, went):
    with bench.store.reading() as session:
        rina = officers(session)[0].id
    events = [plan(f"Acara {n}", 3, staff=(rina,)) for n in range(2)]
    plan("Sendiri", 4)
    [line] = lines(page._todo)
    assert line.startswith("1 clash of coming events")
    assert "Rina Contoh" in line
    follow(page._todo)
    [(name, where)] = went
    assert (name, where["event_id"] in events, where["part"]) == ("event", True, "plan")
    assert [one.rsplit(", ", 1)[1] for one in lines(page._coming)] == ["Clash", "Clash", "Draft"]


def test_a_coming_event_tells_its_due_tasks_and_still_its_stage(page, plan):
    plan("Segera", 1, Stage.READY, tasks=[("Cetak", -2), ("Isi daya", -1), ("Nanti", 1)])
    assert lines(page._coming)[0].endswith("Segera, 09:00 · Ready, 2 tasks")


def test_several_of_one_kind_are_counted_and_the_first_is_named(page, plan):
    plan("Lewat", -3)
    plan("Lewat dulu", -9)
    [line] = lines(page._todo)
    assert line.startswith("2 past events are not marked as done, First: Lewat dulu")


def test_a_day_of_another_year_is_told_with_its_year(page, plan, day):
    plan("Lama", -800, Stage.DONE)
    assert f"{day - timedelta(days=800):%Y}" in lines(page._todo)[0]


def test_tasks_that_are_due_stand_first_and_lead_to_their_plan(page, plan, went):
    plan("Lama", -3, tasks=[("Lapor", 2)])
    event = plan("Segera", 1, tasks=[("Cetak", -2), ("Isi daya", -1), ("Undang", 0), ("Nanti", 1)])
    assert ticks(page) == [
        "Lapor | Lama | D+2 · 1 day late",
        "Cetak | Segera | D-2 · 1 day late",
        "Isi daya | Segera | D-1 · today",
    ]
    assert lines(page._todo) == [f"1 past event is not marked as done, {detail(page, 0)}"]
    QTest.keyClick(page._todo.ticks.lines()[1].box, Qt.Key.Key_Return)
    QTest.mouseClick(page._todo.ticks.lines()[2], Qt.MouseButton.LeftButton)
    assert went == [("event", {"event_id": event, "part": "plan"})] * 2
    assert page._todo.tasks.text() == "4 tasks due", "one more than there is room for"
    assert page.header._subtitle.text().endswith(" · 4 tasks due")


def detail(page, place):
    return page._todo.entries.lines()[place]._entry.detail


def test_more_tasks_than_there_is_room_for_are_shown_when_asked(page, plan, settle):
    plan("Segera", 1, tasks=[(f"Tugas {n}", -2) for n in range(5)])
    assert [said(line) for line in page._todo.more.lines()] == ["and 2 more tasks"]
    QTest.keyClick(page._todo.more.lines()[0], Qt.Key.Key_Return)
    settle()
    assert len(page._todo.ticks.lines()) == 5
    assert page._todo.more.lines() == []
    page.go()
    settle()
    assert len(page._todo.ticks.lines()) == 3


def test_a_task_is_ticked_off_with_space_and_undone(page, plan, messages, settle):
    plan("Segera", 1, tasks=[("Cetak", -2), ("Isi daya", -1)])
    box = page._todo.ticks.lines()[0].box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    settle()
    assert ticks(page) == ["Isi daya | Segera | D-1 · today"]
    assert QApplication.focusWidget() is page._todo.ticks.lines()[0].box
    assert messages.told[-1][0] == "Done: Cetak"
    messages.actions["Undo"]()
    settle()
    assert len(ticks(page)) == 2


def test_ticking_a_task_that_is_gone_is_told_and_the_box_is_empty_again(
    page, plan, bench, day, messages, settle
):
    event = plan("Segera", 1, tasks=[("Cetak", -2)])
    line = page._todo.ticks.lines()[0]
    page.hide()
    with bench.store.writing() as session:
        remove_task(session, checklist(session, event, day)[0].id)
    line.box.click()
    settle()
    assert messages.told[-1][0] == "This task is not on the checklist any more."
    assert not line.box.isChecked()


def test_a_late_task_is_told_by_colour_too(page, plan):
    plan("Segera", 1, tasks=[("Cetak", -2), ("Isi daya", -1)])
    assert [line.tick.ink for line in page._todo.ticks.lines()] == [Role.DANGER, FAINT]


def test_a_task_ticked_elsewhere_waits_no_longer(page, plan, bench, day, settle):
    event = plan("Segera", 1, tasks=[("Cetak", -2)])
    assert len(ticks(page)) == 1
    with bench.store.writing() as session:
        tick_task(session, checklist(session, event, day)[0].id)
    settle()
    assert ticks(page) == []
    assert not page._todo.tasks.isVisible()


def test_waiting_cards_and_enrolments_are_said(page, keep, went):
    person = keep(a.person())
    enrolment = keep(a.enrolment(person_id=person.id))
    keep(a.card(enrolment_id=enrolment.id, state=CardState.QUEUED))
    assert lines(page._todo) == [
        "1 card waits to be printed",
        "1 enrolment waits for its membership number",
    ]
    follow(page._todo, 0)
    follow(page._todo, 1)
    (cards, waiting) = went
    assert cards == ("cards", {"event_id": None})
    assert waiting[0] == "people"
    assert waiting[1]["figure"].key == "waiting", "only those who wait, not everybody"


def test_nothing_to_do_is_said(page, plan):
    plan("Segera", 2)
    assert "Nothing waits to be done." in seen(page)


def test_new_event_leads_to_the_form_and_has_the_keyboard(page, plan, went, qtbot):
    plan("Segera", 2)
    page.begin()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    QTest.keyClick(focus, Qt.Key.Key_Space)
    assert went == [("event", {"event_id": None})]


def test_a_commit_made_elsewhere_is_seen(page, plan):
    plan("Segera", 2)
    assert len(lines(page._coming)) == 1
    plan("Nanti", 3)
    assert len(lines(page._coming)) == 2


def test_a_commit_made_while_another_page_is_shown_is_seen_on_coming_back(page, plan, settle):
    page.hide()
    plan("Segera", 2)
    page.show()
    settle()
    assert len(lines(page._coming)) == 1


@pytest.mark.parametrize("title", ["<b>R&D</b>", "=1+1", "🌾 اجتماع", "x" * 300])
def test_hostile_text_is_letters(page, plan, title):
    plan(title, 2, venue="Balai")
    assert title in lines(page._coming)[0]
    assert title in seen(page)


def test_every_control_has_a_name(page, plan, stage):
    plan("Lewat", -2)
    plan("Segera", 2)
    assert unnamed(stage) == []


@pytest.mark.parametrize("text", ["<b>R&D</b>", "=1+1", "🌾 اجتماع", "x" * 300])
def test_a_hostile_task_is_letters(page, plan, text):
    plan(text, 1, tasks=[(text, -2)])
    [line] = page._todo.ticks.lines()
    assert said(line.box).replace("&&", "&") == text
    assert page.minimumSizeHint().width() < 1366
