"""Cards with signed codes and photos to PDF, against the same content as raw PDF bytes."""

import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from models.cards.faces import CardFace
from models.cards.signing import Signer
from models.cards.tables import CardKind
from models.designs.keeping import shipped
from models.designs.look import Look
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

OFFICE = "Kantor Cabang Bulungan"
WITH = {False: "", True: " with photos"}
DESIGNS = {False: "member", True: "member-photo"}
PHOTO = 450, 600
FONTS = 22_000  # bytes of two subsets, which a run carries once
MODULES = 41  # what the shipped designs have room for

RawCard = tuple[bytes, ...]


def figures() -> Iterator[Figure]:
    """Measure 100 to 10.000 cards, with photos and without, their size and their memory."""
    for count, aim, limit in ((100, 3.0, 8.0), (1000, 2.0, 5.0), (10_000, 2.5, 8.0)):
        yield from _compared(count, aim, limit, photos=False)
    for count, aim, limit in ((100, 5.0, 8.0), (1000, 3.5, 6.0)):
        yield from _compared(count, aim, limit, photos=True)
    yield _beside_reportlab(100)
    for photos in (False, True):
        grown = [_fresh(count, photos=photos) for count in (1000, 10_000)]
        said = f"megabytes over the process, {grown[0]:.1f} for 1.000"
        name = f"memory for 10.000 cards{WITH[photos]}"
        yield Figure(name, grown[1], 30, 60, said, "MB")


def _compared(count: int, aim: float, limit: float, *, photos: bool) -> Iterator[Figure]:
    faces = make_faces(count, photos=photos)
    raw = [raw_card(face) for face in faces]
    mine, theirs = cpu_seconds(lambda: ours(faces), lambda: by_hand(raw))
    detail = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms, {count / mine:.0f} cards/s"
    name = f"{count} cards{WITH[photos]} to PDF against raw bytes"
    yield Figure(name, mine / theirs, aim, limit, detail=detail)
    if not photos:
        by_hand_size = len(by_hand(raw)) / count
        size = len(ours(faces)) / count
        said = f"raw {by_hand_size:.0f} B; the fonts are {FONTS / count:.0f} B"
        aim, limit = 360 + FONTS / count, 380 + FONTS / count
        yield Figure(f"bytes a card of {count}", size, aim, limit, said, "B")


def _beside_reportlab(count: int) -> Figure:
    """Measure against the same cards drawn call by call, with the library's own QR widget."""
    faces = make_faces(count)
    mine, theirs = cpu_seconds(lambda: ours(faces), lambda: plainly(faces), runs=3)
    detail = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    return Figure(f"{count} cards against plain reportlab", mine / theirs, 0.05, 0.2, detail)


def _fresh(count: int, *, photos: bool) -> float:
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        return fresh.submit(megabytes, count, photos=photos).result()


def make_faces(count: int, *, photos: bool = False) -> list[CardFace]:
    """Make members with names of all lengths, as a list of people has them, and signed codes."""
    return list(each_face(count, photos=photos))


def each_face(count: int, *, photos: bool = False) -> Iterator[CardFace]:
    """Yield the same one after the other."""
    signs = Signer(Ed25519PrivateKey.from_private_bytes(bytes(32)), OFFICE)
    for index in range(count):
        face = CardFace(
            kind=CardKind.MEMBER,
            number=f"{22062800000 + index * 7919 % 99_999_999:011}",
            name=make_name(index),
            programmes=("JKK", "JKM", "JHT")[: 2 + index % 2],
            village=VILLAGES[index % 3],
            occupation=WORK[index % 7],
            first_month=date(2022, 7, 1),
            valid_until=date(2022, 12, 31) + timedelta(days=30 * (index % 7)),
            office=OFFICE,
            issued_on=date(2022, 6, 28),
            serial=f"K01-{index + 1:06}",
            photo=photo(index) if photos else None,
        )
        yield replace(face, signed=signs.code(face, index + 1, 1))


def photo(index: int) -> bytes:
    """Make a photo as it is kept, 450 by 600: a remark makes each of them its own."""
    remark = b"\xff\xfe\0\x0a%08d" % index
    return _any_photo()[:2] + remark + _any_photo()[2:]


@cache
def _any_photo() -> bytes:
    out = BytesIO()
    Image.effect_noise((45, 60), 60).resize(PHOTO).convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


def make_name(index: int) -> str:
    """Make the name of one of 10.000 people; nobody is called like another."""
    last, rest = divmod(index * 7919 % 10_000, 400)
    middle, first = divmod(rest, 25)
    return " ".join(filter(None, (FIRST[first], MIDDLE[middle], LAST[last])))


