import pytest
from PySide6.QtTest import QTest

from models.partners.drafts import ContactDraft, PartnerDraft
from models.partners.tables import PartnerKind
from ui.forms.partner_form import PartnerForm

FULL = PartnerDraft(
    name="Dinas Pertanian",
    kind=PartnerKind.GROUP,
    region_code="65.01.03.2002",
    region_line="Desa Pimping, Kec. Tanjung Palas Utara",
    address="Jalan Durian 1",
    phone="+62552123456",
    email="dinas@example.org",
    note="Baris satu\nBaris dua",
    contacts=(
        ContactDraft("Rahayu", "Kepala", "+6281255500101", "rahayu@example.org", 7),
        ContactDraft("Lukas"),
    ),
)


@pytest.fixture
def form(bench, stage):
    stage.resize(700, 800)
    made = PartnerForm(bench)
    stage.layout().addWidget(made)
    made.show()
    made.show_draft(FULL)
    return made


def test_what_is_shown_is_given_back(form):
    assert form.draft() == FULL
    assert not form.is_changed()


def test_another_partner_leaves_nothing_of_the_first(form):
    form.show_draft(PartnerDraft())
    assert form.draft() == PartnerDraft()
    assert form._contacts.blocks() == []


def test_the_name_must_be_there(form):
    form._name.clear()
    form._name.textEdited.emit("")
    assert form.grid.row("name").said() == "Write the partner's name."


def test_a_contact_needs_a_name(form):
    block = form._contacts.blocks()[1]
    block._name.clear()
    QTest.keyClicks(block._position, "Ketua")
    assert "Write a name for each contact" in form.grid.row("contacts").said()


def test_a_phone_that_cannot_be_read_is_told(form):
    form._phone.clear()
    QTest.keyClicks(form._phone, "12")
    form._name.setFocus()
    assert "12" in form.grid.row("phone").said()
    assert form.is_changed()


@pytest.mark.parametrize("text", ["<b>x</b>", "=1+1", "'; DROP TABLE partner", "🌾", "أحمد"])
def test_hostile_text_is_given_back_as_it_is(form, text):
    draft = PartnerDraft(name=text, address=text, note=text, contacts=(ContactDraft(text, text),))
    form.show_draft(draft)
    assert form.draft() == draft
