"""``jangkau cards``: an event's cards as PDF."""

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
from ui.documents import event_cards, write_cards

FORMATS = ("id1", "a4")


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--event", type=int, required=True, metavar="ID")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=_("FILE"))
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="a4",
        help=_("id1: one card a page, 85.6 × 54 mm; a4: ten on a sheet with crop marks"),
    )
    parser.add_argument(
        "--queued", action="store_true", help=_("only the cards that wait to be printed")
    )
    add_paper(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Write the cards."""
    with database(arguments) as store:
        cards = event_cards(store, arguments.event, queued_only=arguments.queued)
        work = write_cards(
            store, cards, arguments.output, sheet=arguments.format, words=Words(arguments.paper)
        )
        printed = watch(work, _("Cards"))
    if arguments.json:
        tell_json({"file": arguments.output, "cards": printed.cards, "pages": printed.pages})
    else:
        file = arguments.output
        tell(ngettext("{n} card in {file}", "{n} cards in {file}", printed.cards, file=file))
    return DONE
