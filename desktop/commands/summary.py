"""``jangkau summary``: an event's summary as PDF."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.commands.console import (
    DONE,
    add_database,
    add_json,
    add_paper,
    database,
    tell,
    tell_json,
    watch,
)
from models.words import Words, _, ngettext
from ui.documents import write_summary


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--event", type=int, required=True, metavar="ID")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=_("FILE"))
    add_paper(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Write the summary."""
    with database(arguments) as store:
        work = write_summary(store, arguments.event, arguments.output, Words(arguments.paper))
        pages = watch(work, _("Event report"))
    if arguments.json:
        tell_json({"file": arguments.output, "pages": pages})
    else:
        tell(ngettext("{n} page in {file}", "{n} pages in {file}", pages, file=arguments.output))
    return DONE
