"""What else can be done with an event: plan others after it, export it, put it out of sight."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from models.events.operations import archive_event, bring_back_event
from models.events.queries import event_view, is_archived
from models.events.tables import Event
from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.forms.keeping import keep
from ui.panes.calendar_files import calendar_document
from ui.panes.saving import save_small_document
from ui.plain import label
from ui.widgets.fresh import Fresh

KINDS = frozenset({Event})


class MoreButton(QPushButton):
    """A button with a menu for one event; without an event nothing can be chosen."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(label(_("More")), parent)
        self._bench = bench
        self._event_id: int | None = None
        self._title = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        self.duplicate = menu.addAction(_("Duplicate"), lambda: self._plan("like"))
        self.series = menu.addAction(
            _("Plan a series like this"), lambda: self._plan("like", series=True)
        )
        self.repeat = menu.addAction(_("Plan the repeat asked for"), lambda: self._plan("repeat"))
        menu.addSeparator()
        self.export = menu.addAction(_("Save as calendar file…"), self._export)
        self.packets = menu.addAction(_("Desk packets…"), self._show_packets)
        menu.addSeparator()
        self.archive = menu.addAction(_("Archive"), self._archive)
        self.bring_back = menu.addAction(_("Bring back from the archive"), self._bring_back)
        plans = (self.duplicate, self.series, self.repeat, self.archive, self.bring_back)
        bench.needs(Right.PLAN, *plans, self.packets)
        self.setMenu(menu)
        self.setEnabled(False)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._read)

    def show_event(self, event_id: int) -> None:
        """Offer what can be done with this event."""
        self._event_id = event_id
        self._fresh.call_now()

    def _read(self) -> None:
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            view = event_view(session, self._event_id)
            archived = is_archived(session, self._event_id)
        self.setEnabled(view is not None)
        if view is None:
            return
        self._title = view.row.title
        asked_for = view.outcome.follow_up or view.outcome.follow_up_people is not None
        self.repeat.setEnabled(bool(asked_for))
        self.archive.setVisible(not archived)
        self.bring_back.setVisible(archived)

    def _plan(self, how: str, **where: object) -> None:
        self._bench.show_page("event", **{how: self._event_id}, **where)

    def _show_packets(self) -> None:
        self._bench.show_page("packets", event_id=self._event_id)

    def _export(self) -> None:
        if self._event_id is not None:
            document = calendar_document(self._bench.store, [self._event_id], self._title)
            save_small_document(self._bench, document, self)

    def _archive(self) -> None:
        said = _("“{event}” is in the archive now.")
        self._do(archive_event, said, lambda: self._bench.show_page("events"))

    def _bring_back(self) -> None:
        self._do(bring_back_event, _("“{event}” is back among the events."))

    def _do(
        self,
        operation: Callable[[Any, int], None],
        done: str,
        then: Callable[[], object] | None = None,
    ) -> None:
        event_id, said = self._event_id, done.format(event=self._title)
        if event_id is None:
            return

        def succeeded(_nothing: object) -> None:
            if then is not None:
                then()
            self._bench.done(said)

        keep(self._bench, lambda session: operation(session, event_id), succeeded, self)
