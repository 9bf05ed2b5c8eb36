from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from models.enrolment.paper_forms import (
    FormCounts,
    form_counts,
    form_rows,
    reserve_forms,
    void_forms,
)
from models.enrolment.paper_numbers import form_code
from models.enrolment.tables import Consent, Enrolment, PaperForm, Payment
from models.events.tables import Attendance
from models.money.tables import Receipt
from models.people.tables import Person
from tests import factories as a
from tests.reports.values import HOSTILE
from tests.ui.reach import unnamed
from ui.panes.desk_pane import DeskPane
from ui.panes.paper_forms import PRINT, PaperForms
from ui.panes.paper_forms_typing import ENROLLED, PRESENT
from ui.tables.paper_model import BY_NUMBER, FIELDS

WRITTEN = datetime(2022, 6, 28, 1, 42, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def event(keep):
    return keep(a.event())


@pytest.fixture
def forms(store, event):
    with store.writing() as session:
        return reserve_forms(session, event.id, 3)


@pytest.fixture
def make(bench, stage, event, qtbot):
    def _make():
        pane = PaperForms(bench)
        stage.resize(1300, 700)
        stage.layout().addWidget(pane)
        pane.show()
        pane.show_event(event.id)
        pane.begin()
        qtbot.waitUntil(lambda: not bench.tasks.busy)
        return pane

    return _make


@pytest.fixture
def pane(forms, make):
    return make()


@pytest.fixture
def settled(bench, qtbot):
    def _settled():
        qtbot.waitUntil(lambda: not bench.tasks.busy)

    return _settled


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    QApplication.processEvents()


def typed(text):
    for letter in text:  # the first one opens the cell
        QTest.keyClicks(QApplication.focusWidget(), letter)


def cell(*texts):
    """Type texts into one cell after the other, as one does at the keyboard."""
    for text in texts:
        typed(text)
        press(Qt.Key.Key_Return)


def person(serial=1, name="Yohanes Lawing", paid=""):
    birth = sex = phone = programmes = payer = ""
    whole = a.nik(serial), name, birth, sex, phone, "petani padi", "1jt"
    return ("0942", *whole, programmes, "6", payer, "1", paid, "")


def said(pane, form_id, name):
    model = pane.typing.model
    return model.index(model.place(form_id), FIELDS.index(name)).data()


def kept(store):
    kinds = (Person, Attendance, Enrolment, Consent, Payment)
    with store.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(kind)) for kind in kinds)


def counts(store, event):
    with store.reading() as session:
        return form_counts(session, event.id)


def test_a_form_is_typed_in_by_number_and_keys_alone(pane, store, event, forms, settled):
    cell("2")
    assert pane.typing.view.cell() == (forms[1], "time")
    cell(*person(paid="100800"))
    settled()
    assert kept(store) == (1, 1, 1, 1, 1)
    with store.reading() as session:
        row = form_rows(session, forms)[forms[1]]
        assert (row.name, row.written_at) == ("Yohanes Lawing", WRITTEN)
        assert session.scalars(select(Receipt.serial)).all() == [1]
    assert forms[1] not in pane.typing.model.ids
    assert "1 typed in" in pane.typing.counts.text()
    assert "Receipt 00-000001" in pane._bench.messages.told[-1][0]


def test_ctrl_enter_keeps_a_line_from_within_a_cell(pane, store, settled):
    cell("1", *person()[:11])
    typed("1")
    press(Qt.Key.Key_Return, CONTROL)
    settled()
    assert kept(store) == (1, 1, 1, 1, 0)


def test_the_keyboard_goes_on_in_the_next_form_while_one_is_kept(pane, store, forms, settled):
    cell("1", *person(1), *person(2, "Martha")[:3])
    settled()
    assert pane.typing.view.cell() == (forms[1], "birth_date")
    assert said(pane, forms[1], "name") == "Martha"
    assert kept(store)[0] == 1


def test_undo_brings_the_form_back_as_it_was_typed(pane, bench, store, forms, settled):
    cell("1", *person())
    settled()
    bench.undoing.undo()
    settled()
    assert kept(store) == (0, 0, 0, 0, 0)
    assert pane.typing.model.ids == (BY_NUMBER, *forms)
    assert said(pane, forms[0], "name") == "Yohanes Lawing"


