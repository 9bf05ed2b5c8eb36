"""Cards with QR to PDF, against the same content written by hand as raw PDF bytes."""

import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

from models.cards.faces import CardFace
from models.cards.tables import CardKind
from models.progress import finish
from models.words import Words
from reports import qr
from reports.cards import print_cards
from reports.sheet import A4, load_sheet
from tests.benchmarks.figure import Figure, cpu_seconds

FIRST = (
    "Siti",
    "Yohanes",
    "Maria",
    "Abdul",
    "Samuel",
    "Dorkas",
    "Lukas",
    "Nur",
    "Agustinus",
    "Ali",
    "Hasan",
    "Yuliana",
    "Petrus",
    "Fatimah",
    "Ibrahim",
    "Martha",
    "Usman",
    "Rosmini",
    "Daud",
    "Kristina",
    "Anton",
    "Halimah",
    "Simon",
    "Ratna",
    "Jalung",
)
MIDDLE = (
    "",
    "Ahmad",
    "Putri",
    "Sari",
    "bin",
    "binti",
    "Dwi",
    "Tri",
    "Eko",
    "Bulan",
    "Ului",
    "Apui",
    "Ngau",
    "Lian",
    "Udau",
    "Bungan",
)
LAST = (
    "Rahmawati",
    "Lawing",
    "Karim",
    "Ajang",
    "Njuk",
    "Bilung",
    "Hasanuddin",
    "Lencau",
    "Wijaya",
    "Lenjau",
    "Saputra",
    "Lestari",
    "Hidayat",
    "Nurhaliza",
    "Anyi",
    "Merang",
    "Alui",
    "Santoso",
    "Pangestu",
    "Yusuf",
    "Kurniawan",
    "Baya",
    "Laing",
    "Irang",
    "Ding",
)
WORK = ("Petani padi", "Nelayan", "Pekebun", "Peternak", "Pedagang", "Tukang kayu", "Ojek")
VILLAGES = tuple(
    f"{name}, Kec. Tanjung Palas Utara" for name in ("Pimping", "Karang Agung", "Ardi")
)
CORNERS = [(x, y) for y in range(650, 0, -159) for x in (44, 309)]

RawCard = tuple[bytes, ...]


def figures() -> Iterator[Figure]:
    """Measure 1.000 and 10.000 cards, their size and their memory."""
    for count, aim, limit in ((1000, 2.0, 5.0), (10_000, 2.5, 8.0)):
        faces = make_faces(count)
        raw = [raw_card(face) for face in faces]
        size = len(ours(faces))
        mine, theirs = cpu_seconds(lambda: ours(faces), lambda: by_hand(raw))  # noqa: B023
        detail = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
        yield Figure(
            f"{count} cards to PDF against raw bytes", mine / theirs, aim, limit, detail=detail
        )
        by_hand_size = len(by_hand(raw)) / count
        yield Figure(
            f"bytes a card of {count}", size / count, 260, 300, f"raw {by_hand_size:.0f} B", "B"
        )
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        grown = fresh.submit(megabytes, 10_000).result()
    yield Figure("memory for 10.000 cards", grown, 30, 60, "megabytes over the process", "MB")


def make_faces(count: int) -> list[CardFace]:
    """Make members with names of all lengths, as a list of people has them."""
    return [
        CardFace(
            kind=CardKind.MEMBER,
            number=f"{22062800000 + index * 7919 % 99_999_999:011}",
            name=make_name(index),
            programmes=("JKK", "JKM", "JHT")[: 2 + index % 2],
            village=VILLAGES[index % 3],
            occupation=WORK[index % 7],
            first_month=date(2022, 7, 1),
            valid_until=date(2022, 12, 31) + timedelta(days=30 * (index % 7)),
            office="Kantor Cabang Bulungan",
        )
        for index in range(count)
    ]


def make_name(index: int) -> str:
    """Make the name of one of 10.000 people; nobody is called like another."""
    last, rest = divmod(index * 7919 % 10_000, 400)
    middle, first = divmod(rest, 25)
    return " ".join(filter(None, (FIRST[first], MIDDLE[middle], LAST[last])))


def ours(faces: list[CardFace]) -> bytes:
    """Print the cards as the program does."""
    out = BytesIO()
    finish(print_cards(out, faces, load_sheet(A4), Words("id")))
    return out.getvalue()


def raw_card(face: CardFace) -> RawCard:
    """Return a card's texts and QR bits ready to be written: nothing left to be worked out."""
    texts = (
        face.name,
        f"{face.number[:4]} {face.number[4:8]} {face.number[8:]}",
        " - ".join(face.programmes),
        f"{face.valid_until:%d %B %Y}",
        face.occupation,
        face.village,
    )
    return *(text.encode() for text in texts), qr.symbol(face.code).rows


def by_hand(cards: list[RawCard]) -> bytes:
    """Write the least PDF with these texts and codes: one form, a stream a page, no checks."""
    template = (
        b"q 1 0 0 1 %d %d cm /X0 Do BT /F1 12 Tf 14.17 97.51 Td (%b)Tj "
        b"/F1 11 Tf 0 -33.45 Td (%b)Tj /F2 8 Tf 0 -25.8 Td (%b)Tj 102.05 0 Td (%b)Tj "
        b"-102.05 -20.41 Td (%b)Tj 102.05 0 Td (%b)Tj "
        b"ET 58.96 0 0 58.96 169.51 52.72 cm BI/W 25/H 25/BPC 1/IM true ID %b\nEI Q\n"
    )
    form = b"0 .478 .325 rg 0 122 243 31 re f BT /F1 11 Tf 14 133 Td (KARTU PESERTA)Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Font<</F1 4 0 R/F2 5 0 R>>/XObject<</X0 6 0 R>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(form, b"/Type/XObject/Subtype/Form/BBox[0 0 243 153]/Resources 3 0 R"),
    ]
    pages = []
    for start in range(0, len(cards), 10):
        placed = zip(CORNERS, cards[start : start + 10], strict=False)
        objects.append(stream(b"".join(template % (*corner, *card) for corner, card in placed)))
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 3 0 R/Contents %d 0 R>>"
        objects.append(page % len(objects))
        pages.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), b" ".join(pages))
    return file_of(objects)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    data = zlib.compress(content)
    return b"<</Filter/FlateDecode/Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data)


def file_of(objects: list[bytes]) -> bytes:
    """Return the file with its cross-reference table."""
    parts, offsets, at = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, 1):
        offsets.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table))
    parts.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, at))
    return b"".join(parts)


def megabytes(count: int) -> float:
    """Return by how much the process grows at its peak while it prints ``count`` cards."""
    faces = make_faces(count)
    before = peak_megabytes()
    ours(faces)
    return peak_megabytes() - before


def peak_megabytes() -> float:
    """Return the most memory this process had at once, as Linux tells it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
