"""A server of one's own, and where an office goes from its card."""

from uuid import uuid4

import pytest
from PySide6.QtWidgets import QCheckBox

from tests import server as server_of_tests
from ui.forms.moving_form import Ways


@pytest.fixture
def address(server):
    with server_of_tests.database(server, f"panel_{uuid4().hex}") as found:
        yield found


@pytest.fixture
def went():
    """Where the office went: what the program is handed."""
    return []


@pytest.fixture
def ways(went):
    return Ways(lambda: True, went.append, went.append)


def keep_it(form):
    """Say of what is shown once that it is kept safe."""
    form.findChild(QCheckBox).click()
    form._go_on.click()
