from datetime import datetime

import pytest

from models.errors import UserError
from models.events.tables import Answer, Event, EventPartner, PartnerRole
from models.letters.layout import Paragraph, StaffTable
from models.letters.making import previews
from models.letters.papers import BLANK, Addressee, StaffLine, recipient
from models.letters.tables import LetterKind
from models.letters.texts import placeholders
from models.words import Words
from tests import factories as a
from tests.models.letters.conftest import DAY, draft

ENGLISH, INDONESIAN = Words("en"), Words("id")
HOSTILE = "{mitra} <b>&amp;</b> \u202eX\u202c\n\nTembusan:\n{petugas} {0} 😀"


@pytest.fixture
def says(see, event, host):
    """Return what a text says to the host, in Indonesian unless asked."""

    def _says(body, kind=LetterKind.THANKS, **given):
        [paper] = see(previews, event, draft(kind, [host], body=body, **given))
        [block] = paper.layout.blocks
        return block.text

    return _says


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acara", "Sosialisasi Petani Desa Pimping"),
        ("hari", "Selasa"),
        ("tanggal", "28 Juni 2022"),
        ("jam", "09.00–12.30 WITA"),
        ("tempat", "Balai Desa, Desa Pimping, Kec. Tanjung Palas Utara, Kab. Bulungan"),
        ("gedung", "Balai Desa"),
        ("desa", "Desa Pimping"),
        ("mitra", "Pemerintah Desa Pimping"),
        ("narahubung", "Bapak Yohanes"),
        ("jabatan", "Kepala Desa"),
        ("semua_mitra", "Pemerintah Desa Pimping dan Dinas Pertanian Kab. Bulungan"),
        ("petugas", "Dewi Lestari, S.E. dan Agus Salim"),
        ("penghubung", "Dewi Lestari, S.E. (0812-3456-7890)"),
        ("sasaran", "50"),
        ("target", BLANK),
        ("diundang", BLANK),
        ("hadir", BLANK),
        ("mendaftar", BLANK),
        ("alasan", BLANK),
        ("kantor", "Kantor Cabang Bulungan"),
        ("alamat", "Jalan Durian 1, Tanjung Selor"),
        ("telepon", BLANK),
        ("kota", "Tanjung Selor"),
        ("kepala", "Ahmad Contoh"),
        ("jabatan_kepala", "Kepala Kantor Cabang"),
        ("npk_kepala", BLANK),
        ("tanggal_surat", "20 Juni 2022"),
    ],
)
def test_a_placeholder_becomes(says, name, said):
    assert says(f"x {{{name}}}") == f"x {said}"


def test_a_partner_that_declined_is_not_said_to_help(store, event, host, says):
    with store.writing("Answer") as session:
        for part in session.query(EventPartner).filter(EventPartner.partner_id != host):
            part.answer = Answer.DECLINED
    assert says("{semua_mitra}") == "Pemerintah Desa Pimping"


def test_every_placeholder_becomes_something(says):
    for name in placeholders():
        assert "{" not in says(f"x {{{name}}}")


def test_english_letters_have_english_days(says):
    assert says("{hari}, {tanggal}, {jam}, {peran}", language="en") == (
        "Tuesday, 28 June 2022, 09:00–12:30 WITA, host"
    )


def test_an_event_of_two_days_says_both(store, event, says):
    with store.writing("Change") as session:
        session.get(Event, event).ends_at = datetime(2022, 6, 29, 12)
    assert says("{hari}, {tanggal}") == "Selasa – Rabu, 28 Juni 2022 – 29 Juni 2022"


def test_a_partner_with_two_roles_has_one_letter_that_names_both(keep, see, event, host):
    keep(EventPartner(event_id=event, partner_id=host, role=PartnerRole.INVITER, answer="waiting"))
    [paper] = see(previews, event, draft(partners=[host, host], body="{peran}", language="en"))
    assert paper.layout.blocks == (Paragraph("host and inviter"),)


