from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.drafts import TaskDraft
from models.events.tables import EventKind, PartnerRole
from models.events.templates import Template, Thing, save_template, shipped_template, template
from models.partners.tables import PartnerKind
from models.supplies.tables import SupplyKind
from models.words import speak
from tests.ui.reach import unnamed
from ui.forms.template_form import TemplateForm
from ui.panes.settings_templates import TemplatesPanel
from ui.widgets.stops import go_to_next

OWN = Template(
    begins=time(13, 30),
    ends=time(16),
    days=2,
    target_present=1_200,
    target_enrolled=900,
    target_rupiah=5_000_000,
    tasks=(TaskDraft("Pesan perahu", -10), TaskDraft("Kembalikan perahu", 1)),
    packing=(Thing("Blangko", None, SupplyKind.BLANK_CARD), Thing("Pelampung", 6)),
    roles=((PartnerKind.COMPANY, PartnerRole.HOST),),
)


@pytest.fixture
def panel(bench, stage):
    made = TemplatesPanel(bench)
    stage.resize(900, 700)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def kept(bench):
    def _kept(kind=EventKind.TALK):
        with bench.store.reading() as session:
            return template(session, kind)

    return _kept


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def save(panel, qtbot, bench):
    with qtbot.waitSignal(bench.changes.committed):
        panel.panel._save.click()
    qtbot.waitUntil(lambda: not bench.tasks.busy)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("given", [OWN, Template()], ids=["own", "empty"])
def test_a_template_shown_is_given_back_in_both_languages(qtbot, language, given):
    speak(language)
    form = TemplateForm()
    qtbot.addWidget(form)
    form.show_draft(given)
    assert form.draft() == given
    assert not form.is_changed()


def test_what_is_shipped_is_shown_for_the_kind_chosen(panel):
    assert panel.form.draft() == shipped_template(EventKind.TALK)
    panel.kind.setFocus()
    QTest.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.form.draft().tasks == shipped_template(EventKind.DRIVE).tasks
    assert panel.restore.isHidden()


def type_hours_and_targets(form):
    type_into(form.begins, "13.30")
    type_into(form.ends, "16")
    form.days.setValue(2)
    type_into(form.present, "1200")
    type_into(form.enrolled, "900")
    type_into(form.rupiah, "5 jt")


def type_tasks(form):
    form.parts.choose("tasks")
    form.tasks.add.click()
    QTest.keyClicks(QApplication.focusWidget(), "Pesan perahu")
    form.tasks.lines()[0].due.setValue(-10)
    form.tasks.lines()[0].text.setFocus()
    press(Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "Kembalikan perahu")
    form.tasks.lines()[1].due.setValue(1)


def type_packing(form):
    form.parts.choose("packing")
    form.packing.add.click()
    QTest.keyClicks(QApplication.focusWidget(), "Blangko")
    form.packing.lines()[0].supply.setFocus()
    QTest.keyClick(form.packing.lines()[0].supply, Qt.Key.Key_Down)
    form.packing.add.click()
    QTest.keyClicks(QApplication.focusWidget(), "Pelampung")
    type_into(form.packing.lines()[1].count, "6")


def choose_roles(form):
    form.parts.choose("roles")
    company = form.roles.choices[PartnerKind.COMPANY]
    company.setFocus()
    QTest.keyClick(company, Qt.Key.Key_Home)


def test_everything_typed_is_kept_and_told(panel, bench, kept, messages, qtbot):
    with bench.store.writing() as session:
        save_template(session, EventKind.TALK, Template())
    for fill in (type_hours_and_targets, type_tasks, type_packing, choose_roles):
        fill(panel.form)
    save(panel, qtbot, bench)
    assert kept() == OWN
    assert messages.told[-1][0] == "The template was saved: Outreach talk"
    assert not panel.restore.isHidden()


def test_a_change_is_undone(panel, bench, kept, messages, qtbot):
    type_into(panel.form.begins, "7")
    save(panel, qtbot, bench)
    assert kept().begins == time(7)
    with qtbot.waitSignal(bench.changes.committed):
        messages.actions["Undo"]()
    assert kept() == shipped_template(EventKind.TALK)
    assert panel.form.draft().begins == time(9)


