"""What is printed through a profile lies where the inverse of the printer's error puts it."""

import sys
from math import dist

import pytest
from PIL import ImageChops, ImageFilter

import ui.paper
import ui.printing
from models.designs.design import Box, Line
from models.files import replacing
from models.plain_values import to_json
from models.printing.calibration import FITS, MEDIA, medium_of, places, solve
from models.printing.profiles import ProfileDraft, keep_profile
from models.printing.tables import PrinterProfile
from models.printing.transform import AS_IT_IS, Correction, PrintError
from models.privacy.leaving import Unnoted
from models.progress import Progress, finish
from reports.ruler_sheet import RulerSheet, write_ruler_sheet
from reports.sheet import A4, FACE, ID1, SHIPPED, Turn, load_sheet
from tests.models.printing.distorting import read
from tests.reports.card_values import by, design, printed
from tests.reports.values import ENGLISH, codes, faces, picture, sizes
from tests.ui.cups import *  # noqa: F403 - fixtures are found by name
from tests.ui.test_printing import cards_pdf, ended, millimetres, print_into, to_file, write
from ui.look import Role
from ui.paper import Size, chosen_pages, measure, printer_for, send
from ui.printing import Printing, Target
from ui.widgets.progress_strip import ProgressStrip

DPI = 600
MM = DPI / 25.4
FRONT = PrintError(2.0, -1.5, 1.012, 0.988, 0.8)
BACK = PrintError(-2.5, 1.0, 0.99, 1.01, -1.2)
BOTH = Correction(FRONT.correction(), BACK.correction())


def correct_into(path, pdf, error):
    """Print a PDF into a file as the fronts of a printer that errs like this."""
    count, size = measure(pdf)
    printer = printer_for(size, "Cards")
    to_file(path)(printer, count, None)
    finish(send(pdf, printer, chosen_pages(printer, count), Correction(error.correction())))
    return path


def ruler_pdf(folder, name):
    paper = folder / f"ruler-{name}.pdf"
    with paper.open("wb") as out:
        write_ruler_sheet(out, RulerSheet(MEDIA[name], "office", two_sided=True), ENGLISH)
    return paper


def lines_of(sheet):
    """Return the marks of a sheet: the middle of each, from the page's middle, and its way."""
    wide, high = sheet.page
    for x1, y1, x2, y2 in sheet.marks():
        yield ((x1 + x2 - wide) / 2, (y1 + y2 - high) / 2), y1 == y2


def arms_of(name):
    """Return the same of the crosses' arms towards the middle, which cross nothing."""
    for place in places(MEDIA[name]):
        x, y = place.cross
        yield (x + (-2 if x > 0 else 2), y), True
        yield (x, y + (-2 if y > 0 else 2)), False


def farthest(image, lines, page, correction):
    """Return how far from where it should lie a line is found at most, in mm."""
    found = []
    for middle, level in lines:
        if any(
            abs(at) > side / 2 - 1.5 for side, at in zip(page, correction.at(middle), strict=True)
        ):
            continue  # not on the paper any more
        x, y = ((side / 2 + at) * MM for side, at in zip(page, correction.at(middle), strict=True))
        span = range(-round(MM), round(MM) + 1)
        across = [off for off in span if dark(image, *((x, y + off) if level else (x + off, y)))]
        assert across, f"no line near {middle}"
        found.append(abs(sum(across) / len(across)) / MM)
    assert len(found) > 8
    return max(found)


def dark(image, x, y):
    x, y = round(x), round(y)
    within = 0 <= x < image.width and 0 <= y < image.height
    return within and image.getpixel((x, y)) < 150


def shown(pdf, page=0):
    return picture(pdf, page, dpi=DPI).convert("L")


# Into a file


@pytest.mark.parametrize("error", [FRONT, BACK])
@pytest.mark.parametrize("name", [name for name in SHIPPED if load_sheet(name).crop_marks])
def test_cards_lie_where_the_inverse_error_puts_them(tmp_path, qapp, name, error):
    sheet = load_sheet(name)
    out = correct_into(tmp_path / "out.pdf", cards_pdf(tmp_path, name, 2), error)
    assert farthest(shown(out), lines_of(sheet), sheet.page, error.correction()) <= FITS


ACROSS = Line(box=Box(5, 26.5, 10, 1), thick=0.25)
DOWN = Line(box=Box(42.3, 5, 1, 10), thick=0.25)


