"""The words of the press release: taken from the draft, written beside the paper, kept."""

import pypdfium2
import pytest
from docx import Document

from models.events.operations import plan_event
from models.history.undo import next_undo, undo
from models.progress import finish
from models.reporting.drafts import SummaryDraft, keep_draft, summary_draft
from models.reporting.finals import finals
from models.reporting.press import PressTexts, keep_press_texts, press_texts
from models.reporting.texts import SummaryTexts
from models.words import Words
from tests import factories as a
from tests.ui.reach import unnamed
from ui.event_papers import EventPaper, write_event_paper
from ui.panes.summary_pane import SummaryPane


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu Tani")).id


@pytest.fixture
def pane(bench, stage, event, qtbot):
    return shown(bench, stage, event, qtbot)


def shown(bench, stage, event, qtbot):
    """Return the pane with the press release and its texts beside it."""
    made = SummaryPane(bench)
    stage.layout().addWidget(made)
    made.show_event(event)
    made._papers.written.emit(EventPaper.PRESS_PAPER)
    settle(bench, qtbot)
    return made


def settle(bench, qtbot):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def write(form, name, text):
    form.parts[name][1].setPlainText(text)


def kept(bench, event):
    with bench.store.reading() as session:
        return press_texts(session, event, "en")


def test_the_draft_is_taken_over_and_what_is_kept_stands_on_the_paper_shown(
    pane, bench, event, qtbot
):
    form = pane.press
    assert form.isVisibleTo(pane)
    assert not pane.texts.isVisibleTo(pane)
    assert form.parts["headline"][1].hasFocus(), "one can type at once"
    assert "Temu Tani" in form.parts["opening"][1].placeholderText()
    write(form, "closing", "Hubungi {kantor}.")  # the other language is understood, too
    form.begin_button.click()
    assert "{event}" in form.draft().opening, "by the names of its own language"
    assert form.draft().closing == "Hubungi {kantor}."
    assert form.draft().quotation == "", "nobody knows that from the records"
    write(form, "quotation", "Kami senang.")
    with qtbot.waitSignal(form.kept):
        form.keep_button.click()
    settle(bench, qtbot)
    with pypdfium2.PdfDocument(pane._paper) as document:
        said = " ".join(document[0].get_textpage().get_text_bounded().split())
    assert "“Kami senang.”" in said
    assert "Temu Tani" in said
    assert "{" not in said
    pane.show_paper(None)
    assert pane.texts.isVisibleTo(pane)
    settle(bench, qtbot)


def test_a_name_that_does_not_exist_is_told_and_not_kept(pane, bench, event, qtbot):
    write(pane.press, "opening", "{mendaftr} orang")
    pane.press.keep_button.click()
    settle(bench, qtbot)
    assert "{mendaftar}" in pane.press.problems()["opening"]
    assert kept(bench, event) == PressTexts()


def test_what_was_typed_survives_a_closed_window(pane, bench, stage, event, qtbot):
    write(pane.press, "voice", "Belum selesai")
    pane.hide()
    again = shown(bench, stage, event, qtbot).press
    assert again.draft().voice == "Belum selesai"
    assert again.is_changed()


def test_what_another_desk_wrote_meanwhile_stays_or_is_asked_about(pane, bench, event, qtbot):
    write(pane.press, "opening", "Punya saya")
    with bench.store.writing() as session:
        theirs = PressTexts(opening="Punya mereka", closing="Sekian.")
        keep_press_texts(session, event, "en", theirs)
    pane.press.keep()
    settle(bench, qtbot)
    [choice] = pane.press.meanwhile.choices
    assert choice.clash.name == "opening"
    assert choice.buttons[0].accessibleName().endswith(": Punya mereka")
    assert kept(bench, event) == theirs
    choice.buttons[1].click()
    with qtbot.waitSignal(pane.press.kept):
        pane.press.keep()
    settle(bench, qtbot)
    assert kept(bench, event) == PressTexts(opening="Punya saya", closing="Sekian.")


def test_all_three_papers_say_what_was_written(bench, event, tmp_path):
    with bench.store.writing() as session:
        keep_press_texts(session, event, "en", PressTexts(headline="Judul {hadir}"))
    read = []
    for paper in (EventPaper.PRESS_PAPER, EventPaper.PRESS_RELEASE, EventPaper.PRESS_TEXT):
        target = tmp_path / f"paper{paper.suffix}"
        finish(write_event_paper(bench.store, event, paper, target, Words("en")))
        read.append(target)
    pdf, word, text = read
    with pypdfium2.PdfDocument(pdf) as document:
        assert "Judul 0" in document[0].get_textpage().get_text_bounded()
    assert "Judul 0" in [one.text for one in Document(word).paragraphs]
    assert "\nJudul 0\n" in text.read_text("utf-8")


def test_keeping_is_one_action_apart_from_the_report_s_texts(bench, event):
    with bench.store.writing() as session:
        keep_press_texts(session, event, "en", PressTexts(closing="Tutup siaran"))
    with bench.store.writing() as session:
        assert summary_draft(session, event, "en") == SummaryDraft(language="en")
        keep_draft(session, event, SummaryDraft(SummaryTexts(closing="Tutup"), "en"))
        assert press_texts(session, event, "en").closing == "Tutup siaran"
        assert finals(session, event) == []
    with bench.store.writing() as session:
        undo(session, next_undo(session).action_id)
    with bench.store.writing() as session:
        undo(session, next_undo(session).action_id)
    assert kept(bench, event) == PressTexts()


def test_every_control_has_a_name(pane, stage):
    assert unnamed(stage) == []
