"""Keeps a preview true: draws its paper anew off the screen's thread, the newest wish last."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QTimer
from typing_extensions import override

from models.leftovers import PassingFolder
from models.progress import Work
from ui.bench import Bench
from ui.tasks import Task
from ui.widgets.pdf_preview import PdfPreview

Told = TypeVar("Told")
QUIET = 200
"""Milliseconds without another wish before drawing: one goes through a list by arrow keys."""


class LivePaper(QObject, Generic[Told]):
    """What is shown stays until what was asked for last is there."""

    def __init__(
        self,
        bench: Bench,
        preview: PdfPreview,
        drawn: Callable[[Told], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Draw into ``preview``; ``drawn`` gets what the work told."""
        super().__init__(preview)
        self._bench = bench
        self._preview = preview
        self._told = drawn
        self._failed = failed
        self._folder = PassingFolder()
        self._count = 0
        self._paper: Path | None = None
        self._drawing: Task[Told] | None = None
        self._wish: Callable[[Path], Work[Told]] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET)
        self._later.timeout.connect(self._draw)
        preview.installEventFilter(self)

    def draw(self, write: Callable[[Path], Work[Told]]) -> None:
        """Draw what ``write`` writes, once nothing else has been asked for a moment."""
        self._wish = write
        self._stop()
        self._later.start()

    def clear(self) -> None:
        """Show nothing, and forget what was asked for."""
        self._wish = None
        self._stop()
        self._preview.close_file()
        self._let_go(None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw when it is next seen what was asked for while nobody looked."""
        if event.type() == QEvent.Type.Show and self._wish is not None:
            self._later.start()
        return super().eventFilter(watched, event)

    def _stop(self) -> None:
        """Let go of what is being drawn: something else is wanted by now."""
        if self._drawing is not None:
            self._drawing.stop()

    def _draw(self) -> None:
        write = self._wish
        if self._drawing is not None or write is None or not self._preview.isVisible():
            return  # it is drawn when the present drawing has ended, or when it is seen
        self._wish = None
        self._count += 1
        paper = self._folder.file(f"{self._count}.pdf")
        self._drawing = self._bench.tasks.start(
            write(paper),
            succeeded=partial(self._show, paper),
            failed=self._failed,
            ended=partial(self._ended, paper),
            owner=self,
        )

    def _show(self, paper: Path, told: Told) -> None:
        if self._drawing is None or self._drawing.stopped:
            return  # it was drawn, but is not wanted any more
        self._preview.show_file(paper)
        self._let_go(paper)
        self._told(told)

    def _let_go(self, paper: Path | None) -> None:
        """Remove the paper shown before: it names people."""
        if self._paper is not None:
            self._paper.unlink(missing_ok=True)
        self._paper = paper

    def _ended(self, paper: Path) -> None:
        self._drawing = None
        if paper != self._paper:
            paper.unlink(missing_ok=True)
        if self._wish is not None:
            self._later.start()
