"""Membership cards and proofs of registration as PDF.

What does not change is drawn once for each kind of card and office, as a form. The rest of a card
is a template of PDF operators, its texts and its QR code filled in.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from models.cards.faces import CardFace
from models.cards.tables import CardKind
from models.progress import Progress, Work
from models.words import Words
from reports import qr
from reports.design import Text, load_design
from reports.document import Document
from reports.sheet import FACE, Sheet
from reports.slots import Kept, Slot, fitted, shown
from reports.text import unprintable

_OWN = {"name", "number"}  # what every card has of its own: not worth keeping for the next


@dataclass(frozen=True, slots=True)
class CardsPrinted:
    """What came of a run: so many cards on so many pages."""

    cards: int
    pages: int


@dataclass(frozen=True, slots=True)
class CardProblem:
    """A text that a card cannot show as it is: cut short, or with letters no font has."""

    number: str
    name: str
    field: str
    letters: str = ""

    def said(self, words: Words) -> str:
        """Say it to the person who prints."""
        if self.letters:
            return words.say(
                "Card {number}, {name}: no font has these letters: {letters}",
                number=self.number,
                name=self.name,
                letters=self.letters,
            )
        return words.say(
            "Card {number}, {name}: “{field}” is too long and will be cut short.",
            number=self.number,
            name=self.name,
            field=_label(self.field, CardKind.MEMBER, words),
        )


def print_cards(
    out: BinaryIO,
    faces: Sequence[CardFace],
    sheet: Sheet,
    words: Words,
    *,
    used: Sequence[Collection[int]] = (),
) -> Work[CardsPrinted]:
    """Write the cards to ``out`` on ``sheet``, leaving out the places its first pages have used.

    Raises:
        ValueError: there is no card.

    """
    if not faces:
        raise ValueError("A document of cards needs one at least.")
    document = Document(sheet.page, words.say("Cards"), words)
    press = _Press(document, sheet, words)
    done, waiting = 0, iter(faces)
    for places in sheet.pages(used):
        drawn = [press.card(face, place) for place, face in zip(places, waiting, strict=False)]
        document.add_page(press.marks + b"".join(drawn))
        done += len(drawn)
        yield Progress(done, len(faces))
        if done == len(faces):
            break
    document.save(out)
    return CardsPrinted(done, document.pages)


def card_problems(faces: Iterable[CardFace], words: Words) -> Iterator[CardProblem]:
    """Find what the cards could not show, before anything is printed."""
    design = load_design()
    for face in faces:
        for field in design.of(face.kind).fields:
            value, said = getattr(face, field.text), _SAID.get(field.text)
            text = said(words, value) if said else value
            if letters := unprintable(text):
                yield CardProblem(face.number, face.name, field.text, " ".join(sorted(letters)))
            if not fitted(field, text).whole:
                yield CardProblem(face.number, face.name, field.text)


class _Press:
    """What a run makes once: the layouts of its kinds of card, the corners of its places."""

    def __init__(self, document: Document, sheet: Sheet, words: Words) -> None:
        self._document = document
        self._words = words
        self._corners = {place: _corner(sheet, place) for place in sheet.places}
        self._layouts: dict[tuple[CardKind, str], _Layout] = {}
        self._layout: _Layout | None = None
        self.marks = _crop_marks(document, sheet)

    def card(self, face: CardFace, place: int) -> bytes:
        """Return the operators of one card."""
        layout = self._layout
        if layout is None or layout.kind is not face.kind or layout.office != face.office:
            layout = self._layout = self._layout_of(face.kind, face.office)
        return layout.card(face, self._corners[place])

    def _layout_of(self, kind: CardKind, office: str) -> "_Layout":
        if (kind, office) not in self._layouts:
            self._layouts[kind, office] = _Layout(self._document, kind, office, self._words)
        return self._layouts[kind, office]


class _Layout:
    """The design as it stands in one document for one kind of card and one office."""

    def __init__(self, document: Document, kind: CardKind, office: str, words: Words) -> None:
        self.kind, self.office = kind, office
        self._document, self._words = document, words
        self._design = load_design().of(kind)
        self._fill = [_filler(document, field, words) for field in self._design.fields]
        self._values = attrgetter(*(field.text for field in self._design.fields))
        self._template = self._with_places()

    def card(self, face: CardFace, corner: bytes) -> bytes:
        """Return the operators of one card, its bottom left at ``corner``."""
        texts = [fill(value) for fill, value in zip(self._fill, self._values(face), strict=True)]
        return self._template % (corner, *texts, qr.pdf_image(face.code))

    def _with_places(self) -> bytes:
        """Return a card's operators: places for its corner, its texts and its code."""
        height = self._design.card[1]
        parts = [b"q 1 0 0 1 %b cm ", self._form(), b" Do BT "]
        x, y, chosen = 0.0, 0.0, b""
        for field in self._design.fields:
            left, base = field.at[0] * mm, (height - field.at[1]) * mm
            font = self._document.font(field.font, field.size)
            parts.append(font if font != chosen else b"")
            parts.append(b" %.5g %.5g Td %%b " % (left - x, base - y))
            x, y, chosen = left, base, font
        code = self._design.code
        side, left = code.size * mm, code.at[0] * mm
        base = (height - code.at[1]) * mm - side
        parts.append(b"ET %.5g 0 0 %.5g %.5g %.5g cm %%b Q\n" % (side, side, left, base))
        return b"".join(parts)

    def _form(self) -> bytes:
        """Draw what all these cards share, once; return its name."""
        width, height = (side * mm for side in self._design.card)
        drawn = []
        for shape in self._design.shapes:
            x, y = shape.at[0] * mm, height - (shape.at[1] + shape.size[1]) * mm
            sides = shape.size[0] * mm, shape.size[1] * mm
            drawn.append(b"%b %.5g %.5g %.5g %.5g re f\n" % (_ink(shape.fill), x, y, *sides))
        for label in self._design.labels:
            said = _label(label.text, self.kind, self._words) or self.office
            x, y = label.at[0] * mm, height - label.at[1] * mm
            lines = shown(self._document, label, said)
            drawn.append(b"BT %b %.5g %.5g Td %b ET\n" % (_ink(label.colour), x, y, lines))
        return self._document.add_form(b"".join(drawn), (width, height))


