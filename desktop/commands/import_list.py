"""``jangkau import``: take a list of people into an event."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.commands.console import (
    DONE,
    FAILED,
    add_database,
    add_json,
    add_reason,
    database,
    refuse,
    tell,
    tell_json,
    watch,
    watch_leaving,
    whole_number,
)
from models.events.queries import event_view
from models.exchange.apply import Imported
from models.exchange.file_notes import file_notes
from models.exchange.importing import plan_import, take_in
from models.exchange.plan import ImportPlan
from models.exchange.planned import RowStatus
from models.store import Store
from models.words import _, ngettext, spoken
from ui.leavings import taken_in_leaving
from ui.list_files import write_import_list


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("xlsx, xls, ods or csv, as it was sent")
    )
    parser.add_argument("--event", type=whole_number, required=True, metavar="ID")
    parser.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet, if not the likeliest one"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen and change nothing")
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar=_("FILE"),
        help=_("write every row with what becomes of it to this xlsx file"),
    )
    add_reason(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Read the list, say what becomes of each row, and take the good ones in."""
    with database(arguments) as store:
        if not _is_there(store, arguments.event):
            refuse(_("There is no event {number}.").format(number=arguments.event))
            return FAILED
        work = plan_import(store, arguments.file, arguments.sheet, arguments.event)
        plan = watch(work, _("Reading"))
        if arguments.report:
            written = write_import_list(store, plan, arguments.report, spoken())
            out = taken_in_leaving(" · ".join((_("Import report"), plan.found.file_name)))
            watch_leaving(arguments, store, out, written, arguments.report)
        imported = None
        if not arguments.dry_run:
            imported = watch(take_in(store, arguments.event, plan), _("Importing"))
    if arguments.json:
        tell_json(_plain(plan, imported))
    else:
        _say(plan, imported)
    return DONE


def _is_there(store: Store, event_id: int) -> bool:
    with store.reading() as session:
        return event_view(session, event_id) is not None


def _plain(plan: ImportPlan, imported: Imported | None) -> dict[str, object]:
    return {
        "file": plan.found.file_name,
        "sheet": plan.found.sheet_name,
        "columns": dict(zip(plan.found.headings, plan.mapping.kinds, strict=True)),
        "counts": plan.counts(),
        "faults": plan.fault_counts(),
        "notes": _notes(plan),
        "skipped": [
            {"line": row.line, "text": row.text, "reason": row.reason} for row in plan.skipped
        ],
        "rows": [
            {
                "line": row.line,
                "status": row.status,
                "nik": row.person.nik,
                "name": row.person.name,
                "reasons": row.reasons(),
            }
            for row in plan.rows
            if row.problems or row.status is not RowStatus.ADD
        ],
        "imported": None
        if imported is None
        else {
            "added": imported.added,
            "known": imported.known,
            "invited": imported.invited,
        },
    }


def _notes(plan: ImportPlan) -> list[str]:
    return file_notes(plan.found, plan.mapping, plan)


def _say(plan: ImportPlan, imported: Imported | None) -> None:
    for status, count in plan.counts().items():
        tell(f"{count:>7}  {status.label()}")
    left_out = _("Not a person, left out")
    tell(f"{len(plan.skipped):>7}  {left_out}")
    for note in _notes(plan):
        tell(note)
    for row in plan.rows:
        if row.problems or row.status is RowStatus.TWICE:
            said = _("Line {line}, {name}: {reasons}")
            tell(said.format(line=row.line, name=row.person.name, reasons=" ".join(row.reasons())))
    for skipped in plan.skipped:
        said = _("Line {line}: {reasons} “{text}”")
        tell(said.format(line=skipped.line, reasons=skipped.reason.message(), text=skipped.text))
    if imported is not None:
        tell(
            ngettext(
                "{n} person was put on the event's list.",
                "{n} people were put on the event's list.",
                imported.invited,
            )
        )
