"""The field that takes a person's consent: given or not, and how; signed, the signature."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.consent_texts import current_version
from models.enrolment.drafts import ConsentDraft, way_name
from models.enrolment.tables import ConsentWay
from models.words import _, spoken
from ui.desk_keys import hinted
from ui.look import Role, em
from ui.widgets.choice import Choice
from ui.widgets.header import action_button
from ui.widgets.text import Text

LETTERS = 14
"""How much of a way to consent is seen where there is little room."""


class ConsentField(QWidget):
    """One box to tick; nobody is asked again whose consent stands."""

    changed = Signal()
    read_asked = Signal()
    """The wording is to be read, and perhaps signed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = current_version()
        self._proof: bytes | None = None
        self.box = QCheckBox(_("Agrees to the processing of personal data"))
        self.box.setMinimumWidth(em(self, 3))
        self.way = Choice[ConsentWay]({way: way_name(way) for way in ConsentWay})
        self.way.shrink_to(LETTERS)
        self.way.setAccessibleName(_("How consent is given"))
        self._language = spoken().language
        self.read = action_button(hinted("read"), "file-text")
        self.signature = QLabel()
        self.signature.setAccessibleName(_("Signature"))
        self._standing = Text(_("Agreed before; that still stands."), ink=Role.SUCCESS, wrap=True)
        self._asked = QWidget()
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.box)
        self._show_proof()

    @override
    def sizeHint(self) -> QSize:
        # One line: a form puts the label beside the box, not in the middle of it all.
        return QSize(super().sizeHint().width(), em(self, 1.6))

    def draft(self) -> ConsentDraft:
        """Return the consent as it was given, or not."""
        way = self.way.value()
        proof = self._proof if way is ConsentWay.DRAWN else None
        given = self.box.isChecked()
        return ConsentDraft(given, way, self._version, self._language, proof)

    def begin(self, consent: ConsentDraft, *, has_consent: bool) -> None:
        """Show ``consent``; with ``has_consent`` nothing is asked."""
        self.box.setChecked(consent.given)
        self.way.show_value(consent.way)
        self._version = consent.text_version or self._version
        self._language = consent.language
        self._proof = consent.proof
        self._asked.setHidden(has_consent)
        self._standing.setVisible(has_consent)
        self._show_proof()

    def agree(self, language: str, proof: bytes | None) -> None:
        """Take that they agreed to the wording in ``language``, signed or only said.

        Without a signature, a way on paper that was chosen stays.
        """
        self._proof = proof
        if proof is not None:
            self.way.show_value(ConsentWay.DRAWN)
        elif self.way.value() is ConsentWay.DRAWN:
            self.way.show_value(ConsentWay.TICKED)
        self._language = language
        self.box.setChecked(True)
        self._tell()

    def is_asked(self) -> bool:
        """Whether consent is wanted here at all."""
        return not self._asked.isHidden()

    def _lay_out(self) -> None:
        given = QHBoxLayout()
        given.addWidget(self.box, 1)
        given.addWidget(self.signature)
        ways = QHBoxLayout()
        ways.addWidget(self.way, 1)
        ways.addWidget(self.read)
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(em(self, 0.3))
        asked.addLayout(given)
        asked.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._asked)
        column.addWidget(self._standing)
        column.addStretch(1)

    def _listen(self) -> None:
        self.box.clicked.connect(self._ticked)
        self.way.picked.connect(self._tell)
        self.read.clicked.connect(self.read_asked)

    def _ticked(self) -> None:
        """Take what was clicked; a signature goes with the consent it was given for."""
        if not self.box.isChecked():
            self._proof = None
        self._tell()

    def _tell(self) -> None:
        self._show_proof()
        self.changed.emit()

    def _show_proof(self) -> None:
        proof = self.draft().proof
        self.signature.setVisible(proof is not None)
        if proof is not None:
            picture = QPixmap()
            picture.loadFromData(proof)
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
            size = QSize(em(self, 6), em(self, 2))
            self.signature.setPixmap(picture.scaled(size, keep, smooth.SmoothTransformation))
