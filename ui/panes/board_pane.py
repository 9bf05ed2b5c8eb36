"""The board of events: a column for each stage, cards moved on by keys or by dragging."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.agenda import OFF
from models.events.board import COLUMNS, BoardCard, board_cards, board_counts, board_ids
from models.events.clashes import clashing_ids
from models.events.drafts import stage_name
from models.events.filters import EventFilter
from models.events.tables import Stage
from models.office.queries import today
from models.office.rights import Right
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.look import Role
from ui.panes.badges import STAGE_ROLES
from ui.panes.stage_bar import Mending, StageBar
from ui.widgets.board_cards import PAGE, Card, CardsModel
from ui.widgets.board_view import BoardView


class BoardPane(QWidget):
    """Reads the cards that are seen; the page says when, and which events."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._wanted = EventFilter()
        self._today = date.min
        self._pushed: int | None = None
        models = [CardsModel(self._load, partial(self._ids, stages), self) for stages in COLUMNS]
        titles = [_column_name(stages) for stages in COLUMNS]
        self.view = BoardView(list(zip(titles, models, strict=True)), slim=len(COLUMNS) - 1)
        mending = Mending(_("Open the event"), lambda event: self._open(event))
        self.stages = StageBar(bench, mending)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stages)
        column.addWidget(self.view, 1)
        self.view.opened.connect(self._open)
        self.view.begun.connect(self._plan)
        self.view.moved.connect(self._move)
        self.stages.settled.connect(self._go_along)

    def read(self, wanted: EventFilter) -> None:
        """Read anew the cards that were fetched, those that ``wanted`` lets through."""
        self._wanted = wanted
        with self._bench.store.reading() as session:
            self._today = today(session)
            among = wanted.conditions(self._today)
            counts = board_counts(session, among)
            for number, stages in enumerate(COLUMNS):
                model = self.view.columns[number].cards
                most = max(PAGE, len(model.ids))
                ids = board_ids(session, stages, most, among)
                model.show(ids, sum(counts[stage] for stage in stages))
                self.view.show_count(number)
        self._find_pushed()

    def event_ids(self) -> list[int]:
        """Return all events on the board, fetched or not."""
        return [event for stages in COLUMNS for event in self._ids(stages, None)]

    def begin(self) -> None:
        """Put the keyboard among the cards."""
        self.view.begin()

    def _ids(self, stages: Sequence[Stage], most: int | None) -> list[int]:
        with self._bench.store.reading() as session:
            return board_ids(session, stages, most, self._wanted.conditions(self._today))

    def _load(self, ids: Sequence[int]) -> Mapping[int, Card]:
        with self._bench.store.reading() as session:
            clashes = clashing_ids(session, ids)
            cards = board_cards(session, ids, self._today)
        year = self._today.year
        return {event: _card(card, clashes.get(event, 0), year) for event, card in cards.items()}

    def _open(self, event_id: int) -> None:
        self._bench.show_page("event", event_id=event_id)

    def _plan(self) -> None:
        if self._bench.allowed(Right.PLAN):
            self._bench.show_page("event", event_id=None)

    def _move(self, event_id: int, number: int) -> None:
        stages = COLUMNS[number]
        there = self.view.columns[number].cards.place(event_id) >= 0
        if there or not self._bench.allowed(Right.PLAN):
            return
        self._pushed = event_id
        if stages == OFF:
            self.stages.call_off(event_id)
        else:
            self.stages.enter_stage(event_id, stages[0])

    def _go_along(self, event_id: int) -> None:
        """Put the keyboard back on the card, wherever it lies now."""
        self._pushed = event_id
        self._find_pushed()

    def _find_pushed(self) -> None:
        """Find the card that was moved; the keyboard goes to it unless it asks something."""
        if self._pushed is None or not self.stages.isHidden():
            return
        for number, column in enumerate(self.view.columns):
            place = column.cards.place(self._pushed)
            if place >= 0:
                self.view.go_to(number, place)


def _column_name(stages: Sequence[Stage]) -> str:
    return _("Off") if stages == OFF else stage_name(stages[0])


def _card(card: BoardCard, clashes: int, year: int) -> Card:
    """Return an event as a card; the year is told where it is not this one."""
    words = spoken()
    title = " ".join(card.title.split())
    day = card.starts_at.date()
    short = f"{words.short_weekday(day)}, {words.short_day(day)} {words.clock(card.starts_at)}"
    when = short if day.year == year else words.digits(day)
    signs = _signs(card, clashes)
    whole = [
        title,
        f"{words.weekday(day)}, {words.span(card.starts_at, card.ends_at)}",
        stage_name(card.stage),
        card.village,
        *(text for _glyph, text, _role in signs),
    ]
    return Card(
        when,
        title,
        card.village,
        STAGE_ROLES[card.stage],
        signs,
        "\n".join(line for line in whole if line),
        off=card.stage in OFF,
    )


def _signs(card: BoardCard, clashes: int) -> tuple[tuple[str, str, Role], ...]:
    found = []
    if card.stage in OFF:
        found.append(("ban", stage_name(card.stage), Role.DANGER))
    elif card.overdue_tasks:
        late = ngettext("{n} task overdue", "{n} tasks overdue", card.overdue_tasks)
        found.append(("clock", late, Role.DANGER))
    elif card.open_tasks:
        still = ngettext("{n} task", "{n} tasks", card.open_tasks)
        found.append(("square-check", still, Role.NEUTRAL))
    if clashes:
        said = ngettext("{n} clash", "{n} clashes", clashes)
        found.append(("triangle-alert", said, Role.DANGER))
    return tuple(found)
