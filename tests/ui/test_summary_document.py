"""The event summary as a file: with its annexes, on either paper, of events of every size."""

from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import pytest
from sqlalchemy import update

from models.documents.contents import keep_content
from models.documents.tables import content
from models.errors import UserError
from models.events.tables import Attendance
from models.history.bulk import insert_many
from models.history.recording import OWN_WRITES
from models.leftovers import PassingFolder
from models.letters.tables import Letter, LetterKind
from models.money.tables import Receipt
from models.office.letterhead import LetterheadDraft, change_letterhead
from models.office.tables import Desk, Officer, Role
from models.people.nik import mask_nik
from models.people.tables import Person
from models.progress import finish
from models.reporting.drafts import SummaryDraft, keep_draft, summary_draft
from models.reporting.finals import FiguresChangedError, final_pdf, finals
from models.reporting.tables import EventReport
from models.reporting.texts import SummaryTexts
from models.words import Words
from tests import factories as a
from tests.models.reporting.test_summary import enrolment
from tests.reports.values import HOSTILE
from ui.summary_document import PHOTOS_ALONE, Ticked, freeze_summary, write_summary

ENGLISH = Words("en")
SEEN = datetime(2022, 6, 28, 1, tzinfo=UTC)
EVERYTHING = Ticked(enrolled=True, present=True, receipts=True, letters=True)


@pytest.fixture
def event(keep):
    return keep(a.event(title="Temu Tani", stage="done", starts_at=datetime(2022, 6, 28, 9))).id


@pytest.fixture
def write(store, event, tmp_path):
    """Write the summary; return how many pages are its own, and what all pages say."""

    def _write(ticked=PHOTOS_ALONE, words=ENGLISH, **given):
        target = tmp_path / "laporan.pdf"
        own = finish(write_summary(store, event, target, words, ticked, **given))
        with pypdfium2.PdfDocument(target) as document:
            said = [page.get_textpage().get_text_bounded() for page in document]
            _write.size = document[0].get_size()
        return own, said

    return _write


@pytest.fixture
def letter(store, event):
    """Keep a letter of the event whose PDF is ``data``."""

    def _letter(data, serial=1, **given):
        facts = {
            "event_id": event,
            "kind": LetterKind.INVITATION,
            "year": 2022,
            "serial": serial,
            "number": f"B/00{serial}/062022",
            "dated_on": date(2022, 6, 20),
            "language": "id",
            "paper": "A4",
            "recipient": "Kepala Desa",
            "subject": "Undangan <b>tani</b>",
            "body": "…",
            "made_at": SEEN,
        }
        with store.writing("Write a letter") as session:
            session.add(Letter(**facts | given, digest=keep_content(session, data)))

    return _letter


def paper(pages):
    """Return a PDF of so many pages."""
    out = BytesIO()
    made = pypdfium2.PdfDocument.new()
    for _page in range(pages):
        made.new_page(595, 842)
    made.save(out)
    made.close()
    return out.getvalue()


def test_letters_follow_the_report_page_by_page_in_the_order_of_their_numbers(write, letter):
    letter(paper(2), 1)
    letter(paper(1), 2, subject="Ucapan terima kasih")
    letter(paper(5), 3, voided_at=SEEN, void_reason="Salah", subject="Batal")
    own, said = write(Ticked(letters=True))
    assert len(said) == own + 3
    told = "".join(said)
    assert told.index("B/001/062022: Undangan <b>tani</b>") < told.index("B/002/062022")
    assert "B/003/062022" not in told


def test_a_letter_whose_pdf_was_damaged_is_said_to_be_missing(write, letter, store):
    letter(paper(1))
    with store.writing("Damage") as session:
        session.execute(update(content).values(data=b"x"), execution_options={OWN_WRITES: True})
    own, said = write(Ticked(letters=True))
    assert len(said) == own
    assert "could not be read and is missing" in " ".join("".join(said).split())


def test_receipts_are_a_list_and_void_ones_say_why(write, keep, event):
    desk = keep(Desk(number=7, name="Meja Tujuh")).id
    facts = {"desk_id": desk, "event_id": event, "issued_at": SEEN, "content": {"way": "cash"}}
    keep(Receipt(serial=1, name="=Usun & Anyie", amount=36_800, **facts))
    keep(Receipt(serial=2, name="Siti", amount=9, voided_at=SEEN, void_reason="Ganda", **facts))
    own, said = write(Ticked(receipts=True))
    [annex] = said[own:]
    for expected in ("07-000001", "=Usun & Anyie", "Rp36,800", "In cash", "Void: Ganda"):
        assert expected in annex
    assert "List of receipts" in annex


def test_an_event_to_which_nobody_came_has_all_its_annexes(write):
    own, said = write(EVERYTHING)
    assert len(said) == own + 3
    assert "Nobody came." in "".join(said)


