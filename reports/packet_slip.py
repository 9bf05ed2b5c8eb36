"""The slip with what opens a desk's packet: its words, and the same as a square to be scanned."""

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Spacer
from typing_extensions import override

from models.words import Words
from reports import fonts, qr
from reports.lines import PALE, SMALL, Lines, Style
from reports.page import write_pages
from reports.text import clean

A5 = (148.0, 210.0)
"""Width and height in millimetres."""
SIDE = 34 * mm
_TITLE = Style(fonts.BOLD, 16, 21)
_OFFICE = Style(fonts.SEMIBOLD, 10.5, 14, after=6)
_PHRASE = Style(fonts.BOLD, 17, 25, before=4, after=4)
_PROSE = Style(size=10, leading=14.5, after=3)


@dataclass(frozen=True, slots=True)
class PacketSlip:
    """What stands on a slip: whose packet, for what, made when, and the words that open it."""

    office: str
    event: str
    desk: str
    phrase: str
    made_on: date


def write_packet_slip(out: BinaryIO, slip: PacketSlip, words: Words) -> None:
    """Write the slip on one page of A5; it travels apart from the file it opens."""
    write_pages(out, A5, words.say("What opens the packet"), words, lambda: _story(slip, words))


def _story(slip: PacketSlip, words: Words) -> list[Flowable]:
    steps = (
        words.say("Take this slip and the file by different ways, never in the same bag."),
        words.say("On the laptop, choose the file, and type these words or scan the square."),
        words.say("Tear the slip up once the packet is open."),
    )
    return [
        Lines(words.say("What opens the packet"), _TITLE),
        Lines(slip.office, _OFFICE, most=2),
        Lines(f"{slip.desk} · {slip.event}", _PROSE, most=3),
        Lines(words.say("Made on {day}.", day=words.weekday(slip.made_on)), SMALL),
        Spacer(1, 3 * mm),
        Lines(slip.phrase, _PHRASE),
        _Square(slip.phrase),
        Spacer(1, 3 * mm),
        *(Lines(text, _PROSE, lead=f"{at}.", indent=6 * mm) for at, text in enumerate(steps, 1)),
    ]


class _Square(Flowable):
    """The words as a QR code on a pale ground."""

    def __init__(self, phrase: str) -> None:
        super().__init__()
        self._drawn = qr.symbol(clean(phrase))

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, SIDE + 14 * mm
        return self.width, self.height

    def draw(self) -> None:
        canvas, size = self.canv, self._drawn.size
        quiet = SIDE * qr.QUIET / size
        white = SIDE + 2 * quiet
        left, base = (self.width - white) / 2, (self.height - white) / 2
        canvas.setFillColor(PALE)
        canvas.roundRect(0, 0, self.width, self.height, 2 * mm, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(left, base, white, white, stroke=0, fill=1)
        # Sixteen dots a module: some viewers blur a picture that they enlarge.
        small = Image.frombytes("1", (size, size), self._drawn.rows)
        large = small.resize((size * 16, size * 16), Image.Resampling.NEAREST)
        canvas.drawImage(ImageReader(large), left + quiet, base + quiet, SIDE, SIDE)
