"""``jangkau cards``: an event's cards as PDF, or as bitmaps for a card printer."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from desktop.commands.console import (
    DONE,
    Result,
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
from models.errors import UserError
from models.progress import Work
from models.store import Store
from models.words import Words, _, ngettext
from reports.sheet import A4, Turn
from ui.card_bitmap import TURNS, write_card_bitmaps
from ui.documents import event_cards, write_cards
from ui.leavings import cards_leaving
from ui.sheets import all_sheets

PNG = "png"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--event", type=whole_number, required=True, metavar="ID")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=_("FILE"))
    parser.add_argument(
        "--format",
        default=A4,
        metavar=_("SHEET"),
        help=_(
            "the sheet by its name: a4, letter, a4-85x54, letter-86x59, id1 (one card a page) or "
            "one of the office's own; or png: a bitmap of 1016 × 648 dots for each card, numbered"
        ),
    )
    parser.add_argument(
        "--turn",
        type=whole_number,
        choices=TURNS,
        default=0,
        help=_("degrees by which each bitmap is turned clockwise"),
    )
    parser.add_argument(
        "--backs",
        choices=[turn.value for turn in Turn],
        help=_("the backs, too, each after its front; over which edge the paper is turned"),
    )
    parser.add_argument(
        "--queued", action="store_true", help=_("only the cards that wait to be printed")
    )
    add_paper(parser)
    add_reason(parser)
    add_database(parser)
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Write the cards."""
    with database(arguments) as store:
        cards = event_cards(store, arguments.event, queued_only=arguments.queued)
        printed = _write(store, cards, arguments)
    if arguments.json:
        tell_json({"file": arguments.output, **printed})
    else:
        file = arguments.output
        tell(ngettext("{n} card in {file}", "{n} cards in {file}", len(cards), file=file))
    return DONE


def _write(store: Store, cards: Sequence[int], arguments: Namespace) -> dict[str, int]:
    words = Words(arguments.paper)
    backs = Turn(arguments.backs) if arguments.backs else None
    target, sheet = arguments.output, arguments.format
    out = cards_leaving(cards, _("Cards"), printed=False)

    def let_out(work: Work[Result]) -> Result:
        return watch_leaving(arguments, store, out, work, target)

    if sheet == PNG:
        turn = arguments.turn
        pictures = write_card_bitmaps(store, cards, target, words, turn=turn, backs=backs)
        return {"cards": len(cards), "pages": let_out(pictures)}
    _refuse_unknown(store, sheet)
    work = write_cards(store, cards, target, sheet=sheet, words=words, backs=backs)
    printed = let_out(work)
    return {"cards": printed.cards, "pages": printed.pages}


def _refuse_unknown(store: Store, name: str) -> None:
    """Raise UserError, naming those there are, where no sheet has this name."""
    with store.reading() as session:
        known = [*all_sheets(session), PNG]
    if name not in known:
        said = _("There is no sheet “{name}”. There are: {sheets}.")
        raise UserError(said.format(name=name, sheets=", ".join(known)))
