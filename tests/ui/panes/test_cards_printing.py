"""Cards printed and folded: which came out, and which places are used."""

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

import ui.printing
from models.cards.batch_rows import open_batches
from models.cards.tables import CardKind, CardState
from models.designs.keeping import choose_design, design_for, keep_design
from models.printing.folding import folded_name
from models.printing.part_sheets import SheetUse, part_sheets
from reports.sheet import A4, ID1, folded, load_sheet
from tests.reports.values import codes
from tests.ui.panes.queue_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.queue_at_hand import BACK, press, select, states
from tests.ui.reach import said
from tests.ui.test_printing import to_file
from ui.panes.card_files import Paper


@pytest.fixture
def print_out(pane, monkeypatch, tmp_path, settled):
    """Print the cards that are meant into a file, which is returned."""

    def _print(**choices):
        path = tmp_path / "out.pdf"
        monkeypatch.setattr(ui.printing, "choose_printer", to_file(path, **choices))
        pane.work.print_cards()
        settled(lambda: not pane.work.printing.busy)
        return path

    return _print


def answers(pane):
    return [one.text() for one in pane.work.question.bar.answers()]


# Printing


def test_printed_is_only_what_somebody_says_came_out(
    pane, store, cards, print_out, messages, settled
):
    assert len(codes(print_out())) == 3
    assert "did all of them come out well?" in pane.work.question.bar.text()
    assert states(store, cards) == [(CardState.SENT, 0)] * 3
    press(pane, "All came out well", settled)
    assert states(store, cards) == [(CardState.PRINTED, 1)] * 3
    assert pane.work.question.bar.text() == ""
    messages.actions["Undo"]()
    settled()
    assert states(store, cards) == [(CardState.SENT, 0)] * 3
    assert "did all of them come out well?" in pane.work.question.bar.text(), "it is asked again"


def test_those_that_did_not_come_out_stay_in_the_queue(pane, store, cards, print_out, settled):
    print_out()
    assert answers(pane) == ["None came out", "It jammed…", "All came out well"]
    select(pane, 1)
    assert answers(pane) == [
        "None came out",
        "It jammed…",
        "All but the one selected",
        "Only the one selected",
        "All came out well",
    ]
    press(pane, "All but the one selected", settled)
    assert [state for state, _prints in states(store, cards)] == [
        CardState.PRINTED,
        CardState.QUEUED,
        CardState.PRINTED,
    ]


def test_only_those_selected_came_out(pane, store, cards, print_out, settled):
    print_out()
    select(pane, 0, 1)
    press(pane, "Only the 2 selected", settled)
    assert [prints for _state, prints in states(store, cards)] == [1, 1, 0]


def test_when_none_came_out_nothing_is_noted(pane, store, cards, print_out, settled):
    print_out()
    press(pane, "None came out", settled)
    assert states(store, cards) == [(CardState.QUEUED, 0)] * 3
    assert pane.work.question.bar.isHidden()


def test_asked_is_only_about_the_cards_on_the_pages_printed(pane, store, cards, print_out, settled):
    pane.work.paper._kind.show_value(ID1)
    pane.work.paper._kind.picked.emit()
    print_out(setFromTo=(2, 2))
    press(pane, "It came out well", settled)
    assert [prints for _state, prints in states(store, cards)] == [0, 1, 0]


def test_used_places_stay_free_on_paper_and_the_sheet_is_offered_next(pane, print_out, settled):
    pane.work.paper.begun.places.use(frozenset({1, 2}))
    document = pypdfium2.PdfDocument(print_out())
    shown = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    inside = shown.crop((90, 60, 1090, 340))
    assert inside.getextrema()[0] > 200
    press(pane, "All came out well", settled)
    assert pane.work.paper.begun.places.used() == {1, 2, 3, 4, 5}


def test_ctrl_p_prints(pane, monkeypatch, tmp_path, settled):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    key = Qt.KeyboardModifier.ControlModifier
    pane.begin()
    QTest.keyClick(pane.work.queue.view, Qt.Key.Key_P, key)
    settled(lambda: not pane.work.printing.busy)
    assert pane.work.question.bar.text()


