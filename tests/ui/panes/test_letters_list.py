import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest

from models.events.answers import event_parts
from models.events.queries import event_rows
from models.events.tables import Answer, PartnerRole, Stage
from models.letters.making import mark_all_sent, void_letter
from models.letters.tables import LetterKind
from models.progress import finish
from tests import factories as a
from tests.ui.panes.letters_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.panes.letters_at_hand import kept_words, letters, make, part, read
from tests.ui.reach import unnamed
from ui.panes.letters_files import write_kept
from ui.panes.letters_pane import LettersPane

ENTER, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete


@pytest.fixture
def made(bench, event):
    return make(bench, event)


@pytest.fixture
def pane(bench, stage, event, made):
    pane = LettersPane(bench)
    stage.resize(1150, 700)
    stage.layout().addWidget(pane)
    pane.show()
    pane.show_letter(event)
    return pane


@pytest.fixture
def settle(bench, qtbot):
    return lambda: qtbot.waitUntil(lambda: not bench.tasks.busy)


def action(pane, text):
    return next(one for one in pane.list.menu.actions() if one.text() == text)


def drawn(pane):
    """Return the lines of the table as they are shown."""
    model = pane.list._model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def shown(pane):
    document = pane.list.paper.preview.findChild(QPdfDocument)
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))


def stage_of(bench, event):
    with bench.store.reading() as session:
        return event_rows(session, [event])[event].stage


def answers(bench, event):
    with bench.store.reading() as session:
        return [part.draft.answer for part in event_parts(session, event)]


def type_reason(pane, text):
    QTest.keyClicks(pane.list.reason.field, text)
    QTest.keyClick(pane.list.reason.field, ENTER)


def test_letters_stand_there_with_number_partner_kind_and_state(pane, bench, event):
    numbers = [row.number for row in letters(bench, event)]
    assert [line[:3] for line in drawn(pane)] == [
        [numbers[1], "Desa Pimping", "Invitation"],
        [numbers[0], "Dinas Pertanian", "Invitation"],
    ]
    assert [line[4] for line in drawn(pane)] == ["Not sent yet", "Not sent yet"]


