"""What commands share: saying results, showing progress, opening the database."""

import getpass
import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar
from unicodedata import category

from desktop.paths import default_database
from models.errors import UserError
from models.progress import Work, advance
from models.store import Store
from models.words import LANGUAGES, _

if TYPE_CHECKING:
    from models.privacy.leaving import Leaving

Result = TypeVar("Result")

DONE, FAILED, INTERRUPTED = 0, 1, 130
"""Exit codes: done; it could not be done or the answer is no; stopped with Ctrl+C.

A command that was not understood ends with 2: the parser sees to that, and to what is asked for in
it and is not there.
"""
NOT_UNDERSTOOD = 2

STEERING = frozenset({"Cc", "Cf", "Cs"})
"""Unicode's classes of what is not a sign: control, invisible formatting, half a pair."""


class _Manner:
    """How the command that is run speaks."""

    json = False


GREATEST = 2**63 - 1
"""The greatest number that a database can hold, and so the greatest that can be asked for."""

DATABASE_VARIABLE = "JANGKAU_DATABASE"
PASSWORD_VARIABLE = "JANGKAU_PASSWORD"


def add_json(parser: ArgumentParser) -> None:
    """Give a command the choice to answer as JSON."""
    parser.add_argument("--json", action="store_true", help=_("answer as JSON"))


def whole_number(typed: str) -> int:
    """Return the number of an argument. Raises ArgumentTypeError."""
    try:
        number = int(typed)
    except ValueError as error:
        raise ArgumentTypeError(_("{text} is not a whole number").format(text=typed)) from error
    if abs(number) > GREATEST:
        raise ArgumentTypeError(_("{text} is too great a number").format(text=typed))
    return number


def one_day(typed: str) -> date:
    """Return the day of an argument. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise ArgumentTypeError(_("Write a day like 2022-06-28.")) from error


def add_database(parser: ArgumentParser) -> None:
    """Give a command a database to work on."""
    parser.add_argument(
        "--database",
        type=Path,
        metavar=_("FILE"),
        help=_("the database; otherwise {variable}, otherwise the office's own").format(
            variable=DATABASE_VARIABLE
        ),
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar=_("FILE"),
        help=_(
            "a file whose first line is the password; otherwise {variable}, or a question"
        ).format(variable=PASSWORD_VARIABLE),
    )


def add_paper(parser: ArgumentParser) -> None:
    """Give a command the language of the document it writes."""
    parser.add_argument(
        "--paper",
        choices=tuple(LANGUAGES),
        default="id",
        help=_("the language of the document; Indonesian unless said otherwise"),
    )


def add_reason(parser: ArgumentParser) -> None:
    """Give a command that lets personal data out a way to say what it is for."""
    parser.add_argument(
        "--reason",
        default="",
        metavar=_("WHY"),
        help=_("what it is for, as the log of what left the office keeps it"),
    )


def watch_leaving(
    arguments: Namespace, store: Store, out: "Leaving", work: Work[Result], target: Path
) -> Result:
    """Drive ``work``, which writes ``target``; note that it left, with the reason given.

    Raises NotAllowedError where the role of whose password it is does not allow it, and UserError
    where the file cannot be written.
    """
    from models.privacy.leaving import let_out

    reason = arguments.reason.strip() or _("Written by the command line")
    with writing_to(target):
        return watch(let_out(store, out, work, target, reason), arguments.command)


@contextmanager
def writing_to(target: Path) -> Iterator[None]:
    """Say in a sentence why ``target`` cannot be written in the block. Raises UserError."""
    try:
        yield
    except OSError as error:
        raise UserError(
            _("{path} could not be written: {reason}.").format(
                path=target, reason=error.strerror or error
            )
        ) from error


def tell(line: str = "") -> None:
    """Write a line of the answer."""
    _write(sys.stdout, harmless(line))


def tell_fact(name: str, value: str, indent: int = 0) -> None:
    """Write one thing that is known and what it is, ``indent`` letters from the left."""
    tell(f"{' ' * indent}{name}: {value}")


def tell_json(answer: object) -> None:
    """Write the answer as JSON in ASCII, so that no terminal or code page alters it.

    Dates are in ISO 8601.
    """
    _write(sys.stdout, json.dumps(answer, indent=2, default=str))


def speak_json(*, on: bool) -> None:
    """Say whether messages are JSON as the answer is: for the command that is run from now on."""
    _Manner.json = on


def speaks_json() -> bool:
    """Tell whether messages are JSON."""
    return _Manner.json


def complain(text: str, kind: str = "message") -> None:
    """Write a message that is no part of the answer; where that is JSON, as a line of JSON.

    ``kind`` is its key there: ``error`` is why a command was not done.
    """
    if _Manner.json:
        _write(sys.stderr, json.dumps({kind: text}))
    else:
        _write(sys.stderr, f"jangkau: {harmless(text)}")


def refuse(text: str) -> None:
    """Say why a command was not done."""
    complain(text, "error")


def harmless(text: str) -> str:
    """Return ``text`` without what would steer a terminal or turn the line around."""
    return "".join(sign if category(sign) not in STEERING else " " for sign in text)


def _write(stream: TextIO | None, text: str) -> None:
    """Write a line; a sign that the terminal's encoding lacks becomes a question mark."""
    if stream is None:  # closed by whoever started the program, or it was started without one
        return
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def watch(work: Work[Result], what: str) -> Result:
    """Drive ``work`` with a progress bar on the terminal; none where nobody looks."""
    from tqdm import tqdm

    with tqdm(desc=what, disable=None, leave=False, file=sys.stderr) as bar:
        while True:
            try:
                progress = advance(work)
            except StopIteration as finished:
                result: Result = finished.value
                return result
            bar.total = progress.total or None
            bar.update(progress.done - bar.n)


@contextmanager
def database(arguments: Namespace) -> Iterator[Store]:
    """Open the database the arguments name; it is closed at the end."""
    from models.opening import is_encrypted, open_store

    path = database_path(arguments)
    secret = secret_of(arguments, path) if is_encrypted(path) else None
    store = open_store(path, secret, known=[default_database()])
    if store.notice:
        complain(store.notice)
    try:
        yield store
    finally:
        store.close()


def database_path(arguments: Namespace) -> Path:
    """Return the database the arguments or the environment name, or the office's own."""
    named = arguments.database or os.environ.get(DATABASE_VARIABLE)
    return Path(named) if named else default_database()


def secret_of(arguments: Namespace, path: Path) -> str:
    """Return the password or recovery code the arguments or the environment name, or ask for it."""
    if arguments.password_file is not None:
        try:
            lines = arguments.password_file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                _("{path} cannot be read.").format(path=arguments.password_file)
            ) from error
        return lines[0] if lines else ""
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    return getpass.getpass(_("Password of {name}: ").format(name=path.name))
