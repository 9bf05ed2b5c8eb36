import pytest

from models.errors import UserError
from models.files import replacing
from models.progress import Progress
from reports.sheet import ID1
from tests.reports.card_values import work
from tests.reports.values import faces
from ui.panes.live_paper import LivePaper
from ui.widgets.pdf_preview import PdfPreview


def cards(count, written):
    """Return what writes so many cards, a page each; ``written`` notes that it did."""

    def write(paper):
        written.append(count)
        with replacing(paper) as out:
            yield from work(out, faces(count), ID1)
        return count

    return write


@pytest.fixture
def told():
    return []


@pytest.fixture
def paper(bench, stage, told):
    preview = PdfPreview("Cards")
    stage.layout().addWidget(preview)
    made = LivePaper(bench, preview, told.append, told.append)
    made.preview = preview
    made.written = []
    return made


def files(paper):
    return [one.name for one in paper._paper.parent.iterdir()]


@pytest.fixture
def drawn(qtbot, bench, paper):
    return lambda: qtbot.waitUntil(lambda: not paper._later.isActive() and not bench.tasks.busy)


def test_what_was_written_is_shown_and_told(paper, drawn, told):
    paper.draw(cards(2, paper.written))
    drawn()
    assert paper.preview.pages() == 2
    assert told == [2]


def test_of_many_wishes_at_once_only_the_last_is_drawn(paper, drawn):
    for count in range(1, 6):
        paper.draw(cards(count, paper.written))
    drawn()
    assert paper.written == [5]
    assert paper.preview.pages() == 5


def test_a_wish_made_while_drawing_is_drawn_next(paper, drawn, qtbot):
    paper.draw(cards(1, paper.written))
    qtbot.waitUntil(lambda: paper._drawing)
    paper.draw(cards(3, paper.written))
    drawn()
    assert paper.preview.pages() == 3
    assert len(files(paper)) == 1


def test_only_the_paper_shown_is_kept(paper, drawn):
    for count in (1, 2):
        paper.draw(cards(count, paper.written))
        drawn()
    assert files(paper) == ["2.pdf"]


def test_cleared_while_drawing_nothing_is_shown(paper, drawn, qtbot, told):
    paper.draw(cards(4, paper.written))
    qtbot.waitUntil(lambda: paper._drawing)
    paper.clear()
    drawn()
    assert paper.preview.pages() == 0
    assert told == []


def test_a_cleared_paper_is_removed(paper, drawn):
    paper.draw(cards(1, paper.written))
    drawn()
    shown = paper._paper
    paper.clear()
    assert not shown.exists()
    assert paper.preview.pages() == 0


def test_what_cannot_be_drawn_is_told_and_the_next_wish_is_heard(paper, drawn, told):
    def fail(_paper):
        yield Progress(0, 0)
        raise UserError("There is no card to print.")

    paper.draw(fail)
    drawn()
    assert [str(one) for one in told] == ["There is no card to print."]
    paper.draw(cards(1, paper.written))
    drawn()
    assert paper.preview.pages() == 1


def test_what_nobody_sees_is_drawn_when_it_is_shown(paper, drawn, told):
    paper.preview.hide()
    paper.draw(cards(2, paper.written))
    drawn()
    assert paper.written == []
    paper.preview.show()
    drawn()
    assert (paper.written, told) == ([2], [2])
