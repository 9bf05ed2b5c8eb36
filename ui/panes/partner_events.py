"""The events done with a partner or declined by it, and what came of them, each and together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.events.drafts import role_name, stage_name
from models.events.tables import Answer
from models.partners.queries import PartnerEvent, Results, results
from models.words import _, ngettext, spoken
from ui.look import FAINT, em
from ui.panes.badges import answer_badge, stage_badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.facts import Facts
from ui.widgets.text import Text


class PartnerEvents(QWidget):
    """The results of all of them above the list, the latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = Facts()
        self.list = EntryList()
        self._none = Text(_("No event together yet."), ink=FAINT, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addWidget(self._none)
        column.addWidget(self.results)
        column.addWidget(self.list)
        column.addStretch(1)

    def show_events(self, events: Sequence[PartnerEvent]) -> None:
        """Show ``events``; choosing one gives its id."""
        self.list.show_entries([_entry(event) for event in events])
        self.results.show_facts(_facts(results(events)))
        self.results.setVisible(any(not event.declined for event in events))
        self._none.setVisible(not events)


def _facts(all_of_them: Results) -> list[tuple[str, str]]:
    words = spoken()
    share = all_of_them.conversion
    return [
        (_("Invited"), words.number(all_of_them.invited)),
        (_("Present"), words.number(all_of_them.present)),
        (_("Enrolled"), words.number(all_of_them.enrolled)),
        (_("Conversion"), "" if share is None else words.percent(share)),
    ]


def _entry(event: PartnerEvent) -> Entry:
    parts = [
        spoken().day(event.starts_at),
        ", ".join(role_name(role) for role in event.roles),
    ]
    if event.declined:
        said = " · ".join((*parts, stage_name(event.stage)))
        return Entry(event.event_id, event.title, said, badge=answer_badge(Answer.DECLINED))
    came_of_it = []
    if event.invited:
        came_of_it.append(ngettext("{n} invited", "{n} invited", event.invited))
    if event.present:
        came_of_it += [
            ngettext("{n} present", "{n} present", event.present),
            ngettext("{n} enrolled", "{n} enrolled", event.enrolled),
            spoken().percent(event.enrolled / event.present),
        ]
    return Entry(
        event.event_id,
        event.title,
        " · ".join(parts),
        more=" · ".join(came_of_it),
        badge=stage_badge(event.stage),
    )
