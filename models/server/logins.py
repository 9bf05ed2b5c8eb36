"""Logins of computers on a server: made with a role and a desk of their own, and closed again."""

import re
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, text

from models import migrations
from models.engines.postgres import GUARD, Server, ServerAddress
from models.errors import UserError
from models.office.tables import Role
from models.server.joining import join
from models.server.opening import make_ready, office_of
from models.server.roles import (
    Login,
    do_all,
    fit_out,
    forget_login,
    group_of,
    logins,
    may_make_roles,
    owns,
    quoted,
)
from models.words import _

LONGEST_NAME = 63
"""Bytes of a name that a server knows."""
LEAST_PASSWORD = 12
"""Characters of a login's password at least: whoever reaches the server tries as fast as it is."""
_NAME = re.compile(r"[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?")


class LoginError(UserError):
    """This login cannot be made or closed; why."""


def new_password() -> str:
    """Return a password nobody guesses: 120 random bits, in letters that a line can hold."""
    return secrets.token_urlsafe(15)


def make_login(
    address: ServerAddress, name: str, role: Role, password: str, desk_number: int | None = None
) -> Login:
    """Let a computer speak to the server as ``name``, with what ``role`` may do, and be a desk.

    ``address`` is that of the database's owner. The desk is a new one, the one that this login had,
    or the one that is told; an older login gets this role and password. The password does not leave
    this computer: the server is told its verifier (SCRAM-SHA-256, RFC 5803). Raises LoginError and
    the errors of ``make_ready`` and ``join``.
    """
    _check_name(name)
    if len(password) < LEAST_PASSWORD:
        raise LoginError(_("A login's password needs {n} characters.").format(n=LEAST_PASSWORD))
    with _owner_of(address):
        pass
    make_ready(address, 0)  # brings tables and roles up to date
    with _owner_of(address) as connection:
        known = _known(connection, name)
        taken = {one.number: one.name for one in logins(connection) if one.name != name}
    if desk_number is None:
        desk_number = known.number if known is not None else _new_desk(address, name)
    if desk_number in taken:
        raise LoginError(
            _("That desk has a login already: {name}.").format(name=taken[desk_number])
        )
    login = Login(name, desk_number, role)
    make_ready(address, desk_number)  # makes what is the desk's own
    with _owner_of(address) as connection:
        if known is not None:
            _leave_groups(connection, known)
            forget_login(connection, known)
        _write_role(connection, login, password, new=known is None)
        given = {"name": name, "number": desk_number, "role": role}
        connection.execute(
            text(f"INSERT INTO {GUARD}.login (name, number, role) VALUES (:name, :number, :role)"),
            given,
        )
        fit_out(connection, login)
    return login


def close_login(address: ServerAddress, name: str) -> None:
    """Let nobody in as ``name`` any more; its desk stays one. Raises LoginError."""
    with _owner_of(address) as connection:
        known = _known(connection, name)
        if known is None:
            raise LoginError(_("This office has no login called {name}.").format(name=name))
        # An owner that is no superuser ends the connections of those only whose member it is.
        do_all(
            connection,
            [f"ALTER ROLE {quoted(name)} NOLOGIN", f"GRANT {quoted(name)} TO CURRENT_USER"],
        )
    with _owner_of(address) as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :name"
        connection.execute(text(ended), {"name": name})
        forget_login(connection, known)  # which a lost computer that was reading held up
        _leave_groups(connection, known)
    with _owner_of(address) as connection:
        do_all(connection, [f"DROP ROLE {quoted(name)}"])


def known_logins(address: ServerAddress) -> list[Login]:
    """Return the logins of the office's computers, by desk. Raises LoginError."""
    with _owner_of(address) as connection:
        return logins(connection)


def _new_desk(address: ServerAddress, name: str) -> int:
    with closing(join(address, name, by_words=False)) as store:
        place = store.place
        assert isinstance(place, Server)
        assert place.desk_number is not None
        return place.desk_number


@contextmanager
def _owner_of(address: ServerAddress) -> Iterator[Connection]:
    """Lend a transaction of the database's owner. Raises LoginError where it may make no roles."""
    with office_of(address) as connection:
        if migrations.present_step(connection) is None:
            raise LoginError(
                _("There is no office in the database {database}.").format(
                    database=address.database
                )
            )
        if not owns(connection) or not may_make_roles(connection):
            raise LoginError(
                _(
                    "Logins are made by the owner of the database, where the server lets it make "
                    "roles (CREATEROLE). This user may not."
                )
            )
        yield connection


def _known(connection: Connection, name: str) -> Login | None:
    """Return a login by its name. Raises LoginError where somebody else is called so."""
    found = next((one for one in logins(connection) if one.name == name), None)
    there = text("SELECT count(*) FROM pg_roles WHERE rolname = :name")
    if found is None and connection.execute(there, {"name": name}).scalar():
        raise LoginError(
            _("The server knows somebody else as {name}: choose another name.").format(name=name)
        )
    return found


def _write_role(connection: Connection, login: Login, password: str, *, new: bool) -> None:
    name, group = quoted(login.name), group_of(connection, login.role)
    driver: Any = connection.connection.driver_connection
    verifier = driver.pgconn.encrypt_password(
        password.encode(), login.name.encode(), b"scram-sha-256"
    ).decode()
    # Of one that is there only a superuser may say that it is none, and so on.
    nothing = " NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS" if new else ""
    word = "CREATE" if new else "ALTER"
    made = f"{word} ROLE {name} LOGIN{nothing} PASSWORD '{verifier}'"
    do_all(connection, [made, f"GRANT {group} TO {name}"])


def _leave_groups(connection: Connection, login: Login) -> None:
    group, name = group_of(connection, login.role), quoted(login.name)
    do_all(connection, [f"REVOKE {group} FROM {name}"])


def _check_name(name: str) -> None:
    size = len(name.encode())
    if not _NAME.fullmatch(name) or size > LONGEST_NAME or name.lower().startswith("pg_"):
        raise LoginError(_("The server takes no such name: {name}").format(name=name))
