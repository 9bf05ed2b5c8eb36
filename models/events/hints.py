"""What is worth a second look in an event's plan, though it may be kept as it is."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from models.events.drafts import TOLD, EventDraft, SessionDraft
from models.words import _, ngettext, shorten

FAR = timedelta(days=2 * 365)
"""From so far ahead on a year has likely been mistyped: our own choice."""


def hints(draft: EventDraft, today: date, *, village_gone: bool = False) -> dict[str, str]:
    """Return a hint beside each field that has one; ``village_gone`` if its code is unknown now.

    Holidays and closed days are told among the clashes.
    """
    told = {
        "starts_at": _day_hint(draft.starts_at.date(), today),
        "region_line": _village_hint(draft, village_gone=village_gone),
        "sessions": _overlap(draft.sessions),
    }
    return {name: said for name, said in told.items() if said}


def _day_hint(day: date, today: date) -> str:
    if day < today:
        return ngettext("That was {n} day ago.", "That was {n} days ago.", (today - day).days)
    if day - today > FAR:
        years = (day - today).days // 365
        return ngettext(
            "That is more than {n} year away. Is the year right?",
            "That is more than {n} years away. Is the year right?",
            years,
        )
    return ""


def _village_hint(draft: EventDraft, *, village_gone: bool) -> str:
    if village_gone:
        return _(
            "The list of villages no longer has the code {code}. The place stays as it is written."
        ).format(code=shorten(draft.region_code, 20))
    if not draft.region_line:
        return _("Without a village the event is missing from the counts by village.")
    return ""


def _overlap(sessions: Sequence[SessionDraft]) -> str:
    ordered = sorted(sessions, key=lambda one: (one.starts_at, one.ends_at))
    for one, other in pairwise(ordered):
        if other.starts_at < one.ends_at:
            return _("“{one}” and “{other}” overlap.").format(
                one=shorten(one.title, TOLD), other=shorten(other.title, TOLD)
            )
    return ""
