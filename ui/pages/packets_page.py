"""Paket meja: what was given to desks, what they bring home, and where two of them differ."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.events.queries import event_rows
from models.events.tables import Event
from models.packets.showing import open_differences
from models.packets.tables import MergeConflict
from models.words import _, spoken
from ui.bench import Bench
from ui.looking import ask
from ui.widgets.fresh import Fresh
from ui.widgets.page import Page
from ui.widgets.segments import Segments

if TYPE_CHECKING:  # each is loaded when it is first looked at
    from ui.panes.differences_pane import DifferencesPane
    from ui.panes.merge_pane import MergePane
    from ui.panes.packets_given import PacketsGiven

GIVEN, MERGE, DIFFERENCES = "given", "merge", "differences"


class PacketsPage(Page):
    """Three parts: the packets of an event or of all, the merging, and what differs."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Desk packets"), parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._part = GIVEN
        self._open = 0
        self._panes: dict[str, PacketsGiven | MergePane | DifferencesPane] = {}
        self.parts = Segments(_("Parts of the desk packets"))
        names = {
            GIVEN: _("Packets"),
            MERGE: _("Merge"),
            DIFFERENCES: _("Differences"),
        }
        for part, name in names.items():
            self.parts.add(part, name)
        self.add(self.parts)
        self.parts.chosen.connect(self._turn_to)
        Fresh(self, bench.changes.committed, frozenset({Event}), self._read)
        Fresh(self, bench.changes.committed, frozenset({MergeConflict}), self._count)

    @cached_property
    def given(self) -> "PacketsGiven":
        """The packets that were given out, and the making of another."""
        from ui.panes.packets_given import PacketsGiven

        pane = PacketsGiven(self._bench)
        pane.merge_asked.connect(lambda: self._turn_to(MERGE))
        self._take_up(GIVEN, pane)
        return pane

    @cached_property
    def merging(self) -> "MergePane":
        """The merging of what comes home."""
        from ui.panes.merge_pane import MergePane

        pane = MergePane(self._bench)
        pane.differ.connect(lambda: self._turn_to(DIFFERENCES))
        pane.show_open(self._open)
        self._take_up(MERGE, pane)
        return pane

    @cached_property
    def differences(self) -> "DifferencesPane":
        """What two desks say differently."""
        from ui.panes.differences_pane import DifferencesPane

        pane = DifferencesPane(self._bench)
        self._take_up(DIFFERENCES, pane)
        return pane

    @override
    def go(self, **where: object) -> None:
        """Show a ``part``; ``event_id`` says of which event, ``file`` is one to be merged."""
        event_id, file, part = where.get("event_id"), where.get("file"), where.get("part")
        self._event_id = event_id if isinstance(event_id, int) else None
        if isinstance(file, Path):
            self.merging.take(file)
        self._show(str(part) if part in (MERGE, DIFFERENCES) else GIVEN)
        self._count()
        self._read()

    @override
    def begin(self) -> None:
        self._panes[self._part].begin()

    @override
    def may_leave(self) -> bool:
        return GIVEN not in self._panes or self.given.may_leave()

    def _take_up(self, part: str, pane: "PacketsGiven | MergePane | DifferencesPane") -> None:
        self._panes[part] = pane
        self.add(pane, 1)
        pane.hide()

    def _turn_to(self, part: str) -> None:
        """Go to a part as to any place, so that the way back leads through it."""
        if part == self._part:
            return
        if self.may_leave():
            self._bench.show_page("packets", event_id=self._event_id, part=part)
        else:
            self.parts.choose(self._part)

    def _show(self, part: str) -> None:
        self._part = part
        self.parts.choose(part)
        if part == GIVEN:
            self.given.show_event(self._event_id)
        elif part == DIFFERENCES:
            self.differences.read()
        shown = self.merging if part == MERGE else self._panes[part]
        for pane in self._panes.values():
            pane.setVisible(pane is shown)

    def _count(self) -> None:
        ask(self._bench, open_differences, self._show_open, self)

    def _show_open(self, count: int) -> None:
        """Say how many differences wait to be decided."""
        self._open = count
        self.parts.set_count(DIFFERENCES, spoken().number(count) if count else "")
        if MERGE in self._panes:
            self.merging.show_open(count)

    def _read(self) -> None:
        event_id = self._event_id
        ask(self._bench, lambda session: _title(session, event_id), self._name, self)

    def _name(self, title: str) -> None:
        self.header.show_title(_("Desk packets"), title or _("All events"))


def _title(session: Any, event_id: int | None) -> str:  # noqa: ANN401 - see ask
    if event_id is None:
        return ""
    row = event_rows(session, [event_id]).get(event_id)
    return "" if row is None else row.title
