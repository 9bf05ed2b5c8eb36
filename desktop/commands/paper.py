"""``jangkau paper``: the press release, the minutes, or another paper of an event."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.commands.console import (
    DONE,
    add_database,
    add_json,
    add_paper,
    add_reason,
    database,
    tell,
    tell_json,
    watch_leaving,
    whole_number,
)
from models.words import Words, _
from ui.event_papers import EventPaper, write_event_paper
from ui.leavings import paper_leaving


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--event", type=whole_number, required=True, metavar="ID")
    parser.add_argument(
        "--kind",
        choices=tuple(paper.value for paper in EventPaper),
        required=True,
        help=_("which paper is written"),
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=_("FILE"))
    add_paper(parser)
    add_reason(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Write the paper."""
    kind, words = EventPaper(arguments.kind), Words(arguments.paper)
    with database(arguments) as store:
        work = write_event_paper(store, arguments.event, kind, arguments.output, words)
        out = paper_leaving(store, arguments.event, kind)
        watch_leaving(arguments, store, out, work, arguments.output)
    if arguments.json:
        tell_json({"file": arguments.output, "kind": kind.value})
    else:
        tell(_("Saved as {file}").format(file=arguments.output))
    return DONE