def test_it_says_what_was_written_and_is_on_the_paper_that_was_chosen(write, store, event):
    with store.writing() as session:
        keep_draft(session, event, SummaryDraft(SummaryTexts(background="Panen."), "en", "F4"))
    _own, said = write()
    assert "Panen." in "".join(said)
    f4 = write.size
    write(paper="A4")
    assert f4[1] > write.size[1]
    assert write.size == pytest.approx((595.3, 841.9), abs=0.5)


def test_before_anything_is_written_the_paper_is_that_of_the_office_s_letters(store, event):
    with store.writing() as session:
        change_letterhead(session, LetterheadDraft(paper="F4"))
    with store.reading() as session:
        assert summary_draft(session, event, "id").paper == "F4"


def test_what_is_made_final_has_its_annexes_and_its_paper(store, event, letter):
    letter(paper(4))
    draft = SummaryDraft(SummaryTexts(closing="Sekian."), "id", "F4")
    report = finish(freeze_summary(store, event, draft, Ticked(letters=True)))
    with store.reading() as session, pypdfium2.PdfDocument(final_pdf(session, report)) as document:
        assert document[0].get_size()[1] > 900
        assert document[len(document) - 1].get_size() == (595, 842)
        assert "Sekian." in "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture
def come(keep, event):
    """Have somebody come to the event."""
    return lambda: keep(
        a.attendance(event_id=event, person_id=keep(a.person(name="Awing")).id, present_at=SEEN)
    )


def test_who_comes_while_it_is_drawn_is_neither_kept_waiting_nor_left_out(store, event, come):
    come()
    work = freeze_summary(store, event, SummaryDraft(language="en"), EVERYTHING)
    for _step in range(3):
        next(work)
    come()
    report = finish(work)
    with store.reading() as session, pypdfium2.PdfDocument(final_pdf(session, report)) as document:
        said = "".join(page.get_textpage().get_text_bounded() for page in document)
        frozen = session.get_one(EventReport, report).figures
        assert len(finals(session, event)) == 1
    assert frozen["present"] == 2
    assert said.count("Awing") == 2


def test_it_is_not_made_final_while_its_figures_change_each_time(store, event, come):
    work = freeze_summary(store, event, SummaryDraft(), PHOTOS_ALONE)

    def comings():
        while True:
            come()
            try:
                next(work)
            except StopIteration:
                return

    with pytest.raises(FiguresChangedError, match="changed meanwhile"):
        comings()
    with store.reading() as session:
        assert finals(session, event) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_one_person_of_any_name_holds_in_every_annex(write, keep, event, hostile):
    name = hostile if hostile.strip() else "x"
    person = keep(a.person(name=name, region_line=name, group_name=name)).id
    keep(a.attendance(event_id=event, person_id=person, present_at=SEEN))
    keep(enrolment(event_id=event, person_id=person, occupation=name))
    own, said = write(EVERYTHING)
    assert len(said) == own + 3
    assert own <= 3


def test_ten_thousand_people_are_all_in_the_annexes(write, store, event):
    with store.writing("Many") as session:
        numbers = range(10_000)
        named = ((f"Warga {n:05}", f"65010413{n:08}") for n in numbers)
        people = insert_many(session, Person, ("name", "nik"), named)
        columns = ("event_id", "person_id", "invited", "present_at")
        insert_many(session, Attendance, columns, ((event, one, True, SEEN) for one in people))
    own, said = write(Ticked(present=True))
    told = "\n".join(said[own:])
    assert told.count("Warga ") == 10_000
    assert "Warga 00000" in told
    assert "Warga 09999" in told
    assert own <= 3


def test_a_summary_of_an_event_that_is_gone_leaves_no_file(store, tmp_path):
    target = tmp_path / "a.pdf"
    with pytest.raises(UserError):
        finish(write_summary(store, 404, target, ENGLISH))
    assert not target.exists()


@pytest.mark.parametrize("sees", [True, False])
def test_a_paper_looked_at_masks_the_niks_for_who_may_not_see_them(store, event, keep, sees):
    nik = "6501032806800001"
    person = keep(a.person(name="Siti", nik=nik)).id
    keep(enrolment(event_id=event, person_id=person))
    if not sees:
        store.admit(keep(Officer(name="Agus Salim", role=Role.READER)).id)
    folder = PassingFolder()
    looked_at = folder.file("laporan.pdf")
    ticked = Ticked(enrolled=True, full=True)
    finish(write_summary(store, event, looked_at, ENGLISH, ticked))
    with pypdfium2.PdfDocument(looked_at) as document:
        said = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert (mask_nik(nik) in said, nik in said) == (not sees, sees)
