from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.history.undo import next_redo, next_undo, undo
from models.printing.part_sheets import PartSheetDraft, add_part_sheet, part_sheets
from models.printing.sheets import (
    LARGEST_FILE,
    MOST,
    NAME_LENGTH,
    SheetDraft,
    add_sheet,
    change_sheet,
    own_sheets,
    read_sheet,
    retire_sheet,
    sheet_draft,
    write_sheet,
)

OURS = SheetDraft(
    "Kertas kami", (210.0, 297.0), (86.0, 54.5), 2, 4, (15.25, 20.0), (92.0, 60.5), 0.0
)
HOSTILE = '<b>"X"</b> \\u0041 \x7f\t\n\u202e😀 = [1]'


@pytest.fixture
def ours(store):
    with store.writing() as session:
        return add_sheet(session, OURS)


def names(store):
    with store.reading() as session:
        return [row.name for row in own_sheets(session)]


def take_back(store, which=next_undo):
    with store.writing() as session:
        undo(session, which(session).action_id)


def test_a_sheet_is_kept_as_it_was_drawn(store, ours):
    with store.reading() as session:
        assert sheet_draft(session, ours) == OURS
        [row] = own_sheets(session)
    assert row.content["first"] == [15.25, 20.0]


def test_adding_changing_and_taking_out_are_each_undone(store, ours):
    with store.writing() as session:
        change_sheet(session, ours, replace(OURS, rows=3))
    take_back(store)
    with store.reading() as session:
        assert sheet_draft(session, ours).rows == 4
    with store.writing() as session:
        retire_sheet(session, ours)
    assert names(store) == []
    take_back(store)
    assert names(store) == ["Kertas kami"]
    take_back(store)
    assert names(store) == []


def test_sheets_used_in_part_go_along_with_a_new_name_and_with_one_taken_out(store, ours):
    with store.writing() as session:
        add_part_sheet(session, PartSheetDraft("Lembar 1", OURS.name, frozenset({1})))
    with store.writing() as session:
        change_sheet(session, ours, replace(OURS, name="Kertas baru"))
    with store.reading() as session:
        assert [part.sheet for part in part_sheets(session)] == ["Kertas baru"]
    with store.writing() as session:
        retire_sheet(session, ours)
    with store.reading() as session:
        assert part_sheets(session) == []
    take_back(store)
    with store.reading() as session:
        assert [part.name for part in part_sheets(session, "Kertas baru")] == ["Lembar 1"]


def test_two_sheets_cannot_have_one_name(store, ours):
    with store.writing() as session:
        other = add_sheet(session, replace(OURS, name="Lain"))
    with pytest.raises(UserError, match="this name"), store.writing() as session:
        add_sheet(session, OURS)
    with pytest.raises(UserError, match="this name"), store.writing() as session:
        change_sheet(session, other, OURS)
    assert names(store) == ["Kertas kami", "Lain"]


def test_the_name_of_a_sheet_taken_out_is_free_again_and_undo_gives_it_back(store, ours):
    with store.writing() as session:
        retire_sheet(session, ours)
    with store.writing() as session:
        add_sheet(session, replace(OURS, rows=2))
    assert names(store) == ["Kertas kami"]
    take_back(store)
    assert names(store) == []
    take_back(store)
    with store.reading() as session:
        assert sheet_draft(session, ours) == OURS
    take_back(store, next_redo)
    take_back(store, next_redo)
    with store.reading() as session:
        assert [row.content["rows"] for row in own_sheets(session)] == [2]


def test_a_sheet_that_is_gone_is_told(store, ours):
    with store.writing() as session:
        retire_sheet(session, ours)
    for operation in (sheet_draft, retire_sheet):
        with pytest.raises(UserError, match="not there"), store.writing() as session:
            operation(session, ours)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * (NAME_LENGTH + 1)}, "name"),
        ({"name": "lain"}, "name"),
        ({"page": (9.0, 297.0)}, "page"),
        ({"page": (210.0, None)}, "page"),
        ({"card": (85.6, 1300.0)}, "card"),
        ({"columns": 0}, "columns"),
        ({"rows": MOST + 1}, "rows"),
        ({"rows": None}, "rows"),
        ({"first": (float("nan"), 0.0)}, "first"),
        ({"step": (0.0, 56.0)}, "step"),
        ({"crop_marks": -1.0}, "crop_marks"),
        ({"crop_marks": None}, "crop_marks"),
    ],
)
def test_what_cannot_be_is_said_beside_its_measure(change, field):
    assert list(replace(OURS, **change).problems(["Lain"])) == [field]


@pytest.mark.parametrize("name", ["Kertas kami", HOSTILE.strip(), "x" * NAME_LENGTH])
def test_a_sheet_goes_through_a_file(tmp_path, name):
    draft = replace(OURS, name=name)
    write_sheet(draft, tmp_path / "kertas.toml")
    assert read_sheet(tmp_path / "kertas.toml") == draft


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=NAME_LENGTH).filter(
        lambda name: name.strip()
    )
)
def test_any_name_goes_through_a_file(tmp_path_factory, name):
    target = tmp_path_factory.mktemp("sheet") / "a.toml"
    write_sheet(replace(OURS, name=name), target)
    assert read_sheet(target).name == name.strip()


SOUND = """version = 1
name = "Kertas"
page = [210, 297.0]
card = [85.6, 54.0]
columns = 2
rows = 5
first = [15.4, 9.5]
step = [93.6, 56.0]
"""


def test_a_file_written_by_hand_is_read(tmp_path):
    file = tmp_path / "tangan.toml"
    file.write_text(SOUND + "bleed = 3\n", "utf-8-sig")
    draft = read_sheet(file)
    assert (draft.page, draft.crop_marks, draft.columns) == ((210.0, 297.0), 0.0, 2)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"a = " + b"[" * 5000,
        SOUND.replace("version = 1", "version = 2").encode(),
        SOUND.replace("columns = 2", "columns = true").encode(),
        SOUND.replace("columns = 2", "columns = 1000000000").encode(),
        SOUND.replace("columns = 2", "columns = 2.0").encode(),
        SOUND.replace("297.0", "inf").encode(),
        SOUND.replace("297.0", "nan").encode(),
        SOUND.replace("297.0", "1" + "0" * 400).encode(),
        SOUND.replace("297.0", "1" * 9000).encode(),
        SOUND.replace("[210, 297.0]", "[210]").encode(),
        SOUND.replace("[210, 297.0]", '["210", "297"]').encode(),
        SOUND.replace('"Kertas"', "7").encode(),
        SOUND.replace('"Kertas"', '"' + "x" * 3000 + '"').encode(),
        SOUND.encode() + b"#" * LARGEST_FILE,
    ],
)
def test_a_file_that_is_no_sheet_is_told_by_its_name(tmp_path, data):
    file = tmp_path / "aneh.toml"
    file.write_bytes(data)
    with pytest.raises(UserError, match=r"aneh\.toml"):
        read_sheet(file)


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(UserError, match="could not be read"):
        read_sheet(tmp_path)
