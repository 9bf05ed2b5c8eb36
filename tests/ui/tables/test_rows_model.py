import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.look import Role
from ui.tables.rows_model import BADGE_ROLE, PAGE, PAGES_KEPT, ROW_ROLE, Column, RowsModel
from ui.widgets.badge import Badge

STATE = Badge("Hadir", Role.INFO)
FAR = 2**62


class Loader:
    """Gives each id a row of its name, and remembers what was asked of it."""

    def __init__(self, gone=()):
        self.asked = []
        self.gone = set(gone)

    def __call__(self, ids):
        self.asked.append(list(ids))
        return {i: f"row {i}" for i in ids if i not in self.gone}


def model_of(ids, loader=None, columns=()):
    model = RowsModel(columns or [Column("Name", str)], loader or Loader())
    model.show(ids)
    return model


def shown(model):
    """Return the table as text, a line a row."""
    return [
        " | ".join(str(model.index(r, c).data()) for c in range(model.columnCount()))
        for r in range(model.rowCount())
    ]


def test_the_model_keeps_qts_contract(qapp):
    model = RowsModel([Column("Name", str), Column("State", lambda _: STATE)], Loader(gone=[3]))
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for ids in ([1, 2, 3], [1, 2, 3], [], list(range(500))):
        model.show(ids)
        assert model.rowCount() == len(ids)


def test_rows_are_fetched_a_page_at_a_time(qapp):
    loader = Loader()
    model = model_of(range(1000), loader)
    assert model.index(550, 0).data() == "row 550"
    assert model.index(551, 0).data() == "row 551"
    assert loader.asked == [list(range(500, 600))]


def test_ids_beyond_32_bits_are_shown(qapp):
    model = model_of([FAR, FAR + 1])
    assert shown(model) == [f"row {FAR}", f"row {FAR + 1}"]
    assert model.place(FAR + 1) == 1


def test_only_the_pages_looked_at_last_are_kept(qapp):
    loader = Loader()
    model = model_of(range(PAGE * (PAGES_KEPT + 1)), loader)
    for page in range(PAGES_KEPT):
        model.row(page * PAGE)
    model.row(0)
    model.row(PAGE * PAGES_KEPT)  # one too many: the page looked at longest ago goes
    loader.asked.clear()
    model.row(1)
    assert loader.asked == []
    model.row(PAGE)
    assert len(loader.asked) == 1
    assert len(model._pages) == PAGES_KEPT


def test_the_same_ids_are_read_anew_and_keep_the_selection(qtbot):
    loader = Loader()
    model = model_of([1, 2], loader)
    model.row(0)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show([1, 2])
    model.row(0)
    assert len(loader.asked) == 2


def test_other_ids_take_the_place_of_those_before(qtbot):
    model = model_of([1, 2])
    with qtbot.waitSignal(model.modelReset):
        model.show([3])
    assert shown(model) == ["row 3"]


def test_a_record_that_is_gone_leaves_an_empty_row(qapp):
    model = model_of([1, 2], Loader(gone=[2]))
    assert shown(model) == ["row 1", "None"]
    assert model.row(1) is None


def test_a_badge_is_given_as_such_and_as_text(qapp):
    model = model_of([1], columns=[Column("Status", lambda _row: STATE)])
    assert model.index(0, 0).data() == "Hadir"
    assert model.index(0, 0).data(BADGE_ROLE) == STATE
    assert model_of([1]).index(0, 0).data(BADGE_ROLE) is None


def test_a_cell_is_read_aloud_with_its_title(qapp):
    model = model_of([1], columns=[Column("Status", lambda _row: STATE)])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Status: Hadir"


def test_a_tip_shows_hostile_text_as_letters(qapp):
    columns = [Column("Name", lambda _: "<b>x</b>"), Column("Id", str, tip=lambda _: "2 < 3")]
    model = model_of([1], columns=columns)
    tips = [model.index(0, c).data(Qt.ItemDataRole.ToolTipRole) for c in range(2)]
    assert tips == ["<p>&lt;b&gt;x&lt;/b&gt;</p>", "2 < 3"]


def test_numbers_may_stand_at_the_right_under_a_title_at_the_right(qapp):
    model = model_of([1], columns=[Column("Sum", str, align=Qt.AlignmentFlag.AlignRight)])
    role = Qt.ItemDataRole.TextAlignmentRole
    wanted = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.index(0, 0).data(role) == wanted
    assert model.headerData(0, Qt.Orientation.Horizontal, role) == wanted


def test_the_row_itself_can_be_had(qapp):
    assert model_of([7]).index(0, 0).data(ROW_ROLE) == "row 7"


def test_sorting_is_asked_of_whoever_made_the_ids(qtbot):
    model = model_of([1], columns=[Column("Name", str, sort="name"), Column("State", str)])
    with qtbot.waitSignal(model.sort_asked) as signal:
        model.sort(0, Qt.SortOrder.DescendingOrder)
    assert signal.args == ["name", True]
    with qtbot.assertNotEmitted(model.sort_asked):
        model.sort(1)
        model.sort(-1)


@given(st.lists(st.integers(0, FAR), unique=True, max_size=400), st.data())
def test_any_row_is_the_one_of_its_id(qapp, ids, data):
    model = model_of(ids)
    if ids:
        number = data.draw(st.integers(0, len(ids) - 1))
        assert model.index(number, 0).data() == f"row {ids[number]}"
        assert model.place(ids[number]) == number
    assert model.place(-1) == -1


@pytest.mark.parametrize("count", [0, 1, PAGE, PAGE + 1])
def test_the_last_page_may_be_short(qapp, count):
    assert len(shown(model_of(range(count)))) == count