@pytest.mark.parametrize(
    ("number", "told"),
    [("99", "No form has this number."), ("2", "is void: Basah"), ("x", "No form")],
)
def test_a_number_that_cannot_be_typed_in_is_told_beside_it(make, store, forms, number, told):
    with store.writing() as session:
        void_forms(session, [forms[1]], "Basah")
    pane = make()
    cell(number)
    assert told in said(pane, BY_NUMBER, "remarks")
    assert told in pane.typing.hint.text()
    assert said(pane, BY_NUMBER, "number") == number
    cell("1")
    assert said(pane, BY_NUMBER, "remarks") == ""


def test_the_form_of_another_event_and_one_typed_already_are_told(pane, store, keep, forms):
    other = keep(a.event(title="Nelayan Tanjung Selor"))
    with store.writing() as session:
        reserve_forms(session, other.id, 1)
    cell("4")
    assert "another event: Nelayan Tanjung Selor" in said(pane, BY_NUMBER, "remarks")
    siti = keep(a.person(name="Siti"))
    with store.writing("Elsewhere") as session:
        form = session.get_one(PaperForm, forms[0])
        form.person_id, form.typed_at, form.written_at = siti.id, WRITTEN, WRITTEN
    assert forms[0] not in pane.typing.model.ids
    cell("1")
    assert "typed in already: Siti, 28/06/2022 09:42" in said(pane, BY_NUMBER, "remarks")


def test_what_is_wrong_is_told_in_the_cell_and_beside_it(pane, forms, settled):
    cell("1", "2561", "123")
    for text in ("no time of day", "digit"):
        assert text in said(pane, forms[0], "remarks")
    pane.typing.view.go_to(forms[0], "time")
    assert "no time of day" in pane.typing.hint.text()
    settled()


def test_what_is_missing_is_told_once_the_line_is_to_be_kept(pane, store, forms, settled):
    cell("1", "0942")
    assert said(pane, forms[0], "remarks") == ""
    press(Qt.Key.Key_Return, CONTROL)
    settled()
    assert "A NIK is needed" in said(pane, forms[0], "remarks")
    assert kept(store)[0] == 0


def test_who_is_known_by_the_nik_is_filled_in(pane, keep, forms, settled):
    keep(a.person(nik=a.nik(1), name="Yohanes Lawing", phone="+6281234567890"))
    cell("1", "0942", a.nik(1))
    assert said(pane, forms[0], "name") == "Yohanes Lawing"
    assert said(pane, forms[0], "phone") == "0812-3456-7890"
    assert "Known: Yohanes Lawing" in said(pane, forms[0], "remarks")
    settled()


def test_who_is_probably_known_is_told(pane, keep, forms, settled):
    keep(a.person(nik=a.nik(1), name="Yohanes Lawing"))
    cell("1", "0942", a.nik(1)[:-1] + "9", "Yohanes Lawing")
    settled()
    assert "Perhaps Yohanes Lawing" in said(pane, forms[0], "remarks")


def test_half_a_form_is_there_again_after_closing(pane, make, forms, settled):
    cell("2", "0942", a.nik(1), "Yohanes")
    pane.keep_now()
    pane.hide()
    again = make()
    assert said(again, forms[1], "name") == "Yohanes"
    assert again.typing.model.line(forms[1]).read.at == WRITTEN
    settled()


def test_half_a_form_is_there_when_one_goes_away_and_comes_back_at_once(
    pane, event, forms, settled
):
    cell("2", "0942", a.nik(1), "Yohanes")
    pane.show_event(event.id)
    assert said(pane, forms[1], "name") == "Yohanes"
    settled()


def test_only_present_people_are_typed_in_without_the_columns_of_an_enrolment(
    pane, store, forms, settled
):
    pane.typing.kinds.choose(PRESENT)
    pane.typing.begin()
    assert pane.typing.view.isColumnHidden(FIELDS.index("months"))
    cell("1", "0942", "", "Martha", "", "", "", "")
    settled()
    assert kept(store) == (1, 1, 0, 0, 0)
    pane.typing.kinds.choose(ENROLLED)
    assert not pane.typing.view.isColumnHidden(FIELDS.index("months"))


def test_niks_are_masked_until_the_key_is_held(pane, bench, forms, settled):
    cell("1", "0942", a.nik(1))
    assert "••••••" in said(pane, forms[0], "nik")
    bench.privacy.hold(on=True)
    assert said(pane, forms[0], "nik") == a.nik(1)
    bench.privacy.hold(on=False)
    settled()


