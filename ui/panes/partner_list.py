"""The list of partners, found as one types."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from models.events.tables import Event, EventPartner
from models.partners.drafts import kind_name
from models.partners.queries import (
    PartnerFilter,
    PartnerRow,
    partner_ids,
    partner_places,
    partner_rows,
)
from models.partners.tables import Contact, Partner, PartnerKind
from models.people.phones import show_phone
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.panes.record_list import RecordList
from ui.tables.rows_model import Column
from ui.tables.two_lines import show_two_lines
from ui.widgets.choice import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.reflow import Tiles

KINDS = frozenset({Partner, Contact, Event, EventPartner})
LEAST = 8
"""The least width of what narrows the list, in text lines."""
LETTERS = 11
"""So many letters of a kind and a place are always seen."""


class PartnerList(RecordList):
    """All partners by name, or those that fit what was typed, of one kind, of one place."""

    def __init__(self, bench: Bench) -> None:
        none = _("No partner yet: agencies, villages, groups that outreach is done with.")
        super().__init__(
            bench,
            _("Partners"),
            _("Name of a partner or contact"),
            _columns(),
            (
                EmptyState("handshake", none, _("Add partner")),
                EmptyState("search", "", _("Add as a new partner")),
            ),
        )
        self._settings = bench.settings
        self.due = action_button(_("What is due"), "clock")
        self.kind = Choice(_kinds())
        self.kind.setAccessibleName(_("Kind of the partners shown"))
        self.place = Choice({"": _("All places")})
        self.place.setAccessibleName(_("Place of the partners shown"))
        for choice in (self.kind, self.place):
            choice.shrink_to(LETTERS)
        self.column.insertWidget(1, Tiles([self.kind, self.place, self.due], LEAST))
        show_two_lines(self.view)
        self._remember()
        for choice in (self.kind, self.place):
            choice.picked.connect(self._narrow)
        Fresh(self, bench.changes.committed, KINDS, self._look_again)
        self.search_anew()

    @override
    def search_anew(self) -> None:
        typed = self.typed()
        wanted = PartnerFilter(self.kind.value(), self.place.value())
        with self._bench.store.reading() as session:
            ids = partner_ids(session, typed, wanted)
        count = ngettext("{n} partner", "{n} partners", len(ids))
        none = _("No partner fits “{typed}”.") if typed else _("No partner of this kind and place.")
        self.show_ids(ids, count, none.format(typed=typed))

    @override
    def narrowed(self) -> bool:
        return super().narrowed() or self.kind.value() is not None or bool(self.place.value())

    @override
    def show_record(self, record_id: int) -> None:
        if self._model.place(record_id) < 0:
            self.kind.show_value(None)
            self.place.show_value("")
            self._narrow()
        super().show_record(record_id)

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, PartnerRow]:
        return partner_rows(session, ids)

    def _remember(self) -> None:
        """Narrow the list as it was last, as far as there still are such partners."""
        self._offer_places(self._settings.partners_place)
        kind = self._settings.partners_kind
        if kind in {one.value for one in PartnerKind}:
            self.kind.show_value(PartnerKind(kind))

    def _narrow(self) -> None:
        kind = self.kind.value()
        self._settings.partners_kind = kind.value if kind else ""
        self._settings.partners_place = self.place.value()
        self.search_anew()

    def _look_again(self) -> None:
        self._offer_places(self.place.value())
        self.search_anew()

    def _offer_places(self, chosen: str) -> None:
        with self._bench.store.reading() as session:
            places = partner_places(session)
        self.place.offer({"": _("All places"), **{place: place for place in places}})
        self.place.show_value(chosen if chosen in places else "")


def _kinds() -> dict[PartnerKind | None, str]:
    names: dict[PartnerKind | None, str] = {None: _("All kinds")}
    return {**names, **{kind: kind_name(kind) for kind in PartnerKind}}


def _columns() -> list[Column[PartnerRow]]:
    return [
        Column(_("Partner"), lambda row: f"{row.name}\n{_about(row)}", stretch=True, key="partner"),
        Column(
            _("Contact"),
            lambda row: f"{row.contact}\n{show_phone(row.phone)}",
            width=20,
            key="contact",
        ),
        Column(_("Events together"), _together, width=16, key="events"),
    ]


def _about(row: PartnerRow) -> str:
    return " · ".join(filter(None, (kind_name(row.kind), row.region_line.partition(",")[0])))


def _together(row: PartnerRow) -> str:
    if row.last_event is None:
        return spoken().number(row.events)
    last = _("last on {day}").format(day=spoken().digits(row.last_event))
    return f"{spoken().number(row.events)}\n{last}"
