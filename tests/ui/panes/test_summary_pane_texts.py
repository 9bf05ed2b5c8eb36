import pypdfium2
import pytest

from models.events.operations import plan_event
from tests import factories as a
from tests.ui.reach import unnamed
from ui.panes.summary_pane import SummaryPane


@pytest.fixture
def pane(bench, stage, qtbot):
    """The summary of an event with its texts open beside it."""
    with bench.store.writing() as session:
        event = plan_event(session, a.event_draft(title="Temu Tani")).id
    made = SummaryPane(bench)
    stage.resize(1000, 640)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    made._write_texts.click()
    drawn(made, bench, qtbot)
    return made


def drawn(pane, bench, qtbot):
    qtbot.waitUntil(lambda: not pane._later.isActive() and not bench.tasks.busy)


def said(pane):
    with pypdfium2.PdfDocument(pane._paper) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_texts_open_beside_the_paper_and_close_again(pane):
    assert pane.texts.isVisible()
    pane._write_texts.click()
    assert not pane.texts.isVisible()


def test_texts_that_are_kept_stand_on_the_paper(pane, bench, qtbot):
    pane.texts.parts["closing"][1].setPlainText("Sekian dan terima kasih.")
    with qtbot.waitSignal(pane.texts.kept):
        pane.texts.keep()
    drawn(pane, bench, qtbot)
    assert "Sekian dan terima kasih." in said(pane)


def test_a_ticked_annex_is_drawn(pane, bench, qtbot):
    before = pane.preview.pages()
    pane.texts.annexes.show_values(("present",))
    pane.texts.annexes.picked.emit()
    drawn(pane, bench, qtbot)
    assert pane.preview.pages() == before + 1


def test_everything_has_a_name_for_a_screen_reader(pane):
    assert unnamed(pane) == []
