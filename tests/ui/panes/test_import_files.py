"""Files that are no list, lists too long or incomplete, and what is kept of a list as a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from python_calamine import load_workbook

from models.exchange.at_hand import Sieve
from tests.models.exchange.files import encrypted_xlsx
from ui.look import Role

DEMO = Path(__file__).parents[3] / "resources" / "demo"
FARMERS, FISHERS = DEMO / "daftar-petani-pimping.xlsx", DEMO / "nelayan-tanjung-selor.csv"
VILLAGE = "Desa Pimping"


def counts(pane):
    return {sieve.value: len(pane._outlook.lines[sieve]) for sieve in Sieve}


def test_a_list_without_niks_says_what_is_missing(take, written):
    path = written(("Nama", "Kode"), *((f"Orang {n}", f"K{n}") for n in range(20)))
    pane = take(path)
    assert "once it is known which columns hold what is needed" in pane.notice.text()
    assert pane.body.unknown.isVisible()
    assert not pane.foot.put.isEnabled()
    assert pane.body.columns.boxes()[1].hasFocus()


BAD = {
    "a picture": ("foto.jpg", b"\xff\xd8\xff\xe0" + bytes(200), "foto.jpg"),
    "a pdf": ("daftar.pdf", b"%PDF-1.7 x", "PDF"),
    "empty": ("kosong.csv", b"", "kosong.csv"),
    "nobody": ("acara.csv", b"Susunan acara\n09.00 Pembukaan\n", "acara.csv"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_list_is_told_with_a_way_on(take, tmp_path, messages, settled, kind):
    name, content, said = BAD[kind]
    path = tmp_path / name
    path.write_bytes(content)
    pane = take(path)
    assert said in pane.notice.text()
    assert pane.nothing.isVisible()
    assert not pane.foot.put.isVisible()
    messages.files = [FISHERS]
    pane.nothing.chosen.emit()
    settled(lambda: pane.body.isVisible())
    assert pane.notice.isHidden()


def test_a_locked_file_says_that_it_has_a_password(take, tmp_path):
    path = tmp_path / "terkunci.xlsx"
    path.write_bytes(encrypted_xlsx())
    assert "password" in take(path).notice.text()


def test_a_file_that_is_gone_is_told(take, tmp_path):
    assert "gone.xlsx" in take(tmp_path / "gone.xlsx").notice.text()


def test_a_bad_file_leaves_the_list_that_was_there(take, tmp_path):
    pane = take(FARMERS)
    (tmp_path / "kosong.csv").touch()
    take(tmp_path / "kosong.csv")
    assert "kosong.csv" in pane.notice.text()
    assert pane._file.text() == FARMERS.name
    assert counts(pane)["add"] == 193


def test_another_list_begins_at_its_top_with_all_lines(take):
    pane = take(FARMERS)
    pane.body.sieves.choose("problem")
    pane.body.view.selectRow(2)
    take(FISHERS)
    assert pane.body.sieves.name() == "all"
    assert pane.body.view.currentIndex().row() == 0


def test_reading_can_be_stopped(import_pane, event, qtbot, settled):
    pane = import_pane
    pane.take(event, FARMERS, VILLAGE)
    with qtbot.waitSignal(pane.left):
        pane.strip.cancelled.emit()
    settled()
    assert pane._outlook is None


def test_two_hundred_thousand_lines_are_read_with_the_window_awake(
    import_pane, event, tmp_path, qtbot
):
    pane, path = import_pane, tmp_path / "semua.csv"
    with path.open("w") as out:
        out.write("Nama;NIK\n")
        out.writelines(
            f"Warga {n};6501{n // 28 % 5 + 1:02d}{n % 28 + 1:02d}0580{n % 9999 + 1:04d}\n"
            for n in range(200_000)
        )
    beats = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(pane.busy))
    timer.start(20)
    pane.take(event, path, VILLAGE)
    qtbot.waitUntil(lambda: not pane.busy)
    timer.stop()
    assert len(pane._outlook.plan.rows) == 200_000
    assert pane.body.model.rowCount() == 200_001, "and the headings"
    assert beats.count(True) > 50, "the window stood still"


def test_the_report_holds_every_line(take, messages, settled, tmp_path):
    target = tmp_path / "laporan.xlsx"
    pane = take(FARMERS)
    messages.files = [target]
    pane.foot.report_asked.emit()
    settled(target.exists)
    rows = load_workbook(target).get_sheet_by_name("Lines").to_python()
    outcomes = [row[1] for row in rows]
    assert (outcomes.count("New"), outcomes.count("Problem")) == (193, 4)
    assert messages.told[-1] == ("Saved as laporan.xlsx", Role.SUCCESS)
    assert not pane.busy


def test_what_is_not_taken_can_be_mended_in_its_file_and_taken_in(
    take, messages, settled, tmp_path
):
    target = tmp_path / "sisa.xlsx"
    pane = take(FARMERS)
    messages.files = [target]
    pane.foot.leftovers_asked.emit()
    settled(target.exists)
    take(target)
    assert counts(pane)["problem"] == 4
    assert len(pane._outlook.plan.rows) == 7


def test_a_report_that_cannot_be_written_leaves_the_list(take, messages, settled, tmp_path):
    pane = take(FARMERS)
    messages.files = [tmp_path / "nowhere" / "laporan.xlsx"]
    pane.foot.report_asked.emit()
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0].startswith("The file could not be written")
    assert pane.foot.put.isEnabled()
