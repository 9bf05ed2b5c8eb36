"""Tests type without a pause, as only a scanner does: where none is tried, none is looked for."""

import pytest

from ui.settings import Setting, Settings


@pytest.fixture(autouse=True)
def no_scanner(monkeypatch):
    """A computer at which nobody uses a scanner."""
    monkeypatch.setattr(Settings, "scanner", Setting("scanner/there", False))
