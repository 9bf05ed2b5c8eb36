"""One event: its plan, its people, the desk, its cards, its summary; and the form of its plan."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from models.cards.tables import Card
from models.enrolment.counting import event_counts
from models.enrolment.tables import Enrolment
from models.events.queries import EventCounts, EventRow, event_rows
from models.events.tables import Attendance, Event, EventPartner, Stage
from models.office.queries import time_zone
from models.office.rights import Right
from models.office.tables import Office
from models.words import _, spoken
from ui.bench import Bench
from ui.desk_place import DeskPlace
from ui.panes.badges import stage_badge
from ui.panes.event_more import MoreButton
from ui.panes.making import Part, load_parts, make_pane, part_names
from ui.panes.pane import EventPane
from ui.panes.stage_bar import Mending, StageBar
from ui.widgets.badge_menu import BadgeMenu
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.page import Page
from ui.widgets.segments import Segments

if TYPE_CHECKING:
    from ui.panes.event_planning import EventPlanning

LATER = 400
"""Milliseconds after which the first part has been painted."""
SHOWN = frozenset({Event, EventPartner, Attendance, Enrolment, Card, Office})


class EventPage(Page):
    """Shows one part of an event at a time, or the form of its plan in their place.

    A list dropped anywhere on it is taken in among the event's people.
    """

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        self._edit = action_button(_("Edit"), "pencil")
        self._desk = action_button(_("Open desk"), "scan-line", primary=True)
        self._whole = action_button(_("Whole screen (F11)"), "maximize")
        self._more = MoreButton(bench)
        actions = [self._more, self._edit, self._whole, self._desk]
        super().__init__("", actions=actions, parent=parent)
        self._bench = bench
        self._event_id: int | None = None
        self._part = Part.PLAN
        self._panes: dict[Part, EventPane] = {}
        self._shown_in: dict[Part, int] = {}
        self._inside: QWidget | None = None
        self._planning: EventPlanning | None = None
        self._by_keys = False
        self._later = QTimer(self, singleShot=True, interval=LATER)
        self._parts = Segments(_("Parts of the event"))
        for part, text in part_names().items():
            if part in self._seen():
                self._parts.add(part, text)
        badges = {stage: stage_badge(stage) for stage in Stage}
        self._stage = BadgeMenu(_("Stage of the event"), badges)
        self._stages = StageBar(bench, Mending(_("Edit the plan"), lambda _event: self._change()))
        self._gone = EmptyState(
            "calendar-days", _("This event is not there any more."), _("All events")
        )
        self._bar = QWidget()
        self._place = DeskPlace(bench)
        self._drop = FileDrop(self, _("Drop the list here to look through it"))
        bench.needs(Right.PLAN, self._edit, self._stage)
        bench.needs(Right.SERVE, self._desk)
        self._lay_out()
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, SHOWN, self._read)

    @override
    def go(self, **where: object) -> None:
        """Show ``part`` of the event ``event_id``; without an event, the form for a new one.

        ``day`` is when a new one is to be held and ``begins`` at what hour; ``unsaved`` is what
        was typed before and one wants to go on with.
        """
        event_id, part = where.get("event_id"), Part(str(where.get("part") or Part.PLAN))
        if not self._bench.may(Right.PLAN):
            if not isinstance(event_id, int):
                return  # who does the desk, or only looks, plans nothing
            seen = self._seen()
            part, where = part if part in seen else seen[0], {"event_id": event_id}
        if isinstance(event_id, int) and "unsaved" in where:
            if self.may_leave():
                self._event_id = event_id
                self._show_form(where)
        elif isinstance(event_id, int):
            if self._is_at(event_id, part) or self.may_leave():
                self._event_id, self._part = event_id, part
                self._show_part()
            else:
                self._parts.choose(self._part)
        elif not (self._forms() and self._event_id is None) and self.may_leave():
            self._event_id = None
            self._show_form(where)

    @override
    def begin(self) -> None:
        if self._planning is not None and self._forms():
            self._planning.begin()
        elif not (self._parts.hasFocus() and self._by_keys):
            self._parts.setFocus()
            if self._inside is self._panes.get(self._part):
                self._panes[self._part].begin()

    @override
    def turn_full(self) -> bool:
        if self._inside is None or self._inside is not self._panes.get(Part.DESK):
            return False
        self._fill(on=not self._place.taken)
        self._bench.settings.desk_fills = self._place.taken
        return True

    @override
    def give_back(self) -> None:
        if self._place.taken:
            self._fill(on=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        desk = self._panes.get(Part.DESK)
        out = event.key() == Qt.Key.Key_Escape and self._place.taken
        if out and desk is not None and desk.is_idle():
            self.full_asked.emit()
        else:
            super().keyPressEvent(event)

    @override
    def may_leave(self) -> bool:
        if self._planning is not None and self._forms():
            leaving = self._planning.may_leave()
            if leaving:
                self._inside = None  # what was typed has been let go
            return leaving
        pane = self._panes.get(self._part)
        return pane is None or self._inside is not pane or pane.may_leave()

    @override
    def may_close(self) -> bool:
        if self._planning is not None and self._forms():
            self._planning.keep_now()
            return True
        pane = self._panes.get(self._part)
        return pane is None or self._inside is not pane or pane.may_close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            # Who goes along the parts by keys goes on doing so; who clicks one wants to be in it.
            self._by_keys = event.type() == QEvent.Type.KeyPress
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._parts, 1)
        row.addStretch(0)
        row.addWidget(self._stage)
        self.add(self._place)
        for widget, stretch in ((self._bar, 0), (self._stages, 0), (self._gone, 1)):
            self.add(widget, stretch)
            widget.hide()
        for widget in (self.header, self._bar, self._stages):
            self._drop.cover(widget)

    def _load_others(self) -> None:
        """Load the other parts while this one is looked at."""
        if self.isVisible():
            self._bench.tasks.start(
                load_parts(),
                succeeded=lambda _nothing: None,
                failed=self._bench.fail,
                owner=self,
            )

    def _listen(self) -> None:
        self._later.timeout.connect(self._load_others)
        self._drop.dropped.connect(self._take_list)
        self._parts.chosen.connect(self._turn_to)
        self._parts.installEventFilter(self)
        self._whole.clicked.connect(self.full_asked)
        self._place.leave_asked.connect(self.full_asked)
        self._place.keys_asked.connect(self.keys_asked)
        self._desk.clicked.connect(lambda: self._turn_to(Part.DESK))
        self._edit.clicked.connect(self._change)
        self._stage.chosen.connect(self._move_to)
        self._gone.chosen.connect(lambda: self._bench.show_page("events"))

    def _seen(self) -> list[Part]:
        """Return the parts for who works here: all, the desk alone, or what is there to look at."""
        if self._bench.only_serves:
            return [Part.DESK]
        work = () if self._bench.may(Right.SERVE) else (Part.DESK, Part.CARDS)
        return [part for part in Part if part not in work]

    def _is_at(self, event_id: int, part: Part) -> bool:
        here = event_id == self._event_id and part is self._part
        return here and self._inside is self._panes.get(part)

    def _forms(self) -> bool:
        """Whether the form stands in the place of the parts."""
        return self._planning is not None and self._inside is self._planning

    def _turn_to(self, part: str) -> None:
        """Go to a part as to any place, so that the way back leads through it."""
        if self._event_id is not None and part != self._part:
            self._bench.show_page("event", event_id=self._event_id, part=part)

    def _read(self) -> None:
        """Show anew what stands around the part; the part looks after itself."""
        if self._event_id is None:
            return
        with self._bench.store.reading() as session:
            row = event_rows(session, [self._event_id]).get(self._event_id)
            zone = time_zone(session).key
            counts = event_counts(session, self._event_id)
        if row is None:
            self.header.show_title(_("Event"))
            self._show_inside(self._gone)
        elif self._inside is self._gone:
            self._show_part()  # as after a redo
        elif not self._forms():
            self.header.show_title(row.title, _subtitle(row, zone))
            self._stage.show_value(row.stage)
            self._place.show_event(row)
            self._show_counts(counts)

    def _show_counts(self, counts: EventCounts) -> None:
        """Say beside the names of the parts how many are on the list, present and waiting."""
        numbers = {
            Part.PEOPLE: counts.invited + counts.walk_ins,
            Part.DESK: counts.present,
            Part.CARDS: counts.cards_queued,
        }
        for part in self._seen():
            number = numbers.get(part, 0)
            self._parts.set_count(part, spoken().number(number) if number else "")

    def _show_part(self) -> None:
        if self._part not in self._panes:
            self._add_pane(self._part)
        self._show_inside(self._panes[self._part])
        self._read()
        if self._inside is self._gone:
            return
        self._parts.choose(self._part)
        if self._shown_in.get(self._part) != self._event_id and self._event_id is not None:
            if not self._shown_in:
                self._later.start()
            self._shown_in[self._part] = self._event_id
            self._more.show_event(self._event_id)
            self._panes[self._part].show_event(self._event_id)

    def _add_pane(self, part: Part) -> None:
        self._panes[part] = pane = make_pane(part, self._bench)
        if part is not Part.PEOPLE:  # whose list takes files itself
            self._drop.cover(pane)
            pane.grown.connect(self._drop.cover)
        self.add(pane, 1)
        pane.hide()

    def _show_inside(self, widget: QWidget) -> None:
        """Show a part, the form, or that the event is gone, and what belongs around it."""
        is_part = widget in self._panes.values()
        for other in (*self._panes.values(), self._planning, self._gone):
            if other is not None and other is not widget:
                other.hide()
        at_desk = is_part and widget is self._panes.get(Part.DESK)
        if not at_desk:
            self.give_back()
        for around in (self._more, self._edit):
            around.setVisible(is_part and not self._bench.only_serves)
        self._bar.setVisible(is_part and not self._place.taken)
        self._desk.setVisible(is_part and not at_desk)
        self._whole.setVisible(at_desk)
        self._stages.close_questions()
        self._inside = widget
        # There must be an event to which the people of a list could come.
        there = self._event_id is not None and widget is not self._gone
        self.setAcceptDrops(there and self._bench.may(Right.PLAN))
        widget.show()
        if at_desk and self._bench.settings.desk_fills and not self._place.taken:
            self._fill(on=True)

    def _fill(self, *, on: bool) -> None:
        """Give the desk the whole window, or show again what is around it."""
        desk = self._panes[Part.DESK]
        if on:
            self._place.take(desk, [self.header, self._bar])
        else:
            self._place.give_back()
        self.filling.emit(on)
        if not any(one.hasFocus() for one in desk.findChildren(QWidget)):
            desk.begin()

    def _take_list(self, path: Path) -> None:
        """Go to the people and take in the list at ``path``, if what is shown may be left."""
        from ui.panes.people_pane import PeoplePane  # most visits never need it

        self._bench.show_page("event", event_id=self._event_id, part=Part.PEOPLE)
        if isinstance(self._inside, PeoplePane):
            self._inside.take_list(path)

    def _change(self) -> None:
        if self.may_leave():
            self._show_form({})
            self.begin()

    def _show_form(self, where: Mapping[str, object]) -> None:
        planning = self._planning or self._add_planning()
        if self._event_id is None:
            planning.plan_new(where)
            self.header.show_title(_("New event"), _("Everything can still be changed later."))
        elif planning.change(self._event_id, where):
            self.header.show_title(self.header.title(), _("Change the plan"))
        else:
            self._show_inside(self._gone)
            return
        self._show_inside(planning)

    def _add_planning(self) -> "EventPlanning":
        from ui.panes.event_planning import EventPlanning  # most visits never need it

        self._planning = EventPlanning(self._bench)
        self._drop.cover(self._planning)
        self._planning.saved.connect(self._saved)
        self._planning.left.connect(self._form_left)
        self.add(self._planning, 1)
        return self._planning

    def _saved(self, event_id: int) -> None:
        self._inside = None
        self._bench.show_page("event", event_id=event_id, part=Part.PLAN)

    def _form_left(self) -> None:
        self._inside = None
        if self._event_id is None:
            self._bench.show_page("events")
        else:
            self._bench.show_page("event", event_id=self._event_id, part=self._part)

    def _move_to(self, stage: Stage) -> None:
        if self._event_id is not None:
            self._stages.enter_stage(self._event_id, stage)


def _subtitle(row: EventRow, zone: str) -> str:
    words = spoken()
    first, last = row.starts_at.date(), row.ends_at.date()
    days = words.weekday(first)
    if last != first:
        days = f"{days} – {words.weekday(last)}"
    place = ", ".join(part for part in (row.venue, row.region_line) if part)
    when = f"{days}, {words.span(row.starts_at, row.ends_at, zone)}"
    return f"{when} · {place}" if place else when
