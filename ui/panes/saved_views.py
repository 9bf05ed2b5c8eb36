"""The button with the filters and columns that were given a name, and where the names are given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from models.office.rights import Right
from models.people.listing import Listing
from models.people.tables import SavedView
from models.people.views import PeopleView, people_views, remove_view, rename_view, save_view
from models.reporting.lists import Figure
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.forms.reason_form import ReasonForm
from ui.plain import label
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button

KINDS = frozenset({SavedView})


@dataclass(frozen=True, slots=True)
class ShownView:
    """What a table shows: who is listed, how its columns are arranged, whom a figure counts."""

    listing: Listing
    columns: Mapping[str, Any]
    figure: Figure | None = None


class SavedViews(QObject):
    """Has a ``button`` with a menu and a ``form`` for the name; ``shown`` is what would be kept."""

    chosen = Signal(object)
    """The ``PeopleView`` that was chosen."""

    def __init__(self, bench: Bench, shown: Callable[[], ShownView], parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._shown = shown
        self._given: Callable[[str], object] = self._save
        self.button = action_button(_("Views"), "list")
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self.form = ReasonForm()
        self.form.given.connect(lambda name: self._given(name))
        Fresh(self.button, bench.changes.committed, KINDS, self._fill)
        self._fill()

    def views(self) -> list[PeopleView]:
        """Return the views there are, by name."""
        with self._bench.store.reading() as session:
            return people_views(session)

    def ask_to_save(self) -> None:
        """Ask for the name under which what is shown is kept."""
        self._given = self._save
        self.form.ask(_("Name of the view"), _("Keep it"))

    def ask_to_rename(self, view: PeopleView) -> None:
        """Ask for another name."""
        self._given = partial(self._rename, view)
        self.form.ask(_("New name for {view}").format(view=view.name), _("Rename"))
        self.form.field.setText(view.name)
        self.form.field.selectAll()

    def replace(self, view: PeopleView) -> None:
        """Keep what is shown in the place of ``view``."""
        self._keep(view.name, _("The view {view} was replaced.").format(view=view.name))

    def remove(self, view: PeopleView) -> None:
        """Take a view out."""
        done = _("The view {view} was removed.").format(view=view.name)
        keep(
            self._bench,
            lambda session: remove_view(session, view.id),
            lambda _nothing: self._bench.done(done),
            self.button,
        )

    def _fill(self) -> None:
        self.menu.clear()
        views = self.views()
        for view in views:
            action = self.menu.addAction(label(view.name), partial(self._choose, view))
            action.setEnabled(view.listing is not None)
        if views:
            self.menu.addSeparator()
        save = self.menu.addAction(_("Keep what is shown as a view…"), self.ask_to_save)
        self._bench.needs(Right.PLAN, save)
        for title, do in (
            (_("Replace with what is shown"), self.replace),
            (_("Rename"), self.ask_to_rename),
            (_("Remove"), self.remove),
        ):
            among = self.menu.addMenu(title)
            among.setEnabled(bool(views))
            self._bench.needs(Right.PLAN, among.menuAction())
            for view in views:
                among.addAction(label(view.name), partial(do, view))

    def _choose(self, view: PeopleView) -> None:
        self.chosen.emit(view)

    def _save(self, name: str) -> None:
        there = any(view.name == " ".join(name.split()) for view in self.views())
        said = _("The view {view} was replaced.") if there else _("The view {view} was kept.")
        self._keep(name, said.format(view=name))

    def _keep(self, name: str, done: str) -> None:
        shown = self._shown()
        keep(
            self._bench,
            lambda session: save_view(session, name, shown.listing, shown.columns, shown.figure),
            lambda _id: self._bench.done(done),
            self.button,
        )

    def _rename(self, view: PeopleView, name: str) -> None:
        done = _("The view is now called {view}.").format(view=name)
        keep(
            self._bench,
            lambda session: rename_view(session, view.id, name),
            lambda _nothing: self._bench.done(done),
            self.button,
        )
