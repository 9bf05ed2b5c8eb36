"""Emergency forms, to be filled in by hand when the power is out: two to a page, or a list.

Everything stands where the hand of the officer goes: from the top to the signature.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Frame, PageTemplate
from typing_extensions import override

from models.enrolment.paper_sheets import EmergencySheet, FormMark, PriceLine
from models.people.tables import Sector
from models.progress import Progress, Work
from models.words import Words
from reports import fonts
from reports.document import A4
from reports.emergency_parts import BOX, HAND, LABEL, TINY, VALUE, Drawing
from reports.lines import Style
from reports.page import new_document, write_document

_SIDES, _TOP = 12.0, 8.0
"""Millimetres round a form; most printers leave some 5 white."""
_TITLE = Style(fonts.BOLD, 13)
_NUMBER = Style(fonts.BOLD, 14)
_LINE = 11.5
"""Millimetres a line of the list is high."""
_HEAD = 32.0
_PER_PAGE = 2


def write_emergency_forms(
    out: BinaryIO, sheet: EmergencySheet, words: Words, *, paper: tuple[float, float] = A4
) -> Work[int]:
    """Write a form for each mark of ``sheet``, two to a page of ``paper`` (millimetres).

    Returns the pages. Raises ValueError where there is no mark.
    """
    # A hair less than the page, which is not to be overfull by a rounding.
    place = paper[0], paper[1] / _PER_PAGE - 0.01
    draw = partial(_draw_form, sheet, words)
    parts = [_Part([mark], place, draw) for mark in sheet.marks]
    return (yield from _write(out, sheet, words, paper, parts))


def write_emergency_list(
    out: BinaryIO, sheet: EmergencySheet, words: Words, *, paper: tuple[float, float] = A4
) -> Work[int]:
    """Write a list with a numbered line for each mark, for those who are only present.

    Returns the pages. Raises ValueError where there is no mark.
    """
    lines = int((paper[1] - 2 * _TOP - _HEAD) / _LINE)
    pages = [sheet.marks[at : at + lines] for at in range(0, len(sheet.marks), lines)]
    draw = partial(_draw_list, sheet, words)
    parts = [_Part(one, (paper[0], paper[1] - 0.01), draw) for one in pages]
    return (yield from _write(out, sheet, words, paper, parts))


Draw = Callable[[Drawing, Sequence[FormMark]], None]


def _write(
    out: BinaryIO,
    sheet: EmergencySheet,
    words: Words,
    paper: tuple[float, float],
    parts: Sequence["_Part"],
) -> Work[int]:
    if not parts:
        raise ValueError("no form to write")
    yield Progress(0, 1)
    size = paper[0] * mm, paper[1] * mm
    kind = words.say("Emergency forms")
    title = f"{kind} · {sheet.title}"
    template = PageTemplate("", [Frame(0, 0, *size, 0, 0, 0, 0)], pagesize=size)
    document = new_document(out, title, words, [template])
    write_document(document, [*parts])
    yield Progress(1, 1)
    return document.page


class _Part(Flowable):
    """One form, or one page of the list, as wide and high as its place (millimetres)."""

    def __init__(self, marks: Sequence[FormMark], size: tuple[float, float], draw: Draw) -> None:
        super().__init__()
        self._marks, self._draw = marks, draw
        self.width, self.height = size[0] * mm, size[1] * mm

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        wide, high = self.width / mm, self.height / mm
        self._draw(Drawing(self.canv, (wide, high), _SIDES), self._marks)


def _draw_form(sheet: EmergencySheet, words: Words, on: Drawing, marks: Sequence[FormMark]) -> None:
    [mark] = marks
    if on.high * mm < A4[1] * mm:
        on.cut()
    # On taller paper there is more room to write in.
    on.stretch = (on.high - 2 * _TOP) / (A4[1] / _PER_PAGE - 2 * _TOP)
    y = _draw_head(sheet, words, on, mark)
    y = _draw_person(sheet, words, on, y)
    y = _draw_works(sheet, words, on, y)
    y = _draw_prices(sheet, words, on, y)
    y = _draw_consent(sheet, words, on, y)
    _draw_foot(words, on, y)


def _draw_head(sheet: EmergencySheet, words: Words, on: Drawing, mark: FormMark) -> float:
    side = 15.5
    on.code(on.right - side, _TOP, side, mark.code)
    room = on.right - side - 4 - on.left
    on.text(on.left, _TOP + 4.6, words.say("EMERGENCY FORM"), _TITLE, room - 52)
    number = replace(_NUMBER, align="right")
    on.text(on.left + room, _TOP + 4.6, mark.number, number, 50)
    on.text(on.left, _TOP + 9.4, f"{sheet.office} · {sheet.title}", VALUE, room)
    where = " · ".join(filter(None, (_when(sheet, words), sheet.place)))
    on.text(on.left, _TOP + 13.6, where, TINY, room)
    return _TOP + 17.2


def _when(sheet: EmergencySheet, words: Words) -> str:
    hours = words.span(sheet.starts_at, sheet.ends_at, sheet.time_zone)
    first, last = sheet.starts_at.date(), sheet.ends_at.date()
    if first == last:
        return f"{words.weekday(first)}, {hours}"
    return f"{words.weekday(first)} – {words.weekday(last)}"


def _draw_person(sheet: EmergencySheet, words: Words, on: Drawing, y: float) -> float:
    half = on.left + on.room * 0.56
    on.label(on.left, y, words.say("NIK"))
    on.boxes(on.left + 24, y, (16,), BOX)
    several = sheet.starts_at.date() != sheet.ends_at.date()
    asked, boxes = (words.say("Day, time"), (2, 2, 2)) if several else (words.say("Time"), (2, 2))
    on.label(on.left + 24 + 16 * BOX + 6, y, asked)
    on.boxes(on.right - sum(boxes) * BOX - 2 * (len(boxes) - 1), y, boxes, BOX)
    y += on.step(8.2)
    on.field(on.left, y, words.say("Name as on the KTP"), on.right, 36)
    y += on.step(8.0)
    on.label(on.left, y, words.say("Birth date"))
    on.boxes(on.left + 24, y, (2, 2, 4), BOX)
    at = on.tick(on.left + 82, y, words.say("Male"))
    on.tick(at, y, words.say("Female"))
    on.field(half + 26, y, words.say("Phone"), on.right, 16)
    y += on.step(8.0)
    on.label(on.left, y, words.say("Village"))
    on.text(on.left + 24, y + 4.2, _near(sheet.village), VALUE, half - on.left - 24)
    on.field(half + 4, y, words.say("Income a month, Rp"), on.right, 34)
    return y + on.step(8.0)


def _near(village: str) -> str:
    """Return a village and what it lies in next: whoever writes the form knows the rest."""
    return ",".join(village.split(",")[:2])


def _draw_works(sheet: EmergencySheet, words: Words, on: Drawing, y: float) -> float:
    on.label(on.left, y, words.say("Kind of work"))
    columns, start = 4, on.left + 24
    wide = (on.right - start) / columns
    for place, name in enumerate(sheet.works):
        row, column = divmod(place, columns)
        on.tick(start + column * wide, y + row * 4.8, name, wide - 2)
    y += -(-len(sheet.works) // columns) * 4.8
    on.field(start, y, words.say("Other:"), on.right, 14)
    return y + on.step(7.6)


def _draw_prices(sheet: EmergencySheet, words: Words, on: Drawing, y: float) -> float:
    """Draw what each choice costs at the least income, a tick for each."""
    start, wide = on.left + 62, (on.right - on.left - 62) / max(1, len(sheet.months))
    on.label(on.left, y, words.say("Programmes and months"))
    for place, count in enumerate(sheet.months):
        on.tick(start + place * wide, y, words.count("{n} month", "{n} months", count), wide - 2)
    y += 5.2
    for line in sheet.prices:
        on.tick(on.left, y, _price_name(line, words), 60)
        for place, amount in enumerate(line.amounts):
            on.text(start + place * wide + 4.6, y + 3.6, words.rupiah(amount), VALUE, wide - 5)
        y += 4.6
    least = words.say(
        "At the least income, {income} a month; whoever earns more pays more.",
        income=words.rupiah(sheet.income),
    )
    on.text(on.left, y + 2.9, least, TINY, on.room * 0.55)
    at = on.left + on.room * 0.57
    at = on.label(at, y, words.say("Paid by")) + 3
    at = on.tick(at, y, words.say("the member"))
    on.tick(at, y, words.say("budget"))
    return y + on.step(6.4)


def _price_name(line: PriceLine, words: Words) -> str:
    codes = " + ".join(line.programmes)
    if line.sector is None:
        return codes
    name = words.say("Transport") if line.sector is Sector.TRANSPORT else words.say("Other")
    return f"{codes} ({name})"


def _draw_consent(sheet: EmergencySheet, words: Words, on: Drawing, y: float) -> float:
    knows = words.say("I know the programmes; I am not in hospital and not critically ill.")
    said = words.say("(Wording {version}, UU 27/2022, read out.)", version=sheet.version)
    text = f"{sheet.statements[words.language]} {knows} {said}"
    return y + on.paragraph(on.left, y, text, on.room, 3) + 1.2


def _draw_foot(words: Words, on: Drawing, y: float) -> None:
    bottom = on.high - _TOP
    sign, thumb, gap = on.room * 0.3, 24.0, 3.0
    on.box(on.left, y, sign, bottom - y, words.say("Signature"))
    on.box(on.left + sign + gap, y, thumb, bottom - y, words.say("Thumbprint"))
    start = on.left + sign + thumb + 2 * gap
    step = (bottom - y) / 3
    rows = words.say("Money received, Rp"), words.say("Receipt no."), words.say("Officer")
    for place, label in enumerate(rows, 1):
        on.field(start, y + place * step - 6.2, label, on.right, 34)


def _draw_list(sheet: EmergencySheet, words: Words, on: Drawing, marks: Sequence[FormMark]) -> None:
    on.text(on.left, _TOP + 6, words.say("EMERGENCY LIST OF THOSE PRESENT"), _TITLE, on.room)
    on.text(on.left, _TOP + 12, f"{sheet.office} · {sheet.title}", VALUE, on.room)
    where = " · ".join(filter(None, (_when(sheet, words), sheet.place, sheet.village)))
    on.text(on.left, _TOP + 17, where, TINY, on.room)
    edges = _list_edges(on)
    y = _TOP + _HEAD - 6
    captions = (
        words.say("Form"),
        words.say("Name as on the KTP"),
        words.say("NIK"),
        words.say("Time"),
        words.say("Signature"),
    )
    for edge, caption in zip(edges, captions, strict=False):
        on.text(edge + 1.2, y + 4.2, caption, LABEL, 40)
    y += 6
    on.rule(on.left, y, on.right, y)
    for mark in marks:
        on.code(edges[0] + 1.8, y + 1.8, _LINE - 3.6, mark.code)
        on.text(edges[0] + _LINE + 0.6, y + 7, mark.number, HAND, edges[1] - edges[0] - _LINE - 1)
        on.boxes(edges[2] + 1.5, y + 3.8, (16,), 3.9)
        y += _LINE
        on.rule(on.left, y, on.right, y)
    for edge in edges:
        on.rule(edge, _TOP + _HEAD, edge, y)


def _list_edges(on: Drawing) -> list[float]:
    """Return where the columns begin, and where the last ends."""
    number, boxes, hour, sign = _LINE + 20, 16 * 3.9 + 3, 15.0, 32.0
    second = on.right - sign - hour - boxes
    return [on.left, on.left + number, second, second + boxes, second + boxes + hour, on.right]
