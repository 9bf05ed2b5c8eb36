import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models.events.packing import PackingDraft, add_packing
from models.office.queries import wall_now
from models.supplies.drafts import MoveDraft, SupplyDraft
from models.supplies.operations import add_stock, add_supply, use_for_event
from models.supplies.queries import supplies
from models.supplies.tables import SupplyKind
from tests import factories as a
from tests.ui.reach import unnamed
from ui.forms.supply_form import SupplyForm
from ui.panes.settings_supplies import SuppliesPanel


@pytest.fixture
def cards(bench):
    with bench.store.writing() as session:
        made = add_supply(session, SupplyDraft("Kartu kosong"))
        add_stock(session, made, MoveDraft(300, "Dari kanwil"))
    return made


@pytest.fixture
def panel(bench, stage, cards):
    stage.resize(560, 640)
    made = SuppliesPanel(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def settled(qtbot, bench):
    def wait(until=lambda: True):
        qtbot.waitUntil(lambda: not bench.tasks.busy and until())

    return wait


@pytest.fixture
def coming(bench, keep, cards):
    """Plan an event of today that aims at so many enrolments and used so many cards already."""

    def _coming(target, used):
        with bench.store.reading() as session:
            start = wall_now(session).replace(tzinfo=None)
        event = keep(a.event(starts_at=start, ends_at=start, target_enrolled=target)).id
        with bench.store.writing() as session:
            add_packing(session, event, PackingDraft("Kartu", None, cards))
            use_for_event(session, event, cards, used)

    return _coming


def listed(panel):
    return [line.accessibleName() for line in panel.list.lines()]


def test_each_supply_says_its_stock(panel):
    assert listed(panel) == ["Kartu kosong, Blank cards, 300 in stock"]


@pytest.mark.parametrize(
    ("target", "used", "said"),
    [
        (150, 0, "300 in stock"),
        (320, 0, "20 short"),
        (320, 300, "20 short"),
        (0, 300, "None left"),
        (0, 310, "-10: count them"),
    ],
)
def test_too_little_is_said(panel, bench, coming, target, used, said):
    coming(target, used)
    assert listed(panel)[0].endswith(said)


def test_a_supply_is_added(panel, bench, messages, settled):
    panel.add_button.click()
    assert panel.stock.isHidden()
    form = panel.panel.form
    QTest.keyClicks(form.name, "Pita YMCKO")
    form.kind.setCurrentIndex(1)
    form.kind.picked.emit()
    form.cards_each.selectAll()
    QTest.keyClicks(form.cards_each, "250")
    QTest.keyClick(form.cards_each, Qt.Key.Key_Return)
    settled(lambda: len(listed(panel)) == 2)
    assert listed(panel)[1] == "Pita YMCKO, Ribbons · 250 cards each, None left"
    assert messages.told[-1][0] == "Pita YMCKO was added."


@pytest.mark.parametrize(
    ("typed", "left"), [("in 50", 350), ("out 20", 280), ("count 1.288", 1288)]
)
def test_what_comes_and_goes_is_noted_by_keyboard(panel, cards, messages, settled, typed, left):
    way, count = typed.split()
    panel.open_record(cards)
    panel.stock.form.way.choose(way)
    panel.stock.form.count.setText(count)
    panel.stock.form.note.setText("Rusak")
    QTest.keyClick(panel.stock.form.note, Qt.Key.Key_Return)
    settled(lambda: panel.stock.said() == f"{left:,} in stock")
    assert panel.stock.form.count.text() == ""
    messages.actions["Undo"]()
    settled(lambda: panel.stock.said() == "300 in stock")


def test_more_than_is_there_does_not_go_out(panel, bench, cards, messages, settled):
    panel.open_record(cards)
    panel.stock.form.way.choose("out")
    panel.stock.form.count.setText("301")
    panel.stock.form.keep.click()
    settled(lambda: bool(messages.told))
    assert messages.told[-1][0].startswith("Only 300 pieces of Kartu kosong are there")
    assert panel.stock.form.count.text() == "301"


def test_what_is_no_number_is_told_beside_the_field(panel, cards):
    panel.open_record(cards)
    panel.stock.form.count.setText("-5")
    assert "is no number of pieces" in panel.stock.form._problem.text()
    assert not panel.stock.form.keep.isEnabled()


def test_moves_are_told(panel, cards):
    panel.open_record(cards)
    assert list(panel.stock.moves.shown().values()) == ["+300 · Dari kanwil"]


def test_a_supply_is_taken_off_the_list_and_comes_back(panel, bench, cards, messages, settled):
    panel.open_record(cards)
    panel.remove_button.click()
    settled(lambda: listed(panel) == [])
    messages.actions["Undo"]()
    settled(lambda: len(listed(panel)) == 1)


def test_what_is_typed_of_the_stock_asks_before_it_is_left(panel, cards, messages):
    panel.open_record(cards)
    panel.stock.form.count.setText("5")
    messages.agrees = False
    assert not panel.may_leave()
    messages.agrees = True
    assert panel.may_leave()
    assert panel.stock.isHidden()


@pytest.mark.parametrize(
    "draft",
    [
        SupplyDraft("Kartu <b>", SupplyKind.BLANK_CARD, 1),
        SupplyDraft("Pita", SupplyKind.RIBBON, 250),
        SupplyDraft("Brosur", SupplyKind.OTHER, 1),
    ],
)
def test_the_form_gives_back_what_it_shows(qtbot, draft):
    form = SupplyForm()
    qtbot.addWidget(form)
    form.show_draft(draft)
    assert form.draft() == draft
    assert not form.is_changed()


def test_only_cards_and_ribbons_ask_how_many_cards(panel, bench, settled):
    panel.add_button.click()
    form = panel.panel.form
    assert form.cards_each.isVisible()
    form.kind.setCurrentIndex(2)
    form.kind.picked.emit()
    assert not form.cards_each.isVisible()
    form.name.setText("Brosur")
    form.name.textEdited.emit("Brosur")
    panel.panel.save_asked.emit()
    settled(lambda: len(listed(panel)) == 2)
    with bench.store.reading() as session:
        assert [row.cards_each for row in supplies(session)] == [1, 1]


def test_everything_has_a_name(panel, cards, stage):
    panel.open_record(cards)
    assert unnamed(stage) == []
