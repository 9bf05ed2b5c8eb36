"""The parts of a receipt, whatever it is printed on: what it says, and what is drawn of it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable
from typing_extensions import override

from models.enrolment.tables import PaymentWay
from models.money.content import ReceiptContent
from models.money.papers import ReceiptPaper
from models.words import ZONE_NAMES, Words
from reports import fonts, qr
from reports.lines import INK, PALE, SMALL, Style, draw_text
from reports.page import dated
from reports.text import fit

Facts = list[tuple[str, str]]

TEXT = Style(size=9, leading=11.8, after=1)
_FIGURE = Style(fonts.BOLD, 15)


def facts_of(paper: ReceiptPaper, words: Words) -> Facts:
    """Return what a receipt says, a label and what stands beside it; what is empty is left out."""
    content = paper.content
    pairs = [
        (words.say("Received from"), content.name),
        ("NIK", content.nik),
        (words.say("For"), _what_for(content, words)),
        (words.say("Payment"), _how(content, words)),
        (words.say("Billing code"), content.billing_code),
        (words.say("Event"), " · ".join(filter(None, (content.event, content.place)))),
        (words.say("Note"), content.note),
        (words.say("Still open"), words.rupiah(content.rest) if content.rest else ""),
    ]
    return [(label, text) for label, text in pairs if text.strip()]


def void_said(paper: ReceiptPaper, words: Words) -> str:
    """Say since when and why a receipt is void; nothing if it is not."""
    if paper.voided_at is None:
        return ""
    day = words.day(paper.voided_at.astimezone(ZoneInfo(paper.content.time_zone)).date())
    return words.say("Void since {day}: {reason}", day=day, reason=paper.void_reason)


def spelt_said(content: ReceiptContent, words: Words) -> str:
    """Return the amount in words, in brackets."""
    return f"({content.spelt.get(words.language) or content.spelt['en']})"


def moment_said(moment: datetime, zone: str, words: Words) -> str:
    """Write when something was, by the clock of the office: ``28 Juni 2022, 10.42 WITA``."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{words.day(there.date())}, {words.clock(there)} {ZONE_NAMES.get(zone, zone)}"


def where_said(paper: ReceiptPaper, words: Words) -> str:
    """Write where and when a receipt was given."""
    moment = moment_said(paper.issued_at, paper.content.time_zone, words)
    return dated(paper.content.office.place, moment)


def _what_for(content: ReceiptContent, words: Words) -> str:
    return words.count(
        "Contribution {programmes}, {n} month: {first} to {last}",
        "Contribution {programmes}, {n} months: {first} to {last}",
        content.months,
        programmes=" + ".join(content.programmes),
        first=words.month(content.first_month),
        last=words.month(content.last_day),
    )


def _how(content: ReceiptContent, words: Words) -> str:
    way = {
        PaymentWay.CASH: words.say("In cash"),
        PaymentWay.CHANNEL: words.say("Through a payment channel"),
    }[content.way]
    when = moment_said(content.paid_at, content.time_zone, words)
    return " · ".join(filter(None, (way, content.reference, when)))


class Logo(Flowable):
    """The office's logo in the middle of a roll."""

    def __init__(self, picture: ImageReader) -> None:
        super().__init__()
        self._picture = picture

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 16 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as large as there is room."""
        self.canv.drawImage(
            self._picture,
            0,
            1 * mm,
            self.width,
            14 * mm,
            preserveAspectRatio=True,
            anchor="c",
            mask="auto",
        )


class Rule(Flowable):
    """A line across."""

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 1.5
        return self.width, self.height

    def draw(self) -> None:
        """Draw it."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.7)
        self.canv.line(0, 0.7, self.width, 0.7)


class Code(Flowable):
    """A QR code with its quiet zone, ``side`` points wide without it."""

    def __init__(self, text: str, side: float, *, centred: bool = False) -> None:
        super().__init__()
        self._symbol, self._centred = qr.symbol(text), centred
        self._quiet = side / self._symbol.size * qr.QUIET
        self._side = side
        self.side = side + 2 * self._quiet

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, self.side
        return self.width, self.height

    def draw(self) -> None:
        """Draw it, sixteen dots a module: some viewers blur a picture that they enlarge."""
        size = self._symbol.size
        small = Image.frombytes("1", (size, size), self._symbol.rows)
        large = small.resize((size * 16, size * 16), Image.Resampling.NEAREST)
        left = (self.width - self._side) / 2 if self._centred else self._quiet
        self.canv.drawImage(ImageReader(large), left, self._quiet, self._side, self._side)


class Amount(Flowable):
    """The amount, large, and beside it in words."""

    def __init__(self, figure: str, spelt: str) -> None:
        super().__init__()
        self._figure, self._spelt = figure, spelt

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 14 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw both in one box."""
        canvas, inside, share = self.canv, 4 * mm, 52 * mm
        canvas.setFillColor(PALE)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.6)
        canvas.roundRect(0, 0, self.width, self.height, 1.5 * mm, stroke=1, fill=1)
        figure = fit(self._figure, _FIGURE.font, _FIGURE.size, share - inside)
        draw_text(canvas, inside, 5.2 * mm, figure.lines[0], _FIGURE, figure.size)
        room = self.width - share - 2 * inside
        words = fit(self._spelt, TEXT.font, 10, room, lines=2)
        y = self.height / 2 + (len(words.lines) - 1) * 2.2 * mm - 1.2 * mm
        for line in words.lines:
            draw_text(canvas, share + inside, y, line, TEXT, words.size)
            y -= 4.4 * mm


class Signed(Flowable):
    """Whose copy it is on the left; on the right who received the money, where and when."""

    def __init__(self, paper: ReceiptPaper, words: Words, whose: str) -> None:
        super().__init__()
        self._paper, self._words, self._whose = paper, words, whose

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 27 * mm
        return self.width, self.height

    def draw(self) -> None:
        """Draw both."""
        content, words = self._paper.content, self._words
        left = self.width - 72 * mm
        strong = replace(TEXT, font=fonts.SEMIBOLD)
        self._line(left, 23.5 * mm, where_said(self._paper, words), TEXT, 72 * mm)
        self._line(left, 19 * mm, words.say("Received by"), TEXT, 72 * mm)
        self._line(left, 4.5 * mm, content.officer, strong, 72 * mm)
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.5)
        self.canv.line(left, 3.4 * mm, left + 60 * mm, 3.4 * mm)
        self._line(left, 0.2 * mm, content.desk, SMALL, 72 * mm)
        self._line(0, 0.2 * mm, f"{self._whose} · {self._paper.code}", SMALL, left - 4 * mm)

    def _line(self, x: float, y: float, text: str, style: Style, room: float) -> None:
        fitted = fit(text, style.font, style.size, room)
        draw_text(self.canv, x, y, fitted.lines[0], style, fitted.size)
