"""The notices of a breach of data: to the authority, and in plain words to those affected."""

import enum
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer

from models.privacy.breaches import BreachNotice
from models.progress import Work
from models.words import Words
from reports.continued import Continued
from reports.document import A4, SIZES
from reports.letter_parts import CLOSE, PROSE, STRONG
from reports.lines import HEADING, TITLE, Lines
from reports.page import Head, Signature, dated, facts, set_pages
from reports.paper import Behind
from reports.people_paper import PeopleTable, across, add_people_pages

_DAY = "……………………"
"""Room for the day on which the draft is signed."""


class Reader(enum.StrEnum):
    """To whom a notice goes."""

    AUTHORITY = "authority"
    PERSON = "person"


def write_breach_notice(
    out: BinaryIO, notice: BreachNotice, reader: Reader, words: Words
) -> Work[int]:
    """Write the draft of a notice on the office's paper; return its pages (UU 27/2022 art. 46).

    The one to the authority has the list of those affected behind it, with masked NIKs; the one to
    those affected names none of them, for each of them reads it.
    """
    size = SIZES.get(notice.paper, A4)
    letter = _Letter(notice, words)
    if reader is Reader.PERSON:
        return (yield from set_pages(out, size, letter.title(), words, letter.to_person))
    behind = _list_behind(notice, words, size) if notice.people else None
    return (
        yield from set_pages(out, size, letter.title(), words, letter.to_authority, behind=behind)
    )


def _list_behind(notice: BreachNotice, words: Words, paper: tuple[float, float]) -> Behind:
    """Return what draws the list of those affected, on pages lying across."""
    listed = PeopleTable(
        office=notice.office.name,
        beneath=words.count("{n} person affected", "{n} people affected", len(notice.people)),
        keys=("name", "nik", "village"),
        headings=(words.say("Name"), words.say("NIK"), words.say("Village")),
        lines=[(one.name, one.nik, one.village) for one in notice.people],
        title=words.say("Annex: those affected by the breach of data"),
    )

    def draw(canvas: Canvas) -> Iterator[object]:
        document = Continued(canvas, across(paper))
        yield from add_people_pages(document, listed, words, paper)

    return draw


class _Letter:
    """The stories of both notices of one breach."""

    def __init__(self, notice: BreachNotice, words: Words) -> None:
        self._held, self._words = notice, words

    def title(self) -> str:
        return self._words.say("Notice of a breach of personal data")

    def to_authority(self) -> list[Flowable]:
        """Return what the authority reads, set anew each time."""
        say, held = self._words.say, self._held
        known = [
            (say("Found"), self._moment(held.found_at)),
            (say("To be told by"), self._moment(held.due_at)),
            (say("When it happened"), held.happened or self._open()),
            (say("People affected"), self._words.number(len(held.people))),
        ]
        annexed = Lines(say("The list of those affected is annexed."), PROSE)
        annex: list[Flowable] = [Spacer(1, 3 * mm), annexed] if held.people else []
        return [
            *self._head(),
            Lines(say("To the authority for the protection of personal data"), CLOSE),
            Spacer(1, 3 * mm),
            Lines(
                say(
                    "In accordance with article 46 of Law 27 of 2022 on the Protection of Personal "
                    "Data we report a failure to protect personal data at this office."
                ),
                PROSE,
            ),
            *facts(known, 46 * mm),
            *self._part(say("Which data was revealed"), held.what),
            *self._part(say("How it happened"), held.how),
            *self._part(say("What is done about it"), held.measures),
            *annex,
            *self._end(say("Questions are answered by:")),
        ]

    def to_person(self) -> list[Flowable]:
        """Return what those affected read, set anew each time."""
        say, held = self._words.say, self._held
        return [
            *self._head(),
            Lines(say("To those whose data is affected"), CLOSE),
            Spacer(1, 3 * mm),
            Lines(
                say(
                    "Your data was kept at this office. Some of it has come, or may have come, "
                    "into the hands of people who should not have it. We are sorry, and tell you "
                    "here what we know."
                ),
                PROSE,
            ),
            *self._part(say("What has got out"), held.what),
            *self._part(say("When"), self._when()),
            *self._part(say("How it came about"), held.how),
            *self._part(
                say("How many people it is about"),
                self._words.count("{n} person", "{n} people", len(held.people)),
            ),
            *self._part(say("What we are doing"), held.measures),
            *self._part(
                say("What you can do"),
                say(
                    "Give nobody a code, a password or money who calls in our name. Ask us for a "
                    "copy of your data, or for its correction or erasure, whenever you wish."
                ),
            ),
            *self._end(say("Ask us:")),
        ]

    def _head(self) -> list[Flowable]:
        return [Head(self._held.office), Lines(self.title(), TITLE), Spacer(1, 2 * mm)]

    def _when(self) -> str:
        found = self._words.say("Found on {moment}.", moment=self._moment(self._held.found_at))
        return "\n".join(part for part in (self._held.happened, found) if part)

    def _part(self, title: str, text: str) -> list[Flowable]:
        """Set a text as it was typed, line by line, its heading never alone."""
        lines = [Lines(line, CLOSE) for line in (text or self._open()).splitlines() if line.strip()]
        first: list[Flowable] = [Lines(title, HEADING), *lines[:1]]
        return [KeepTogether(first), *lines[1:]]

    def _end(self, asked: str) -> list[Flowable]:
        office = self._held.office
        reached = [office.name, office.address, office.phone, office.email]
        signed = Signature(
            dated(office.place, _DAY), office.head_position, office.head_name, office.head_number
        )
        return [
            Spacer(1, 3 * mm),
            KeepTogether(
                [
                    Lines(asked, STRONG),
                    *(Lines(part, CLOSE) for part in reached if part),
                    Spacer(1, 4 * mm),
                    signed,
                ]
            ),
        ]

    def _moment(self, moment: datetime) -> str:
        return f"{self._words.day(moment.date())}, {self._words.clock(moment)}"

    def _open(self) -> str:
        return self._words.say("Still being found out.")
