import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.operations import set_stage
from models.events.tables import Answer, Event, Stage
from models.letters.tables import LetterKind
from models.office.letterhead import LetterheadDraft, change_letterhead
from tests import factories as a
from tests.ui.panes.letters_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.letters_at_hand import YEAR, kept_words, letters, make, part
from tests.ui.reach import unnamed
from ui.panes.letters_pane import LettersPane
from ui.plain import read_aloud


@pytest.fixture
def pane(bench, stage, event):
    made = LettersPane(bench)
    stage.resize(1150, 700)
    stage.layout().addWidget(made)
    made.show_event(event, LetterKind.INVITATION)
    made.show()
    return made


@pytest.fixture
def settle(bench, qtbot):
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


def form(pane):
    return pane.making.form


def verb(pane):
    return pane.making.panel._save


def boxes(pane):
    return {read_aloud(box.text()): box for box in form(pane).partners._boxes.values()}


def shown(pane):
    """Return the words of the letter in the preview."""
    document = pane.making.preview.findChild(QPdfDocument)
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))


def test_the_invitation_is_ready_to_be_made_and_made_with_one_press(pane, bench, event, settle):
    assert verb(pane).text() == "Make 2 letters"
    verb(pane).click()
    assert pane.making._waiting.text() == "Making letters…"
    assert not verb(pane).isEnabled()
    settle()
    assert pane.making._waiting.text() == ""
    made = letters(bench, event)
    assert [row.partner for row in made] == ["Dinas Pertanian", "Desa Pimping"]
    assert [row.number[:6] for row in made] == ["B/001/", "B/002/"]
    assert "Temu Tani" in kept_words(bench, made[0].id)


def test_those_made_are_selected_in_the_list(pane, bench, event, settle, messages):
    make(bench, event, LetterKind.ASSIGNMENT)
    verb(pane).click()
    settle()
    assert pane.list.isVisible()
    assert {row.kind for row in pane.list.chosen()} == {LetterKind.INVITATION}
    assert len(pane.list.chosen()) == 2
    assert pane.list.view.hasFocus()
    assert messages.told[-1][0] == "2 letters were made."


def test_partners_are_ticked_by_key_and_counted_on_the_button(pane):
    QTest.keyClick(boxes(pane)["Gapoktan Makmur"], Qt.Key.Key_Space)
    assert verb(pane).text() == "Make 3 letters"
    for name in ("Gapoktan Makmur", "Dinas Pertanian"):
        QTest.keyClick(boxes(pane)[name], Qt.Key.Key_Space)
    assert verb(pane).text() == "Make 1 letter"


def test_without_anybody_to_write_to_nothing_is_made_and_that_is_said(pane):
    for name in ("Desa Pimping", "Dinas Pertanian"):
        QTest.keyClick(boxes(pane)[name], Qt.Key.Key_Space)
    assert form(pane).grid.row("partner_ids").said() == "Choose whom the letter goes to."
    assert not verb(pane).isEnabled()


def test_the_letter_is_seen_as_it_will_be_printed_and_as_one_types(pane, qtbot):
    qtbot.waitUntil(lambda: "Dinas Pertanian" in shown(pane))
    form(pane).subject.setFocus()
    form(pane).subject.selectAll()
    QTest.keyClicks(form(pane).subject, "Undangan {acara} bersama {mitra}")
    qtbot.waitUntil(lambda: "Undangan Temu Tani bersama Dinas" in " ".join(shown(pane).split()))
    QTest.keyClick(pane.making.shown_to, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "bersama Desa Pimping" in " ".join(shown(pane).split()))


