"""The words of an office, for ``jangkau server``: shown once, read from a file or asked for."""

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from desktop.commands.console import complain, tell, tell_fact
from models.engines.postgres import ServerAddress
from models.errors import UserError
from models.server.credentials import with_key
from models.server.office_words import key_of, new_office_key, words_of
from models.words import _

WORDS_VARIABLE = "JANGKAU_WORDS"


def add_words(command: ArgumentParser) -> None:
    """Declare the argument; the words themselves are none, for others could read them."""
    command.add_argument(
        "--words-file",
        type=Path,
        metavar=_("FILE"),
        help=_(
            "a file with the words of the office; otherwise {variable}, the keyring or a question, "
            "and where nothing is sealed yet new ones are made"
        ).format(variable=WORDS_VARIABLE),
    )


def with_words(
    arguments: Namespace, address: ServerAddress, *, sealed: bool = False
) -> tuple[ServerAddress, str | None]:
    """Return an address with the office's key, and its words where they were made for it.

    What is ``sealed`` already has its words. New ones are shown this once, before anything is
    sealed with them. Raises UserError, WordsError.
    """
    given = _given(arguments)
    if given is not None:
        return replace(address, seal=key_of(given)), None
    if sealed:
        held = with_key(address)
        if held.seal is not None:
            return held, None
        asked = getpass.getpass(_("Words of the office: "))
        return replace(address, seal=key_of(asked)), None
    key = new_office_key()
    words = words_of(key)
    if not arguments.json:
        _show(words)
    return replace(address, seal=key), words


def _given(arguments: Namespace) -> str | None:
    if arguments.words_file is not None:
        try:
            return str(arguments.words_file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                _("{path} cannot be read.").format(path=arguments.words_file)
            ) from error
    return os.environ.get(WORDS_VARIABLE)


def _show(words: str) -> None:
    """Show words this once; where somebody sits there, until they say that they are kept."""
    tell_fact(_("Words of the office"), words)
    tell(
        _(
            "With these words files and private keys are sealed before they leave the computer. "
            "They are shown this once: without them nobody can read those any more."
        )
    )
    if sys.stdin is not None and sys.stdin.isatty():
        complain(_("Write them down, then press Enter."))
        sys.stdin.readline()
