"""An event with partners to write to, and what was made of its letters."""

from datetime import UTC, datetime

import pypdfium2
import pytest

from models.events.tables import Answer, EventPartner, EventStaff, PartnerRole
from models.letters.making import make_letters, prepare
from models.letters.queries import event_letters, letter_pdf
from models.letters.tables import LetterKind
from models.office.queries import officers
from reports.letter import write_letter
from tests import factories as a

NAMES = ("Dinas Pertanian", "Desa Pimping", "Gapoktan Makmur")
YEAR = datetime.now(UTC).astimezone().year


def part(name="Dinas", role=PartnerRole.HOST, answer=Answer.NOT_ASKED):
    """Return the part in an event of a new partner who can be called."""
    return EventPartner(
        partner=a.partner(name=name, contacts=[a.contact()]), role=role, answer=answer
    )


@pytest.fixture
def event(bench, keep):
    """An event with three partners, one of whom said no, and one of the office's staff."""
    answers = (Answer.NOT_ASKED, Answer.CONFIRMED, Answer.DECLINED)
    roles = (PartnerRole.SPEAKER, PartnerRole.HOST, PartnerRole.SUPPORTER)
    with bench.store.reading() as session:
        rina = officers(session)[0].id
    parts = [part(*given) for given in zip(NAMES, roles, answers, strict=True)]
    return keep(a.event(title="Temu Tani", partners=parts, staff=[EventStaff(officer_id=rina)])).id


def letters(bench, event):
    """Return the event's letters, the first one first."""
    with bench.store.reading() as session:
        return event_letters(session, event)[::-1]


def make(bench, event, kind=LetterKind.INVITATION):
    """Make the letters that are proposed; return their ids."""
    with bench.store.writing() as session:
        return make_letters(session, event, prepare(session, event, kind, "id"), write_letter)


def read(pdf):
    """Return the words of a PDF, given as bytes or by its path."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def kept_words(bench, letter):
    """Return the words of a letter as it was made."""
    with bench.store.reading() as session:
        return read(letter_pdf(session, letter))
