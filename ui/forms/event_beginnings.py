"""What the event form begins with, and what saving it means then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from models.events.drafts import EventDraft
from models.events.making import draft_like, new_draft, plan_like, plan_repeat, repeat_draft
from models.events.operations import change_event, plan_event
from models.events.queries import event_rows, event_view
from models.events.tables import EventKind
from models.words import _

AHEAD = timedelta(days=7)
"""How far ahead a new event is proposed."""
Keeping = Callable[[Any, EventDraft], int]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A draft to be shown, how it is kept, and what is said of where it comes from.

    ``event_id`` is that of an event that is changed; ``like_id`` that of the one whose lists come
    along. ``proposes`` says whether templates fill in what nobody typed.
    """

    draft: EventDraft
    keep: Keeping
    about: str = ""
    event_id: int | None = None
    like_id: int | None = None
    may_be_series: bool = False
    proposes: bool = False


def begin_new(session: Any, where: Mapping[str, object], today: date) -> Beginning:  # noqa: ANN401
    """Begin a new event as its template has it, a week from now or when ``where`` says."""
    day, begins = where.get("day"), where.get("begins")
    draft = new_draft(session, EventKind.TALK, day if isinstance(day, date) else today + AHEAD)
    if isinstance(begins, time):
        start = datetime.combine(draft.starts_at.date(), begins)
        draft = replace(draft, starts_at=start, ends_at=start + (draft.ends_at - draft.starts_at))
    return Beginning(draft, _plan, may_be_series=True, proposes=True)


def begin_like(session: Any, event_id: int, today: date) -> Beginning | None:  # noqa: ANN401
    """Begin a new event like this one; return None if that is gone."""
    draft = draft_like(session, event_id, today)
    if draft is None:
        return None
    about = _(
        "As “{event}” was. Its checklist, packing list and planned costs come along,"
        " nothing of them done yet."
    ).format(event=_title(session, event_id))
    if draft.is_named_so:
        draft = replace(draft, title="")  # to be proposed anew in another village
    return Beginning(
        draft,
        lambda session, typed: plan_like(session, typed, event_id).id,
        about,
        like_id=event_id,
        may_be_series=True,
    )


def begin_repeat(session: Any, event_id: int, today: date) -> Beginning | None:  # noqa: ANN401
    """Begin the repeat asked for at this event; return None if that is gone."""
    draft = repeat_draft(session, event_id, today)
    if draft is None:
        return None
    about = _("Asked for at “{event}”.").format(event=_title(session, event_id))
    return Beginning(draft, lambda session, typed: plan_repeat(session, typed, event_id).id, about)


def begin_change(session: Any, event_id: int) -> Beginning | None:  # noqa: ANN401
    """Begin with the plan of this event; return None if it is gone."""
    view = event_view(session, event_id)
    return None if view is None else Beginning(view.draft, changing(event_id), event_id=event_id)


def changing(event_id: int) -> Keeping:
    """Return what keeps a draft as the changed plan of this event."""

    def change(session: Any, draft: EventDraft) -> int:  # noqa: ANN401
        change_event(session, event_id, draft)
        return event_id

    return change


def _plan(session: Any, draft: EventDraft) -> int:  # noqa: ANN401
    return plan_event(session, draft).id


def _title(session: Any, event_id: int) -> str:  # noqa: ANN401
    row = event_rows(session, [event_id]).get(event_id)
    return row.title if row else ""
