"""What is said of the keys that cards are checked with."""

from zoneinfo import ZoneInfo

from models.cards.office_keys import KnownKey
from models.words import _, ngettext, spoken
from ui.look import Role
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry


def letting_go(row: KnownKey) -> tuple[str, str]:
    """Return what can be done with a key, and what that means; nothing if it was let go already."""
    if row.own and row.archived_at is not None:
        return "", _("It signs nothing any more. Cards that it signed stay genuine.")
    if row.archived_at is not None:
        return "", _("It is not trusted any more. Take its file in again to trust it again.")
    if row.id is None or not row.own:
        verb = _("Trust no more") if row.id is not None else ""
        return verb, _("Cards signed with it are told to be of an unknown office from then on.")
    if row.here:
        return _("Retire"), _(
            "Cards that it signed stay genuine; the next one is signed with a new key, which "
            "must be given to other offices again."
        )
    return _("Retire"), _("It belongs to another desk. Cards that it signed stay genuine.")


def key_facts(row: KnownKey, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Return what is known of a key; days are those of ``zone``."""
    words = spoken()
    return [
        (_("Office"), row.office),
        (_("Key"), row.mark),
        (_("Fingerprint"), row.fingerprint),
        (_("Since"), words.day(row.since.astimezone(zone)) if row.since else ""),
        (_("Retired on"), words.day(row.archived_at.astimezone(zone)) if row.archived_at else ""),
        (_("Revoked cards"), _revoked_said(row, zone)),
    ]


def _revoked_said(row: KnownKey, zone: ZoneInfo) -> str:
    """Say how many cards of another office do not count, and as of when."""
    if row.own:
        return ""
    if row.revoked_at is None:
        return _("No list was taken in yet.")
    day = spoken().day(row.revoked_at.astimezone(zone))
    return ngettext("{n} card, list of {day}", "{n} cards, list of {day}", row.revoked, day=day)


def key_entry(place: int, row: KnownKey, zone: ZoneInfo) -> Entry:
    """Return a key as a line of the list, which stands for its ``place`` there."""
    detail = _("Key {mark}").format(mark=row.mark)
    if row.since is not None:
        detail = _("Key {mark}, since {day}").format(
            mark=row.mark, day=spoken().day(row.since.astimezone(zone))
        )
    return Entry(
        place,
        row.office,
        detail,
        icon="key-round",
        badge=_badge(row),
        more=_revoked_said(row, zone),
    )


def _badge(row: KnownKey) -> Badge | None:
    if row.archived_at is not None:
        return Badge(_("Retired") if row.own else _("Not trusted"), Role.NEUTRAL)
    if row.here:
        return Badge(_("Signs here"), Role.SUCCESS)
    return Badge(_("Another desk")) if row.own else Badge(_("Trusted"), Role.INFO)
