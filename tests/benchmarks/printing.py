"""How soon the first page is at the queue after Print is pressed, against a page sent bare.

Both go to a print server of their own, as programs of their own, in turns: the cards through the
window with their batch and signed codes, on a printer that is not asked for; the other a PDF that
is ready. The time runs from the press until the system has taken the job.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from models import opening
from models.office.drafts import OfficeDraft, OfficerDraft
from models.office.operations import set_up_office
from reports.sheet import A4
from tests import factories as a
from tests.benchmarks.figure import Figure
from tests.ui.cups import PATH, SHIPPED_DRIVER, PrintServer

RUNS = 3
CARDS = 10
TOOLS = ("cupsd", "lpstat", "gs")


def figures() -> Iterator[Figure]:
    """Yield the seconds to the queue; nothing where there is no print server to start."""
    if not all(shutil.which(tool, path=PATH) for tool in TOOLS) or not SHIPPED_DRIVER.exists():
        print("  no print server on this machine: not measured")
        return
    folder = Path(tempfile.mkdtemp(prefix="cups-", dir="/tmp"))
    folder.chmod(0o755)
    server = PrintServer(folder)
    try:
        server.wait_ready()
        runs = [_measure(server, folder, run) for run in range(RUNS)]
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)
    ours, bare = (median(one[key] for one in runs) for key in ("pressed", "bare"))
    detail = f"{ours:.2f} s for {CARDS} cards, {bare:.2f} s for their PDF alone"
    yield Figure("from Print to the queue, to a PDF that is ready", ours / bare, 2.0, 4.0, detail)


def _measure(server: PrintServer, folder: Path, run: int) -> dict[str, float]:
    database = folder / f"{run}.jangkau"
    _fill(database)
    program = sys.executable, "-m", "tests.ui.print_cards_there"
    told = server.run(*program, "office", database, QUIET="1", CARD_SHEET=A4, TIMED="1")
    times: dict[str, float] = json.loads(told)["seconds"]
    return times


def _fill(path: Path) -> None:
    """Keep an office whose cards wait to be printed."""
    store = opening.create(path)
    with store.writing() as session:
        set_up_office(
            session,
            OfficeDraft(name="Kantor", place="Tanjung Selor", time_zone="Asia/Makassar"),
            OfficerDraft(name="Rina"),
        )
    with store.writing("Keep") as session:
        for _one in range(CARDS):
            person = a.person()
            session.add(person)
            session.flush()
            enrolment = a.enrolment(person_id=person.id)
            session.add(enrolment)
            session.flush()
            session.add(a.card(enrolment_id=enrolment.id))
    store.close()
