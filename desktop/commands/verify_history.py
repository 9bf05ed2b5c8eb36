"""``jangkau verify-history``: find what was altered, removed or inserted past the program."""

from argparse import ArgumentParser, Namespace
from zoneinfo import ZoneInfo

from desktop.commands.console import (
    DONE,
    add_database,
    add_json,
    database,
    tell,
    tell_fact,
    tell_json,
    watch,
)
from models.history.findings import Finding, HistoryReport, limits, moment_said
from models.history.verifying import verify_history
from models.office.queries import time_zone
from models.words import _, ngettext, spoken

FOUND = 3
"""Exit code: something was altered, removed or inserted."""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--seal",
        metavar=_("CODE"),
        help=_("the seal of a printed end-of-day sheet: was all before it left as it was?"),
    )
    add_database(parser)
    add_json(parser)
    parser.epilog = _(
        "Exit codes: 0 nothing was found; 3 something was altered, removed or inserted; "
        "1 it could not be looked through; 2 the command was not understood."
    )


def run(arguments: Namespace) -> int:
    """Say what was looked through and found; the exit code says it, too."""
    with database(arguments) as store:
        report = watch(verify_history(store, arguments.seal), _("History"))
        with store.reading() as session:
            zone = time_zone(session)
    if arguments.json:
        tell_json(_plain(report, zone))
    else:
        _say(report, zone)
    return DONE if report.sound else FOUND


def _plain(report: HistoryReport, zone: ZoneInfo) -> dict[str, object]:
    return {
        "sound": report.sound,
        "actions": report.actions,
        "changes": report.changes,
        "records": report.records,
        "desks": report.desks,
        "emptied": report.emptied,
        "seals": report.seals,
        "sealed_at": report.sealed_at and report.sealed_at.isoformat(),
        "findings": [_finding(one, zone) for one in report.findings],
        "more": report.more,
        "not_covered": limits(),
    }


def _finding(one: Finding, zone: ZoneInfo) -> dict[str, object]:
    return {
        "fault": one.fault,
        "action": one.action_id,
        "at": one.at and one.at.isoformat(),
        "table": one.table or None,
        "record": one.record_id,
        "field": one.field or None,
        "day": one.day,
        "message": one.said(zone),
    }


def _say(report: HistoryReport, zone: ZoneInfo) -> None:
    number = spoken().number
    tell(report.verdict())
    for one in report.findings:
        tell(f"- {one.said(zone)}")
    if report.more:
        tell(ngettext("and {n} more", "and {n} more", report.more))
    if report.sealed_at is not None:
        said = _("The seal fits. All up to {moment} is as it was sealed.")
        if not report.sound:
            said = _("The seal is that of {moment}; what was found is told above.")
        tell(said.format(moment=moment_said(report.sealed_at, zone)))
    tell_fact(_("Actions"), number(report.actions), indent=2)
    tell_fact(_("Changes"), number(report.changes), indent=2)
    tell_fact(_("Records compared"), number(report.records), indent=2)
    tell_fact(_("Entries emptied by erasures"), number(report.emptied), indent=2)
    tell_fact(_("Seals of closed days"), number(report.seals), indent=2)
    tell(_("What this cannot find:"))
    for line in limits():
        tell(f"- {line}")
