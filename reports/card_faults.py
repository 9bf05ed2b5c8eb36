"""What of a design does not come out well on real cards: told before anything is printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportlab.lib.units import mm

from models.cards.faces import CardFace
from models.designs.checking import DesignProblem, Severity
from models.designs.design import (
    LEAST_SIZE,
    AnyElement,
    Bars,
    Design,
    Photo,
    Picture,
    Qr,
    Side,
    Signature,
    Text,
)
from models.designs.look import Look
from models.designs.placeholders import holds
from models.documents.photos import UnreadablePictureError
from models.words import Words
from reports import qr
from reports.card_parts import LEAST_MODULE, bar_image
from reports.card_pictures import read_through
from reports.card_texts import box_size, fitted
from reports.card_words import Saying, fixed_fields, saying
from reports.text import unprintable

LEAST_QR = 0.33
"""Millimetres of a QR module that a telephone reads off a printed card."""
LEAST_BAR = 0.19
"""Millimetres of a Code 128's narrowest bar that a scanner reads (GS1 allows no less than 0.17)."""

Told = tuple[str, str]
"""The field of an element that would have to change, and what is wrong."""


def design_faults(
    design: Design, faces: Iterable[CardFace], words: Words, look: Look
) -> list[DesignProblem]:
    """Return what these faces would show of a design's faults, each told once an element.

    Texts that are cut or get smaller than is read, letters no font has, codes that are too small
    or cannot be made, broken pictures. ``words`` are of the cards and of what is told.
    """
    found: dict[tuple[Side, int, str, str], DesignProblem] = {}
    for face in faces:
        judge = _Judge(face, fixed_fields(face, look, words), look, words)
        for side in Side:
            for index, element in enumerate(design.side(side)):
                for field, said in judge.faults(element):
                    fault = DesignProblem(side, index, field, said, Severity.WARNING)
                    found.setdefault((side, index, field, said), fault)
    return list(found.values())


def face_faults(design: Design, face: CardFace, words: Words, look: Look) -> list[str]:
    """Say what of one card will not come out as it should."""
    judge = _Judge(face, fixed_fields(face, look, words), look, words)
    elements = (*design.front, *design.back)
    return list(dict.fromkeys(said for one in elements for _field, said in judge.faults(one)))


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges elements as they come out on one card."""

    face: CardFace
    fixed: dict[str, str]
    look: Look
    words: Words

    def faults(self, element: AnyElement) -> Iterator[Told]:
        """Yield what is wrong with an element on this card."""
        if not holds(element.only, self.face):
            return
        match element:
            case Text():
                yield from self._text(element)
            case Qr():
                yield from self._qr(element)
            case Bars():
                yield from self._bars(element)
            case Photo():
                yield from self._readable("photo", self.face.photo)
            case Signature():
                yield from self._readable("signature", self.face.signature)
            case Picture():
                data = self.look.pictures.get(element.digest)
                yield from self._readable("digest", data if element.digest else self.look.logo)
            case _:
                return

    def _said(self, text: str, *, plain: bool = False) -> str:
        said = saying(text, self.fixed, self.words, plain=plain)
        return said.of(self.face) if isinstance(said, Saying) else said

    def _text(self, element: Text) -> Iterator[Told]:
        text = self._said(element.text)
        if missing := unprintable(text):
            letters = " ".join(sorted(missing))
            said = self.words.say("No font has these letters: {letters}", letters=letters)
            yield "text", self._on_card(said)
        found = fitted(element, text, box_size(element))
        if not found.whole:
            said = self.words.say("“{text}” is too long and is cut short.", text=_short(text))
            yield "text", self._on_card(said)
        elif found.size < LEAST_SIZE and text:
            points = self.words.number(round(found.size, 1))
            said = self.words.say(
                "“{text}” comes out in {n} points: too small to be read.",
                text=_short(text),
                n=points,
            )
            yield "size", self._on_card(said)

    def _qr(self, element: Qr) -> Iterator[Told]:
        side = min(box_size(element)) / mm
        text = self._said(element.text, plain=True)
        try:
            module = side / qr.symbol_within(text, int(side / LEAST_MODULE)).size
        except ValueError:
            yield "text", self._on_card(self.words.say("No QR code can be made of this text."))
            return
        if module < LEAST_QR:
            said = self.words.say("The QR code is too small to be read. Make its box larger.")
            yield "box", said

    def _bars(self, element: Bars) -> Iterator[Told]:
        try:
            modules, _bits = bar_image(self._said(element.text, plain=True))
        except ValueError:
            yield "text", self._on_card(self.words.say("No bar code can be made of this text."))
            return
        if box_size(element)[0] / mm / modules < LEAST_BAR:
            said = self.words.say("The bar code is too long for its box. Make the box wider.")
            yield "box", self._on_card(said)

    def _readable(self, field: str, data: bytes | None) -> Iterator[Told]:
        if data is None:
            return
        try:
            read_through(data)
        except UnreadablePictureError:
            said = self.words.say("The picture is damaged, or has too many pixels.")
            yield field, self._on_card(said)

    def _on_card(self, said: str) -> str:
        return self.words.say(
            "Card {number}, {name}: {said}",
            number=self.face.number,
            name=_short(self.face.name),
            said=said,
        )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
