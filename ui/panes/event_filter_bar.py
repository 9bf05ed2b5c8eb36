"""The row of fields that says which events are looked at, and the words for what it leaves out."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.events.drafts import kind_name, stage_name
from models.events.filters import EventFilter, Period, filter_said, period_name
from models.events.tables import EventKind, Stage
from models.local_notes import note, noted
from models.office.queries import officers, today
from models.partners.drafts import kind_name as partner_kind_name
from models.partners.queries import find_partners, partner_rows
from models.people.dates import read_date
from models.plain_values import UnreadableError, from_json, to_json
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.bench import Bench
from ui.panes.filter_bar import FilterBar
from ui.widgets.check_menu import CheckButton
from ui.widgets.choice import Choice
from ui.widgets.date_field import DateField
from ui.widgets.search_field import SearchField
from ui.widgets.type_ahead import TypeAhead

KEPT_AS = "events/filter"
FAR_AHEAD = timedelta(days=50 * 365)
PROPOSED = 8


class FilterDay(DateField):
    """A day of a period, which may lie ahead."""

    @override
    def read(self, text: str) -> date | None:
        return read_date(text, today=self._today + FAR_AHEAD)


class EventFilterBar(FilterBar):
    """Shows a filter and gives one back. It is kept in the database, and there for next time."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(bench, parent)
        self._make_fields()
        self.lay_out(
            [
                self.kinds,
                self.stages,
                self.partner,
                self.officer,
                self.place,
                self.period,
                self.first,
                self.last,
            ]
        )
        self._listen()
        self.show_filter(self._kept())

    def wanted(self) -> EventFilter:
        """Return the filter as it stands."""
        return EventFilter(
            kinds=self.kinds.values(),
            stages=self.stages.values(),
            partner_id=self._partner_id(),
            officer_id=self.officer.value(),
            place=self.place.text().strip(),
            period=self.period.value(),
            first=self.first.value(),
            last=self.last.value(),
        )

    def show_filter(self, wanted: EventFilter) -> None:
        """Show ``wanted``; nobody is told."""
        with QSignalBlocker(self):
            self.kinds.show_values(wanted.kinds)
            self.stages.show_values(wanted.stages)
            self._show_people(wanted)
            self.place.setText(wanted.place)
            self.period.show_value(wanted.period)
            self.first.set_value(wanted.first)
            self.last.set_value(wanted.last)
        self._say()

    def _make_fields(self) -> None:
        with self._bench.store.reading() as session:
            people: dict[int | None, str] = {one.id: one.name for one in officers(session)}
            self._today = today(session)
        self.kinds = CheckButton(_("Kind"), {kind: kind_name(kind) for kind in EventKind})
        self.stages = CheckButton(_("Stage"), {stage: stage_name(stage) for stage in Stage})
        self.partner = TypeAhead(_("Any partner"), self._partners, "handshake")
        self.officer: Choice[int | None] = Choice({None: _("Any officer"), **people})
        self.officer.setAccessibleName(_("Officer"))
        self.place = SearchField(_("Any village or district"), "map-pin")
        self.period = Choice({period: period_name(period) for period in Period})
        self.period.setAccessibleName(_("Period"))
        self.first, self.last = FilterDay(self._today), FilterDay(self._today)
        for field, name in ((self.first, _("From")), (self.last, _("Until"))):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)

    def _listen(self) -> None:
        self.partner.chosen.connect(self._change)
        self.partner.textEdited.connect(self._change_partner)
        self.place.textChanged.connect(self._change)
        for button in (self.kinds, self.stages, self.officer, self.period):
            button.picked.connect(self._change)
        for field in (self.first, self.last):
            field.changed.connect(self._change)

    @override
    def _change(self) -> None:
        super()._change()
        if not self.signalsBlocked():
            self._keep()

    def _change_partner(self, typed: str) -> None:
        """Let every partner's events through again once the name is taken out."""
        if not typed.strip():
            self._change()

    @override
    def _clear(self) -> None:
        self.show_filter(EventFilter())
        self._change()

    def _show_days(self) -> None:
        given = self.period.value() is Period.GIVEN
        self.first.setVisible(given)
        self.last.setVisible(given)

    @override
    def _say(self) -> None:
        wanted = self.wanted()
        self._show_days()
        with self._bench.store.reading() as session:
            said = filter_said(session, wanted, self._today)
        self._tell(said)

    def _show_people(self, wanted: EventFilter) -> None:
        self.partner.show_value(None, "")
        if wanted.partner_id is not None:
            with self._bench.store.reading() as session:
                row = partner_rows(session, [wanted.partner_id]).get(wanted.partner_id)
            if row is not None:
                self.partner.show_value(row.id, row.name)
        try:
            self.officer.show_value(wanted.officer_id)
        except ValueError:  # who was asked for has left the office
            self.officer.show_value(None)

    def _partner_id(self) -> int | None:
        value = self.partner.value()
        return value if isinstance(value, int) else None

    def _partners(self, typed: str) -> Sequence[tuple[object, str, str]]:
        with self._bench.store.reading() as session:
            rows = find_partners(session, typed, PROPOSED)
        return [(row.id, row.name, partner_kind_name(row.kind)) for row in rows]

    def _kept(self) -> EventFilter:
        value = noted(self._bench.store, KEPT_AS)
        try:
            return from_json(EventFilter, value) if value else EventFilter()
        except UnreadableError:
            return EventFilter()

    def _keep(self) -> None:
        self._bench.tasks.start(
            _noting(self._bench.store, to_json(self.wanted())),
            succeeded=lambda _nothing: None,
            failed=self._bench.fail,
            owner=self,
        )


def _noting(store: Store, value: str) -> Work[None]:
    yield Progress(0, 0)
    note(store, KEPT_AS, value)
