"""The steps of the welcome: what to do, the office, its protection."""

from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.keys import slots_path
from models.office.drafts import OfficeDraft, OfficerDraft
from models.opening import SUFFIX
from models.words import LANGUAGES, _, spoken
from ui.forms.office_form import OfficeForm
from ui.forms.officer_form import OfficerForm
from ui.look import FAINT, Role, Size, em
from ui.messages import FileKind, Messages
from ui.widgets.alone import heading
from ui.widgets.header import action_button
from ui.widgets.level import level
from ui.widgets.new_password import NewPassword
from ui.widgets.notice import Notice
from ui.widgets.option_button import OptionButton
from ui.widgets.reflow import Tiles
from ui.widgets.text import Text


class Step(QWidget):
    """One step: it says what still keeps one from going on. Its focus is where it begins."""

    changed = Signal()

    def __init__(self, title: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(em(self, 0.75))
        self.column.addLayout(heading(title, detail))

    def problems(self) -> list[str]:
        """Return what still keeps one from going on, the first field's first."""
        return []

    def reveal(self) -> None:
        """Say beside each field what is wrong with it."""


class StartStep(Step):
    """The language, and what to do."""

    language_chosen = Signal(str)
    set_up_asked = Signal()
    open_asked = Signal()
    packet_asked = Signal()
    server_asked = Signal()
    restore_asked = Signal()
    demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Welcome"),
            _(
                "Jangkau plans your office's events, enrols people at the desk, prints their "
                "cards and writes the event report. It works without the internet."
            ),
            parent,
        )
        self._languages = QButtonGroup(self)
        self.column.addWidget(Tiles([self._language(code) for code in LANGUAGES], 10))
        self.column.addSpacing(em(self, 0.5))
        self._offer()
        self.setFocusProxy(self._set_up)

    def _offer(self) -> None:
        """Put below what can be done to begin with."""
        self._set_up = self._option(
            self.set_up_asked,
            _("Set up an office"),
            _("Takes two minutes. You need the office's name and who signs for it."),
            "building-2",
        )
        self._open = self._option(
            self.open_asked,
            _("Open an existing database…"),
            _("One made on another computer."),
            "folder-open",
        )
        self._packet = self._option(
            self.packet_asked,
            _("Open a desk packet…"),
            _("This computer becomes a desk of an event: the file, and the words that open it."),
            "archive",
        )
        self._server = self._option(
            self.server_asked,
            _("Join the office's server…"),
            _("Its address, and the user and password that were made for it."),
            "database",
        )
        self._restore = self._option(
            self.restore_asked,
            _("Restore from a backup…"),
            _("On a new computer: the backup file and its password or recovery code."),
            "history",
        )
        self._demo = self._option(
            self.demo_asked,
            _("Look around in a demonstration"),
            _("Invented people and events to try everything with, in a file without protection."),
            "eye",
        )

    def _option(self, asked: SignalInstance, text: str, detail: str, icon: str) -> OptionButton:
        option = OptionButton(text, detail, icon)
        self.column.addWidget(option)
        option.clicked.connect(asked)
        return option

    def _language(self, code: str) -> OptionButton:
        button = OptionButton(LANGUAGES[code], glyph="languages", checkable=True)
        button.setChecked(code == spoken().language)
        self._languages.addButton(button)
        button.clicked.connect(lambda: self._choose(code))
        return button

    def _choose(self, code: str) -> None:
        if code != spoken().language:
            self.language_chosen.emit(code)