def ours(faces: list[CardFace]) -> bytes:
    """Print the cards as the program does."""
    out = BytesIO()
    print_to(out, faces, len(faces), photos=faces[0].photo is not None)
    return out.getvalue()


def print_to(out: BinaryIO, faces: Iterable[CardFace], count: int, *, photos: bool) -> None:
    """Print the fronts of the cards by the shipped design with or without photos."""
    designs = {CardKind.MEMBER: shipped(DESIGNS[photos])}
    work = print_cards(out, faces, count, load_sheet(A4), Words("id"), designs=designs, look=Look())
    finish(work)


def raw_card(face: CardFace) -> RawCard:
    """Return a card's texts, QR bits and photo ready to be written: nothing left to work out."""
    texts = (
        face.name,
        f"{face.number[:4]} {face.number[4:8]} {face.number[8:]}",
        " - ".join(face.programmes),
        f"{face.valid_until:%d %B %Y}",
        face.serial,
        face.occupation,
        face.village,
    )
    symbol = qr.symbol_within(face.code, MODULES)
    return (*(text.encode() for text in texts), b"%d" % symbol.size, symbol.rows, face.photo or b"")


def by_hand(cards: list[RawCard]) -> bytes:
    """Write the least PDF with these texts and codes: one form, a stream a page, no checks."""
    template = (
        b"q 1 0 0 1 %d %d cm /X0 Do BT /F1 12 Tf 14.17 97.51 Td (%b)Tj "
        b"/F1 11 Tf 0 -33.45 Td (%b)Tj /F2 8 Tf 0 -25.8 Td (%b)Tj 102.05 0 Td (%b)Tj "
        b"60 -9 Td (%b)Tj -162.05 -11.41 Td (%b)Tj 102.05 0 Td (%b)Tj "
        b"ET q 58.96 0 0 58.96 169.51 52.72 cm BI/W %b/H %b/BPC 1/IM true ID %b\nEI Q %bQ\n"
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
        drawn: list[bytes] = []
        photos: list[bytes] = []
        for corner, card in zip(CORNERS, cards[start : start + 10], strict=False):
            *texts, size, rows, picture = card
            shown = b""
            if picture:
                objects.append(jpeg(picture))
                photos.append(b"/P%d %d 0 R" % (len(photos), len(objects)))
                shown = b"q 51 0 0 68 14 30 cm /P%d Do Q " % (len(photos) - 1)
            drawn.append(template % (*corner, *texts, size, size, rows, shown))
        objects.append(stream(b"".join(drawn)))
        own = b"<</Font<</F1 4 0 R/F2 5 0 R>>/XObject<</X0 6 0 R%b>>>>" % b"".join(photos)
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources %b/Contents %d 0 R>>"
        objects.append(page % (own if photos else b"3 0 R", len(objects)))
        pages.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), b" ".join(pages))
    return file_of(objects)


def plainly(faces: list[CardFace]) -> bytes:
    """Draw the cards as the library's manual shows it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for index, face in enumerate(faces):
        if index and index % len(CORNERS) == 0:
            canvas.showPage()
        _draw_plainly(canvas, face, *CORNERS[index % len(CORNERS)])
    canvas.save()
    return out.getvalue()


def _draw_plainly(canvas: Canvas, face: CardFace, x: int, y: int) -> None:
    canvas.setFillColorRGB(0, 0.478, 0.325)
    canvas.rect(x, y + 122, 243, 31, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setFont("Helvetica-Bold", 11)
    for line, text in enumerate((face.name, face.number, " ".join(face.programmes), face.serial)):
        canvas.drawString(x + 14, y + 100 - 22 * line, text)
    code = QrCodeWidget(face.code, barLevel="M", barBorder=0)
    left, bottom, right, top = code.getBounds()
    drawing = Drawing(59, 59, transform=[59 / (right - left), 0, 0, 59 / (top - bottom), 0, 0])
    drawing.add(code)
    renderPDF.draw(drawing, canvas, x + 170, y + 53)


def jpeg(data: bytes) -> bytes:
    """Return a picture object that holds a JPEG as it is."""
    entries = b"/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB" % PHOTO
    head = b"<</Type/XObject%b/Filter/DCTDecode/Length %d>>stream\n" % (entries, len(data))
    return b"%b%b\nendstream" % (head, data)


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


def megabytes(count: int, *, photos: bool) -> float:
    """Return by how much the process grows while it prints ``count`` cards into a file.

    The cards come one after the other, as they do from the database.
    """
    faces = each_face(count, photos=photos)
    before = peak_megabytes()
    with TemporaryFile() as out:
        print_to(out, faces, count, photos=photos)
    return peak_megabytes() - before


def peak_megabytes() -> float:
    """Return the most memory this process had at once, as Linux tells it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
