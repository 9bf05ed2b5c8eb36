import gc
import os
import signal
import stat
import subprocess
import sys
import tempfile

import pytest

from models.leftovers import PREFIX, PassingFolder, RunFolder

pytestmark = pytest.mark.of_files("it is about the file and its disk")

WORK = """
import sys, time
from pathlib import Path
from models.leftovers import PassingFolder, RunFolder
run = RunFolder(Path(sys.argv[1]))
held = PassingFolder(run)
held.file("daftar.pdf").write_bytes(b"Siti Contoh")
print("written", flush=True)
{then}
"""


def begin(base, then):
    """Start a program that writes a file about somebody, and wait until it has."""
    program = subprocess.Popen(
        [sys.executable, "-c", WORK.format(then=then), str(base)], stdout=subprocess.PIPE
    )
    assert program.stdout.readline() == b"written\n"
    return program


@pytest.fixture
def run(tmp_path):
    made = RunFolder(tmp_path)
    yield made
    made.remove()


def files(base):
    return [path.name for path in base.rglob("*.pdf")]


def test_what_a_killed_program_left_is_gone_after_the_next_start(tmp_path, run):
    program = begin(tmp_path, "time.sleep(60)")
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    assert files(tmp_path) == ["daftar.pdf"]
    run.clear_left_behind()
    assert list(tmp_path.iterdir()) == []


def test_what_a_running_program_holds_stays(tmp_path, run):
    program = begin(tmp_path, "time.sleep(60)")
    try:
        run.clear_left_behind()
        assert files(tmp_path) == ["daftar.pdf"]
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


@pytest.mark.parametrize("then", ["", "raise SystemExit(3)", "held.again = held", "1 / 0"])
def test_a_program_that_ends_leaves_nothing(tmp_path, then):
    program = begin(tmp_path, then)
    program.wait()
    program.stdout.close()
    assert list(tmp_path.iterdir()) == []


def test_nobody_else_may_look_in(tmp_path, run):
    held = PassingFolder(run)
    place = held.file("a.pdf").parent
    for folder in (place, place.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert place.parent.name.startswith(PREFIX)


def test_a_folder_goes_with_what_holds_it_and_the_last_takes_all_along(tmp_path, run):
    first, second = PassingFolder(run), PassingFolder(run)
    one, other = first.file("a.pdf"), second.file("b.pdf")
    one.touch()
    other.touch()
    del first
    gc.collect()
    assert files(tmp_path) == ["b.pdf"]
    second.remove()
    assert list(tmp_path.iterdir()) == []
    assert second.file("c.pdf").parent.is_dir()


def test_a_folder_somebody_cleared_away_is_made_anew(tmp_path, run):
    held = PassingFolder(run)
    held.file("a.pdf").parent.rmdir()
    held.file("b.pdf").touch()
    assert files(tmp_path) == ["b.pdf"]


def test_what_is_not_ours_stays(tmp_path, run):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.pdf").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(elsewhere)
    (tmp_path / f"{PREFIX}file").touch()
    run.clear_left_behind()
    assert files(tmp_path) == ["kept.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "elsewhere",
        f"{PREFIX}file",
        f"{PREFIX}link",
    ]


def test_many_that_begin_while_others_clear_lose_nothing(tmp_path):
    """Clearing and beginning at once: what was begun is still there afterwards."""
    clear = (
        "import sys; from pathlib import Path; from models.leftovers import RunFolder\n"
        "print('clearing', flush=True)\n"
        "while True: RunFolder(Path(sys.argv[1])).clear_left_behind()"
    )
    clearing = subprocess.Popen(
        [sys.executable, "-c", clear, str(tmp_path)], stdout=subprocess.PIPE
    )
    try:
        assert clearing.stdout.readline() == b"clearing\n"
        for _one in range(1000):
            mine = RunFolder(tmp_path)
            written = mine.path() / "a.pdf"
            written.write_bytes(b"x")
            assert written.read_bytes() == b"x"
            mine.remove()
        assert clearing.poll() is None, "nothing was cleared meanwhile"
    finally:
        clearing.kill()
        clearing.wait()
        clearing.stdout.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_let_go_of_while_a_folder_is_made_takes_nothing_along(run, monkeypatch):
    """The collector may end a folder at any moment, in the middle of making the next one."""
    held = [PassingFolder(run)]
    held[0].file("a.pdf").touch()
    make = tempfile.mkdtemp

    def interrupted(*given, **more):
        held.clear()
        gc.collect()
        return make(*given, **more)

    monkeypatch.setattr("models.leftovers.tempfile.mkdtemp", interrupted)
    following = PassingFolder(run)
    assert following.file("b.pdf").parent.is_dir()


WRITE = """
import os, signal, sys
from pathlib import Path
from models.files import replacing
with replacing(Path(sys.argv[1])) as out:
    out.write(b"Siti Contoh")
    out.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so there")
def test_what_was_written_into_a_folder_of_somebodys_is_gone_after_the_next_start(tmp_path):
    desk, base = tmp_path / "meja", tmp_path / "tmp"
    desk.mkdir()
    base.mkdir()
    (desk / "daftar.xlsx").write_bytes(b"as it was")
    (desk / ".daftar.xlsx.abcdefgh").write_bytes(b"of nobody we know")
    given = [sys.executable, "-c", WRITE, str(desk / "daftar.xlsx")]
    assert subprocess.run(given, env={**os.environ, "TMPDIR": str(base)}).returncode < 0
    assert len(list(desk.iterdir())) == 3
    RunFolder(base).clear_left_behind()
    assert {one.name for one in desk.iterdir()} == {"daftar.xlsx", ".daftar.xlsx.abcdefgh"}
    assert (desk / "daftar.xlsx").read_bytes() == b"as it was"
    assert list(base.iterdir()) == []


def test_a_folder_left_behind_names_nothing_else_to_be_taken_away(tmp_path, run):
    letter = tmp_path / "surat.pdf"
    letter.touch()
    for number, said in enumerate([str(letter), "", "\0", str(tmp_path), "\udcff" * 3]):
        held = tmp_path / f"{PREFIX}{number}" / "x"
        held.mkdir(parents=True)
        (held / "begun").write_text(said, "utf-8", "surrogateescape")
    run.clear_left_behind()
    assert [one.name for one in tmp_path.iterdir()] == ["surat.pdf"]


def test_where_no_word_of_it_can_be_kept_a_file_is_written_all_the_same(tmp_path):
    lost = RunFolder(tmp_path / "nowhere")
    with lost.watching(tmp_path / ".a.abcdefgh"):
        pass
    assert list(tmp_path.iterdir()) == []
