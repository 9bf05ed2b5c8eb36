"""The history on paper: each action, and below it what it changed, old value and new."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import BinaryIO
from zoneinfo import ZoneInfo

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models.progress import Work
from models.words import Words
from reports import fonts
from reports.document import A4
from reports.history_table import Entry, HistoryLine, history_lines
from reports.lines import BODY, SMALL, TITLE, Lines, Style
from reports.page import set_pages

MOST = 20_000
"""Lines that are put on paper at most: some four hundred sheets."""
_INDENT = 5 * mm
_ACTION = Style(fonts.SEMIBOLD, 9.5, 13, before=6)
_RECORD = Style(size=9, leading=12)
_VALUE = replace(_RECORD, colour=BODY.colour)


def write_history_paper(
    out: BinaryIO,
    entries: Iterable[Entry],
    beneath: str,
    zone: ZoneInfo,
    words: Words,
    paper: tuple[float, float] = A4,
) -> Work[int]:
    """Write ``entries`` on ``paper`` (millimetres); return its pages.

    ``beneath`` stands below the title. Nothing typed is cut or taken for markup. Raises UserError
    where it would be more than anybody prints.
    """
    lines = list(history_lines(entries, zone, words, MOST))
    title = words.say("History")

    def story() -> list[Flowable]:
        heading = [Lines(title, TITLE), Lines(beneath, replace(SMALL, align="centre", after=6))]
        return [*heading, *_actions(lines, words)]

    return (yield from set_pages(out, paper, title, words, story))


def _actions(lines: Sequence[HistoryLine], words: Words) -> Iterator[Flowable]:
    for _action, group in groupby(lines, key=lambda line: line.action_id):
        told = list(group)
        first = told[0]
        yield Lines(first.title, _ACTION)
        yield Lines(_when_and_who(first, words), SMALL)
        for record, values in groupby(told, key=lambda line: (line.kind, line.name, line.deed)):
            if record[0]:
                yield Lines(_record_said(record, words), _RECORD, indent=_INDENT)
            for line in values:
                if line.field:
                    yield Lines(_value_said(line, words), _VALUE, indent=2 * _INDENT)


def _when_and_who(line: HistoryLine, words: Words) -> str:
    when = f"{words.day(line.at)} {words.clock(line.at)}"
    number = words.say("No. {number}", number=line.action_id)
    return " · ".join(part for part in (when, line.officer, line.state, number) if part)


def _record_said(record: tuple[str, str, str], words: Words) -> str:
    kind, name, deed = record
    return words.say("{kind}: {name} – {deed}", kind=kind, name=name or "–", deed=deed)


def _value_said(line: HistoryLine, words: Words) -> str:
    if not line.before:
        return words.say("{field}: {after}", field=line.field, after=line.after or "–")
    return words.say(
        "{field}: {before} → {after}",
        field=line.field,
        before=line.before,
        after=line.after or "–",
    )
