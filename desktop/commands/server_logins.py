"""``jangkau server login|logins``: computers that speak to the office's server in a role."""

import getpass
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from desktop.commands.console import (
    DONE,
    tell,
    tell_fact,
    tell_json,
    whole_number,
)
from models.engines.postgres import Server
from models.errors import UserError
from models.office.drafts import officer_role_name
from models.office.tables import Role
from models.server.credentials import said_of
from models.server.logins import close_login, known_logins, make_login, new_password
from models.server.roles import Login
from models.words import _

ROLES = {
    "administrator": Role.ADMINISTRATOR,
    "coordinator": Role.COORDINATOR,
    "desk": Role.DESK_OFFICER,
    "reader": Role.READER,
}
_WORDS = {role: word for word, role in ROLES.items()}


class NotAgainError(UserError):
    """The password that was typed again is another one."""


def add_login(command: ArgumentParser) -> None:
    """Declare the arguments of ``login``."""
    command.add_argument("name", metavar=_("NAME"), help=_("what the computer is called"))
    deeds = command.add_mutually_exclusive_group(required=True)
    deeds.add_argument("--role", choices=ROLES, help=_("what the server lets this computer do"))
    deeds.add_argument("--close", action="store_true", help=_("let nobody in by this login"))
    command.add_argument(
        "--desk", type=whole_number, metavar="N", help=_("the desk that this computer is already")
    )
    command.add_argument(
        "--ask", action="store_true", help=_("ask for its password; otherwise one is made")
    )


def login(arguments: Namespace, server: Server) -> int:
    """Make a login, or close one; a password that was made is shown this once."""
    if arguments.close:
        close_login(server.address, arguments.name)
        return _tell_closed(arguments)
    password = _asked() if arguments.ask else new_password()
    role = ROLES[arguments.role]
    made = make_login(server.address, arguments.name, role, password, arguments.desk)
    address = replace(server.address, user=made.name, password="")
    line = said_of(Server(address, made.number))
    shown = None if arguments.ask else password
    if arguments.json:
        tell_json({**_said(made), "server": line, "password": shown})
        return DONE
    tell(_("Open this on the computer, and type the password when it is asked for:"))
    tell_fact(_("Server"), line)
    if shown is not None:
        tell_fact(_("Password"), shown)
        tell(_("The password is shown this once."))
    return DONE


def logins(arguments: Namespace, server: Server) -> int:
    """Say which logins there are, and in which roles."""
    found = known_logins(server.address)
    if arguments.json:
        tell_json({"logins": [_said(one) for one in found]})
        return DONE
    for one in found:
        role = officer_role_name(one.role)
        tell_fact(one.name, _("{role}, desk {n}").format(role=role, n=one.number))
    if not found:
        tell(_("No computer has a login of its own: all work as the owner of the database."))
    return DONE


def _said(one: Login) -> dict[str, object]:
    return {"login": one.name, "role": _WORDS[one.role], "desk": one.number}


def _tell_closed(arguments: Namespace) -> int:
    if arguments.json:
        tell_json({"login": arguments.name, "closed": True})
    else:
        tell(_("Nobody gets in as {name} any more.").format(name=arguments.name))
    return DONE


def _asked() -> str:
    """Return a password as it was typed twice. Raises NotAgainError."""
    typed = getpass.getpass(_("New password: "))
    if getpass.getpass(_("Once more: ")) != typed:
        raise NotAgainError(_("The two passwords differ."))
    return typed
