"""What a server's errors are said as, and what of them nobody is to see."""

from sqlalchemy import ExceptionContext
from sqlalchemy.exc import DBAPIError

from models.engines.sealing import SEALED_ONLY
from models.words import _


def without_values(context: ExceptionContext) -> None:
    """Take out of an error what the server quotes of the rows it is about: NIKs and names.

    The rest names tables and constraints; of data that are no such value (class 22) it quotes them.
    """
    import psycopg

    error, told = context.original_exception, context.sqlalchemy_exception
    if not isinstance(error, psycopg.Error) or error.diag.message_primary is None:
        return
    code, said = error.diag.sqlstate or "", error.diag.message_primary
    error.args = (code if code.startswith("22") else f"{code} {said}",)
    if told is not None:
        told.args = (f"({type(error).__name__}) {error}",)


def said(error: DBAPIError) -> str:
    """Say what to do about an error; nothing where it is none of a server's own."""
    code = getattr(error.orig, "sqlstate", None) or ""
    if error.connection_invalidated or code[:2] in ("08", "57") or never_reached(error.orig):
        return _(
            "The server {server} does not answer: nothing is saved until it does. "
            "Look whether the network is there, then try once more."
        )
    if code.startswith("53"):
        return _(
            "The server {server} is full: this was not saved. "
            "Tell whoever looks after it, then try once more."
        )
    if code in ("55P03", "40001", "40P01"):
        return _(
            "Another computer was saving for too long: this was not saved. Try again in a moment."
        )
    if code == "23514" and error.orig.diag.constraint_name == SEALED_ONLY:  # type: ignore[union-attr]
        return _(
            "Files are sealed on the server {server} by now: this was not saved. Start the program "
            "again and type the words of the office."
        )
    if code == "25006":
        return _(
            "The server {server} does not let you change this: it was not saved. "
            "Tell whoever looks after it."
        )
    return ""


def not_allowed() -> str:
    """Say that the login has no right to it."""
    return _(
        "The server {server} does not allow this to the user it is spoken to as: it was not "
        "done. Ask an administrator for a login with another role."
    )


def never_reached(error: BaseException | None) -> bool:
    """Tell whether no session was begun: there is nobody, or nobody is let in."""
    import psycopg

    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None
