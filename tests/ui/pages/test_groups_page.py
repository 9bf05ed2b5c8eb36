import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import CalamineWorkbook

from models.people.groups import GroupDraft, add_group, add_members, group_draft, group_members
from models.people.groups import group_ids as all_groups
from models.people.tables import GroupKind
from models.words import speak
from tests import factories as a
from tests.reports.values import text
from tests.ui.reach import unnamed
from ui.pages.groups_page import GroupsPage

CARD = "6501030101010001"
PLACE = {"region_code": "65.01.03.2002", "region_line": "Desa Pimping, Kec. Tanjung Palas Utara"}
HOSTILE = ["<b>Tebal</b>", "'; DROP TABLE person", "🌾 Usun", "أحمد", "A" * 290]


@pytest.fixture
def wide(stage):
    """A window in which list and group stand side by side."""
    stage.resize(1200, 700)
    return stage


@pytest.fixture
def people(keep):
    """Three people the office knows."""
    named = ("Awing Ding", "Budi Santoso", "Citra Lawing")
    return [one.id for one in keep(*(a.person(name=name, **PLACE) for name in named))]


@pytest.fixture
def group(store, people):
    """Tani Maju, led by Awing."""
    with store.writing() as session:
        return add_group(session, GroupDraft("Tani Maju", head_id=people[0]))


@pytest.fixture
def pane(bench, wide, group, settled):
    made = GroupsPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.go()
    made.begin()
    settled()
    return made


@pytest.fixture
def shown(pane, group, settled):
    """The pane, the group's people shown."""
    pane.show_record(group)
    pane.group.show_part("rest")
    settled()
    return pane


def names(pane):
    model = pane.groups.view.model()
    return [model.index(row, 0).data().split("\n")[0] for row in range(model.rowCount())]


def inside(store, group):
    with store.reading() as session:
        return [one.name for one in group_members(session, group)]


def kept(store, group):
    with store.reading() as session:
        return group_draft(session, group)


def put_in(pane, typed):
    field = pane.group.members.add_field
    field.setFocus()
    QTest.keyClicks(field, typed)
    assert field.proposals()
    QTest.keyClick(field._list, Qt.Key.Key_Return)


def test_groups_are_listed_with_kind_village_and_head(pane):
    model = pane.groups.view.model()
    assert names(pane) == ["Tani Maju"]
    assert model.index(0, 0).data() == "Tani Maju\nFarmers' group"
    assert model.index(0, 1).data().startswith("Awing Ding")
    assert model.index(0, 2).data() == "1"


def test_an_office_without_groups_says_how_to_begin(bench, wide, settled):
    made = GroupsPage(bench)
    wide.layout().addWidget(made)
    made.show()
    settled()
    assert made.groups.layer() is made.groups._none
    assert not made.groups.paper.isEnabled()
    made.groups._none.chosen.emit()
    assert made.group._form.name.hasFocus()


def test_a_group_is_added_by_keys_with_its_head_and_undone(pane, store, people, settled, messages):
    QTest.keyClicks(pane.groups.search, "nelayan")
    QTest.keyClick(pane.groups.search, Qt.Key.Key_F2)
    form = pane.group._form
    assert form.name.text() == "nelayan"
    form.kind.show_value(GroupKind.FISHERS)
    form.kind.picked.emit()
    QTest.keyClicks(form.head, "budi")
    QTest.keyClick(form.head._list, Qt.Key.Key_Return)
    assert form.head.text() == "Budi Santoso"
    form.name.setFocus()
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settled(lambda: "nelayan" in names(pane))
    new = pane.group.record_id
    assert kept(store, new) == GroupDraft("nelayan", GroupKind.FISHERS, people[1])
    assert inside(store, new) == ["Budi Santoso"]
    messages.actions["Undo"]()
    settled(lambda: names(pane) == [])
    assert pane._right.currentWidget() is pane._nothing
    pane.groups.search.clear()
    assert names(pane) == ["Tani Maju"]


def test_a_head_who_is_not_chosen_from_the_list_is_told(pane, group):
    pane.show_record(group)
    form = pane.group._form
    form.head.selectAll()
    QTest.keyClicks(form.head, "zzz")
    assert form.grid.row("head_id").said()
    assert not pane.group.panel._save.isEnabled()
    form.head.clear()
    form.head.textEdited.emit("")
    assert pane.group.panel._save.isEnabled()


def test_a_group_without_a_name_is_told_and_not_kept(pane, store, group):
    pane.show_record(group)
    form = pane.group._form
    form.name.setFocus()
    form.name.selectAll()
    QTest.keyClick(form.name, Qt.Key.Key_Delete)
    assert form.grid.row("name").said() == "Write what the group is called."
    assert not pane.group.panel._save.isEnabled()
    assert kept(store, group).name == "Tani Maju"


def test_somebody_is_put_in_as_one_types_once_only(shown, store, group, settled, messages):
    put_in(shown, "citra")
    settled(lambda: inside(store, group) == ["Awing Ding", "Citra Lawing"])
    settled(lambda: shown.group.members.names() == ["Awing Ding", "Citra Lawing"])
    assert "2" in shown.group._parts.tabText(1)
    put_in(shown, "citra")
    settled()
    assert "in the group already" in messages.told[-1][0]
    messages.actions["Undo"]()
    settled(lambda: shown.group.members.names() == ["Awing Ding"])


