import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.packing import PackingDraft, add_packing, packing
from models.office.queries import officers
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply, retire_supply
from models.supplies.queries import stock
from tests import factories as a
from tests.ui.reach import said, unnamed
from ui.look import Role
from ui.panes.packing_panel import PackingPanel


@pytest.fixture
def event(keep):
    return keep(a.event(title="Temu", target_enrolled=150)).id


@pytest.fixture
def cards(bench):
    with bench.store.writing() as session:
        return add_supply(session, SupplyDraft("Kartu kosong"))


@pytest.fixture
def put(bench, event):
    def _put(text, count=None, supply=None):
        with bench.store.writing() as session:
            return add_packing(session, event, PackingDraft(text, count, supply))

    return _put


@pytest.fixture
def panel(bench, stage, event, cards, put):
    with bench.store.writing() as session:
        add_stock(session, cards, MoveDraft(100))
        bench.store.officer_id = officers(session)[0].id
    put("Kartu", None, cards)
    put("Spanduk", 2)
    made = PackingPanel(bench)
    made.told = []
    made.counted.connect(made.told.append)
    stage.resize(420, 640)
    stage.layout().addWidget(made)
    made.show_event(event)
    made.show()
    return made


@pytest.fixture
def printed(keep, event):
    """Two cards of the event, one of them printed twice."""
    for prints in (1, 2):
        enrolled = keep(a.enrolment(event_id=event, person_id=keep(a.person()).id)).id
        keep(a.card(enrolment_id=enrolled, prints=prints))


def told(panel):
    return [line.text() for line in panel.lines()]


def press(widget, key):
    widget.setFocus()
    QTest.keyClick(widget, key)


def there(bench, cards):
    with bench.store.reading() as session:
        return stock(session, cards)


def test_each_thing_says_how_many_and_how_the_stock_stands(panel):
    assert told(panel) == ["Kartu | needs 150 · 100 in stock · 50 short", "2 × Spanduk"]
    assert panel.lines()[0]._remark._ink is Role.DANGER
    assert panel._expected.text() == "150 cards are expected."
    assert panel.told[-1] == "0/2"


def test_space_packs_a_thing_and_undo_is_offered(panel, messages, settled):
    press(panel.lines()[1].box, Qt.Key.Key_Space)
    settled(lambda: panel.told[-1] == "1/2")
    assert "by Rina Contoh" in told(panel)[1]
    assert panel.lines()[1].box.hasFocus()
    assert panel._bar.accessibleDescription() == "1 of 2 packed"
    messages.actions["Undo"]()
    settled(lambda: panel.told[-1] == "0/2")
    assert not panel.lines()[1].box.isChecked()


def test_a_second_click_unpacks(panel, messages, settled):
    for count in ("1/2", "0/2"):
        panel.lines()[1].box.click()
        settled(lambda wanted=count: panel.told[-1] == wanted)
    assert messages.told[-1][0] == "Not packed after all: Spanduk"


def test_a_thing_is_added_with_its_number_and_its_supply(panel, bench, event, cards, settled):
    panel.form.text.setText("Kartu cadangan")
    panel.form.count.setText("20")
    panel.form.supply.show_value(cards)
    QTest.keyClick(panel.form.text, Qt.Key.Key_Return)
    settled(lambda: len(panel.lines()) == 3)
    with bench.store.reading() as session:
        assert packing(session, event).rows[-1].draft == PackingDraft("Kartu cadangan", 20, cards)
    assert panel.form.draft() == PackingDraft()


def test_a_thing_is_changed_and_keeps_its_supply(panel, bench, event, cards, settled):
    press(panel.lines()[0].box, Qt.Key.Key_F2)
    assert panel.form.draft() == PackingDraft("Kartu", None, cards)
    panel.form.count.setText("200")
    QTest.keyClick(panel.form.count, Qt.Key.Key_Return)
    settled(lambda: told(panel)[0].startswith("200 × Kartu | needs 200"))
    assert panel.lines()[0].box.hasFocus()


def test_a_supply_no_longer_kept_stays_with_its_line(panel, bench, cards):
    with bench.store.writing() as session:
        retire_supply(session, cards)
    panel.lines()[0].edit.click()
    assert panel.form.supply.value() == cards
    assert panel.form.supply.currentText() == "Kartu kosong"


def test_a_number_that_is_none_is_told(panel):
    panel.form.text.setText("Kartu")
    panel.form.count.setText("dua")
    assert "“dua” is no number of pieces" in panel.form._problem.text()
    assert not panel.form.keep.isEnabled()


def test_what_the_event_took_is_proposed_and_goes_out_of_stock(
    panel, bench, printed, cards, messages, settled
):
    panel.lines()[0].take.click()
    assert panel.use.used.value() == 3
    assert "its cards took" in panel.use._why.text()
    QTest.keyClick(panel.use.used, Qt.Key.Key_Return)
    settled(lambda: there(bench, cards) == 97)
    assert panel.use.isHidden()
    assert panel.lines()[0].box.hasFocus()
    assert told(panel)[0].endswith("97 in stock · 50 short · 3 taken out")
    messages.actions["Undo"]()
    settled(lambda: there(bench, cards) == 100)


def test_before_the_event_what_it_needs_is_proposed(panel):
    panel.lines()[0].take.click()
    assert panel.use.used.value() == 150
    QTest.keyClick(panel.use.used, Qt.Key.Key_Escape)
    assert panel.use.isHidden()
    assert panel.lines()[0].box.hasFocus()


def test_what_is_no_number_cannot_be_taken_out(panel, bench, cards):
    panel.lines()[0].take.click()
    panel.use.used.setText("semua")
    assert "is no number of pieces" in panel.use._problem.text()
    assert not panel.use.keep.isEnabled()


def test_only_what_has_a_stock_can_be_taken_out_of_it(panel):
    assert not panel.lines()[0].take.isHidden()
    assert panel.lines()[1].take.isHidden()
    assert said(panel.lines()[0].take) == "Take Kartu out of stock"


def test_delete_takes_a_thing_off(panel, settled):
    press(panel.lines()[0].box, Qt.Key.Key_Delete)
    settled(lambda: told(panel) == ["2 × Spanduk"])
    assert panel.lines()[0].box.hasFocus()
    assert panel._expected.isHidden()


def test_hostile_text_is_shown_as_it_is(panel, put):
    put("<b>R&D</b>")
    assert told(panel)[-1] == "<b>R&D</b>"
    assert panel.lines()[-1].box.text() == "<b>R&&D</b>"


def test_one_question_is_asked_at_a_time_and_what_is_typed_stays(panel):
    panel.form.text.setText("Tenda")
    panel.lines()[0].take.click()
    assert panel.form.isHidden()
    panel.use.never_mind.click()
    assert not panel.form.isHidden()
    assert panel.form.text.text() == "Tenda"
    panel.lines()[0].take.click()
    panel.lines()[0].edit.click()
    assert panel.use.isHidden()
    assert panel.form.text.text() == "Kartu"


@pytest.mark.parametrize("button", ["take", "edit"])
def test_everything_has_a_name(panel, stage, button):
    getattr(panel.lines()[0], button).click()
    assert unnamed(stage) == []
