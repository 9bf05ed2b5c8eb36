"""The attendance sheet of 10.000 people to PDF, against the same lines written by hand."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from models.progress import finish
from models.words import Words
from reports.attendance_sheet import AttendanceHead, AttendanceLine, write_attendance_sheet
from tests.benchmarks.cards import file_of, make_name, stream
from tests.benchmarks.figure import Figure, cpu_seconds

A_PAGE = 24


def figures() -> Iterator[Figure]:
    """Measure 10.000 lines, and whether twice as many take twice as long."""
    raw = {count: [raw_line(line) for line in make_lines(count)] for count in (5000, 10_000)}
    seconds = {}
    for count, lines in raw.items():
        people = make_lines(count)
        seconds[count] = cpu_seconds(lambda: ours(people), lambda: by_hand(lines))  # noqa: B023
    mine, theirs = seconds[10_000]
    detail = f"{mine * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    yield Figure("attendance sheet of 10.000 lines against raw bytes", mine / theirs, 7, 15, detail)
    grown = mine / seconds[5000][0]
    yield Figure("10.000 lines against 5.000 lines", grown, 2.1, 2.5, "2 is linear")


def make_lines(count: int) -> list[AttendanceLine]:
    """Make lines as a list of farmers has them."""
    return [
        AttendanceLine(
            make_name(number % 10_000),
            f"650103••••••{number:04}",
            f"Kelompok Tani {number % 40}",
            f"0812-{number:04}-7890",
        )
        for number in range(count)
    ]


def ours(lines: list[AttendanceLine]) -> bytes:
    """Write the sheet as the program does."""
    day = datetime(2022, 6, 28, 9), datetime(2022, 6, 28, 12, 30)
    head = AttendanceHead("Kantor Cabang Bulungan", "Sosialisasi", *day, "Asia/Makassar", "Pimping")
    out = BytesIO()
    finish(write_attendance_sheet(out, head, lines, Words("id")))
    return out.getvalue()


def raw_line(line: AttendanceLine) -> tuple[bytes, ...]:
    """Return a line's texts ready to be written; a dot masks as the bullet does."""
    texts = (line.name, line.identity.replace("•", "."), line.group, line.phone)
    return tuple(text.encode() for text in texts)


def by_hand(lines: list[tuple[bytes, ...]]) -> bytes:
    """Write the least PDF with these texts: one form for the grid, a stream a page."""
    row = (
        b"-440 -27.2 Td (%d)Tj 27 0 Td (%b)Tj 131 0 Td (%b)Tj 106 0 Td (%b)Tj "
        b"77 0 Td (%b)Tj 99 0 Td (%d.)Tj\n"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Font<</F1 4 0 R>>/XObject<</X0 5 0 R>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(grid(), b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources 3 0 R"),
    ]
    pages = []
    for start in range(0, len(lines), A_PAGE):
        rows = b"".join(
            row % (number, *texts, number)
            for number, texts in enumerate(lines[start : start + A_PAGE], start + 1)
        )
        objects.append(stream(b"/X0 Do BT /F1 8.5 Tf 490 710 Td\n" + rows + b"ET"))
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 3 0 R/Contents %d 0 R>>"
        objects.append(page % len(objects))
        pages.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(pages), b" ".join(pages))
    return file_of(objects)


def grid() -> bytes:
    """Return the rules of a page."""
    across = b"".join(b"45 %d m 560 %d l S\n" % (y, y) for y in range(60, 720, 27))
    return b"0.4 w\n" + across
