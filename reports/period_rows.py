"""The tables of a period's report: the same lines for paper and for workbooks."""

from models.reporting.breakdowns import TITLES, By
from models.reporting.whole import PeriodReport
from models.words import N_, Words
from reports.labels import kind_said
from reports.period_cells import Table
from reports.period_figures import (
    figures_table,
    formulas_table,
    funnel_table,
    pace_table,
    targets_table,
)
from reports.period_parts import part_table
from reports.period_places import follow_ups_table, missed_table, reach_table


def period_title(report: PeriodReport, words: Words) -> str:
    """Say what the report is of: ``Report of June 2022``."""
    return words.say("Report of {period}", period=report.period.said(words))


def period_tables(report: PeriodReport, words: Words) -> list[Table]:
    """Return every table of the report that has a line."""
    made = [
        figures_table(report, words),
        targets_table(report, words),
        pace_table(report, words),
        funnel_table(report, words),
        *(part_table(report, by, words) for by in report.parts),
        reach_table(report, words),
        missed_table(report, words),
        follow_ups_table(report, words),
        formulas_table(words),
    ]
    return [table for table in made if table.rows]


def scope_said(report: PeriodReport, words: Words) -> str:
    """Say what was left out of the count; nothing where all of the office's work is in it."""
    scope = report.scope
    pairs = [
        (By.KIND, kind_said(scope.kind, words) if scope.kind else ""),
        (N_("Region"), report.region),
        (By.PARTNER, report.partner),
        (By.OFFICER, report.officer),
        (By.PROGRAMME, scope.programme),
        (By.OCCUPATION, scope.occupation),
    ]
    said = [
        ": ".join((words.say(TITLES[label] if isinstance(label, By) else label), value))
        for label, value in pairs
        if value
    ]
    return words.say("Counted is only: {what}", what="; ".join(said)) if said else ""
