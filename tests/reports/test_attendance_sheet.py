from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pypdfium2
import pytest

from models.events.drafts import TITLE_LENGTH
from models.progress import finish
from reports.attendance_sheet import AttendanceHead, AttendanceLine, write_attendance_sheet
from reports.document import A4, F4
from tests.reports.values import (
    ENGLISH,
    HOSTILE,
    INDONESIAN,
    LONG,
    boxes,
    codes,
    sizes,
    text,
    texts,
)

HEAD = AttendanceHead(
    office="Kantor Cabang Bulungan",
    title="Sosialisasi Petani Desa Pimping",
    starts_at=datetime(2022, 6, 28, 9),
    ends_at=datetime(2022, 6, 28, 12, 30),
    time_zone="Asia/Makassar",
    place="Balai Desa Pimping",
)
MM = 72 / 25.4


def people(count):
    return [
        AttendanceLine(f"Orang {number}", f"650103••••••{number:04}") for number in range(count)
    ]


def sheet(lines, words=ENGLISH, head=HEAD, **settings):
    out = BytesIO()
    pages = finish(write_attendance_sheet(out, head, lines, words, **settings))
    assert len(sizes(out.getvalue())) == pages
    return out.getvalue()


def letters_at(pdf, needle):
    """Return the left edges of the texts on the first page that read ``needle``."""
    drawn = boxes(pdf)
    said = "".join(letter for letter, _ in drawn)
    return [
        drawn[at][1][0] / MM
        for at in range(len(said))
        if said.startswith(needle, at) and (at == 0 or not said[at - 1].isdigit())
    ]


@pytest.mark.parametrize("paper", [A4, F4])
def test_a_sheet_of_nobody_is_a_page_of_blank_lines(paper):
    assert len(sizes(sheet([], paper=paper))) == 1


def test_every_page_carries_heading_and_captions():
    for page in texts(sheet(people(60))):
        for expected in ("ATTENDANCE SHEET", HEAD.title, HEAD.place, "NIK or address", "Signature"):
            assert expected in page


def test_the_heading_says_when():
    assert "Selasa, 28 Juni 2022, 09.00–12.30 WITA" in text(sheet([], INDONESIAN))


def test_everybody_is_on_it_in_order():
    shown = text(sheet(people(130)))
    places = [shown.index(f"Orang {number} ") for number in range(130)]
    assert places == sorted(places)


def test_a_line_says_all_of_a_person():
    line = AttendanceLine("Siti", "650103••••••0001", "Gapoktan", "0812-3456-7890")
    shown = text(sheet([line]))
    assert "1 Siti 650103••••••0001 Gapoktan 0812-3456-7890 1." in shown


def test_the_page_is_filled_up_with_numbered_lines():
    assert "24." in text(sheet(people(3)))


def test_as_many_blank_lines_follow_as_are_asked_for():
    assert len(sizes(sheet(people(20), blank=4))) == 1
    assert len(sizes(sheet(people(20), blank=5))) == 2


def test_signatures_stand_left_and_right_in_turns():
    pdf = sheet(people(4))
    first, second, third, fourth = (letters_at(pdf, f"{n}.")[0] for n in range(1, 5))
    assert first == pytest.approx(third, abs=0.5)
    assert second == pytest.approx(fourth, abs=0.5)
    assert second > first + 10


def test_the_second_page_begins_on_the_left_again():
    pages = texts(sheet(people(30)))
    assert "25 Orang 24" in pages[1]


def test_pages_are_counted():
    pages = texts(sheet(people(60)))
    assert all(f"Page {number} of 3" in page for number, page in enumerate(pages, 1))


@pytest.mark.parametrize(("paper", "size"), [(A4, (210, 297)), (F4, (215, 330))])
def test_paper_is_of_the_size_asked_for(paper, size):
    [page] = sizes(sheet([], paper=paper))
    assert page == pytest.approx([side * MM for side in size], abs=0.01)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_in_its_column(hostile):
    line = AttendanceLine(hostile, hostile, hostile, hostile)
    plain = AttendanceLine("Siti", "6501", "Gapoktan", "0812")
    pdf = sheet([plain, line, plain])
    edges = [letters_at(pdf, needle)[0] for needle in ("Siti", "6501", "Gapoktan", "0812")]
    assert len(letters_at(pdf, "Siti")) == 2
    for letter, (left, bottom, right, top) in boxes(pdf):
        if letter.strip():
            assert left >= 16 * MM
            assert right <= (210 - 12) * MM
            crossed = [edge for edge in edges if left / MM < edge - 1.5 and right / MM > edge]
            assert not crossed or top > 240 * MM
            assert bottom > 0


def test_a_hostile_heading_stays_on_the_page():
    head = replace(HEAD, office=LONG, title=HOSTILE[0] * 9, place=LONG, time_zone=LONG)
    for letter, (left, _, right, _) in boxes(sheet(people(1), head=head)):
        if letter.strip():
            assert left >= 10 * MM
            assert right <= 200 * MM


@pytest.mark.parametrize("paper", [A4, F4])
def test_a_title_as_long_as_may_be_is_told_whole_between_its_neighbours(paper):
    title = " ".join(["Q" * 24] * (TITLE_LENGTH // 25))
    head = replace(HEAD, event_id=1, title=title)
    pdf = sheet(people(40), head=head, paper=paper)
    assert all(title in page for page in texts(pdf))
    assert codes(pdf) == ["DH:1/1"]
    drawn = boxes(pdf)
    said = "".join(letter for letter, _ in drawn)
    above, below = (drawn[said.index(near)][1] for near in ("ATTENDANCE", "Tuesday"))
    own = [box for letter, box in drawn if letter == "Q"]
    assert max(top for _left, _bottom, _right, top in own) < above[1]
    assert min(bottom for _left, bottom, _right, _top in own) > below[3]
    place, caption = (drawn[said.index(near)][1] for near in (HEAD.place, "NIK or address"))
    assert below[1] > place[3] > place[1] > caption[3]


def test_the_same_people_make_the_same_bytes():
    assert sheet(people(30)) == sheet(people(30))


def test_progress_is_told_after_every_page():
    work = write_attendance_sheet(BytesIO(), HEAD, people(60), ENGLISH)
    assert [tuple(progress) for progress in work] == [(1, 3), (2, 3), (3, 3)]


def test_it_is_printed_at_its_true_size_and_named():
    pdf = sheet([])
    assert b"/PrintScaling /None" in pdf
    with pypdfium2.PdfDocument(pdf) as document:
        assert HEAD.title in document.get_metadata_dict()["Title"]


def test_a_code_on_each_page_names_event_and_page():
    pdf = sheet(people(60), head=replace(HEAD, event_id=4503599627370497))
    pages = range(len(sizes(pdf)))
    assert len(pages) > 2
    said = [codes(pdf, page) for page in pages]
    assert said == [[f"DH:4503.5996.2737.0497/{page + 1}"] for page in pages]


def test_without_an_event_there_is_no_code():
    assert codes(sheet(people(3))) == []


def test_a_long_title_keeps_clear_of_the_code():
    head = replace(HEAD, event_id=1, title=LONG, office=LONG, place=LONG)
    assert codes(sheet([], head=head)) == ["DH:1/1"]
    heading = [box for _letter, box in boxes(sheet([], head=head)) if box[1] / MM > 297 - 43]
    assert max(right for _left, _bottom, right, _top in heading) / MM < 210 - 12 - 17
