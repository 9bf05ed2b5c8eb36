"""The recovery sheet: one page with the code that opens the database when passwords are lost.

The words with which an office's files are sealed on its server have one like it.
"""

from collections.abc import Sequence
from datetime import date
from typing import BinaryIO, NamedTuple

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Spacer
from typing_extensions import override

from models.words import Words
from reports import fonts, qr
from reports.document import A4
from reports.lines import HEADING, INK, PALE, RULE, SMALL, Lines, Style, draw_text
from reports.page import write_pages
from reports.text import clean, fit

_TITLE = Style(fonts.BOLD, 20, 26)
_OFFICE = Style(fonts.SEMIBOLD, 12, 16, after=8)
_CODE = Style(fonts.BOLD, 19, align="centre")
_PROSE = Style(size=10.5, leading=15.5, after=4)
_ACROSS = 4


class _Said(NamedTuple):
    """What stands on a sheet around what has to be kept."""

    title: str
    about: str
    use: str
    lost: str


def write_recovery_sheet(
    out: BinaryIO, office: str, code: str, made_on: date, words: Words
) -> None:
    """Write the sheet on A4: the ``code`` in groups and as a QR code, and how to keep it."""
    said = _Said(
        words.say("Recovery sheet"),
        words.say(
            "This code opens the office's database when its passwords are forgotten. "
            "Whoever holds it can read everything in there."
        ),
        words.say(
            "Where the password is asked for, type this code in its place, "
            "as it stands here, or scan the square."
        ),
        words.say(
            "If somebody may have seen it, have a new code made; "
            "this one then opens only copies made before."
        ),
    )
    _write(out, office, code, made_on, words, said)


def write_words_sheet(out: BinaryIO, office: str, phrase: str, made_on: date, words: Words) -> None:
    """Write the sheet of the words with which an office's files are sealed on its server."""
    said = _Said(
        words.say("Words of the office"),
        words.say(
            "With these words the office's scans, photos and private keys are sealed on its "
            "server. Without them nobody can read those any more."
        ),
        words.say(
            "Where a computer joins the office's server and asks for them, type all the words "
            "in this order, line by line."
        ),
        words.say(
            "If somebody may have seen them, go back to a file and move to an empty database: "
            "then there are new ones."
        ),
    )
    _write(out, office, phrase, made_on, words, said)


def _write(out: BinaryIO, office: str, code: str, made_on: date, words: Words, said: _Said) -> None:
    write_pages(out, A4, said.title, words, lambda: _story(office, code, made_on, words, said))


def _story(office: str, code: str, made_on: date, words: Words, said: _Said) -> list[Flowable]:
    keep = (
        words.say("Put this sheet into an envelope, seal it, and sign across the seal."),
        words.say("Keep it in the office's safe, never in the same bag as the laptop."),
        words.say("Do not photograph it, do not send it, do not keep a copy on a computer."),
        said.lost,
    )
    return [
        Lines(said.title, _TITLE),
        Lines(office, _OFFICE, most=2),
        Lines(said.about, _PROSE),
        Spacer(1, 5 * mm),
        _Code(code),
        Spacer(1, 3 * mm),
        Lines(words.say("Made on {day}.", day=words.weekday(made_on)), SMALL),
        Lines(words.say("How to use it"), HEADING),
        Lines(said.use, _PROSE),
        Lines(words.say("How to keep it"), HEADING),
        *(Lines(text, _PROSE, lead=f"{at}.", indent=6 * mm) for at, text in enumerate(keep, 1)),
        Spacer(1, 8 * mm),
        _Blanks((words.say("Kept by"), words.say("Kept where"), words.say("Signature"))),
    ]


class _Code(Flowable):
    """The code in boxed groups, and as a QR code beside them."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = clean(code)
        self._groups = in_groups(self._code)
        self._rows = max(-(-len(self._groups) // _ACROSS), 1)

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, max(self._rows * 17 * mm + 6 * mm, 54 * mm)
        return self.width, self.height

    def draw(self) -> None:
        canvas, side = self.canv, 36 * mm
        white = side * (1 + 2 * qr.QUIET / qr.symbol(self._code).size)
        canvas.setFillColor(PALE)
        canvas.roundRect(0, 0, self.width, self.height, 2 * mm, stroke=0, fill=1)
        self._draw_groups(self.width - white - 12 * mm)
        left, base = self.width - white - 3 * mm, (self.height - white) / 2
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(left, base, white, white, stroke=0, fill=1)
        edge = (white - side) / 2
        self._draw_square(left + edge, base + edge, side)

    def _draw_groups(self, room: float) -> None:
        canvas, gap, high = self.canv, 3 * mm, 14 * mm
        wide = (room - (_ACROSS - 1) * gap) / _ACROSS
        top = self.height / 2 + (self._rows * (high + gap) - gap) / 2
        for number, group in enumerate(self._groups):
            row, column = divmod(number, _ACROSS)
            x, y = 5 * mm + column * (wide + gap), top - high - row * (high + gap)
            canvas.setFillColorRGB(1, 1, 1)
            canvas.setStrokeColor(RULE)
            canvas.roundRect(x, y, wide, high, 1.2 * mm, stroke=1, fill=1)
            fitted = fit(group, _CODE.font, _CODE.size, wide - 2 * mm)
            draw_text(canvas, x + wide / 2, y + 4.6 * mm, fitted.lines[0], _CODE, fitted.size)

    def _draw_square(self, left: float, base: float, side: float) -> None:
        drawn = qr.symbol(self._code)
        # Sixteen dots a module: some viewers blur a picture that they enlarge.
        small = Image.frombytes("1", (drawn.size, drawn.size), drawn.rows)
        large = small.resize((drawn.size * 16, drawn.size * 16), Image.Resampling.NEAREST)
        self.canv.drawImage(ImageReader(large), left, base, side, side)


class _Blanks(Flowable):
    """Lines to be filled in by hand, side by side."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._labels = labels

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, 16 * mm
        return self.width, self.height

    def draw(self) -> None:
        gap = 6 * mm
        wide = (self.width - gap * (len(self._labels) - 1)) / len(self._labels)
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.5)
        for number, label in enumerate(self._labels):
            x = number * (wide + gap)
            self.canv.line(x, 5 * mm, x + wide, 5 * mm)
            draw_text(self.canv, x, 1 * mm, label, SMALL)


def in_groups(code: str) -> list[str]:
    """Split a code where it is written with dashes or spaces, else into fours."""
    groups = code.replace("-", " ").split()
    if len(groups) > 1:
        return groups
    return [code[start : start + 4] for start in range(0, len(code), 4)]
