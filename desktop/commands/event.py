"""``jangkau event list`` and ``jangkau event show``."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict

from desktop.commands.console import (
    DONE,
    FAILED,
    add_database,
    add_json,
    complain,
    database,
    refuse,
    tell,
    tell_fact,
    tell_json,
    whole_number,
)
from models.enrolment.counting import event_counts
from models.events.answers import PartRow, event_parts
from models.events.drafts import answer_name, role_name, stage_name
from models.events.queries import (
    EventCounts,
    EventRow,
    EventView,
    event_ids,
    event_rows,
    event_view,
)
from models.office.queries import time_zone
from models.words import _, spoken


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    listing = deeds.add_parser("list", help=_("list the events"), allow_abbrev=False)
    listing.add_argument("search", nargs="?", default="", help=_("words of the title or place"))
    showing = deeds.add_parser("show", help=_("show one event"), allow_abbrev=False)
    showing.add_argument("event", type=whole_number, metavar="ID", help=_("the event's number"))
    for command in (listing, showing):
        add_database(command)
        add_json(command)


def run(arguments: Namespace) -> int:
    """List the events or show one."""
    return {"list": _list, "show": _show}[arguments.deed](arguments)


def _list(arguments: Namespace) -> int:
    with database(arguments) as store, store.reading() as session:
        rows = event_rows(session, ids := event_ids(session, arguments.search))
    events = [rows[one] for one in ids if one in rows]
    if arguments.json:
        tell_json([asdict(row) for row in events])
        return DONE
    for row in events:
        _say_row(row)
    if not events:
        complain(_("There are no events."))
    return DONE


def _show(arguments: Namespace) -> int:
    with database(arguments) as store, store.reading() as session:
        view = event_view(session, arguments.event)
        parts = event_parts(session, arguments.event)
        counts = event_counts(session, arguments.event)
        zone = time_zone(session).key
    if view is None:
        refuse(_("There is no event {number}.").format(number=arguments.event))
        return FAILED
    if arguments.json:
        told = {"parts": [asdict(part) for part in parts], "counts": asdict(counts)}
        tell_json({**asdict(view), **told})
    else:
        _say(view, parts, counts, zone)
    return DONE


def _say_row(row: EventRow) -> None:
    words = spoken()
    when = words.digits(row.starts_at.date())
    tell(f"{row.id:>6}  {when}  {stage_name(row.stage):<14}  {row.title}")


def _say(view: EventView, parts: Sequence[PartRow], counts: EventCounts, zone: str) -> None:
    words, row = spoken(), view.row
    when = words.weekday(row.starts_at.date())
    tell(row.title)
    tell(f"  {when}, {words.span(row.starts_at, row.ends_at, zone)}")
    tell("  " + " · ".join(part for part in (row.venue, row.region_line) if part))
    tell_fact(_("Stage"), stage_name(row.stage), indent=2)
    for part in parts:
        answer = answer_name(part.draft.answer)
        tell_fact(role_name(part.role), f"{part.name} ({answer})", indent=2)
    tell_fact(_("Invited"), words.number(counts.invited), indent=2)
    tell_fact(_("Present"), words.number(counts.present), indent=2)
    tell_fact(_("Enrolled"), words.number(counts.enrolled), indent=2)
    tell_fact(_("Contributions"), words.rupiah(counts.total), indent=2)
