"""``jangkau server``: make an office's database on a server, move there and back, look after it."""

import getpass
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from desktop.commands.console import (
    DONE,
    FAILED,
    add_database,
    add_json,
    database,
    refuse,
    secret_of,
    tell,
    tell_fact,
    tell_json,
    watch,
)
from desktop.commands.server_logins import add_login, login, logins
from desktop.commands.server_words import add_words, with_words
from models.engines.postgres import Server
from models.errors import UserError
from models.history.verifying import verify_history
from models.office.rights import BY_ROLE, Right
from models.server.changing import move_back
from models.server.credentials import read_server, said_of, with_password
from models.server.going import go_to_server
from models.server.leftover import refuse_newer
from models.server.moving import Moved
from models.server.opening import create_server, open_server
from models.server.reaching import ServerFacts, check_usable, look_at
from models.server.sayings import (
    held_said,
    left_said,
    moved_said,
    safety_said,
    sealed_said,
    standing_said,
    tables_said,
)
from models.server.standing import Found, find
from models.store import Store
from models.words import _

PASSWORD_VARIABLE = "PGPASSWORD"
UNTOLD = ("seal", "first")
"""What is known of a server and serves no reader."""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    purposes = {
        "init": _("make the tables of an office in an empty database of a server"),
        "copy": _("move the office from its file to a server, or back to a new file"),
        "check": _("reach a server and say how the office stands there"),
        "login": _("let a computer speak to the server in a role, or no longer"),
        "logins": _("say which computers have a login of their own, and in which role"),
    }
    for name, said in purposes.items():
        command = deeds.add_parser(name, help=said, description=said, allow_abbrev=False)
        command.add_argument(
            "address", metavar=_("ADDRESS"), help="postgresql://USER@HOST[:PORT]/DATABASE[?desk=N]"
        )
        command.add_argument(
            "--root",
            type=Path,
            metavar=_("FILE"),
            help=_("the certificate of the authority that signed the server's"),
        )
        add_json(command)
        command.epilog = _(
            "The password is taken from this computer's keyring, from {variable}, or asked for."
        ).format(variable=PASSWORD_VARIABLE)
        if name in ("init", "copy"):
            add_words(command)
        if name == "copy":
            command.add_argument(
                "--back", type=Path, metavar=_("FILE"), help=_("the new file to move back to")
            )
            command.add_argument(
                "--replace",
                action="store_true",
                help=_("take the place of what this office left there when it came back to a file"),
            )
            add_database(command)
        if name == "login":
            add_login(command)


def run(arguments: Namespace) -> int:
    """Do what is asked of a server."""
    server = _server(arguments)
    deeds = {"init": _init, "copy": _copy, "check": _check, "login": login, "logins": logins}
    return deeds[arguments.deed](arguments, server)


def _server(arguments: Namespace) -> Server:
    """Return the server of the arguments with its password. Raises NoAddressError."""
    server = read_server(arguments.address)
    address = replace(server.address, root=arguments.root or server.address.root)
    if PASSWORD_VARIABLE in os.environ:
        address = replace(address, password=os.environ[PASSWORD_VARIABLE])
    else:
        asked = _("Password of {user} on {server}: ").format(user=address.user, server=address.host)
        address = with_password(address) or replace(address, password=getpass.getpass(asked))
    return replace(server, address=address)


def _init(arguments: Namespace, server: Server) -> int:
    facts = look_at(server.address)
    check_usable(facts)
    address, words = with_words(arguments, server.address)
    create_server(address, server.desk_number or 0).close()
    if arguments.json:
        tell_json({"server": said_of(server), "tls": facts.tls or None, "words": words})
    else:
        tell(_("The tables of an office were made in {server}.").format(server=said_of(server)))
        tell(safety_said(facts))
    return DONE


def _copy(arguments: Namespace, server: Server) -> int:
    return _bring_back(arguments, server) if arguments.back else _bring_there(arguments, server)


