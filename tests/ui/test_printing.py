"""What comes out of a printer is measured; only the choice in the dialog is made up."""

import sys
import time
from functools import partial

import pytest
from PySide6.QtCore import QMarginsF, QTimer
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

import ui.printing
from models.errors import UserError
from models.files import replacing
from models.privacy.leaving import Unnoted
from models.progress import Progress, finish
from reports.sheet import A4, ID1, load_sheet
from tests.reports.card_values import work
from tests.reports.values import codes, faces, picture, sizes
from tests.ui.cups import *  # noqa: F403 - fixtures are found by name
from ui.look import Role
from ui.paper import Size, chosen_pages, has_room, layout_for, measure, printer_for, send
from ui.printing import Printing, Sides, choose_printer
from ui.widgets.progress_strip import ProgressStrip

DPI = 600
MM = DPI / 25.4


def write(target, count=3, sheet=A4):
    """Write cards; return how many pages they took."""
    with replacing(target) as out:
        told = yield from work(out, faces(count), sheet)
    return told.pages


def cards_pdf(folder, sheet, count=3):
    paper = folder / f"{sheet}.pdf"
    finish(write(paper, count, sheet))
    return paper


def millimetres(pdf, page=0):
    return tuple(round(side / 72 * 25.4, 2) for side in sizes(pdf)[page])


def bands(shown, row):
    """Return where the green bands across cards begin in a row of dots, and how wide they are."""
    dots = [shown.getpixel((x, row)) for x in range(shown.width)]
    green = [g > 80 and r < 90 and b < 140 for r, g, b in dots]
    found, start = [], None
    for x, is_green in enumerate([*green, False]):
        if is_green and start is None:
            start = x
        elif not is_green and start is not None:
            found.append((start / MM, (x - start) / MM))
            start = None
    return [(left, width) for left, width in found if width > 20]


def to_file(path, paper=None, **changes):
    """Return a choice in the dialog: print into a file, on ``paper``, with other ``changes``."""

    def choose(printer, pages, window):
        layout = printer.pageLayout()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setPageLayout(layout if paper is None else paper)
        for setter, values in changes.items():
            getattr(printer, setter)(*values)
        return True

    return choose


def print_into(path, pdf, paper=None, **changes):
    """Print a PDF into a file as the window does."""
    count, size = measure(pdf)
    printer = printer_for(size, "Cards")
    to_file(path, paper, **changes)(printer, count, None)
    finish(send(pdf, printer, chosen_pages(printer, count)))
    return path


