"""``jangkau packet``: give a desk what it needs, open it there, bring it home, merge it."""

import getpass
import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from desktop.commands.console import (
    DONE,
    add_database,
    add_json,
    complain,
    database,
    database_path,
    secret_of,
    tell,
    tell_fact,
    tell_json,
    watch,
    whole_number,
)
from models.base import utc_now
from models.errors import UserError
from models.opening import open_store
from models.packets.coming_home import LookedInto, look_into, merge_file
from models.packets.here import clock_warning
from models.packets.making import MadePacket, PacketDraft, make_packet
from models.packets.opening import UnlockedPacket, place, unlock
from models.packets.phrase import new_phrase
from models.packets.returning import make_return
from models.packets.wording import conflict_kind_name
from models.words import _, ngettext

PHRASE_VARIABLE = "JANGKAU_PHRASE"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    purposes = {
        "make": _("write a packet for a desk, and say the phrase that opens it"),
        "open": _("make the database of a desk out of the packet it was given"),
        "return": _("write what was done at this desk, for the office to merge"),
        "merge": _("take in what a desk brought home"),
    }
    commands = {
        name: deeds.add_parser(name, help=said, description=said, allow_abbrev=False)
        for name, said in purposes.items()
    }
    _add_make(commands["make"])
    _add_open(commands["open"])
    _add_target(commands["return"])
    merging = commands["merge"]
    merging.add_argument("file", type=Path, metavar=_("FILE"), help=_("what the desk brought home"))
    merging.add_argument(
        "--dry-run", action="store_true", help=_("only say what would happen; nothing is changed")
    )
    for command in commands.values():
        add_database(command)
        add_json(command)


def run(arguments: Namespace) -> int:
    """Do what is asked of a packet."""
    deeds = {"make": _make, "open": _open, "return": _return, "merge": _merge}
    return deeds[arguments.deed](arguments)


def _add_make(parser: ArgumentParser) -> None:
    parser.add_argument("--event", type=whole_number, required=True, metavar="ID")
    parser.add_argument(
        "--officer",
        type=whole_number,
        action="append",
        required=True,
        metavar="ID",
        help=_("who may sit at the desk; may be given more than once"),
    )
    parser.add_argument(
        "--region",
        action="append",
        default=[],
        metavar=_("CODE"),
        help=_("a village or district whose people may walk in; may be given more than once"),
    )
    parser.add_argument(
        "--numbers",
        type=whole_number,
        default=0,
        metavar="N",
        help=_("how many membership numbers the desk may give"),
    )
    parser.add_argument("--desk", default="", metavar=_("NAME"), help=_("what the desk is called"))
    _add_target(parser)


def _add_open(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the packet"))
    parser.add_argument(
        "--phrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("a file with the phrase; otherwise {variable}, or a question").format(
            variable=PHRASE_VARIABLE
        ),
    )
    parser.add_argument(
        "--officer",
        type=whole_number,
        metavar="ID",
        help=_("who sits at the desk; need not be said where only one may"),
    )


def _add_target(parser: ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=_("FILE"))


def _make(arguments: Namespace) -> int:
    draft = PacketDraft(
        event_id=arguments.event,
        officers=tuple(dict.fromkeys(arguments.officer)),
        regions=tuple(dict.fromkeys(arguments.region)),
        numbers=arguments.numbers,
        desk=arguments.desk,
    )
    phrase = new_phrase()
    with database(arguments) as store:
        made = watch(make_packet(store, draft, arguments.output, phrase), _("Packet"))
    if arguments.json:
        tell_json(_plain_packet(made) | {"phrase": phrase})
        return DONE
    people, file = made.people, made.path
    tell(ngettext("{n} person in {file}", "{n} people in {file}", people, file=file))
    tell_fact(_("Desk"), made.desk)
    if made.numbers is not None:
        first, last = made.numbers
        tell_fact(_("Membership numbers"), f"{first} – {last}")
    tell_fact(_("Phrase"), phrase)
    if made.photos_left:
        complain(
            ngettext(
                "{n} photo did not find room and stays at home.",
                "{n} photos did not find room and stay at home.",
                made.photos_left,
            )
        )
    return DONE


def _plain_packet(made: MadePacket) -> dict[str, object]:
    return {
        "file": made.path,
        "packet": made.packet_id,
        "desk": made.desk,
        "people": made.people,
        "records": dict(made.counts),
        "photos_left": made.photos_left,
        "numbers": made.numbers,
    }


