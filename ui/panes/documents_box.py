"""The files of an event or agreement: attached by button, drop or paste, opened, described."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from models.documents.attachments import (
    AttachmentRow,
    CaptionDraft,
    Incoming,
    Owner,
    attachments,
    caption_draft,
    change_caption,
    remove_attachment,
    size_said,
)
from models.documents.names import SUFFIXES, told_name
from models.documents.tables import Attachment, MediaType
from models.edits import ChangedMeanwhileError, Edit, SameMeanwhileError
from models.errors import UserError
from models.office.queries import time_zone, wall_now
from models.office.rights import Right
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut
from models.words import _, shorten
from ui.bench import Bench
from ui.forms.attachment_form import AttachmentForm
from ui.forms.keeping import editing, keep
from ui.links import open_copy
from ui.look import FAINT, em
from ui.messages import FileKind, Question
from ui.panes.documents_line import DocumentLine
from ui.panes.documents_work import Pasted, lend, save_copy, small_pictures, take_in
from ui.panes.saving import Document, save_document
from ui.widgets.file_drop import FileDrop, dragged_file
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import Scrolling, bring_into_view
from ui.widgets.text import Text

KINDS = frozenset({Attachment})
LEAST = 6
TOLD = 60
"""How many letters of a file's name a message repeats."""


