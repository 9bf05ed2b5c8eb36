"""Receipts and the cash box at the desk, by keys and through real widgets."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook

from models.money.cash import box_rows, close_box, open_box
from models.money.numbers import receipt_code
from models.money.receipts import void_receipt
from models.money.tables import Receipt
from tests import factories as a
from tests.ui.panes.money_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.money_at_hand import DUE, press, typed
from tests.ui.reach import unnamed
from ui.panes.desk_pane import DeskPane

ENTER, ESC, F6 = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F6


@pytest.fixture
def enrolments(enrol, officer):
    return [enrol(name) for name in ("Awing Ding", "Bilung Usat", "Cemara Lawing")]


@pytest.fixture
def pane(bench, stage, event, enrolments, settled):
    made = DeskPane(bench)
    stage.resize(1200, 760)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event)
    made.begin()
    settled(lambda: made.finder.search.hasFocus())
    return made


@pytest.fixture
def receipts(pane, settled):
    """Open the receipts by their key."""

    def _receipts():
        press(F6)
        settled(lambda: pane.places.money.isVisible())
        return pane.places.money.parts().receipts

    return _receipts


@pytest.fixture
def one_receipt(receipts, take, enrolments, settled):
    """The receipts with one of them."""
    take(enrolments[0])
    panel = receipts()
    settled(lambda: bool(listed(panel)))
    return panel


@pytest.fixture
def box(pane, settled):
    """Open the cash box by the key of the money, and the switch."""
    press(F6)
    parts = pane.places.money.parts()
    parts.switch.switch.setFocus()
    press(Qt.Key.Key_Right)
    settled(lambda: parts.box.isVisible())
    parts.box.begin()
    return parts.box


@pytest.fixture
def boxes(store):
    def _boxes():
        with store.reading() as session:
            return box_rows(session)

    return _boxes


def listed(panel):
    return [row.number for row in panel.list.shown()]


def text(target):
    pages = pypdfium2.PdfDocument(target)
    return " ".join(page.get_textpage().get_text_bounded() for page in pages)


def test_f6_shows_the_receipts_and_esc_leads_back(pane, receipts, take, enrolments, settled):
    take(enrolments[0])
    panel = receipts()
    settled(lambda: listed(panel) == ["00-000001"])
    assert panel.list.search.hasFocus()
    assert panel.receipt.number.text() == "00-000001"
    press(ESC)
    assert pane.finder.search.hasFocus()
    assert not pane.places.money.isVisible()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("bil", ["00-000002"]),
        ("usat bil", ["00-000002"]),
        ("00-000001", ["00-000001"]),
        (receipt_code(0, 2), ["00-000002"]),
        ("nobody", []),
    ],
)
def test_a_receipt_is_found_by_name_number_and_code(
    receipts, take, enrolments, settled, wanted, found
):
    for one in enrolments[:2]:
        take(one)
    panel = receipts()
    settled(lambda: len(listed(panel)) == 2)
    typed(wanted)
    assert listed(panel) == found
    shown = panel.receipt.number
    assert (shown.text() if shown.isVisible() else "") == (found[0] if found else "")


def test_a_receipt_is_voided_with_a_reason_and_that_can_be_undone(
    one_receipt, settled, messages, given, printed
):
    panel = one_receipt
    panel.list.view.setFocus()
    press(Qt.Key.Key_Delete)
    form = panel.receipt.void_form
    assert form.field.hasFocus()
    press(ENTER)
    assert given() == [("00-000001", True)]
    typed("Salah nama")
    press(ENTER)
    settled(lambda: given() == [("00-000001", False)])
    assert printed == []  # Enter gave the reason, and nothing else
    assert panel.receipt.sign.words.text() == "Void: Salah nama"
    assert not panel.receipt.void.isVisible()
    assert panel.list.view.model().index(0, 6).data() == "Void"
    messages.actions["Undo"]()
    settled(lambda: given() == [("00-000001", True)])


def test_what_follows_from_voiding_is_said_before(
    receipts, take, enrolments, event, store, settled
):
    with store.writing() as session:
        box_id = open_box(session, event, 0).id
    take(enrolments[0])
    with store.writing() as session:
        close_box(session, box_id, {100_000: 1, 500: 1, 200: 1, 100: 1})
    panel = receipts()
    settled(lambda: bool(listed(panel)))
    panel.receipt.void.click()
    assert "counted and closed" in panel.receipt.void_form.warning.text()


def test_a_reason_being_typed_is_not_lost_by_esc_of_the_place(
    pane, receipts, take, enrolments, settled
):
    take(enrolments[0])
    panel = receipts()
    settled(lambda: bool(listed(panel)))
    panel.receipt.ask_why()
    typed("Salah")
    pane.places.money.back.click()
    assert pane.places.money.isVisible()
    assert "first" in pane.places.money.notice.text()


def test_a_receipt_printed_again_is_a_copy(receipts, take, enrolments, settled, printed, tmp_path):
    take(enrolments[0])
    panel = receipts()
    settled(lambda: bool(listed(panel)))
    press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: len(printed) == 1 and printed[0].exists())
    assert panel.receipt._copy


def test_a_receipt_saved_says_that_it_is_a_copy(
    receipts, take, enrolments, settled, messages, tmp_path
):
    take(enrolments[0])
    panel = receipts()
    settled(lambda: bool(listed(panel)))
    target = tmp_path / "tanda.pdf"
    messages.files = [target]
    panel.receipt.save.click()
    settled(target.exists)
    assert "COPY" in text(target)
    assert "Awing Ding" in text(target)


def test_the_list_is_saved_as_a_workbook(receipts, take, enrolments, settled, messages, tmp_path):
    take(enrolments[0])
    panel = receipts()
    settled(lambda: bool(listed(panel)))
    target = tmp_path / "tanda.xlsx"
    messages.files = [target]
    panel.export.click()
    settled(target.exists)
    lines = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert lines[1][0] == "00-000001"
    assert lines[1][3] == DUE


def test_that_no_number_lacks_is_said_and_a_gap_is_told(receipts, take, enrolments, settled, store):
    ids = [take(one) for one in enrolments]
    panel = receipts()
    settled(lambda: len(listed(panel)) == 3)
    assert panel.gap.words.text() == "No number lacks at any desk."
    with store.writing("Lose one") as session:
        session.get(Receipt, ids[1]).serial = 9
    settled(lambda: "00-000002" in panel.gap.words.text())


def test_a_receipt_scanned_while_the_list_is_open_is_shown_there(
    pane, receipts, take, enrolments, settled
):
    for one in enrolments:
        take(one)
    panel = receipts()
    settled(lambda: len(listed(panel)) == 3)
    pane.take_scan(receipt_code(0, 1))
    settled(lambda: panel.receipt.number.text() == "00-000001")
    assert pane.places.money.isVisible()


def test_receipts_of_another_event_are_listed_only_where_asked_for(
    pane, receipts, take, enrolments, settled, keep
):
    take(enrolments[0])
    pane.show_event(keep(a.event()).id)
    panel = receipts()
    settled()
    assert listed(panel) == []
    panel.which.setCurrentIndex(2)
    panel.which.picked.emit()
    settled(lambda: listed(panel) == ["00-000001"])


def test_a_void_made_elsewhere_is_seen(receipts, take, enrolments, settled, store):
    one = take(enrolments[0])
    panel = receipts()
    settled(lambda: bool(listed(panel)))
    with store.writing() as session:
        void_receipt(session, one, "Salah")
    settled(lambda: panel.receipt.sign.words.text() == "Void: Salah")


def test_a_box_is_opened_counted_by_notes_and_closed_with_a_reason(
    box, settled, boxes, take, enrolments
):
    assert box.sign.words.text() == "No cash box is open here"
    assert box.open.hasFocus()
    press(Qt.Key.Key_Space)
    typed("200rb")
    press(ENTER)
    settled(lambda: len(boxes()) == 1)
    assert box.sign.words.text() == "Rp200,000 should be in the box"
    take(enrolments[0])
    settled(lambda: box.sign.words.text() == "Rp300,800 should be in the box")
    assert box.close_box.hasFocus()
    press(Qt.Key.Key_Space)
    typed("2")
    press(Qt.Key.Key_Down)
    typed("2")
    assert box.counting.total.text() == "Counted: Rp300,000"
    assert box.counting.sign.words.text() == "Rp800 less than should be there"
    for _note in range(8):
        press(ENTER)
    assert QApplication.focusWidget() is box.counting.pieces[100]
    press(ENTER)
    assert box.counting.reason.hasFocus()
    assert boxes()[0].closed_at is None
    typed("Tidak ada uang kecil")
    press(ENTER)
    settled(lambda: boxes()[0].closed_at is not None)
    kept = boxes()[0]
    assert (kept.counted, kept.difference, kept.reason) == (300_000, -800, "Tidak ada uang kecil")
    assert dict(kept.notes) == {100_000: 2, 50_000: 2}


def test_closing_is_undone_by_one_button(box, settled, boxes, store, event, messages):
    with store.writing() as session:
        open_box(session, event, 0)
    settled()
    box.close_box.click()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: boxes()[0].closed_at is not None)
    messages.actions["Undo"]()
    settled(lambda: boxes()[0].closed_at is None)
    assert box.close_box.isVisible()


def test_money_goes_in_and_out_with_a_word_what_for(box, settled, boxes, store, event):
    with store.writing() as session:
        open_box(session, event, 50_000)
    settled()
    box.shift.click()
    typed("20000")
    press(ENTER)
    assert box.moving.note.hasFocus()
    typed("Tambahan kembalian")
    press(ENTER)
    settled(lambda: boxes()[0].expected == 70_000)
    box.shift.click()
    box.moving.ways.setFocus()
    press(Qt.Key.Key_Right)
    box.moving.amount.setFocus()
    typed("90000")
    assert box.moving.grid.row("amount").said() == "Only Rp70,000 should be in the box."
    press(ESC)
    settled()
    assert boxes()[0].moved == 20_000


def test_cash_taken_without_a_box_is_listed(box, settled, take, enrolments):
    assert box.loose.text() == ""
    take(enrolments[0])
    settled(lambda: "1 payment in cash lies in no box: Rp100,800." in box.loose.text())
    assert "Awing Ding" in box.loose.text()


def test_a_count_being_typed_stays_when_a_payment_comes(
    box, settled, store, event, take, enrolments
):
    with store.writing() as session:
        open_box(session, event, 0)
    settled()
    box.close_box.click()
    typed("1")
    take(enrolments[0])
    settled(lambda: "Rp100,800" in box.counting.sign.detail.text())
    assert box.counting.pieces[100_000].value() == 1


def test_pieces_that_are_no_number_are_told(box, settled, store, event):
    with store.writing() as session:
        open_box(session, event, 0)
    settled()
    box.close_box.click()
    typed("dua")
    assert "dua" in box.counting.problem.text()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert box.close_box.isVisible() is False


def test_a_box_before_is_shown_on_its_sheet_and_saved(
    box, settled, store, event, messages, tmp_path
):
    with store.writing() as session:
        box_id = open_box(session, event, 5_000).id
    with store.writing() as session:
        close_box(session, box_id, {5_000: 1})
    settled(lambda: len(box.earlier.lines()) == 1)
    assert "Fits" in box.earlier.lines()[0].accessibleName()
    QTest.keyClick(box.earlier.lines()[0], ENTER)
    settled(lambda: box.paper.preview.pages() == 1)
    target = tmp_path / "kas.pdf"
    messages.files = [target]
    box.paper.save.click()
    settled(target.exists)
    assert "CASH SHEET" in text(target)


def test_every_control_of_the_cash_box_has_a_name(box, stage):
    assert unnamed(stage) == []


def test_every_control_of_the_receipts_has_a_name(one_receipt, stage):
    assert unnamed(stage) == []
