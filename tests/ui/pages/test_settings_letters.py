from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.letters.making import void_letter
from models.letters.tables import LetterKind
from models.letters.texts import LetterText, letter_text, save_text, shipped_text
from tests.ui.pages.settings_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.settings_at_hand import click, field, retype
from tests.ui.panes.letters_at_hand import *  # noqa: F403
from tests.ui.panes.letters_at_hand import YEAR, letters, make
from tests.ui.reach import unnamed
from ui.panes.letters_register import RegisterPanel
from ui.panes.settings_letters import LetterTextsPanel

INVITATION = (LetterKind.INVITATION, "id")


@pytest.fixture
def texts(page):
    return page.turn_to(LetterTextsPanel)


@pytest.fixture
def settle(bench, qtbot):
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


def kept(bench, about=INVITATION):
    with bench.store.reading() as session:
        return letter_text(session, *about)


def shown(texts):
    document = texts.preview.findChild(QPdfDocument)
    words = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    return " ".join(words.split())


def test_the_shipped_text_is_shown_and_there_is_nothing_to_put_back(texts):
    assert texts.form.draft() == shipped_text(*INVITATION)
    assert not texts.restore.isEnabled()


def test_a_text_is_saved_by_keys_and_that_can_be_undone(bench, texts, messages, settle):
    line = field(texts, "Subject")
    retype(line, "Undangan <b>resmi</b> {acara}")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert kept(bench).subject == "Undangan <b>resmi</b> {acara}"
    assert kept(bench).body == shipped_text(*INVITATION).body
    assert texts.restore.isEnabled()
    messages.actions["Undo"]()
    settle()
    assert kept(bench) == shipped_text(*INVITATION)
    assert line.text() == shipped_text(*INVITATION).subject


def test_the_shipped_text_is_put_back_and_that_can_be_undone(bench, texts, messages, settle):
    own = LetterText("Undangan kami", "Dengan hormat, datanglah.")
    with bench.store.writing() as session:
        save_text(session, *INVITATION, own)
    texts.restore.click()
    settle()
    assert kept(bench) == shipped_text(*INVITATION) == texts.form.draft()
    messages.actions["Undo"]()
    settle()
    assert kept(bench) == own == texts.form.draft()


