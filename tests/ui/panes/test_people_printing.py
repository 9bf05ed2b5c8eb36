"""Those chosen in the table of people, on paper: the table, an attendance sheet, their cards."""

import pypdfium2
import pytest

from models.cards.tables import CardState
from models.office.letterhead import LetterheadDraft, change_letterhead
from tests import factories as a
from tests.ui.reach import unnamed
from ui.look import Role
from ui.pages.cards_page import CardsPage
from ui.panes import people_printing
from ui.panes.people_table import PeopleTable

PIMPING = "Desa Pimping, Kec. Utara, Kab. Bulungan, Kalimantan Utara"


@pytest.fixture
def people(keep):
    named = ("Awing", "Budi", "Citra")
    phone = "+6281234567890"
    kept = keep(*(a.person(name=name, phone=phone, region_line=PIMPING) for name in named))
    return [person.id for person in kept]


@pytest.fixture
def table(bench, stage, people, settled):
    stage.resize(900, 600)
    made = PeopleTable(bench)
    stage.layout().addWidget(made)
    made.show()
    settled(lambda: made._all is not None)
    return made


def choose(table, *ids):
    table.view.choose(ids[0])
    flags = table.view.selectionModel().SelectionFlag
    for one in ids[1:]:
        index = table._model.index(table._model.place(one), 0)
        table.view.selectionModel().select(index, flags.Select | flags.Rows)


def trigger(table, text):
    next(one for one in table.deeds.printing.menu.actions() if one.text() == text).trigger()


def said(target):
    pages = pypdfium2.PdfDocument(target)
    return " ".join(page.get_textpage().get_text_bounded() for page in pages).replace("\r\n", " ")


def test_the_menu_says_whether_those_chosen_or_all_are_printed(table, people):
    assert table.deeds.printing.menu.title() == "Print all listed"
    choose(table, *people[:2])
    assert table.deeds.printing.menu.title() == "Print those chosen"


@pytest.mark.parametrize("open_eye", [False, True])
def test_the_table_is_saved_as_it_is_shown(table, people, messages, settled, tmp_path, open_eye):
    messages.files = [tmp_path / "peserta.pdf"]
    table.eye.setChecked(open_eye)
    table.view._put_away(2, False)
    choose(table, people[0], people[2])
    trigger(table, "Table as PDF…")
    settled((tmp_path / "peserta.pdf").exists)
    text = said(tmp_path / "peserta.pdf")
    assert "Awing" in text
    assert "Budi" not in text
    assert ("••••" in text) is not open_eye
    assert "Village" not in text
    assert "2 people · " in text
    assert messages.told[-1] == ("Saved as peserta.pdf", Role.SUCCESS)


def test_the_filter_is_said_and_the_village_told_from_its_namesakes(
    table, messages, settled, tmp_path
):
    messages.files = [tmp_path / "peserta.pdf"]
    table.filter.place.setText("pimping")
    settled()
    trigger(table, "Table as PDF…")
    settled((tmp_path / "peserta.pdf").exists)
    text = said(tmp_path / "peserta.pdf")
    assert "Shown are only: Place: pimping" in text
    assert "Kab. Bulungan" in text
    assert "Kalimantan" not in text


@pytest.mark.parametrize("size", [("A4", 297), ("F4", 330)])
def test_the_paper_is_that_of_the_office(table, store, messages, settled, tmp_path, size):
    paper, wide = size
    with store.writing() as session:
        change_letterhead(session, LetterheadDraft(paper=paper))
    messages.files = [tmp_path / "peserta.pdf"]
    trigger(table, "Table as PDF…")
    settled((tmp_path / "peserta.pdf").exists)
    width, height = pypdfium2.PdfDocument(tmp_path / "peserta.pdf").get_page_size(0)
    assert width == pytest.approx(wide * 72 / 25.4, abs=0.5)
    assert width > height


def test_too_many_are_not_put_on_paper(table, messages, settled, tmp_path, monkeypatch):
    monkeypatch.setattr(people_printing, "MOST_ON_PAPER", 2)
    messages.files = [tmp_path / "peserta.pdf"]
    trigger(table, "Table as PDF…")
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0].startswith("3 people are too many to be printed.")
    assert not (tmp_path / "peserta.pdf").exists()


@pytest.fixture
def printer(tmp_path, monkeypatch):
    """Print into a file, in place of the person before the system's dialog."""
    printed = tmp_path / "printed.pdf"

    def choose_it(printer, _pages, _window):
        printer.setOutputFileName(str(printed))
        return True

    monkeypatch.setattr("ui.printing.choose_printer", choose_it)
    return printed


def test_the_table_is_printed(table, printer, messages, settled):
    trigger(table, "Table…")
    settled(lambda: bool(messages.told))
    assert messages.told == [("1 page was sent to print.", Role.SUCCESS)]
    assert len(pypdfium2.PdfDocument(printer)) == 1


@pytest.fixture
def event(keep):
    return keep(a.event(title="Sosialisasi Bunyu")).id


def answer(table, event):
    asked = table.deeds.printing.at_event
    assert not asked.isHidden()
    asked.field.show_value(event, "Sosialisasi Bunyu")
    asked._judge()
    asked.agree.click()


def test_an_attendance_sheet_holds_those_chosen(table, people, event, messages, settled, tmp_path):
    messages.files = [tmp_path / "hadir.pdf"]
    choose(table, people[0], people[2])
    trigger(table, "Attendance sheet as PDF…")
    answer(table, event)
    settled((tmp_path / "hadir.pdf").exists)
    text = said(tmp_path / "hadir.pdf")
    for expected in ("ATTENDANCE SHEET", "Sosialisasi Bunyu", "Awing", "Citra", "••••"):
        assert expected in text
    assert "Budi" not in text


def test_an_attendance_sheet_is_printed(table, people, event, printer, messages, settled):
    choose(table, *people[:2])
    trigger(table, "Attendance sheet…")
    answer(table, event)
    settled(lambda: bool(messages.told))
    assert len(pypdfium2.PdfDocument(printer)) == 1


def test_everything_the_keyboard_reaches_has_a_name(table, stage):
    trigger(table, "Attendance sheet…")
    assert unnamed(stage) == []


@pytest.fixture
def waiting(keep, people):
    """A queued card of Awing, one of Citra that is printed, and one of Budi in the queue."""
    states = (CardState.QUEUED, CardState.QUEUED, CardState.PRINTED)
    enrolments = keep(*(a.enrolment(person_id=one) for one in people))
    return [
        keep(a.card(enrolment_id=one.id, number=f"BP-{number}", state=state)).id
        for number, (one, state) in enumerate(zip(enrolments, states, strict=True))
    ]


def test_cards_that_wait_are_gone_to(table, went, people, waiting, settled):
    choose(table, people[0], people[2])
    trigger(table, "Cards that wait…")
    settled(lambda: bool(went))
    assert went == [("cards", {"event_id": None, "cards": [waiting[0]]})]


def test_without_a_card_that_is_told(table, people, messages, settled):
    trigger(table, "Cards that wait…")
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0] == "None of them has a card that waits to be printed."


def test_the_page_of_cards_chooses_those_that_wait(bench, stage, waiting, settled):
    page = CardsPage(bench)
    stage.layout().addWidget(page)
    page.show()
    page.go(event_id=None, cards=[waiting[1], waiting[2]])
    assert page.work.queue.selected() == [waiting[1]]
    page.go()
    assert page.work.queue.selected() == [waiting[1]], "what was chosen stays"
