"""Cards written on the command line, on every sheet there is."""

import json

import pypdfium2
import pytest
from PIL import Image

from desktop.__main__ import main
from desktop.commands.console import DATABASE_VARIABLE, PASSWORD_VARIABLE
from models.cards.operations import queue_card
from models.printing.sheets import SheetDraft, add_sheet
from tests import factories as a

CARDS = 12


@pytest.fixture
def cards(store, keep, capsys, monkeypatch, tmp_path):
    """Write the cards of an event with twelve people; return exit code, answer and messages."""
    for name in (DATABASE_VARIABLE, PASSWORD_VARIABLE, "JANGKAU_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    event = keep(a.event()).id
    for _each in range(CARDS):
        person = keep(a.person())
        enrolment = keep(a.enrolment(event_id=event, person_id=person.id))
        with store.writing("Queue") as session:
            queue_card(session, session.merge(enrolment))

    def _cards(name, *words):
        place = ["--database", str(store.path), "--event", str(event)]
        target = str(tmp_path / name)
        code = main(["--language", "en", "cards", *place, "-o", target, "--json", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return _cards


@pytest.mark.parametrize(
    ("sheet", "pages"),
    [("a4", 2), ("letter", 2), ("a4-85x54", 2), ("letter-86x59", 2), ("id1", 12)],
)
def test_cards_are_written_on_any_shipped_sheet(cards, tmp_path, sheet, pages):
    code, out, _err = cards("k.pdf", "--format", sheet)
    assert (code, json.loads(out)["cards"], json.loads(out)["pages"]) == (0, CARDS, pages)
    assert len(pypdfium2.PdfDocument(tmp_path / "k.pdf")) == pages


def test_cards_are_written_on_a_sheet_of_the_offices_own(store, cards, tmp_path):
    with store.writing() as session:
        add_sheet(session, SheetDraft(name="Kertas foto", columns=1))
    code, out, _err = cards("k.pdf", "--format", "Kertas foto")
    assert (code, json.loads(out)["pages"]) == (0, 3)


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(cards, tmp_path):
    code, out, err = cards("k.pdf", "--format", "a5")
    assert (code, out) == (1, "")
    assert "a5" in err
    assert "letter-86x59" in err
    assert not (tmp_path / "k.pdf").exists()


def test_cards_are_written_as_bitmaps_for_a_card_printer(cards, tmp_path):
    code, out, _err = cards("k.png", "--format", "png", "--turn", "90")
    assert (code, json.loads(out)["pages"]) == (0, CARDS)
    files = sorted(tmp_path.glob("*.png"))
    assert [file.name for file in files] == [f"k-{n:02d}.png" for n in range(1, 13)]
    for file in files:
        with Image.open(file) as picture:
            assert picture.size == (648, 1016)