def _bring_there(arguments: Namespace, server: Server) -> int:
    with database(arguments) as store:
        facts = look_at(server.address)
        again = facts.left_for is not None
        if again:
            _agree_to_replace(arguments, find(store, server.address))
        else:
            check_usable(facts)
        sealed = facts.seal is not None and not again
        address, words = with_words(arguments, server.address, sealed=sealed)
        moved = watch(go_to_server(store, address, again=again), _("Copying"))
        left = store.path
    where = {"server": said_of(server), "file": str(left), "words": words}
    return _tell_moved(arguments, moved, where)


def _agree_to_replace(arguments: Namespace, found: Found) -> None:
    """Return if the office's older state may be replaced. Raises UserError."""
    if found.left is None:
        raise UserError(standing_said(found))
    refuse_newer(found.left)
    if not arguments.replace:
        raise UserError(
            _(
                "The database holds this office as it was when it came back to a file ({left}). "
                "This file has all of it: to have it replaced, say --replace."
            ).format(left=left_said(found.left))
        )


def _bring_back(arguments: Namespace, server: Server) -> int:
    password = secret_of(arguments, arguments.back)
    address = server.address
    if look_at(address).seal is not None:
        address, _words = with_words(arguments, address, sealed=True)
    with closing(open_server(address, server.desk_number or 0)) as store:
        home = watch(move_back(store, arguments.back, password), _("Copying"))
    home.store.close()
    code = home.recovery_code
    where = {"server": said_of(server), "file": str(arguments.back), "recovery_code": code}
    return _tell_moved(arguments, home.moved, where)


def _tell_moved(arguments: Namespace, moved: Moved, where: Mapping[str, str | None]) -> int:
    if arguments.json:
        tell_json({**where, "records": moved.records, "total": moved.total})
        return DONE
    tell(moved_said(moved))
    names = {"server": _("Server"), "file": _("File"), "recovery_code": _("Recovery code")}
    for name, said in names.items():
        if value := where.get(name):
            tell_fact(said, value)
    return DONE


def _check(arguments: Namespace, server: Server) -> int:
    """Say how it stands; the answer is no where no office can be worked with there."""
    facts = look_at(server.address)
    here = facts.office is not None and facts.left_for is None
    usable = facts.current and here and facts.may_change
    report = None
    seen = facts.role is None or Right.SEE_HISTORY in BY_ROLE[facts.role]
    if facts.office is not None and seen:
        with closing(Store(Server(server.address, None))) as store:  # at no desk: nothing changes
            report = watch(verify_history(store), _("History"))
    sound = not seen or (report is not None and report.sound)
    if arguments.json:
        tell_json(
            {
                "server": said_of(server),
                **{key: one for key, one in asdict(facts).items() if key not in UNTOLD},
                "sealed": facts.seal is not None,
                "tls": facts.tls or None,
                "current": facts.current,
                "history_sound": None if report is None else report.sound,
                "findings": 0 if report is None else len(report.findings) + report.more,
            }
        )
    else:
        _say(facts)
        if report is not None:
            tell(report.verdict())
        elif not seen:
            tell(_("This login does not read the history: what it says was not looked at."))
    if facts.office is None:
        refuse(_("There is no office in this database."))
    return DONE if usable and sound else FAILED


def _say(facts: ServerFacts) -> None:
    tell_fact("PostgreSQL", facts.version)
    tell(safety_said(facts))
    tell_fact(_("Tables"), tables_said(facts))
    tell_fact(_("Files and keys"), sealed_said(sealed=facts.seal is not None))
    for name, said in held_said(facts):
        tell_fact(name, said)
    if facts.left_for is not None:
        tell_fact(_("Left for"), facts.left_for)
    rights = {
        _("may read"): facts.may_read,
        _("may change"): facts.may_change,
        _("may make tables"): facts.may_alter,
    }
    for name, granted in rights.items():
        tell_fact(name, _("yes") if granted else _("no"), indent=2)
