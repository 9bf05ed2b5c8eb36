"""The forms about an absence, closed days and a thing of the office."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.office.absences import AbsenceDraft
from models.office.closed_days import ClosedDayDraft
from models.office.equipment import EquipmentDraft
from models.office.tables import AbsenceKind, EquipmentKind
from models.words import speak
from ui.forms.absence_form import AbsenceForm
from ui.forms.closed_day_form import ClosedDayForm
from ui.forms.equipment_form import EquipmentForm

TODAY = date(2026, 11, 22)
FIRST, LAST = date(2026, 12, 28), date(2026, 12, 30)
HOSTILE = "<b>X</b> & '; DROP TABLE absence; --"


def absence_form():
    made = AbsenceForm(TODAY)
    made.offer({7: "Rina", 8: HOSTILE})
    return made


MAKERS = {
    "absence": (
        absence_form,
        AbsenceDraft(8, AbsenceKind.TRAVEL, FIRST, LAST, HOSTILE),
        AbsenceDraft(),
    ),
    "closed": (
        lambda: ClosedDayForm(TODAY),
        ClosedDayDraft(HOSTILE, FIRST, LAST),
        ClosedDayDraft(),
    ),
    "thing": (
        EquipmentForm,
        EquipmentDraft(HOSTILE, EquipmentKind.VEHICLE, "KU 1234"),
        EquipmentDraft(),
    ),
}


@pytest.fixture(params=MAKERS)
def shown(request, stage):
    """A form with a full draft, that draft, and an empty one."""
    make, full, empty = MAKERS[request.param]
    made = make()
    stage.layout().addWidget(made)
    made.show()
    made.show_draft(full)
    return made, full, empty


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_is_shown_is_given_back(shown, language):
    speak(language)
    form, full, _empty = shown
    form.show_draft(full)
    assert form.draft() == full
    assert not form.is_changed()
    assert form.problems() == {}


def test_another_one_leaves_nothing_of_the_first(shown):
    form, _full, empty = shown
    form.show_draft(empty)
    assert form.draft() == empty
    assert not form.is_changed()


def test_an_absence_keeps_its_officer_when_the_list_changes(stage):
    form = absence_form()
    stage.layout().addWidget(form)
    form.show_draft(AbsenceDraft(7, first_day=FIRST))
    form.offer({7: "Rina", 9: "Sari"})
    assert form.draft().officer_id == 7
    form.offer({9: "Sari"})
    assert form.draft().officer_id is None


def test_a_year_of_two_digits_lies_ahead(stage):
    form = ClosedDayForm(TODAY)
    stage.layout().addWidget(form)
    form.show()
    form.first_day.setFocus()
    QTest.keyClicks(form.first_day, "28/12/27")
    QTest.keyClick(form.first_day, Qt.Key.Key_Tab)
    assert form.draft().first_day == date(2027, 12, 28)