def paper_of_size(key):
    layout = QPageLayout(QPageSize(key), QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


# Through CUPS


@pytest.mark.parametrize("sheet", [A4, ID1])
def test_an_office_printer_prints_cards_at_their_exact_size(print_server, tmp_path, sheet):
    pdf = cards_pdf(tmp_path, sheet)
    print_server.run(sys.executable, "-m", "tests.ui.print_there", "office", pdf)
    out = print_server.printed("office")
    assert sorted(millimetres(out)) == pytest.approx(sorted(load_sheet(sheet).page), abs=0.5)
    shown = picture(out, dpi=DPI)
    if shown.width < 60 * MM:
        shown = shown.rotate(270, expand=True)
    left, top = load_sheet(sheet).corner(1)
    [(where, width), *_others] = bands(shown, round((top + 2) * MM))
    assert width == pytest.approx(85.6, abs=0.3)
    assert where == pytest.approx(left, abs=0.5)
    pages = range(len(sizes(out)))
    assert {code for page in pages for code in codes(out, page)} == {f.code for f in faces(3)}


def test_a_card_printer_gets_a_card_a_page_that_fills_it(print_server, tmp_path):
    pdf = cards_pdf(tmp_path, ID1)
    print_server.run(sys.executable, "-m", "tests.ui.print_there", "cards", pdf)
    out = print_server.printed("cards")
    assert len(sizes(out)) == 3
    assert millimetres(out) == pytest.approx((54.0, 85.6), abs=0.5)
    lying = picture(out, dpi=DPI).rotate(90, expand=True)
    [(_left, width)] = bands(lying, round(2 * MM))
    assert width == pytest.approx(85.6, abs=0.3)
    assert [codes(out, page) for page in range(3)] == [[face.code] for face in faces(3)]


def test_what_is_stopped_on_the_way_sends_no_more_pages(print_server, tmp_path):
    pdf = cards_pdf(tmp_path, ID1)
    print_server.run(sys.executable, "-m", "tests.ui.print_there", "cards", pdf, "stop")
    assert len(sizes(print_server.printed("cards"))) == 1


# Without a print server


@pytest.mark.parametrize("sheet", [A4, ID1])
def test_a_page_fills_paper_of_its_own_size(tmp_path, qapp, sheet):
    out = print_into(tmp_path / "out.pdf", cards_pdf(tmp_path, sheet))
    assert millimetres(out) == pytest.approx(load_sheet(sheet).page, abs=0.5)
    left, top = load_sheet(sheet).corner(1)
    [(where, width), *_others] = bands(picture(out, dpi=DPI), round((top + 2) * MM))
    assert (where, width) == (pytest.approx(left, abs=0.2), pytest.approx(85.6, abs=0.2))


def test_the_bands_in_which_a_page_is_drawn_meet_without_a_seam(tmp_path, qapp):
    pdf = cards_pdf(tmp_path, ID1)
    out = print_into(tmp_path / "out.pdf", pdf)
    drawn, meant = picture(out, dpi=DPI).convert("L"), picture(pdf, dpi=DPI).convert("L")
    for x in range(200, 1900, 25):
        column = [drawn.getpixel((x, y)) < 128 for y in range(5, 1270)]
        # The page begins up to a point away: its printer's paper is counted in whole points.
        assert any(
            sum(
                dark != (meant.getpixel((x + aside, y + up)) < 128)
                for y, dark in enumerate(column, 5)
            )
            < 40
            for aside in (-1, 0)
            for up in (-1, 0, 1)
        ), x


def test_on_larger_paper_a_card_lies_in_the_middle_at_its_own_size(tmp_path, qapp):
    a4 = paper_of_size(QPageSize.PageSizeId.A4)
    out = print_into(tmp_path / "out.pdf", cards_pdf(tmp_path, ID1), a4)
    assert millimetres(out) == pytest.approx((210, 297), abs=0.5)
    [(left, width)] = bands(picture(out, dpi=DPI), round(((297 - 54) / 2 + 2) * MM))
    assert width == pytest.approx(85.6, abs=0.2)
    assert left == pytest.approx((210 - 85.6) / 2, abs=0.3)


def test_only_the_pages_chosen_are_printed(tmp_path, qapp):
    out = print_into(tmp_path / "out.pdf", cards_pdf(tmp_path, ID1, 5), setFromTo=(2, 3))
    assert [codes(out, page) for page in range(len(sizes(out)))] == [
        [face.code] for face in faces(5)[1:3]
    ]


@pytest.mark.parametrize(("collate", "order"), [(True, [0, 1, 0, 1]), (False, [0, 0, 1, 1])])
def test_a_printer_that_cannot_copy_is_sent_the_pages_again(tmp_path, qapp, collate, order):
    pdf = cards_pdf(tmp_path, ID1, 2)
    out = print_into(tmp_path / "out.pdf", pdf, setCopyCount=(2,), setCollateCopies=(collate,))
    said = [face.code for face in faces(2)]
    assert [codes(out, page) for page in range(4)] == [[said[at]] for at in order]


def test_what_is_no_pdf_is_not_printed(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no PDF")
    with pytest.raises(OSError, match=r"a\.pdf"):
        measure(tmp_path / "a.pdf")


def test_a_wide_page_lies_across_upright_paper():
    layout = layout_for(Size(85.6, 54.0))
    assert layout.orientation() is QPageLayout.Orientation.Landscape
    upright = layout.pageSize().size(QPageSize.Unit.Millimeter)
    assert (upright.width(), upright.height()) == pytest.approx((54.0, 85.6), abs=0.01)


def test_a4_is_known_as_a4():
    a4 = layout_for(Size(209.99, 297.0)).pageSize().id()
    assert a4 is QPageSize.PageSizeId.A4


@pytest.mark.parametrize(
    ("paper", "fits"), [((210, 297), True), ((209, 296), True), ((216, 279), False)]
)
def test_paper_is_large_enough_or_not(paper, fits):
    assert has_room(Size(210, 297), Size(*paper)) is fits


# In the window


@pytest.fixture
def printing(bench, stage):
    """Printing, and all that was sent."""
    strip = ProgressStrip(stage)
    made = Printing(bench, strip, stage)
    made.strip = strip
    made.took = []
    return made


def begin(printing, work=write, title="Kartu Pimping"):
    printing.print_pdf(work, title, Unnoted.NAMES_NOBODY, printing.took.append)


def ended(qtbot, printing):
    qtbot.waitUntil(lambda: not printing.busy)


def test_what_was_chosen_is_printed_and_told(qtbot, printing, tmp_path, monkeypatch):
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(out))
    begin(printing, lambda paper: write(paper, 12))
    ended(qtbot, printing)
    [sent] = printing.took
    assert list(sent.pages) == [0, 1]
    assert sorted(codes(out)) == [face.code for face in faces(10)]
    assert printing.strip.isHidden()


def test_without_anybody_to_tell_the_person_is_told(
    qtbot, printing, tmp_path, monkeypatch, messages
):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    printing.print_pdf(write, "Ringkasan", Unnoted.NAMES_NOBODY)
    ended(qtbot, printing)
    assert messages.told == [("1 page was sent to print.", Role.SUCCESS)]


def test_the_printer_is_asked_for_paper_of_the_size_of_the_page(qtbot, printing, monkeypatch):
    seen = []

    def look(printer, pages, window):
        size = printer.pageLayout().pageSize().size(QPageSize.Unit.Millimeter)
        seen.append((size.width(), size.height(), printer.docName(), pages, printer.duplex()))
        return False

    monkeypatch.setattr(ui.printing, "choose_printer", look)
    printing.print_pdf(
        lambda paper: write(paper, 4, ID1), "Kartu", Unnoted.NAMES_NOBODY, sides=Sides.ONE
    )
    ended(qtbot, printing)
    one_sided = QPrinter.DuplexMode.DuplexNone
    assert seen == [(pytest.approx(54.0), pytest.approx(85.6), "Kartu", 4, one_sided)]


def test_whoever_thinks_better_of_it_prints_nothing(qtbot, printing, monkeypatch, messages):
    papers = []
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *_given: False)

    def work(paper):
        papers.append(paper)
        return write(paper)

    begin(printing, work)
    ended(qtbot, printing)
    assert printing.took == []
    assert messages.told == []
    assert not papers[0].exists()


