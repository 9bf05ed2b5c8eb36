import pypdfium2
import pytest
from docx import Document
from PySide6.QtWidgets import QWidget

from models.events.operations import plan_event, set_stage
from models.events.tables import Stage
from models.words import Words
from tests import factories as a
from tests.ui.reach import unnamed
from ui.event_papers import EventPaper
from ui.look import Role
from ui.panes.event_papers import EventPapers
from ui.printing import Printing
from ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def event(bench):
    with bench.store.writing() as session:
        return plan_event(session, a.event_draft(title="Temu Tani: a/b")).id


@pytest.fixture
def papers(bench, stage, event):
    """The button, about the event."""
    strip = ProgressStrip()
    made = EventPapers(bench, strip, lambda: Words("id"), Printing(bench, strip, stage))
    for one in (strip, made):
        stage.layout().addWidget(one)
    made.show_event(event)
    return made


def offered(papers):
    shown = [one for one in papers.menu().actions() if not one.isSeparator() and one.isVisible()]
    assert shown.pop().text() == "Upload list as"
    return shown


def way(papers, paper, text):
    """Return one of the things that can be done with a paper that is PDF."""
    return next(one for one in papers.ways(paper).actions() if one.text() == text)


def test_every_paper_is_offered_by_its_name(papers):
    said = [one.text() for one in offered(papers)]
    assert said == [f"{paper.label()}{'' if paper.is_pdf else '…'}" for paper in EventPaper]


def test_a_paper_that_is_pdf_can_be_shown_printed_and_saved(papers, qtbot):
    ways = papers.ways(EventPaper.CONSENT)
    assert [one.text() for one in ways.actions()] == ["Show", "Print…", "Save as PDF…"]
    with qtbot.waitSignal(papers.looked_at) as told:
        way(papers, EventPaper.CONSENT, "Show").trigger()
    assert told.args == [EventPaper.CONSENT]


def test_the_way_back_to_the_report_is_offered_while_a_paper_is_shown(papers, qtbot):
    papers.show_looked_at(EventPaper.MINUTES)
    with qtbot.waitSignal(papers.looked_at) as told:
        offered(papers)[0].trigger()
    assert told.args == [None]
    papers.show_looked_at(None)
    assert len(offered(papers)) == len(EventPaper)


def test_what_is_not_written_of_a_called_off_event_is_not_offered(papers, bench, event):
    entries = dict(zip(EventPaper, offered(papers), strict=True))
    for stage, said in ((Stage.CANCELLED, "cancelled"), (Stage.DONE, "")):
        with bench.store.writing() as session:
            set_stage(session, event, stage, "Banjir")
        papers.menu().aboutToShow.emit()
        closed = {paper: one for paper, one in entries.items() if not one.isEnabled()}
        off = {EventPaper.MINUTES, EventPaper.CONSENT, EventPaper.CERTIFICATES}
        assert set(closed) == (off if said else set())
        for one in closed.values():
            assert one.text().endswith(" – the event was cancelled")
            assert "so this paper is not written" in one.toolTip()
    test_every_paper_is_offered_by_its_name(papers)


def test_the_button_has_a_name(papers, stage):
    assert isinstance(stage, QWidget)
    assert unnamed(stage) == []


def test_a_paper_is_written_where_one_wants_it(papers, messages, tmp_path, qtbot):
    target = tmp_path / "berita.pdf"
    messages.files = [target]
    way(papers, EventPaper.PROCEEDINGS, "Save as PDF…").trigger()
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told == [("Saved as berita.pdf", Role.SUCCESS)]
    document = pypdfium2.PdfDocument(target)
    said = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "28/06/2022" in said
    assert "dua ribu dua puluh dua" in said, "in the language of the papers, not of the screen"


def test_the_press_release_is_a_word_file(papers, messages, tmp_path, qtbot):
    target = tmp_path / "siaran.docx"
    messages.files = [target]
    papers.save(EventPaper.PRESS_RELEASE)
    qtbot.waitUntil(lambda: bool(messages.told))
    read = "\n".join(one.text for one in Document(target).paragraphs)
    assert "Temu Tani: a/b" in read


def test_the_name_proposed_says_paper_event_and_day(papers, messages):
    proposed = []
    messages.save_file = lambda _title, name, _kinds: proposed.append(name)
    papers.save(EventPaper.MINUTES)
    papers.save(EventPaper.PRESS_TEXT)
    assert proposed == [
        "Minutes Temu Tani a b 2022-06-28.pdf",
        "Press release (text) Temu Tani a b 2022-06-28.txt",
    ]


def test_nothing_is_written_where_one_thinks_better_of_it(papers, bench, messages, qtbot):
    messages.files = [None]
    papers.save(EventPaper.MINUTES)
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert messages.told == []
    assert messages.files == []


def test_a_place_that_cannot_be_written_is_told(papers, messages, tmp_path, qtbot):
    messages.files = [tmp_path / "gone" / "a.pdf"]
    papers.save(EventPaper.MINUTES)
    qtbot.waitUntil(lambda: bool(messages.told))
    [(text, role)] = messages.told
    assert (text.split(":")[0], role) == ("The file could not be written", Role.DANGER)
