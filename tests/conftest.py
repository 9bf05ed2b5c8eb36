import gc
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np  # noqa: F401 - or ``approx`` meets it half loaded by a worker
import pytest
from hypothesis import settings

from tests.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.fixtures import _english  # noqa: F401 - which the star leaves out
from tests.patience import qtbot  # noqa: F401 - found by its name
from ui.collecting import collect_due

# First examples load fonts, tables and regions; a test asserts no times. The examples are the same
# on every machine, so that what passed here passes there; whoever looks for more draws them anew.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("anew", deadline=None)
settings.load_profile("anew" if "JANGKAU_TRIES" in os.environ else "same")

MEMORY = Path("/dev/shm")
RUN = "jangkau-tests-run-"
ROOM = 10 << 30
"""Bytes that must be free in memory before tests keep their files there; all of them take 6 GiB."""

ENGINES = ("sqlite", "postgres")
FILES = frozenset({"empty_file", "office_file", "protection"})
"""Fixtures of what only a file is; a test that asks for one is about files."""


def pytest_addoption(parser):
    parser.addoption(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="what keeps the records of tests/models",
    )


@pytest.hookimpl(tryfirst=True)  # before the folder for the tests' files is chosen
def pytest_configure(config):
    _keep_files_in_memory(config)
    config.addinivalue_line("markers", "of_files(why): not run on a server; why it is about files")


def _keep_files_in_memory(config):
    """Wait for no disk: what outlives a kill there does so here, and shared disks are slow.

    Whoever names a folder, by ``TMPDIR`` or ``--basetemp``, chooses the place.
    """
    chosen = "TMPDIR" in os.environ or config.option.basetemp
    if chosen or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return
    _forget_ended_runs()
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None  # which is looked up anew
    config.option.basetemp = MEMORY / f"{RUN}{os.getpid()}"


def _forget_ended_runs():
    """Give back the memory of runs that failed or were killed, and that nobody looked at since."""
    for folder in MEMORY.glob(f"{RUN}*"):
        if not Path(f"/proc/{folder.name.removeprefix(RUN)}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def pytest_sessionfinish(session, exitstatus):
    """Give the memory back, unless somebody will want to see what failed."""
    basetemp = session.config.option.basetemp
    if exitstatus == 0 and basetemp and Path(basetemp).parent == MEMORY:
        shutil.rmtree(basetemp, ignore_errors=True)


def pytest_collection_modifyitems(config, items):
    """Leave out, on a server, what is about the file itself, each saying why; and the reverse."""
    if config.getoption("engine") == ENGINES[0]:
        elsewhere = [
            item
            for item in items
            if "server" in item.fixturenames and not item.get_closest_marker("of_files")
        ]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
        return
    for item in items:
        marked = item.get_closest_marker("of_files")
        why = marked.args[0] if marked else None
        if "backups" in item.path.parts:
            why = "backups are of the file"
        if why is None and FILES.intersection(item.fixturenames):
            why = "asks for a file by name"
        if why is not None:
            item.add_marker(pytest.mark.skip(reason=f"about files: {why}"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Where there is a screen look for garbage on its thread alone, as the program does."""
    if "qapp" in item.fixturenames:
        gc.disable()
    else:
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    if "qapp" in item.fixturenames:
        collect_due()
