"""What is wrong with the design that is worked on: told at once, and again as cards are tried."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from models.cards.faces import CardFace
from models.designs.checking import DesignProblem, problems
from models.designs.design import Design
from models.designs.look import Look
from models.progress import Progress, Work
from models.words import Words, spoken
from ui.bench import Bench
from ui.designer.state import DesignState
from ui.tasks import Task

PAUSE = 400
"""Milliseconds without a change after which the design is tried with all cards."""


class Judging(QObject):
    """Looks a design through after each change; what needs letters drawn is done off the thread."""

    judged = Signal(object)
    """All problems now known, a list of ``DesignProblem``."""

    def __init__(self, bench: Bench, state: DesignState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._state = bench, state
        self._look = Look()
        self._faces: Sequence[CardFace] = ()
        self._faults: list[DesignProblem] = []
        self._tried = state.design
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._try)
        self._trying: Task[list[DesignProblem]] | None = None
        state.changed.connect(self._judge)

    def judge_with(self, look: Look, faces: Sequence[CardFace]) -> None:
        """Judge the design by these cards, in this look."""
        self._look, self._faces = look, faces
        self._faults = []
        self._judge()

    def _judge(self) -> None:
        if self._trying is not None:
            self._trying.stop()
        design = self._state.design
        self._faults = [one for one in self._faults if _still(one, self._tried, design)]
        self._tried = design
        self._tell()
        self._timer.start()

    def _tell(self) -> None:
        found = problems(self._state.design, self._look.pictures)
        places = {(one.side, one.index, one.field) for one in found}
        more = [one for one in self._faults if (one.side, one.index, one.field) not in places]
        self.judged.emit([*found, *more])

    def _try(self) -> None:
        design = self._state.design
        self._trying = self._bench.tasks.start(
            _faults(design, self._faces, spoken(), self._look),
            succeeded=lambda found: self._take(design, found),
            failed=self._bench.fail,
            owner=self,
        )

    def _take(self, design: Design, found: list[DesignProblem]) -> None:
        if design == self._state.design:
            self._faults = found
            self._tell()


def _still(fault: DesignProblem, tried: Design, design: Design) -> bool:
    """Tell whether what was found in a design is as true of another: of what only lies elsewhere.

    A fault is of what an element shows in the room it has, wherever that is.
    """
    if fault.index is None or fault.index >= len(design.side(fault.side)):
        return False
    was, now = (one.side(fault.side)[fault.index] for one in (tried, design))
    if now is was:
        return True
    here = replace(now.box, x=was.box.x, y=was.box.y)
    return replace(now, box=here) == was


def _faults(
    design: Design, faces: Sequence[CardFace], words: Words, look: Look
) -> Work[list[DesignProblem]]:
    from reports.card_faults import design_faults  # here, where long work is done

    found: dict[DesignProblem, None] = {}
    for done, face in enumerate(faces):
        yield Progress(done, len(faces))
        found.update(dict.fromkeys(design_faults(design, [face], words, look)))
    return list(found)
