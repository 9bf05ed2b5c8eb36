"""Laporan: the figures of a period and what lies behind them, and the events that were held."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _
from ui.bench import Bench
from ui.panes.reports_figures import PeriodFigures
from ui.panes.reports_held import HeldEvents
from ui.widgets.page import Page
from ui.widgets.segments import Segments

FIGURES, HELD = "figures", "held"


class ReportsPage(Page):
    """Shows the figures first; ``part`` goes to the one or the other."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Reports"), _("What the office's outreach comes to"), parent=parent)
        self.parts = Segments(_("Part of the reports"))
        self.parts.add(FIGURES, _("Figures of a period"))
        self.parts.add(HELD, _("Events held"))
        self.figures = PeriodFigures(bench)
        self.held = HeldEvents(bench)
        self.add(self.parts)
        self.add(self.figures, 1)
        self.add(self.held, 1)
        self.held.hide()
        self.parts.chosen.connect(self._show)

    @override
    def go(self, **where: object) -> None:
        part = where.get("part")
        if part in (FIGURES, HELD):
            self.parts.choose(str(part))
        self._look()

    @override
    def begin(self) -> None:
        self._shown().begin()

    def _shown(self) -> PeriodFigures | HeldEvents:
        return self.held if self.parts.name() == HELD else self.figures

    def _show(self, part: str) -> None:
        self.figures.setVisible(part == FIGURES)
        self.held.setVisible(part == HELD)
        self._look()

    def _look(self) -> None:
        self._shown().look()
