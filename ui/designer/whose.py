"""Whose card a design is shown with: somebody's who waits for one, or one that is hard to print."""

from collections.abc import Sequence
from io import BytesIO

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.cards.copy_faces import specimen_faces
from models.cards.faces import CardFace
from models.cards.queries import card_ids
from models.cards.tables import CardKind, CardState
from models.designs.design import Design, Side
from models.designs.look import Look
from models.designs.samples import Sample, samples
from models.office.queries import office_draft
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _
from ui.bench import Bench
from ui.designer.rendering import Render
from ui.widgets.choice import Choice

LOOKED_AT = 200
"""Of the cards that wait so many are looked at for one of the kind that is designed."""


class Whose(Choice[int]):
    """Offers cards of one kind; the first is somebody's who waits, if anybody does."""

    changed = Signal()
    """Another card is shown, or others are offered."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__({}, parent)
        self._bench = bench
        self._picked = ""
        self._samples: Sequence[Sample] = samples(CardKind.MEMBER, "")
        self.setAccessibleName(_("Shown with"))
        self.setToolTip(_("Whose card is shown"))
        self.shrink_to(12)
        self._offer(self._samples)
        self.picked.connect(self._note)

    def offer_kind(self, kind: CardKind) -> None:
        """Offer cards of a kind, read anew."""
        self._bench.tasks.start(
            _cards(self._bench.store, kind),
            succeeded=self._take,
            failed=self._bench.fail,
            owner=self,
        )

    def face(self) -> CardFace:
        """Return what is printed on the card that is shown."""
        return self._samples[self.value()].face

    def faces(self) -> list[CardFace]:
        """Return all cards that are offered: a design is judged by them."""
        return [sample.face for sample in self._samples]

    def _note(self) -> None:
        self._picked = self.currentText()
        self.changed.emit()

    def _take(self, found: Sequence[Sample]) -> None:
        self._offer(found)
        self.changed.emit()

    def _offer(self, found: Sequence[Sample]) -> None:
        self._samples = found
        self.offer({place: sample.said for place, sample in enumerate(found)})
        self.setCurrentIndex(max(0, self.findText(self._picked)))


def drawn(face: CardFace, look: Look, words: Words) -> Render:
    """Return what draws designs as PDF, with this card on them."""

    def render(design: Design, side: Side) -> bytes:
        from reports.cards import write_face  # here, where long work is done

        out = BytesIO()
        write_face(out, design, face, side, words, look)
        return out.getvalue()

    return render


def _cards(store: Store, kind: CardKind) -> Work[list[Sample]]:
    yield Progress(0, 0)
    with store.reading() as session:
        waiting = card_ids(session, states=[CardState.QUEUED])[:LOOKED_AT]
        office = office_draft(session).name
    real = next((face for face in specimen_faces(store, waiting) if face.kind is kind), None)
    return [*([Sample(real.name, real)] if real else ()), *samples(kind, office)]
