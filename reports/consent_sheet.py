"""The consent sheet of a list: the wording in full, then everybody with room to sign.

The statement that is signed stands above the names on every page: no signature is on a page that
does not say what it is for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from models.events.summary import EventSummary
from models.progress import Work
from models.words import Words
from reports import fonts
from reports.document import A4
from reports.event_papers import (
    DOTS,
    LINE,
    Signer,
    event_facts,
    heading,
    listing,
    off_note,
    signing,
)
from reports.lines import BODY, SMALL, Lines, Style
from reports.page import dated, set_pages, text_width

_WORDING = Style(size=9, leading=12, after=3)
_SHARES = (0.07, 0.33, 0.22, 0.19, 0.19)
"""How wide the columns are: number, name, NIK, and the two in which people sign by turns."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked for consent, the NIK masked."""

    name: str
    nik: str = ""


@dataclass(frozen=True, slots=True)
class ConsentWording:
    """A wording as shipped, and its version, which the paper keeps as a proof (art. 22)."""

    version: str
    text: str


def write_consent_sheet(  # noqa: PLR0913 - each part of the paper by its name
    out: BinaryIO,
    event: EventSummary,
    wording: ConsentWording,
    people: Sequence[Asked],
    words: Words,
    *,
    blank: int = 0,
    paper: tuple[float, float] = A4,
) -> Work[int]:
    """Write the sheet, ``blank`` lines after ``people``; return how many pages it took."""
    title = " · ".join((words.say("Consent sheet"), event.title))
    lines = [*people, *[Asked("")] * blank]
    sheet = _Sheet(event, wording, lines, words, text_width(paper))
    return (yield from set_pages(out, paper, title, words, sheet.story))


class _Sheet:
    """The story of one sheet."""

    def __init__(
        self,
        event: EventSummary,
        wording: ConsentWording,
        lines: Sequence[Asked],
        words: Words,
        width: float,
    ) -> None:
        self._event, self._wording, self._lines = event, wording, lines
        self._words, self._width = words, width

    def story(self) -> list[Flowable]:
        event, words = self._event, self._words
        version = words.say("Wording {version}", version=self._wording.version)
        taken = [Signer(words.say("Consent taken by"))]
        return [
            *heading(event, words.say("CONSENT SHEET")),
            *off_note(event, words),
            *event_facts(event, words),
            Spacer(1, 3 * mm),
            *self._worded(),
            Lines(version, SMALL),
            Spacer(1, 4 * mm),
            *self._signed(),
            *signing(dated(event.office.place, DOTS), taken, self._width),
        ]

    def _worded(self) -> list[Flowable]:
        """Set the wording, the first line of each of its parts as a heading of it."""
        strong = replace(_WORDING, font=fonts.SEMIBOLD, after=0)
        parts = [part.splitlines() for part in self._wording.text.split("\n\n")]
        said: list[Flowable] = []
        for first, *others in filter(None, parts):
            said.append(Lines(first, strong))
            said += [Lines("\n".join(others), _WORDING)] if others else [Spacer(1, 2 * mm)]
        return said

    def _signed(self) -> list[Flowable]:
        words = self._words
        headings = (
            words.say("No."),
            words.say("Name"),
            words.say("NIK"),
            words.say("Signature or thumbprint"),
            "",
        )
        rows = [
            (
                f"{number}",
                one.name,
                one.nik,
                f"{number}." if number % 2 else "",
                "" if number % 2 else f"{number}.",
            )
            for number, one in enumerate(self._lines, 1)
        ]
        if not rows:
            return [Lines(words.say("Nobody is on the list yet."), BODY)]
        widths = [self._width * share for share in _SHARES]
        statement = self._wording.text.strip().splitlines()[-1]
        return [listing(headings, rows, widths, above=statement, line=LINE * 1.15)]
