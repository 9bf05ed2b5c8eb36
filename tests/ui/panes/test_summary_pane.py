from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from models.events.operations import change_event, plan_event
from models.reporting.behind_event import BehindEvent, EventKey, Mark
from models.reporting.drafts import summary_draft
from models.words import speak
from tests import factories as a
from tests.ui.reach import unnamed
from ui.event_papers import EventPaper
from ui.look import Role
from ui.panes.summary_pane import SummaryPane


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu Tani")).id


class Opened(list):
    """The files that another program was asked to show, and whether there is one."""

    taken = True


@pytest.fixture
def opened(monkeypatch):
    asked = Opened()

    def open_url(url):
        asked.append(Path(url.toLocalFile()))
        return asked.taken

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked


@pytest.fixture
def pane(bench, stage, event, qtbot):
    """The summary of the event, drawn."""
    made = SummaryPane(bench)
    stage.resize(1000, 640)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    drawn(made, bench, qtbot)
    return made


def drawn(pane, bench, qtbot):
    """Wait until the paper is there."""
    qtbot.waitUntil(lambda: not pane._later.isActive() and not bench.tasks.busy)


def words(path):
    """Return the words of the pages of a PDF."""
    document = pypdfium2.PdfDocument(path)
    said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return said


def button(pane, text):
    return next(one for one in pane.findChildren(QPushButton) if one.text() == text)


def tool(pane, name):
    return next(one for one in pane.findChildren(QToolButton) if one.accessibleName() == name)


def when_the_dialog_opens(do):
    """Do something with the print dialog as soon as it is there."""

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QPrintDialog):
            do(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def test_the_paper_itself_is_shown(pane):
    assert pane.preview.pages() >= 1
    assert "Temu Tani" in words(pane._paper)
    assert pane._state.text() == f"{pane.preview.pages()} page" + "s" * (pane.preview.pages() > 1)
    assert pane._state.width() > pane.preview.width() * 0.9  # reasons of a failure are read whole


@pytest.mark.parametrize(
    ("language", "day"), [("id", "Selasa, 28 Juni 2022"), ("en", "Tuesday, 28 June 2022")]
)
def test_the_paper_is_first_in_the_language_of_the_screen(
    bench, stage, event, qtbot, language, day
):
    speak(language)
    made = SummaryPane(bench)
    stage.layout().addWidget(made)
    made.show_event(event)
    drawn(made, bench, qtbot)
    assert made._language.name() == language
    assert day in words(made._paper)


def test_another_language_is_another_paper_on_the_same_screen(pane, bench, qtbot):
    pane._language.choose("id")
    drawn(pane, bench, qtbot)
    assert "Selasa, 28 Juni 2022" in words(pane._paper)
    assert button(pane, "Save as PDF…")


def test_one_paper_is_kept_however_often_it_is_drawn(pane, bench, qtbot):
    for language in ("id", "en", "id"):
        pane._language.choose(language)
        drawn(pane, bench, qtbot)
    assert [one.name for one in pane._paper.parent.iterdir()] == [pane._paper.name]


def test_it_is_drawn_anew_after_a_commit(pane, bench, event, qtbot):
    before = pane._paper
    with bench.store.writing() as session:
        change_event(session, event, a.event_draft(title="Temu Nelayan"))
    drawn(pane, bench, qtbot)
    assert pane._paper != before
    assert "Temu Nelayan" in words(pane._paper)


def test_many_commits_at_once_draw_it_once(pane, bench, event, keep, qtbot):
    count = pane._count
    for _number in range(5):
        keep(a.attendance(event_id=event, person_id=keep(a.person()).id))
    drawn(pane, bench, qtbot)
    assert pane._count == count + 1


def test_nothing_is_drawn_while_it_is_not_seen(pane, bench, keep, qtbot):
    count = pane._count
    pane.hide()
    keep(a.person())
    drawn(pane, bench, qtbot)
    assert pane._count == count
    pane.show()
    drawn(pane, bench, qtbot)
    assert pane._count == count + 1


def test_another_event_is_shown_though_the_first_is_still_being_drawn(bench, stage, event, qtbot):
    with bench.store.writing() as session:
        other = plan_event(session, a.event_draft(title="Lain sekali")).id
    made = SummaryPane(bench)
    stage.layout().addWidget(made)
    made.show_event(event)
    made.show_event(other)
    drawn(made, bench, qtbot)
    assert "Lain sekali" in words(made._paper)


def test_an_event_that_is_gone_is_said_in_place(pane, bench, messages, qtbot):
    pane.show_event(999)
    drawn(pane, bench, qtbot)
    assert pane._state.text() == "There is no event 999."
    assert pane.preview.pages() == 0
    assert messages.told == []


def test_the_paper_is_saved_where_one_wants_in_the_language_shown(
    pane, bench, messages, tmp_path, qtbot
):
    pane._language.choose("id")
    target = tmp_path / "ringkasan.pdf"
    messages.files = [target]
    button(pane, "Save as PDF…").click()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told == [("Saved as ringkasan.pdf", Role.SUCCESS)]
    assert "Selasa, 28 Juni 2022" in words(target)


def test_a_name_is_proposed_that_any_file_system_takes(bench, stage, messages, qtbot):
    with bench.store.writing() as session:
        event = plan_event(session, a.event_draft(title="../../R&D: <temu>?")).id
    made = SummaryPane(bench)
    stage.layout().addWidget(made)
    made.show_event(event)
    proposed = []
    messages.save_file = lambda _title, name, _kinds: proposed.append(name)
    made.save_as()
    assert proposed == ["Event report R&D temu 2022-06-28.pdf"]
    drawn(made, bench, qtbot)


def test_a_place_that_cannot_be_written_is_told(pane, messages, tmp_path, qtbot):
    messages.files = [tmp_path / "gone" / "a.pdf"]
    pane.save_as()
    qtbot.waitUntil(lambda: bool(messages.told))
    [(text, role)] = messages.told
    assert (text.split(":")[0], role) == ("The file could not be written", Role.DANGER)


def test_the_paper_is_printed_as_it_is_shown(pane, bench, messages, tmp_path, qtbot):
    target = tmp_path / "printed.pdf"

    def agree(dialog):
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(target))
        dialog.done(QPrintDialog.DialogCode.Accepted)

    when_the_dialog_opens(agree)
    button(pane, "Print…").click()
    qtbot.waitUntil(lambda: bool(messages.told))
    pages = pane.preview.pages()
    assert messages.told[-1][1] is Role.SUCCESS
    assert len(pypdfium2.PdfDocument(target)) == pages


