"""The report of a period on paper: figures, targets, breakdowns, coverage, and how they count."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from models.progress import Progress, Work
from models.reporting.breakdowns import By, Part
from models.reporting.indicators import BY_KEY
from models.reporting.tiles import districts
from models.reporting.whole import PeriodReport
from models.words import Words
from reports.charts import Bar, bars, columns
from reports.document import A4
from reports.lines import HEADING, SMALL, TITLE, Lines
from reports.page import Figures, Head, Signature, dated, text_width, write_pages
from reports.period_cells import Cell, Table
from reports.period_figures import FORMULAS, FUNNEL, PACE, TARGETS, change_said, step_label
from reports.period_parts import label_said
from reports.period_places import REACH
from reports.period_rows import period_tables, period_title, scope_said
from reports.ruled import table
from reports.tiles import village_tiles

MOST_LINES = 150
"""So many lines a table has on paper; a line says how many more are in the workbook."""
MOST_BARS = 8

_ROOM = 55 * mm  # without it a table begins on the next page, its heading not left behind
_LARGE = ("events_held", "present", "enrolled", "contributions")
_CHARTED = (By.DISTRICT, By.KIND)
"""What a chart of those present and enrolled tells apart, each where it has two lines or more."""


def write_period_report(
    out: BinaryIO, report: PeriodReport, words: Words, paper: tuple[float, float] = A4
) -> Work[int]:
    """Write the report of a period on ``paper`` (millimetres); return how many pages it took."""
    yield Progress(0, 1)
    story = _Story(report, words, text_width(paper))
    pages = write_pages(out, paper, period_title(report, words), words, story.told)
    yield Progress(1, 1)
    return pages


class _Story:
    """The story of one period in one language, ``width`` points wide."""

    def __init__(self, report: PeriodReport, words: Words, width: float) -> None:
        self._report, self._words, self._width = report, words, width

    def told(self) -> list[Flowable]:
        tables = period_tables(self._report, self._words)
        *sections, last = (self._section(one) for one in tables if one.key != FORMULAS)
        body = [flowable for section in sections for flowable in section]
        signed = KeepTogether([*last, Spacer(1, 6 * mm), self._signature()])
        annex = [one for made in tables if made.key == FORMULAS for one in self._annex(made)]
        return [*self._opening(), *body, signed, PageBreak(), *annex]  # none signs an empty page

    def _opening(self) -> list[Flowable]:
        report, words = self._report, self._words
        opening: list[Flowable] = [
            Head(report.office),
            Lines(period_title(report, words), TITLE),
        ]
        only = scope_said(report, words)
        if only:
            opening.append(Lines(only, replace(SMALL, align="centre", after=4), most=4))
        return [*opening, Spacer(1, 3 * mm), Figures([self._large(key) for key in _LARGE])]

    def _large(self, key: str) -> tuple[str, str, str]:
        indicator, one, words = BY_KEY[key], self._report.figures[key], self._words
        before = words.say("before: {value}", value=indicator.said(words, one.before))
        change = change_said(indicator, one, words)
        beside = before if change == "–" else f"{before} ({change})"
        return words.say(indicator.name), indicator.said(words, one.value), beside

    def _section(self, made: Table) -> list[Flowable]:
        """Return a table under its heading, after the chart of it where there is one."""
        first: list[Flowable] = [Lines(made.title, HEADING)]
        if made.note:
            first.append(Lines(made.note, SMALL))
        chart = self._chart(made)
        if made.key == PACE:
            first.append(
                Lines(self._words.say("The columns show how many enrolled in each step."), SMALL)
            )
        if chart is not None:
            first += [chart, Spacer(1, 2 * mm)]
        shown = made.rows if len(made.rows) <= MOST_LINES else made.rows[: MOST_LINES - 1]
        drawn = table(
            made.headings,
            [[cell.text for cell in row] for row in shown],
            [share * self._width for share in made.shares],
            total=made.total and len(shown) == len(made.rows),
            texts=made.texts,
        )
        tiles = self._tiles() if made.key == REACH else []
        return [CondPageBreak(_ROOM), *first, *tiles, drawn, *self._left_out(made, len(shown))]

    def _tiles(self) -> list[Flowable]:
        found = districts(self._report.reach)
        return [*village_tiles(found, self._words, self._width), Spacer(1, 2 * mm)]

    def _left_out(self, made: Table, shown: int) -> list[Flowable]:
        more = len(made.rows) - made.total - shown
        if more <= 0:
            return []
        said = self._words.count(
            "{n} more line is in the workbook of this report.",
            "{n} more lines are in the workbook of this report.",
            more,
        )
        return [Lines(said, SMALL)]

    def _chart(self, made: Table) -> Flowable | None:
        """Return a table's chart: of targets in per cent, of places and kinds in people."""
        words = self._words
        if made.key == TARGETS:
            data = [_aimed(row) for row in made.rows]
            key = (words.say("result"), words.say("target"))
            return bars(data, self._width, key=key, label_share=0.2)
        if made.key == PACE:
            brought = [
                (step_label(one, words), one.enrolled, words.number(one.enrolled))
                for one in self._report.steps
            ]
            return columns(brought, self._width)
        if made.key == FUNNEL:
            many = [round(row[1].value or 0) for row in made.rows]
            rows = zip(made.rows, many, [0, *many], strict=False)
            way = [Bar(row[0].text, now, before, row[1].text) for row, now, before in rows]
            key = (words.say("people"), words.say("the step before"))
            return bars(way, self._width, key=key)
        by = next((one for one in _CHARTED if one == made.key), None)
        if by is None or not made.total:  # one line alone compares nothing
            return None
        data = [self._enrolled(by, part) for part in self._report.parts[by][:MOST_BARS]]
        return bars(data, self._width, key=(words.say("enrolled"), words.say("present")))

    def _enrolled(self, by: By, part: Part) -> Bar:
        words, present = self._words, part.present or 0
        numbers = words.say(
            "{part} of {whole}", part=words.number(part.enrolled), whole=words.number(present)
        )
        return Bar(label_said(by, part, words), part.enrolled, present, numbers)

    def _annex(self, made: Table) -> list[Flowable]:
        """Return what each figure counts."""
        told = [[cell.text for cell in row] for row in made.rows]
        widths = [share * self._width for share in made.shares]
        return [
            Lines(made.title, HEADING),
            table(made.headings, told, widths, texts=made.texts),
        ]

    def _signature(self) -> Signature:
        office, day = self._report.office, self._words.day(self._report.made_on)
        return Signature(dated(office.place, day), office.head_position, office.head_name)


def _aimed(row: Sequence[Cell]) -> Bar:
    """Return the bar of a line of targets: what was reached, of a hundred."""
    name, _target, _reached, share, _missing = row
    return Bar(name.text, round((share.value or 0) * 100), 100, share.text)
