"""``jangkau server``: make an office's database on a server, move there and back, look after it."""

import getpass
import os
from argparse import ArgumentParser, Namespace
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from desktop.commands.console import (
    DONE,
    FAILED,
    add_database,
    add_json,
    complain,
    database,
    secret_of,
    tell,
    tell_fact,
    tell_json,
    watch,
)
from models.engines.postgres import Server
from models.history.verifying import verify_history
from models.protecting import new_protection
from models.server.credentials import read_server, said_of, with_password
from models.server.going import come_back, go_to_server
from models.server.moving import Moved
from models.server.opening import create_server, open_server
from models.server.reaching import ServerFacts, check_usable, look_at
from models.store import Store
from models.words import _, ngettext, spoken

PASSWORD_VARIABLE = "PGPASSWORD"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    purposes = {
        "init": _("make the tables of an office in an empty database of a server"),
        "copy": _("move the office from its file to a server, or back to a new file"),
        "check": _("reach a server and say how the office stands there"),
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
        if name == "copy":
            command.add_argument(
                "--back", type=Path, metavar=_("FILE"), help=_("the new file to move back to")
            )
            add_database(command)


def run(arguments: Namespace) -> int:
    """Do what is asked of a server."""
    server = _server(arguments)
    deeds = {"init": _init, "copy": _copy, "check": _check}
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
    create_server(server.address, server.desk_number or 0).close()
    if arguments.json:
        tell_json({"server": said_of(server), "tls": facts.tls or None})
    else:
        tell(_("The tables of an office were made in {server}.").format(server=said_of(server)))
        tell(_tls(facts))
    return DONE


def _copy(arguments: Namespace, server: Server) -> int:
    return _bring_back(arguments, server) if arguments.back else _bring_there(arguments, server)


def _bring_there(arguments: Namespace, server: Server) -> int:
    with database(arguments) as store:
        moved = watch(go_to_server(store, server.address), _("Copying"))
        left = store.path
    return _tell_moved(arguments, moved, {"server": said_of(server), "file": str(left)})


def _bring_back(arguments: Namespace, server: Server) -> int:
    protection, code = new_protection(secret_of(arguments, arguments.back))
    with closing(open_server(server.address, server.desk_number or 0)) as store:
        moved = watch(come_back(store, arguments.back, protection), _("Copying"))
    where = {"server": said_of(server), "file": str(arguments.back), "recovery_code": code}
    return _tell_moved(arguments, moved, where)


def _tell_moved(arguments: Namespace, moved: Moved, where: dict[str, str]) -> int:
    if arguments.json:
        tell_json({**where, "records": moved.records, "total": moved.total})
        return DONE
    tell(
        ngettext(
            "{n} record was copied, read back and found the same.",
            "{n} records were copied, read back and found the same.",
            moved.total,
        )
    )
    tell_fact(_("Server"), where["server"])
    tell_fact(_("File"), where["file"])
    if "recovery_code" in where:
        tell_fact(_("Recovery code"), where["recovery_code"])
    return DONE


def _check(arguments: Namespace, server: Server) -> int:
    """Say how it stands; the answer is no where no office can be worked with there."""
    facts = look_at(server.address)
    usable = facts.current and facts.office is not None and facts.may_change
    report = None
    if facts.office is not None:
        with closing(Store(Server(server.address, None))) as store:  # at no desk: nothing changes
            report = watch(verify_history(store), _("History"))
    sound = report is not None and report.sound
    if arguments.json:
        tell_json(
            {
                "server": said_of(server),
                **asdict(facts),
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
    if facts.office is None:
        complain(_("There is no office in this database."))
    return DONE if usable and sound else FAILED


def _say(facts: ServerFacts) -> None:
    number = spoken().number
    tell_fact("PostgreSQL", facts.version)
    tell(_tls(facts))
    tell_fact(_("Tables"), _step(facts))
    if facts.office is not None:
        tell_fact(_("Office"), facts.office)
        tell_fact(_("People"), number(facts.people))
        tell_fact(_("Events"), number(facts.events))
        tell_fact(_("Actions"), number(facts.actions))
        tell_fact(_("Desks"), number(facts.desks))
    rights = {
        _("may read"): facts.may_read,
        _("may change"): facts.may_change,
        _("may make tables"): facts.may_alter,
    }
    for name, granted in rights.items():
        tell_fact(name, _("yes") if granted else _("no"), indent=2)


def _step(facts: ServerFacts) -> str:
    if facts.step is None:
        return _("none")
    if facts.current:
        return _("{step}, as this version needs them").format(step=facts.step)
    return _("{step}, of another version of the program").format(step=facts.step)


def _tls(facts: ServerFacts) -> str:
    if facts.tls:
        return _("What is said to the server is encrypted ({protocol}).").format(protocol=facts.tls)
    return _("What is said to the server is not encrypted; it does not leave this computer.")
