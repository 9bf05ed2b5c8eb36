import pytest

from reports.sheet import A4, SHIPPED, load_sheet
from tests.ui.reach import said
from ui.widgets.sheet_drawing import SheetDrawing


@pytest.fixture
def drawing(stage):
    made = SheetDrawing("The sheet")
    stage.layout().addWidget(made)
    return made


def draw(drawing, sheet, shift=0.0):
    boxes = [
        (x + shift, y, *sheet.card) for x, y in (sheet.corner(place) for place in sheet.places)
    ]
    drawing.show_drawing(sheet.page, boxes, sheet.marks())


def inks(drawing):
    image = drawing.grab().toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return [image.pixelColor(x, y) for x, y in points]


def reds(drawing):
    return sum(ink.red() > ink.green() + 60 for ink in inks(drawing))


@pytest.mark.parametrize("name", SHIPPED)
def test_of_a_shipped_sheet_no_card_runs_over(drawing, name):
    draw(drawing, load_sheet(name))
    assert drawing.running_over() == []


def test_cards_over_the_edge_stand_out(drawing):
    draw(drawing, load_sheet(A4))
    assert reds(drawing) == 0
    draw(drawing, load_sheet(A4), shift=20)
    assert drawing.running_over() == [2, 4, 6, 8, 10]
    assert reds(drawing) > 100


def test_the_paper_keeps_its_shape(drawing):
    page = load_sheet(A4).page
    drawing.show_drawing(page, [(0, 0, *page)], [])
    drawing.resize(600, 300)
    image = drawing.grab().toImage()
    middle = image.height() // 2
    edge = image.pixelColor(0, middle)
    filled = [x for x in range(image.width()) if image.pixelColor(x, middle) != edge]
    ratio = image.devicePixelRatio()
    assert (filled[-1] - filled[0]) / ratio == pytest.approx(298 * 210 / 297, abs=3)


def test_nothing_is_drawn_of_no_paper(drawing):
    assert len({ink.name() for ink in inks(drawing)}) == 1
    assert said(drawing) == "The sheet"
