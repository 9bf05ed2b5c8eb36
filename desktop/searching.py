"""Searching everything from one field: people, events, partners."""

from collections.abc import Callable, Sequence

from models.events.queries import event_ids, event_rows
from models.partners.drafts import kind_name
from models.partners.queries import find_partners
from models.people.nik import mask_nik
from models.people.queries import person_rows
from models.people.search import find_ids
from models.store import Store
from models.words import _, spoken

MOST = 5
"""How many of each kind are proposed."""

Found = tuple[str, dict[str, object]]
"""A page's name and the place on it."""


def search_everything(store: Store) -> Callable[[str], Sequence[tuple[object, str, str]]]:
    """Return a function that proposes what fits a text: where to go, name, what tells it apart."""

    def find(typed: str) -> Sequence[tuple[object, str, str]]:
        if not typed.strip():
            return []
        return [*_people(store, typed), *_events(store, typed), *_partners(store, typed)]

    return find


def _people(store: Store, typed: str) -> list[tuple[object, str, str]]:
    with store.reading() as session:
        ids = find_ids(session, typed, limit=MOST)
        rows = person_rows(session, ids)
    return [
        (
            ("people", {"person_id": one}),
            rows[one].name,
            " · ".join(part for part in (mask_nik(rows[one].nik), rows[one].village) if part),
        )
        for one in ids
        if one in rows
    ]


def _events(store: Store, typed: str) -> list[tuple[object, str, str]]:
    with store.reading() as session:
        ids = event_ids(session, typed)[:MOST]
        rows = event_rows(session, ids)
    words = spoken()
    return [
        (
            ("event", {"event_id": one}),
            rows[one].title,
            _("Event of {day}").format(day=words.day(rows[one].starts_at.date())),
        )
        for one in ids
        if one in rows
    ]


def _partners(store: Store, typed: str) -> list[tuple[object, str, str]]:
    with store.reading() as session:
        rows = find_partners(session, typed, MOST)
    return [(("partners", {"partner_id": row.id}), row.name, kind_name(row.kind)) for row in rows]
