"""The list of designs on the cards' page: what it shows, and all that is done with a design."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from models.cards.tables import CardKind
from models.designs.design import Side, Text
from models.designs.keeping import SHIPPED, shipped
from models.designs.reading import plain
from models.errors import UserError
from tests.ui.designer.designing import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import button, keep, own, press, used
from tests.ui.reach import unnamed
from ui.designer import design_list
from ui.designer.face_delegate import IMAGE_ROLE

HOSTILE = "<b>Kartu</b> & {kartu} =1+1"


@pytest.fixture
def mine(bench):
    """A design of the office's own, made of the first one that is shipped."""
    return keep(bench, replace(shipped(SHIPPED[0]), name="Kartu Tani"))


def texts(pane):
    return [pane.list.item(n).text().replace("\n", " | ") for n in range(pane.list.count())]


def choose(pane, name, settled):
    pane.list.choose(name)
    settled()


def test_shipped_designs_come_first_and_say_what_they_are_used_for(pane, bench, mine, settled):
    settled(lambda: pane.list.count() == len(SHIPPED) + 1)
    assert texts(pane)[0] == "Member card | used for Member cards"
    assert texts(pane)[-1] == "Kartu Tani | own"


def test_each_design_is_shown_as_it_looks(pane):
    images = [pane.list.item(n).data(IMAGE_ROLE) for n in range(pane.list.count())]
    assert all(image is not None and image.width() > 50 for image in images)
    upright = images[SHIPPED.index("member-portrait")]
    assert upright.height() > upright.width()
    inks = {images[0].pixelColor(x, 5).name() for x in range(images[0].width())}
    assert "#0b7a53" in inks


def test_names_stand_there_before_any_picture_is_drawn(page, qtbot):
    page.designs.open()
    shown = page.designs.pane.list
    qtbot.waitUntil(lambda: shown.count() > 0)
    assert shown.row_chosen().name == SHIPPED[0]
    pictured = [shown.item(n).data(IMAGE_ROLE) is not None for n in range(shown.count())]
    qtbot.waitUntil(lambda: all(shown.item(n).data(IMAGE_ROLE) for n in range(shown.count())))
    assert pictured[-1] is False


def test_only_what_looks_otherwise_is_drawn_again(pane, bench, settled, monkeypatch):
    names = []
    start = bench.tasks.start

    def watched(work, **how):
        if work.__name__ == "draw":
            names.append(work.gi_frame.f_locals["wanted"].design.name)
        return start(work, **how)

    monkeypatch.setattr(bench.tasks, "start", watched)
    keep(bench, replace(shipped(SHIPPED[0]), name="Kartu Tani"))
    settled(lambda: pane.list.count() == len(SHIPPED) + 1)
    assert names == ["Kartu Tani"]


def test_a_design_that_cannot_be_drawn_keeps_no_other_from_being_shown(
    pane, bench, settled, monkeypatch, messages
):
    face = design_list.drawn

    def broken(*how):
        render = face(*how)

        def some(design, side):
            if design.name == "A":
                raise UserError("no room")
            return render(design, side)

        return some

    monkeypatch.setattr(design_list, "drawn", broken)
    for name in ("A", "B"):
        keep(bench, replace(shipped(SHIPPED[0]), name=name))
    settled(lambda: pane.list.count() == len(SHIPPED) + 2)
    images = [pane.list.item(n).data(IMAGE_ROLE) for n in range(pane.list.count())]
    assert [image.isNull() for image in images[-2:]] == [True, False]


def test_what_is_shipped_can_be_copied_but_not_changed(pane, settled):
    choose(pane, "member", settled)
    assert pane.copy.isEnabled()
    assert pane.export.isEnabled()
    assert not pane.change.isEnabled()
    assert not pane.rename.isEnabled()
    assert not pane.remove.isEnabled()


def test_a_design_can_only_be_used_for_its_own_cards(pane, bench, mine, settled):
    choose(pane, "Kartu Tani", settled)
    assert pane.use[CardKind.MEMBER].isEnabled()
    assert not pane.use[CardKind.PROOF].isEnabled()


def test_cards_are_printed_by_another_design_and_that_is_undone(
    pane, bench, mine, settled, messages
):
    choose(pane, "Kartu Tani", settled)
    pane.use[CardKind.MEMBER].click()
    settled()
    assert used(bench) == "Kartu Tani"
    assert not pane.use[CardKind.MEMBER].isEnabled()
    messages.actions["Undo"]()
    settled()
    assert used(bench) == "member"
    settled(lambda: pane.use[CardKind.MEMBER].isEnabled())


