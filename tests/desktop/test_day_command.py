import json

import pytest

from desktop.commands.parser import run
from models.backups.erased import erased_path
from models.money.cash import open_box
from models.office.queries import today


@pytest.fixture
def path(store):
    with store.writing() as session:
        open_box(session, None, 50_000)
    store.settle()
    return str(store.path)


def test_figures_of_today_are_told_as_json(path, store, capsys):
    assert run(["--language", "en", "day", "figures", "--database", path, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with store.reading() as session:
        assert told["day"] == today(session).isoformat()
    assert told["boxes"][0]["opening"] == 50_000


def test_figures_of_a_day_are_told_in_words(path, capsys):
    asked = ["--language", "en", "day", "figures", "--day", "2022-06-28", "--database", path]
    assert run(asked) == 0
    assert "Tuesday, 28 June 2022" in capsys.readouterr().out


def test_days_that_are_not_closed_are_listed(path, store, capsys):
    assert run(["--language", "en", "day", "list", "--database", path, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with store.reading() as session:
        assert told["open"] == [{"day": today(session).isoformat(), "again": False}]
    assert told["closed"] == []


def test_what_is_no_day_is_not_understood(path, capsys):
    with pytest.raises(SystemExit) as ended:
        run(["--language", "en", "day", "list", "--day", "kemarin", "--database", path])
    assert ended.value.code == 2
    assert "Write a day like 2022-06-28." in capsys.readouterr().err


def test_what_is_told_of_the_file_as_it_is_opened_is_no_part_of_the_answer(path, store, capsys):
    erased_path(store.path).write_bytes(b"{")
    assert run(["--language", "en", "day", "figures", "--database", path, "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)
    assert "cannot be read. Who is on it may be shown." in said.err
