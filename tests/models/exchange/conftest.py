import pytest

from models.words import speak


@pytest.fixture(autouse=True)
def english():
    """Speak the language of the sources, in which the tests expect what is said."""
    speak("en")
    yield
    speak("en")
