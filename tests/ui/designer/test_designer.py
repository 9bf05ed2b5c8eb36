"""The designer and its panels: what is shown of the elements chosen, what becomes of changes."""

from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import delete

from models import unsaved
from models.cards.tables import CardKind
from models.designs.design import (
    Bars,
    Box,
    Condition,
    Design,
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
from models.designs.keeping import retire_design
from models.designs.reading import MOST
from tests import factories as a
from tests.ui.designer.designing import *  # noqa: F403 - fixtures are found by name
from tests.ui.designer.designing import keep, own, press
from tests.ui.dragging import carrying, drop
from tests.ui.reach import unnamed
from ui.designer.adding import new_element
from ui.designer.unsaved_designs import DESIGN

NAME = Text(box=Box(5, 5, 40, 6), text="{name}", size=9.0)
NUMBER = Text(box=Box(5, 15, 30, 5), text="{number}", size=7.0)
CODE = Qr(box=Box(60, 20, 22, 22))
DESIGN_OF = Design(name="Kartu Tani", kinds=(CardKind.MEMBER,), front=(NAME, NUMBER, CODE))


@pytest.fixture
def designer(draw, bench):
    """The designer with a design of three elements, kept as it is."""
    return draw(DESIGN_OF, keep(bench, DESIGN_OF))


@pytest.fixture
def keep_all(store):
    """Save records and return them."""

    def _keep(*records):
        with store.writing("Keep what a test needs") as session:
            session.add_all(records)
        return records[0] if len(records) == 1 else records

    return _keep


def typed(designer, name, text):
    line = designer.properties.fields[name].widget
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    return line


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


def test_saving_keeps_the_design_and_can_be_undone(designer, bench, settled, messages):
    designer.state.choose([0])
    typed(designer, "x", "9")
    assert designer.bar.save.isEnabled()
    designer.bar.save.click()
    settled(lambda: not designer.is_changed())
    assert own(bench)["Kartu Tani"].front[0].box.x == 9
    messages.actions["Undo"]()
    settled(lambda: designer.state.design == DESIGN_OF)
    assert own(bench)["Kartu Tani"] == DESIGN_OF


def test_saved_as_new_it_is_another_design(designer, bench, settled):
    designer.bar.copy.click()
    settled(lambda: len(own(bench)) == 2)
    assert designer.state.design.name == "Kartu Tani (2)"
    assert not designer.is_changed()


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(designer, bench, settled):
    keep(bench, replace(DESIGN_OF, name="Kartu Nelayan"))
    designer.state.change(replace(designer.state.design, name="Kartu Nelayan"), "Rename")
    designer.save()
    settled(lambda: designer.notice.text() == "Another design has this name.")
    assert designer.is_changed()
    assert designer.state.design.name == "Kartu Nelayan"


def test_a_design_removed_elsewhere_can_be_saved_as_a_new_one(designer, bench, settled):
    with bench.store.writing() as session:
        retire_design(session, designer._id)
    settled(designer.is_changed)
    designer.save()
    settled(lambda: not designer.is_changed())
    assert own(bench)["Kartu Tani"] == DESIGN_OF


def test_closing_asks_before_anything_is_lost(page, designer, messages):
    designer.state.choose([0])
    designer.state.remove()
    messages.agrees = False
    designer.bar.close_button.click()
    assert [question.text for question in messages.asked] == ["The design has not been saved."]
    assert designer.isVisible()
    messages.agrees = True
    designer.bar.close_button.click()
    assert not designer.isVisible()
    assert page.designs.pane.isVisible()
    assert page.header.isVisible()


@pytest.mark.parametrize("whole", [True, False])
def test_a_changed_design_may_end_with_the_program_while_it_is_drawn(
    draw, bench, page, qtbot, whole
):
    designer = draw(DESIGN_OF, keep(bench, DESIGN_OF))
    designer.state.choose([0])
    designer.state.nudge(1, 0)
    assert designer.is_changed()
    with qtbot.captureExceptions() as raised:
        delete(page if whole else designer.state)
        qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert raised == []


def test_the_page_is_not_left_with_unsaved_work_unless_one_agrees(page, designer, messages):
    designer.state.choose([0])
    designer.state.remove()
    messages.agrees = False
    assert not page.may_leave()
    messages.agrees = True
    assert page.may_leave()
    assert page.work.isVisible()


def test_the_designer_takes_the_whole_window_and_gives_it_back(page, draw, bench):
    told = []
    page.filling.connect(told.append)
    designer = draw(DESIGN_OF, keep(bench, DESIGN_OF))
    assert not page.header.isVisible()
    designer.leave()
    assert told == [True, False]


def test_what_is_not_saved_is_offered_again_after_the_window_was_closed(
    page, designer, bench, settled
):
    designer.state.choose([0])
    designer.state.remove()
    changed = designer.state.design
    assert page.may_close()
    assert [one.title for one in unsaved.all_of(bench.store, DESIGN)] == ["Kartu Tani"]
    again = type(page)(bench)
    page.window().layout().addWidget(again)
    again.designs.open()
    settled(lambda: again.designs.pane.unsaved.isVisible())
    go_on = again.designs.pane.unsaved.answers()[0]
    go_on.click()
    settled(lambda: again.designs.designer is not None)
    assert again.designs.designer.state.design == changed
    assert again.designs.designer.is_changed()
    again.designs.designer.save()
    settled(lambda: own(bench)["Kartu Tani"] == changed)
    assert unsaved.all_of(bench.store, DESIGN) == []


def test_what_is_discarded_is_not_offered_again(page, designer, bench, settled):
    designer.state.choose([0])
    designer.state.remove()
    assert page.may_close()
    designer.leave()
    settled(lambda: unsaved.all_of(bench.store, DESIGN) == [])
    assert page.designs.pane.unsaved.isHidden()


def test_in_a_narrow_window_one_panel_at_a_time_stands_beside_the_card(designer, stage, qtbot):
    room = designer.room
    assert not room.tabs.isVisible()
    stage.resize(683, 384)
    qtbot.waitUntil(room.tabs.isVisible)
    assert designer.canvas.isVisible()
    assert designer.properties.isVisible()
    assert not designer.layers.isVisible()
    room.turn_to("elements")
    assert designer.layers.isVisible()
    assert not designer.properties.isVisible()
    assert designer.minimumSizeHint().width() <= 683 - 2 * 24
    stage.resize(1300, 760)
    qtbot.waitUntil(lambda: designer.layers.isVisible() and designer.properties.isVisible())


def test_f6_leads_through_all_parts(designer):
    designer.begin()
    parts = []
    for _part in range(6):
        press(Qt.Key.Key_F6)
        parts.append(designer.focusWidget())
    assert parts[0] is designer.properties.card.name
    assert parts[1] is designer.problems
    assert parts[2] is designer.bar.sides
    assert parts[3] is designer.adding.buttons[Text]
    assert parts[4] is designer.layers.list
    assert parts[5] is designer.canvas


def test_every_control_has_a_name(designer, stage):
    designer.state.choose([0])
    assert unnamed(stage) == []
