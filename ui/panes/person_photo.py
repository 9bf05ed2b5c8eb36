"""A person's photo on their page: taken by camera or from a file, or taken away."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from models.documents.names import SUFFIXES
from models.documents.tables import MediaType
from models.office.rights import Right
from models.people.photo import Cut, cut_out, read_photo, remove_photo, set_photo
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.photo_cutter import SHAPE
from ui.icons import icon
from ui.look import FAINT, Surface, em, surface
from ui.messages import FileKind
from ui.widgets.file_drop import FileDrop
from ui.widgets.header import action_button
from ui.widgets.paint import paint_card
from ui.widgets.progress_strip import ProgressStrip

KINDS = (MediaType.JPEG, MediaType.PNG, MediaType.WEBP)


class PersonPhoto(QWidget):
    """The photo, or the place for one, and what can be done about it."""

    picture_read = Signal(object)
    """The bytes of a picture of which the photo is to be cut out."""
    camera_asked = Signal()
    """The photo is to be taken with the camera."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._person_id: int | None = None
        self._name = ""
        self.picture = PhotoView()
        self.snap = action_button(_("Take photo"), "camera")
        self.choose = action_button(_("From a file…"), "folder-open")
        self.choose.setToolTip(_("Or drop a picture here."))
        self.remove = action_button(_("Take away"), "trash-2")
        self.strip = ProgressStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        for button in (self.snap, self.choose, self.remove):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            column.addWidget(button)
        column.addWidget(self.strip)
        column.addStretch(1)
        drop = FileDrop(self, _("Drop the photo here"), "camera")
        drop.dropped.connect(self.take)
        bench.needs(Right.SERVE, self.snap, self.choose, self.remove)
        self.setAcceptDrops(bench.may(Right.SERVE))
        self.snap.clicked.connect(self.camera_asked)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)

    def show_photo(self, person_id: int, name: str, photo: bytes | None) -> None:
        """Show somebody's photo, or that there is none."""
        self._person_id, self._name = person_id, name
        self.picture.show_picture(photo, name)
        self.remove.setVisible(photo is not None)

    def take(self, path: Path) -> None:
        """Read a picture; what of it becomes the photo is chosen then."""
        person_id = self._person_id

        def read(data: bytes) -> None:
            if person_id == self._person_id:
                self.picture_read.emit(data)

        self._bench.run(read_photo(path), _("Reading the picture"), self.strip, read)

    def keep_cut(self, data: bytes, cut: Cut) -> None:
        """Keep what ``cut`` leaves of a picture as the photo."""
        self._run(lambda: cut_out(data, cut))

    def keep_photo(self, photo: bytes) -> None:
        """Keep a photo that is cut out already."""
        self._run(lambda: photo)

    def _run(self, cutting: Callable[[], bytes]) -> None:
        person_id, name = self._person_id, self._name
        if person_id is None:
            return
        self._bench.run(
            _keep(self._bench.store, person_id, cutting),
            _("Keeping the photo"),
            self.strip,
            lambda _nothing: self._bench.done(_("{name} has a photo now.").format(name=name)),
        )

    def _choose(self) -> None:
        patterns = " ".join(f"*{ending}" for kind in KINDS for ending in SUFFIXES[kind])
        kinds = [FileKind(_("Pictures"), patterns)]
        path = self._bench.messages.open_file(_("Choose a photo"), kinds)
        if path is not None:
            self.take(path)

    def _remove(self) -> None:
        """Take the photo away; that can be undone, so nobody is asked."""
        person_id = self._person_id
        if person_id is not None:
            said = _("The photo of {name} was taken away.").format(name=self._name)
            keep(
                self._bench,
                lambda session: remove_photo(session, person_id),
                lambda _nothing: self._bench.done(said),
                self,
            )


class PhotoView(QWidget):
    """A photo in the shape it has on cards, or an empty place of that shape."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setFixedSize(self.sizeHint())

    def show_picture(self, data: bytes | None, name: str) -> None:
        """Show the photo in ``data``, of the person called ``name``."""
        self._image = QImage.fromData(data) if data else QImage()
        said = _("No photo of {name}") if self._image.isNull() else _("Photo of {name}")
        self.setAccessibleName(said.format(name=name))
        self.update()

    def is_empty(self) -> bool:
        """Whether there is no photo."""
        return self._image.isNull()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(em(self, 9) * SHAPE), em(self, 9))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.rect()
        paint_card(painter, room, em(self, 0.4), surface(Surface.TRACK), surface(Surface.LINE))
        if self._image.isNull():
            side = em(self, 3)
            icon("circle-user-round", FAINT).paint(
                painter, room.adjusted(side // 2, side // 2, -side // 2, -side // 2)
            )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(), size)
        place.moveCenter(room.center())
        painter.drawImage(place, self._image)


def _keep(store: Store, person_id: int, cutting: Callable[[], bytes]) -> Work[None]:
    yield Progress(0, 0)
    small = cutting()
    with store.writing() as session:
        set_photo(session, person_id, small)