def test_ctrl_p_asks_for_the_printer_and_giving_up_prints_nothing(pane, bench, messages, qtbot):
    asked = []

    def give_up(dialog):
        asked.append(dialog)
        dialog.reject()

    when_the_dialog_opens(give_up)
    pane.begin()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(asked) and not pane._printing.busy)
    assert messages.told == []


def test_the_tools_make_it_larger_smaller_and_as_wide_as_the_window(pane):
    wide = pane.preview.scale()
    tool(pane, "Larger").click()
    assert pane.preview.scale() > wide
    tool(pane, "Smaller").click()
    tool(pane, "Smaller").click()
    assert pane.preview.scale() < wide
    tool(pane, "As wide as the window").click()
    assert pane.preview.scale() == pytest.approx(wide)


@pytest.mark.parametrize("title", ["<b>R&D</b>", "=1+1", "x" * 300])
def test_hostile_text_is_letters_on_the_paper(pane, bench, qtbot, title):
    with bench.store.writing() as session:
        event = plan_event(session, a.event_draft(title=title)).id
    pane.show_event(event)
    drawn(pane, bench, qtbot)
    assert title in "".join(words(pane._paper).split("\r\n"))


def test_the_keyboard_begins_on_the_paper(pane):
    pane.begin()
    assert pane.preview.focusProxy().hasFocus()


def test_every_control_has_a_name(pane, stage):
    assert unnamed(stage) == []


