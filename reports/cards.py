"""Membership cards and proofs of registration as PDF, each as its design says.

A design is compiled once a run for each kind of card and office. Cards come one after the other
and go to the file sheet by sheet: however many there are, few are held at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import BinaryIO

from reportlab.lib.units import mm

from models.cards.faces import CardFace
from models.cards.tables import CardKind
from models.designs.design import Design, Side
from models.designs.look import Look
from models.progress import Progress, Work
from models.words import Words
from reports.card_faults import design_faults
from reports.card_material import Material
from reports.card_places import Lying, behind, folded_back, front
from reports.card_side import CompiledSide
from reports.document import Document
from reports.sheet import Line, Sheet, Turn

__all__ = ["CardsPrinted", "design_faults", "print_cards", "write_face"]

_HERE = b"1 0 0 1 0 0"


@dataclass(frozen=True, slots=True)
class CardsPrinted:
    """What came of a run: so many cards on so many pages; ``broken`` pictures were left out."""

    cards: int
    pages: int
    broken: int = 0


def print_cards(  # noqa: PLR0913 - what a run of cards depends on, each by its name
    out: BinaryIO,
    faces: Iterable[CardFace],
    count: int,
    sheet: Sheet,
    words: Words,
    *,
    designs: Mapping[CardKind, Design],
    look: Look,
    used: Sequence[Collection[int]] = (),
    backs: Turn | None = None,
) -> Work[CardsPrinted]:
    """Write ``count`` cards to ``out`` on ``sheet``; its first pages have ``used`` some places.

    With ``backs`` each page is followed by the one behind it, for a printer that turns the paper
    over that edge, or to be printed in a second pass. On a sheet that is ``folded`` backs lie
    beside or above their fronts. ``out`` is written to from the first page on.

    Raises:
        ValueError: there is no card.

    """
    document = Document(out, sheet.page, words.say("Cards"), words)
    press = _Press(document, sheet, Material(document, look, words), designs, backs)
    waiting, done = iter(faces), 0
    for places in sheet.pages(used):
        placed = list(zip(places, islice(waiting, len(places)), strict=False))
        if not placed:
            break
        press.print_sheet(placed)
        done += len(placed)
        yield Progress(done, max(count, done))
        if len(placed) < len(places):
            break
    if not done:
        raise ValueError("A document of cards needs one at least.")
    document.save()
    return CardsPrinted(done, document.pages, press.material.broken)


def write_face(
    out: BinaryIO, design: Design, face: CardFace, side: Side, words: Words, look: Look
) -> None:
    """Write one side of a card to ``out``: a page exactly as large as the face.

    It is drawn as on a sheet: the designer and previews show what is printed.
    """
    document = Document(out, design.size, words.say("Cards"), words)
    material = Material(document, look, words)
    [drawn] = CompiledSide(material, design, side, face).draw([face], [_HERE])
    document.add_page(drawn, material.pictures)
    document.save()


class _Press:
    """What a run makes once: compiled sides, the corners of its places, its crop marks."""

    def __init__(
        self,
        document: Document,
        sheet: Sheet,
        material: Material,
        designs: Mapping[CardKind, Design],
        backs: Turn | None,
    ) -> None:
        self.material = material
        self._document, self._sheet, self._designs = document, sheet, designs
        self._backs = None if sheet.fold else backs
        self._sides: dict[tuple[CardKind, str, Side], CompiledSide] = {}
        self._matrices: dict[tuple[int, CardKind, Side], bytes] = {}
        self._marks = _crop_marks(document, sheet)

    def print_sheet(self, placed: Sequence[tuple[int, CardFace]]) -> None:
        """Add the page of these cards and, if they are printed, the page of their backs."""
        self.material.begin_sheet()
        fronts = self._drawn(Side.FRONT, placed)
        folded_backs = self._drawn(Side.BACK, placed) if self._sheet.fold else []
        self._document.add_page(
            self._marks + b"".join([*fronts, *folded_backs]), self.material.pictures
        )
        if self._backs:
            content = b"".join(self._drawn(Side.BACK, placed))
            self._document.add_page(content, self.material.pictures)

    def _drawn(self, side: Side, placed: Sequence[tuple[int, CardFace]]) -> list[bytes]:
        """Draw one side of these cards; those of one design that follow one another at once."""
        printed = [one for one in placed if self._designs[one[1].kind].side(side)]
        drawn: list[bytes] = []
        for compiled, alike in groupby(printed, lambda one: self._side(one[1], side)):
            places, faces = zip(*alike, strict=True)
            kind = faces[0].kind
            matrices = [self._matrix(place, kind, side) for place in places]
            drawn += compiled.draw(faces, matrices)
        return drawn

    def _side(self, face: CardFace, side: Side) -> CompiledSide:
        key = face.kind, face.office, side
        compiled = self._sides.get(key)
        if compiled is None:
            design = self._designs[face.kind]
            compiled = self._sides[key] = CompiledSide(self.material, design, side, face)
        return compiled

    def _matrix(self, place: int, kind: CardKind, side: Side) -> bytes:
        key = place, kind, side
        if key not in self._matrices:
            self._matrices[key] = self._lying(*key).matrix(self._sheet.page)
        return self._matrices[key]

    def _lying(self, place: int, kind: CardKind, side: Side) -> Lying:
        design = self._designs[kind]
        if side is Side.FRONT:
            return front(self._sheet, place, design)
        if self._sheet.fold:
            return folded_back(self._sheet, place, design, self._sheet.fold)
        return behind(self._sheet, place, design, self._backs or Turn.LONG_EDGE)


def _crop_marks(document: Document, sheet: Sheet) -> bytes:
    """Draw the sheet's crop marks, once; return the operators that put them on a page."""
    wide, high = sheet.page[0] * mm, sheet.page[1] * mm
    lines = _drawn_marks(sheet)
    return document.add_form(lines, (wide, high)) + b" Do\n" if lines else b""


@lru_cache(maxsize=8)
def _drawn_marks(sheet: Sheet) -> bytes:
    """Draw where to cut, and in dashes where to fold."""
    crops, folds = _lines(sheet, sheet.marks()), _lines(sheet, sheet.fold_marks())
    dashes = b"[1.5 1] 0 d\n" + folds if folds else b""
    return b"0.25 w\n" + crops + dashes if crops or folds else b""


def _lines(sheet: Sheet, marks: Sequence[Line]) -> bytes:
    high = sheet.page[1] * mm
    return b"".join(
        b"%.2f %.2f m %.2f %.2f l S\n" % (x1 * mm, high - y1 * mm, x2 * mm, high - y2 * mm)
        for x1, y1, x2, y2 in marks
    )
