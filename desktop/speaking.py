"""The language of the window: our words, Python's, and Qt's own as far as it has them."""

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import language


class Speaking(QObject):
    """Speaks one language at a time; what was made in another has to be made anew."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._translator = QTranslator(self)

    def speak(self, code: str) -> None:
        """Speak ``code`` from now on."""
        language.install(code)
        locale = QLocale(code)
        QLocale.setDefault(locale)
        QApplication.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(locale, "qtbase", "_", folder):
            QApplication.installTranslator(self._translator)
