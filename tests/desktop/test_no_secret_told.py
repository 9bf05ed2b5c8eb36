"""What the program writes about itself - log, settings, crash reports - names nobody."""

import logging
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from desktop import errors
from models import opening
from models.people.queries import person_rows
from tests import factories as a
from tests.desktop.programs import *  # noqa: F403 - fixtures are found by name
from tests.desktop.programs import PASSWORD, _dressed, store  # noqa: F401 - which the star leaves out
from ui.forms.unlock_form import UnlockForm
from ui.pages.home_page import HomePage

NAME, NIK, PHONE = "Zulaikha Pangaribuan", "6501036505801234", "+6281399887766"
WRONG = "salah sandi 99"


@pytest.fixture
def log(tmp_path, monkeypatch):
    """The log of the program, as it is set up at its start."""
    monkeypatch.setattr(errors, "qInstallMessageHandler", lambda _handler: None)  # the tests' own
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    before = list(logging.getLogger().handlers)
    file = tmp_path / "jangkau.log"
    errors.install(file, lambda _error: None)
    yield file
    for handler in set(logging.getLogger().handlers) - set(before):
        logging.getLogger().removeHandler(handler)
        handler.close()


def crash(what):
    """Let an error come through as one that nobody caught."""
    try:
        what()
    except Exception:  # noqa: BLE001 - whatever it is
        sys.excepthook(*sys.exc_info())
    else:
        pytest.fail("nothing went wrong")


def twice(made):
    with made.writing("Add") as session:
        session.add_all([a.person(name=NAME, nik=NIK, phone=PHONE) for _one in range(2)])


def test_neither_log_nor_settings_nor_arguments_name_anybody(
    hand, program, protected, settings, log, tmp_path
):
    program.begin(protected)
    hand.wait_for(UnlockForm)
    hand.unlock(PASSWORD)
    hand.wait_for(HomePage)
    made = store(program)
    with made.writing("Add") as session:
        session.add(a.person(name=NAME, nik=NIK, phone=PHONE))
    with made.reading() as session:
        assert [one.name for one in person_rows(session, [1 << 62])] == []
    program.shell.show_page("people")
    crash(lambda: int(NAME))
    crash(lambda: opening.open_store(protected, WRONG))
    crash(lambda: {NIK: 1}[PHONE])
    with pytest.raises(IntegrityError) as found:
        twice(made)
    logging.getLogger("sqlalchemy").error("refused: %s", found.value)
    crash(lambda: twice(made))
    settings.kept.sync()
    assert log.stat().st_size > 0
    files = [log, Path(settings.kept.fileName()), *log.parent.glob("*.log*")]
    written = b"".join(path.read_bytes() for path in files if path.exists())
    arguments = Path("/proc/self/cmdline")
    written += arguments.read_bytes() if arguments.exists() else " ".join(sys.argv).encode()
    for secret in (NAME, "Zulaikha", NIK, PHONE, PASSWORD, WRONG, made.file_key.hex()):
        assert secret.encode() not in written