def _filler(document: Document, room: Text, words: Words) -> Callable[[Any], bytes]:
    said = _SAID.get(room.text)
    slot = Slot(document, room, partial(said, words) if said else None)
    return slot.show if room.text in _OWN else Kept(slot).__getitem__


def _in_groups(_words: Words, number: str) -> str:
    if len(number) <= 12 and number.isdecimal():
        return f"{number[:4]} {number[4:8]} {number[8:]}"
    return number


def _programmes(_words: Words, codes: Sequence[str]) -> str:
    return " · ".join(codes)


def _until(words: Words, day: date | None) -> str:
    return words.day(day) if day else words.say("not yet paid")


_SAID: dict[str, Callable[[Words, Any], str]] = {
    "number": _in_groups,
    "programmes": _programmes,
    "valid_until": _until,
}


def _label(text: str, kind: CardKind, words: Words) -> str:
    member = kind is CardKind.MEMBER
    said = {
        "title": words.say("MEMBER CARD") if member else words.say("PROOF OF REGISTRATION"),
        "note": words.say("Not a member card. The membership number follows."),
        "name": words.say("Name"),
        "number": words.say("Membership number") if member else words.say("Registration number"),
        "programmes": words.say("Programmes"),
        "village": words.say("Village"),
        "occupation": words.say("Occupation"),
        "valid_until": words.say("Valid until"),
    }
    return said.get(text, "")


def _ink(colour: str) -> bytes:
    red, green, blue = HexColor(colour).rgb()
    return b"%.3g %.3g %.3g rg" % (red, green, blue)


def _corner(sheet: Sheet, place: int) -> bytes:
    x, y = sheet.origin(place)
    return b"%.5g %.5g" % (x * mm, (sheet.page[1] - y - FACE[1]) * mm)


def _crop_marks(document: Document, sheet: Sheet) -> bytes:
    """Draw the sheet's crop marks, once; return the operators that put them on a page."""
    wide, high = sheet.page[0] * mm, sheet.page[1] * mm
    lines = [
        b"%.2f %.2f m %.2f %.2f l S\n" % (x1 * mm, high - y1 * mm, x2 * mm, high - y2 * mm)
        for x1, y1, x2, y2 in sheet.marks()
    ]
    if not lines:
        return b""
    return document.add_form(b"0.25 w\n" + b"".join(lines), (wide, high)) + b" Do\n"
