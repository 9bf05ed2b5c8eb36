import pytest

from desktop.__main__ import main
from tests.ui.no_scanner import no_scanner  # noqa: F401 - found by its name


@pytest.fixture
def run(capsys):
    """Run a command in English; return its exit code, answer and messages."""

    def _run(*words):
        try:
            code = main(["--language", "en", *map(str, words)])
        except SystemExit as left:
            code = left.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return _run
