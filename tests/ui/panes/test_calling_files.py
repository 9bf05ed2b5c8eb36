import pytest

from models.errors import UserError
from models.progress import finish
from models.words import Words
from reports.calling import CallLine, CallList, CallPart
from ui.panes.calling_files import MOST_ON_PAPER, write_paper, write_table

ENGLISH = Words("en")


def listed(count):
    line = CallLine("Awing", "")
    parts = (CallPart("Desa", "", (line,) * count),)
    return lambda _session: CallList("Kantor", "List", "", "Village", (), parts)


def test_more_people_than_anybody_calls_are_not_put_on_paper(store, tmp_path):
    target = tmp_path / "daftar.pdf"
    with pytest.raises(UserError, match="5,001"):
        finish(write_paper(store, listed(MOST_ON_PAPER + 1), target, ENGLISH))
    assert not target.exists()


def test_a_table_takes_any_number(store, tmp_path):
    target = tmp_path / "daftar.xlsx"
    assert finish(write_table(store, listed(MOST_ON_PAPER + 1), target, ENGLISH)) == 5001
    assert target.exists()


def test_a_file_that_is_there_stays_when_the_list_cannot_be_made(store, tmp_path):
    target = tmp_path / "daftar.pdf"
    target.write_bytes(b"yesterday's")

    def broken(_session):
        raise UserError("gone")

    with pytest.raises(UserError):
        finish(write_paper(store, broken, target, ENGLISH))
    assert target.read_bytes() == b"yesterday's"