def _open(arguments: Namespace) -> int:
    target = database_path(arguments)
    unlocked = watch(unlock(arguments.file, _phrase(arguments)), _("Packet"))
    officer = _officer(unlocked, arguments.officer)
    password = secret_of(arguments, target)
    opened = watch(place(unlocked, target, officer, password), _("Packet"))
    store = open_store(target, password, officer)
    with store.reading() as session:
        warning = clock_warning(session, utc_now())
    store.close()
    if warning:
        complain(warning)
    if arguments.json:
        tell_json(
            {
                "file": opened.path,
                "event": unlocked.event,
                "desk": unlocked.header.desk,
                "office": unlocked.header.office,
                "people": unlocked.people,
                "recovery_code": opened.recovery_code,
                "clock": warning,
            }
        )
        return DONE
    tell_fact(_("Office"), unlocked.header.office)
    tell_fact(_("Event"), unlocked.event)
    tell_fact(_("Desk"), unlocked.header.desk)
    tell_fact(_("People"), str(unlocked.people))
    tell_fact(_("Database"), str(opened.path))
    tell_fact(_("Recovery code"), opened.recovery_code)
    return DONE


def _phrase(arguments: Namespace) -> str:
    if arguments.phrase_file is not None:
        try:
            return str(arguments.phrase_file.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(
                _("{path} cannot be read.").format(path=arguments.phrase_file)
            ) from error
    if PHRASE_VARIABLE in os.environ:
        return os.environ[PHRASE_VARIABLE]
    return getpass.getpass(_("Phrase of {name}: ").format(name=arguments.file.name))


def _officer(unlocked: UnlockedPacket, asked: int | None) -> int:
    """Return who sits down. Raises UserError where that has to be said."""
    if asked is not None:
        return asked
    if len(unlocked.officers) == 1:
        return unlocked.officers[0].officer_id
    names = ", ".join(f"{one.officer_id} {one.name}" for one in unlocked.officers)
    raise UserError(_("Say with --officer who sits at the desk: {names}.").format(names=names))


def _return(arguments: Namespace) -> int:
    with database(arguments) as store:
        done = watch(make_return(store, arguments.output), _("Packet"))
    if arguments.json:
        tell_json({"file": done.path, "desk": done.desk, "actions": done.actions})
    else:
        file = done.path
        tell(ngettext("{n} action in {file}", "{n} actions in {file}", done.actions, file=file))
    return DONE


def _merge(arguments: Namespace) -> int:
    """Say what happens and do it; a conflict is no failure, it waits to be decided."""
    with database(arguments) as store:
        found = watch(look_into(store, arguments.file), _("Packet"))
        if not arguments.dry_run:
            watch(merge_file(store, arguments.file, found.head), _("Packet"))
    if arguments.json:
        tell_json(_plain_merge(found, merged=not arguments.dry_run))
        return DONE
    _tell_lines(found.plan.lines())
    for one in found.plan.conflicts:
        sides = " | ".join(f"{side.desk}: {side.value}" for side in one.sides)
        tell(f"  {conflict_kind_name(one.kind)}: {one.about} {one.field}: {sides}")
    return DONE


def _tell_lines(lines: Sequence[str]) -> None:
    for line in lines:
        tell(line)


def _plain_merge(found: LookedInto, *, merged: bool) -> dict[str, object]:
    plan = found.plan
    return {
        "merged": merged and not plan.is_empty,
        "packet": plan.packet_id,
        "desk": plan.desk,
        "event": plan.event,
        "officers": plan.officers,
        "first_at": plan.first_at and plan.first_at.isoformat(),
        "last_at": plan.last_at and plan.last_at.isoformat(),
        "clock_ahead_seconds": plan.ahead,
        "actions": plan.actions,
        "made": dict(plan.made),
        "changed": dict(plan.changed),
        "taken_out": dict(plan.gone),
        "new_people": plan.new_people,
        "joined": plan.joined,
        "erased": plan.erased,
        "conflicts": [
            {
                "kind": one.kind,
                "about": one.about,
                "field": one.field,
                "sides": [
                    {"value": side.value, "officer": side.officer, "desk": side.desk, "at": side.at}
                    for side in one.sides
                ],
            }
            for one in plan.conflicts
        ],
    }
