import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from hypothesis import settings

from tests.fixtures import *  # noqa: F403 - fixtures are found by name
from tests.fixtures import _english  # noqa: F401 - which the star leaves out

# First examples load fonts, tables and regions; a test asserts no times.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
