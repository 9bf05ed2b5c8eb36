"""The whole command line: every command with its arguments, and what runs it."""

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import NoReturn, cast
from unicodedata import category

from typing_extensions import override

from desktop import language
from desktop.commands.console import (
    FAILED,
    INTERRUPTED,
    NOT_UNDERSTOOD,
    harmless,
    refuse,
    speak_json,
    speaks_json,
    whole_number,
)
from models.errors import UnknownValueError, UserError
from models.words import LANGUAGES, N_, _

Run = Callable[[Namespace], int]

COMMANDS = {
    "nik": N_("read an identity number and say what is wrong with it"),
    "contribution": N_("price a contribution month by month"),
    "event": N_("list the events, or show one"),
    "import": N_("take a list of people into an event"),
    "take-in-numbers": N_("note what the agency's system returned"),
    "cards": N_("write an event's cards as PDF"),
    "verify": N_("check the signed code of a card"),
    "verify-history": N_("find what was altered, removed or inserted past the program"),
    "day": N_("count a day, or list the days that were closed"),
    "summary": N_("write an event's report as PDF"),
    "paper": N_("write another paper of an event"),
    "report": N_("count a week, a month, a quarter or a year"),
    "backup": N_("make, list, verify or restore backups"),
    "server": N_("move the office to a PostgreSQL server and back, look after it"),
    "packet": N_("give a desk what it needs, open it there, bring it home, merge it"),
    "demo": N_("make a demonstration database and do the main job in it"),
}
"""Each command is a module of its name here (but for those in ``MODULES``): ``add(parser)``
declares its arguments, ``run(arguments)`` does it and returns the exit code."""

MODULES = {
    "import": "import_list",
    "take-in-numbers": "returns",
    "verify-history": "verify_history",
}


def make_parser(asked: str) -> ArgumentParser:
    """Return the parser: the names of all commands, the arguments of the one that is asked for."""
    parser = _Parser(
        prog="jangkau",
        allow_abbrev=False,
        description=_("The outreach desk of a branch office. Without a command the window opens."),
        epilog=_(
            "Exit codes: 0 done; 1 it could not be done, or the answer is no; "
            "2 the command was not understood. Messages go to stderr; with --json each is a line "
            "of JSON there: the key “error” says why it was not done, “message” all else."
        ),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--language", choices=tuple(LANGUAGES), help=_("the language to speak"))
    parser.add_argument("--database", metavar=_("FILE"), help=_("the database the window opens"))
    parser.add_argument(
        "--desk",
        metavar=_("EVENT"),
        type=whole_number,
        help=_("the event whose desk the window is, and nothing else"),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(
            name, help=_(purpose), description=_(purpose), allow_abbrev=False
        )
        if asked == name:
            _module(name).add(command)
    return parser


def run(argv: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    language.install(language.chosen(_language_in(argv)))
    speak_json(on="--json" in argv)
    try:
        try:
            return _obey(argv)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # what cannot be said is noticed here, not when Python leaves
    except UnknownValueError as error:
        refuse(str(error))
        return NOT_UNDERSTOOD
    except UserError as error:
        refuse(str(error))
    except BrokenPipeError:  # whoever read the answer had enough of it, as head does
        _say_no_more()
    except OSError as error:
        _say_no_more()
        refuse(": ".join(str(part) for part in (error.filename, error.strerror) if part))
    except EOFError:
        refuse(_("A password or a phrase is needed, and nothing can be typed here: see --help."))
    except KeyboardInterrupt:
        return INTERRUPTED
    return FAILED


def _obey(argv: Sequence[str]) -> int:
    asked = next((word for word in argv if word in COMMANDS), "")
    parser = make_parser(asked)
    if any(category(sign) == "Cs" for word in argv for sign in word):
        parser.error(_("a name is not written in UTF-8; give the file another name"))
    arguments = parser.parse_args(argv)
    return _module(arguments.command).run(arguments)


def _say_no_more() -> None:
    """Let what is left of the answer go nowhere, so that Python does not complain of it, too."""
    with suppress(OSError, ValueError, AttributeError):  # a stream that is none of the system's
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _language_in(argv: Sequence[str]) -> str | None:
    """Return the language asked for, read before the parser that speaks it is made."""
    words = [part for word in argv for part in word.split("=", 1)]
    place = words.index("--language") + 1 if "--language" in words else len(words)
    return words[place] if place < len(words) else None


class _Parser(ArgumentParser):
    """A parser that repeats what was typed without what would steer a terminal."""

    @override
    def error(self, message: str) -> NoReturn:
        if speaks_json():
            refuse(message)
            sys.exit(NOT_UNDERSTOOD)
        super().error(harmless(message))


class _Command:
    """What a command's module offers."""

    add: Callable[[ArgumentParser], None]
    run: Run


def _module(name: str) -> _Command:
    return cast("_Command", import_module(f"desktop.commands.{MODULES.get(name, name)}"))
