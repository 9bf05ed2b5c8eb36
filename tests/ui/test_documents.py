"""An event's documents, written from the records and read back."""

import subprocess
import sys

import pypdfium2
import pytest

from models.errors import UserError
from models.events.operations import invite
from models.progress import finish
from models.words import Words
from tests import factories as a
from ui.documents import write_attendance_sheet

ENGLISH = Words("en")


def test_the_attendance_sheet_has_everybody_with_masked_niks(store, keep, tmp_path):
    event = keep(a.event(title="Sosialisasi <b>Petani</b>")).id
    person = keep(a.person(name="Usun & <b>Anyie</b>", nik=a.nik(1)))
    with store.writing() as session:
        invite(session, event, [person.id])
    target = tmp_path / "sheet.pdf"
    assert finish(write_attendance_sheet(store, event, target, ENGLISH, blank=3)) == 1
    text = pypdfium2.PdfDocument(target)[0].get_textpage().get_text_bounded()
    assert "Usun & <b>Anyie</b>" in text
    assert "Sosialisasi <b>Petani</b>" in text
    assert a.nik(1) not in text


def test_of_an_event_that_is_gone_there_is_no_sheet(store, tmp_path):
    with pytest.raises(UserError, match="not there any more"):
        finish(write_attendance_sheet(store, 404, tmp_path / "sheet.pdf", ENGLISH))
    assert list(tmp_path.glob("*.pdf")) == []


def test_to_print_cards_nothing_is_loaded_that_other_documents_need():
    loaded = "import ui.documents, reports.cards, sys; print(*sys.modules, sep='\\n')"
    said = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    modules = said.stdout.split()
    assert "reports.cards" in modules
    assert not {"reportlab.platypus", "xlsxwriter", "python_calamine"} & set(modules)
    exchange = {name for name in modules if name.startswith("models.exchange")}
    assert exchange <= {"models.exchange", "models.exchange.tables"}