def test_a_spoilt_form_is_voided_with_a_reason(pane, bench, store, event, forms, settled):
    cell("1")
    pane.typing.void_button.click()
    QTest.keyClicks(pane.typing.reason.field, "Basah")
    QTest.keyClick(pane.typing.reason.field, Qt.Key.Key_Return)
    settled()
    assert counts(store, event) == FormCounts(3, 0, 1)
    assert forms[0] not in pane.typing.model.ids
    bench.undoing.undo()
    settled()
    assert counts(store, event).void == 0
    assert forms[0] in pane.typing.model.ids


def test_what_is_being_typed_stays_while_another_form_is_taken_out(
    pane, store, forms, settled, qtbot
):
    cell("3", "0942", a.nik(1))
    typed("Yoh")
    with store.writing() as session:
        void_forms(session, [forms[0]], "Basah")
    typed("anes")
    press(Qt.Key.Key_Return)
    assert said(pane, forms[2], "name") == "Yohanes"
    assert pane.typing.view.cell() == (forms[2], "birth_date")
    qtbot.waitUntil(lambda: forms[0] not in pane.typing.model.ids)
    assert said(pane, forms[2], "name") == "Yohanes"
    settled()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_a_cell_is_shown_as_it_is_or_told(pane, forms, hostile, settled):
    model = pane.typing.model
    for name in FIELDS:
        model.setData(model.index(1, FIELDS.index(name)), hostile)
    assert isinstance(said(pane, forms[0], "remarks"), str)
    pane.typing.keep_line()
    settled()


def test_numbers_are_given_out_and_the_pdf_is_saved(make, bench, store, event, tmp_path, settled):
    pane = make()
    target = tmp_path / "forms.pdf"
    bench.messages.files.append(target)
    pane.printing.count.setText("4")
    pane.printing.save_button.click()
    settled()
    assert target.read_bytes().startswith(b"%PDF")
    assert counts(store, event).printed == 4
    bench.undoing.undo()
    settled()
    assert counts(store, event) == FormCounts(4, 0, 4)


def test_without_a_number_nothing_is_printed(make):
    pane = make()
    assert pane.printing.print_button.isEnabled()
    pane.printing.begin()
    QTest.keyClicks(pane.printing.count, "0")
    assert not pane.printing.print_button.isEnabled()
    assert not pane.printing.again.isEnabled()


def test_the_lines_behave_as_a_table_while_they_come_and_go(pane, bench, forms, store, settled):
    QAbstractItemModelTester(pane.typing.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    with store.writing() as session:
        void_forms(session, forms[:2], "Basah")
    assert pane.typing.model.ids == (BY_NUMBER, forms[2])
    bench.undoing.undo()
    settled()
    assert pane.typing.model.ids == (BY_NUMBER, *forms)


def test_every_control_has_a_name(pane):
    assert unnamed(pane) == []
    pane.choose(PRINT)
    assert unnamed(pane) == []


@pytest.fixture
def desk(bench, stage, event, forms, qtbot):
    made = DeskPane(bench)
    stage.resize(1100, 700)
    stage.layout().addWidget(made)
    made.show()
    made.show_event(event.id)
    made.begin()
    qtbot.waitUntil(lambda: made.finder.search.hasFocus() and not bench.tasks.busy)
    return made


def test_from_the_desk_a_key_leads_there_and_esc_back(desk, settled):
    press(Qt.Key.Key_E, CONTROL)
    assert desk.places.paper.isVisible()
    assert not desk.finder.isVisible()
    assert not desk.is_idle()
    press(Qt.Key.Key_Escape)
    assert not desk.places.paper.isVisible()
    assert desk.finder.search.hasFocus()
    settled()


def test_the_code_of_a_form_scanned_at_the_desk_leads_to_its_line(desk, forms, settled):
    told = []
    desk.told.connect(told.append)
    desk.take_scan(form_code(0, 3))
    assert desk.places.paper.forms.typing.view.cell() == (forms[2], "time")
    desk.take_scan(form_code(0, 9))
    assert told == ["ok", "error"]
    assert "No form has this number" in desk.places.paper.forms.typing.hint.text()
    settled()
