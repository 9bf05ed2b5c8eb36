"""``jangkau nik``: read an identity number."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from desktop.commands.console import DONE, FAILED, add_json, tell, tell_fact, tell_json
from models.people.drafts import sex_name
from models.people.nik import NikReading, group_nik, read_nik
from models.places.regions import region_name
from models.words import _, spoken


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("number", metavar=_("NUMBER"), help=_("the NIK, as it was written"))
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Say what the number tells; 1 if it cannot be right."""
    reading = read_nik(arguments.number, today=datetime.now(UTC).astimezone().date())
    if arguments.json:
        tell_json(_plain(reading))
    else:
        _say(reading)
    return DONE if reading.sound else FAILED


def _plain(reading: NikReading) -> dict[str, object]:
    return {
        "given": reading.given,
        "nik": reading.nik,
        "sound": reading.sound,
        "birth_date": reading.birth_date,
        "sex": reading.sex,
        "region_code": reading.region_code,
        "region": region_name(reading.region_code),
        "problems": [
            {
                "fault": problem.fault,
                "severity": problem.severity,
                "message": problem.message(),
                "repair": problem.repair,
            }
            for problem in reading.problems
        ],
    }


def _say(reading: NikReading) -> None:
    words = spoken()
    tell(group_nik(reading.nik))
    if reading.birth_date:
        tell_fact(_("Born"), words.day(reading.birth_date), indent=2)
    if reading.sex:
        tell_fact(_("Sex"), sex_name(reading.sex), indent=2)
    if reading.region_code:
        name = region_name(reading.region_code) or _("Not known")
        tell_fact(_("First registered in"), f"{name} ({reading.region_code})", indent=2)
    for problem in reading.problems:
        weight = _("Error") if problem in reading.errors else _("Warning")
        tell_fact(weight, problem.message(), indent=2)
