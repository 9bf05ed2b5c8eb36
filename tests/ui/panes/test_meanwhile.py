"""Two PCs change the same record at once: what of both is kept is chosen beside the fields."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.events.budget import CostDraft, add_cost, budget, change_cost
from models.events.operations import change_event
from models.events.queries import event_draft
from models.partners.operations import change_partner
from models.partners.queries import partner_draft
from models.people.bin import archive_people
from models.people.operations import change_person
from models.people.queries import person_draft
from tests import factories as a
from tests.other_desk import *  # noqa: F403 - fixtures are found by name
from tests.ui.reach import unnamed
from ui.forms.event_form import EventForm
from ui.page_keys import page_keys
from ui.panes.budget_panel import BudgetPanel
from ui.panes.partner_detail import PartnerDetail
from ui.panes.person_detail import PersonDetail


@pytest.fixture
def person(keep):
    return keep(a.person(name="Awing Ding", phone="+6281350017788", address="RT 1")).id


@pytest.fixture
def detail(bench, stage, person):
    made = PersonDetail(bench)
    stage.resize(900, 700)
    stage.layout().addWidget(made)
    made.show_record(person)
    made.begin()
    return made


def kept(store, person):
    with store.reading() as session:
        return person_draft(session, person)


def elsewhere(other, person, **changed):
    """Have the other PC change somebody."""
    with other.writing() as session:
        now = person_draft(session, person)
        change_person(session, person, replace(now, **changed))


def retype(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_what_both_changed_is_chosen_by_keys_and_what_one_changed_is_kept(
    detail, store, other, person, settled
):
    form, panel = detail._form, detail.panel
    retype(form._lines["address"], "RT 9")
    retype(form._lines["name"], "Awing Ding Lawai")
    elsewhere(other, person, address="RT 7", name="Awing D.", phone="+6281350012222")
    QTest.keyClick(form._lines["name"], Qt.Key.Key_Return)
    settled(lambda: panel.meanwhile.waits())
    name, address = panel.meanwhile.choices
    assert name.buttons[0].accessibleName() == "Theirs (1): Awing D."
    assert "Sari Contoh" in name.buttons[0].accessibleDescription()
    assert name.parent() is form.grid.row("name")
    assert address.isVisible()  # though its row is one of those that are shown when asked for
    assert form._lines["address"].text() == "RT 9"
    assert not panel._save.isEnabled()
    assert name.buttons[0].hasFocus()
    assert unnamed(detail) == []
    name.buttons[0].setFocus()
    theirs, mine = page_keys()["meanwhile"][0].keys
    QTest.keyClicks(name.buttons[0], mine)
    assert address.buttons[0].hasFocus()
    QTest.keyClicks(address.buttons[0], theirs)
    assert form._lines["address"].text() == "RT 7"
    assert QApplication.focusWidget() is panel._save
    panel._save.click()
    settled(lambda: not panel.form.is_changed())
    now = kept(store, person)
    assert (now.name, now.address, now.phone) == ("Awing Ding Lawai", "RT 7", "+6281350012222")
    assert not panel.meanwhile.choices


def test_a_third_change_is_asked_about_again_and_typing_anew_decides(
    detail, store, other, person, settled
):
    line, panel = detail._form._lines["name"], detail.panel
    retype(line, "Awing Satu")
    elsewhere(other, person, name="Awing Dua")
    panel._save.click()
    settled(lambda: panel.meanwhile.waits())
    elsewhere(other, person, name="Awing Tiga")
    panel.meanwhile.choices[0].buttons[1].click()
    panel._save.click()
    settled(lambda: panel.meanwhile.waits())
    assert panel.meanwhile.choices[0].buttons[0].accessibleName() == "Theirs (1): Awing Tiga"
    retype(line, "Awing Empat")
    assert not panel.meanwhile.choices
    panel._save.click()
    settled(lambda: not panel.form.is_changed())
    assert kept(store, person).name == "Awing Empat"


def test_who_is_put_away_meanwhile_is_said_and_what_is_typed_stays(
    detail, store, other, person, settled, bench
):
    line, panel = detail._form._lines["name"], detail.panel
    retype(line, "Awing Satu")
    with other.writing() as session:
        archive_people(session, [person])
    bench.changes.committed.emit(frozenset({type(a.person())}))
    said = "Done meanwhile: Archive Awing Ding (Sari Contoh"
    assert panel.notice.text().startswith(said)
    panel.notice.hide()
    panel._save.click()
    settled(lambda: panel.notice.text().startswith(said))
    assert line.text() == "Awing Satu"
    assert kept(store, person).name == "Awing Ding"


def test_a_half_typed_form_says_what_was_changed_elsewhere_an_untouched_one_shows_it(
    detail, other, person, bench
):
    line, panel = detail._form._lines["name"], detail.panel
    elsewhere(other, person, name="Awing Dua")
    bench.changes.committed.emit(frozenset({type(a.person())}))
    assert line.text() == "Awing Dua"
    retype(line, "Awing Satu")
    elsewhere(other, person, address="RT 7")
    bench.changes.committed.emit(frozenset({type(a.person())}))
    assert panel.notice.text().startswith("Changed meanwhile by Sari Contoh · ")
    assert "Address" in panel.notice.text()
    assert line.text() == "Awing Satu"


def test_what_was_typed_before_is_gone_on_with_over_what_was_changed_since(
    detail, other, person, bench, settled
):
    retype(detail._form._lines["name"], "Awing Satu")
    assert detail.may_close()
    elsewhere(other, person, name="Awing Dua", address="RT 7")
    again = PersonDetail(bench)
    detail.parentWidget().layout().addWidget(again)
    again.show_record(person)
    again.panel.notice._action.click()
    form = again._form
    assert form._lines["address"].text() == "RT 7"
    assert form._lines["name"].text() == "Awing Satu"
    assert [one.clash.name for one in again.panel.meanwhile.choices] == ["name"]


def test_contacts_of_a_partner_are_joined_one_by_one(bench, stage, keep, other, store, settled):
    first = a.contact(name="Pak Lurah")
    partner = keep(a.partner(name="Dinas Tani", contacts=[first])).id
    detail = PartnerDetail(bench)
    stage.layout().addWidget(detail)
    detail.show_record(partner)
    retype(detail._form._name, "Dinas Pertanian")
    with other.writing() as session:
        now = partner_draft(session, partner)
        (there,) = now.contacts
        contacts = (replace(there, phone="+6281350012222"),)
        change_partner(session, partner, replace(now, contacts=contacts, note="Baru"))
    detail.panel._save.click()
    settled(lambda: not detail.panel.form.is_changed())
    with store.reading() as session:
        now = partner_draft(session, partner)
    assert (now.name, now.note) == ("Dinas Pertanian", "Baru")
    assert [one.phone for one in now.contacts] == ["+6281350012222"]


def test_a_line_of_a_list_that_was_changed_elsewhere_is_chosen_too(
    bench, stage, store, other, settled, event
):
    panel = BudgetPanel(bench)
    stage.layout().addWidget(panel)
    with store.writing() as session:
        cost = add_cost(session, event, CostDraft("Konsumsi", 500_000))
    panel.show_event(event)
    panel.open_line(panel.lines()[0].row)
    retype(panel.form.text, "Makan siang")
    retype(panel.form.actual, "450000")
    with other.writing() as session:
        change_cost(session, cost, CostDraft("Snack", 600_000))
    panel.form.keep.click()
    settled(lambda: panel.form.meanwhile.waits())
    (choice,) = panel.form.meanwhile.choices
    assert not panel.form.keep.isEnabled()
    choice.buttons[1].click()
    panel.form.keep.click()
    settled(lambda: not panel.form.is_changed())
    with store.reading() as session:
        (line,) = budget(session, event).lines
    assert line.draft == CostDraft("Makan siang", 600_000, 450_000)


@pytest.fixture
def plan(bench, stage, event):
    made = EventForm(bench)
    stage.resize(1000, 700)
    stage.layout().addWidget(made)
    assert made.change(event)
    return made


def test_a_plan_that_was_changed_elsewhere_is_chosen_too(plan, other, store, settled, event):
    form = plan
    retype(form.fields.venue, "Balai Adat")
    look = partial(event_draft, event_id=event)
    with other.writing() as session:
        officers = (other.officer_id,)
        change_event(session, event, replace(look(session), venue="SD 001", staff=officers))
    form.save()
    settled(lambda: form._meanwhile.waits())
    (choice,) = form._meanwhile.choices
    assert choice.parent() is form.fields.row_of("venue")
    QTest.keyClick(choice.buttons[0], Qt.Key.Key_2)
    form.save()
    settled(lambda: not form.is_changed())
    with store.reading() as session:
        now = look(session)
    assert (now.venue, now.staff) == ("Balai Adat", officers)
