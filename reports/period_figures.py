"""What a period brought: figures, targets, the way step by step and from invited to paid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from models.reporting.behind import Behind
from models.reporting.figures import Compared
from models.reporting.indicators import BY_KEY, INDICATORS, Indicator, Unit
from models.reporting.steps import Step
from models.reporting.whole import PeriodReport
from models.words import N_, Words
from reports.period_cells import Cell, Table, count_cell, figure_cell

FIGURES, TARGETS, PACE, FUNNEL, FORMULAS = "figures", "targets", "pace", "funnel", "formulas"
STEPS_OF_FUNNEL = ("invited", "present", "enrolled_at_events", "paid_enrolments")
_GOALS = (
    ("enrolled", "target_enrolled", "gap_enrolled"),
    ("contributions", "target_rupiah", "gap_rupiah"),
)
_OF_GOALS = {key for _reached, *keys in _GOALS for key in keys}


def figures_table(report: PeriodReport, words: Words) -> Table:
    """Set each figure beside that of the period before."""
    shown = [one for one in INDICATORS if one.key not in _OF_GOALS]
    rows = [_figure(one, report, words) for one in shown]
    before = report.period.before().said(words)
    headings = (words.say("Figure"), report.period.said(words), before, words.say("Growth"))
    return Table(FIGURES, words.say("Figures"), headings, (0.37, 0.23, 0.23, 0.17), rows)


def _figure(indicator: Indicator, report: PeriodReport, words: Words) -> list[Cell]:
    one = report.figures[indicator.key]
    growth = None if indicator.unit is Unit.SHARE else one.share
    now = Behind(indicator.key, report.period, report.scope)
    return [
        Cell(words.say(indicator.name)),
        figure_cell(indicator, one.value, words, now),
        figure_cell(indicator, one.before, words, replace(now, period=report.period.before())),
        Cell(change_said(indicator, one, words), growth, share=True),
    ]


def targets_table(report: PeriodReport, words: Words) -> Table:
    """Set what was reached beside what the office aims at."""
    rows = []
    for reached, target, gap in _GOALS:
        at, to = report.figures[reached].value, report.figures[target].value
        if to:
            share = (at or 0) / to
            rows.append(
                [
                    Cell(words.say(BY_KEY[reached].name)),
                    figure_cell(BY_KEY[target], to, words),
                    figure_cell(BY_KEY[reached], at, words),
                    Cell(words.percent(share), share, share=True),
                    figure_cell(BY_KEY[gap], report.figures[gap].value, words),
                ]
            )
    headings = (N_("Figure"), N_("Target"), N_("Reached"), N_("Share reached"), N_("Missing"))
    said = [words.say(one) for one in headings]
    title = words.say("Targets and results")
    return Table(TARGETS, title, said, (0.24, 0.21, 0.21, 0.13, 0.21), rows)


def pace_table(report: PeriodReport, words: Words) -> Table:
    """Set what each day, week or month brought beside the sums so far and the target."""
    goal = report.figures["target_enrolled"].value or 0
    heads = [N_("Enrolled"), N_("So far"), N_("Contributions"), N_("So far")]
    shares: Sequence[float] = (0.28, 0.14, 0.14, 0.22, 0.22)
    if goal:
        heads.append(N_("Of the target"))
        shares = (0.26, 0.12, 0.12, 0.19, 0.19, 0.12)
    rows = [_step(one, goal, words) for one in report.steps]
    headings = [words.say("Time"), *(words.say(one) for one in heads)]
    return Table(PACE, words.say("Step by step"), headings, shares, rows)


def _step(one: Step, goal: float, words: Words) -> list[Cell]:
    rupiah = BY_KEY["contributions"]
    row = [
        Cell(step_said(one, words)),
        count_cell(one.enrolled, words),
        count_cell(one.enrolled_so_far, words),
        figure_cell(rupiah, one.rupiah, words),
        figure_cell(rupiah, one.rupiah_so_far, words),
    ]
    if goal:
        share = one.enrolled_so_far / goal
        row.append(Cell(words.percent(share), share, share=True))
    return row


def step_said(one: Step, words: Words) -> str:
    """Say which day, week or month a step is."""
    if one.first == one.last:
        return words.day(one.first)
    if one.first.day == 1 and (one.last + timedelta(days=1)).day == 1:
        return words.month(one.first)
    first, last = words.short_day(one.first), words.short_day(one.last)
    return words.say("{first} – {last}", first=first, last=last)


def step_label(one: Step, words: Words) -> str:
    """Say which step it is where there is little room, as below a bar."""
    said = step_said(one, words)
    if said == words.month(one.first):
        return words.short_month(one.first)
    return words.short_day(one.first) if one.first == one.last else said


def funnel_table(report: PeriodReport, words: Words) -> Table:
    """Set the way from invited to paid, each step beside the one before it."""
    rows: list[list[Cell]] = []
    before: float | None = None
    for key in STEPS_OF_FUNNEL:
        value = report.figures[key].value
        share = (value or 0) / before if before else None
        behind = Behind(key, report.period, report.scope)
        said = "–" if share is None else words.percent(share)
        cells = [figure_cell(BY_KEY[key], value, words, behind), Cell(said, share, share=True)]
        rows.append([Cell(words.say(BY_KEY[key].name)), *cells])
        before = value
    headings = [words.say(one) for one in (N_("Step"), N_("People"), N_("Of the step before"))]
    shown = rows if any(report.figures[key].value for key in STEPS_OF_FUNNEL) else []
    note = words.say("Paid counts all enrolments of the period, those made at no event too.")
    title = words.say("From invited to paid")
    return Table(FUNNEL, title, headings, (0.5, 0.25, 0.25), shown, note)


def formulas_table(words: Words) -> Table:
    """Say what each figure counts."""
    return Table(
        FORMULAS,
        words.say("How it is counted"),
        [words.say("Figure"), words.say("What it counts")],
        (0.35, 0.65),
        [[Cell(words.say(one.name)), Cell(words.say(one.formula))] for one in INDICATORS],
        texts=range(2),
    )


def change_said(indicator: Indicator, one: Compared, words: Words) -> str:
    """Write by how much a figure grew: ``+12%``; of shares, by how many points of a hundred."""
    if indicator.unit is Unit.SHARE:
        if one.value is None or one.before is None:
            return "–"
        points = round(one.value * 100) - round(one.before * 100)
        return _signed(points, words.count("{n} point", "{n} points", abs(points)))
    if one.share is None:
        return "–"
    return _signed(round(one.share * 100), words.percent(abs(one.share)))


def _signed(change: int, said: str) -> str:
    return f"{'+' if change > 0 else '−' if change < 0 else ''}{said}"
