"""The designer and its panels: what is shown of the elements chosen, what becomes of changes."""

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.cards.tables import CardKind
from models.designs.design import (
    Bars,
    Box,
    Condition,
    Fit,
    Line,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Side,
    Signature,
    Text,
)
from models.designs.reading import MOST
from tests import factories as a
from tests.ui.designer.designer_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designer_at_hand import CODE, DESIGN_OF, NAME, typed
from tests.ui.designer.designing import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import keep, press
from tests.ui.dragging import carrying, drop
from ui.designer.adding import new_element


@pytest.fixture
def keep_all(store):
    """Save records and return them."""

    def _keep(*records):
        with store.writing("Keep what a test needs") as session:
            session.add_all(records)
        return records[0] if len(records) == 1 else records

    return _keep


def shown(designer):
    properties = designer.properties
    return {row.name for row in properties._rows if not properties.grid.row(row.name).isHidden()}


def layers(designer):
    view = designer.layers.list
    return [view.item(n).text() for n in range(view.count())]


def said(designer):
    return [designer.problems.item(n).text() for n in range(designer.problems.count())]


def test_nothing_chosen_the_card_itself_is_changed(designer):
    card = designer.properties.card
    assert card.isVisible()
    card.foldable.click()
    assert designer.state.design.foldable
    assert designer.state.undo.undoText() == "Change the Card"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Text, {"text", "size", "weight", "colour", "fit", "align"}),
        (Photo, {"crop", "mask", "placeholder"}),
        (Picture, {"digest", "crop"}),
        (Line, {"thick", "colour"}),
        (Rectangle, {"fill", "frame", "thick", "radius"}),
        (Qr, {"text"}),
        (Bars, {"text", "said"}),
        (Signature, {"caption"}),
    ],
)
def test_an_element_has_the_fields_of_its_kind(designer, kind, names):
    designer.adding.buttons[kind].click()
    assert type(designer.state.chosen[0]) is kind
    common = {"x", "width", "turned", "only", "name", "locked"}
    assert shown(designer) == names | common


def test_several_elements_have_the_fields_they_share_and_are_changed_at_once(designer):
    designer.state.choose([0, 1])
    fields = designer.properties.fields
    assert fields["size"].widget.text() == ""
    assert fields["x"].widget.text() == "5"
    typed(designer, "size", "8,5")
    assert [one.size for one in designer.state.chosen] == [8.5, 8.5]
    designer.state.undo.undo()
    assert [one.size for one in designer.state.chosen] == [9.0, 7.0]


def test_unlike_elements_share_only_their_place(designer):
    designer.state.choose([0, 2])
    assert shown(designer) == {"text", "x", "width", "turned", "only", "name", "locked"}


def test_a_place_is_typed_in_millimetres_and_one_undo_takes_it_back(designer):
    designer.state.choose([0])
    typed(designer, "x", "12,35")
    assert designer.state.chosen[0].box.x == 12.35
    designer.state.undo.undo()
    assert designer.state.design == DESIGN_OF


def test_a_measure_that_cannot_be_read_is_told_beside_it_and_stays(designer):
    designer.state.choose([0])
    line = typed(designer, "width", "4o")
    assert "is no measure in millimetres" in line.accessibleDescription()
    assert line.text() == "4o"
    assert designer.state.chosen[0].box.width == 4


def test_a_measure_out_of_bounds_is_made_to_fit_once_it_is_typed(designer):
    designer.state.choose([0])
    line = typed(designer, "width", "0")
    assert line.text() == "0"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == "0.5"
    assert designer.state.chosen[0].box.width == 0.5


def test_a_problem_of_an_element_stands_beside_its_field(designer, settled):
    designer.state.choose([0])
    typed(designer, "size", "4")
    line = designer.properties.fields["size"].widget
    assert line.accessibleDescription() == "Smaller than 6 pt is hard to read."
    typed(designer, "size", "9")
    assert line.accessibleDescription() == ""


def test_a_placeholder_that_is_unknown_is_told_as_one_types(designer):
    designer.state.choose([0])
    note = designer.properties.fields["text"].note
    note.setFocus()
    note.selectAll()
    QTest.keyClicks(note, "{nomber}")
    assert designer.state.chosen[0].text == "{nomber}"
    assert any("{nomber} is not known" in one for one in said(designer))


