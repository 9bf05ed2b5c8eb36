"""The list of partners, found as one types."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from models.events.tables import Event, EventPartner
from models.partners.drafts import kind_name
from models.partners.queries import PartnerRow, partner_ids, partner_rows
from models.partners.tables import Contact, Partner
from models.people.phones import show_phone
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.panes.record_list import RecordList
from ui.tables.rows_model import Column
from ui.tables.two_lines import show_two_lines
from ui.widgets.empty_state import EmptyState
from ui.widgets.fresh import Fresh

KINDS = frozenset({Partner, Contact, Event, EventPartner})


class PartnerList(RecordList):
    """All partners by name, or those whose name or contact fits what was typed."""

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
        show_two_lines(self.view)
        Fresh(self, bench.changes.committed, KINDS, self.search_anew)
        self.search_anew()

    @override
    def search_anew(self) -> None:
        typed = self.typed()
        with self._bench.store.reading() as session:
            ids = partner_ids(session, typed)
        count = ngettext("{n} partner", "{n} partners", len(ids))
        self.show_ids(ids, count, _("No partner fits “{typed}”.").format(typed=typed))

    @override
    def rows(self, session: Any, ids: Sequence[int]) -> Mapping[int, PartnerRow]:
        return partner_rows(session, ids)


def _columns() -> list[Column[PartnerRow]]:
    return [
        Column(_("Partner"), lambda row: f"{row.name}\n{kind_name(row.kind)}", stretch=True),
        Column(_("Contact"), lambda row: f"{row.contact}\n{show_phone(row.phone)}", width=20),
        Column(_("Events together"), _together, width=16),
    ]


def _together(row: PartnerRow) -> str:
    if row.last_event is None:
        return spoken().number(row.events)
    last = _("last on {day}").format(day=spoken().digits(row.last_event))
    return f"{spoken().number(row.events)}\n{last}"
