"""Breaches of data as lines of a list, each with its clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.privacy.breaches import BreachRow
from models.words import _, ngettext, shorten
from ui.look import Role
from ui.panes.requests_said import left_badge, moment_said
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry


def breach_entry(row: BreachRow, now: datetime, zone: ZoneInfo) -> Entry:
    """Return a line for a breach. ``now`` is in UTC."""
    people = ngettext("{n} person", "{n} people", row.people)
    found = _("found {moment}").format(moment=moment_said(row.found_at, zone))
    detail = " · ".join(part for part in (people, found, row.officer) if part)
    if row.told_at is None:
        badge = left_badge(row.due_at, now)
        until = _("To be told by {moment}").format(moment=moment_said(row.due_at, zone))
    else:
        badge = Badge(_("Reported"), Role.SUCCESS)
        until = _("Reported {moment}").format(moment=moment_said(row.told_at, zone))
    icon = "clock" if row.told_at is None else "circle-check"
    more = " · ".join((until, row.scope))
    return Entry(
        row.id, shorten(" ".join(row.what.split())), detail, icon=icon, badge=badge, more=more
    )
