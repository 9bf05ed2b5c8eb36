"""The windows of the Help menu: the program's keys, and what it is and rests on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import distribution
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from models.files import replacing
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.words import _, spoken
from reports.keys_sheet import KeyGroup, write_keys_sheet
from ui.actions import ActionSpec, menu_titles
from ui.bench import Bench
from ui.look import FAINT, Size, em
from ui.messages import FileKind
from ui.page_keys import page_keys, place_titles
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.plain import read_aloud
from ui.printing import Printing
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

PACKAGE = "jangkau"
SHARES = (2, 3)
"""How the keys and what they do share the width: a few keys are written in many words."""
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

    def __init__(
        self, specs: Sequence[ActionSpec], parent: QWidget, bench: Bench | None = None
    ) -> None:
        """List those of ``specs`` that have a key; with a ``bench`` they can be printed."""
        super().__init__(
            _("Keyboard shortcuts"),
            _("Those of the menus work everywhere, the others where their heading says."),
            parent,
        )
        sheet = QWidget()
        self.shown = keys_by_place(specs)
        """What each key does, by the heading it stands under."""
        self._lines = QGridLayout(sheet)
        self._lines.setContentsMargins(0, 0, 0, 0)
        for column, share in enumerate(SHARES):
            self._lines.setColumnStretch(column, share)
        self._lines.setHorizontalSpacing(em(self, 1.5))
        for title, told in self.shown.items():
            self._add_keys(title, told)
        self._lines.setRowStretch(self._lines.rowCount(), 1)
        if bench is not None:
            self._offer_paper(bench)
        self.fill(Scrolling(sheet), _("Keyboard shortcuts"))

    def _offer_paper(self, bench: Bench) -> None:
        """Let the list be printed, or saved as PDF."""
        groups = key_groups(self.shown)
        strip = ProgressStrip()
        printing = Printing(bench, strip, self)
        self.print = action_button(_("Print…"), "printer")
        self.save = action_button(_("Save as PDF…"), "download")
        document = Document(
            _("Save the sheet of keys"),
            file_name(_("Keyboard shortcuts"), suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Drawing the sheet…"),
            lambda target: _writing(groups, target),
            Unnoted.NAMES_NOBODY,
        )
        self.print.clicked.connect(
            lambda: printing.print_pdf(document.write, _("Keyboard shortcuts"), document.lets_out)
        )
        self.save.clicked.connect(lambda: save_document(bench, document, strip))
        row = QHBoxLayout()
        for button in (self.print, self.save):
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(strip)

    def _add_keys(self, title: str, told: Mapping[str, str]) -> None:
        """Add what each key does, below a heading."""
        row = self._lines.rowCount()
        heading = Text(title, Size.HEADING)
        heading.setContentsMargins(0, em(self, 0.6), 0, 0)
        self._lines.addWidget(heading, row, 0, 1, 2)
        for line, (keys, does) in enumerate(told.items(), row + 1):
            what = Text(does, wrap=True)
            what.setAccessibleName(f"{keys}: {does}")
            pressed = Text(keys, Size.STRONG, wrap=True)
            self._lines.addWidget(pressed, line, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(what, line, 1)


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


def keys_by_place(specs: Sequence[ActionSpec]) -> dict[str, dict[str, str]]:
    """Return what each key does, by the menu or place it works at; what has no key is left out."""
    told: dict[str, dict[str, str]] = {}
    for menu, title in menu_titles().items():
        own = (spec for spec in specs if spec.menu == menu)
        told[read_aloud(title)] = {key_name(spec): spec.tip for spec in own}
    for place, title in place_titles().items():
        told[title] = {key.text(): key.what for key in page_keys()[place]}
    found = {
        title: {keys: what for keys, what in doing.items() if keys} for title, doing in told.items()
    }
    return {title: doing for title, doing in found.items() if doing}


def key_groups(shown: Mapping[str, Mapping[str, str]]) -> list[KeyGroup]:
    """Return the keys as the sheet takes them: those of the desk first, where it hangs."""
    titles = place_titles()
    first = [titles[place] for place in ("desk", "enrolment")]
    order = [*first, *(title for title in shown if title not in first)]
    return [KeyGroup(title, tuple(shown[title].items())) for title in order]


def _writing(groups: Sequence[KeyGroup], target: Path) -> Work[int]:
    yield Progress(0, 0)
    with replacing(target) as out:
        return write_keys_sheet(out, groups, spoken())


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
        keys = [key for key in ("License-Expression", "License") if key in said]
        named = [said[key] for key in keys if said[key]]
        licence = [*named, *(one.rpartition(":: ")[2] for one in classes), "–"][0]
        yield f"{package.name} {package.version}: {licence.splitlines()[0]}"
