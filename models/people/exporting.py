"""The table of people as a file has it: the columns chosen, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.enrolment.drafts import status_name
from models.history.rows import batches
from models.office.rights import Right, need
from models.people.drafts import sex_name
from models.people.listing import ListedPerson, listed_rows
from models.people.nik import mask_nik
from models.people.phones import show_phone
from models.privacy.limits import processed_only
from models.store import Store
from models.words import Words, _

READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ExportedColumn:
    """A column of the file: by which key the table knows it, and its heading."""

    key: str
    title: str


def exportable() -> tuple[ExportedColumn, ...]:
    """Return all columns that a file may have, in the order of the table."""
    return tuple(ExportedColumn(key, title) for key, title in _titles().items())


def exported_lines(
    store: Store, ids: Sequence[int], keys: Sequence[str], words: Words, *, masked: bool
) -> Iterator[tuple[str, ...]]:
    """Yield the line of each of these people, as they are now, without ever holding them all.

    NIKs are whole only where ``masked`` is False. Whose data may not be processed is left out.
    """
    for batch in batches(ids, READ_AT_ONCE):
        with store.reading() as session:
            need(session, Right.EXPORT)
            if not masked:
                need(session, Right.SEE_NIK)
            rows = listed_rows(session, processed_only(session, batch))
        for one in batch:
            if one in rows:
                cells = _cells(rows[one], words, masked=masked)
                yield tuple(cells[key] for key in keys)


def _titles() -> dict[str, str]:
    return {
        "name": _("Name"),
        "nik": _("NIK"),
        "village": _("Village"),
        "occupation": _("Occupation"),
        "phone": _("Phone"),
        "born": _("Birth date"),
        "sex": _("Sex"),
        "status": _("Status"),
        "cover": _("Cover until"),
        "number": _("Membership number"),
        "event": _("Last event"),
        "group": _("Group"),
        "flag": _("To look at again"),
    }


def _cells(row: ListedPerson, words: Words, *, masked: bool) -> dict[str, str]:
    return {
        "name": row.name,
        "nik": mask_nik(row.nik) if masked else row.nik,
        "village": row.region_line,
        "occupation": row.occupation,
        "phone": show_phone(row.phone),
        "born": words.digits(row.birth_date) if row.birth_date else "",
        "sex": sex_name(row.sex) if row.sex else "",
        "status": status_name(row.status) if row.status else "",
        "cover": words.digits(row.cover_until) if row.cover_until else "",
        "number": row.member_number,
        "event": row.event,
        "group": row.group_name,
        "flag": row.flag,
    }