def test_a_design_with_grave_faults_is_not_used_and_it_is_said_why(pane, bench, settled):
    design = shipped(SHIPPED[0])
    broken = replace(design, name="Rusak", front=(replace(text_of(design), text="{nama}"),))
    keep(bench, broken)
    choose(pane, "Rusak", settled)
    pane.use[CardKind.MEMBER].click()
    settled()
    assert pane.notice.text().startswith("{nama} is not known.")
    assert used(bench) == "member"


def test_a_design_is_renamed_by_keys_and_the_cards_go_along(pane, bench, mine, settled):
    choose(pane, "Kartu Tani", settled)
    pane.use[CardKind.MEMBER].click()
    settled()
    pane.list.setFocus()
    press(Qt.Key.Key_F2)
    assert pane.naming.line.hasFocus()
    press((Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier), HOSTILE, Qt.Key.Key_Return)
    settled(lambda: pane.naming.isHidden())
    assert list(own(bench)) == [HOSTILE]
    assert used(bench) == HOSTILE
    settled(lambda: pane.list.row_chosen().name == HOSTILE)


def test_a_name_that_is_taken_is_told_beside_it_and_nothing_is_lost(pane, bench, mine, settled):
    keep(bench, replace(shipped(SHIPPED[0]), name="Kartu Nelayan"))
    choose(pane, "Kartu Nelayan", settled)
    pane.rename.click()
    pane.naming.line.setText("kartu tani")
    pane.naming.take.click()
    settled()
    assert pane.naming.told.text() == "Another design has this name."
    assert pane.naming.line.text() == "kartu tani"
    press(Qt.Key.Key_Escape)
    assert pane.naming.isHidden()
    assert set(own(bench)) == {"Kartu Tani", "Kartu Nelayan"}


def test_a_design_is_removed_and_brought_back(pane, bench, mine, settled, messages):
    choose(pane, "Kartu Tani", settled)
    pane.remove.click()
    settled(lambda: pane.list.count() == len(SHIPPED))
    assert own(bench) == {}
    messages.actions["Undo"]()
    settled(lambda: pane.list.count() == len(SHIPPED) + 1)
    assert list(own(bench)) == ["Kartu Tani"]


def test_a_design_goes_out_as_a_file_and_comes_in_again(
    pane, bench, mine, settled, messages, tmp_path
):
    choose(pane, "Kartu Tani", settled)
    messages.files = [tmp_path / "kartu.json", tmp_path / "kartu.json"]
    pane.export.click()
    settled()
    pane.take_in.click()
    settled(lambda: len(own(bench)) == 2)
    first, second = own(bench).values()
    assert replace(second, name=first.name) == first


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ this is a program", "kartu.json does not hold a card design."),
        (b'{"version": 99}', "kartu.json: This is no card design that this version can read."),
    ],
)
def test_a_bad_file_is_told_in_place_and_changes_nothing(
    pane, bench, settled, tmp_path, content, said
):
    (tmp_path / "kartu.json").write_bytes(content)
    pane.take(tmp_path / "kartu.json")
    settled()
    assert pane.notice.text() == said
    assert own(bench) == {}


def test_a_file_that_is_not_there_is_told(pane, settled, tmp_path):
    pane.take(tmp_path / "hilang.json")
    settled()
    assert pane.notice.text().startswith("The file could not be read")


def test_a_design_of_hostile_words_is_shown_as_letters(pane, bench, settled, tmp_path):
    design = replace(shipped(SHIPPED[0]), name=HOSTILE)
    (tmp_path / "a.json").write_text(json.dumps(plain(design)))
    pane.take(tmp_path / "a.json")
    settled(lambda: pane.list.count() == len(SHIPPED) + 1)
    assert f"{HOSTILE} | own" in texts(pane)


def test_what_is_changed_elsewhere_is_shown(pane, bench, settled):
    keep(bench, replace(shipped(SHIPPED[0]), name="Dari meja lain"))
    settled(lambda: "Dari meja lain | own" in texts(pane))


def test_a_double_opened_design_is_the_one_that_is_chosen(page, pane, bench, mine, settled):
    choose(pane, "Kartu Tani", settled)
    pane.list.setFocus()
    press(Qt.Key.Key_Return)
    settled(lambda: page.designs.designer is not None)
    assert page.designs.designer.state.design == own(bench)["Kartu Tani"]
    assert not page.designs.designer.is_changed()


def test_esc_leads_back_to_the_cards(page, pane):
    pane.list.setFocus()
    press(Qt.Key.Key_Escape)
    assert pane.isHidden()
    assert not page.work.isHidden()
    assert not page.designs.shown()


def test_every_control_has_a_name(page, pane, stage):
    assert unnamed(stage) == []
    assert button(pane, "Back to the cards").isVisible()


def text_of(design):
    return next(one for one in design.side(Side.FRONT) if isinstance(one, Text))
