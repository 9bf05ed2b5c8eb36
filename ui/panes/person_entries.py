"""What was noted of one person, as the lines of their overview."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from models.cards.queries import kind_name as card_name
from models.cards.queries import state_name
from models.cards.tables import CardState
from models.enrolment.drafts import way_name
from models.enrolment.of_person import (
    PersonCard,
    PersonConsent,
    PersonEnrolment,
    PersonEvent,
    PersonPayment,
)
from models.enrolment.ways import payment_way_name
from models.people.apart import KeptApart
from models.people.groups import GroupRow, kind_name
from models.people.nik import mask_nik
from models.words import _, ngettext, spoken
from ui.look import Role
from ui.panes.standings import attendance_badge, status_badge
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

CARD_ROLES = {
    CardState.QUEUED: Role.NEUTRAL,
    CardState.PRINTED: Role.INFO,
    CardState.HANDED: Role.SUCCESS,
    CardState.SPOILT: Role.WARNING,
    CardState.CANCELLED: Role.DANGER,
}


def enrolment_entries(enrolments: Sequence[PersonEnrolment]) -> list[Entry]:
    """Return a line for each enrolment; it stands for the enrolment."""
    return [
        Entry(
            one.id,
            ngettext(
                "{programmes} · {n} month · {total}",
                "{programmes} · {n} months · {total}",
                one.months,
                programmes=" + ".join(one.programmes),
                total=spoken().rupiah(one.total),
            ),
            one.reject_reason or _since(one),
            icon="id-card",
            badge=status_badge(one.status),
            more=_until(one),
        )
        for one in enrolments
    ]


def event_entries(events: Sequence[PersonEvent], zone: ZoneInfo) -> list[Entry]:
    """Return a line for each event; it stands for the event."""
    return [
        Entry(
            one.event_id,
            one.title,
            " · ".join(part for part in (spoken().day(one.starts_at), one.village) if part),
            icon="calendar-days",
            badge=attendance_badge(one, zone),
        )
        for one in events
    ]


def payment_entries(payments: Sequence[PersonPayment], zone: ZoneInfo) -> list[Entry]:
    """Return a line for each payment; it stands for its enrolment."""
    return [
        Entry(
            one.enrolment_id,
            spoken().rupiah(one.amount),
            " · ".join(
                part
                for part in (
                    one.receipt,
                    _when(one.paid_at, zone),
                    payment_way_name(one.way),
                    one.reference,
                )
                if part
            ),
            icon="wallet",
        )
        for one in payments
    ]


def card_entries(cards: Sequence[PersonCard], zone: ZoneInfo) -> list[Entry]:
    """Return a line for each card; it stands for the event it was made at."""
    return [
        Entry(
            one.event_id,
            one.number,
            _card_said(one, zone),
            icon="id-card",
            badge=Badge(state_name(one.state), CARD_ROLES[one.state]),
        )
        for one in cards
    ]


def consent_entries(consents: Sequence[PersonConsent], zone: ZoneInfo) -> list[Entry]:
    """Return a line for each consent; it stands for the consent, or for nothing if withdrawn."""
    return [_consent(one, zone) for one in consents]


def group_entries(groups: Sequence[GroupRow]) -> list[Entry]:
    """Return a line for each group; it stands for the group."""
    return [
        Entry(
            one.id,
            one.name,
            " · ".join(
                part
                for part in (
                    kind_name(one.kind),
                    _("led by {head}").format(head=one.head) if one.head else "",
                    one.village,
                )
                if part
            ),
            icon="users",
        )
        for one in groups
    ]


def apart_entries(people: Sequence[KeptApart]) -> list[Entry]:
    """Return a line for each who is not the same person; it stands for them."""
    return [
        Entry(
            one.id,
            one.name,
            " · ".join(part for part in (mask_nik(one.nik), one.village) if part),
            icon="circle-user-round",
            more=_("Choose it to compare them again."),
        )
        for one in people
    ]


def _consent(one: PersonConsent, zone: ZoneInfo) -> Entry:
    given = " · ".join(part for part in (_when(one.given_at, zone), one.officer, one.event) if part)
    wording = _("Wording {version}, {way}").format(version=one.text_version, way=way_name(one.way))
    if one.withdrawn_at is None:
        badge = Badge(_("Valid"), Role.SUCCESS)
        more = _("Choose it to withdraw it.")
    else:
        badge = Badge(_("Withdrawn"), Role.WARNING)
        more = _("Withdrawn on {moment}").format(moment=_when(one.withdrawn_at, zone))
    value = one.id if one.withdrawn_at is None else None
    return Entry(
        value,
        wording,
        given,
        icon="shield-check",
        badge=badge,
        more=one.proof_lost or more,
        picture=one.proof,
    )


def _card_said(one: PersonCard, zone: ZoneInfo) -> str:
    printed = _("printed {moment}").format(moment=_when(one.printed_at, zone))
    handed = _("handed over {moment}").format(moment=_when(one.handed_at, zone))
    parts = (
        card_name(one.kind),
        printed if one.printed_at else "",
        handed if one.handed_at else "",
    )
    return " · ".join(part for part in parts if part)


def _since(one: PersonEnrolment) -> str:
    month = spoken().month(one.first_month)
    if not one.event:
        return _("from {month}").format(month=month)
    return _("from {month} · {event}").format(month=month, event=one.event)


def _until(one: PersonEnrolment) -> str:
    if one.cover_until is None:
        return ""
    return _("Covered until {day}").format(day=spoken().day(one.cover_until))


def _when(moment: datetime | None, zone: ZoneInfo) -> str:
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{spoken().day(local)} {spoken().clock(local)}"
