import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest

from models.documents.attachments import Owner, attach, attachments, change_caption
from models.documents.contents import keep_content
from models.documents.opening import Lent
from models.documents.taking_in import incoming
from models.progress import finish
from tests.models.documents import files
from tests.ui.dragging import carrying, drop
from tests.ui.reach import said, unnamed
from ui.bench import Bench
from ui.look import Role
from ui.panes.documents_panel import DocumentsPanel
from ui.panes.documents_work import Pasted, small_pictures, take_in


@pytest.fixture
def lent(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    made = Lent(folder)
    yield made
    made.take_back()


@pytest.fixture
def opened(monkeypatch):
    """What the system's programs were asked to open, and whether they do."""
    asked = []
    asked_and_taken = {"asked": asked, "takes": True}

    def open_url(url):
        asked.append(url)
        return asked_and_taken["takes"]

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return asked_and_taken


@pytest.fixture
def put(bench, event):
    def _put(name, data):
        with bench.store.writing() as session:
            return attach(session, Owner(event_id=event), incoming(name, data))

    return _put


@pytest.fixture
def panel(bench, lent, stage, event):
    with_lent = Bench(
        bench.store, bench.changes, bench.tasks, bench.messages, bench.settings, bench.undoing,
        bench.show_page, lent,
    )  # fmt: skip
    made = DocumentsPanel(with_lent)
    made.told = []
    made.counted.connect(made.told.append)
    stage.resize(420, 620)
    stage.layout().addWidget(made)
    made.show_event(event)
    made.show()
    return made


@pytest.fixture
def written(tmp_path):
    def _written(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return _written


def names(panel):
    return [line.row.name for line in panel.box.lines()]


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    widget.setFocus()
    QTest.keyClick(widget, key, modifier)


def test_a_file_is_chosen_attached_and_undo_is_offered(panel, written, messages, settled):
    messages.files = [written("Surat.pdf", files.pdf())]
    panel.box.add_button.click()
    settled(lambda: names(panel) == ["Surat.pdf"])
    assert messages.told[-1] == ("“Surat.pdf” was attached.", Role.SUCCESS)
    assert panel.told[-1] == "1"
    messages.actions["Undo"]()
    settled(lambda: names(panel) == [])
    assert panel.told[-1] == ""


def test_choosing_nothing_attaches_nothing(panel, settled):
    panel.box.add_button.click()
    settled()
    assert names(panel) == []


def test_a_photo_that_tells_too_much_is_told_to_be_drawn_anew(panel, written, messages, settled):
    panel.box.take(written("foto.jpg", files.photo_with_place((3000, 2000))))
    settled(lambda: names(panel) == ["foto.jpg"])
    assert "where and with what it was taken is left out" in messages.told[-1][0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"MZ\x90\0" + bytes(99), "is a program"),
        (b"", "is empty"),
        (files.docx(**{"word/vbaProject.bin": "x"}), "holds macros"),
        (b"%PDF-1.7" + bytes(20_000_001), "a document may have 20 MB"),
    ],
)
def test_what_is_refused_says_why(panel, written, messages, settled, data, why):
    panel.box.take(written("Surat.pdf", data))
    settled(lambda: bool(messages.told))
    assert why in messages.told[-1][0]
    assert messages.told[-1][1] is Role.DANGER
    assert names(panel) == []


def test_a_file_that_is_gone_is_told(panel, tmp_path, messages, settled):
    panel.box.take(tmp_path / "hilang.pdf")
    settled(lambda: bool(messages.told))
    assert "“hilang.pdf” cannot be read" in messages.told[-1][0]


def test_the_same_content_twice_is_told(panel, written, messages, settled, put):
    put("Surat.pdf", files.pdf())
    panel.box.take(written("Lain.pdf", files.pdf()))
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0] == "“Lain.pdf” is here already, as “Surat.pdf”."


def test_a_file_is_pasted_as_it_was_copied(panel, written, settled):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(written("a.txt", b"Catatan")))])
    panel.box.paste(data)
    settled(lambda: names(panel) == ["a.txt"])


def test_a_file_dropped_on_a_line_or_beside_it_is_attached(panel, put, written, settled):
    put("a.txt", b"satu")
    assert not panel.box.lines()[0].acceptDrops()
    assert drop(panel.box, carrying(written("b.txt", b"dua"))).isAccepted()
    settled(lambda: names(panel) == ["a.txt", "b.txt"])


def test_a_folder_is_not_taken(panel, tmp_path):
    assert not drop(panel.box, carrying(tmp_path)).isAccepted()


