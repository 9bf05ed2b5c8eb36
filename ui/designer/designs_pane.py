"""The office's card designs: looked at, chosen for cards, copied, renamed, carried, taken out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from models.cards.tables import CardKind
from models.designs.design import Design
from models.designs.keeping import (
    choose_design,
    find_design,
    free_name,
    keep_design,
    retire_design,
)
from models.designs.reading import SUFFIX
from models.errors import UserError
from models.privacy.leaving import Unnoted
from models.words import _
from ui.bench import Bench
from ui.designer.design_files import export_design, import_design
from ui.designer.design_list import DesignList
from ui.designer.naming_line import NamingLine
from ui.designer.unsaved_designs import UnsavedDesign
from ui.forms.keeping import keep
from ui.look import Role, Size
from ui.looking import ask
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_small_document
from ui.widgets.file_drop import FileDrop
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row


class DesignsPane(Card):
    """Shows the designs; the buttons are about the one that is chosen."""

    opened = Signal(object, object, bool, object)
    """A design to be worked on, its id; whether it is changed and not saved, and since what."""
    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.unsaved = UnsavedDesign(bench)
        self.notice = Notice(closable=True)
        self.list = DesignList(bench)
        self.naming = NamingLine()
        self.change = action_button(_("Change"), "pencil", primary=True)
        self.copy = action_button(_("New from this"), "copy")
        self.rename = action_button(_("Rename"), "type")
        self.use = {
            CardKind.MEMBER: action_button(_("Use for member cards"), "id-card"),
            CardKind.PROOF: action_button(_("Use for proofs"), "file-text"),
        }
        self.take_in = action_button(_("Import…"), "upload")
        self.export = action_button(_("Export…"), "download")
        self.remove = action_button(_("Remove"), "trash-2")
        self.close_button = action_button(_("Back to the cards"), "arrow-left")
        self._lay_out()
        self._listen()
        self._set_keys()

    def look(self) -> None:
        """Show the designs as they are, and offer one that was not saved."""
        self.notice.hide()
        self.unsaved.look()
        self.list.read()

    def begin(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(_("Card designs"), Size.HEADING, elide=True), 1)
        head.addWidget(self.close_button)
        self.column.addLayout(head)
        for widget in (self.unsaved, self.notice):
            self.column.addWidget(widget)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.naming)
        tools = [self.change, self.copy, *self.use.values(), self.rename]
        self.column.addWidget(tool_row([*tools, self.take_in, self.export, self.remove], 9))
        FileDrop(self, _("Drop a card design here"), "upload").dropped.connect(self.take)

    def _listen(self) -> None:
        self.unsaved.taken.connect(
            lambda design, record, begun: self.opened.emit(design, record, True, begun)
        )
        self.list.chosen.connect(self._show_chosen)
        self.list.opened.connect(self._open)
        self.change.clicked.connect(self._open)
        self.copy.clicked.connect(self.begin_copy)
        self.rename.clicked.connect(self._ask_name)
        self.naming.named.connect(self._rename)
        self.naming.left.connect(self.list.setFocus)
        for kind, button in self.use.items():
            button.clicked.connect(partial(self._use, kind))
        self.take_in.clicked.connect(self._import)
        self.export.clicked.connect(self._export)
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.left)
        self._show_chosen()

    def _set_keys(self) -> None:
        for key, widget, do in (
            (Qt.Key.Key_F2, self.list, self._ask_name),
            (Qt.Key.Key_Delete, self.list, self._remove),
            (Qt.Key.Key_Escape, self.list, self.left.emit),
        ):
            shortcut = QShortcut(QKeySequence(key), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(do)

    def begin_copy(self) -> None:
        """Work on a new design that begins as the one that is chosen."""
        row = self.list.row_chosen()
        if row is None:
            return

        def copied(session: Any) -> Design:  # noqa: ANN401 - see keep
            return replace(find_design(session, row.name), name=free_name(session, row.title))

        ask(
            self._bench,
            copied,
            lambda made: self.opened.emit(made, None, True, None),
            self,
            self._fail,
        )

    def take(self, path: Path) -> None:
        """Take in the design in the file at ``path``."""
        self._bench.tasks.start(
            import_design(self._bench.store, path),
            succeeded=lambda _id: self._done(_("The design was taken in.")),
            failed=self._fail,
            owner=self,
        )

    def _show_chosen(self) -> None:
        row = self.list.row_chosen()
        own = row is not None and row.id is not None
        for button in (self.copy, self.export):
            button.setEnabled(row is not None)
        for button in (self.change, self.rename, self.remove):
            button.setEnabled(own)
        self.change.setToolTip("" if own else _("What is shipped is not changed, but copied."))
        for kind, button in self.use.items():
            button.setEnabled(row is not None and kind in row.kinds and kind not in row.used_for)
        self.naming.hide()

    def _open(self) -> None:
        """Work on the design that is chosen; on a copy of it, if it is shipped."""
        row = self.list.row_chosen()
        if row is None or row.id is None:
            self.begin_copy()
            return
        ask(
            self._bench,
            lambda session: find_design(session, row.name),
            lambda design: self.opened.emit(design, row.id, False, None),
            self,
            self._fail,
        )

    def _ask_name(self) -> None:
        row = self.list.row_chosen()
        if row is not None and row.id is not None:
            self.naming.ask(row.name)

    def _rename(self, name: str) -> None:
        row = self.list.row_chosen()
        if row is None or row.id is None:
            return

        def renamed(session: Any) -> int:  # noqa: ANN401 - see keep
            return keep_design(session, replace(find_design(session, row.name), name=name), row.id)

        self._keep(renamed, _("The design was renamed."), name.strip(), self._refuse_name)

    def _use(self, kind: CardKind) -> None:
        row = self.list.row_chosen()
        if row is not None:
            told = _("Cards are printed by the design “{name}” now.").format(name=row.title)
            self._keep(lambda session: choose_design(session, kind, row.name), told)

    def _remove(self) -> None:
        row = self.list.row_chosen()
        if row is not None and row.id is not None:
            design_id = row.id
            told = _("The design “{name}” was removed.").format(name=row.title)
            self._keep(lambda session: retire_design(session, design_id), told)

    def _import(self) -> None:
        kinds = [FileKind(_("Card designs"), f"*{SUFFIX}")]
        path = self._bench.messages.open_file(_("Choose a card design"), kinds)
        if path is not None:
            self.take(path)

    def _export(self) -> None:
        row = self.list.row_chosen()
        if row is None:
            return
        document = Document(
            _("Save the design"),
            file_name(row.title, suffix=SUFFIX),
            FileKind(_("Card designs"), f"*{SUFFIX}"),
            _("Writing the design"),
            lambda target: export_design(self._bench.store, row.name, target),
            Unnoted.NAMES_NOBODY,
        )
        save_small_document(self._bench, document, self)

    def _keep(
        self,
        operation: Callable[[Any], object],
        told: str,
        chosen: str = "",
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        keep(
            self._bench,
            operation,
            lambda _kept: self._done(told, chosen),
            self,
            failed or self._fail,
        )

    def _done(self, told: str, chosen: str = "") -> None:
        self.notice.hide()
        self.naming.hide()
        if chosen:
            self.list.choose(chosen)
        self.list.setFocus()
        self._bench.done(told)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._bench.fail(error)
        self.notice.say(str(error), Role.DANGER)

    def _refuse_name(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._bench.fail(error)
        self.naming.refuse(str(error))
