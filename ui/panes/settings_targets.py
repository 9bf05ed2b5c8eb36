"""The settings' card of targets: what the office is to reach in each month of a year."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.queries import today
from models.office.tables import MonthTarget
from models.office.targets import save_targets, target_years, targets
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import editing, keep
from ui.forms.targets_form import TargetsDraft, TargetsForm
from ui.panes.settings_kept import WholeForm
from ui.panes.settings_panel import SettingsPanel
from ui.widgets.choice import Choice
from ui.widgets.fresh import Fresh

KINDS = frozenset({MonthTarget})


class TargetsPanel(SettingsPanel):
    """Shows the targets of a year, and keeps what is changed of them."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        with bench.store.reading() as session:
            this_year = today(session).year
        self.year = Choice({this_year: str(this_year)})
        self.year.setAccessibleName(_("Year of the targets"))
        super().__init__(_("Targets"), self.year, parent)
        self._bench = bench
        self._year = this_year
        self.form = TargetsForm()
        self.panel = WholeForm(self.form, bench.messages)
        self.add(self.panel)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._show)
        self.year.picked.connect(self._turn)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)
        self._show()

    @override
    def read(self) -> None:
        if not self.form.is_changed():
            self._show()

    @override
    def may_leave(self) -> bool:
        if not self.panel.may_leave():
            return False
        self._show()
        return True

    def _show(self) -> None:
        """Show the year's targets as they are kept; offer the years near, and those with any."""
        with self._bench.store.reading() as session:
            now = today(session).year
            years = sorted({now - 1, now, now + 1, self._year, *target_years(session)})
            kept = _kept(self._year, session)
        self.year.offer({year: str(year) for year in years})
        self.year.show_value(self._year)
        self.panel.show_draft(kept)

    def _turn(self) -> None:
        """Turn to another year, unless something typed would be lost."""
        wanted = self.year.value()
        if self.panel.may_leave():
            self._year = wanted
            self._show()
        else:
            self.year.show_value(self._year)

    def _save(self) -> None:
        year, edit = self._year, self.panel.edit(MonthTarget)
        self.panel.wait()

        def save(session: Any, draft: TargetsDraft) -> None:  # noqa: ANN401 - see keep
            save_targets(session, year, dict(enumerate(draft.months, 1)))

        keep(
            self._bench,
            editing(edit, partial(_kept, year), save),
            lambda _nothing: self._saved(year),
            self,
            self.panel.fail,
        )

    def _saved(self, year: int) -> None:
        self._show()
        self._bench.done(_("The targets of {year} were saved.").format(year=year))


def _kept(year: int, session: Any) -> TargetsDraft:  # noqa: ANN401 - see keep
    return TargetsDraft(year, tuple(targets(session, year).values()))
