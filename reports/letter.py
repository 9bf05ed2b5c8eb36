"""Official letters on the office's letterhead, as they are signed and sent."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Spacer,
)

from models.letters.layout import Block, Facts, Items, Paragraph
from models.letters.papers import LetterPaper
from models.letters.tables import LetterKind
from models.words import Words
from reports import fonts
from reports.document import A4, SIZES
from reports.letter_parts import CLOSE, PROSE, STRONG, Labelled, facts, items, staff_table
from reports.lines import RULE, SMALL, Lines, Style, draw_text
from reports.page import (
    LEFT,
    RIGHT,
    Head,
    Signature,
    dated,
    new_document,
    page_of,
    side_by_side,
    text_width,
    write_document,
)
from reports.text import fit, wrap

_TITLE = Style(fonts.BOLD, 14, 18, align="centre")
_NUMBER = replace(PROSE, align="centre", after=10)
_KEPT = 2
"""Lines of the last paragraph that stay with the signature: nobody signs an empty page."""


def write_letter(paper: LetterPaper) -> bytes:
    """Return a letter as PDF."""
    return write_letters([paper])


def write_letters(papers: Sequence[LetterPaper]) -> bytes:
    """Return letters as one PDF, each from a page of its own; to be looked at or printed at once.

    Raises ValueError where there is none.
    """
    if not papers:
        raise ValueError("no letter to write")
    # Once for how many pages each takes, once for the paper.
    counted = _Letters(papers, None).write()
    out = BytesIO()
    _Letters(papers, counted).write(out)
    return out.getvalue()


class _Letters:
    def __init__(self, papers: Sequence[LetterPaper], totals: list[int] | None) -> None:
        self._letters = [_Letter(paper) for paper in papers]
        self._totals = totals
        self._pages = [0] * len(papers)

    def write(self, out: BytesIO | None = None) -> list[int]:
        """Write the letters; return how many pages each takes."""
        first = self._letters[0]
        pages = [
            page_of(letter.size, partial(self._foot, place), str(place))
            for place, letter in enumerate(self._letters)
        ]
        document = new_document(out or BytesIO(), first.title, first.words, pages)
        story: list[Flowable] = []
        for place, letter in enumerate(self._letters):
            story += [NextPageTemplate(str(place)), PageBreak()] if place else []
            story += letter.story()
        write_document(document, story)
        return self._pages

    def _foot(self, place: int, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Count a page, and say which it is where a letter has several: one page needs no foot."""
        self._pages[place] += 1
        total = self._totals[place] if self._totals else 0
        if total < 2:
            return
        letter, right = self._letters[place], document.pagesize[0] - RIGHT
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, 13 * mm, right, 13 * mm)
        page = letter.words.say("Page {page} of {total}", page=self._pages[place], total=total)
        draw_text(canvas, right, 9.2 * mm, page, replace(SMALL, align="right"))
        about = fit(letter.title, SMALL.font, SMALL.size, right - LEFT - 45 * mm, least=SMALL.size)
        draw_text(canvas, LEFT, 9.2 * mm, about.lines[0], SMALL)


class _Letter:
    """The story of one letter."""

    def __init__(self, paper: LetterPaper) -> None:
        self._paper = paper
        self.words = Words(paper.language)
        self.size = SIZES.get(paper.paper, A4)
        self._width = text_width(self.size)

    @property
    def title(self) -> str:
        """What the letter is called: number and subject."""
        return " · ".join(filter(None, (self._paper.number, self._paper.subject)))

    def story(self) -> list[Flowable]:
        """Return what stands on its pages."""
        assigns = self._paper.kind is LetterKind.ASSIGNMENT
        opening = self._assignment_opening() if assigns else self._opening()
        blocks = [one for block in self._paper.layout.blocks for one in self._block(block)]
        body, closing = blocks[:-1], blocks[-1:]
        if closing and isinstance(last := self._paper.layout.blocks[-1], Paragraph):
            start, closing = self._halves(last.text)
            body += start
        signed = [*closing, Spacer(1, 5 * mm), self._signature(with_date=assigns)]
        return [Head(self._paper.office), *opening, *body, KeepTogether(signed), *self._copies()]

    def _opening(self) -> list[Flowable]:
        paper, words = self._paper, self.words
        top = [
            (words.say("Number"), self._number),
            *paper.layout.head,
            (words.say("Subject"), paper.subject),
        ]
        day = Lines(self._dated, replace(PROSE, align="right"), most=2)
        widths = (self._width * 0.62, self._width * 0.38 - 5 * mm)
        return [
            Spacer(1, 2 * mm),
            side_by_side(facts(top, most=4), [day], widths),
            Spacer(1, 5 * mm),
            *(
                Lines(line, CLOSE if place else replace(STRONG, after=1), most=3)
                for place, line in enumerate(paper.recipient)
            ),
            Spacer(1, 5 * mm),
        ]

    def _assignment_opening(self) -> list[Flowable]:
        number = self.words.say("Number: {number}", number=self._number)
        return [
            Spacer(1, 4 * mm),
            Lines(self._paper.subject.upper(), _TITLE, most=3),
            Lines(number, _NUMBER, most=1),
        ]

    @property
    def _dated(self) -> str:
        return dated(self._paper.office.place, self.words.day(self._paper.dated_on))

    @property
    def _number(self) -> str:
        return self._paper.number or self.words.say("(draft)")

    def _block(self, block: Block) -> list[Flowable]:
        match block:
            case Paragraph(text):
                return [Lines(text, PROSE)]
            case Facts(pairs):
                return [*facts(pairs, inset=8 * mm), Spacer(1, PROSE.after - CLOSE.after)]
            case Items(pairs):
                return [*items(pairs), Spacer(1, PROSE.after - CLOSE.after)]
        return [staff_table(self._paper.staff, self.words, self._width)]

    def _halves(self, text: str) -> tuple[list[Flowable], list[Flowable]]:
        """Return the last paragraph as what may stand before a page's end and what may not."""
        lines = [
            line
            for paragraph in text.splitlines()
            for line in wrap(paragraph, PROSE.font, PROSE.size, self._width)
        ]
        start, end = lines[:-_KEPT], lines[-_KEPT:]
        begun: list[Flowable] = [Lines("\n".join(start), replace(PROSE, after=0))] if start else []
        return begun, [Lines("\n".join(end), PROSE)]

    def _signature(self, *, with_date: bool) -> Signature:
        office = self._paper.office
        number = office.head_number.strip()
        if number[:1].isdigit():
            number = self.words.say("Staff no. {number}", number=number)
        position = office.head_position.strip().rstrip(",")
        return Signature(
            self._dated if with_date else "",
            position and f"{position},",
            office.head_name,
            number,
            PROSE,
        )

    def _copies(self) -> list[Flowable]:
        copies = [text for text in self._paper.layout.copies if text]
        if not copies:
            return []
        style = Style(size=9.5, leading=13)
        lines: list[Flowable] = [
            Labelled(
                f"{place}." if len(copies) > 1 else "", text, 6 * mm * (len(copies) > 1), style
            )
            for place, text in enumerate(copies, 1)
        ]
        return [
            KeepTogether(
                [
                    Spacer(1, 3 * mm),
                    Lines(self.words.say("Copies to:"), replace(style, font=fonts.SEMIBOLD)),
                    *lines,
                ]
            )
        ]
