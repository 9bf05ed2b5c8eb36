import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.tables import Answer, EventPartner, PartnerRole
from models.office.queries import today
from models.partners.drafts import AgreementDraft, NoteDraft
from models.partners.operations import add_agreement, add_note, archive_partner
from models.partners.queries import partner_draft
from models.partners.tables import PartnerKind
from models.words import speak
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.pages.partners_page import PartnersPage

HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE partner", "../../x", "🌾 Gapoktan", "أحمد", "A" * 290]


@pytest.fixture
def partners(keep):
    """Three partners, the second with a contact."""
    kept = keep(
        a.partner(name="Dinas Pertanian"),
        a.partner(name="Gapoktan Makmur", contacts=[a.contact(name="Martha Contoh")]),
        a.partner(name="Pemerintah Desa Pimping"),
    )
    return [partner.id for partner in kept]


@pytest.fixture
def page(bench, wide, partners, settled):
    made = PartnersPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.go()
    made.begin()
    return made


def names(page):
    model = page._list.view.model()
    return [model.index(row, 0).data().partition("\n")[0] for row in range(model.rowCount())]


def form(page):
    return page._partner._form


def kept(store, partner_id):
    with store.reading() as session:
        return partner_draft(session, partner_id)


def choose(page, partner_id):
    page._list.view.choose(partner_id)
    assert page._partner.record_id == partner_id


def retype(line, text):
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_all_partners_are_listed_with_kind_and_contact(page):
    assert names(page) == ["Dinas Pertanian", "Gapoktan Makmur", "Pemerintah Desa Pimping"]
    model = page._list.view.model()
    assert model.index(0, 0).data() == "Dinas Pertanian\nGovernment agency"
    assert model.index(1, 1).data() == "Martha Contoh\n0812-3456-7890"


@pytest.mark.parametrize("typed", ["gapok", "martha"])
def test_a_partner_is_found_by_its_name_or_its_contacts(page, typed):
    QTest.keyClicks(page._list.search, typed)
    assert names(page) == ["Gapoktan Makmur"]


def test_a_partner_not_found_is_offered_to_be_added(page):
    QTest.keyClicks(page._list.search, "Koperasi")
    assert page._list._none_found._sentence.text() == "No partner fits “Koperasi”."
    page._list._none_found.chosen.emit()
    assert form(page).draft().name == "Koperasi"


def test_an_office_without_partners_says_how_to_begin(bench, wide):
    made = PartnersPage(bench)
    wide.layout().addWidget(made)
    made.show()
    assert made._list.layer() is made._list._none
    made._list._none.chosen.emit()
    assert form(made)._name.hasFocus()


def test_a_change_is_saved_and_undone(page, store, partners, settled, messages):
    choose(page, partners[0])
    retype(form(page)._name, "Dinas Perikanan")
    QTest.keyClick(form(page)._name, Qt.Key.Key_Return)
    settled(lambda: "Dinas Perikanan" in names(page))
    assert kept(store, partners[0]).name == "Dinas Perikanan"
    assert messages.told[-1][0] == "Dinas Perikanan was changed."
    messages.actions["Undo"]()
    settled(lambda: "Dinas Pertanian" in names(page))
    assert form(page)._name.text() == "Dinas Pertanian"


def test_a_new_partner_is_added_and_chosen_and_undone(page, store, settled, messages):
    QTest.keyClick(page._list.search, Qt.Key.Key_F2)
    retype(form(page)._name, "Koperasi Tambak")
    QTest.keyClick(form(page)._name, Qt.Key.Key_Return)
    settled(lambda: "Koperasi Tambak" in names(page))
    assert page._list.view.chosen_id() == page._partner.record_id
    messages.actions["Undo"]()
    settled(lambda: "Koperasi Tambak" not in names(page))
    assert page._right.currentWidget() is page._nothing


