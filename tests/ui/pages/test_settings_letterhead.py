from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.letters.numbering import PATTERN
from models.office.letterhead import LetterheadDraft, change_letterhead, letterhead_draft
from models.office.queries import letterhead
from tests.ui.dragging import carrying, drop
from tests.ui.pages.settings_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.pages.settings_at_hand import click, field, retype
from tests.ui.reach import unnamed
from ui.panes.settings_letterhead import LetterheadPanel


@pytest.fixture
def panel(page):
    return page.turn_to(LetterheadPanel)


@pytest.fixture
def logo(tmp_path):
    path = tmp_path / "lambang kantor.png"
    Image.new("RGB", (80, 40), "#0b7a53").save(path)
    return path


def kept(bench):
    with bench.store.reading() as session:
        return letterhead_draft(session)


def size(data):
    return Image.open(BytesIO(data)).size


def test_the_letterhead_begins_as_it_is_shipped(panel):
    assert panel.form.draft() == LetterheadDraft(None, PATTERN, "A4")
    year = datetime.now(UTC).astimezone().year
    assert panel.form.gives.text().startswith("B/001/")
    assert panel.form.gives.text().endswith(str(year))


def test_the_number_a_pattern_gives_stands_beside_it_as_one_types(panel):
    panel.form.know(12, date(2022, 6, 3))
    retype(field(panel, "Numbers of letters"), "{code}-{number}/{roman}/{year}")
    assert panel.form.gives.text() == "UND-12/VI/2022"


def test_what_is_wrong_with_a_pattern_is_said_and_it_is_not_saved(bench, panel):
    line = field(panel, "Numbers of letters")
    retype(line, "B/{nomor}/{year}")
    assert line.accessibleDescription().startswith("{nomor} is not known here.")
    assert panel.form.gives.text() == "–"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert kept(bench).letter_pattern == PATTERN


def test_pattern_and_paper_are_saved_by_keys_and_that_can_be_undone(qtbot, bench, panel, messages):
    line = field(panel, "Numbers of letters")
    retype(line, "{number}/KC-BLG/{roman}/{year}")
    QTest.keyClick(panel.form.paper, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: messages.told != [])
    assert kept(bench) == LetterheadDraft(None, "{number}/KC-BLG/{roman}/{year}", "F4")
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: kept(bench) == LetterheadDraft(None, PATTERN, "A4"))
    qtbot.waitUntil(lambda: line.text() == PATTERN)


def test_a_logo_is_chosen_saved_and_stands_on_letters(qtbot, bench, panel, messages, logo):
    messages.files = [logo]
    click(panel, "Choose…")
    qtbot.waitUntil(lambda: panel.form.logo.logo() is not None)
    click(panel, "Save")
    qtbot.waitUntil(lambda: messages.told != [])
    with bench.store.reading() as session:
        assert size(letterhead(session).logo) == (80, 40)


def test_a_logo_is_dropped_and_taken_out_again(qtbot, bench, panel, logo, messages):
    drop(panel.form.logo, carrying(logo))
    qtbot.waitUntil(lambda: panel.form.logo.logo() is not None)
    assert panel.form.is_changed()
    click(panel, "Remove")
    assert panel.form.logo.logo() is None
    assert not panel.form.is_changed()


def test_a_file_that_is_no_picture_is_told_there_and_the_logo_stays(
    qtbot, bench, panel, tmp_path, logo
):
    panel.form.logo.take(logo)
    qtbot.waitUntil(lambda: panel.form.logo.logo() is not None)
    before = panel.form.logo.logo()
    (tmp_path / "lambang.png").write_bytes(b"MZ this is a program")
    panel.form.logo.take(tmp_path / "lambang.png")
    qtbot.waitUntil(lambda: panel.form.logo.told().startswith("This is no picture"))
    assert panel.form.logo.logo() == before
    panel.form.logo.take(tmp_path / "hilang.png")
    qtbot.waitUntil(lambda: panel.form.logo.told().startswith("The file could not be read"))


def test_the_logo_shown_is_the_one_kept(qtbot, bench, panel, logo):
    with bench.store.writing() as session:
        change_letterhead(session, LetterheadDraft(logo.read_bytes()))
    qtbot.waitUntil(lambda: panel.form.logo.logo() == logo.read_bytes())
    picture = panel.form.logo.grab().toImage()
    side = panel.form.logo._picture.height()
    middle = picture.pixelColor(
        side * picture.devicePixelRatio() // 2, side * picture.devicePixelRatio() // 2
    )
    assert middle.name() == "#0b7a53"


def test_every_control_of_the_office_has_a_name(page, panel):
    assert unnamed(page.window()) == []
