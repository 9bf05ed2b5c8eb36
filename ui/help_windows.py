"""The windows of the Help menu: the program's keys, and what it is and rests on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import distribution

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.words import _
from ui.actions import ActionSpec, menu_titles
from ui.look import FAINT, Size, em
from ui.page_keys import page_keys, place_titles
from ui.plain import read_aloud
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

PACKAGE = "jangkau"
OURS = ("licenses/NOTICE", "licenses/LICENSE")


class HelpWindow(QDialog):
    """A window beside the program's own, gone for good once it is closed; Esc closes it."""

    def __init__(self, title: str, detail: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._column = QVBoxLayout(self)
        edge = em(self)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(em(self, 0.75))
        self._column.addWidget(Text(title, Size.TITLE, wrap=True))
        self._column.addWidget(Text(detail, ink=FAINT, wrap=True))

    def fill(self, inside: QWidget, name: str) -> None:
        """Show ``inside``, which takes the keyboard and which a voice calls ``name``."""
        inside.setAccessibleName(name)
        inside.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column.addWidget(inside, 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.close)
        self._column.addWidget(buttons)
        room = self.screen().availableSize()
        self.resize(min(em(self, 38), room.width()), min(em(self, 36), room.height()))
        inside.setFocus()


class KeysWindow(HelpWindow):
    """Lists the keys of the menus, menu by menu, and then those of single pages."""

    def __init__(self, specs: Sequence[ActionSpec], parent: QWidget) -> None:
        """List those of ``specs`` that have a key."""
        super().__init__(
            _("Keyboard shortcuts"),
            _("Those of the menus work everywhere, the others where their heading says."),
            parent,
        )
        sheet = QWidget()
        self.shown: dict[str, dict[str, str]] = {}
        """What each key does, by the heading it stands under."""
        self._lines = QGridLayout(sheet)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setColumnStretch(1, 1)
        self._lines.setHorizontalSpacing(em(self, 1.5))
        for menu, title in menu_titles().items():
            own = [spec for spec in specs if spec.menu == menu]
            self._add_keys(read_aloud(title), {key_name(spec): spec.tip for spec in own})
        for place, title in place_titles().items():
            self._add_keys(title, {key.text(): key.what for key in page_keys()[place]})
        self._lines.setRowStretch(self._lines.rowCount(), 1)
        self.fill(Scrolling(sheet), _("Keyboard shortcuts"))

    def _add_keys(self, title: str, doing: Mapping[str, str]) -> None:
        """Add what each key does, below a heading; what has no key is left out."""
        told = {keys: what for keys, what in doing.items() if keys}
        if not told:
            return
        row = self._lines.rowCount()
        heading = Text(title, Size.HEADING)
        heading.setContentsMargins(0, em(self, 0.6), 0, 0)
        self._lines.addWidget(heading, row, 0, 1, 2)
        for line, (keys, does) in enumerate(told.items(), row + 1):
            what = Text(does, wrap=True)
            what.setAccessibleName(f"{keys}: {does}")
            self._lines.addWidget(Text(keys, Size.STRONG), line, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(what, line, 1)
        self.shown[title] = told


class AboutWindow(HelpWindow):
    """Says which version this is, and under which licences it and its parts stand."""

    def __init__(self, parent: QWidget) -> None:
        detail = _("Version {version}. The desk program of an office that goes out to people.")
        super().__init__("Jangkau", detail.format(version=distribution(PACKAGE).version), parent)
        self.setWindowTitle(_("About Jangkau"))
        self.licences = QPlainTextEdit(_licences())
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.fill(self.licences, _("Licences"))


def key_name(spec: ActionSpec) -> str:
    """Return the first key of an action as this system writes it; nothing if it has none."""
    native = QKeySequence.SequenceFormat.NativeText
    return next((keys.toString(native) for keys in spec.shortcuts()), "")


def _licences() -> str:
    """Return the notice and the licence the program was installed with, and what it rests on."""
    ours = distribution(PACKAGE)
    texts = [text.strip() for name in OURS if (text := ours.read_text(name))]
    return "\n\n".join((*texts, "\n".join((_("Installed with it:"), *_packages()))))


def _packages() -> Iterator[str]:
    """Yield a line on each package that the program is installed with."""
    for wanted in distribution(PACKAGE).requires or ():
        if "extra ==" in wanted:
            continue
        package = distribution(re.split(r"[^\w.-]", wanted, maxsplit=1)[0])
        said = package.metadata
        classes = [c for c in said.get_all("Classifier", ()) if c.startswith("License ::")]
        named = [said[key] for key in ("License-Expression", "License") if said[key]]
        licence = [*named, *(one.rpartition(":: ")[2] for one in classes), "–"][0]
        yield f"{package.name} {package.version}: {licence.splitlines()[0]}"