def test_what_is_locked_keeps_its_place_until_it_is_unlocked(designer):
    designer.state.choose([0])
    fields = designer.properties.fields
    fields["locked"].box.click()
    assert designer.state.chosen[0].locked
    assert not fields["x"].widget.isEnabled()
    fields["locked"].box.click()
    assert fields["x"].widget.isEnabled()


def test_an_element_is_shown_only_on_some_cards(designer):
    designer.state.choose([0])
    only = designer.properties.fields["only"]
    only.how.show_value(False)
    only.how.picked.emit()
    offered = [only.what.itemText(n) for n in range(only.what.count())]
    only.what.setCurrentIndex(offered.index("JHT"))
    only.what.picked.emit()
    assert designer.state.chosen[0].only == Condition("programmes", "JHT")
    only.how.show_value(None)
    only.how.picked.emit()
    assert designer.state.chosen[0].only is None


def test_a_condition_that_is_not_offered_is_shown_all_the_same(designer):
    designer.state.load(replace(DESIGN_OF, front=(replace(NAME, only=Condition("village", "X")),)))
    designer.state.choose([0])
    only = designer.properties.fields["only"]
    assert only.what.currentText() == "village: X"
    assert not only.what.isHidden()


def test_a_colour_is_one_of_the_office_or_typed(designer):
    designer.state.choose([0])
    field = designer.properties.fields["colour"].field
    field.choice.show_value("other")
    field.choice.picked.emit()
    assert field.own.isVisible()
    QTest.keyClicks(field.own.line, "1D4F9")
    assert designer.state.chosen[0].colour == "ink"
    assert "is no colour" in field.problem()
    QTest.keyClicks(field.own.line, "1")
    assert designer.state.chosen[0].colour == "#1d4f91"
    designer.canvas.setFocus()
    designer.state.undo.undo()
    assert field.choice.currentText() == "Ink"


def test_how_a_text_fits_is_chosen(designer):
    designer.state.choose([1])
    fit = designer.properties.fields["fit"]
    QTest.keyClick(fit.choice, Qt.Key.Key_Down)
    assert designer.state.chosen[0].fit is Fit.WRAP


def test_a_picture_is_dropped_kept_and_shown(designer, settled, tmp_path):
    Image.new("RGB", (80, 40), "#0b7a53").save(tmp_path / "logo.png")
    designer.adding.buttons[Picture].click()
    field = designer.properties.fields["digest"]
    drop(field.widget, carrying(tmp_path / "logo.png"))
    settled(lambda: designer.state.chosen[0].digest != "")
    settled(lambda: designer.state.chosen[0].digest in designer._look.pictures)
    field.logo.click()
    assert designer.state.chosen[0].digest == ""


def test_a_file_that_is_no_picture_is_told_there_and_nothing_changes(designer, settled, tmp_path):
    (tmp_path / "logo.png").write_bytes(b"MZ this is a program")
    designer.adding.buttons[Picture].click()
    before = designer.state.design
    field = designer.properties.fields["digest"]
    field.take(tmp_path / "logo.png")
    settled(lambda: field.said.text().startswith("This is no sound PNG or JPEG"))
    assert designer.state.design == before


def test_layers_stand_uppermost_first_and_choose_on_the_card(designer):
    assert layers(designer) == ["QR code", "{number}", "{name}"]
    designer.layers.list.setCurrentRow(2)
    assert designer.state.selection == (0,)
    designer.state.choose([2])
    assert [item.text() for item in designer.layers.list.selectedItems()] == ["QR code"]


def test_layers_are_raised_locked_and_removed_by_keys(designer):
    designer.layers.list.setFocus()
    designer.layers.list.setCurrentRow(2)
    press((Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier))
    assert layers(designer) == ["QR code", "{name}", "{number}"]
    press((Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier))
    assert designer.state.chosen[0].locked
    press(Qt.Key.Key_Delete)
    assert len(designer.state.elements) == 3
    press((Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier), Qt.Key.Key_Delete)
    assert layers(designer) == ["QR code", "{number}"]


def test_a_layer_is_dragged_to_another_place(designer):
    designer.layers._drop(0, 2)
    assert layers(designer) == ["{number}", "{name}", "QR code"]
    assert designer.state.selection == (0,)


