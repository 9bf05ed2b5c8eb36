import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.drafts import PartDraft
from models.events.tables import Answer, PartnerRole
from models.history.steps import next_steps, take_back
from models.partners.drafts import PartnerDraft
from models.partners.operations import change_partner
from models.partners.queries import partner_ids, partner_rows
from models.partners.tables import PartnerKind
from models.progress import finish
from tests import factories as a
from tests.ui.reach import unnamed
from ui.forms.parts_field import PartsField


@pytest.fixture
def dinas(keep):
    return keep(a.partner(name="Dinas Pertanian", kind=PartnerKind.AGENCY)).id


@pytest.fixture
def desa(keep):
    return keep(a.partner(name="Pemerintah Desa", kind=PartnerKind.VILLAGE)).id


@pytest.fixture
def parts(bench, stage):
    made = PartsField(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


def choose(parts, typed):
    """Type a name and take the first proposal."""
    field = parts.field()
    field.setFocus()
    QTest.keyClicks(field, typed)
    assert field.proposals()
    QTest.keyClick(field._list, Qt.Key.Key_Return)


def names(parts):
    return [line.name() for line in parts.lines()]


def test_parts_shown_are_given_back(parts, dinas, desa):
    given = (
        PartDraft(desa, PartnerRole.HOST, Answer.CONFIRMED),
        PartDraft(dinas, PartnerRole.SPEAKER, Answer.WAITING),
        PartDraft(dinas, PartnerRole.INVITER, Answer.DECLINED),
    )
    parts.show_parts(given)
    assert parts.parts() == given
    assert names(parts) == ["Pemerintah Desa", "Dinas Pertanian", "Dinas Pertanian"]


def test_other_parts_replace_those_shown(parts, dinas, desa):
    parts.show_parts([PartDraft(desa)])
    parts.show_parts([PartDraft(dinas)])
    assert names(parts) == ["Dinas Pertanian"]


def test_a_partner_is_found_by_typing_and_has_its_usual_role(parts, dinas, desa, qtbot):
    with qtbot.waitSignal(parts.changed):
        choose(parts, "pertan")
    choose(parts, "desa")
    assert parts.parts() == (
        PartDraft(dinas, PartnerRole.SPEAKER),
        PartDraft(desa, PartnerRole.HOST),
    )
    assert parts.field().text() == ""


def test_a_partner_added_again_gets_another_role(parts, dinas):
    choose(parts, "pertan")
    choose(parts, "pertan")
    roles = [part.role for part in parts.parts()]
    assert len(set(roles)) == 2


def test_a_new_name_becomes_a_partner_on_the_spot(parts, bench, messages, qtbot):
    with qtbot.waitSignal(parts.changed):
        choose(parts, "  Gapoktan   Makmur ")
    with bench.store.reading() as session:
        [row] = partner_rows(session, partner_ids(session)).values()
    assert row.name == "Gapoktan Makmur"
    assert [part.partner_id for part in parts.parts()] == [row.id]
    assert messages.told[-1][0] == "Gapoktan Makmur is in the list of partners now."


def test_a_name_that_is_a_partners_already_is_not_offered_as_new(parts, dinas):
    QTest.keyClicks(parts.field(), "dinas pertanian")
    assert [one.text for one in parts.field().proposals()] == ["Dinas Pertanian"]


@pytest.mark.parametrize("name", ["<b>Dinas</b>", "'; DROP TABLE partner;--", "=1+1", "🌾 نمو"])
def test_a_hostile_name_is_a_name(parts, bench, qtbot, name):
    parts.field().setFocus()
    parts.field().insert(name)
    parts.field().textEdited.emit(name)
    assert parts.field().proposals()[-1].text == f"Add “{name}” as a partner"
    with qtbot.waitSignal(parts.changed):
        QTest.keyClick(parts.field()._list, Qt.Key.Key_Return)
    assert names(parts) == [name]


def test_a_name_too_long_for_a_partner_is_not_offered(parts):
    parts.field().textEdited.emit("x" * 301)
    assert parts.field().proposals() == []


def test_a_line_is_taken_out_by_its_button(parts, dinas, desa, qtbot):
    parts.show_parts([PartDraft(dinas), PartDraft(desa)])
    with qtbot.waitSignal(parts.changed):
        parts.lines()[0].remove.click()
    assert names(parts) == ["Pemerintah Desa"]


def test_role_and_answer_are_chosen_by_keys(parts, dinas, qtbot):
    parts.show_parts([PartDraft(dinas, PartnerRole.HOST, Answer.NOT_ASKED)])
    [line] = parts.lines()
    for box in (line.role, line.answer):
        with qtbot.waitSignal(parts.changed):
            QTest.keyClick(box, Qt.Key.Key_Down)
    assert parts.parts() == (PartDraft(dinas, PartnerRole.SPEAKER, Answer.WAITING),)


def test_a_partner_undone_meanwhile_is_taken_out(parts, bench, qtbot):
    with qtbot.waitSignal(parts.changed):
        choose(parts, "Gapoktan")
    step, _redo = next_steps(bench.store)
    with qtbot.waitSignal(parts.changed):
        finish(take_back(bench.store, step.action_id))
    assert parts.parts() == ()


def test_a_partner_renamed_elsewhere_shows_its_new_name(parts, bench, dinas):
    parts.show_parts([PartDraft(dinas)])
    with bench.store.writing() as session:
        change_partner(session, dinas, PartnerDraft(name="Dinas Perikanan"))
    assert names(parts) == ["Dinas Perikanan"]


def test_every_control_has_a_name(parts, dinas, stage):
    parts.show_parts([PartDraft(dinas)])
    assert unnamed(stage) == []
    assert parts.lines()[0].remove.accessibleName() == "Take out Dinas Pertanian"
