"""``jangkau report``: the figures of a week, a month, a quarter or a year; its people as a list."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.commands.console import (
    DONE,
    add_database,
    add_json,
    add_paper,
    add_reason,
    database,
    tell,
    tell_fact,
    tell_json,
    watch_leaving,
    whole_number,
)
from models.errors import UserError
from models.events.tables import EventKind
from models.reporting.breakdowns import TITLES, By, Part, breakdown
from models.reporting.figures import Compared, compared
from models.reporting.indicators import BY_KEY, INDICATORS
from models.reporting.layout_rows import ListOf
from models.reporting.layouts import layout_called
from models.reporting.periods import Period
from models.reporting.scope import Scope
from models.reporting.scope_checking import check_scope
from models.words import Words, _, ngettext, spoken
from ui.layout_files import write_upload_list
from ui.leavings import layout_leaving


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--period",
        required=True,
        metavar=_("PERIOD"),
        help=_("2022, 2022-06, 2022-Q2 or 2022-W26"),
    )
    parser.add_argument("--by", choices=tuple(By), action="append", default=[])
    parser.add_argument("--kind", choices=tuple(EventKind))
    parser.add_argument("--region", default="", metavar=_("CODE"))
    parser.add_argument("--partner", type=whole_number, metavar="ID")
    parser.add_argument("--officer", type=whole_number, metavar="ID")
    parser.add_argument("--programme", default="", metavar=_("CODE"))
    parser.add_argument("--occupation", default="", metavar=_("NAME"))
    parser.add_argument(
        "--layout",
        metavar=_("NAME"),
        help=_("write the people of the period in this upload layout, to --out"),
    )
    parser.add_argument("--out", type=Path, metavar=_("FILE"))
    add_paper(parser)
    add_reason(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Count and tell."""
    period, scope = Period.read(arguments.period), _scope(arguments)
    if (arguments.layout is None) is not (arguments.out is None):
        raise UserError(_("Name both the layout and the file: --layout and --out."))
    if arguments.layout is not None:
        return _write_list(arguments, ListOf(period=period, scope=scope))
    kinds = [By(one) for one in dict.fromkeys(arguments.by)]
    with database(arguments) as store, store.reading() as session:
        check_scope(session, scope)
        found = compared(session, period, scope)
        parts = {by: breakdown(session, by, period, scope) for by in kinds}
    if arguments.json:
        tell_json(_plain(period, found, parts))
    else:
        _tell(period, found, parts, spoken())
    return DONE


def _write_list(arguments: Namespace, about: ListOf) -> int:
    """Write the people of the period in a layout of the office."""
    with database(arguments) as store:
        with store.reading() as session:
            check_scope(session, about.scope)
            layout_id = layout_called(session, arguments.layout)
            out = layout_leaving(session, layout_id, about)
        words = Words(arguments.paper)
        work = write_upload_list(store, layout_id, about, arguments.out, words)
        lines = watch_leaving(arguments, store, out, work, arguments.out)
    if arguments.json:
        tell_json({"file": arguments.out, "lines": lines})
    else:
        tell(ngettext("{n} line in {file}", "{n} lines in {file}", lines, file=arguments.out))
    return DONE


def _scope(arguments: Namespace) -> Scope:
    return Scope(
        kind=EventKind(arguments.kind) if arguments.kind else None,
        region=arguments.region,
        partner_id=arguments.partner,
        officer_id=arguments.officer,
        programme=arguments.programme,
        occupation=arguments.occupation,
    )


def _plain(
    period: Period, found: Mapping[str, Compared], parts: Mapping[By, list[Part]]
) -> dict[str, Any]:
    return {
        "period": period.written(),
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "figures": {key: one.value for key, one in found.items()},
        "before": {key: one.before for key, one in found.items()},
        "by": {
            by.value: [
                {
                    "key": part.key,
                    "label": part.label,
                    "held": part.held,
                    "present": part.present,
                    "enrolled": part.enrolled,
                    "contributions": part.contributions,
                }
                for part in lines
            ]
            for by, lines in parts.items()
        },
    }


def _tell(
    period: Period, found: Mapping[str, Compared], parts: Mapping[By, list[Part]], words: Words
) -> None:
    tell(period.said(words))
    for indicator in INDICATORS:
        one = found[indicator.key]
        value, before = indicator.said(words, one.value), indicator.said(words, one.before)
        tell_fact(
            _(indicator.name), _("{value} (before: {before})").format(value=value, before=before)
        )
    enrolled, rupiah = BY_KEY["enrolled"], BY_KEY["contributions"]
    for by, lines in parts.items():
        tell()
        tell(_(TITLES[by]))
        for part in lines:
            said = enrolled.said(words, part.enrolled), rupiah.said(words, part.contributions)
            tell_fact(part.label, " · ".join(said), indent=2)
