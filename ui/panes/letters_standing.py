"""How a letter stands, wherever letters are listed: made, sent and how, voided, replaced."""

from zoneinfo import ZoneInfo

from models.letters.queries import LetterRow
from models.words import _, spoken
from ui.look import Role
from ui.widgets.badge import Badge


def ways_to_send() -> dict[str, str]:
    """Return how a letter may have been sent, by the word that is kept."""
    return {
        "whatsapp": _("by WhatsApp"),
        "email": _("by e-mail"),
        "hand": _("by hand"),
        "post": _("by post"),
    }


def letter_badge(row: LetterRow) -> Badge:
    """Return the badge of how a letter stands."""
    if row.voided_at is not None:
        return Badge(_("Voided"), Role.DANGER)
    if row.replaced_by:
        return Badge(_("Replaced"), Role.NEUTRAL)
    if row.sent_at is not None:
        return Badge(_("Sent"), Role.SUCCESS)
    return Badge(_("Not sent yet"), Role.WARNING)


def letter_remark(row: LetterRow, zone: ZoneInfo) -> str:
    """Say what became of a letter: when and how it was sent, why it was voided, what for."""
    words = spoken()
    told = []
    if row.replaces:
        told.append(_("in place of {number}").format(number=row.replaces))
    if row.sent_at is not None:
        day = words.short_day(row.sent_at.astimezone(zone).date())
        how = ways_to_send().get(row.sent_how, row.sent_how)
        said = _("sent {day} {how}") if how else _("sent {day}")
        told.append(said.format(day=day, how=how))
    if row.replaced_by:
        told.append(_("replaced by {number}").format(number=row.replaced_by))
    if row.voided_at is not None:
        told.append(_("voided: {reason}").format(reason=row.void_reason))
    return " · ".join(told)
