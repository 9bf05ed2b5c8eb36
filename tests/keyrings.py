"""A computer's keyring in a test: of the library's own kind, and kept in memory."""

from contextlib import contextmanager
from unittest.mock import patch

import keyring

from models import remembering
from tests.models.test_protecting import InMemory


@contextmanager
def in_memory():
    """Have this computer hold its secrets in a keyring that is taken for a sound one."""
    made, before = InMemory(), keyring.get_keyring()
    keyring.set_keyring(made)
    try:
        with patch.object(remembering, "SOUND", (InMemory.__module__,)):
            yield made
    finally:
        keyring.set_keyring(before)
