"""The event summary (laporan kegiatan): what was planned, who came, who enrolled, what follows."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from itertools import chain
from string import ascii_uppercase
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from models.events.summary import EventSummary
from models.events.tables import Stage
from models.progress import Progress, Work
from models.reporting.texts import days_said, proposed
from models.words import Words
from reports.document import A4
from reports.event_figures import beside_earlier, contributions, participants, results
from reports.event_papers import CALLED_OFF, made_on, off_note
from reports.event_plan import planned
from reports.labels import kind_said, listed, role_said, stage_said
from reports.lines import BODY, CELL, HEADING, SMALL, SUBTITLE, TITLE, Lines
from reports.page import Head, Signature, dated, facts, set_pages, text_width
from reports.summary_annexes import (
    NO_EXTRAS,
    Annex,
    Extras,
    changed,
    lists_behind,
    photos,
    with_papers,
)

_OVER = (Stage.DONE, Stage.REPORTED)
_LAST = 3
"""So many lines of the last section stay with the signature: fewer look lost on its page."""
_ROOM, _TALL = 35 * mm, 60 * mm
"""A text so tall begins where there is room for some of its lines; a lower one is kept whole."""
_SHORT = 300
"""Letters of a closing that stays with the signature; a longer one may run over pages."""


def write_event_summary(
    out: BinaryIO,
    summary: EventSummary,
    words: Words,
    paper: tuple[float, float] = A4,
    extras: Extras = NO_EXTRAS,
    *,
    links: bool = False,
) -> Work[int]:
    """Write the summary of one event on ``paper`` (millimetres); return how many pages it took.

    Annexes follow it on their own pages and are not among those that are counted. With ``links``
    its figures lead to the lists behind them, for a copy that is looked at in the window.
    """
    yield Progress(0, 0)
    report = _Report(summary, words, text_width(paper), extras)
    title = " · ".join((words.say("Event report"), summary.title))
    lists: list[int] = []
    behind = lists_behind(extras.annexes, words, paper, lists)
    papers, alone = any(annex.pdf is not None for annex in extras.annexes), BytesIO()
    made = alone if papers else out
    pages = yield from set_pages(
        made, paper, title, words, report.story, links=links, behind=behind
    )
    if papers:
        out.write(with_papers(alone.getvalue(), pages, extras.annexes, lists))
    yield Progress(1, 1)
    return pages


class _Report:
    """The story of one event in one language, ``width`` points wide."""

    def __init__(self, summary: EventSummary, words: Words, width: float, extras: Extras) -> None:
        self._event, self._words, self._width = summary, words, width
        self._extras = extras
        self._texts = extras.texts.filled(proposed(summary, words))

    def story(self) -> list[Flowable]:
        *blocks, last = ([flowable] for flowable in self._opening())
        section = [last]
        told = ((heading, parts) for heading, parts in self._sections() if parts)
        for letter, (heading, (first, *others)) in zip(ascii_uppercase, told, strict=False):
            blocks += self._flowing(section)
            section = [[Lines(f"{letter}. {heading}", HEADING), first], *([one] for one in others)]
        blocks += [*section[:-_LAST], list(chain.from_iterable(section[-_LAST:]))]
        closing = Lines(self._texts.closing, replace(BODY, before=6))
        if len(self._texts.closing) > _SHORT:
            blocks.append([closing])
        else:
            blocks[-1].append(closing)
        blocks[-1] += [Spacer(1, 4 * mm), self._signature()]  # nobody signs on an empty page
        return [KeepTogether(block) if len(block) > 1 else block[0] for block in blocks]

    def _flowing(self, section: list[list[Flowable]]) -> list[list[Flowable]]:
        """Return a section whose tall text begins below its heading, wherever on a page that is."""
        (heading, *first), *others = section
        if len(first) != 1 or not isinstance(first[0], Lines):
            return section
        if first[0].wrap(self._width, 0)[1] < _TALL:
            return section
        return [[CondPageBreak(_ROOM)], [heading], first, *others]

    def _sections(self) -> list[tuple[str, Sequence[Flowable]]]:
        words, event, extras, width = self._words, self._event, self._extras, self._width
        texts = self._texts
        return [
            (words.say("Background"), [Lines(texts.background)]),
            *(self._called_off() if event.stage in CALLED_OFF else self._held()),
            (words.say("Problems"), [Lines(texts.problems_met)] if texts.problems_met else []),
            (words.say("Photos"), photos(extras.photos, words, width)),
            (words.say("Follow-up"), [Lines(texts.follow_up)]),
            (words.say("Changed since the last report"), changed(extras.since, words, width)),
            (words.say("Annexes"), self._numbered(list(map(self._annexed, extras.annexes)))),
            (words.say("Legal basis of the contributions"), self._numbered(event.legal_basis)),
        ]

    def _held(self) -> list[tuple[str, Sequence[Flowable]]]:
        words, event, width = self._words, self._event, self._width
        return [
            (words.say("Targets and results"), results(event, words, width)),
            (words.say("Programmes and contributions"), contributions(event, words, width)),
            (words.say("Participants"), participants(event, words, width)),
            (words.say("Beside earlier events"), beside_earlier(event, words, width)),
        ]

    def _called_off(self) -> list[tuple[str, Sequence[Flowable]]]:
        """Return what was planned; who came or enrolled all the same is not left out."""
        words, event, width = self._words, self._event, self._width
        money = contributions(event, words, width) if event.enrolled else []
        people = participants(event, words, width) if event.present else []
        return [
            (words.say("Plan and costs"), planned(event, words, width)),
            (words.say("Programmes and contributions"), money),
            (words.say("Participants"), people),
        ]

    def _opening(self) -> list[Flowable]:
        words, event = self._words, self._event
        opening: list[Flowable] = [
            Head(event.office),
            Lines(words.say("EVENT REPORT"), TITLE),
            Lines(event.title, SUBTITLE),
        ]
        if self._texts.number.strip():
            number = words.say("Number: {number}", number=self._texts.number.strip())
            opening.append(Lines(number, replace(BODY, align="centre", after=6)))
        opening += off_note(event, words)
        if event.stage not in (*_OVER, *CALLED_OFF):
            said = words.say(
                "Interim report; the event is: {stage}.", stage=stage_said(event.stage, words)
            )
            opening.append(Lines(said, replace(SMALL, align="centre", after=6)))
        partners = [
            f"{partner.name} ({role_said(partner.role, words)})"
            + (f", {partner.contact}" if partner.contact else "")
            for partner in event.partners
        ]
        return opening + facts(
            [
                (words.say("Day and date"), days_said(event, words)),
                (words.say("Time"), words.span(event.starts_at, event.ends_at, event.time_zone)),
                (words.say("Place"), ", ".join(filter(None, (event.venue, event.place)))),
                (words.say("Kind"), kind_said(event.kind, words)),
                (words.say("Partners"), "\n".join(partners)),
                (words.say("Staff"), listed(event.staff, words)),
            ]
        )

    def _annexed(self, annex: Annex) -> str:
        if annex.pdf is not None or annex.table is not None:
            return annex.title
        return self._words.say("{title} (it could not be read and is missing)", title=annex.title)

    def _numbered(self, lines: Sequence[str]) -> list[Flowable]:
        return [
            Lines(text, CELL, lead=f"{number}.", indent=5 * mm)
            for number, text in enumerate(lines, 1)
        ]

    def _signature(self) -> Signature:
        event, office = self._event, self._event.office
        signed = dated(office.place, self._words.day(made_on(event)))
        return Signature(signed, office.head_position, office.head_name)
