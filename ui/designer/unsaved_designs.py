"""A design that was drawn and not saved: kept while one draws, and offered again after that."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models import unsaved
from models.designs.design import Design
from models.designs.reading import design_from, plain
from models.errors import UserError
from models.progress import Progress, Work
from models.store import Store
from models.unsaved import Unsaved
from models.words import _
from ui.bench import Bench
from ui.forms.unsaved import said_of_record
from ui.widgets.question_bar import Answer, QuestionBar

DESIGN = "design"
"""What designs are called among the drafts."""


@dataclass(frozen=True, slots=True)
class DesignDraft:
    """A design as JSON: what is kept of it while it is not saved."""

    content: str

    @classmethod
    def of(cls, design: Design) -> "DesignDraft":
        """Return the draft of a design."""
        return cls(json.dumps(plain(design)))

    def design(self) -> Design | None:
        """Return the design; None if this program cannot read it any more."""
        try:
            return design_from(json.loads(self.content))
        except (UserError, ValueError):
            return None


class UnsavedDesign(QuestionBar):
    """Asks whether to go on with the design that was drawn last and not saved."""

    taken = Signal(object, object, object)
    """Somebody goes on with a design; its id, None of one that was never saved; its beginning."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def look(self) -> None:
        """Offer what was drawn last, if anything was."""
        self.hide()
        self._after(lambda: None)

    def _after(self, do: Callable[[], None]) -> None:
        """Do something to what is kept, after what is under way, and look again."""
        self._bench.tasks.start(
            _doing(self._bench.store, do),
            succeeded=self._show_found,
            failed=self._bench.fail,
            owner=self,
        )

    def _show_found(self, found: Sequence[Unsaved]) -> None:
        for last in found:
            draft = last.draft(DesignDraft)
            design = draft.design() if draft is not None else None
            if design is not None:
                self._offer(last, design)
                return

    def _offer(self, last: Unsaved, design: Design) -> None:
        opened = last.opened(DesignDraft)
        begun = opened.design() if opened is not None else None
        taken = partial(self.taken.emit, design, last.record_id, begun)
        self.ask(
            said_of_record(self._bench.store, last),
            [
                Answer(_("Go on"), taken, likely=True),
                Answer(_("Discard"), lambda: self._discard(last)),
            ],
        )

    def _discard(self, last: Unsaved) -> None:
        self._after(lambda: unsaved.forget(self._bench.store, last.key))


def _doing(store: Store, do: Callable[[], None]) -> Work[list[Unsaved]]:
    yield Progress(0, 0)
    do()
    return unsaved.all_of(store, DESIGN)
