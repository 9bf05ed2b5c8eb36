"""``jangkau summary``: an event's summary as PDF."""

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
from models.letters.drafts import PAPERS
from models.words import Words, _, ngettext
from ui.leavings import summary_leaving
from ui.summary_document import Ticked, write_summary

ANNEXES = ("enrolled", "present", "receipts", "letters")


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--event", type=whole_number, required=True, metavar="ID")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=_("FILE"))
    add_paper(parser)
    add_reason(parser)
    parser.add_argument(
        "--size",
        choices=PAPERS,
        default="",
        help=_("the size of the paper; that of the report's texts unless said otherwise"),
    )
    parser.add_argument(
        "--annex",
        choices=ANNEXES,
        action="append",
        default=[],
        help=_("what follows the report; may be given several times"),
    )
    parser.add_argument("--no-photos", action="store_true", help=_("leave the photos out"))
    parser.add_argument(
        "--full", action="store_true", help=_("write the NIKs of the annexes in full")
    )
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Write the summary."""
    words, ticked = Words(arguments.paper), _ticked(arguments)
    with database(arguments) as store:
        work = write_summary(
            store, arguments.event, arguments.output, words, ticked, paper=arguments.size
        )
        out = summary_leaving(store, arguments.event, ticked)
        pages = watch_leaving(arguments, store, out, work, arguments.output)
    if arguments.json:
        tell_json({"file": arguments.output, "pages": pages})
    else:
        tell(ngettext("{n} page in {file}", "{n} pages in {file}", pages, file=arguments.output))
    return DONE


def _ticked(arguments: Namespace) -> Ticked:
    annexes = {name: name in arguments.annex for name in ANNEXES}
    return Ticked(photos=not arguments.no_photos, full=arguments.full, **annexes)
