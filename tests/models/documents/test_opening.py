import shutil
import stat
import subprocess
import sys

import pytest

from models.documents.opening import Lent
from models.documents.tables import MediaType
from models.errors import UserError

DIGEST = "ab" * 32


@pytest.fixture
def lent(tmp_path):
    made = Lent(tmp_path)
    yield made
    made.take_back()


def folders(base):
    return sorted(path.name for path in base.iterdir())


def test_a_copy_holds_the_same_and_only_its_owner_may_read_it(lent, tmp_path):
    copy = lent.lend(DIGEST, "Surat.pdf", MediaType.PDF, b"%PDF-x")
    assert (copy.name, copy.read_bytes()) == ("Surat.pdf", b"%PDF-x")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    for folder in (copy.parent, copy.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_copy_ends_as_its_kind_does_whatever_it_was_called(lent, tmp_path):
    copy = lent.lend(DIGEST, "../../x.exe", MediaType.TEXT, b"x")
    assert copy.name == "x.exe.txt"
    assert tmp_path in copy.parents


def test_a_long_name_is_cut_to_what_a_disk_takes(lent):
    copy = lent.lend(DIGEST, "é" * 296 + ".pdf", MediaType.PDF, b"x")
    assert len(copy.name.encode()) <= 200
    assert copy.name.endswith("é.pdf")


def test_a_file_opened_twice_is_lent_once(lent, tmp_path):
    first = lent.lend(DIGEST, "a.txt", MediaType.TEXT, b"x")
    assert lent.lend(DIGEST, "a.txt", MediaType.TEXT, b"x") == first
    assert len(folders(tmp_path)) == 1


def test_nothing_stays_at_the_end(lent, tmp_path):
    lent.lend(DIGEST, "a.txt", MediaType.TEXT, b"x")
    lent.take_back()
    assert folders(tmp_path) == []
    lent.take_back()


def test_what_a_crash_left_is_taken_away_and_what_is_in_use_stays(lent, tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from models.documents.opening import Lent;"
        "from models.documents.tables import MediaType;"
        "lent = Lent(Path(sys.argv[1]));"
        "lent.lend('cd' * 32, 'a.txt', MediaType.TEXT, b'x'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    [left] = folders(tmp_path)
    other = Lent(tmp_path)
    copy = other.lend(DIGEST, "b.txt", MediaType.TEXT, b"x")
    mine = lent.lend(DIGEST, "c.txt", MediaType.TEXT, b"x")
    (tmp_path / "jangkau-run-x").symlink_to(tmp_path)
    (tmp_path / "mine").mkdir()
    lent.clear_left_behind()
    assert left not in folders(tmp_path)
    assert copy.exists()
    assert mine.exists()
    assert (tmp_path / "mine").is_dir()
    other.take_back()


def test_a_folder_the_system_cleared_away_is_made_anew(lent, tmp_path):
    first = lent.lend(DIGEST, "a.txt", MediaType.TEXT, b"x")
    shutil.rmtree(first.parent.parent)
    assert lent.lend(DIGEST, "a.txt", MediaType.TEXT, b"x").read_bytes() == b"x"


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    with pytest.raises(UserError, match="could not be opened"):
        Lent(tmp_path / "none").lend(DIGEST, "a.txt", MediaType.TEXT, b"x")
