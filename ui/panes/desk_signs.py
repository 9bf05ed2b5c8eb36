"""What the desk says of somebody: how they stand to the event, and what is to be looked at."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from models.enrolment.desk import DeskRow
from models.enrolment.rate_tables import rates
from models.people.dates import age_on
from models.people.drafts import PersonDraft
from models.words import _, spoken
from ui.look import Role


@dataclass(frozen=True, slots=True)
class Sign:
    """A few words with their icon and role; ``detail`` tells more."""

    text: str
    role: Role
    icon: str
    detail: str = ""


def state_sign(row: DeskRow, zone: ZoneInfo) -> Sign:
    """Say how somebody stands to the event, in a word or two to be read at arm's length."""
    since = _since(row, zone)
    if row.enrolled_id is not None:
        return Sign(_("Enrolled here"), Role.SUCCESS, "badge-check", since)
    if row.present_at is not None:
        clock = spoken().clock(row.present_at.astimezone(zone))
        text = _("Here since {time}").format(time=clock)
        return Sign(text, Role.INFO, "user-check", _how(row))
    if row.invited:
        return Sign(_("Invited"), Role.NEUTRAL, "clock", _("Not here yet: Enter marks present."))
    detail = _("Enter takes this person in as a walk-in.")
    return Sign(_("Not on the list"), Role.WARNING, "circle-help", detail)


def other_signs(row: DeskRow, draft: PersonDraft, event_day: date, today: date) -> list[Sign]:
    """Say what else is to be known before somebody is enrolled."""
    words = spoken()
    signs = []
    if row.member_number:
        text = _("Member {number}").format(number=row.member_number)
        signs.append(Sign(text, Role.SUCCESS, "id-card"))
    if row.cover_until is not None and row.cover_until >= event_day:
        text = _("Prepaid until {day}").format(day=words.day(row.cover_until))
        signs.append(Sign(text, Role.SUCCESS, "shield-check"))
    limit = rates().age_when_registering_under.value
    if draft.birth_date is not None and age_on(draft.birth_date, today) >= limit:
        text = _("Aged {age}: to enrol under {limit} only, or with a reason.")
        said = text.format(age=age_on(draft.birth_date, today), limit=limit)
        signs.append(Sign(said, Role.WARNING, "triangle-alert"))
    signs += [Sign(said, Role.WARNING, "triangle-alert") for said in _faults(draft, today)]
    if not row.consented:
        signs.append(Sign(_("No consent yet"), Role.NEUTRAL, "circle-alert"))
    return signs


def _since(row: DeskRow, zone: ZoneInfo) -> str:
    if row.present_at is None:
        return ""
    clock = spoken().clock(row.present_at.astimezone(zone))
    return " · ".join(filter(None, (_("Here since {time}").format(time=clock), _how(row))))


def _how(row: DeskRow) -> str:
    """Say at which desk they were seen, and that they came unasked."""
    desk = _("at {desk}").format(desk=row.desk) if row.desk else ""
    return " · ".join(filter(None, (desk, _("walk-in") if row.walk_in else "")))


def _faults(draft: PersonDraft, today: date) -> list[str]:
    """Say what is wrong with or missing from what is known of a person."""
    said = list(draft.problems(today).values())
    if not draft.nik.strip():
        said.append(_("No NIK is known."))
    elif not said and not draft.nik_reason.strip():
        said += [one.message() for one in draft.reading(today).warnings]
    if draft.birth_date is None:
        said.append(_("No birth date is known."))
    return said
