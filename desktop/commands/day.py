"""``jangkau day figures`` and ``jangkau day list``: what was done on a day, which were closed."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import asdict

from desktop.commands.console import (
    DONE,
    FAILED,
    add_database,
    add_json,
    complain,
    database,
    one_day,
    refuse,
    tell,
    tell_fact,
    tell_json,
)
from models.closing.drafts import line_name, lines_of
from models.closing.figures import DayFigures, day_figures
from models.closing.queries import CloseRow, OpenDay, closings, unclosed_days
from models.enrolment.ways import payment_way_name
from models.money.here import desk_here
from models.office.queries import today
from models.words import _, spoken


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    deeds = parser.add_subparsers(dest="deed", required=True, metavar=_("COMMAND"))
    counting = deeds.add_parser("figures", help=_("count a day at this desk"), allow_abbrev=False)
    listing = deeds.add_parser(
        "list",
        help=_("list the days that were closed, and those that were not"),
        allow_abbrev=False,
    )
    for command in (counting, listing):
        command.add_argument(
            "--day", type=one_day, metavar=_("DAY"), help=_("a day, like 2022-06-28")
        )
        add_database(command)
        add_json(command)


def run(arguments: Namespace) -> int:
    """Count a day, or list days; nothing is changed."""
    return {"figures": _figures, "list": _list}[arguments.deed](arguments)


def _figures(arguments: Namespace) -> int:
    with database(arguments) as store, store.reading() as session:
        desk_id = desk_here(session)
        if desk_id is None:
            refuse(_("This computer is not a desk of the office yet."))
            return FAILED
        found = day_figures(session, arguments.day or today(session), desk_id)
    if arguments.json:
        tell_json(found.kept())
    else:
        _say_figures(found)
    return DONE


def _list(arguments: Namespace) -> int:
    with database(arguments) as store, store.reading() as session:
        rows = closings(session, arguments.day)
        days = [one for one in unclosed_days(session) if arguments.day in (None, one.day)]
    if arguments.json:
        tell_json({"closed": [asdict(row) for row in rows], "open": [asdict(day) for day in days]})
        return DONE
    _say_list(rows, days)
    return DONE


def _say_figures(found: DayFigures) -> None:
    words = spoken()
    tell(f"{words.weekday(found.day)} · {found.desk}")
    for name, count in (
        (_("People met"), found.met),
        (_("Enrolled"), found.enrolled),
        (_("Cards printed"), found.cards.printed),
        (_("Cards handed over"), found.cards.handed),
    ):
        tell_fact(name, words.number(count), indent=2)
    for way in found.ways:
        said = f"{words.rupiah(way.amount)} ({words.number(way.payments)})"
        tell_fact(payment_way_name(way.way), said, indent=2)
    for box in found.boxes:
        tell_fact(_("Should be in the cash box"), words.rupiah(box.expected), indent=2)
    for line in lines_of(found):
        tell_fact(line_name(line), words.number(line.expected), indent=2)


def _say_list(rows: Sequence[CloseRow], days: Sequence[OpenDay]) -> None:
    words = spoken()
    for row in rows:
        differs = _("differs") if row.differs else _("fits")
        said = " · ".join((row.desk, row.officer, row.witness, differs, row.seal))
        tell(f"{words.digits(row.day)}  {said}")
    for day in days:
        again = _("work after its closing") if day.again else _("not closed")
        tell(f"{words.digits(day.day)}  {again}")
    if not rows and not days:
        complain(_("No day has been closed yet."))