def test_a_name_nobody_knows_is_said_as_one_types_and_not_saved(bench, texts):
    texts.form.body.setFocus()
    QTest.keyClicks(texts.form.body, "{mita}")
    assert "Did you mean {mitra}?" in texts.form.grid.row("body").said()
    assert texts.form.body.accessibleDescription() == texts.form.grid.row("body").said()
    QTest.keyClick(texts.form.body, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert kept(bench) == shipped_text(*INVITATION)


def test_every_name_on_the_menu_may_stand_in_a_letter(texts):
    texts.form.body.clear()
    for action in texts.form.insert.menu().actions():
        action.trigger()
    assert texts.form.body.toPlainText().count("{") == len(texts.form.insert.menu().actions())
    assert texts.form.problems() == {}


def test_the_letter_a_text_gives_is_seen_for_an_event(bench, page, event, qtbot):
    texts = page.turn_to(LetterTextsPanel)
    qtbot.waitUntil(lambda: "Temu Tani" in shown(texts))
    assert texts._state.text() == "As it would be for: Temu Tani"
    retype(field(texts, "Subject"), "Panggilan {mitra}")
    qtbot.waitUntil(lambda: "Panggilan Dinas Pertanian" in shown(texts))


def test_without_any_event_it_is_said_when_a_letter_can_be_seen(texts, qtbot):
    said = "The letter is shown here once there is an event to write about."
    qtbot.waitUntil(lambda: texts._state.text() == said)


def test_another_kind_and_language_are_chosen_by_keys(texts):
    for _press in range(3):
        QTest.keyClick(texts.kind, Qt.Key.Key_Right)
    assert texts.form.draft() == shipped_text(LetterKind.THANKS, "id")
    QTest.keyClick(texts.language, Qt.Key.Key_Right)
    assert texts.form.draft() == shipped_text(LetterKind.THANKS, "en")


@pytest.mark.parametrize("agrees", [True, False])
def test_a_text_half_typed_asks_before_another_is_shown(texts, messages, agrees):
    retype(field(texts, "Subject"), "Undangan baru")
    messages.agrees = agrees
    texts.kind.choose("thanks")
    assert len(messages.asked) == 1
    assert texts.kind.name() == ("thanks" if agrees else "invitation")
    assert (texts.form.subject.text() == "Undangan baru") is not agrees


def test_another_section_keeps_what_is_typed_and_leaving_goes_back_to_it(page, texts, messages):
    retype(field(texts, "Subject"), "Undangan baru")
    page.go(section="computer")
    assert messages.asked == []
    messages.agrees = False
    assert not page.may_leave()
    assert texts.isVisible()
    assert texts.form.subject.text() == "Undangan baru"
    messages.agrees = True
    assert page.may_leave()
    assert texts.form.draft() == shipped_text(*INVITATION)


def test_a_change_made_elsewhere_is_shown_unless_something_is_typed(bench, texts):
    with bench.store.writing() as session:
        save_text(session, *INVITATION, LetterText("Undangan", "Datanglah."))
    assert texts.form.draft().body == "Datanglah."
    retype(field(texts, "Subject"), "Undangan baru")
    with bench.store.writing() as session:
        save_text(session, *INVITATION, LetterText("Undangan", "Hadirlah."))
    assert texts.form.subject.text() == "Undangan baru"


def drawn(register):
    model = register._model
    return [
        [str(model.index(row, column).data()) for column in (0, 3, 5)]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def register(bench, page, event, settle):
    make(bench, event)
    with bench.store.writing() as session:
        void_letter(session, letters(bench, event)[0].id, "Salah hari")
    found = page.turn_to(RegisterPanel)
    settle()
    return found


def test_the_register_holds_every_number_voided_ones_too(bench, register, event):
    numbers = [row.number for row in letters(bench, event)]
    assert drawn(register) == [
        [numbers[0], "Dinas Pertanian", "Voided"],
        [numbers[1], "Desa Pimping", "Not sent yet"],
    ]
    assert register.year.currentText() == str(YEAR)
    assert register._count.text() == "2 numbers given"


def test_enter_in_the_register_goes_to_the_letters_event(register, event, went):
    register.view.choose(register._model.ids[0])
    QTest.keyClick(register.view, Qt.Key.Key_Return)
    assert went == [("event", {"event_id": event, "part": "plan"})]


def test_the_register_is_exported(bench, register, messages, tmp_path, settle, event):
    messages.files = [tmp_path / "register.xlsx"]
    click(register, "Export to Excel…")
    settle()
    rows = CalamineWorkbook.from_path(tmp_path / "register.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0][0] == f"Register of letters {YEAR}"
    number = letters(bench, event)[0].number
    assert [rows[3][0], rows[3][3], rows[3][7]] == [number, "Dinas Pertanian", "voided: Salah hari"]
    assert isinstance(rows[3][1], date)


def test_a_register_without_letters_says_so(page, settle):
    register = page.turn_to(RegisterPanel)
    settle()
    assert register._count.text() == "No letter has been given a number yet."
    assert not register.export.isVisible()


def test_every_control_of_the_letters_has_a_name(page, register, settle):
    assert unnamed(page.window()) == []


def test_sections_are_chosen_by_keys_and_named_by_whoever_sends_one_here(page):
    page._names.setFocus()
    QTest.keyClick(page._names, Qt.Key.Key_Right)
    assert page._names.name() == list(page._columns)[1]
    page.go(section="letters")
    assert page._names.name() == "letters"
    page.go(section="nowhere")
    assert page._names.name() == "letters"