def lines_behind(sheet):
    """Return the two lines on the back of each card, as they lie when it is turned like a page."""
    for place in sheet.places:
        x, y = sheet.origin(place)
        left = sheet.page[0] - x - FACE[0]
        yield (left + 10 - sheet.page[0] / 2, y + 27 - sheet.page[1] / 2), True
        yield (left + 42.8 - sheet.page[0] / 2, y + 10 - sheet.page[1] / 2), False


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != ID1])
def test_every_back_lies_where_the_inverse_error_of_backs_puts_it(tmp_path, qapp, name):
    sheet, paper = load_sheet(name), tmp_path / "cards.pdf"
    both = by(design(ACROSS, back=[ACROSS, DOWN]), backs=Turn.LONG_EDGE)
    paper.write_bytes(printed(faces(len(sheet.places)), name, **both))
    count, size = measure(paper)
    printer = printer_for(size, "Cards")
    to_file(tmp_path / "out.pdf")(printer, count, None)
    # A file has no two sides: the page of the backs goes alone, by what was measured of backs.
    finish(send(paper, printer, [1], Correction(BOTH.back)))
    image = shown(tmp_path / "out.pdf")
    assert farthest(image, lines_behind(sheet), sheet.page, BOTH.back) <= FITS


@pytest.mark.parametrize("error", [FRONT, BACK])
@pytest.mark.parametrize("name", MEDIA)
def test_crosses_lie_where_the_inverse_error_puts_them(tmp_path, qapp, name, error):
    out = correct_into(tmp_path / "out.pdf", ruler_pdf(tmp_path, name), error)
    assert sorted(millimetres(out)) == pytest.approx(sorted(MEDIA[name].page), abs=1)
    # The printer's own paper may be a little larger: the page lies in the middle of it.
    page = millimetres(out)
    assert farthest(shown(out), arms_of(name), page, error.correction()) <= FITS


@pytest.mark.parametrize("name", [A4, ID1])
def test_a_printer_in_order_is_sent_the_very_same_dots_as_without_a_profile(tmp_path, qapp, name):
    pdf = cards_pdf(tmp_path, name)
    plain = print_into(tmp_path / "plain.pdf", pdf)
    assert PrintError().correction() == AS_IT_IS
    out = correct_into(tmp_path / "out.pdf", pdf, PrintError())
    assert picture(out, dpi=600).tobytes() == picture(plain, dpi=600).tobytes()


def test_the_bands_of_a_corrected_page_meet_to_the_dot(tmp_path, qapp, monkeypatch):
    pdf = cards_pdf(tmp_path, ID1)
    banded = shown(correct_into(tmp_path / "banded.pdf", pdf, FRONT))
    monkeypatch.setattr(ui.paper, "BAND", 10_000)
    whole = shown(correct_into(tmp_path / "whole.pdf", pdf, FRONT))
    # A picture that is turned may begin a dot away in another band.
    darker = ImageChops.subtract(whole.filter(ImageFilter.MinFilter(3)), banded)
    lighter = ImageChops.subtract(banded, whole.filter(ImageFilter.MaxFilter(3)))
    for difference in (darker, lighter):
        assert sum(difference.histogram()[64:]) == 0


def test_codes_are_still_read_on_corrected_cards(tmp_path, qapp):
    pdf = cards_pdf(tmp_path, A4, 10)
    out = correct_into(tmp_path / "out.pdf", pdf, FRONT)
    assert sorted(codes(out)) == sorted(codes(pdf))


def test_what_is_printed_on_one_side_is_corrected_as_a_front_on_every_page(tmp_path, qapp):
    count, size = measure(pdf := ruler_pdf(tmp_path, "a4"))
    printer = printer_for(size, "Cards", one_sided=True)
    to_file(tmp_path / "out.pdf")(printer, count, None)
    finish(send(pdf, printer, chosen_pages(printer, count), BOTH))
    for page in range(2):
        image = shown(tmp_path / "out.pdf", page)
        assert farthest(image, arms_of("a4"), MEDIA["a4"].page, BOTH.front) <= FITS


def test_a_measured_printer_puts_every_place_of_every_sheet_where_it_was_meant():
    for name in SHIPPED:
        sheet = load_sheet(name)
        medium = medium_of(sheet.page).name
        for error in (FRONT, BACK):
            correction = solve(read(error, medium)).error.correction()
            for place in sheet.places:
                x, y = sheet.corner(place)
                meant = x - sheet.page[0] / 2, y - sheet.page[1] / 2
                assert dist(error.affine().at(correction.at(meant)), meant) <= FITS


# Through CUPS


def print_there(print_server, queue, pdf, *how):
    program = sys.executable, "-m", "tests.ui.print_there"
    return print_server.run(*program, queue, pdf, *how)


def test_a_card_sheet_comes_out_of_the_queue_within_three_tenths(print_server, tmp_path):
    pdf = cards_pdf(tmp_path, A4, 10)
    print_there(print_server, "office", pdf, "correct", to_json(FRONT), to_json(BACK))
    sheet = load_sheet(A4)
    image = shown(print_server.printed("office"))
    assert farthest(image, lines_of(sheet), sheet.page, BOTH.front) <= FITS


