"""What the desk says of somebody: how they stand to the event, and what is to be looked at."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from models.enrolment.desk import DeskRow
from models.enrolment.rate_tables import rates
from models.people.dates import age_on
from models.people.drafts import PersonDraft
from models.words import _, ngettext, spoken
from ui.look import Role

SOON = timedelta(days=60)
"""Before prepaid cover ends, this is told as soon."""
GRAVE = (Role.DANGER, Role.WARNING)
GRAVITY = (*GRAVE, Role.INFO, Role.NEUTRAL, Role.SUCCESS)


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


def other_signs(
    row: DeskRow, draft: PersonDraft, event_day: date, today: date, *, namesake: bool = False
) -> list[Sign]:
    """Say what else is to be known before somebody is enrolled, the gravest first.

    ``namesake`` is whether another person of this name is on the list, with another NIK.
    """
    signs = [Sign(said, Role.DANGER, "circle-alert") for said in draft.problems(today).values()]
    if namesake:
        text = _("Another person of this name is on the list, with another NIK: look at the KTP.")
        signs.append(Sign(text, Role.WARNING, "users"))
    signs += [*_cover(row, event_day), *_age(draft, today)]
    signs += [Sign(said, Role.WARNING, "triangle-alert") for said in _faults(draft, today)]
    if not row.consented:
        signs.append(Sign(_("No consent yet"), Role.NEUTRAL, "circle-help"))
    return sorted(signs, key=lambda sign: GRAVITY.index(sign.role))


def _cover(row: DeskRow, event_day: date) -> list[Sign]:
    """Say that somebody is a member already, and until when they are covered."""
    until = row.cover_until
    covered = until is not None and until >= event_day
    signs = []
    if until is not None and covered:
        text = _("Prepaid until {day}").format(day=spoken().day(until))
        if until - event_day <= SOON:
            left = (until - event_day).days
            detail = ngettext("Ends in {n} day.", "Ends in {n} days.", left)
            signs.append(Sign(text, Role.WARNING, "clock", detail))
        else:
            signs.append(Sign(text, Role.SUCCESS, "shield-check"))
    if row.member_number:
        text = _("Already a member: {number}").format(number=row.member_number)
        signs.insert(0, Sign(text, Role.WARNING, "id-card"))
    return signs


def _age(draft: PersonDraft, today: date) -> list[Sign]:
    limit = rates().age_when_registering_under.value
    if draft.birth_date is None or age_on(draft.birth_date, today) < limit:
        return []
    text = _("Aged {age}: to enrol under {limit} only, or with a reason.")
    said = text.format(age=age_on(draft.birth_date, today), limit=limit)
    return [Sign(said, Role.WARNING, "triangle-alert")]


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
    """Say what is missing from what is known of a person, and what asks for a look."""
    said = []
    if not draft.nik.strip():
        said.append(_("No NIK is known."))
    elif not draft.problems(today) and not draft.nik_reason.strip():
        said += [one.message() for one in draft.reading(today).warnings]
    if draft.birth_date is None:
        said.append(_("No birth date is known."))
    return said
