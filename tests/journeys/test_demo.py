"""``jangkau demo`` does the whole main job on a list as it was sent, and leaves its documents."""

import json

import pytest
from python_calamine import load_workbook

from desktop.__main__ import main
from models.opening import open_store
from models.people.queries import people_count
from tests.reports.values import codes, sizes, text


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demonstration, made once; return its folder and what it answered."""
    folder = tmp_path_factory.mktemp("demo")
    answer = tmp_path_factory.mktemp("answer") / "answer.json"
    with answer.open("w+", encoding="utf-8") as out, pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", out)
        assert main(["--language", "id", "demo", "--out", str(folder), "--json"]) == 0
    return folder, json.loads(answer.read_text("utf-8"))


def test_every_line_of_the_list_is_accounted_for(demo):
    _folder, told = demo
    assert told["list"] == {"add": 193, "known": 0, "twice": 3, "problem": 4}


def test_two_thirds_came_and_nine_in_ten_of_them_enrolled(demo):
    _folder, told = demo
    assert told["invited"] == 193
    assert told["present"] == round(193 * 2 / 3)
    assert told["enrolled"] == round(told["present"] * 0.9)
    assert {"6", "12"} <= set(told["months"])


def test_there_is_a_card_for_everybody_enrolled_ten_on_a_sheet(demo):
    folder, told = demo
    cards = (folder / "kartu.pdf").read_bytes()
    pages = range(len(sizes(cards)))
    numbers = [number for page in pages for number in codes(cards, page)]
    assert len(set(numbers)) == told["enrolled"]
    assert len(pages) == -(-told["enrolled"] // 10)


def test_the_summary_says_the_same_figures_in_both_languages(demo):
    folder, told = demo
    for name in ("ringkasan.pdf", "summary.pdf"):
        said = text((folder / name).read_bytes())
        total = f"{told['total']:,}"
        assert total in said or total.replace(",", ".") in said
        for figure in (told["invited"], told["present"], told["enrolled"]):
            assert str(figure) in said


def test_the_report_has_every_line_of_the_list(demo):
    folder, told = demo
    rows = load_workbook(folder / "laporan-impor.xlsx").get_sheet_by_index(1).to_python()
    assert len(rows) == 1 + sum(told["list"].values()) + 6  # headings, people, what is nobody


def test_the_database_opens_and_holds_them(demo):
    folder, told = demo
    store = open_store(folder / "demo.jangkau")
    with store.reading() as session:
        assert people_count(session) == told["list"]["add"]
    store.close()


def test_the_same_demonstration_comes_out_the_second_time(demo, capsys):
    folder, told = demo
    assert main(["--language", "id", "demo", "--out", str(folder), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert {**again, "event": 0} == {**told, "event": 0}
