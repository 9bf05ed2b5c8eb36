"""A period's breakdowns: by kind of event, place, partner, officer, programme and the like."""

from collections.abc import Sequence
from dataclasses import replace

from models.events.tables import EventKind
from models.reporting.behind import Behind
from models.reporting.breakdowns import OF_EVENTS, TITLES, By, Part
from models.reporting.indicators import BY_KEY
from models.reporting.whole import PeriodReport
from models.words import N_, Words
from reports.labels import kind_said
from reports.period_cells import Cell, Table, figure_cell

_OVERLAPPING = {
    By.PARTNER: N_("An event counts on the line of each of its partners, so lines overlap."),
    By.OFFICER: N_("An event counts on the line of each of its officers, so lines overlap."),
    By.PROGRAMME: N_("Who is in several programmes counts in each with what is paid for it."),
}


def part_table(report: PeriodReport, by: By, words: Words) -> Table:
    """Set what each line of a breakdown brought, and their sum where lines do not overlap."""
    parts, of_events = report.parts[by], by in OF_EVENTS
    rows = [
        _line(
            label_said(by, part, words),
            part,
            words,
            _listed(report, by, part.key),
            of_events=of_events,
        )
        for part in parts
    ]
    total = len(parts) > 1 and by not in _OVERLAPPING
    if total:
        whole = _listed(report, by, None)
        rows.append(_line(words.say("Total"), _sum(parts), words, whole, of_events=of_events))
    headings = [words.say(TITLES[by]), words.say("Enrolled"), words.say("Contributions")]
    if by is By.REASON:
        headings = [words.say("Reason"), words.say("Rejected"), words.say("Contributions")]
    shares: Sequence[float] = (0.5, 0.2, 0.3)
    if of_events:
        headings[1:1] = [words.say("Events held"), words.say("Present")]
        headings.insert(4, words.say("Conversion"))
        shares = (0.34, 0.12, 0.11, 0.12, 0.12, 0.19)
    note = words.say(_OVERLAPPING[by]) if by in _OVERLAPPING else ""
    return Table(by.value, words.say(TITLES[by]), headings, shares, rows, note, total)


def _listed(report: PeriodReport, by: By, part: str | None) -> Behind:
    """Return the figure of a line that is enrolled there; of the sum of all without ``part``."""
    key = "enrolled"
    if by in OF_EVENTS:
        key = "enrolled_at_events"
    elif by is By.REASON:
        key = "rejected"
    whole = Behind(key, report.period, report.scope)
    return whole if part is None else replace(whole, by=by, part=part)


def _line(label: str, part: Part, words: Words, listed: Behind, *, of_events: bool) -> list[Cell]:
    def cell(key: str, value: float | None, of: str = "") -> Cell:
        return figure_cell(BY_KEY[key], value, words, replace(listed, key=of or listed.key))

    enrolled, rupiah = cell("enrolled", part.enrolled), cell("contributions", part.contributions)
    if not of_events:
        return [Cell(label), enrolled, rupiah]
    return [
        Cell(label),
        cell("events_held", part.held, "events_held"),
        cell("present", part.present, "present"),
        enrolled,
        cell("conversion", part.conversion),
        rupiah,
    ]


def _sum(parts: Sequence[Part]) -> Part:
    return Part(
        "",
        "",
        sum(part.held or 0 for part in parts),
        sum(part.present or 0 for part in parts),
        sum(part.enrolled for part in parts),
        sum(part.contributions for part in parts),
    )


def label_said(by: By, part: Part, words: Words) -> str:
    """Say what a line of a breakdown is about."""
    if by is By.KIND:
        return kind_said(EventKind(part.key), words)
    if by is By.MONTHS:
        return words.count("{n} month", "{n} months", int(part.key))
    return part.label if part.key else words.say("Not known")
