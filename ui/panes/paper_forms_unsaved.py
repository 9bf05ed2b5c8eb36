"""Emergency forms typed in half: kept while one types, there again when one comes back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer

from models import unsaved
from models.enrolment.paper_entry import Texts
from models.progress import Progress, Work
from models.store import Store
from models.unsaved import key_of
from ui.bench import Bench
from ui.forms.unsaved import PAUSE

PAPER = "paper"
"""What the lines are called among the drafts."""


@dataclass(frozen=True, slots=True)
class HalfForm:
    """What was typed of one form, and whether as one of a list of people present."""

    texts: Texts = field(default_factory=Texts)
    only_present: bool = False


class HalfForms(QObject):
    """Keeps every line that was touched, off the screen's thread."""

    def __init__(
        self, bench: Bench, typed: Callable[[int], HalfForm | None], owner: QObject
    ) -> None:
        """Ask ``typed`` what there is to keep of a form; None where nothing is any more."""
        super().__init__(owner)
        self._bench = bench
        self._typed = typed
        self._touched: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._keep)

    def kept(self) -> dict[int, HalfForm]:
        """Return what is half typed, by form; what cannot be read any more is left out."""
        found = {}
        for one in unsaved.all_of(self._bench.store, PAPER):
            half = one.draft(HalfForm)
            if half is not None and one.record_id is not None:
                found[one.record_id] = half
        return found

    def note(self, form_id: int) -> None:
        """Take notice of something typed."""
        self._touched.add(form_id)
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep all that was touched at once."""
        self._timer.stop()
        _write(self._bench.store, self._due())

    def forget(self, form_id: int) -> None:
        """Keep nothing of a form any more: it was typed in, or is void."""
        self._touched.discard(form_id)
        self._run({form_id: None})

    def _keep(self) -> None:
        self._run(self._due())

    def _due(self) -> dict[int, HalfForm | None]:
        due = {form_id: self._typed(form_id) for form_id in self._touched}
        self._touched.clear()
        return due

    def _run(self, due: dict[int, HalfForm | None]) -> None:
        self._bench.tasks.start(
            _writing(self._bench.store, due),
            succeeded=lambda _nothing: None,
            failed=self._bench.fail,
            owner=self,
        )


def _writing(store: Store, due: dict[int, HalfForm | None]) -> Work[None]:
    yield Progress(0, 0)
    _write(store, due)


def _write(store: Store, due: dict[int, HalfForm | None]) -> None:
    for form_id, half in due.items():
        key = key_of(PAPER, form_id)
        if half is None:
            unsaved.forget(store, key)
        else:
            unsaved.keep(store, key, half.texts.name, half)
