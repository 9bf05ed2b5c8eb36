import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from models.office.queries import today
from models.office.targets import Amount, save_targets, targets
from tests.ui.reach import said, stops, unnamed
from ui.panes.settings_targets import TargetsPanel
from ui.widgets.text import Text

HEADINGS = ["Enrolments", "Contributions"]


@pytest.fixture
def year(bench):
    with bench.store.reading() as session:
        return today(session).year


@pytest.fixture
def aim(bench, year):
    def _aim(wanted, of=year):
        with bench.store.writing() as session:
            save_targets(session, of, wanted)

    return _aim


@pytest.fixture
def panel(bench, stage):
    made = TargetsPanel(bench)
    stage.resize(700, 900)
    stage.layout().addWidget(made)
    made.show()
    return made


def kept(bench, year):
    with bench.store.reading() as session:
        return [one for one in targets(session, year).values() if one != Amount()]


def write(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_targets_are_shown_with_the_sums_of_quarters_and_year(panel, aim):
    aim({1: Amount(10, 1_000), 2: Amount(20), 4: Amount(5)})
    assert [row.enrolled.text() for row in panel.form.months[:4]] == ["10", "20", "", "5"]
    assert panel.form.months[0].rupiah.text() == "Rp1,000"
    assert panel.form.sums[0].text() == "Quarter 1: 30 enrolments, Rp1,000"
    assert panel.form.sums[1].text() == "Quarter 2: 5 enrolments, Rp0"
    assert panel.form.total.amount() == Amount(35, 1_000)
    assert not panel.form.is_changed()


def test_headings_stand_over_the_columns_of_filled_fields(panel, aim, stage):
    aim({month: Amount(10, 1_000) for month in range(1, 13)})
    stage.grab()
    heads = [one for one in panel.form.findChildren(Text) if one.text() in HEADINGS]
    fields = panel.form.total.fields()
    assert [one.text() for one in heads] == HEADINGS
    for head, field in zip(heads, fields, strict=True):
        at = head.mapTo(panel, QPoint(0, head.height()))
        assert at.x() == field.mapTo(panel, QPoint()).x()
        assert at.y() <= field.mapTo(panel, QPoint()).y()


def test_what_the_form_shows_it_gives_back(panel, aim, year):
    wanted = {month: Amount(month, month * 1_000) for month in range(1, 13)}
    aim(wanted)
    assert panel.form.draft().months == tuple(wanted.values())


def test_a_total_is_spread_over_the_months_saved_with_enter_and_undone(
    panel, bench, year, messages, qtbot
):
    write(panel.form.total.enrolled, "1000")
    assert not panel.panel._save.isEnabled()
    panel.form.spread_button.click()
    assert sum(row.enrolled.value() for row in panel.form.months) == 1_000
    assert {row.enrolled.value() for row in panel.form.months} == {83, 84}
    QTest.keyClick(panel.form.months[0].enrolled, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(messages.told))
    assert messages.told[-1][0] == f"The targets of {year} were saved."
    assert sum(one.enrolled for one in kept(bench, year)) == 1_000
    messages.actions["Undo"]()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert kept(bench, year) == []
    assert panel.form.total.enrolled.text() == ""


def test_a_total_that_is_not_spread_is_told_beside_it(panel):
    write(panel.form.total.rupiah, "12 jt")
    said = panel.form.grid.row("total").said()
    assert said == "Spread this over the months, or it is not kept."


def test_months_typed_by_keys_are_summed_up_at_once(panel):
    write(panel.form.months[0].enrolled, "40")
    QTest.keyClick(panel.form.months[0].enrolled, Qt.Key.Key_Tab)
    QTest.keyClicks(panel.form.months[0].rupiah, "1,5 jt")
    assert panel.form.months[0].rupiah.hasFocus()
    assert panel.form.total.amount() == Amount(40, 1_500_000)
    assert panel.form.sums[0].text() == "Quarter 1: 40 enrolments, Rp1,500,000"
    assert panel.panel._save.isEnabled()


@pytest.mark.parametrize("text", ["-5", "=1+1", "banyak", "1e9", "9" * 300])
def test_what_is_no_number_is_told_beside_its_field_and_stays(panel, text):
    write(panel.form.months[2].enrolled, text)
    assert "is no number of people" in panel.form.grid.row("month2").said()
    assert panel.form.months[2].enrolled.text() == text
    assert not panel.panel._save.isEnabled()


def test_another_year_is_turned_to_and_kept_by_itself(panel, bench, year, aim, qtbot):
    aim({1: Amount(7)})
    panel.year.show_value(year + 1)
    panel.year.picked.emit()
    assert panel.form.months[0].enrolled.text() == ""
    write(panel.form.months[0].enrolled, "9")
    panel.panel.save_asked.emit()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    assert kept(bench, year) == [Amount(7)]
    assert kept(bench, year + 1) == [Amount(9)]
    assert panel.year.value() == year + 1


def test_a_year_with_targets_is_offered_however_long_ago(panel, aim):
    aim({1: Amount(7)}, 2022)
    assert panel.year.itemText(0) == "2022"


def test_turning_the_year_loses_nothing_without_asking(panel, messages, year):
    write(panel.form.months[0].enrolled, "9")
    messages.agrees = False
    panel.year.show_value(year - 1)
    panel.year.picked.emit()
    assert panel.year.value() == year
    assert panel.form.months[0].enrolled.text() == "9"


def test_what_is_typed_stays_when_targets_are_kept_elsewhere(panel, aim):
    write(panel.form.months[0].enrolled, "9")
    aim({1: Amount(7)})
    assert panel.form.months[0].enrolled.text() == "9"


def test_leaving_asks_and_gives_up_what_was_typed(panel, messages):
    assert panel.may_leave()
    write(panel.form.months[0].enrolled, "9")
    messages.agrees = False
    assert not panel.may_leave()
    messages.agrees = True
    assert panel.may_leave()
    assert panel.form.months[0].enrolled.text() == ""


def test_every_control_has_a_name(panel, stage, year):
    assert unnamed(stage) == []
    name = panel.form.months[0].enrolled.accessibleName()
    assert name == f"Enrolments, January {year}"


def test_tab_comes_to_the_buttons_after_all_fields(panel, stage, year):
    names = [said(one) for one in stops(stage)]
    assert names.index("Cancel") > names.index(f"Contributions, December {year}")
