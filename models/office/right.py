"""What not everybody may do, by name; apart from the tables, so that a menu can ask for it."""

import enum


class Right(enum.StrEnum):
    """Something that not everybody may do."""

    SERVE = "serve"
    """The desk: check in, enrol, take money, print and hand over cards, note people."""
    CLOSE_DAY = "close_day"
    """Close a day, and be the second person who saw it."""
    PLAN = "plan"
    """Events, partners, letters, targets, supplies; lists taken in, merging, reports."""
    EXPORT = "export"
    """Let personal data leave the program in a file."""
    SEE_NIK = "see_nik"
    """See and print national identity numbers and incomes in full, beside the desk."""
    SEE_HISTORY = "see_history"
    """Read what everybody did."""
    ERASE = "erase"
    """Erase a person's data, and be the second person who saw it."""
    RESTORE = "restore"
    """Put a backup in the place of the database."""
    ADMINISTER = "administer"
    """Officers and their roles, the office, rates, keys, designs, servers."""
