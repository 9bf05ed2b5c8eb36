"""Requests about personal data as lines of a list, each with its clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.privacy.drafts import request_name
from models.privacy.queries import RequestRow
from models.words import _, ngettext, spoken
from ui.look import Role
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

HOUR = timedelta(hours=1)
SOON = timedelta(hours=24)


def request_entry(row: RequestRow, now: datetime, zone: ZoneInfo, *, named: bool) -> Entry:
    """Return a line for a request; ``named`` with whose it is. ``now`` is in UTC."""
    kind = request_name(row.kind)
    title = _("{kind} · {person}").format(kind=kind, person=row.person) if named else kind
    asked = _("asked {moment}").format(moment=moment_said(row.asked_at, zone))
    detail = " · ".join(part for part in (asked, row.how, row.officer) if part)
    return Entry(
        row.id,
        title,
        detail,
        icon="clock" if row.done_at is None else "circle-check",
        badge=clock_badge(row, now),
        more=_more(row, zone),
    )


def clock_badge(row: RequestRow, now: datetime) -> Badge:
    """Say how long there is to meet a request, or by how much that is past."""
    if row.done_at is not None:
        if row.refused:
            return Badge(_("Refused"), Role.WARNING)
        return Badge(_("Met"), Role.SUCCESS)
    return left_badge(row.due_at, now)


def left_badge(due_at: datetime, now: datetime) -> Badge:
    """Say how long there is until ``due_at``, or by how much it is past."""
    left = due_at - now
    if left < timedelta(0):
        hours = -(left // HOUR)
        said = ngettext("Overdue by {n} hour", "Overdue by {n} hours", hours)
        return Badge(said, Role.DANGER)
    if left < HOUR:
        minutes = left // timedelta(minutes=1)
        said = ngettext("{n} minute left", "{n} minutes left", minutes)
        return Badge(said, Role.DANGER)
    hours = left // HOUR
    said = ngettext("{n} hour left", "{n} hours left", hours)
    return Badge(said, Role.WARNING if left < SOON else Role.INFO)


def moment_said(moment: datetime, zone: ZoneInfo) -> str:
    """Say a moment as the office's clock had it."""
    local = moment.astimezone(zone)
    return f"{spoken().day(local)} {spoken().clock(local)}"


def _more(row: RequestRow, zone: ZoneInfo) -> str:
    if row.done_at is None:
        due = moment_said(row.due_at, zone)
        return _("Due {moment}. Choose it to note that it was met.").format(moment=due)
    done = moment_said(row.done_at, zone)
    return " · ".join(part for part in (done, row.note) if part)
