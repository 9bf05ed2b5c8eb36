"""What lies over the enrolment form for a while: the wording, the camera, the card's paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from models.enrolment.consent_texts import consent_text
from models.office.queries import office_draft
from models.words import LANGUAGES
from ui.bench import Bench
from ui.forms.enrolment_form import EnrolmentForm
from ui.forms.enrolment_reading import ConsentReading
from ui.panes.desk_card import DeskCard
from ui.panes.enrolment_panel import EnrolPanel
from ui.panes.enrolment_photo import EnrolmentPhoto


class EnrolmentLayers(QWidget):
    """Shows the form or one of the others in its place; each is made when first wanted."""

    printed = Signal()
    """The desk goes on from the card."""

    def __init__(
        self, bench: Bench, panel: EnrolPanel, form: EnrolmentForm, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._panel = panel
        self._form = form
        self._reading: ConsentReading | None = None
        self._photo: EnrolmentPhoto | None = None
        self._card: DeskCard | None = None
        self._before: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(panel, 1)
        form.consent.read_asked.connect(self.show_reading)
        panel.photo_asked.connect(self.show_photo)

    def show_form(self) -> None:
        """Show the form."""
        self._show(self._panel)

    def show_reading(self) -> None:
        """Let the person read the wording and sign; nothing is asked whose consent stands."""
        if not self._form.consent.is_asked():
            return
        draft = self._form.draft()
        reading = self.reading()
        self._take_wording(reading, draft.consent.text_version)
        self._show(reading)
        reading.ask(draft.person.name, draft.consent.language)

    def show_photo(self) -> None:
        """Take a photo."""
        layer = self.photo()
        self._show(layer)
        layer.start(has_photo=self._form.photo() is not None)

    def show_card(self, card_id: int, name: str) -> None:
        """Show a card as it will be printed."""
        layer = self.card()
        self._show(layer)
        layer.show_card(card_id, name)

    def reading(self) -> ConsentReading:
        """Return the wording's layer."""
        if self._reading is None:
            with self._bench.store.reading() as session:
                office = office_draft(session).name
            self._reading = ConsentReading(office)
            self._add(self._reading)
            self._reading.agreed.connect(self._agree)
            self._reading.left.connect(self._back)
        return self._reading

    def photo(self) -> EnrolmentPhoto:
        """Return the photo's layer."""
        if self._photo is None:
            self._photo = EnrolmentPhoto(self._bench)
            self._add(self._photo)
            self._photo.taken.connect(self._take_photo)
            self._photo.left.connect(self._back)
        return self._photo

    def card(self) -> DeskCard:
        """Return the card's layer."""
        if self._card is None:
            self._card = DeskCard(self._bench)
            self._add(self._card)
            self._card.left.connect(self.printed)
        return self._card

    def _take_wording(self, reading: ConsentReading, version: str) -> None:
        with self._bench.store.reading() as session:
            office = office_draft(session).name
            texts = {
                language: consent_text(version, language, office, session) for language in LANGUAGES
            }
        reading.use(version, texts)

    def _add(self, layer: QWidget) -> None:
        layer.hide()
        self._column.addWidget(layer, 1)

    def _show(self, shown: QWidget) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._panel.isAncestorOf(focus):
            self._before = focus
        for layer in (self._panel, self._reading, self._photo, self._card):
            if layer is not None and layer is not shown:
                layer.hide()
        shown.show()  # last: with two of them seen at once the window would grow

    def _back(self) -> None:
        """Show the form again, the keyboard where it was."""
        self.show_form()
        (self._before or self._form).setFocus()

    def _agree(self, language: str, proof: bytes | None) -> None:
        self._form.consent.agree(language, proof)
        self.show_form()
        self._form.consent.setFocus()

    def _take_photo(self, photo: bytes | None) -> None:
        self._form.take_photo(photo)
        self._back()
