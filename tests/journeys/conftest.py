from tests.ui.no_scanner import no_scanner  # noqa: F401 - found by its name