def test_a_contact_is_added_changed_and_taken_out(page, store, partners, settled):
    choose(page, partners[1])
    contacts = form(page)._contacts
    contacts._add.click()
    retype(contacts.blocks()[1]._name, "Lukas Contoh")
    retype(contacts.blocks()[1]._phone, "0813 5001 7788")
    retype(contacts.blocks()[0]._position, "Ketua")
    page._partner.panel.save_asked.emit()
    settled()
    assert [(one.name, one.position, one.phone) for one in kept(store, partners[1]).contacts] == [
        ("Martha Contoh", "Ketua", "+6281234567890"),
        ("Lukas Contoh", "", "+6281350017788"),
    ]
    contacts.blocks()[0]._out.click()
    page._partner.panel.save_asked.emit()
    settled()
    assert [one.name for one in kept(store, partners[1]).contacts] == ["Lukas Contoh"]


def test_a_problem_is_said_beside_its_field_and_cannot_be_saved(page, partners):
    choose(page, partners[0])
    form(page)._name.setFocus()
    form(page)._name.selectAll()
    QTest.keyClick(form(page)._name, Qt.Key.Key_Backspace)
    assert form(page).grid.row("name").said() == "Write the partner's name."
    assert not page._partner.panel._save.isEnabled()


def test_a_partner_is_archived_and_brought_back(page, partners, settled, messages):
    choose(page, partners[2])
    page._partner._archive.click()
    settled(lambda: page._partner._archived)
    assert messages.told[-1][0] == "Pemerintah Desa Pimping was archived."
    assert names(page) == ["Dinas Pertanian", "Gapoktan Makmur"]
    assert page._partner._badge.text() == "Archived"
    page._partner._archive.click()
    settled(lambda: not page._partner._archived)
    assert len(names(page)) == 3


def test_an_archived_partner_can_still_be_gone_to(page, store, partners, settled):
    with store.writing() as session:
        archive_partner(session, partners[2])
    settled()
    page.go(partner_id=partners[2])
    assert page._partner.record_id == partners[2]


def test_events_together_are_shown_and_lead_there(page, keep, partners, went, settled):
    event = a.event(title="Sosialisasi")
    event.partners = [
        EventPartner(partner_id=partners[0], role=PartnerRole.SPEAKER, answer=Answer.WAITING)
    ]
    keep(event)
    choose(page, partners[0])
    settled(lambda: "1" in page._partner._parts.tabText(1))
    page._partner.show_part("rest")
    (line,) = page._partner._events.list.lines()
    assert line.accessibleName() == "Sosialisasi, 28 June 2022 · Speaker, Draft"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert went[-1][0] == "event"


def test_unsaved_work_asks_before_another_partner_is_shown(page, partners, messages):
    choose(page, partners[0])
    retype(form(page)._name, "Dinas Lain")
    messages.agrees = False
    page._list.view.choose(partners[1])
    assert page._partner.record_id == partners[0]
    assert form(page)._name.text() == "Dinas Lain"
    messages.agrees = True
    page._list.view.choose(partners[1])
    assert page._partner.record_id == partners[1]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_and_shown_as_they_are(page, store, partners, settled, name):
    choose(page, partners[0])
    form(page)._name.setText(name)
    form(page)._name.textEdited.emit(name)
    page._partner.panel.save_asked.emit()
    settled(lambda: name in names(page))
    assert kept(store, partners[0]).name == name


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_the_keyboard_reaches_has_a_name(bench, wide, partners, language):
    speak(language)
    made = PartnersPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.show_record(partners[1])
    assert unnamed(wide) == []


# Narrowed to a kind or a place


@pytest.fixture
def villages(keep):
    """Two village governments in different districts."""
    kept = keep(
        a.partner(
            name="Desa Ardi",
            kind=PartnerKind.VILLAGE,
            region_line="Desa Ardi Mulyo, Kec. Tanjung Palas Utara, Kab. Bulungan",
        ),
        a.partner(
            name="Desa Bunyu",
            kind=PartnerKind.VILLAGE,
            region_line="Desa Bunyu Timur, Kec. Bunyu, Kab. Bulungan",
        ),
    )
    return [partner.id for partner in kept]


def pick(choice, value):
    choice.show_value(value)
    choice.picked.emit()


def test_the_list_is_narrowed_to_a_kind_and_a_place(page, villages):
    pick(page._list.kind, PartnerKind.VILLAGE)
    assert names(page) == ["Desa Ardi", "Desa Bunyu"]
    pick(page._list.place, "Kec. Bunyu, Kab. Bulungan")
    assert names(page) == ["Desa Bunyu"]
    assert (
        page._list.view.model().index(0, 0).data().endswith("Village government · Desa Bunyu Timur")
    )
    pick(page._list.kind, PartnerKind.COMPANY)
    assert names(page) == []
    assert page._list._none_found._sentence.text() == "No partner of this kind and place."


