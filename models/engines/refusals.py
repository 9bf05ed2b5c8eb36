"""Why a server does not let somebody in, by what it says then; and what to say of it.

There is no code in what a server says before one is let in, and it may speak another language. But
it names the user or the database it refuses, and what concerns the password says so.
"""

import enum

from models.words import _


class Refusal(enum.Enum):
    """What a server does not accept."""

    CERTIFICATE = enum.auto()
    """Not the server, but this computer refuses: the server does not prove who it is."""
    PASSWORD = enum.auto()
    COMPUTER = enum.auto()
    USER = enum.auto()
    DATABASE = enum.auto()


LOGIN = frozenset({Refusal.PASSWORD, Refusal.COMPUTER, Refusal.USER})
"""The server is there, and does not take the login with which it is spoken to."""


def refusal(said: str, user: str, database: str) -> Refusal | None:
    """Return what a server refuses; None where it does not answer at all."""
    words = said.casefold()
    refused = "fatal" in words
    if "certificate" in words or "ssl" in words or "tls" in words:
        return Refusal.CERTIFICATE
    if "no password supplied" in words or (refused and "password" in words):
        return Refusal.PASSWORD
    if refused and "pg_hba" in words:
        return Refusal.COMPUTER
    if refused and _quoted(user) in words:
        return Refusal.USER
    if refused and _quoted(database) in words:
        return Refusal.DATABASE
    return None


def not_let_in() -> str:
    """Say that a login is not accepted any more with which the server was worked with before."""
    return _(
        "The server does not accept this computer's login any more: nothing is saved until it "
        "does. Its password was changed, or it was taken away. Start the program again to type "
        "the new password."
    )


def _quoted(name: str) -> str:
    """Return how a server quotes the name of one of its own, of which it knows 63 bytes."""
    return f'"{name.encode()[:63].decode(errors="ignore")}"'.casefold()
