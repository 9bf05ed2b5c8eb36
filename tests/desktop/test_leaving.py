"""What is left behind, and what is asked, as the program ends."""

import subprocess
import sys

import pytest

from models.base import utc_now
from tests import factories as a
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import _dressed, store  # noqa: F401 - which the star leaves out
from ui.pages.home_page import HomePage


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX dumps the core of what crashes")
def test_a_crash_dumps_no_memory():
    code = (
        "import resource; from desktop.__main__ import leave_no_dump; leave_no_dump();"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(0, 0)"


def begin_with_work(hand, program, plain, qtbot):
    program.begin(plain)
    hand.wait_for(HomePage)
    with store(program).writing("Work of a day") as session:
        event, person = a.event(), a.person()
        session.add_all([event, person])
        session.flush()
        session.add(a.attendance(event_id=event.id, person_id=person.id, present_at=utc_now()))
    qtbot.waitUntil(lambda: not program.busy)


def test_who_leaves_with_the_day_open_is_asked_once(hand, program, plain, messages, qtbot):
    begin_with_work(hand, program, plain, qtbot)
    messages.agrees = False
    assert not program.shell.window.close()
    assert "has not been closed" in messages.asked[-1].text
    assert program.shell.workspace.place.name == "home"
    asked = len(messages.asked)
    messages.agrees = True
    assert program.shell.window.close()
    assert not any("The work of today" in one.text for one in messages.asked[asked:])


def test_a_day_without_work_is_left_without_a_question(hand, program, plain, messages):
    program.begin(plain)
    hand.wait_for(HomePage)
    assert program.shell.window.close()
    assert messages.asked == []
