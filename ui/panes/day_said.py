"""A day at a desk in words: its figures, the days that are open, the closings there were."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from models.closing.figures import BoxFigure, DayFigures
from models.closing.queries import CloseRow, OpenDay, Since
from models.enrolment.ways import payment_way_name
from models.words import _, ngettext, spoken
from ui.look import Role
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

NAMED = 3
"""How many days are named."""


def figure_facts(figures: DayFigures) -> list[tuple[str, str]]:
    """Say what was done on a day, beside what each figure is."""
    number, rupiah = spoken().number, spoken().rupiah
    receipts, cards = figures.receipts, figures.cards
    met = number(figures.met)
    if figures.walk_ins:
        walked = ngettext("{n} walk-in", "{n} walk-ins", figures.walk_ins)
        met = f"{met} · {walked}"
    facts = [
        (_("People met"), met),
        (_("Enrolled"), f"{number(figures.enrolled)} · {rupiah(figures.booked)}"),
        *((payment_way_name(one.way), _paid(one.payments, one.amount)) for one in figures.ways),
        (_("In no cash box"), rupiah(figures.loose) if figures.loose else ""),
        (_("Receipts"), _span(figures)),
        (_("Void receipts"), ", ".join(one.number for one in receipts.voided)),
        (_("Corrections"), ", ".join(one.number for one in receipts.corrected)),
        *((_("Cash box"), _box(one)) for one in figures.boxes),
        (_("Cards printed"), number(cards.printed)),
        (_("Cards handed over"), number(cards.handed)),
        (_("Spoilt cards"), number(cards.spoilt)),
    ]
    facts += [
        (one.name, _("{used} used, {stock} left").format(used=number(one.used), stock=left))
        for one in figures.blanks
        for left in [number(one.stock)]
    ]
    return [(name, said) for name, said in facts if said]


def days_said(days: Sequence[OpenDay]) -> str:
    """Say which days are not closed."""
    named = ", ".join(spoken().day(one.day) for one in days[:NAMED])
    said = ngettext(
        "{n} day with work is not closed: {days}",
        "{n} days with work are not closed: {days}",
        len(days),
        days=named,
    )
    return said if len(days) <= NAMED else f"{said}, …"


def day_name(day: OpenDay) -> str:
    """Name a day that is to be closed."""
    name = spoken().weekday(day.day)
    return _("{day} (work after its closing)").format(day=name) if day.again else name


def close_entries(rows: Sequence[CloseRow], zone: ZoneInfo) -> list[Entry]:
    """Return a line for each closing; it stands for the closing."""
    return [
        Entry(
            row.id,
            f"{spoken().weekday(row.day)} · {row.desk}",
            " · ".join((_closed(row, zone), row.officer, row.witness)),
            icon="lock",
            badge=_badge(row),
            more=row.explanation,
        )
        for row in rows
    ]


def since_said(found: Sequence[Since]) -> str:
    """Say what is no longer as it was closed; nothing where all of it is."""
    if not found:
        return ""
    number = spoken().number
    lines = [
        _("{what}: {was} when it was closed, {now} now").format(
            what=one.name, was=number(one.was), now=number(one.now)
        )
        for one in found
    ]
    return "\n".join([_("Corrected after the closing:"), *lines])


def _paid(payments: int, amount: int) -> str:
    many = ngettext("{n} payment", "{n} payments", payments)
    return f"{many} · {spoken().rupiah(amount)}"


def _span(figures: DayFigures) -> str:
    receipts = figures.receipts
    given = ngettext("{n} receipt", "{n} receipts", receipts.given)
    return f"{given} · {receipts.first} – {receipts.last}" if receipts.given else given


def _box(box: BoxFigure) -> str:
    rupiah = spoken().rupiah
    if box.counted is None:
        return _("{amount} should be in it").format(amount=rupiah(box.expected))
    return _("closed with {counted}, {expected} should have been in it").format(
        counted=rupiah(box.counted), expected=rupiah(box.closed_on or 0)
    )


def _closed(row: CloseRow, zone: ZoneInfo) -> str:
    there = row.closed_at.astimezone(zone)
    return _("Closed {day}, {time}").format(
        day=spoken().short_day(there.date()), time=spoken().clock(there)
    )


def _badge(row: CloseRow) -> Badge | None:
    return Badge(_("Differs"), Role.WARNING) if row.differs else None
