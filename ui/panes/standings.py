"""How it looks, wherever people are listed, how somebody stands to an event or an enrolment."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.enrolment.attending import Standing, standing
from models.enrolment.desk import DeskRow
from models.enrolment.drafts import status_name
from models.enrolment.of_person import PersonEvent
from models.enrolment.tables import EnrolmentStatus
from models.words import _, spoken
from ui.look import Role
from ui.widgets.badge import Badge

STANDING_ROLES = {
    Standing.INVITED: Role.NEUTRAL,
    Standing.PRESENT: Role.INFO,
    Standing.WALK_IN: Role.INFO,
    Standing.MEMBER: Role.WARNING,
    Standing.ENROLLED: Role.SUCCESS,
}
STATUS_ROLES = {
    EnrolmentStatus.TO_REGISTER: Role.WARNING,
    EnrolmentStatus.BILLED: Role.INFO,
    EnrolmentStatus.PAID: Role.SUCCESS,
    EnrolmentStatus.REGISTERED: Role.SUCCESS,
    EnrolmentStatus.REJECTED: Role.DANGER,
}


def standing_badge(row: DeskRow, day: date, zone: ZoneInfo) -> Badge:
    """Return the badge of how somebody stands to the event of ``day``, on its list or not."""
    found = standing(row, day)
    if found is Standing.INVITED and not row.invited:
        return Badge(_("Not on the list"), Role.WARNING)
    return Badge(_said(found, row.present_at, zone), STANDING_ROLES[found])


def attendance_badge(event: PersonEvent, zone: ZoneInfo) -> Badge:
    """Return the badge of how somebody stood to one of their events."""
    found = Standing.WALK_IN if event.walk_in else Standing.PRESENT
    if event.present_at is None:
        found = Standing.INVITED
    return Badge(_said(found, event.present_at, zone), STANDING_ROLES[found])


def status_badge(status: EnrolmentStatus) -> Badge:
    """Return the badge of how far an enrolment is."""
    return Badge(status_name(status), STATUS_ROLES[status])


def _said(found: Standing, moment: datetime | None, zone: ZoneInfo) -> str:
    """Say a standing; of those who came and did no more, with the time on the office's clock."""
    if moment is None or found not in (Standing.PRESENT, Standing.WALK_IN):
        return found.label()
    text = _("Present {time}") if found is Standing.PRESENT else _("Walk-in {time}")
    return text.format(time=spoken().clock(moment.astimezone(zone)))