def test_a_name_nobody_knows_is_said_beside_the_text_and_nothing_is_made(pane, bench, event):
    form(pane).body.setFocus()
    QTest.keyClicks(form(pane).body, "{acra} ")
    assert "Did you mean {acara}?" in form(pane).grid.row("body").said()
    assert not verb(pane).isEnabled()
    QTest.keyClick(form(pane).body, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert letters(bench, event) == []


def test_enter_in_a_line_goes_on_and_makes_nothing(pane, bench, event):
    form(pane).subject.setFocus()
    QTest.keyClick(form(pane).subject, Qt.Key.Key_Return)
    assert form(pane).body.hasFocus()
    assert letters(bench, event) == []


def test_control_s_makes_them(pane, bench, event, settle):
    form(pane).subject.setFocus()
    QTest.keyClick(form(pane).subject, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(letters(bench, event)) == 2


def test_each_kind_and_language_keeps_what_was_typed_of_it(pane):
    form(pane).subject.selectAll()
    QTest.keyClicks(form(pane).subject, "Undangan kami")
    QTest.keyClick(boxes(pane)["Desa Pimping"], Qt.Key.Key_Space)
    QTest.keyClick(pane.making.language, Qt.Key.Key_Right)
    assert pane.making.form.draft().language == "en"
    assert pane.making.form.draft().partner_ids == (first(pane),)
    assert form(pane).subject.text() != "Undangan kami"
    pane.making.kind.choose("thanks")
    assert form(pane).draft().kind is LetterKind.THANKS
    pane.making.kind.choose("invitation")
    pane.making.language.choose("id")
    assert form(pane).subject.text() == "Undangan kami"


def test_of_a_called_off_event_it_is_said_at_once_that_nobody_is_thanked(
    pane, bench, event, settle, qtbot
):
    settle()
    with bench.store.writing() as session:
        set_stage(session, event, Stage.CANCELLED, "Banjir")
    pane.making.kind.choose("thanks")
    qtbot.waitUntil(lambda: "not written" in pane.making.panel.notice.text())
    assert shown(pane) == "", "not the letter of the kind before"
    pane.making.kind.choose("invitation")
    qtbot.waitUntil(lambda: "dibatalkan" in shown(pane))
    assert "Banjir" in shown(pane)
    assert pane.making.panel.notice.isHidden()


def first(pane):
    return next(iter(form(pane).partners._boxes))


def test_a_letter_of_assignment_goes_to_nobody_and_names_the_staff(pane, bench, event, settle):
    pane.making.kind.choose("assignment")
    assert not form(pane).partners.isVisible()
    assert verb(pane).text() == "Make 1 letter"
    verb(pane).click()
    settle()
    [made] = letters(bench, event)
    assert (made.partner, made.kind) == ("", LetterKind.ASSIGNMENT)
    assert "Rina Contoh" in kept_words(bench, made.id)


def test_where_nobody_is_assigned_that_is_said_and_what_was_typed_stays(
    bench, stage, keep, settle, pane
):
    lonely = keep(a.event(partners=[part()])).id
    pane.show_event(lonely, LetterKind.ASSIGNMENT)
    form(pane).subject.selectAll()
    QTest.keyClicks(form(pane).subject, "Surat Tugas Khusus")
    verb(pane).click()
    settle()
    assert pane.making.panel.notice.text().startswith("Nobody is assigned to this event yet.")
    assert form(pane).subject.text() == "Surat Tugas Khusus"
    assert verb(pane).isEnabled()


def test_the_number_that_is_next_is_shown_and_another_can_be_begun_with(pane, bench, event, settle):
    assert form(pane).number.text().startswith("B/001/")
    form(pane).serial.setFocus()
    QTest.keyClicks(form(pane).serial, "12")
    assert form(pane).number.text().startswith("B/012/")
    verb(pane).click()
    settle()
    assert [row.number[:6] for row in letters(bench, event)] == ["B/012/", "B/013/"]
    pane.show_event(event, LetterKind.THANKS)
    assert form(pane).number.text().startswith("B/014/")


@pytest.mark.parametrize("typed", ["0", "-1", "dua", "²", "9" * 30])
def test_what_is_no_number_is_said_beside_it(pane, typed):
    form(pane).serial.setFocus()
    QTest.keyClicks(form(pane).serial, typed)
    assert form(pane).grid.row("first_serial").said() == "Type a number such as 12, or nothing."
    assert not verb(pane).isEnabled()


def test_a_number_given_already_is_told_when_it_is_asked_for_again(pane, bench, event, settle):
    make(bench, event)
    pane.show_event(event, LetterKind.INVITATION)
    QTest.keyClicks(form(pane).serial, "1")
    verb(pane).click()
    settle()
    said = pane.making.panel.notice.text()
    assert said == f"Numbers up to 2 were given in {YEAR} already."


def test_the_day_can_be_typed_and_must_be_one(pane):
    line = form(pane).dated_on
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "besok pagi")
    assert "is no date" in form(pane).grid.row("dated_on").said()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert form(pane).grid.row("dated_on").said() == "Say which day the letter is dated."
    assert not verb(pane).isEnabled()


def test_who_had_such_a_letter_already_is_said_beside_the_name(pane, bench, event):
    number = letters_of(bench, event, make(bench, event))
    pane.show_event(event, LetterKind.INVITATION)
    said = [box.accessibleDescription() for box in boxes(pane).values()]
    assert said == [f"has {number[0]}", f"has {number[1]}", "Declined"]


def letters_of(bench, event, ids):
    return [row.number for row in letters(bench, event) if row.id in ids]


def test_names_that_are_filled_in_are_put_where_one_types(pane):
    form(pane).subject.setFocus()
    form(pane).subject.clear()
    form(pane).insert.insert("mitra")
    assert form(pane).subject.text() == "{mitra}"
    assert form(pane).subject.hasFocus()
    form(pane).body.setFocus()
    form(pane).body.clear()
    form(pane).insert.insert("acara")
    assert form(pane).body.toPlainText() == "{acara}"
    assert form(pane).problems() == {}


@pytest.mark.parametrize("agrees", [True, False])
def test_what_was_typed_asks_before_it_is_left(pane, qtbot, messages, agrees):
    assert pane.may_leave()
    QTest.keyClicks(form(pane).subject, "x")
    messages.agrees = agrees
    assert pane.may_leave() is agrees
    told = []
    pane.left.connect(lambda: told.append("left"))
    QTest.keyClick(form(pane).subject, Qt.Key.Key_Escape)
    assert told == (["left"] if agrees else [])


@pytest.mark.parametrize(
    "text", ["<b>R&D</b>", "=1+1", "{acara} %s {0}", "🌾 اجتماع", "'); DROP TABLE event;--"]
)
def test_hostile_names_are_letters(pane, bench, keep, settle, text):
    event = keep(a.event(title=text, partners=[part(text)])).id
    pane.show_event(event, LetterKind.INVITATION)
    assert list(boxes(pane)) == [text]
    verb(pane).click()
    settle()
    [made] = letters(bench, event)
    assert (made.partner, made.event) == (text, text)


def test_an_event_without_partners_says_where_to_add_them(pane, keep):
    pane.show_event(keep(a.event()).id, LetterKind.INVITATION)
    assert form(pane).partners._nobody.isVisible()
    assert verb(pane).text() == "Make letters"
    assert not verb(pane).isEnabled()


def test_many_partners_can_all_be_ticked_at_once(pane, bench, keep, settle):
    parts = [part(f"Dinas {n}", answer=Answer.DECLINED) for n in range(60)]
    pane.show_event(keep(a.event(partners=parts)).id, LetterKind.INVITATION)
    assert verb(pane).text() == "Make letters"
    form(pane).partners._all.click()
    assert verb(pane).text() == "Make 60 letters"
    form(pane).partners._none.click()
    assert form(pane).draft().partner_ids == ()


def test_what_changes_meanwhile_is_seen_and_what_was_typed_and_ticked_stays(pane, bench, event):
    QTest.keyClicks(form(pane).subject, "Penting: ")
    QTest.keyClick(boxes(pane)["Desa Pimping"], Qt.Key.Key_Space)
    with bench.store.writing("Add a partner") as session:
        there = session.get_one(Event, event)
        there.partners.append(part("Dinas Perikanan"))
    assert list(boxes(pane))[-1] == "Dinas Perikanan"
    assert [name for name, box in boxes(pane).items() if box.isChecked()] == ["Dinas Pertanian"]
    assert form(pane).subject.text() == "Penting: Undangan {acara}"
    with bench.store.writing() as session:
        change_letterhead(session, LetterheadDraft(letter_pattern="{number}/{roman}/{year}"))
    assert form(pane).number.text().startswith("1/")


def test_a_first_number_that_was_typed_stays_for_another_kind(pane):
    QTest.keyClicks(form(pane).serial, "12")
    pane.making.kind.choose("assignment")
    assert form(pane).draft().first_serial == 12


def test_an_event_that_is_gone_is_told(pane, messages):
    pane.show_event(123456, LetterKind.INVITATION)
    assert messages.told[-1][0] == "This event is not there any more."


def test_every_control_has_a_name(pane, stage, settle):
    settle()
    assert unnamed(stage) == []
    assert QApplication.focusWidget() is not None


def reopened(bench, stage, event):
    """Return the making of letters as it is after the window was closed and opened again."""
    made = LettersPane(bench)
    stage.layout().addWidget(made)
    made.show_event(event, LetterKind.INVITATION)
    made.show()
    return made


def test_what_was_typed_is_offered_again_after_the_window_was_closed(
    pane, bench, stage, event, settle
):
    form(pane).subject.setText("Undangan {acara} kedua")
    form(pane).subject.textEdited.emit("Undangan {acara} kedua")
    pane.keep_now()
    again = reopened(bench, stage, event)
    assert form(again).subject.text() == "Undangan {acara}"
    assert "Undangan {acara} kedua" in again.making.earlier.text()
    again.making.earlier.answers()[0].click()
    assert form(again).subject.text() == "Undangan {acara} kedua"
    assert form(again).is_changed()
    settle()


def test_a_letter_made_is_not_offered_again(pane, bench, stage, event, settle):
    form(pane).subject.setText("Undangan kedua")
    form(pane).subject.textEdited.emit("Undangan kedua")
    pane.keep_now()
    verb(pane).click()
    settle()
    assert reopened(bench, stage, event).making.earlier.isHidden()


def test_a_letter_let_go_is_not_offered_again(pane, bench, stage, event, messages, settle):
    form(pane).subject.setText("Undangan kedua")
    form(pane).subject.textEdited.emit("Undangan kedua")
    pane.keep_now()
    pane.leave()
    assert messages.asked
    settle()
    assert reopened(bench, stage, event).making.earlier.isHidden()
