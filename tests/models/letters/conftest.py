"""An event with partners and staff, and letters about it."""

from datetime import date

import pytest

from models.events.tables import Answer, EventPartner, EventStaff, PartnerRole
from models.letters.drafts import LetterDraft
from models.letters.making import make_letters
from models.letters.tables import LetterKind
from models.office.tables import Officer
from models.partners.tables import PartnerKind
from tests import factories as a

DAY = date(2022, 6, 20)


def as_text(paper):
    """Write a letter as bytes that say which one it is."""
    return f"{paper.number} {paper.partner} {paper.subject}".encode()


def draft(kind=LetterKind.INVITATION, partners=(), **given):
    """Make a draft of a letter."""
    made = {
        "dated_on": DAY,
        "language": "id",
        "subject": "Undangan {acara}",
        "body": "Dengan hormat, {mitra}.",
        "paper": "A4",
    }
    return LetterDraft(kind=kind, partner_ids=tuple(partners), **(made | given))


@pytest.fixture
def do(store):
    """Do one operation as one action; return what it returns."""

    def _do(operation, *given):
        with store.writing() as session:
            return operation(session, *given)

    return _do


@pytest.fixture
def see(store):
    """Ask something of the store."""

    def _see(query, *given):
        with store.reading() as session:
            return query(session, *given)

    return _see


@pytest.fixture
def host(keep):
    village = a.partner(name="Pemerintah Desa Pimping", kind=PartnerKind.VILLAGE)
    village.contacts = [
        a.contact(name="Bapak Yohanes", position="Kepala Desa"),
        a.contact(name="Maria Lung", position="Sekretaris Desa", phone=None),
    ]
    return keep(village).id


@pytest.fixture
def speaker(keep):
    return keep(a.partner(name="Dinas Pertanian Kab. Bulungan")).id


@pytest.fixture
def event(keep, host, speaker):
    """An event with a host and a speaker, and two of the staff."""
    dewi = Officer(
        name="Dewi Lestari, S.E.",
        staff_number="200112345",
        position="Petugas Pemasaran",
        phone="+6281234567890",
    )
    agus = Officer(name="Agus Salim")
    keep(dewi, agus)
    planned = a.event(title="Sosialisasi Petani Desa Pimping", target_present=50)
    planned.partners = [
        EventPartner(partner_id=host, role=PartnerRole.HOST, answer=Answer.CONFIRMED),
        EventPartner(partner_id=speaker, role=PartnerRole.SPEAKER, answer=Answer.NOT_ASKED),
    ]
    planned.staff = [
        EventStaff(officer_id=dewi.id, duty="Ketua tim"),
        EventStaff(officer_id=agus.id),
    ]
    return keep(planned).id


@pytest.fixture
def make(do, event, speaker):
    """Make letters to the speaker, or as asked; return their ids."""

    def _make(kind=LetterKind.INVITATION, partners=None, write=as_text, **given):
        chosen = (speaker,) if partners is None else partners
        return do(make_letters, event, draft(kind, chosen, **given), write)

    return _make
