import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.enrolment.tables import EnrolmentStatus as S
from models.exchange.headings import ColumnKind as K
from models.exchange.returns import ReturnSieve
from models.history.steps import next_steps
from tests.models.exchange.files import write_xlsx
from tests.models.exchange.returned import HEADING, NUMBER, SAMPLE, member, status_of, truth
from tests.ui.reach import unnamed
from ui.look import Role
from ui.panes.returns_pane import ReturnsPane
from ui.tables.rows_model import FAULT_ROLE


@pytest.fixture
def budi(keep):
    return member(keep, {}, name="Budi Karim")


@pytest.fixture
def siti(keep):
    return member(keep, {}, name="Siti Usat")


@pytest.fixture
def pane(bench, stage):
    stage.resize(1100, 640)
    made = ReturnsPane(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def take(pane, settled, tmp_path):
    """Have a file with these rows looked through."""

    def _take(*rows, heading=HEADING):
        pane.take(write_xlsx(tmp_path / "balasan.xlsx", [heading, *rows]))
        settled(lambda: pane._outlook is not None and not pane.busy)
        return pane

    return _take


def row(person, number="", status="", reason="", name=None):
    return [person.nik, name or person.name, number, "", status, reason]


def lines(pane):
    """Return line and status of the rows shown, as they are drawn."""
    model = pane.body.model
    return [
        (model.index(at, 0).data(), model.index(at, 1).data()) for at in range(model.rowCount())
    ]


def cell(pane, at, kind):
    model = pane.body.model
    return model.index(at, model.kinds.index(kind))


def segments(pane):
    tabs = pane.body.sieves
    return [tabs.tabText(at) for at in range(tabs.count()) if tabs.isTabVisible(at)]


def type_into(pane, at, kind, text):
    view = pane.body.view
    view.setFocus()
    view.setCurrentIndex(cell(pane, at, kind))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_each_line_says_what_becomes_of_it(take, budi, siti):
    pane = take(row(budi, NUMBER, "TERDAFTAR"), row(siti, "", "DITOLAK", "Umur"))
    assert lines(pane) == [("1", "Left out"), ("2", "Registered"), ("3", "Rejected")]
    assert pane.foot.note.text() == "Note 2 lines"


def test_only_sorts_that_the_file_has_are_offered_and_they_filter(take, budi, siti):
    pane = take(row(budi, NUMBER, "TERDAFTAR"), row(siti, "", "DITOLAK", "Umur"))
    assert segments(pane) == ["All  3", "Registered  1", "Rejected  1", "Left out  1"]
    pane.body.sieves.choose(ReturnSieve.REJECTED)
    assert lines(pane) == [("3", "Rejected")]


def test_looking_changes_nothing_and_noting_is_one_action(take, store, budi, settled, messages):
    before = truth(store)
    pane = take(row(budi, NUMBER, "TERDAFTAR"))
    assert truth(store) == before
    pane.foot.note.click()
    settled()
    assert status_of(store, budi) is S.REGISTERED
    assert next_steps(store)[0].title == "Note what the agency returned in balasan.xlsx"
    assert "1 line was noted: 1 registered" in messages.told[-1][0]


def test_undo_takes_all_of_it_back(take, store, bench, budi, settled):
    before = truth(store)
    take(row(budi, NUMBER, "TERDAFTAR")).foot.note.click()
    settled()
    bench.undoing.undo()
    settled()
    assert truth(store) == before


def test_a_cell_is_mended_in_place_and_the_count_follows(take, budi, settled):
    pane = take(row(budi, "22-??", "TERDAFTAR"))
    assert not pane.foot.note.isEnabled()
    assert cell(pane, 1, K.MEMBER_NUMBER).data(FAULT_ROLE) == Role.DANGER
    type_into(pane, 1, K.MEMBER_NUMBER, NUMBER)
    settled(lambda: lines(pane)[1] == ("2", "Registered"))
    assert cell(pane, 1, K.MEMBER_NUMBER).data(FAULT_ROLE) is None
    assert pane.foot.note.isEnabled()


def test_a_name_that_does_not_fit_is_taken_by_ctrl_enter(take, budi, settled):
    pane = take(row(budi, NUMBER, "TERDAFTAR", name="Lain Sekali"))
    pane.body.sieves.choose(ReturnSieve.PROBLEM)
    assert pane.body.bar.button().text() == "Take Budi Karim"
    QTest.keyClick(pane.body.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: lines(pane) == [])
    assert "Registered  1" in segments(pane)


def test_what_cannot_be_read_is_shown_as_it_stands(take, budi):
    pane = take(row(budi, NUMBER, "ENTAH"))
    assert cell(pane, 1, K.STATUS).data() == "ENTAH"


def test_niks_are_masked_until_asked_for(take, budi):
    pane = take(row(budi, NUMBER, "TERDAFTAR"))
    assert cell(pane, 1, K.NIK).data() == f"650103••••••{budi.nik[12:]}"
    pane.body.model.show_niks(whole=True)
    assert cell(pane, 1, K.NIK).data() == budi.nik


def test_escape_gives_up_and_asks_only_where_something_was_mended(
    take, budi, qtbot, messages, settled
):
    pane = take(row(budi, "?", "TERDAFTAR"))
    type_into(pane, 1, K.MEMBER_NUMBER, NUMBER)
    settled(lambda: lines(pane)[1] == ("2", "Registered"))
    messages.agrees = False
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert pane.body.isVisible()
    messages.agrees = True
    with qtbot.waitSignal(pane.left):
        QTest.keyClick(pane, Qt.Key.Key_Escape)


def test_a_file_that_is_none_is_told_in_place(pane, settled, tmp_path):
    path = tmp_path / "foto.png"
    path.write_bytes(b"\x89PNG....")
    pane.take(path)
    settled(lambda: bool(pane.notice.text()))
    assert "is a picture" in pane.notice.text()


def test_a_file_whose_nik_is_not_found_asks_for_its_column(take, budi):
    heading = ["NIK Ibu", "STATUS", "NO KPJ", "KETERANGAN"]
    pane = take([budi.nik, "x", NUMBER, ""], heading=heading)
    assert pane.body.columns.isVisible()
    assert "NIK" in pane.body.unknown._sentence.text()


def test_the_leftovers_are_saved_and_can_be_taken_in_again(take, budi, settled, messages, tmp_path):
    pane = take(row(budi, NUMBER, "TERDAFTAR", name="Lain Sekali"), row(budi))
    target = tmp_path / "sisa.xlsx"
    messages.files = [target]
    pane.papers.save_leftovers(pane._plan())
    settled(target.exists)
    pane.take(target)
    settled(lambda: pane._outlook.found.file_name == "sisa.xlsx")
    assert lines(pane) == [("1", "Left out"), ("2", "Problem")]


def test_the_window_stays_alive_over_the_sample(pane, settled):
    pane.take(SAMPLE)
    settled(lambda: pane._outlook is not None)
    assert pane.body.model.rowCount() == 117


HOSTILE = ["=cmd|'/c calc'!A1", "<b>Tebal</b><img src=x>", "\u202eterbalik", "😀" * 400]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_cells_are_plain_text(take, budi, text):
    pane = take([budi.nik, text, text, text, text, text])
    pane.body.view.go_to(1, 2)
    assert pane.body.bar.said()
    assert pane.body.model.rowCount() == 2


def test_everything_has_a_name_for_a_screen_reader(take, budi):
    assert unnamed(take(row(budi, NUMBER, "TERDAFTAR"))) == []