def test_somebody_is_taken_out_by_delete_and_comes_back(
    shown, store, group, people, settled, messages
):
    shown.group.members.view.choose(people[0])
    shown.group.members.view.setFocus()
    QTest.keyClick(shown.group.members.view, Qt.Key.Key_Delete)
    settled(lambda: inside(store, group) == [])
    assert kept(store, group).head_id is None
    messages.actions["Undo"]()
    settled(lambda: shown.group.members.names() == ["Awing Ding"])
    assert kept(store, group).head_id == people[0]


def test_another_leads_and_what_each_does_is_noted(shown, store, group, people, settled):
    with store.writing() as session:
        add_members(session, group, people)
    settled()
    members = shown.group.members
    members.view.choose(people[1])
    assert members.lead.isEnabled()
    members.lead.click()
    settled(lambda: kept(store, group).head_id == people[1])
    members.view.choose(people[2])
    QTest.keyClicks(members.role, "Bendahara")
    QTest.keyClick(members.role, Qt.Key.Key_Return)
    settled(lambda: "Bendahara" in [one.role for one in members._members.values()])


def test_a_members_page_is_gone_to(shown, people, went):
    members = shown.group.members
    members.view.choose(people[0])
    QTest.keyClick(members.view, Qt.Key.Key_Return)
    assert went == [("people", {"person_id": people[0]})]


def test_a_group_is_dissolved_and_comes_back(shown, store, settled, messages):
    shown.group.show_part("form")
    shown.group.dissolve.click()
    settled(lambda: names(shown) == [])
    assert shown._right.currentWidget() is shown._nothing
    messages.actions["Undo"]()
    settled(lambda: names(shown) == ["Tani Maju"])


def test_groups_are_shown_of_one_kind(pane, store, settled):
    with store.writing() as session:
        add_group(session, GroupDraft("Bahari", GroupKind.FISHERS))
    settled(lambda: names(pane) == ["Bahari", "Tani Maju"])
    pane.groups.kind.show_value(GroupKind.FISHERS)
    pane.groups.kind.picked.emit()
    assert names(pane) == ["Bahari"]


def test_what_the_lists_tell_is_shown_first_and_made_in_one_step(
    pane, store, keep, settled, messages
):
    keep(*(a.person(group_name="Tani Jaya", kk_number=CARD, **PLACE) for _ in range(2)))
    keep(a.person(group_name="Sendiri", **PLACE))
    pane.groups.propose.click()
    proposals = pane.proposals
    settled(lambda: len(proposals.chosen()) == 2)
    assert proposals._said.text() == "4 people in 2 groups"
    assert names(pane) == ["Tani Maju"]
    proposals.least.show_value(1)
    proposals.least.picked.emit()
    assert len(proposals.chosen()) == 3
    proposals.view.choose(2)
    proposals.view.setFocus()
    QTest.keyClick(proposals.view, Qt.Key.Key_Space)
    assert len(proposals.chosen()) == 2
    assert proposals.view.model().index(2, 2).data() == "Left out"
    proposals.make.click()
    settled(lambda: len(names(pane)) == 3)
    assert "Tani Jaya" in names(pane)
    messages.actions["Undo"]()
    settled(lambda: names(pane) == ["Tani Maju"])


def test_where_the_lists_tell_nothing_new_that_is_said(pane, settled):
    pane.show_proposals()
    settled(lambda: "nobody" in pane.proposals._said.text())
    assert not pane.proposals.make.isEnabled()
    QTest.keyClick(pane.proposals, Qt.Key.Key_Escape)
    assert pane._right.currentWidget() is pane._nothing


def test_the_call_list_is_written_as_paper_and_as_a_table(pane, tmp_path, settled, messages):
    paper, table = tmp_path / "daftar.pdf", tmp_path / "daftar.xlsx"
    messages.files = [paper, table]
    pane.groups.paper.click()
    settled(paper.exists)
    assert "Awing Ding" in text(paper.read_bytes())
    pane.groups.table.click()
    settled(table.exists)
    rows = CalamineWorkbook.from_path(table).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows][-1] == ["Tani Maju", "Awing Ding"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_and_shown_as_they_are(pane, store, group, settled, name):
    pane.show_record(group)
    form = pane.group._form
    form.name.setText(name)
    form.name.textEdited.emit(name)
    pane.group.panel.save_asked.emit()
    settled(lambda: names(pane) == [name])
    with store.reading() as session:
        assert all_groups(session) == [group]


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_the_keyboard_reaches_has_a_name(bench, wide, group, settled, language):
    speak(language)
    made = GroupsPage(bench)
    wide.layout().addWidget(made)
    made.show()
    made.show_record(group)
    settled()
    assert unnamed(wide) == []
    made.group.show_part("rest")
    assert unnamed(wide) == []
    made.show_proposals()
    settled()
    assert unnamed(wide) == []
