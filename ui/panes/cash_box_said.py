"""Cash boxes in words: how one stands, what is in it, those before it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from models.enrolment.ways import payment_way_name
from models.money.cash import BoxRow, Taking, Unboxed
from models.words import _, ngettext, spoken
from ui.look import Role
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

NAMED = 3
"""How many who paid outside a box are named."""


def standing(box: BoxRow | None, zone: ZoneInfo) -> tuple[str, Role, str, str]:
    """Say how the box of this desk stands: words, role, icon and detail."""
    if box is None:
        detail = _("Cash that is taken now goes into no box.")
        return _("No cash box is open here"), Role.NEUTRAL, "lock", detail
    opened = box.opened_at.astimezone(zone)
    text = _("{amount} should be in the box").format(amount=spoken().rupiah(box.expected))
    since = _("Open since {day}, {time}").format(
        day=spoken().short_day(opened.date()), time=spoken().clock(opened)
    )
    detail = " · ".join(filter(None, (since, box.opened_by, box.event)))
    return text, Role.SUCCESS, "wallet", detail


def box_facts(box: BoxRow | None, takings: Sequence[Taking]) -> list[tuple[str, str]]:
    """Say what came into the open box, and what was taken at the event by way and officer."""
    rupiah = spoken().rupiah
    facts = []
    if box is not None:
        facts = [
            (_("At the opening"), rupiah(box.opening)),
            (_("Cash received"), rupiah(box.taken)),
            (_("Put in, taken out"), rupiah(box.moved) if box.moved else ""),
        ]
    for one in takings:
        many = ngettext("{n} payment", "{n} payments", one.payments)
        said = " · ".join(filter(None, (rupiah(one.amount), many, one.officer)))
        facts.append((payment_way_name(one.way), said))
    return facts


def loose_said(loose: Sequence[Unboxed]) -> str:
    """Say which cash lies in no box; nothing where all of it lies in one."""
    if not loose:
        return ""
    rupiah = spoken().rupiah
    text = ngettext(
        "{n} payment in cash lies in no box: {total}.",
        "{n} payments in cash lie in no box: {total}.",
        len(loose),
        total=rupiah(sum(one.amount for one in loose)),
    )
    named = [f"{one.name} {rupiah(one.amount)}" for one in loose[:NAMED]]
    if len(loose) > NAMED:
        more = len(loose) - NAMED
        named.append(ngettext("and {n} more", "and {n} more", more))
    return "\n".join([text, *named])


def box_entries(boxes: Sequence[BoxRow], zone: ZoneInfo) -> list[Entry]:
    """Return a line for each box; it stands for the box."""
    return [
        Entry(
            box.id,
            f"{_when(box, zone)} · {box.desk}",
            " · ".join(filter(None, (box.event, box.closed_by or box.opened_by))),
            icon="wallet",
            badge=_badge(box),
            more=_remark(box),
        )
        for box in boxes
    ]


def _when(box: BoxRow, zone: ZoneInfo) -> str:
    words, opened = spoken(), box.opened_at.astimezone(zone)
    said = f"{words.short_day(opened.date())}, {words.clock(opened)}"
    if box.closed_at is not None:
        said += f"–{words.clock(box.closed_at.astimezone(zone))}"
    return said


def _badge(box: BoxRow) -> Badge:
    if box.difference is None:
        return Badge(_("Still open"), Role.INFO)
    if not box.difference:
        return Badge(_("Fits"), Role.SUCCESS)
    amount = spoken().rupiah(abs(box.difference))
    text = _("{amount} too little") if box.difference < 0 else _("{amount} too much")
    return Badge(text.format(amount=amount), Role.WARNING)


def _remark(box: BoxRow) -> str:
    """Say why the count differed, and that money was taken back since."""
    since = ""
    if box.changed_since:
        amount = spoken().rupiah(abs(box.changed_since))
        text = _("{amount} less by now: something was taken back after the closing.")
        if box.changed_since > 0:
            text = _("{amount} more by now: something was put back after the closing.")
        since = text.format(amount=amount)
    return " · ".join(filter(None, (box.reason, since)))