def begun(*used):
    """Return ten cards a sheet of A4, of which the first have some places used."""
    return Paper(load_sheet(A4), [SheetUse(n, frozenset(one)) for n, one in enumerate(used)])


@pytest.mark.parametrize(
    ("used", "pages", "found"),
    [
        ((), [0], range(10)),
        ((), [1], range(10, 12)),
        (((1, 2),), [0], range(8)),
        (((1, 2),), [1], range(8, 12)),
        (((1, 2), (10,)), [1], range(8, 12)),
        ((), [0, 1], range(12)),
        ((range(1, 11),), [0], range(10)),
        ((), [], ()),
    ],
)
def test_which_cards_lie_on_which_page(used, pages, found):
    assert begun(*used).cards_on(range(12), pages) == list(found)


@pytest.mark.parametrize(
    ("count", "used", "pages"),
    [(0, (), 0), (1, (), 1), (10, (), 1), (11, (), 2), (10, ((3,),), 2), (18, ((3,), (4,)), 2)],
)
def test_how_many_pages_cards_take(count, used, pages):
    assert len(list(begun(*used).lay_out(range(count)))) == pages


def test_a_page_with_a_good_card_has_used_all_its_places_and_one_without_none():
    paper = begun(range(1, 9), (1, 2))
    assert paper.uses(range(12), [0, 1, 2], [0]) == [SheetUse(0, frozenset(range(1, 11)))]
    assert paper.uses(range(12), [1, 2], range(12)) == [
        SheetUse(1, frozenset(range(1, 11))),
        SheetUse(None, frozenset({1, 2})),
    ]
    assert paper.uses(range(12), [0, 1, 2], []) == []


def test_places_are_marked_by_mouse_and_by_keys(pane):
    places = pane.work.paper.begun.places
    QTest.mouseClick(
        places, Qt.MouseButton.LeftButton, pos=QPointF(places._box(4).center()).toPoint()
    )
    assert places.used() == {4}
    assert said(places) == "Places used on the first sheet"
    assert places.accessibleDescription() == "Place 4: used. 1 place used"
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Space):
        QTest.keyClick(places, key)
    assert places.used() == {1, 4}
    QTest.keyClick(places, Qt.Key.Key_Space)
    assert places.used() == {4}


@pytest.fixture
def foldable(store, cards):
    """Let every card be printed by a design that is folded."""
    with store.writing() as session:
        for kind in CardKind:
            own = replace(design_for(session, kind), name=f"Lipat {kind}", foldable=True, back=BACK)
            keep_design(session, own)
            choose_design(session, kind, own.name)


def test_cards_to_be_folded_are_shown_and_printed_beside_their_backs(
    foldable, pane, print_out, store
):
    paper = pane.work.paper
    assert paper.sheet == folded(load_sheet(A4))
    assert len(paper.begun.places._boxes) == 5
    assert paper.backs.isHidden()
    told = "Each card has its back beside it, to be cut out and folded at the dashed marks."
    assert paper._fold.text() == told
    assert codes(print_out()).count("BACK") == 3
    with store.reading() as session:
        [batch] = open_batches(session)
    assert batch.sheet == folded_name(A4)


def test_of_a_folded_sheet_its_own_places_are_remembered(foldable, pane, print_out, store, settled):
    print_out()
    press(pane, "All came out well", settled)
    with store.reading() as session:
        [part] = part_sheets(session)
    assert (part.sheet, part.used) == (folded_name(A4), frozenset({1, 2, 3}))


def test_paper_on_which_nothing_can_be_folded_says_so(foldable, pane, settled):
    pane.work.paper._kind.show_value(ID1)
    pane.work.paper._kind.picked.emit()
    settled()
    assert pane.work.paper._fold.text() == "Cards cannot be folded on this paper."
    assert not pane.work.paper.backs.isHidden()