def test_a_picture_is_pasted_with_the_keys(panel, settled):
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    panel.box.add_button.setFocus()
    QTest.keyClick(panel.box.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(lambda: len(names(panel)) == 1)
    assert names(panel)[0].startswith("Photo 20")
    assert panel.box.lines()[0].row.is_photo


def test_nothing_to_paste_is_told(panel, messages):
    data = QMimeData()
    data.setText("hanya teks")
    panel.box.paste(data)
    assert messages.told[-1][0] == "There is no file and no picture on the clipboard."


def test_a_photo_is_pictured_small_and_a_document_is_not(panel, put, settled):
    put("a.jpg", files.picture())
    put("b.pdf", files.pdf())
    photo, paper = panel.box.lines()
    settled(photo.picture.is_shown)
    assert not paper.picture.is_shown()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_file_opens_as_a_copy_nobody_else_may_read(panel, put, opened, settled, key):
    put("../Surat\u202e.pdf", files.pdf())
    press(panel.box.lines()[0], key)
    settled(lambda: bool(opened["asked"]))
    copy = Path(opened["asked"][0].toLocalFile())
    assert opened["asked"][0].isLocalFile()
    assert (copy.name, copy.read_bytes()) == ("Surat.pdf", files.pdf())
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400


def test_without_a_program_for_it_that_is_told(panel, put, opened, messages, settled):
    opened["takes"] = False
    put("Surat.pdf", files.pdf())
    QTest.mouseClick(panel.box.lines()[0], Qt.MouseButton.LeftButton)
    settled(lambda: bool(messages.told))
    assert "No program on this computer opens “Surat.pdf”" in messages.told[-1][0]


def test_f2_describes_a_file_and_the_keyboard_comes_back(panel, put, messages, settled):
    put("IMG_1.jpg", files.picture())
    press(panel.box.lines()[0], Qt.Key.Key_F2)
    assert said(panel.box.form.caption) == "What IMG_1.jpg shows"
    QTest.keyClicks(panel.box.form.caption, "Balai desa")
    QTest.keyClick(panel.box.form.caption, Qt.Key.Key_Return)
    settled(lambda: panel.box.lines()[0].text().startswith("Balai desa | IMG_1.jpg"))
    assert panel.box.lines()[0].hasFocus()
    assert panel.box.form.isHidden()
    messages.actions["Undo"]()
    settled(lambda: panel.box.lines()[0].text().startswith("IMG_1.jpg"))


def test_esc_gives_a_description_up(panel, put):
    put("IMG_1.jpg", files.picture())
    press(panel.box.lines()[0], Qt.Key.Key_F2)
    QTest.keyClick(panel.box.form.caption, Qt.Key.Key_Escape)
    assert panel.box.form.isHidden()
    assert panel.box.lines()[0].hasFocus()


def test_a_description_past_the_limit_is_told_and_asked_about_before_it_is_lost(
    panel, put, messages
):
    put("IMG_1.jpg", files.picture())
    press(panel.box.lines()[0], Qt.Key.Key_F2)
    panel.box.form.caption.setText("x" * 501)
    assert panel.box.form._problem.text() == "That is too long for a few words."
    assert not panel.box.form.keep.isEnabled()
    messages.agrees = False
    assert not panel.may_leave()
    messages.agrees = True
    assert panel.may_leave()
    assert panel.box.form.isHidden()


def test_delete_takes_a_file_out_and_undo_brings_it_back(panel, put, messages, settled):
    put("a.txt", b"satu")
    put("b.txt", b"dua")
    press(panel.box.lines()[0], Qt.Key.Key_Delete)
    settled(lambda: names(panel) == ["b.txt"])
    assert panel.box.lines()[0].hasFocus()
    messages.actions["Undo"]()
    settled(lambda: names(panel) == ["a.txt", "b.txt"])


def test_a_copy_is_saved_where_the_person_wants_it(panel, put, messages, tmp_path, settled):
    put("Surat.pdf", files.pdf())
    target = tmp_path / "salinan.pdf"
    messages.files = [target]
    press(panel.box.lines()[0], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(target.exists)
    assert target.read_bytes() == files.pdf()


def test_what_is_done_elsewhere_is_seen_at_once(panel, bench, put):
    which = put("<b>R&D.txt", b"x")
    with bench.store.writing() as session:
        change_caption(session, which, "<i>miring</i> & 'x'")
    assert panel.box.lines()[0].text().startswith("<i>miring</i> & 'x' | bR&D.txt")


def test_attaching_can_be_stopped_before_anything_is_kept(store, event, written):
    work = take_in(store, Owner(event_id=event), written("a.txt", b"x" * 3_000_000))
    next(work)
    next(work)
    work.close()
    with store.reading() as session:
        assert attachments(session, Owner(event_id=event)) == []


def test_a_damaged_photo_has_no_small_picture_and_hinders_no_other(store, event):
    with store.writing("Keep") as session:
        broken = keep_content(session, b"\xff\xd8\xff nothing")
    finish(take_in(store, Owner(event_id=event), Pasted("a.jpg", files.picture)))
    with store.reading() as session:
        [row] = attachments(session, Owner(event_id=event))
    assert finish(small_pictures(store, [broken, "no", row.digest])).keys() == {row.digest}


def test_everything_has_a_name(panel, put, stage):
    put("IMG_1.jpg", files.picture())
    press(panel.box.lines()[0], Qt.Key.Key_F2)
    assert unnamed(stage) == []