def test_the_places_offered_are_those_partners_are_in(page, villages):
    offered = [page._list.place.itemText(n) for n in range(page._list.place.count())]
    assert offered == [
        "All places",
        "Kec. Bunyu, Kab. Bulungan",
        "Kec. Tanjung Palas Utara, Kab. Bulungan",
    ]


def test_what_the_list_is_narrowed_to_is_remembered(page, villages, bench, wide):
    pick(page._list.kind, PartnerKind.VILLAGE)
    pick(page._list.place, "Kec. Bunyu, Kab. Bulungan")
    again = PartnersPage(bench)
    wide.layout().addWidget(again)
    assert names(again) == ["Desa Bunyu"]


def test_a_place_that_is_there_no_longer_narrows_nothing(page, villages, bench, wide):
    bench.settings.partners_place = "Kec. Hilang"
    bench.settings.partners_kind = "hilang"
    again = PartnersPage(bench)
    wide.layout().addWidget(again)
    assert len(names(again)) == 5


def test_a_partner_asked_for_elsewhere_is_shown_out_of_what_would_hide_it(page, villages, partners):
    pick(page._list.kind, PartnerKind.VILLAGE)
    page.go(partner_id=partners[0])
    assert page._partner.record_id == partners[0]
    assert "Dinas Pertanian" in names(page)


# What is due with all of them


@pytest.fixture
def due(bench, partners, settled):
    """Something promised to the first, and an agreement with the second that ends today."""
    with bench.store.writing() as session:
        day = today(session)
        draft = NoteDraft(held_on=day, text="Kirim data", due_on=day)
        add_note(session, partners[0], draft)
        add_agreement(session, partners[1], AgreementDraft("PKS/1", "Petani", day, day))
    settled()


def test_what_is_due_stands_beside_the_list_until_a_partner_is_chosen(page, due, partners):
    shown = page._due
    assert shown.isVisible()
    assert [line.tick.text for line in shown.ticks.lines()] == ["Kirim data"]
    [line] = shown.agreements.lines()
    assert said(line).startswith("Gapoktan Makmur, Ends today · ")
    assert said(line).endswith(", PKS/1 · Petani")
    choose(page, partners[2])
    assert not shown.isVisible()
    page._list.due.click()
    assert shown.isVisible()
    assert shown.ticks.lines()[0].box.hasFocus()
    choose(page, partners[2])
    assert not shown.isVisible()


def test_a_promise_is_ticked_off_there_and_undone(page, due, settled, messages):
    page.go(due=True)
    QTest.keyClick(page._due.ticks.lines()[0].box, Qt.Key.Key_Space)
    settled(lambda: not page._due.ticks.lines())
    assert messages.told[-1][0] == "Followed up with Dinas Pertanian."
    messages.actions["Undo"]()
    settled(lambda: bool(page._due.ticks.lines()))


def test_what_is_due_leads_to_its_partner(page, due, partners):
    QTest.keyClick(page._due.agreements.lines()[0], Qt.Key.Key_Return)
    assert page._partner.record_id == partners[1]
    page.go(due=True)
    QTest.keyClick(page._due.ticks.lines()[0].box, Qt.Key.Key_Return)
    assert page._partner.record_id == partners[0]


def test_who_asks_for_what_is_due_has_the_keyboard_on_it(page, due, partners):
    page.go(due=True)
    page.begin()
    assert page._due.ticks.lines()[0].box.hasFocus()
    page.go()
    page.begin()
    assert page._list.search.hasFocus()


def test_nothing_due_is_said(page):
    assert page._due._nothing.isVisible()
    assert not page._due._promises.isVisible()


def test_what_is_due_is_not_shown_over_something_typed(page, due, partners, messages):
    choose(page, partners[0])
    retype(form(page)._name, "Lain")
    messages.agrees = False
    page.go(due=True)
    assert not page._due.isVisible()
    assert form(page)._name.text() == "Lain"
