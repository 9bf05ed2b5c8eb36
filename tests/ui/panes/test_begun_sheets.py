"""Sheets begun, where cards are printed: proposed first, used up in order, noted once confirmed."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

import ui.printing
from models.cards.queries import card_rows
from models.cards.tables import CardState
from models.printing.part_sheets import PartSheetDraft, add_part_sheet, part_sheets
from models.printing.sheets import SheetDraft, add_sheet, change_sheet, retire_sheet
from reports.sheet import A4, LETTER, load_sheet
from tests import factories as a
from tests.reports.values import sizes
from tests.ui.reach import unnamed
from tests.ui.test_printing import to_file
from ui.panes.cards_pane import CardsPane

COUNT = 6


@pytest.fixture
def cards(keep, event):
    people = [keep(a.person(name=f"Orang {n}")) for n in range(COUNT)]
    enrolled = [keep(a.enrolment(event_id=event, person_id=one.id)) for one in people]
    return [keep(a.card(enrolment_id=one.id)).id for one in enrolled]


@pytest.fixture
def begin(store):
    """Begin a sheet of which only so many places are free; return its id."""

    def _begin(name, free, sheet=A4):
        with store.writing() as session:
            draft = PartSheetDraft(name, sheet, frozenset(range(1, 11 - free)))
            return add_part_sheet(session, draft)

    return _begin


@pytest.fixture
def pane(bench, stage, event, cards, settled):
    made = CardsPane(bench)
    stage.resize(1150, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    settled(lambda: not made.work.paper._live._later.isActive())
    return made


@pytest.fixture
def begun(pane):
    return pane.work.paper.begun


@pytest.fixture
def print_out(pane, monkeypatch, tmp_path, settled):
    def _print(**choices):
        path = tmp_path / "out.pdf"
        monkeypatch.setattr(ui.printing, "choose_printer", to_file(path, **choices))
        pane.work.print_cards()
        settled(lambda: not pane.work.printing.busy)
        return path

    return _print


def known(store):
    with store.reading() as session:
        return [(row.name, sorted(row.used)) for row in part_sheets(session)]


def printed(store, cards):
    with store.reading() as session:
        return [row.state is CardState.PRINTED for row in card_rows(session, cards).values()]


def press(pane, text, settled):
    button = next(one for one in pane.findChildren(QPushButton) if one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settled()


def choose(begun, part):
    begun.first.show_value(part)
    begun.first.picked.emit()


def places_inked(pdf, page):
    """Return the places of an A4 page on which something is printed."""
    sheet, found = load_sheet(A4), []
    document = pypdfium2.PdfDocument(pdf)
    shown = document[page].render(scale=2).to_pil().convert("L")
    dot = shown.width / sheet.page[0]
    for place in sheet.places:
        x, y = sheet.corner(place)
        box = (x + 2, y + 2, x + sheet.card[0] - 2, y + sheet.card[1] - 2)
        if shown.crop([round(side * dot) for side in box]).getextrema()[0] < 200:
            found.append(place)
    document.close()
    return found


def test_the_sheet_begun_first_is_proposed(begin, pane, begun):
    first, second = begin("Pertama", 1), begin("Kedua", 2)
    assert begun.first.value() == first
    assert begun.first.isVisible()
    assert begun.first.currentText() == "Pertama (1 place free)"
    assert [one.part_id for one in begun.begun()] == [first, second]


def test_without_one_begun_there_is_nothing_to_choose(begun):
    assert begun.first.isHidden()
    assert begun.others.isHidden()
    assert begun.begun() == []


def test_several_are_used_up_one_after_the_other_and_then_new_ones(
    begin, pane, store, cards, print_out, settled
):
    begin("Pertama", 1)
    begin("Kedua", 2)
    settled()
    out = print_out()
    assert len(sizes(out)) == 3
    assert [places_inked(out, page) for page in range(3)] == [[10], [9, 10], [1, 2, 3]]
    assert len(known(store)) == 2, "nothing is noted before somebody says that it came out"
    press(pane, "All came out well", settled)
    assert printed(store, cards) == [True] * COUNT
    [(name, used)] = known(store)
    assert name.startswith("Sheet ")
    assert used == [1, 2, 3]


def test_undo_gives_the_places_back_along_with_the_cards(
    begin, pane, store, cards, print_out, settled
):
    begin("Pertama", 8)
    settled()
    print_out()
    press(pane, "All came out well", settled)
    assert known(store) == [("Pertama", list(range(1, 9)))]
    pane.work._bench.messages.actions["Undo"]()
    settled(lambda: known(store) == [("Pertama", [1, 2])])
    assert printed(store, cards) == [False] * COUNT


def test_when_none_came_out_no_place_is_used(begin, pane, store, print_out, settled):
    begin("Pertama", 8)
    settled()
    print_out()
    press(pane, "None came out", settled)
    assert known(store) == [("Pertama", [1, 2])]


def test_of_the_pages_sent_only_those_with_a_good_card_count(
    begin, pane, store, cards, print_out, settled
):
    begin("Pertama", 1)
    begin("Kedua", 2)
    settled()
    print_out(setFromTo=(2, 2))
    press(pane, "All came out well", settled)
    assert printed(store, cards) == [False, True, True, False, False, False]
    assert known(store) == [("Pertama", list(range(1, 10)))]


def test_the_others_are_left_alone_if_the_person_wants(begin, pane, begun, settled):
    first, second = begin("Pertama", 1), begin("Kedua", 2)
    begun.others.setFocus()
    QTest.keyClick(begun.others, Qt.Key.Key_Space)
    assert [one.part_id for one in begun.begun()] == [first]
    choose(begun, second)
    assert [one.part_id for one in begun.begun()] == [second]


def test_a_new_sheet_can_be_taken_though_one_was_begun(begin, pane, begun, store, settled):
    begin("Pertama", 1)
    press(pane, "New sheet", settled)
    assert begun.begun() == []
    assert begun.others.isHidden()
    begin("Kedua", 2)
    assert begun.first.value() is None, "what was chosen by hand stays"


def test_places_marked_by_hand_are_remembered_when_asked(pane, begun, store, settled, messages):
    begun.places.use(frozenset({1, 2}))
    QTest.mouseClick(begun.remember, Qt.MouseButton.LeftButton)
    settled(lambda: [used for _name, used in known(store)] == [[1, 2]])
    [(name, _used)] = known(store)
    assert messages.told[-1][0] == f"Remembered: {name}"
    settled(lambda: begun.first.currentText() == f"{name} (8 places free)")
    assert not begun.remember.isEnabled()
    begun.places.use(frozenset({1, 2, 3}))
    QTest.mouseClick(begun.remember, Qt.MouseButton.LeftButton)
    settled(lambda: known(store) == [(name, [1, 2, 3])])
    messages.actions["Undo"]()
    settled(lambda: known(store) == [(name, [1, 2])])


def test_what_was_marked_by_hand_counts_when_it_came_out(
    begin, pane, begun, store, print_out, settled
):
    begin("Pertama", 9)
    settled()
    begun.places.use(frozenset({1, 10}))
    print_out()
    press(pane, "All came out well", settled)
    assert known(store) == [("Pertama", [1, 2, 3, 4, 5, 6, 7, 10])]


def test_a_sheet_thrown_away_is_taken_out_and_comes_back_by_undo(
    begin, pane, begun, store, settled, messages
):
    begin("Pertama", 1)
    QTest.mouseClick(begun.discard, Qt.MouseButton.LeftButton)
    settled(lambda: known(store) == [])
    assert begun.first.isHidden()
    messages.actions["Undo"]()
    settled(lambda: begun.first.isVisible())
    assert len(known(store)) == 1


def test_sheets_of_another_paper_are_not_proposed(begin, pane, begun):
    begin("Surat", 3, LETTER)
    assert begun.begun() == []
    pane.work.paper._kind.show_value(LETTER)
    pane.work.paper._kind.picked.emit()
    assert begun.first.currentText() == "Surat (3 places free)"


def test_a_sheet_of_the_office_s_own_is_printed_on(pane, store, print_out, settled, messages):
    ours = SheetDraft("Kami", (148.0, 210.0), (86.0, 55.0), 1, 3, (31.0, 10.0), (86.0, 60.0))
    with store.writing() as session:
        sheet = add_sheet(session, ours)
    kind = pane.work.paper._kind
    assert "Kami" in [kind.itemText(n) for n in range(kind.count())]
    kind.show_value("Kami")
    kind.picked.emit()
    out = print_out()
    page = [side / 72 * 25.4 for side in sizes(out)[0]]
    assert page == pytest.approx([148.0, 210.0], abs=0.5)
    assert len(sizes(out)) == 2
    with store.writing() as session:
        change_sheet(session, sheet, SheetDraft("Kami", rows=4))
    assert len(pane.work.paper.sheet.places) == 8
    with store.writing() as session:
        retire_sheet(session, sheet)
    assert pane.work.paper.sheet.name == A4


def test_a_sheet_taken_out_while_it_was_being_written_is_told(pane, store, bench, settled):
    with store.writing() as session:
        sheet = add_sheet(session, SheetDraft("Kami"))
    kind = pane.work.paper._kind
    kind.show_value("Kami")
    kind.picked.emit()
    bench.messages.told.clear()
    paper = pane.work.paper.paper()
    pane.hide()
    with store.writing() as session:
        retire_sheet(session, sheet)
    pane.work.paper.paper = lambda: paper
    pane.work.print_cards()
    settled(lambda: not pane.work.printing.busy)
    assert [text for text, _role in bench.messages.told] == ["This sheet is not there any more."]


def test_every_control_has_a_name(begin, pane, begun, stage):
    begin("Pertama", 3)
    begin("Kedua", 3)
    assert unnamed(stage) == []
