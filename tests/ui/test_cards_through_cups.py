"""Cards printed from the window's queue on a real print server: both sides, folded, unasked."""

import json
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings

from models import opening
from models.cards.tables import CardKind
from models.designs.design import Box, Qr
from models.designs.keeping import choose_design, design_for, keep_design
from models.files import replacing
from models.plain_values import to_json
from models.printing.calibration import FITS
from models.printing.transform import Correction, PrintError
from models.progress import finish
from reports.sheet import A4, FACE, Turn, folded, load_sheet
from tests import factories as a
from tests.reports.card_values import by, design, work
from tests.reports.values import codes, faces, sizes
from tests.ui.cups import *  # noqa: F403 - fixtures are found by name
from tests.ui.test_corrected_printing import ACROSS, DOWN, farthest, print_there, shown
from tests.ui.waiting_cards import CARDS, waiting_cards
from ui.settings import Settings
from ui.usual_printer import UsualPrinter

FRONT = PrintError(2.0, -1.5, 1.012, 0.988, 0.8)
BACK = PrintError(-2.5, 1.0, 0.99, 1.01, -1.2)
BOTH = Correction(FRONT.correction(), BACK.correction())
OF_THE_BACK = Qr(box=Box(30, 15, 24, 24), text="BACK")


@pytest.fixture
def database(tmp_path, office_file):
    """A database in which three cards wait whose design has a back."""
    path = waiting_cards(tmp_path, office_file)
    drawn_by(path)
    return path


def drawn_by(path, **changes):
    """Let every card have a back with a code, and be as ``changes`` say."""
    store = opening.open_store(path)
    with store.writing() as session:
        for kind in CardKind:
            name = f"{'Lipat' if changes else 'Sisi'} {kind}"
            own = replace(design_for(session, kind), name=name, back=(OF_THE_BACK,), **changes)
            keep_design(session, own)
            choose_design(session, kind, own.name)
    store.close()


@pytest.fixture
def settings(database):
    """The settings of the window that prints."""
    return Settings(QSettings(f"{database}.ini", QSettings.Format.IniFormat))


@pytest.fixture
def print_cards(print_server, database):
    """Print the cards through the window; return what was told and asked."""

    def _print(queue, **how):
        program = sys.executable, "-m", "tests.ui.print_cards_there"
        return json.loads(print_server.run(*program, queue, database, **how))

    return _print


def backs_on(pdf):
    """Return how many backs each page has."""
    return [codes(pdf, page).count("BACK") for page in range(len(sizes(pdf)))]


@pytest.mark.parametrize("backs", ["long", "short"])
def test_a_printer_that_turns_the_paper_is_sent_fronts_and_backs(print_server, print_cards, backs):
    assert print_cards("duplex", CARD_SHEET=A4, CARD_BACKS=backs)["asks"]
    assert backs_on(print_server.printed("duplex")) == [0, CARDS]


def test_in_two_passes_the_backs_come_after_the_fronts(print_server, print_cards):
    assert print_cards("office", CARD_SHEET=A4, CARD_BACKS="hand")["asks"]
    assert len(print_server.jobs()) == 2
    assert backs_on(print_server.printed("office")) == [CARDS]  # the file of the second job


def test_cards_to_be_folded_come_out_on_one_side(print_server, print_cards, database):
    drawn_by(database, foldable=True)
    assert print_cards("office", CARD_SHEET=A4)["asks"]
    assert backs_on(print_server.printed("office")) == [CARDS]


# Where it comes to lie


def lines_behind(sheet, turn):
    """Return the lines of each back as they lie behind their fronts, from the page's middle."""
    middle = sheet.page[0] / 2, sheet.page[1] / 2
    for place in sheet.places:
        x, y = sheet.origin(place)
        if turn is Turn.LONG_EDGE:
            left, top = sheet.page[0] - x - FACE[0], y
            ends = ((left + 10, top + 27), True), ((left + 42.8, top + 10), False)
        else:
            top = sheet.page[1] - y - FACE[1]
            ends = ((x + FACE[0] - 10, top + 27), True), ((x + 42.8, top + 44), False)
        for (across, down), level in ends:
            yield (across - middle[0], down - middle[1]), level


@pytest.mark.parametrize("turn", Turn)
def test_backs_come_out_of_the_queue_within_three_tenths_for_both_edges(
    print_server, tmp_path, turn
):
    sheet, pdf = load_sheet(A4), tmp_path / "cards.pdf"
    both = by(design(ACROSS, back=[ACROSS, DOWN]), backs=turn)
    with replacing(pdf) as out:
        finish(work(out, faces(len(sheet.places)), A4, **both))
    edge = {Turn.LONG_EDGE: "long", Turn.SHORT_EDGE: "short"}[turn]
    print_there(print_server, "duplex", pdf, "correct", to_json(FRONT), to_json(BACK), edge)
    image = shown(print_server.printed("duplex"), 1)
    assert farthest(image, lines_behind(sheet, turn), sheet.page, BOTH.back) <= FITS


def test_folded_cards_come_out_of_the_queue_within_three_tenths(print_server, tmp_path):
    sheet, pdf = folded(load_sheet(A4)), tmp_path / "cards.pdf"
    both = by(design(ACROSS, back=[ACROSS, DOWN], foldable=True))
    with replacing(pdf) as out:
        finish(work(out, faces(len(sheet.places)), sheet, **both))
    print_there(print_server, "office", pdf, "correct", to_json(FRONT), to_json(BACK))
    image = shown(print_server.printed("office"))
    middle = sheet.page[0] / 2, sheet.page[1] / 2
    lines = []
    for place in sheet.places:
        x, y = sheet.corner(place)
        lines += [
            ((x + FACE[0] + 10 - middle[0], y + 27 - middle[1]), True),
            ((x + FACE[0] + 42.8 - middle[0], y + 10 - middle[1]), False),
            ((x + 10 - middle[0], y + 27 - middle[1]), True),
        ]
    assert farthest(image, lines, sheet.page, BOTH.front) <= FITS


# Without asking


def test_the_printer_chosen_is_remembered_and_printed_on_without_a_dialog(
    print_server, print_cards, database, settings
):
    first = print_cards("office", CARD_SHEET=A4, QUIET="1")
    assert (first["dialogs"], first["lost"]) == (1, "")
    settings.kept.sync()
    known = UsualPrinter(settings, f"cards {A4}").printer
    assert (known.queue, known.paper) == ("office", None)
    print_server.printed("office")
    more_cards(database)
    second = print_cards("office", CARD_SHEET=A4, QUIET="1")
    assert (second["dialogs"], second["asks"], second["told"]) == (0, True, [])
    assert len(print_server.jobs()) == 2
    assert sizes(print_server.printed("office"))[0] == pytest.approx((595, 842), abs=2)


def test_a_printer_remembered_and_gone_is_told_and_the_dialog_asks(
    print_server, print_cards, settings
):
    usual = UsualPrinter(settings, f"cards {A4}")
    usual._keep(queue="gone", tray=0, quiet=True)
    settings.kept.sync()
    said = print_cards("office", CARD_SHEET=A4, QUIET="1")
    assert said["dialogs"] == 1
    assert said["asks"]
    assert len(print_server.jobs()) == 1


def more_cards(path):
    """Let one more card wait to be printed."""
    store = opening.open_store(path)
    with store.writing("Keep") as session:
        person = a.person(name="Peserta baru")
        session.add(person)
        session.flush()
        enrolment = a.enrolment(person_id=person.id)
        session.add(enrolment)
        session.flush()
        session.add(a.card(enrolment_id=enrolment.id))
    store.close()
