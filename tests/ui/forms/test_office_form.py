import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from models.office.drafts import OfficeDraft, OfficerDraft
from tests.ui.reach import said, unnamed
from ui.forms.office_form import OfficeForm, zone_names
from ui.forms.officer_form import OfficerForm

OFFICE = OfficeDraft(
    name="Kantor <b>Cabang</b> & Bulungan",
    place="Tanjung Selor",
    address="Jalan Durian 1",
    phone="(0552) 21999",
    email="kantor@contoh.example",
    head_name="Ahmad 'Contoh'; --",
    head_position="Kepala",
    head_number="NPK 0123 <b>",
    time_zone="Asia/Jayapura",
)
OFFICER = OfficerDraft("Rina 🙂 Contoh", "Koordinator", "0012", "+6281234567890")


@pytest.fixture
def show(stage):
    def _show(form, draft):
        stage.layout().addWidget(form)
        form.show()
        stage.resize(700, 500)
        form.show_draft(draft)
        return form

    return _show


def field(form, name):
    return next(one for one in form.findChildren(QLineEdit) if said(one) == name)


@pytest.mark.parametrize(
    ("make", "draft"),
    [(OfficeForm, OFFICE), (OfficerForm, OFFICER), (lambda: OfficerForm(short=True), OFFICER)],
)
def test_what_is_shown_is_given_back(show, make, draft):
    form = show(make(), draft)
    assert form.draft() == draft
    assert not form.is_changed()


def test_a_zone_that_is_none_of_ours_is_kept(show):
    form = show(OfficeForm(), OfficeDraft("K", "T", head_name="A", time_zone="Asia/Singapore"))
    assert form.draft().time_zone == "Asia/Singapore"
    assert list(zone_names()) == ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]


def test_a_zone_is_chosen_by_key(qtbot, show):
    form = show(OfficeForm(), OFFICE)
    box = form.findChild(QComboBox)
    with qtbot.waitSignal(form.changed):
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert form.draft().time_zone == "Asia/Makassar"
    assert form.is_changed()


@pytest.mark.parametrize(
    ("name", "draft_name", "problem"),
    [
        ("Office", "name", "Write the office's name as it is on its letters."),
        ("Town", "place", "Write the town the office dates its letters from."),
        ("Head of the office", "head_name", "Write who signs for the office."),
    ],
)
def test_an_emptied_field_says_what_belongs_there(show, name, draft_name, problem):
    form = show(OfficeForm(), OFFICE)
    line = field(form, name)
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert form.grid.row(draft_name).said() == problem
    assert line.accessibleDescription() == problem
    QTest.keyClicks(line, "x")
    assert form.grid.row(draft_name).said() == ""


def test_a_number_that_is_no_phone_is_told(show):
    form = show(OfficerForm(), OFFICER)
    line = field(form, "Phone")
    line.selectAll()
    QTest.keyClicks(line, "besok")
    assert form.problems() == {"phone": "“besok” is no phone number. Type it like 0812-3456-7890."}
    assert form.is_changed()


def test_a_name_is_all_an_officer_needs(show):
    form = show(OfficerForm(), OfficerDraft())
    assert form.problems() == {"name": "Write a name."}
    QTest.keyClicks(field(form, "Name"), "Budi")
    assert form.problems() == {}


def test_the_short_form_asks_for_name_and_position(show):
    form = show(OfficerForm(short=True), OfficerDraft())
    asked = [said(one) for one in form.findChildren(QLineEdit) if one.isVisible()]
    assert asked == ["Your name", "Your position"]


@pytest.mark.parametrize("make", [OfficeForm, OfficerForm])
def test_every_control_has_a_name(show, make):
    form = make()
    show(form, form.draft())
    assert unnamed(form.window()) == []
