"""Papers of an event, written from the records and read back."""

import subprocess
import sys
from datetime import UTC, datetime
from itertools import chain

import pypdfium2
import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from models.errors import UserError
from models.events.operations import set_stage
from models.events.sittings import Sitting
from models.events.tables import Stage
from models.office.letterhead import LetterheadDraft, change_letterhead
from models.progress import finish
from models.words import LANGUAGES, Words, speak
from reports.document import F4
from tests import factories as a
from tests.models.reporting.test_summary import enrolment
from ui.documents import write_attendance_sheet, write_sitting_sheet
from ui.event_papers import EventPaper, write_event_paper

ENGLISH = Words("en")


@pytest.fixture
def event(keep):
    """An event to which one of two people came."""
    made = keep(a.event(title="Temu <b>Tani</b>", stage="done")).id
    came = keep(a.person(name="Usun & Anyie", nik=a.nik(1))).id
    awaited = keep(a.person(name="Siti Rahmawati", nik=a.nik(2))).id
    keep(
        a.attendance(event_id=made, person_id=came, present_at=datetime(2022, 6, 28, 1, tzinfo=UTC))
    )
    keep(a.attendance(event_id=made, person_id=awaited))
    return made


@pytest.fixture
def write(store, event, tmp_path):
    """Write a paper and return where it is."""

    def _write(paper, words=ENGLISH):
        target = tmp_path / f"paper{paper.suffix}"
        finish(write_event_paper(store, event, paper, target, words))
        return target

    return _write


