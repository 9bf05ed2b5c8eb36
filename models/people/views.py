"""Filters of the table of people, with its columns or a figure, that were given a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.errors import UserError
from models.history.recording import named
from models.people.listing import Listing
from models.people.tables import SavedView
from models.plain_values import UnreadableError, from_plain, to_plain
from models.reporting.behind import Behind
from models.reporting.behind_event import BehindEvent
from models.words import N_, _

PAGE = "people"
COLUMNS = "columns"
FIGURES: Mapping[str, type[Behind | BehindEvent]] = {
    "figure": Behind,
    "figure_of_event": BehindEvent,
}
"""Under which name a figure is kept, by what it is a figure of."""
LONGEST = 60
"""Letters of a name, so that a menu can show it."""


@dataclass(frozen=True, slots=True)
class PeopleView:
    """A view by its name; ``listing`` is None where it cannot be read, as by an older program.

    ``columns`` is how the table arranged them; None in a view that was kept without. With a
    ``figure`` only those are listed whom it counts, whoever they are by then.
    """

    id: int
    name: str
    listing: Listing | None
    columns: Mapping[str, Any] | None = None
    figure: Behind | BehindEvent | None = None


def people_views(session: Session) -> list[PeopleView]:
    """Return all views of people, by name."""
    rows = session.scalars(
        select(SavedView).where(SavedView.page == PAGE).order_by(func.lower(SavedView.name))
    )
    return [_view(row) for row in rows]


def save_view(
    session: Session,
    name: str,
    listing: Listing,
    columns: Mapping[str, Any] | None = None,
    figure: Behind | BehindEvent | None = None,
) -> int:
    """Keep ``listing`` under ``name``, in place of what was there; return the view's id.

    ``columns`` is how they are arranged, as JSON can hold it: only the table reads it. Raises
    UserError for a name that cannot be kept.
    """
    name = _sound(name)
    named(session, N_("Keep the view {view}"), view=name)
    content = to_plain(listing) | ({} if columns is None else {COLUMNS: dict(columns)})
    content |= {key: to_plain(figure) for key, of in FIGURES.items() if isinstance(figure, of)}
    row = session.scalars(
        select(SavedView).where(SavedView.page == PAGE, SavedView.name == name)
    ).one_or_none()
    if row is None:
        row = SavedView(page=PAGE, name=name, content=content)
        session.add(row)
    else:
        row.content = content
    session.flush()
    return row.id


def rename_view(session: Session, view_id: int, name: str) -> None:
    """Give a view another name. Raises UserError where that cannot be kept or is another one's."""
    name = _sound(name)
    row = session.get_one(SavedView, view_id)
    named(session, N_("Rename the view {view} to {other}"), view=row.name, other=name)
    other = session.scalar(
        select(SavedView.id).where(
            SavedView.page == PAGE, SavedView.name == name, SavedView.id != view_id
        )
    )
    if other is not None:
        raise UserError(_("There is a view called {name} already.").format(name=name))
    row.name = name


def remove_view(session: Session, view_id: int) -> None:
    """Take a view out; nobody is taken out with it."""
    row = session.get_one(SavedView, view_id)
    named(session, N_("Remove the view {view}"), view=row.name)
    session.delete(row)


def _sound(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(_("Give the view a name."))
    if len(name) > LONGEST:
        raise UserError(_("That name is too long. Shorten it."))
    return name


def _view(row: SavedView) -> PeopleView:
    try:
        listing, figure = from_plain(Listing, row.content), _figure(row.content)
    except UnreadableError:
        return PeopleView(row.id, row.name, None)
    return PeopleView(row.id, row.name, listing, _columns(row), figure)


def _figure(content: Mapping[str, Any]) -> Behind | BehindEvent | None:
    """Return the figure that was kept; UnreadableError where it counts nothing here."""
    key = next((key for key in FIGURES if key in content), None)
    if key is None:
        return None
    figure = from_plain(FIGURES[key], content[key])
    if isinstance(figure, Behind) and (figure.record is None or figure.of_events):
        raise UnreadableError(figure.key)
    return figure


def _columns(row: SavedView) -> Mapping[str, Any] | None:
    columns = row.content.get(COLUMNS)
    return columns if isinstance(columns, dict) else None