def test_other_papers_are_of_the_event_and_in_the_language_shown(pane, messages, tmp_path, qtbot):
    pane._language.choose("id")
    target = tmp_path / "siaran.txt"
    messages.files = [target]
    pane._papers.save(EventPaper.PRESS_TEXT)
    qtbot.waitUntil(lambda: bool(messages.told))
    said = target.read_text("utf-8")
    assert "Temu Tani" in said
    assert "Selasa, 28 Juni 2022" in said


def test_another_paper_is_shown_printed_and_saved_in_place_of_the_report(
    pane, bench, messages, tmp_path, qtbot
):
    pane.show_paper(EventPaper.MINUTES)
    drawn(pane, bench, qtbot)
    assert "NOTULEN" in words(pane._paper) or "MINUTES" in words(pane._paper)
    assert pane._state.text().startswith("Minutes · ")
    messages.files = [tmp_path / "notulen.pdf"]
    pane.save_as()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert words(tmp_path / "notulen.pdf") == words(pane._paper)
    pane.show_paper(None)
    drawn(pane, bench, qtbot)
    assert "EVENT REPORT" in words(pane._paper)


def test_another_event_shows_its_report_again(pane, bench, qtbot):
    pane.show_paper(EventPaper.MINUTES)
    drawn(pane, bench, qtbot)
    with bench.store.writing() as session:
        other = plan_event(session, a.event_draft(title="Lain")).id
    pane.show_event(other)
    drawn(pane, bench, qtbot)
    assert "EVENT REPORT" in words(pane._paper)


def test_the_paper_chosen_is_seen_at_once_and_kept_with_the_texts(pane, bench, event, qtbot):
    button(pane, "Texts").click()
    qtbot.waitUntil(lambda: pane.texts.isEnabled() and not bench.tasks.busy)
    pane.texts.paper.choose("F4")
    drawn(pane, bench, qtbot)
    with pypdfium2.PdfDocument(pane._paper) as document:
        assert document[0].get_size()[1] > 900
    pane.texts.keep()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    with bench.store.reading() as session:
        assert summary_draft(session, event, "en").paper == "F4"


def figures(pane):
    """Return the lines of the menu of figures, as it is opened."""
    menu = pane._tools.figures.menu()
    menu.aboutToShow.emit()
    return menu.actions()


def test_the_keyboard_reaches_the_list_behind_each_figure(pane, bench, event, keep, went, qtbot):
    keep(a.attendance(event_id=event, person_id=keep(a.person()).id, invited=True))
    drawn(pane, bench, qtbot)
    assert pane._tools.figures.focusPolicy() & Qt.FocusPolicy.TabFocus
    offered = {one.text(): one for one in figures(pane)}
    assert len(offered) == len(figures(pane)), "each is offered once"
    offered = {one.text(): one for one in figures(pane)}
    offered["Invited"].trigger()
    assert went == [("people", {"figure": BehindEvent(event, Mark(EventKey.INVITED))})]


def test_a_paper_without_figures_offers_none(pane, bench, qtbot):
    assert pane._tools.figures.isEnabled()
    pane.show_paper(EventPaper.MINUTES)
    drawn(pane, bench, qtbot)
    assert not pane._tools.figures.isEnabled()


def test_it_is_opened_in_another_program_as_it_would_be_saved(pane, bench, qtbot, opened):
    tool(pane, "Open in another program").click()
    qtbot.waitUntil(lambda: bool(opened))
    [copy] = opened
    assert "Temu Tani" in copy.name
    assert "Temu Tani" in words(copy)
    assert b"jangkau:" not in copy.read_bytes()


def test_where_no_program_opens_it_that_is_said(pane, bench, qtbot, messages, opened):
    opened.taken = False
    tool(pane, "Open in another program").click()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert "Save a copy of it instead." in messages.told[-1][0]


@pytest.mark.parametrize("wide", [560, 1000])
def test_each_language_is_named_whole_at_any_width(pane, stage, qtbot, wide):
    stage.resize(wide, 640)
    language = pane._language
    whole = sum(language.minimumTabSizeHint(place).width() for place in range(language.count()))
    qtbot.waitUntil(lambda: pane.width() <= wide)
    assert language.width() >= whole
    assert pane._papers.x() >= language.geometry().right()
