"""The server of the tests: what an earlier run left behind is in no later one's way."""

import os
import signal
import time
from pathlib import Path

from tests import server


def left_behind():
    """Start a server whose user lets go of it at once; return its folder and its process."""
    _port, folder, mine = server.start("gone")
    mine.close()
    first, *_rest = (folder / "data" / "postmaster.pid").read_text().splitlines()
    return folder, int(first)


def wait_for_the_end_of(process):
    while Path(f"/proc/{process}").exists():
        time.sleep(0.01)


def test_a_server_that_nobody_uses_any_more_is_stopped():
    folder, process = left_behind()
    server.stop_forsaken()
    assert not folder.exists()
    wait_for_the_end_of(process)


def test_of_one_that_was_killed_only_what_it_kept_is_taken_away():
    folder, process = left_behind()
    os.kill(process, signal.SIGKILL)
    wait_for_the_end_of(process)
    assert (folder / "data" / "postmaster.pid").exists()
    server.stop_forsaken()
    assert not folder.exists()