def test_the_letter_the_keyboard_is_on_is_seen(pane, qtbot):
    qtbot.waitUntil(lambda: "Desa Pimping" in shown(pane))
    QTest.keyClick(pane.list.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Dinas Pertanian" in shown(pane))


def test_all_are_marked_as_sent_as_one_action_that_can_be_undone(
    pane, bench, event, messages, settle
):
    pane.list.view.selectAll()
    action(pane, "by WhatsApp").trigger()
    settle()
    assert [line[4] for line in drawn(pane)] == ["Sent", "Sent"]
    assert stage_of(bench, event) is Stage.INVITED
    assert answers(bench, event) == [Answer.WAITING, Answer.CONFIRMED, Answer.DECLINED]
    assert messages.told[-1][0] == "2 letters were marked as sent."
    messages.actions["Undo"]()
    settle()
    assert [line[4] for line in drawn(pane)] == ["Not sent yet", "Not sent yet"]
    assert stage_of(bench, event) is Stage.DRAFT


def test_when_and_how_it_was_sent_is_told_and_can_be_taken_back(pane, bench, event, settle):
    action(pane, "by hand").trigger()
    settle()
    assert "by hand" in pane.list._remark.text()
    assert not action(pane, "by post").isEnabled()
    action(pane, "Not sent after all").trigger()
    settle()
    assert letters(bench, event)[1].sent_at is None


def test_delete_asks_why_and_the_letter_stays_to_be_seen_as_voided(
    pane, bench, event, messages, settle
):
    number = letters(bench, event)[1].number
    QTest.keyClick(pane.list.view, DELETE)
    assert pane.list.reason.field.accessibleName() == f"Why does {number} not hold?"
    type_reason(pane, "Salah <b>hari</b>")
    settle()
    assert drawn(pane)[0][0] == number
    assert drawn(pane)[0][4] == "Voided"
    assert pane.list._remark.text() == "voided: Salah <b>hari</b>"
    assert not pane.list.void.isEnabled()
    assert pane.list.view.hasFocus()
    messages.actions["Undo"]()
    settle()
    assert drawn(pane)[0][4] == "Not sent yet"


def test_a_reason_given_up_voids_nothing_and_stays_on_the_page(pane, bench, event):
    left = []
    pane.left.connect(lambda: left.append(True))
    QTest.keyClick(pane.list.view, DELETE)
    QTest.keyClick(pane.list.reason.field, Qt.Key.Key_Escape)
    assert not pane.list.reason.isVisible()
    assert left == []
    assert {row.voided_at for row in letters(bench, event)} == {None}


def test_one_letter_is_saved_as_it_was_made(pane, bench, messages, tmp_path, settle):
    messages.files = [tmp_path / "surat.pdf"]
    pane.list.begin()
    QTest.keyClick(pane.list.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "Desa Pimping" in read(tmp_path / "surat.pdf")


def test_several_are_saved_into_a_folder_under_safe_names(
    pane, bench, event, messages, tmp_path, settle
):
    pane.list.view.selectAll()
    for count in (2, 4):
        messages.files = [tmp_path]
        pane.list.paper.save.click()
        settle()
        assert len(list(tmp_path.glob("*.pdf"))) == count
    assert messages.told[-1][0] == "2 letters were saved."
    number = letters(bench, event)[0].number.replace("/", "-")
    assert "Dinas" in read(tmp_path / f"Invitation {number} Dinas Pertanian.pdf")


@pytest.fixture
def write_to(bench, keep, pane):
    """Make two letters to a partner of this name, and select them."""

    def _write_to(name):
        event = keep(a.event(partners=[part(name), part(name, PartnerRole.SPEAKER)])).id
        make(bench, event)
        pane.show_letter(event)
        pane.list.view.selectAll()

    return _write_to


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\con<>|?*", "\u202egnp.exe", "🌾 اجتماع", "n" * 300]
)
def test_whatever_a_partner_is_called_its_letter_is_saved_in_the_folder(
    pane, write_to, messages, tmp_path, settle, name
):
    write_to(name)
    folder = tmp_path / "surat"
    folder.mkdir()
    messages.files = [folder]
    pane.list.paper.save.click()
    settle()
    assert [file.suffix for file in folder.iterdir()] == [".pdf", ".pdf"]
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_folder_that_cannot_be_written_to_is_told(pane, messages, tmp_path, settle):
    pane.list.view.selectAll()
    messages.files = [tmp_path / "hilang"]
    pane.list.paper.save.click()
    settle()
    assert messages.told[-1][0].startswith("The file could not be written: ")


def test_several_are_put_together_to_be_printed_in_one_go(bench, made, tmp_path):
    target = tmp_path / "semua.pdf"
    finish(write_kept(bench.store, made, target))
    words = read(target)
    assert words.index("Dinas Pertanian") < words.index("Desa Pimping")


def test_the_buttons_say_how_many_are_printed(pane):
    assert pane.list.paper.print.text() == "Print…"
    pane.list.view.selectAll()
    assert pane.list.paper.print.text() == "Print 2 letters…"
    assert pane.list._remark.text() == "2 letters selected"
    assert not pane.list.anew.isEnabled()
    assert not pane.list.talk.isEnabled()


def test_a_letter_not_sent_is_made_anew_under_its_number(pane, bench, event, settle, messages):
    before = letters(bench, event)
    pane.list.anew.click()
    form = pane.making.form
    assert form.subject.hasFocus()
    assert form.number.text() == before[1].number
    form.subject.selectAll()
    QTest.keyClicks(form.subject, "Undangan yang diperbaiki")
    assert pane.making.panel._save.text() == f"Make {before[1].number} anew"
    pane.making.panel._save.click()
    settle()
    after = letters(bench, event)
    assert [row.number for row in after] == [row.number for row in before]
    assert "Undangan yang diperbaiki" in kept_words(bench, after[1].id)


def test_a_sent_letter_made_anew_stays_and_a_new_one_takes_its_place(pane, bench, event, settle):
    with bench.store.writing() as session:
        mark_all_sent(session, [letters(bench, event)[1].id], "hand")
    pane.list.anew.click()
    pane.making.panel._save.click()
    settle()
    sent, new = letters(bench, event)[1:]
    assert (sent.replaced_by, new.replaces) == (new.number, sent.number)
    assert [line[4] for line in drawn(pane)] == ["Not sent yet", "Replaced", "Not sent yet"]
    assert pane.list._remark.text() == f"in place of {sent.number}"


def test_esc_from_making_one_anew_goes_back_to_the_list(pane):
    left = []
    pane.left.connect(lambda: left.append(True))
    pane.list.anew.click()
    QTest.keyClick(pane.making.form.subject, Qt.Key.Key_Escape)
    assert pane.list.isVisible()
    assert left == []
    QTest.keyClick(pane.list.view, Qt.Key.Key_Escape)
    assert left == [True]


def test_the_contact_is_called_on_whatsapp(pane, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    pane.list.talk.click()
    assert opened == ["https://wa.me/6281234567890"]


def test_f2_begins_a_new_letter(pane):
    QTest.keyClick(pane.list.view, Qt.Key.Key_F2)
    assert pane.making.isVisible()
    assert pane.making.kind.hasFocus()


def test_what_is_done_elsewhere_is_seen_and_the_selection_stays(pane, bench, event, made):
    pane.list.select(made[:1])
    make(bench, event, LetterKind.THANKS)
    assert [line[2] for line in drawn(pane)] == ["Letter of thanks", "Invitation", "Invitation"]
    assert [row.id for row in pane.list.chosen()] == made[:1]
    with bench.store.writing() as session:
        void_letter(session, made[0], "Salah")
    assert drawn(pane)[2][4] == "Voided"


def test_a_letter_voided_elsewhere_meanwhile_is_told(pane, bench, event, messages, settle):
    pane.hide()
    with bench.store.writing() as session:
        void_letter(session, letters(bench, event)[1].id, "Salah")
    action(pane, "by post").trigger()
    settle()
    assert messages.told[-1][0].endswith(" was voided.")


def test_every_control_has_a_name(pane, stage, settle):
    settle()
    assert unnamed(stage) == []