def test_a_layer_is_renamed_in_its_place(designer):
    designer.layers.list.setFocus()
    designer.layers.list.setCurrentRow(0)
    designer.layers.list.currentItem().setText("<b>Kode</b>")
    assert designer.state.elements[2].name == "<b>Kode</b>"
    assert layers(designer)[0] == "<b>Kode</b>"
    designer.state.undo.undo()
    assert layers(designer)[0] == "QR code"


def test_a_full_side_takes_no_more(designer):
    full = replace(DESIGN_OF, front=(NAME,) * MOST)
    designer.state.load(full)
    designer.adding.buttons[Text].click()
    assert len(designer.state.elements) == MOST
    assert designer.adding._notice.text() == f"A side has room for {MOST} elements."


def test_every_new_element_lies_on_the_card_whatever_its_shape():
    for size in ((85.6, 54.0), (54.0, 85.6)):
        for kind in (Text, Photo, Picture, Line, Rectangle, Qr, Bars, Signature):
            box = new_element(kind, size).box
            assert 0 <= box.x <= box.x + box.width <= size[0]
            assert 0 <= box.y <= box.y + box.height <= size[1]


def test_a_problem_leads_to_where_it_is_mended(designer):
    designer.state.change(replace(DESIGN_OF, back=(replace(NAME, text="{x}"),)), "Back")
    place = next(n for n, one in enumerate(said(designer)) if "{x} is not known" in one)
    designer.problems.setFocus()
    designer.problems.setCurrentRow(place)
    press(Qt.Key.Key_Return)
    assert designer.state.side is Side.BACK
    assert designer.state.selection == (0,)
    assert designer.properties.fields["text"].note.hasFocus()


def test_what_only_shows_on_real_cards_is_found_after_a_pause(designer, settled):
    narrow = replace(NAME, box=Box(5, 5, 12, 4), fit=Fit.ELLIPSIS)
    designer.state.change(replace(DESIGN_OF, front=(narrow, CODE)), "Narrow")
    settled(lambda: any("“{name}”" in one for one in said(designer)))


def test_what_was_found_stays_said_while_the_element_only_moves(designer, settled):
    narrow = replace(NAME, box=Box(5, 5, 12, 4), fit=Fit.ELLIPSIS)
    designer.state.change(replace(DESIGN_OF, front=(narrow, CODE)), "Narrow")
    settled(lambda: any("“{name}”" in one for one in said(designer)))
    found = said(designer)
    designer.state.choose([0])
    designer.state.nudge(1, 1)
    assert said(designer) == found
    designer.state.alter(lambda one: replace(one, text="A"), "Text")
    assert not any("“{name}”" in one for one in said(designer))


def test_what_was_found_is_not_said_of_another_element(designer, settled):
    narrow = replace(NAME, box=Box(5, 5, 12, 4), fit=Fit.ELLIPSIS)
    designer.state.change(replace(DESIGN_OF, front=(narrow, CODE)), "Narrow")
    settled(lambda: any("“{name}”" in one for one in said(designer)))
    designer.state.choose([0])
    designer.state.remove()
    assert not any("“{name}”" in one for one in said(designer))


def test_a_design_without_faults_says_so(designer, settled):
    settled(lambda: said(designer) == ["Nothing is wrong with this design."])


def test_the_card_is_shown_with_others_names(designer, settled):
    offered = [designer.whose.itemText(n) for n in range(designer.whose.count())]
    assert "The longest name" in offered
    designer.whose.setCurrentIndex(offered.index("The shortest name"))
    assert designer.whose.face().name == "Su"


def test_the_card_is_shown_with_somebody_who_waits_for_one(bench, keep_all, draw, settled):
    event, person = keep_all(a.event(), a.person(name="<i>Budi</i>"))
    enrolment = keep_all(a.enrolment(event_id=event.id, person_id=person.id))
    keep_all(a.card(enrolment_id=enrolment.id, kind=CardKind.MEMBER))
    designer = draw(DESIGN_OF, keep(bench, DESIGN_OF))
    settled(lambda: designer.whose.itemText(0) == "<i>Budi</i>")
    assert designer.whose.face().name == "<i>Budi</i>"