def said(path):
    """Return the words of each page of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", [one for one in EventPaper if one is not EventPaper.ENROLLED])
def test_every_paper_is_written_in_both_languages(write, paper, language):
    target = write(paper, Words(language))
    if paper is EventPaper.PRESS_RELEASE:
        read = "\n".join(one.text for one in Document(target).paragraphs)
    elif paper is EventPaper.PRESS_TEXT:
        read = target.read_text("utf-8")
    else:
        read = "\n".join(said(target))
    assert "Temu <b>Tani</b>" in read
    assert Words(language).day(datetime(2022, 6, 28)) in read


def test_the_press_release_has_the_event_s_own_figures(write):
    assert "1 person came" in write(EventPaper.PRESS_TEXT).read_text("utf-8")


def test_the_press_release_says_why_an_event_was_cancelled(store, write, event):
    with store.writing() as session:
        set_stage(session, event, Stage.CANCELLED, "Sungai meluap")
    told = write(EventPaper.PRESS_TEXT).read_text("utf-8")
    assert "The event was cancelled. Reason: Sungai meluap." in told
    assert "came" not in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", [Stage.CANCELLED, Stage.POSTPONED])
def test_no_paper_says_that_a_called_off_event_was_held(store, write, event, stage, language):
    with store.writing() as session:
        set_stage(session, event, stage, "Sungai meluap")
    for paper in (EventPaper.CERTIFICATES, EventPaper.MINUTES, EventPaper.CONSENT):
        with pytest.raises(UserError, match=rf"^The event was {stage}, so this paper is not"):
            write(paper)
    told = "\n".join(said(write(EventPaper.PROCEEDINGS, Words(language))))
    headings = {
        ("id", Stage.CANCELLED): "BERITA ACARA PEMBATALAN",
        ("id", Stage.POSTPONED): "BERITA ACARA PENUNDAAN",
    }
    assert headings.get((language, stage), "RECORD OF ") in told
    assert "Sungai meluap." in told
    assert "together held" not in told
    assert "telah bersama-sama" not in told
    assert "Sungai meluap." in "\n".join(said(write(EventPaper.PAYMENTS, Words(language))))


def test_nobody_signs_that_he_came_to_what_was_called_off(store, event, tmp_path):
    with store.writing() as session:
        set_stage(session, event, Stage.CANCELLED, "Sungai meluap")
    sheet, (start, end) = tmp_path / "sheet.pdf", (datetime(2022, 6, 28, 9), datetime(2022, 6, 28))
    for work in (
        write_attendance_sheet(store, event, sheet, ENGLISH),
        write_sitting_sheet(store, event, Sitting(1, "Pagi", start, end), sheet, ENGLISH),
    ):
        with pytest.raises(UserError, match="cancelled"):
            finish(work)
    assert not sheet.exists()


def test_the_workbook_has_those_enrolled_with_masked_niks(write, event, keep):
    person = keep(a.person(name="=Maria & Ului", nik=a.nik(3))).id
    keep(enrolment(event_id=event, person_id=person))
    target = write(EventPaper.ENROLLED)
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    read = "\n".join(str(cell) for row in rows for cell in row)
    assert "=Maria & Ului" in read
    assert a.nik(3) not in read


def test_the_consent_sheet_has_everybody_with_masked_niks(write):
    read = "\n".join(said(write(EventPaper.CONSENT)))
    assert "Usun & Anyie" in read
    assert "Siti Rahmawati" in read
    assert a.nik(1) not in read


def test_only_those_present_are_given_a_certificate(write):
    pages = said(write(EventPaper.CERTIFICATES))
    assert len(pages) == 1
    assert "Usun & Anyie" in pages[0]


def test_every_paper_is_on_the_paper_of_the_office(store, write, event, tmp_path):
    with store.writing() as session:
        change_letterhead(session, LetterheadDraft(paper="F4"))
    sheet, sitting = tmp_path / "sheet.pdf", tmp_path / "sitting.pdf"
    finish(write_attendance_sheet(store, event, sheet, ENGLISH))
    start, end = datetime(2022, 6, 28, 9), datetime(2022, 6, 28, 10)
    finish(write_sitting_sheet(store, event, Sitting(1, "Pagi", start, end), sitting, ENGLISH))
    made = (write(paper) for paper in EventPaper if paper.is_pdf)  # one after another, one place
    for path in chain((sheet, sitting), made):
        with pypdfium2.PdfDocument(path) as document:
            sides = sorted(document.get_page_size(0))
        assert sides == pytest.approx([side * 72 / 25.4 for side in F4], abs=0.1), said(path)
    section = Document(write(EventPaper.PRESS_RELEASE)).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx(F4, abs=0.1)


def test_who_was_erased_has_no_line_to_sign_and_no_certificate(store, write, event, keep, tmp_path):
    moment = datetime(2022, 6, 28, 1, tzinfo=UTC)
    gone = keep(a.person(name="Terhapus", nik=None, erased_at=moment)).id
    keep(a.attendance(event_id=event, person_id=gone, present_at=moment))
    sheet = tmp_path / "sheet.pdf"
    for some in (None, [gone]):
        finish(write_attendance_sheet(store, event, sheet, ENGLISH, blank=3, people=some))
        assert "Terhapus" not in "\n".join(said(sheet))
    assert "Terhapus" not in "\n".join(said(write(EventPaper.CONSENT)))
    assert len(said(write(EventPaper.CERTIFICATES))) == 1


@pytest.mark.parametrize("paper", EventPaper)
def test_of_an_event_that_is_gone_no_paper_is_left(store, tmp_path, paper):
    folder = tmp_path / "papers"
    folder.mkdir()
    with pytest.raises(UserError, match="There is no event 404"):
        finish(write_event_paper(store, 404, paper, folder / "paper", ENGLISH))
    assert list(folder.iterdir()) == []


def test_every_paper_has_a_name_of_its_own():
    speak("en")
    assert len({paper.label() for paper in EventPaper}) == len(EventPaper)


def test_nothing_that_draws_is_loaded_before_it_is_needed():
    loaded = "import ui.event_papers, sys; print(*sys.modules, sep='\\n')"
    told = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert not {"reportlab", "docx", "PySide6"} & set(told.stdout.split())