class DocumentsBox(QWidget):
    """A line for each file. Nothing is read or written on the screen's thread."""

    counted = Signal(str)

    def __init__(self, bench: Bench, nothing: str, parent: QWidget | None = None) -> None:
        """Make an empty list; ``nothing`` is said where no file is attached yet."""
        super().__init__(parent)
        self._bench = bench
        self._owner: Owner | None = None
        self._rows: Sequence[AttachmentRow] = ()
        self._lines: list[DocumentLine] = []
        self._pictures: dict[str, bytes] = {}
        self._none_yet = nothing
        self._nothing = Text(nothing, ink=FAINT, wrap=True)
        self.add_button = action_button(_("Attach a file…"), "plus")
        self.add_button.setToolTip(_("Or drop it here, or paste it with Ctrl+V."))
        self.strip = ProgressStrip()
        self.form = AttachmentForm()
        self._column = QVBoxLayout()
        self._column.setSpacing(em(self, 0.2))
        self._lay_out()
        self.add_button.clicked.connect(self._choose)
        self.form.given.connect(self._describe)
        self.form.left.connect(self._put_keyboard)
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(lambda: self.paste(QGuiApplication.clipboard().mimeData()))
        bench.needs(Right.SERVE, self.add_button, self.form, paste)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._read)

    def show_owner(self, owner: Owner | None) -> None:
        """Show the files of this event or agreement, or none."""
        if owner != self._owner:
            self._owner = owner
            self.form.close_up()
        self._fresh.call_now()

    def lines(self) -> list[DocumentLine]:
        """Return the files' lines, top down."""
        return self._lines

    def may_leave(self) -> bool:
        """Whether no words are typed that are not kept, or the person lets them go."""
        if not self.form.is_changed():
            return True
        question = Question(
            _("Leave without saving what the file shows?"),
            _("Discard changes"),
            _("What you typed has not been saved."),
        )
        agreed = self._bench.messages.ask(question)
        if agreed:
            self.form.close_up()
        return agreed

    def take(self, source: Path | Pasted) -> None:
        """Attach a file, if it is one that may be kept."""
        owner = self._owner
        if owner is None:
            return
        self._bench.run(
            take_in(self._bench.store, owner, source),
            _("Attaching {file}").format(file=told_name(source.name)),
            self.strip,
            self._taken,
        )

    def paste(self, data: QMimeData) -> None:
        """Attach what is on the clipboard: a file or a picture."""
        path = dragged_file(data)
        if path is not None:
            self.take(path)
        elif data.hasImage():
            with self._bench.store.reading() as session:
                moment = wall_now(session)
            name = _("Photo {moment}").format(moment=f"{moment:%Y-%m-%d %H.%M.%S}")
            self.take(Pasted(f"{name}.png", partial(_png, QImage(data.imageData()))))
        else:
            self._bench.fail(UserError(_("There is no file and no picture on the clipboard.")))

    def _lay_out(self) -> None:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._nothing)
        lines.addLayout(self._column)
        lines.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(self.add_button)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.strip)
        column.addWidget(Scrolling(inside, LEAST), 1)
        column.addWidget(self.form)
        self._drop = FileDrop(self, _("Drop it to attach it"))
        self._drop.cover(inside)
        self._drop.dropped.connect(self.take)

    def _read(self) -> None:
        with self._bench.store.reading() as session:
            zone = time_zone(session)
            rows = attachments(session, self._owner) if self._owner is not None else []
        owned = self._owner is not None
        self.setEnabled(owned)
        first = _("Save it first; then a file can be attached to it.")
        self._nothing.setText(self._none_yet if owned else first)
        if rows != self._rows:
            self._rows = rows
            self._rebuild(zone)
        self._refresh_form()
        self._nothing.setVisible(not rows)
        self.counted.emit(str(len(rows)) if rows else "")
        self._picture_photos()

    def _refresh_form(self) -> None:
        """Show anew what is kept of the file asked about, unless something is typed about it."""
        if self.form.file_id is None or self.form.is_changed():  # saving says what became of it
            return
        row = next((row for row in self._rows if row.id == self.form.file_id), None)
        if row is None:
            self.form.close_up()
        elif row.caption != self.form.opened.caption:
            self.form.show_kept(row)

    def _rebuild(self, zone: Any) -> None:  # noqa: ANN401 - a zone
        focus = QApplication.focusWidget()
        place = next((n for n, line in enumerate(self._lines) if line is focus), None)
        held = None if place is None else self._lines[place].row.id
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [DocumentLine(row, zone) for row in self._rows]
        for line in self._lines:
            line.opened.connect(self._open)
            line.described.connect(self._ask)
            line.copied.connect(self._save_copy)
            line.removed.connect(self._remove)
            self._column.addWidget(line)
            line.allow(changing=self._bench.may(Right.SERVE), copying=self._bench.may(Right.EXPORT))
        if place is not None:
            self._put_keyboard(held, place)

    def _put_keyboard(self, file_id: int | None, place: int = 0) -> None:
        """Put the keyboard on a file, or where it stood if it is gone."""
        there: list[QWidget] = [line for line in self._lines if line.row.id == file_id]
        there += self._lines[place : place + 1] or self._lines[-1:]
        widget = there[0] if there else self.add_button
        widget.show()  # one just made takes no focus before it is shown
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(widget)

    def _picture_photos(self) -> None:
        """Show photos small; what was pictured once is at hand."""
        photos = {row.digest for row in self._rows if row.is_photo}
        self._pictures = {one: data for one, data in self._pictures.items() if one in photos}
        self._show_pictures({})
        wanted = sorted(photos - self._pictures.keys())
        if wanted:
            self._bench.tasks.start(
                small_pictures(self._bench.store, wanted),
                succeeded=self._show_pictures,
                failed=self._bench.fail,
                owner=self,
            )

    def _show_pictures(self, found: dict[str, bytes]) -> None:
        self._pictures |= found
        for line in self._lines:
            if line.row.digest in self._pictures and not line.picture.is_shown():
                line.picture.show_picture(self._pictures[line.row.digest])

    def _choose(self) -> None:
        patterns = " ".join(f"*{ending}" for endings in SUFFIXES.values() for ending in endings)
        kinds = [FileKind(_("Documents and photos"), patterns)]
        path = self._bench.messages.open_file(_("Attach a file"), kinds)
        if path is not None:
            self.take(path)

    def _taken(self, file: Incoming) -> None:
        name = shorten(file.name, TOLD)
        said = _("“{file}” was attached.").format(file=name)
        if file.redrawn:
            said = _(
                "“{file}” was attached: {was} became {now}; where and with what it was taken is"
                " left out."
            ).format(file=name, was=size_said(file.was), now=size_said(len(file.data)))
        self._bench.done(said)

    def _open(self, row: AttachmentRow) -> None:
        self._bench.run(
            lend(self._bench.store, self._bench.lent, row),
            _("Opening {file}").format(file=row.name),
            self.strip,
            self._show_copy,
        )

    def _show_copy(self, copy: Path) -> None:
        if not open_copy(copy):
            text = _("No program on this computer opens “{file}”. Save a copy of it instead.")
            self._bench.fail(UserError(text.format(file=copy.name)))

    def _save_copy(self, row: AttachmentRow) -> None:
        endings = " ".join(f"*{ending}" for ending in SUFFIXES[MediaType(row.kind)])
        kind = FileKind(_("The same kind of file"), endings)
        document = Document(
            _("Save a copy"),
            row.name,
            kind,
            _("Saving {file}").format(file=row.name),
            lambda target: save_copy(self._bench.store, row, target),
            LetsOut(DisclosureKind.PAPER, row.name, people=self._named_in),
        )
        save_document(self._bench, document, self.strip)

    def _named_in(self, _result: object) -> int:
        """Return whose data a file of a person is; of other files nobody knows."""
        return int(self._owner is not None and self._owner.person_id is not None)

    def _ask(self, row: AttachmentRow) -> None:
        self.form.ask(row)
        bring_into_view(self.form)

    def _describe(self, edit: Edit[CaptionDraft]) -> None:
        file_id = cast("int", edit.record_id)
        look = partial(caption_draft, attachment_id=file_id)

        def change(session: Any, draft: CaptionDraft) -> None:  # noqa: ANN401 - see keep
            change_caption(session, file_id, draft.caption)

        said = _("What the file shows was saved.")
        described = partial(self._described, file_id)
        self._do(editing(edit, look, change), said, described, self._not_described)

    def _described(self, file_id: int) -> None:
        if file_id == self.form.file_id:
            self.form.close_up()
        self._put_keyboard(file_id)

    def _not_described(self, error: Exception) -> None:
        if isinstance(error, ChangedMeanwhileError):
            self.form.meanwhile.ask(error)
            if self.form.meanwhile.waits():  # it says so itself; a message would lie over it
                return
        elif isinstance(error, SameMeanwhileError) and self.form.file_id is not None:
            self._described(self.form.file_id)
        self._bench.fail(error)

    def _remove(self, row: AttachmentRow) -> None:
        """Take a file out; that can be undone, so nobody is asked."""
        place = next((n for n, one in enumerate(self._rows) if one.id == row.id), 0)
        said = _("“{file}” was taken out.").format(file=shorten(row.name, TOLD))
        self._do(
            lambda session: remove_attachment(session, row.id),
            said,
            lambda: self._put_keyboard(None, place),
        )

    def _do(
        self,
        operation: Callable[[Any], object],
        said: str,
        then: Callable[[], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        def succeeded(_nothing: object) -> None:
            then()
            self._bench.done(said)

        keep(self._bench, operation, succeeded, self, failed)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