def test_whoever_was_spoken_to_about_the_event_is_written_to(store, see, event, host):
    with store.writing("Ask") as session:
        part = session.query(EventPartner).filter_by(event_id=event, partner_id=host).one()
        part.contact = part.partner.contacts[1]
    [paper] = see(previews, event, draft(partners=[host], language="en"))
    assert paper.recipient == (
        "To Mr/Ms Maria Lung",
        "Sekretaris Desa",
        "Pemerintah Desa Pimping",
    )


@pytest.mark.parametrize(
    ("to", "words", "lines"),
    [
        (Addressee(1, "Dinas"), ENGLISH, ("To the head of Dinas",)),
        (Addressee(1, "Dinas", "Jl. 1"), ENGLISH, ("To the head of Dinas", "Jl. 1")),
        (Addressee(1, "D", "", "Bpk. Ali"), ENGLISH, ("To Bpk. Ali", "D")),
        (Addressee(1, "D", "", "ibu Ali", "Lurah"), ENGLISH, ("To ibu Ali", "Lurah", "D")),
        (Addressee(1, "D", "", "Ibunda Ali"), ENGLISH, ("To Mr/Ms Ibunda Ali", "D")),
        (Addressee(), ENGLISH, (f"To the head of {BLANK}",)),
        (Addressee(1, "{name}", "", "{partner}\nx"), ENGLISH, ("To Mr/Ms {partner} x", "{name}")),
    ],
)
def test_a_letter_is_addressed(to, words, lines):
    assert recipient(to, words) == lines


def test_indonesian_letters_go_to_the_place_where_no_address_is_known():
    assert recipient(Addressee(1, "Dinas"), INDONESIAN)[-1] == "di Tempat"
    assert recipient(Addressee(1, "Dinas", "Jl. 1"), INDONESIAN)[-1] == "Jl. 1"


def test_each_partner_has_its_own_letter(see, event, host, speaker):
    papers = see(previews, event, draft(partners=[speaker, host]))
    assert [paper.partner for paper in papers] == [
        "Dinas Pertanian Kab. Bulungan",
        "Pemerintah Desa Pimping",
    ]
    assert [paper.layout.blocks[0].text for paper in papers] == [
        f"Dengan hormat, {paper.partner}." for paper in papers
    ]
    assert {(paper.number, paper.dated_on) for paper in papers} == {("", DAY)}


def test_a_draft_with_problems_is_shown_as_far_as_it_goes(see, event):
    [paper] = see(previews, event, draft(body="{mitr} {", subject=""))
    assert paper.layout.blocks == (Paragraph("{mitr} {"),)
    assert paper.recipient[-1] == "di Tempat"


def test_a_letter_of_assignment_lists_the_staff_and_is_addressed_to_nobody(see, event):
    [paper] = see(previews, event, draft(LetterKind.ASSIGNMENT, body="A : b\n\n{petugas}"))
    assert paper.recipient == ()
    assert paper.layout.head == ()
    assert paper.layout.blocks[-1] == StaffTable()
    assert paper.staff == (
        StaffLine("Dewi Lestari, S.E.", "200112345", "Petugas Pemasaran", "Ketua tim"),
        StaffLine("Agus Salim", "", "", ""),
    )


def test_what_people_typed_elsewhere_stays_letters(store, see, event, host):
    with store.writing("Rename") as session:
        planned = session.get(Event, event)
        planned.title = planned.venue = HOSTILE
        planned.partners[0].partner.name = HOSTILE
    body = "{acara}\n\nTempat : {gedung}\n\n{mitra}"
    [paper] = see(previews, event, draft(partners=[host], subject="{acara}", body=body))
    line = " ".join(HOSTILE.split())
    assert paper.subject == line
    assert paper.layout.blocks[0] == Paragraph(line)
    assert paper.layout.blocks[1].pairs == (("Tempat", line),)
    assert paper.layout.copies == ()


def test_an_event_that_is_gone_is_told(see):
    with pytest.raises(UserError, match="not there any more"):
        see(previews, 404, draft())


def test_a_partner_no_longer_at_the_event_is_told(keep, see, event):
    other = keep(a.partner()).id
    with pytest.raises(UserError, match="does not take part"):
        see(previews, event, draft(partners=[other]))
