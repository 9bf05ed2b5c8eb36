"""The field that takes a person's consent: the wording to read, how and in which language."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from models.enrolment.consent_texts import consent_text, current_version
from models.enrolment.drafts import ConsentDraft, way_name
from models.enrolment.tables import ConsentWay
from models.words import LANGUAGES, _, spoken
from ui.look import FAINT, Role, Size, em
from ui.widgets.choice import Choice
from ui.widgets.disclosure import Disclosure
from ui.widgets.text import Text

LETTERS = 14
"""How much of a way to consent is seen where there is little room."""
LINES = 12
"""How many lines of the wording are seen at once."""


class ConsentField(QWidget):
    """One box to tick; nobody is asked again whose consent stands."""

    changed = Signal()

    def __init__(self, office: str, parent: QWidget | None = None) -> None:
        """Ask in the name of ``office``, which the wording says."""
        super().__init__(parent)
        self._office = office
        self._version = current_version()
        self.box = QCheckBox(_("Agrees to the processing of personal data"))
        self.box.setMinimumWidth(em(self, 3))
        self.way = Choice[ConsentWay]({way: way_name(way) for way in ConsentWay})
        self.way.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.way.setMinimumContentsLength(LETTERS)
        self.way.setAccessibleName(_("How consent is given"))
        self.language = Choice[str](LANGUAGES)
        self.language.setAccessibleName(_("Language of the wording"))
        self.read = Disclosure(_("Read the wording"))
        self.wording = QPlainTextEdit()
        self.wording.setReadOnly(True)
        self.wording.setTabChangesFocus(True)
        self.wording.setAccessibleName(_("Wording of consent"))
        self.wording.setFixedHeight(em(self, LINES * 1.15))
        self._standing = Text(_("Agreed before; that still stands."), ink=Role.SUCCESS, wrap=True)
        self._asked = QWidget()
        self._lay_out()
        self._listen()
        self.setFocusProxy(self.box)

    @override
    def sizeHint(self) -> QSize:
        # One line: a form puts the label beside the box, not in the middle of it all.
        return QSize(super().sizeHint().width(), em(self, 1.6))

    def draft(self) -> ConsentDraft:
        """Return the consent as it was given, or not."""
        return ConsentDraft(
            self.box.isChecked(), self.way.value(), self._version, self.language.value()
        )

    def begin(self, *, has_consent: bool) -> None:
        """Show it not given yet; with ``has_consent`` nothing is asked."""
        self.box.setChecked(False)
        self.way.show_value(ConsentWay.TICKED)
        self.language.show_value(spoken().language)
        self.read.turn(on=False)
        self._asked.setHidden(has_consent)
        self._standing.setVisible(has_consent)

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.addWidget(self.way, 1)
        ways.addWidget(self.language)
        said = _("Wording {version} (UU 27/2022)").format(version=self._version)
        reading = QHBoxLayout()
        reading.addWidget(self.read)
        reading.addWidget(Text(said, Size.CAPTION, FAINT, elide=True), 1)
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(em(self, 0.3))
        asked.addWidget(self.box)
        asked.addLayout(ways)
        asked.addLayout(reading)
        asked.addWidget(self.wording)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._asked)
        column.addWidget(self._standing)
        column.addStretch(1)

    def _listen(self) -> None:
        self.box.clicked.connect(self.changed)
        self.way.picked.connect(self.changed)
        self.language.picked.connect(self.changed)
        self.language.currentIndexChanged.connect(self._show_wording)
        self.read.turned.connect(self.wording.setVisible)
        self.wording.hide()
        self._show_wording()

    def _show_wording(self) -> None:
        text = consent_text(self._version, self.language.value(), self._office)
        self.wording.setPlainText(text)