def test_backs_are_corrected_by_what_was_measured_of_backs(print_server, tmp_path):
    pdf = ruler_pdf(tmp_path, "id1")
    print_there(print_server, "cards", pdf, "correct", to_json(FRONT), to_json(BACK))
    out = print_server.printed("cards")
    for page, correction in enumerate((BOTH.front, BOTH.back)):
        image = shown(out, page).rotate(90, expand=True)
        assert farthest(image, arms_of("id1"), MEDIA["id1"].page, correction) <= FITS


def test_a_queue_that_rejects_is_told(print_server, tmp_path):
    pdf = cards_pdf(tmp_path, ID1)
    said = print_there(print_server, "cards", pdf, "after", "cupsreject", "cards")
    assert said.startswith("Told: The system did not take the job for cards: ")
    assert print_server.jobs() == []


def test_a_printer_removed_while_printing_is_told(print_server, tmp_path):
    pdf = cards_pdf(tmp_path, ID1)
    said = print_there(print_server, "cards", pdf, "after", "lpadmin", "-x", "cards")
    assert said == "Told: The printer cards is not there any more.\n"


def test_what_was_taken_is_told_nothing_of(print_server, tmp_path):
    assert print_there(print_server, "office", cards_pdf(tmp_path, A4)) == ""
    assert len(print_server.jobs()) == 1


# In the window


@pytest.fixture
def printing(bench, stage):
    """Printing, and all that was sent."""
    strip = ProgressStrip(stage)
    made = Printing(bench, strip, stage)
    made.took = []
    return made


@pytest.fixture
def profile(store):
    """The profile of whatever prints into a file: its printer has no name."""

    def _profile(**changes):
        with store.writing() as session:
            profile_id = keep_profile(session, ProfileDraft("x", read(FRONT, "a4")))
            record = session.get(PrinterProfile, profile_id)
            record.queue = ""
            for name, value in changes.items():
                setattr(record, name, value)

    return _profile


def test_the_profile_of_the_printer_chosen_is_used_and_told(
    qtbot, printing, tmp_path, monkeypatch, messages, profile
):
    profile()
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(out))
    printing.print_pdf(lambda paper: write(paper, 10), "Kartu", Unnoted.NAMES_NOBODY)
    ended(qtbot, printing)
    said = "1 page was sent to print. The printer's profile for A4 was used."
    assert messages.told == [(said, Role.SUCCESS)]
    sheet = load_sheet(A4)
    correction = solve(read(FRONT, "a4")).error.correction()
    assert farthest(shown(out), lines_of(sheet), sheet.page, correction) <= FITS


@pytest.mark.parametrize("changes", [{"queue": "other"}, {"medium": "letter"}, {"content": {}}])
def test_a_profile_of_another_printer_or_paper_or_unreadable_is_not_used(
    qtbot, printing, tmp_path, monkeypatch, profile, changes
):
    profile(**changes)
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(out))
    printing.print_pdf(
        lambda paper: write(paper, 10), "Kartu", Unnoted.NAMES_NOBODY, printing.took.append
    )
    ended(qtbot, printing)
    assert [sent.medium for sent in printing.took] == [""]
    sheet = load_sheet(A4)
    assert farthest(shown(out), lines_of(sheet), sheet.page, AS_IT_IS) <= FITS


def test_a_card_on_larger_paper_is_set_right_by_the_papers_profile(tmp_path, qapp):
    pdf = ruler_pdf(tmp_path, "id1")
    count, size = measure(pdf)
    printer = printer_for(size, "Cards")
    paper = printer_for(Size(210, 297), "").pageLayout()
    to_file(tmp_path / "out.pdf", paper)(printer, count, None)
    finish(send(pdf, printer, range(1), BOTH))
    assert len(sizes(tmp_path / "out.pdf")) == 1
    image = shown(tmp_path / "out.pdf")
    assert farthest(image, arms_of("id1"), (210, 297), BOTH.front) <= FITS


def test_a_printer_that_is_gone_is_told_before_anything_is_sent(qtbot, printing, messages):
    def work(paper):
        yield Progress(0, 0)
        with replacing(paper) as out:
            write_ruler_sheet(out, RulerSheet(MEDIA["a4"], "gone"), ENGLISH)

    printing.print_pdf(
        work, "Ruler sheet", Unnoted.NAMES_NOBODY, printing.took.append, target=Target("gone")
    )
    ended(qtbot, printing)
    assert messages.told == [("The printer gone is not there any more.", Role.DANGER)]
    assert printing.took == []
