"""What is planned: day, place, who and what goes there, what it clashes with, what led to it."""

from collections.abc import Sequence

from models.events.drafts import SessionDraft, kind_name
from models.events.making import Linked
from models.events.queries import EventView
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role
from ui.panes.clash_notice import ClashNotice
from ui.widgets.entries import Entry, EntryList
from ui.widgets.facts import Facts
from ui.widgets.notice import Notice
from ui.widgets.panel import Panel


class FactsPanel(Panel):
    """The plan as it would be told; choosing an event it has to do with leads there."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("The plan"))
        self.why = Notice()
        self.clashes = ClashNotice(bench)
        self.facts = Facts()
        self.links = EntryList()
        for part in (self.why, self.clashes, self.facts, self.links):
            self.add(part)
        self.column.addStretch(1)
        self.links.chosen.connect(lambda event: bench.show_page("event", event_id=event))

    def show_plan(self, view: EventView, zone: str, links: Sequence[Entry]) -> None:
        """Show an event in the office's ``zone``, and the events it has to do with."""
        words, row = spoken(), view.row
        first, last = row.starts_at.date(), row.ends_at.date()
        days = words.weekday(first)
        if last != first:
            days = f"{days} – {words.weekday(last)}"
        self.facts.show_facts(
            [
                (_("Day"), days),
                (_("Time"), words.span(row.starts_at, row.ends_at, zone)),
                (_("Sessions"), "\n".join(_session(one) for one in view.draft.sessions)),
                (_("Place"), row.venue),
                (_("Village"), row.region_line),
                (_("Kind"), kind_name(row.kind)),
                (_("Staff"), ", ".join(view.staff)),
                (_("Equipment"), ", ".join(view.equipment)),
                (_("Note"), view.draft.note),
            ]
        )
        self.why.hide()
        if view.stage_reason:
            self.why.say(view.stage_reason, Role.WARNING)
        self.clashes.show_event(row.id)
        self.links.show_entries(links)
        self.links.setVisible(bool(links))


def links_of(
    event_id: int, asked_at: Linked | None, repeats: Sequence[Linked], series: Sequence[Linked]
) -> list[Entry]:
    """Return what to say of the events one was asked for at, that repeat it, that follow it."""
    told = [] if asked_at is None else [_link(asked_at, _("Asked for at"), "arrow-left")]
    told += [_link(one, _("The repeat that was asked for"), "refresh-cw") for one in repeats]
    place = next((at for at, one in enumerate(series) if one.id == event_id), None)
    if place is not None and len(series) > 1:
        after = series[(place + 1) % len(series)]
        said = _("Event {n} of {all} of a series; the next one")
        if place + 1 == len(series):
            said = _("Event {n} of {all} of a series; the first one")
        told.append(_link(after, said.format(n=place + 1, all=len(series)), "calendar-days"))
    return told


def _link(event: Linked, said: str, glyph: str) -> Entry:
    day = spoken().short_day(event.starts_at.date())
    detail = f"{said} · {day} {event.starts_at.year}"
    return Entry(event.id, event.title, detail, icon=glyph)


def _session(session: SessionDraft) -> str:
    words = spoken()
    day = words.short_day(session.starts_at.date())
    when = f"{day} {words.span(session.starts_at, session.ends_at)}"
    return " · ".join(part for part in (when, session.title, session.venue) if part)
