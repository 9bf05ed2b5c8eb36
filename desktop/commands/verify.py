"""``jangkau verify``: check the signed code of a card."""

import sys
from argparse import ArgumentParser, Namespace

from desktop.commands.console import (
    DONE,
    add_database,
    add_json,
    database,
    tell,
    tell_fact,
    tell_json,
)
from models.cards.codes import LONGEST
from models.cards.queries import kind_name
from models.cards.verifying import Standing, Verdict, check_code
from models.words import _, spoken

ALTERED, REVOKED, UNKNOWN_OFFICE, UNSIGNED, NO_CODE, OTHER_NAME = 3, 4, 5, 6, 7, 8
"""Exit codes: 1 and 2 are those of every command."""
EXITS = {
    Standing.GENUINE: DONE,
    Standing.ALTERED: ALTERED,
    Standing.REVOKED: REVOKED,
    Standing.UNKNOWN_OFFICE: UNKNOWN_OFFICE,
    Standing.UNSIGNED: UNSIGNED,
    Standing.NO_CODE: NO_CODE,
}
STDIN = "-"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "code", metavar=_("CODE"), help=_("what the code says; - reads it from standard input")
    )
    parser.add_argument(
        "--name", metavar=_("NAME"), help=_("ask whether the card was made out to this name, too")
    )
    add_database(parser)
    add_json(parser)
    parser.epilog = _(
        "Exit codes: 0 genuine; 3 altered or damaged; 4 revoked; 5 the office is not known; "
        "6 not signed; 7 not a card's code; 8 genuine, but made out to another name; "
        "1 it could not be checked; 2 the command was not understood."
    )


def run(arguments: Namespace) -> int:
    """Say how the code stands; the exit code says it, too."""
    text = arguments.code if arguments.code != STDIN else sys.stdin.read(2 * LONGEST)
    with database(arguments) as store, store.reading() as session:
        verdict = check_code(session, text)
    fits = None if arguments.name is None else verdict.name_fits(arguments.name)
    if arguments.json:
        tell_json(_plain(verdict, fits))
    else:
        _say(verdict, fits)
    if verdict.verdict is Standing.GENUINE and fits is False:
        return OTHER_NAME
    return EXITS[verdict.verdict]


def _plain(verdict: Verdict, fits: bool | None) -> dict[str, object]:
    return {
        "verdict": verdict.verdict,
        "message": verdict.said(),
        "office": verdict.office,
        "kind": verdict.kind,
        "number": verdict.number,
        "programmes": list(verdict.programmes),
        "valid_until": verdict.valid_until,
        "issued_on": verdict.issued_on,
        "serial": verdict.serial,
        "mark": verdict.mark,
        "name_fits": fits,
    }


def _say(verdict: Verdict, fits: bool | None) -> None:
    words = spoken()
    tell(verdict.said())
    if verdict.kind is not None:
        tell_fact(kind_name(verdict.kind), verdict.number, indent=2)
    if verdict.programmes:
        tell_fact(_("Programmes"), " ".join(verdict.programmes), indent=2)
    if verdict.valid_until:
        tell_fact(_("Valid until"), words.day(verdict.valid_until), indent=2)
    if verdict.issued_on:
        tell_fact(_("Issued on"), words.day(verdict.issued_on), indent=2)
    if verdict.serial:
        tell_fact(_("Serial"), verdict.serial, indent=2)
    if fits is not None and verdict.code is not None:
        said = _("It was made out to this name.") if fits else _("It was made out to another name.")
        tell(said)
