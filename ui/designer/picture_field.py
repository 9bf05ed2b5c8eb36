"""The field for a picture on a card: the office's logo, or one chosen from a file or dropped."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from models.designs.keeping import keep_picture
from models.designs.look import Look
from models.designs.pictures import MOST_BYTES
from models.errors import UserError
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.designer.property_fields import Property
from ui.forms.logo_field import Picture
from ui.icons import Ink
from ui.look import FAINT, Role, Size, em
from ui.messages import FileKind
from ui.widgets.file_drop import FileDrop
from ui.widgets.header import action_button
from ui.widgets.text import Text


class PictureOf(Property):
    """Holds a picture's fingerprint; a file that is no picture changes nothing and says why."""

    kept = Signal()
    """A picture was kept that is not in the office's look yet."""

    def __init__(self, bench: Bench) -> None:
        self.widget = QWidget()
        super().__init__(self.widget)
        self._bench = bench
        self._look = Look()
        self._digest: str | None = None
        self._picture = Picture()
        self.choose = action_button(_("Choose…"), "upload")
        self.logo = action_button(_("Office's logo"), "building-2")
        self.said = Text("", Size.CAPTION, FAINT, wrap=True)
        self._lay_out()
        FileDrop(self.widget, _("Drop the picture here"), "upload").dropped.connect(self.take)
        self.choose.clicked.connect(self._choose)
        self.logo.clicked.connect(lambda: self._change(""))

    @override
    def show(self, value: object) -> None:
        self._digest = value if isinstance(value, str) else None
        if self._digest == "":
            self._picture.show_picture(self._look.logo)
            logo = _("The office's logo, wherever the office changes it.")
            self._say(logo if self._look.logo else _("The office has no logo yet."), FAINT)
        else:
            self._picture.show_picture(self._look.pictures.get(self._digest or ""))
            self._say(_("PNG or JPEG; it can be dropped here too."), FAINT)
        self._picture.setAccessibleName(self.said.text())

    def show_look(self, look: Look) -> None:
        """Take the logo and the pictures from ``look``."""
        self._look = look
        self.show(self._digest)

    def take(self, path: Path) -> None:
        """Keep the picture at ``path`` and show it."""
        self._bench.tasks.start(
            _kept(self._bench.store, path),
            succeeded=self._keep,
            failed=self._refuse,
            owner=self.widget,
        )

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(em(self.widget, 0.3))
        for one in (self.choose, self.logo, self.said):
            words.addWidget(one)
        row = QHBoxLayout(self.widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        self.widget.setFocusProxy(self.choose)

    def _choose(self) -> None:
        kinds = [FileKind(_("Pictures"), "*.png *.jpg *.jpeg")]
        path = self._bench.messages.open_file(_("Choose a picture"), kinds)
        if path is not None:
            self.take(path)

    def _keep(self, digest: str) -> None:
        self._change(digest)
        self.kept.emit()

    def _change(self, digest: str) -> None:
        self.show(digest)
        self.edited.emit(digest)

    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            self._bench.fail(error)
        self._say(str(error), Role.DANGER)

    def _say(self, text: str, ink: Ink) -> None:
        self.said.setText(text)
        self.said.set_ink(ink)
        self.choose.setAccessibleDescription(text)


def _kept(store: Store, path: Path) -> Work[str]:
    yield Progress(0, 0)
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_("The file could not be read: {reason}").format(reason=reason)) from error
    with store.writing() as session:
        return keep_picture(session, data)