def test_one_goes_back_to_what_is_shipped(panel, bench, kept, messages, qtbot):
    with bench.store.writing() as session:
        save_template(session, EventKind.TALK, OWN)
    assert panel.form.draft() == OWN
    with qtbot.waitSignal(bench.changes.committed):
        panel.restore.click()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert kept() == shipped_template(EventKind.TALK)
    assert panel.form.draft().tasks == shipped_template(EventKind.TALK).tasks
    assert messages.told[-1][0] == "The template is as shipped again: Outreach talk"
    assert panel.restore.isHidden()


def test_lines_are_moved_and_taken_out_by_keys(panel):
    form = panel.form
    form.parts.choose("tasks")
    first, second, *others = form.draft().tasks
    form.tasks.lines()[0].text.setFocus()
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert form.draft().tasks == (second, first, *others)
    assert form.tasks.lines()[1].text.hasFocus()
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert form.draft().tasks == (first, second, *others)
    form.tasks.lines()[0].remove.setFocus()
    press(Qt.Key.Key_Return)
    assert form.draft().tasks == (second, *others)
    assert form.tasks.lines()[0].remove.hasFocus()


def test_tab_goes_through_lines_as_they_stand(panel):
    form = panel.form
    form.show_draft(Template(tasks=(TaskDraft("a"), TaskDraft("b"))))
    form.parts.choose("tasks")
    form.tasks.lines()[0].text.setFocus()
    press(Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "c")
    form.tasks.lines()[2].text.setFocus()
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [task.text for task in form.draft().tasks] == ["a", "b", "c"]
    form.tasks.lines()[0].text.setFocus()
    reached = []
    for _stop in range(8):
        assert go_to_next(panel.window(), onward=True)
        reached.append(QApplication.focusWidget())
    one, two, three = form.tasks.lines()
    others = [stop for line in (two, three) for stop in (line.text, line.due, line.remove)]
    assert reached == [one.due, one.remove, *others]


def test_a_blank_line_is_no_line_and_changes_nothing(panel):
    panel.form.parts.choose("tasks")
    panel.form.tasks.add.click()
    assert not panel.form.is_changed()
    assert panel.form.problems() == {}


@pytest.mark.parametrize(
    ("name", "typed", "beside", "said"),
    [
        ("begins", "25", "begins", "“25” is no time of day."),
        ("begins", "", "begins", "Type a time of day."),
        ("ends", "8", "ends", "The event ends before it starts."),
        ("enrolled", "60", "target_enrolled", "More enrolments than people"),
        ("rupiah", "banyak", "target_rupiah", "“banyak” is no amount"),
    ],
)
def test_a_problem_is_told_beside_its_field_and_nothing_can_be_saved(
    panel, name, typed, beside, said
):
    field = getattr(panel.form, name)
    field.setText(typed)
    field.textEdited.emit(typed)
    assert panel.form.grid.row(beside).said().startswith(said)
    assert not panel.panel._save.isEnabled()


def test_a_count_that_cannot_be_read_is_told_below_the_list(panel):
    panel.form.parts.choose("packing")
    type_into(panel.form.packing.lines()[2].count, "dua")
    assert panel.form._lists["packing"].said().startswith("“dua” is no number of pieces.")
    assert not panel.panel._save.isEnabled()


def test_another_kind_is_shown_only_if_one_may_let_go_of_what_was_typed(panel, messages):
    type_into(panel.form.begins, "7")
    messages.agrees = False
    panel.kind.setFocus()
    QTest.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.kind.value() is EventKind.TALK
    assert panel.form.draft().begins == time(7)
    assert not panel.may_leave()
    messages.agrees = True
    QTest.keyClick(panel.kind, Qt.Key.Key_Down)
    assert panel.kind.value() is EventKind.DRIVE
    assert not panel.form.is_changed()


def test_what_is_being_typed_stays_when_the_template_changes_elsewhere(panel, bench):
    type_into(panel.form.begins, "7")
    with bench.store.writing() as session:
        save_template(session, EventKind.TALK, OWN)
    assert panel.form.draft().begins == time(7)


def test_hostile_text_is_kept_as_it_is(panel, bench, kept, qtbot):
    text = "<b>x</b> '; DROP TABLE event;-- 🌾"
    panel.form.parts.choose("tasks")
    line = panel.form.tasks.lines()[0]
    line.text.setFocus()
    line.text.selectAll()
    line.text.insert(text)
    line.text.textEdited.emit(text)
    save(panel, qtbot, bench)
    assert kept().tasks[0].text == text


@pytest.mark.parametrize("part", ["hours", "tasks", "packing", "roles"])
def test_every_control_has_a_name(panel, stage, part):
    panel.form.parts.choose(part)
    assert unnamed(stage) == []
