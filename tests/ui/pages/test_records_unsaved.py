"""What was typed about a partner or a person and not saved."""

import pytest
from PySide6.QtTest import QTest

from models.partners.drafts import PartnerDraft
from models.unsaved import keep as keep_draft
from models.unsaved import key_of, take
from tests import factories as a
from ui.pages.partners_page import PartnersPage
from ui.pages.people_page import PeoplePage


@pytest.fixture
def partners(bench, wide):
    made = PartnersPage(bench)
    wide.layout().addWidget(made)
    made.show()
    return made


def test_what_was_typed_of_a_partner_survives_the_window(partners, bench, keep, messages):
    partner = keep(a.partner(name="Dinas Tani")).id
    partners.go(partner_id=partner)
    form = partners._partner._form
    form._name.setFocus()
    form._name.end(False)
    QTest.keyClicks(form._name, " Bulungan")
    assert partners.may_close()
    assert messages.asked == []
    kept = take(bench.store, key_of("partner", partner))
    assert kept.draft(PartnerDraft).name.endswith("Bulungan")


def test_it_is_offered_and_gone_on_with_and_forgotten_once_saved(partners, bench, keep, qtbot):
    partner = keep(a.partner(name="Dinas Tani")).id
    key = key_of("partner", partner)
    keep_draft(bench.store, key, "Dinas Tani", PartnerDraft(name="Dinas Pertanian"))
    partners.go(partner_id=partner)
    panel = partners._partner.panel
    assert panel.notice.text().startswith("You typed something about “Dinas Tani” on ")
    panel.notice._action.click()
    assert panel.form.draft().name == "Dinas Pertanian"
    assert panel.form.is_changed()
    panel.save_asked.emit()
    qtbot.waitUntil(lambda: not bench.tasks.busy and take(bench.store, key) is None)


def test_giving_it_up_forgets_it(partners, bench, keep, messages, qtbot):
    partner = keep(a.partner(name="Dinas Tani")).id
    partners.go(partner_id=partner)
    QTest.keyClicks(partners._partner._form._name, "x")
    partners.may_close()
    messages.agrees = True
    assert partners.may_leave()
    key = key_of("partner", partner)
    qtbot.waitUntil(lambda: not bench.tasks.busy and take(bench.store, key) is None)


def test_another_record_is_not_offered_what_is_not_its_own(partners, bench, keep):
    first, second = keep(a.partner(), a.partner())
    keep_draft(bench.store, key_of("partner", first.id), "Satu", PartnerDraft(name="Satu"))
    partners.go(partner_id=second.id)
    assert partners._partner.panel.notice.text() == ""


def test_a_new_person_that_was_not_saved_is_offered_in_the_form_for_one(bench, wide, qtbot):
    page = PeoplePage(bench)
    wide.layout().addWidget(page)
    page.show()
    page.add_record()
    QTest.keyClicks(page._person._form._lines["name"], "Awing")
    assert page.may_close()
    qtbot.waitUntil(lambda: not bench.tasks.busy)
    again = PeoplePage(bench)
    wide.layout().addWidget(again)
    again.show()
    again.add_record()
    notice = again._person.panel.notice
    assert notice.text().startswith("You typed something about “Awing” on ")
    notice._action.click()
    assert again._person._form.draft().name == "Awing"
    qtbot.waitUntil(lambda: not bench.tasks.busy)
