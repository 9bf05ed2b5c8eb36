"""The windows of the menu Help."""

from ui.actions import action_specs, page_specs
from ui.bench import Bench
from ui.main_window import MainWindow
from ui.shell import Shell


def show_about(window: MainWindow) -> None:
    """Say what program this is."""
    from ui.help_windows import AboutWindow

    AboutWindow(window).show()


def show_keys(window: MainWindow, shell: Shell, bench: Bench | None) -> None:
    """Show all keys; with an open database those of its pages, too."""
    from ui.help_windows import KeysWindow

    pages = shell.workspace.entries() if shell.workspace else []
    KeysWindow((*action_specs(), *page_specs(pages)), window, bench).show()
