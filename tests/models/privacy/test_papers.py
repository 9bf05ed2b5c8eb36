"""Papers made for something else that name a person: told of, and kept only for a reason."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from sqlalchemy import select

from models.base import utc_now
from models.closing.figures import day_figures
from models.closing.queries import day_sheet
from models.documents.attachments import Incoming, Owner, attach, remove_attachment
from models.documents.contents import keep_content
from models.documents.tables import Attachment, MediaType
from models.letters.tables import Letter, LetterKind
from models.money.here import desk_here
from models.office.pins import set_pin
from models.office.queries import today
from models.office.rights import Right
from models.office.second_person import prove
from models.office.tables import Officer, Role
from models.packets.tables import ConflictKind, MergeConflict
from models.people.tables import Person
from models.privacy.certificates import certificate
from models.privacy.erasing import PapersKeptError, erasure_preview
from models.privacy.papers import kept_papers
from models.privacy.tables import ErasureCause
from models.privacy.wiping import erase, erase_several
from models.progress import finish
from models.words import Words
from reports.erasure_certificate import write_erasure_certificate
from tests import factories as a
from tests.fixtures import CHEAP
from tests.models.closing.conftest import close, fitting
from tests.models.closing.test_closing import open_here

NAME = "Zulaikha Pangaribuan"
RULE = "SOP Kearsipan 7"


@pytest.fixture
def her(keep):
    return keep(a.person(name=NAME)).id


@pytest.fixture
def event(keep):
    return keep(a.event(title="Sosialisasi")).id


def letter_to(store, event, recipient, number="001/BPJS/2026"):
    with store.writing("Write a letter") as session:
        letter = Letter(
            event_id=event,
            kind=LetterKind.INVITATION,
            year=2026,
            serial=int(number[:3]),
            number=number,
            dated_on=date(2026, 6, 1),
            language="id",
            paper="A4",
            recipient=recipient,
            subject="Undangan",
            body="Dengan hormat",
            digest=keep_content(session, b"%PDF-1.7 " + recipient.encode()),
            made_at=utc_now(),
        )
        session.add(letter)
        session.flush()
        return letter.id


@pytest.fixture
def photo(store, event):
    with store.writing() as session:
        return attach(
            session, Owner(event_id=event), Incoming(f"{NAME}.jpg", MediaType.JPEG, b"foto", 4)
        )


def preview(store, person):
    with store.reading() as session:
        return erasure_preview(session, person).papers


def erased(store, person, witness, papers=""):
    return finish(
        erase(store, person, ErasureCause.REQUEST, witness, basis="Surat 12", papers=papers)
    )


def test_letters_and_files_of_events_that_name_somebody_are_told_of(store, her, event, photo):
    letter_to(store, event, f"Ibu {NAME}\nPimping")
    letter_to(store, event, "Kepala Desa", "002/BPJS/2026")
    assert preview(store, her) == ("001/BPJS/2026", f"{NAME}.jpg")


def test_they_are_kept_only_where_it_is_said_why(store, her, event, witness):
    letter_to(store, event, f"Ibu {NAME}")
    with pytest.raises(PapersKeptError):
        erased(store, her, witness)
    with store.reading() as session:
        assert session.get_one(Person, her).name == NAME
    erased(store, her, witness, RULE)
    with store.reading() as session:
        assert session.get_one(Person, her).name == "—"
        assert session.scalars(select(Letter.recipient)).all() == ["Ibu —"]


@pytest.mark.of_files("the certificate names backups, which are of the file")
def test_the_certificate_lists_them_without_the_name_and_says_the_rule(
    store, her, event, photo, witness
):
    letter_to(store, event, f"Ibu {NAME}")
    done = erased(store, her, witness, RULE)
    with store.reading() as session:
        held = certificate(session, store.path, done.erasure_id)
    assert (held.papers, held.erasure.basis) == (("001/BPJS/2026", "—.jpg"), f"Surat 12; {RULE}")
    out = BytesIO()
    write_erasure_certificate(out, held, Words("en"))
    said = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_bounded()
    assert "Papers that are kept" in said
    assert "001/BPJS/2026" in said
    assert (RULE in said, "Pangaribuan" in said) == (True, False)


@pytest.mark.of_files("the certificate names backups, which are of the file")
def test_a_file_that_was_taken_out_first_is_not_spoken_of(store, her, photo, witness):
    with store.writing() as session:
        remove_attachment(session, photo)
    done = erased(store, her, witness)
    with store.reading() as session:
        assert certificate(session, store.path, done.erasure_id).papers == ()


def test_the_name_of_a_file_of_an_event_and_its_caption_say_nobody_afterwards(
    store, her, photo, witness
):
    with store.writing("Caption") as session:
        session.get_one(Attachment, photo).caption = f"{NAME} menerima kartu"
    erased(store, her, witness, RULE)
    with store.reading() as session:
        kept = session.get_one(Attachment, photo)
        assert (kept.name, kept.caption) == ("—.jpg", "— menerima kartu")


def test_the_sheet_of_a_closed_day_that_names_somebody_is_kept_only_where_it_is_said_why(
    store, keep, her, event, witness
):
    sees = keep(Officer(name="Budi", role=Role.DESK_OFFICER)).id
    set_pin(store, sees, "2580", CHEAP)
    open_here(store, event)
    with store.reading() as session:
        draft = fitting(day_figures(session, today(session), desk_here(session)))
    cash = replace(draft.cash, notes={10_000: 4}, reason=f"Kembalian {NAME}")
    closed = close(store, replace(draft, cash=cash), prove(store, sees, "2580", Right.CLOSE_DAY))
    (paper,) = preview(store, her)
    assert paper.startswith("End of day")
    with pytest.raises(PapersKeptError):
        erased(store, her, witness)
    done = erased(store, her, witness, RULE)
    with store.reading() as session:
        assert day_sheet(session, closed).cash_reason == "Kembalian —"
        assert kept_papers(session, done.erasure_id) == (paper,)


def test_of_several_the_one_that_papers_name_is_left_for_a_decision(
    store, keep, her, event, witness
):
    other = keep(a.person(name="Sahala Simanjuntak")).id
    letter_to(store, event, f"Ibu {NAME}")
    done = finish(erase_several(store, [her, other], ErasureCause.RETENTION, witness, "SOP"))
    assert (len(done.numbers), list(done.left)) == (1, [her])
    assert "Say why they are kept" in done.left[her]


def test_why_two_desks_were_put_together_so_names_nobody_afterwards(store, keep, her, witness):
    keep(
        MergeConflict(
            kind=ConflictKind.FIELD,
            record_table="person",
            record_id=her,
            field="name",
            person_id=her,
            sides=[],
            found_at=utc_now(),
            reason=f"Menurut KTP {NAME}",
        )
    )
    erased(store, her, witness)
    with store.reading() as session:
        assert session.scalars(select(MergeConflict.reason)).all() == [None]
