"""The event summary (laporan kegiatan): what was planned, who came, who enrolled, what follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from string import ascii_uppercase
from typing import BinaryIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from models.events.summary import EventSummary
from models.events.tables import Stage
from models.progress import Progress, Work
from models.words import N_, Words
from reports.document import A4
from reports.event_figures import contributions, participants, results
from reports.labels import kind_said, listed, role_said, stage_said
from reports.lines import CELL, HEADING, SMALL, SUBTITLE, TITLE, Lines
from reports.page import Head, Signature, dated, facts, text_width, write_pages

_OVER = (Stage.DONE, Stage.REPORTED)
_HELD = (Stage.RUNNING, *_OVER)


def write_event_summary(
    out: BinaryIO,
    summary: EventSummary,
    words: Words,
    paper: tuple[float, float] = A4,
) -> Work[int]:
    """Write the summary of one event on ``paper`` (millimetres); return how many pages it took."""
    yield Progress(0, 1)
    report = _Report(summary, words, text_width(paper))
    kind = words.say("Event report")
    pages = write_pages(out, paper, f"{kind} · {summary.title}", words, report.story)
    yield Progress(1, 1)
    return pages


class _Report:
    """The story of one event in one language, ``width`` points wide."""

    def __init__(self, summary: EventSummary, words: Words, width: float) -> None:
        self._event, self._words, self._width = summary, words, width

    def story(self) -> list[Flowable]:
        words, event = self._words, self._event
        no_problem = words.say("No problem was noted.")
        sections: list[tuple[str, Sequence[Flowable]]] = [
            (words.say("Background"), self._background()),
            (words.say("Targets and results"), results(event, words, self._width)),
            (words.say("Programmes and contributions"), contributions(event, words, self._width)),
            (words.say("Participants"), participants(event, words, self._width)),
            (words.say("Problems"), [Lines(event.problems.strip() or no_problem)]),
            (words.say("Follow-up"), [Lines(text) for text in self._follow_up()]),
        ]
        if event.legal_basis:
            sections.append((words.say("Legal basis of the contributions"), self._legal_basis()))
        blocks = [[flowable] for flowable in self._opening()]
        for letter, (heading, (first, *others)) in zip(ascii_uppercase, sections, strict=False):
            blocks.append([Lines(f"{letter}. {heading}", HEADING), first])
            blocks += [[flowable] for flowable in others]
        blocks[-1] += [Spacer(1, 4 * mm), self._signature()]  # nobody signs on an empty page
        return [KeepTogether(block) if len(block) > 1 else block[0] for block in blocks]

    def _opening(self) -> list[Flowable]:
        words, event = self._words, self._event
        opening: list[Flowable] = [
            Head(event.office),
            Lines(words.say("EVENT REPORT"), TITLE),
            Lines(event.title, SUBTITLE),
        ]
        if event.stage not in _OVER:
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
                (words.say("Day and date"), self._days()),
                (words.say("Time"), words.span(event.starts_at, event.ends_at, event.time_zone)),
                (words.say("Place"), ", ".join(filter(None, (event.venue, event.place)))),
                (words.say("Kind"), kind_said(event.kind, words)),
                (words.say("Partners"), "\n".join(partners)),
                (words.say("Staff"), listed(event.staff, words)),
            ]
        )

    def _days(self) -> str:
        first, last = self._event.starts_at.date(), self._event.ends_at.date()
        if first == last:
            return self._words.weekday(first)
        return f"{self._words.weekday(first)} – {self._words.weekday(last)}"

    def _background(self) -> list[Flowable]:
        words, event = self._words, self._event
        place = event.place or event.venue or words.say("a place that was not noted")
        told = {
            "day": words.weekday(event.starts_at.date()),
            "office": event.office.name,
            "title": event.title,
            "place": place,
            "partners": listed([partner.name for partner in event.partners], words),
        }
        said = [words.say(self._sentence(), **told), self._came(), self._owed()]
        return [Lines(" ".join(filter(None, said)))]

    def _sentence(self) -> str:
        alone = not self._event.partners
        if self._event.stage in _HELD:
            if alone:
                return N_("On {day}, {office} held “{title}” at {place}.")
            return N_("On {day}, {office} held “{title}” at {place}, together with {partners}.")
        if alone:
            return N_("{office} planned “{title}” for {day} at {place}.")
        return N_("{office} planned “{title}” for {day} at {place}, together with {partners}.")

    def _came(self) -> str:
        event, words = self._event, self._words
        if not event.present:
            return words.say("Nobody came.") if event.stage in _HELD else ""
        return words.count(
            "{n} person came; {enrolled} enrolled on the spot ({share}).",
            "{n} people came; {enrolled} of them enrolled on the spot ({share}).",
            event.present,
            enrolled=words.number(event.enrolled),
            share=words.percent(event.conversion),
        )

    def _owed(self) -> str:
        event, words = self._event, self._words
        if not event.total:
            return ""
        return words.say(
            "Their contributions come to {total}, of which {paid} is paid.",
            total=words.rupiah(event.total),
            paid=words.rupiah(event.paid),
        )

    def _follow_up(self) -> list[str]:
        event, words = self._event, self._words
        told = [event.follow_up.strip() or words.say("No follow-up was asked for.")]
        if event.follow_up_people:
            told.append(
                words.count(
                    "About {n} person is expected then.",
                    "About {n} people are expected then.",
                    event.follow_up_people,
                )
            )
        return told

    def _legal_basis(self) -> list[Flowable]:
        basis = self._event.legal_basis
        return [
            Lines(text, CELL, lead=f"{number}.", indent=5 * mm)
            for number, text in enumerate(basis, 1)
        ]

    def _signature(self) -> Signature:
        event, office = self._event, self._event.office
        day = (
            local(event.made_at, event.time_zone).date() if event.made_at else event.ends_at.date()
        )
        signed = dated(office.place, self._words.day(day))
        return Signature(signed, office.head_position, office.head_name)


def local(moment: datetime, zone: str) -> datetime:
    """Return ``moment`` as the clocks of ``zone`` show it; as it is where there is no such zone."""
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return moment
