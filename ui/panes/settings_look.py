"""The settings' card about language and look of the window."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import LANGUAGES, _, spoken
from ui.look import Theme
from ui.panes.settings_panel import SettingsPanel
from ui.settings import Settings
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid


class LookPanel(SettingsPanel):
    """Changes language and theme as soon as they are chosen."""

    def __init__(
        self,
        settings: Settings,
        speak: Callable[[str], object],
        wear: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Language and look"), parent=parent)
        self._settings = settings
        self._ask_language = speak
        self.language = Choice(LANGUAGES)
        self.theme = Choice(theme_names())
        self.grid = FormGrid()
        self.grid.add("language", _("Language"), self.language)
        self.grid.add("theme", _("Theme"), self.theme)
        self.add(self.grid)
        self.read()
        self.language.picked.connect(self._speak)
        self.theme.picked.connect(lambda: wear(self.theme.value()))

    def _speak(self) -> None:
        self._ask_language(self.language.value())
        self.read()  # who has typed something unsaved may have stayed with it

    @override
    def beginning(self) -> QWidget:
        return self.language

    @override
    def read(self) -> None:
        """Show what is chosen now, be it from the menu."""
        self.language.show_value(spoken().language)
        self.theme.show_value(self._settings.theme)


def theme_names() -> dict[str, str]:
    """Return what the themes are called."""
    return {
        Theme.SYSTEM.value: _("As the system"),
        Theme.LIGHT.value: _("Light"),
        Theme.DARK.value: _("Dark"),
    }
