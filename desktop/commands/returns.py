"""``jangkau take-in-numbers``: note what the agency's system returned."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.commands.console import (
    DONE,
    add_database,
    add_json,
    add_reason,
    database,
    tell,
    tell_json,
    watch,
    watch_leaving,
    whole_number,
)
from models.exchange.errors import ColumnMissingError
from models.exchange.returns import ReturnsAtHand, ReturnsOutlook
from models.exchange.returns_apply import Noted
from models.exchange.returns_plan import ReturnsPlan
from models.exchange.returns_planned import TAKEN
from models.words import _, ngettext, spoken
from ui.leavings import taken_in_leaving
from ui.list_files import write_returned


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("xlsx, xls, ods or csv, as the agency sent it")
    )
    parser.add_argument(
        "--apply",
        action="store_true",
        help=_("note it; otherwise it is only said what would be noted, and nothing is changed"),
    )
    parser.add_argument(
        "--event", type=whole_number, metavar="ID", help=_("the event whose enrolments are meant")
    )
    parser.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet, if not the likeliest one"))
    parser.add_argument(
        "--report",
        type=Path,
        metavar=_("FILE"),
        help=_("write every row with what becomes of it to this xlsx file"),
    )
    parser.add_argument(
        "--leftovers",
        type=Path,
        metavar=_("FILE"),
        help=_("write the rows that nothing is noted of, with the reasons, to this xlsx file"),
    )
    add_reason(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Read the file, say what becomes of each row, and note the good ones if asked to."""
    with database(arguments) as store:
        at_hand = ReturnsAtHand(store, arguments.file, arguments.event)
        outlook = watch(at_hand.read(arguments.sheet), _("Reading"))
        plan = _plan_of(outlook)
        for target, only_left in ((arguments.report, False), (arguments.leftovers, True)):
            if target:
                work = write_returned(store, plan, target, spoken(), only_left=only_left)
                out = taken_in_leaving(" · ".join((_("Report"), plan.found.file_name)))
                watch_leaving(arguments, store, out, work, target)
        noted = (
            watch(at_hand.take_in(), _("Noting what the file says")) if arguments.apply else None
        )
    if arguments.json:
        tell_json(_plain(plan, noted))
    else:
        _say(plan, outlook, noted)
    return DONE


def _plan_of(outlook: ReturnsOutlook) -> ReturnsPlan:
    """Return the plan. Raises ColumnMissingError where the column of the NIK is not known."""
    if outlook.plan is None:
        raise ColumnMissingError(
            _(
                "No column of “{name}” is known to hold the NIK. "
                "Say which one does, or ask for a list that has it."
            ).format(name=outlook.found.file_name)
        )
    return outlook.plan


def _plain(plan: ReturnsPlan, noted: Noted | None) -> dict[str, object]:
    return {
        "file": plan.found.file_name,
        "sheet": plan.found.sheet_name,
        "columns": dict(zip(plan.found.headings, plan.mapping.kinds, strict=True)),
        "counts": plan.counts(),
        "rows": [
            {
                "line": row.line,
                "status": row.status,
                "nik": row.said.nik,
                "name": row.said.name,
                "reasons": row.reasons(),
            }
            for row in plan.rows
            if row.problems
        ],
        "dry_run": noted is None,
        "noted": None if noted is None else noted.total,
        "cards": None if noted is None else noted.cards,
    }


def _say(plan: ReturnsPlan, outlook: ReturnsOutlook, noted: Noted | None) -> None:
    for status, count in plan.counts().items():
        tell(f"{count:>7}  {status.label()}")
    for row in plan.rows:
        if row.problems and row.status not in TAKEN:
            said = _("Line {line}, {name}: {reasons}")
            tell(said.format(line=row.line, name=row.said.name, reasons=" ".join(row.reasons())))
    if noted is None:
        tell(
            ngettext(
                "This was a dry run: nothing was changed. With --apply {n} line would be noted.",
                "This was a dry run: nothing was changed. With --apply {n} lines would be noted.",
                outlook.taken,
            )
        )
    else:
        tell(ngettext("{n} line was noted.", "{n} lines were noted.", noted.total))
