import pytest


@pytest.fixture
def settled(qtbot, bench):
    """Wait until all work is done and what it found is shown."""

    def wait(until=lambda: True):
        qtbot.waitUntil(lambda: not bench.tasks.busy and until())

    return wait


@pytest.fixture
def wide(stage):
    """A window in which list and record stand side by side."""
    stage.resize(1200, 700)
    return stage