def test_no_paper_that_names_people_is_left_behind(qtbot, printing, tmp_path, monkeypatch):
    papers = []

    def work(paper):
        papers.append(paper)
        return write(paper)

    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    begin(printing, work)
    ended(qtbot, printing)
    assert printing.took
    assert not papers[0].exists()


@pytest.mark.parametrize("agrees", [True, False])
def test_paper_too_small_is_asked_about(qtbot, printing, tmp_path, monkeypatch, messages, agrees):
    letter = paper_of_size(QPageSize.PageSizeId.Letter)
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf", letter))
    messages.agrees = agrees
    begin(printing)
    ended(qtbot, printing)
    [question] = messages.asked
    assert "210 × 297 mm" in question.explanation
    assert "215.9 × 279.4 mm" in question.explanation
    assert bool(printing.took) is agrees


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_take_it_is_told(qtbot, printing, tmp_path, monkeypatch, messages):
    nowhere = tmp_path / "missing" / "out.pdf"
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(nowhere))
    begin(printing)
    ended(qtbot, printing)
    assert printing.took == []
    assert [role for _text, role in messages.told] == [Role.DANGER]


def test_what_cannot_be_written_is_told_and_no_printer_is_asked_for(
    qtbot, printing, monkeypatch, messages
):
    asked = []
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *given: asked.append(given))

    def work(_paper):
        yield Progress(0, 0)
        raise UserError("There is no card to print.")

    begin(printing, work)
    ended(qtbot, printing)
    assert messages.told == [("There is no card to print.", Role.DANGER)]
    assert asked == []


def test_one_thing_is_printed_at_a_time(qtbot, printing, monkeypatch):
    asked = []
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *given: asked.append(given))
    begin(printing)
    begin(printing)
    ended(qtbot, printing)
    assert len(asked) == 1
    begin(printing)
    ended(qtbot, printing)
    assert len(asked) == 2


def test_printing_can_be_stopped_and_what_may_still_come_is_told(
    qtbot, printing, tmp_path, monkeypatch, messages
):
    def choose(*given):
        QTimer.singleShot(0, printing.strip.cancelled.emit)
        return to_file(tmp_path / "out.pdf")(*given)

    monkeypatch.setattr(ui.printing, "choose_printer", choose)
    begin(printing, lambda paper: write(paper, 100, ID1))
    ended(qtbot, printing)
    assert printing.took == []
    said = "Stopped. Pages that were sent already may still come out of the printer."
    assert messages.told == [(said, Role.WARNING)]


def test_the_window_is_not_held_up_while_pages_are_drawn(qtbot, printing, tmp_path, monkeypatch):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    begin(printing, lambda paper: write(paper, 50))
    beats, longest = [time.perf_counter()], []

    def beat():
        now = time.perf_counter()
        longest.append(now - beats[-1])
        beats.append(now)

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(5)
    ended(qtbot, printing)
    assert printing.took
    # Five pages, each drawn as a whole, would hold it up for most of a second five times. A busy
    # machine is given three hitches of its own.
    assert sorted(longest)[-4] < 0.3


def test_the_systems_dialog_knows_how_many_pages_there_are(qtbot, stage):
    seen = []

    def leave():
        [dialog] = stage.findChildren(QPrintDialog)
        seen.append((dialog.minPage(), dialog.maxPage()))
        dialog.reject()

    QTimer.singleShot(200, leave)
    assert choose_printer(printer_for(Size(210, 297), "Kartu"), 7, stage) is False
    assert seen == [(1, 7)]


def test_a_window_closed_under_the_systems_dialog_prints_nothing(qtbot):
    window = QWidget()
    window.show()
    QTimer.singleShot(200, partial(delete, window))
    assert choose_printer(printer_for(Size(210, 297), "Kartu"), 7, window) is False