class OfficeStep(Step):
    """Whose office it is, and who sits here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Your office"),
            _("This stands on letters, sheets and reports. It can be changed later."),
            parent,
        )
        self._office, self._officer = OfficeForm(), OfficerForm(short=True)
        self.column.addWidget(self._office)
        self.column.addWidget(Text(_("And you"), Size.HEADING))
        self.column.addWidget(self._officer)
        self.setFocusProxy(self._office)
        level(self._office.grid, self._officer.grid)
        self.show_drafts(OfficeDraft(), OfficerDraft())
        for form in (self._office, self._officer):
            form.changed.connect(self.changed)

    def drafts(self) -> tuple[OfficeDraft, OfficerDraft]:
        """Return what was typed."""
        return self._office.draft(), self._officer.draft()

    def show_drafts(self, office: OfficeDraft, officer: OfficerDraft) -> None:
        """Show ``office`` and ``officer``."""
        self._office.show_draft(office)
        self._officer.show_draft(officer)

    @override
    def problems(self) -> list[str]:
        return [*self._office.problems().values(), *self._officer.problems().values()]

    @override
    def reveal(self) -> None:
        self._office.reveal()
        self._officer.reveal()


class ProtectionStep(Step):
    """Where the database is kept, and the password that opens it."""

    def __init__(self, proposed: Path, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Keep it safe"),
            _(
                "People's identity numbers, phones and incomes will be in this database. With a "
                "password nobody can read them, even if the laptop is lost on the way."
            ),
            parent,
        )
        self._messages = messages
        self._password = NewPassword()
        self._bare = QCheckBox(_("Without protection, only for trying out"))
        self._warning = Notice()
        self.column.addWidget(self._password)
        self.column.addWidget(self._bare)
        self.column.addWidget(self._warning)
        self.column.addLayout(self._place_row())
        self.setFocusProxy(self._password)
        self.show_path(proposed)
        self._password.changed.connect(self.changed)
        self._bare.toggled.connect(self._turn)

    @property
    def path(self) -> Path:
        """Where the database is to be kept."""
        return self._path

    def show_path(self, path: Path) -> None:
        """Show where the database is to be kept."""
        self._path = path
        self._file.setText(path.name)
        self._folder.setText(str(path.parent))
        taken = self._taken()
        self._problem.setText(taken)
        self._problem.setVisible(bool(taken))
        self.changed.emit()

    def password(self) -> str | None:
        """Return the password; None for no protection."""
        return None if self._bare.isChecked() else self._password.text()

    def leave_bare(self, *, bare: bool) -> None:
        """Choose to go without protection, or with it."""
        self._bare.setChecked(bare)

    @override
    def problems(self) -> list[str]:
        missing = [] if self._bare.isChecked() else list(self._password.problems().values())
        return [said for said in (*missing, self._taken()) if said]

    @override
    def reveal(self) -> None:
        if not self._bare.isChecked():
            self._password.reveal()

    def _place_row(self) -> QHBoxLayout:
        self._file, self._folder = Text(elide=True), Text("", Size.CAPTION, FAINT, elide=True)
        self._problem = Text("", Size.CAPTION, Role.DANGER, wrap=True)
        change = action_button(_("Change…"))
        change.setAccessibleName(_("Change where the database is kept"))
        change.clicked.connect(self._ask_path)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(_("Where the database is kept"), Size.STRONG))
        for text in (self._file, self._folder, self._problem):
            words.addWidget(text)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(change)
        return row

    def _ask_path(self) -> None:
        kinds = [FileKind(_("Databases of Jangkau"), f"*{SUFFIX}")]
        chosen = self._messages.save_file(
            _("Where should the database be kept?"), self._path.name, kinds
        )
        if chosen is not None:
            self.show_path(chosen if chosen.suffix else chosen.with_suffix(SUFFIX))

    def _taken(self) -> str:
        if not taken(self._path):
            return ""
        return _("{name} is there already. Choose another name.").format(name=self._path.name)

    def _turn(self, bare: bool) -> None:
        self._password.setEnabled(not bare)
        self.setFocusProxy(self._bare if bare else self._password)
        if bare:
            self._password.clear()
            self._warning.say(
                _("Whoever gets hold of this file can read everything in it."), Role.WARNING
            )
        else:
            self._warning.hide()
        self.changed.emit()


def taken(path: Path) -> bool:
    """Tell whether a database or the key file of one lies there."""
    return path.exists() or slots_path(path).exists()
