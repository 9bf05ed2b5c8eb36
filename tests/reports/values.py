"""Values to print, and what a page says and shows, read by something we did not write."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pypdfium2
import zxingcpp

from models.cards.faces import CardFace
from models.cards.tables import CardKind
from models.enrolment.tables import EnrolmentStatus, Payer
from models.events.summary import (
    EventSummary,
    Letterhead,
    MonthsLine,
    PartnerPart,
    ProgrammeLine,
    Share,
)
from models.events.tables import EventKind, PartnerRole, Stage
from models.people.tables import Sex
from models.words import Words

ENGLISH = Words("en")
INDONESIAN = Words("id")

LONG = "Nama" * 75
"""300 letters without a space."""

HOSTILE = (
    "<b>Budi</b> <font size=99>& &amp; </para>",
    '=HYPERLINK("http://x.example","x")',
    "'; DROP TABLE person; --",
    "../../../etc/passwd",
    r"(( \( \\ %s %d {name} {0}",
    "😀 👍🏽 ❤️",
    "\u202eknalb\u202c \u2066x\u2069 a\u200bb",
    "baris satu\nbaris dua\r\n\tbaris tiga\x00\x07",
    "عبد الرحمن بن محمد",
    "יוסף בן דוד (כהן)",
    "Zoe\u0308 Łukasz Nguyễn",
    "中文 देवनागरी ไทย",
    LONG,
    "",
    "   ",
)


def face(serial=1, **changes):
    """Make one card's face."""
    made = CardFace(
        kind=CardKind.MEMBER,
        number=f"{22062800000 + serial}",
        name="Siti Rahmawati",
        programmes=("JKK", "JKM"),
        village="Desa Pimping",
        occupation="Petani padi",
        first_month=date(2022, 7, 1),
        valid_until=date(2022, 12, 31),
        office="Kantor Cabang Bulungan",
    )
    return replace(made, **changes)


def faces(count):
    """Make faces that are all different."""
    return [face(number, name=f"Peserta {number}") for number in range(count)]


def letterhead(**changes):
    """Make an office's letterhead."""
    made = Letterhead(
        name="Kantor Cabang Bulungan",
        address="Jalan Sengkawit 12, Tanjung Selor",
        phone="0552-21345",
        email="kantor@bulungan.example",
        place="Tanjung Selor",
        head_name="Rahmat Hidayat, S.E.",
        head_position="Kepala Kantor Cabang",
    )
    return replace(made, **changes)


def summary(**changes):
    """Make the summary of a farmers' event."""
    made = EventSummary(
        office=letterhead(),
        title="Sosialisasi Petani Desa Pimping",
        kind=EventKind.TALK,
        stage=Stage.DONE,
        starts_at=datetime(2022, 6, 28, 9),
        ends_at=datetime(2022, 6, 28, 12, 30),
        time_zone="Asia/Makassar",
        venue="Balai Desa Pimping",
        place="Desa Pimping, Kec. Tanjung Palas Utara",
        partners=(
            PartnerPart("Dinas Pertanian Kab. Bulungan", PartnerRole.SPEAKER, "Bapak Yusuf"),
            PartnerPart("Pemerintah Desa Pimping", PartnerRole.HOST),
        ),
        staff=("Dewi Lestari", "Agus Salim"),
        invited=60,
        present=47,
        walk_ins=5,
        enrolled=42,
        target_present=50,
        target_enrolled=40,
        total=3_091_200,
        paid=1_512_000,
        by_status=((EnrolmentStatus.BILLED, 22), (EnrolmentStatus.PAID, 20)),
        by_payer=((Payer.SELF, 40), (Payer.BUDGET, 2)),
        programmes=(
            ProgrammeLine("JKK", 42, 1_100_000),
            ProgrammeLine("JKM", 42, 1_291_200),
            ProgrammeLine("JHT", 18, 700_000),
        ),
        months=(MonthsLine(6, 28, 1_612_800), MonthsLine(12, 14, 1_478_400)),
        by_occupation=(Share("Petani padi", 31, 29), Share("Nelayan", 16, 13)),
        by_sex=((Sex.MALE, 29, 26), (Sex.FEMALE, 18, 16)),
        by_age=(Share("25–34", 20, 18), Share("35–44", 27, 24)),
        cards_printed=41,
        budget_spent=3_120_000,
        problems="Listrik padam 20 menit.",
        follow_up="Pemerintah desa meminta sosialisasi yang lebih besar.",
        follow_up_people=200,
        made_at=datetime(2022, 6, 28, 23, 30, tzinfo=UTC),
        legal_basis=("PP 44/2015", "PP 46/2015"),
    )
    return replace(made, **changes)


NOTHING = {
    "venue": "",
    "place": "",
    "partners": (),
    "staff": (),
    "invited": 0,
    "present": 0,
    "walk_ins": 0,
    "enrolled": 0,
    "target_present": 0,
    "target_enrolled": 0,
    "total": 0,
    "paid": 0,
    "by_status": (),
    "by_payer": (),
    "programmes": (),
    "months": (),
    "by_occupation": (),
    "by_sex": (),
    "by_age": (),
    "cards_printed": 0,
    "budget_spent": None,
    "problems": "",
    "follow_up": "",
    "follow_up_people": None,
    "made_at": None,
    "legal_basis": (),
}
"""What an event has of which nothing came."""


def written(write, *arguments, **settings):
    """Write a document by a function that is no work, and return its bytes."""
    out = BytesIO()
    write(out, *arguments, **settings)
    return out.getvalue()


def texts(pdf):
    """Return the text of each page, white space made single.

    PDFium gives a hyphen at the end of a line as the control character 2.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        read = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(one.replace("\x02", "-").split()) for one in read]


def text(pdf):
    """Return all its text on one line."""
    return " ".join(texts(pdf))


def sizes(pdf):
    """Return the size of each page in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_size() for page in document]


def boxes(pdf, page=0):
    """Return each letter drawn on a page with its box in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        read = document[page].get_textpage()
        return [
            (read.get_text_range(at, 1), read.get_charbox(at)) for at in range(read.count_chars())
        ]


def picture(pdf, page=0, dpi=150):
    """Return a page as a picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=dpi / 72).to_pil().convert("RGB")


def codes(pdf, page=0):
    """Return what the QR codes of a page say, from the top left."""
    read = zxingcpp.read_barcodes(picture(pdf, page, dpi=200))
    return [code.text for code in read]
