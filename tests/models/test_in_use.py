import os
import signal
import subprocess
import sys

import pytest

from models.in_use import InUseError, hold

pytestmark = pytest.mark.of_files("it is about the file and its disk")

HOLDS = """
import sys, time
from pathlib import Path
from models.in_use import hold
kept = hold(Path(sys.argv[1]), "Siti")
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "kantor.jangkau"
    path.write_bytes(b"")
    return path


@pytest.fixture
def other(path):
    """Another program that has the database open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_the_second_one_is_told_who_has_it(path, other):
    with pytest.raises(InUseError, match=r"kantor\.jangkau is open already: .* by Siti"):
        hold(path)


def test_what_a_killed_program_leaves_behind_holds_nobody_off(path, other):
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    hold(path).let_go()


def test_let_go_another_may_have_it(path):
    first = hold(path)
    with pytest.raises(InUseError):
        hold(path)
    first.let_go()
    hold(path).let_go()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}', b"\xff" * 9000])
def test_a_lock_file_that_says_nothing_useful_still_holds(path, content):
    first = hold(path)
    path.with_name("kantor.jangkau.lock").write_bytes(content)
    with pytest.raises(InUseError, match="another program"):
        hold(path)
    first.let_go()
