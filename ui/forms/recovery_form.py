"""The recovery code, shown only once: read, printed, saved, and said to be kept safe."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from models.errors import UserError
from models.leftovers import PassingFolder
from models.progress import Progress, Work
from models.words import Words, _
from ui.look import Role, em
from ui.messages import FileKind, Messages, Question
from ui.panes.file_names import file_name
from ui.tasks import Tasks
from ui.widgets.alone import Alone, heading
from ui.widgets.code_view import CodeView
from ui.widgets.header import action_button
from ui.widgets.notice import Notice
from ui.widgets.text import Text
from ui.widgets.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is shown this once and has to be kept, in words: a recovery code or another."""

    title: str
    sheet: str
    save_as: str
    purpose: str
    advice: str
    unkept: str
    loss: str
    """What is said of leaving without it, and what then cannot be done."""


class RecoveryForm(Alone):
    """Shows a recovery code, or the office's words, until the person says that they are kept.

    The window it is in does not close before, unless the person agrees to lose the code.
    """

    finished = Signal()

    def __init__(
        self,
        office: str,
        code: str,
        messages: Messages,
        save: Callable[[Path], Work[None]],
        *,
        mark: bool = True,
        keeping: Keeping | None = None,
    ) -> None:
        """Show ``code`` of ``office``; ``save`` writes its sheet as PDF."""
        super().__init__(42, mark=mark)
        self._keeping = keeping or recovery_code()
        self._office = office
        self._messages = messages
        self._save = save
        self._tasks = Tasks(self)
        self._lost = False
        self._notice = Notice(closable=True)
        self._waiting = Waiting()
        self._print_button = action_button(_("Print…"), "printer")
        self._save_button = action_button(_("Save as PDF…"), "download")
        self._kept = QCheckBox(_("I have kept it safe"))
        self._go_on = action_button(_("Go on"), primary=True)
        self._lay_out(code)
        self.setFocusProxy(self._print_button)
        self._print_button.clicked.connect(self._print)
        self._save_button.clicked.connect(self._save_as)
        self._kept.toggled.connect(self._go_on.setEnabled)
        self._go_on.clicked.connect(self.finished)
        self._go_on.setEnabled(False)

    @override
    def may_leave(self) -> bool:
        """Whether the code is kept, or the person agrees to lose it; asked once."""
        if not self._kept.isChecked() and not self._lost:
            self._lost = self._messages.ask(
                Question(self._keeping.unkept, _("Leave without it"), self._keeping.loss)
            )
        return self._kept.isChecked() or self._lost

    @override
    def is_busy(self) -> bool:
        return bool(self._waiting.text())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        closing = event.type() == QEvent.Type.Close and watched is self.window()
        if closing and self.isVisible() and not self.may_leave():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc would close a dialog around this.
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def _lay_out(self, code: str) -> None:
        self.column.addLayout(heading(self._keeping.title, self._office))
        for text in (self._keeping.purpose, self._keeping.advice):
            self.column.addWidget(Text(text, wrap=True))
        self.column.addWidget(CodeView(code, self._keeping.title))
        self.column.addLayout(self._row(self._print_button, self._save_button))
        self.column.addWidget(self._waiting)
        self.column.addWidget(self._notice)
        foot = self._row(self._kept)
        foot.addWidget(self._go_on)
        self.column.addLayout(foot)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(em(self, 0.75))
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _save_as(self) -> None:
        target = self._messages.save_file(
            self._keeping.save_as,
            file_name(self._keeping.sheet, self._office, suffix=".pdf"),
            [FileKind(_("PDF files"), "*.pdf")],
        )
        if target is not None:
            self._do(self._save(target), _("Drawing the sheet…"), lambda: self._saved(target))

    def _saved(self, target: Path) -> None:
        self._notice.say(
            _("Saved as {file}. Delete it from this computer once it is printed.").format(
                file=target.name
            ),
            Role.SUCCESS,
        )

    def _print(self) -> None:
        """Draw the sheet and send it to the printer that is chosen; nothing of it stays here."""
        folder = PassingFolder()
        sheet = folder.file("sheet.pdf")
        self._do(self._save(sheet), _("Drawing the sheet…"), lambda: self._send(sheet, folder))

    def _send(self, sheet: Path, folder: PassingFolder) -> None:
        # Qt's printing is loaded when somebody prints.
        from ui.paper import chosen_pages, measure, printer_for, send
        from ui.printing import choose_printer

        count, size = measure(sheet)
        printer = printer_for(size, self._keeping.sheet, one_sided=True)
        if not choose_printer(printer, count, self.window()):
            folder.remove()
            return

        def printed() -> None:
            folder.remove()
            self._notice.say(_("The sheet was sent to print. See that it came out."), Role.SUCCESS)

        self._do(send(sheet, printer, chosen_pages(printer, count)), _("Printing…"), printed)

    def _do(self, work: Work[None], what: str, done: Callable[[], object]) -> None:
        self._notice.hide()
        self._waiting.begin(what)
        self._allow(on=False)
        outcome: list[None] = []
        self._tasks.start(
            work,
            succeeded=outcome.append,
            failed=self._failed,
            ended=lambda: self._ended(done if outcome else None),
            owner=self,
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            error = UserError(_("The file could not be written: {reason}").format(reason=reason))
        if not isinstance(error, UserError):
            raise error
        self._notice.say(str(error), Role.DANGER)

    def _ended(self, done: Callable[[], object] | None) -> None:
        self._waiting.end()
        self._allow(on=True)
        if done is not None:
            done()

    def _allow(self, *, on: bool) -> None:
        for button in (self._print_button, self._save_button):
            button.setEnabled(on)


def recovery_code() -> Keeping:
    """Return what is said of a recovery code."""
    return Keeping(
        _("Recovery code"),
        _("Recovery sheet"),
        _("Save the recovery sheet"),
        _(
            "This code opens the database when its password is forgotten. It is shown only "
            "now: nobody can look it up later, and without password and code the data are lost."
        ),
        _(
            "Print it and keep the sheet in the office's safe, not in the laptop's bag. "
            "Whoever has it can read everything: do not send it or photograph it."
        ),
        _("You have not said that the recovery code is kept."),
        _(
            "It is not shown again. If the password is forgotten, nobody can open the "
            "database without it. You can have a new code made in Settings."
        ),
    )


def office_words(loss: str = "", shown: str = "") -> Keeping:
    """Return what is said of the words with which an office's files are sealed on a server.

    ``loss`` is what becomes of who does not keep them, ``shown`` when they are shown, if not as the
    office moves there.
    """
    shown = shown or _(
        "They are shown only now, and each computer that joins is asked for them: without them "
        "nobody can read the files any more."
    )
    return Keeping(
        _("Words of the office"),
        _("Words of the office"),
        _("Save the words of the office"),
        " ".join(
            [
                _(
                    "With these words scans, photos and private keys are sealed before they leave "
                    "a computer for the server."
                ),
                shown,
            ]
        ),
        _(
            "Print them or write them down, and keep the sheet in the office's safe. "
            "Do not send them, do not photograph them, and do not keep them on the server."
        ),
        _("You have not said that the words are kept."),
        loss or _("They are not shown again, and the office stays in its file."),
    )


def write_sheet(office: str, code: str, day: date, words: Words, target: Path) -> Work[None]:
    """Write the sheet of a code or of words made on ``day`` to ``target`` as PDF."""
    yield Progress(0, 0)
    # What draws it is loaded on the worker's thread, which takes a moment.
    from models.files import replacing
    from reports.recovery_sheet import write_recovery_sheet, write_words_sheet

    write = write_words_sheet if " " in code else write_recovery_sheet
    with replacing(target) as out:
        write(out, office, code, day, words)
