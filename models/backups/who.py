"""Whose password restores a backup while no database is open, and nobody is signed in."""

from pathlib import Path

from models.backups.reading import looking
from models.keys import Slot
from models.office.rights import BY_ROLE, NotAllowedError, Right
from models.office.tables import Role
from models.words import _


def need_restoring(path: Path, file_key: bytes, slot: Slot) -> None:
    """Raise NotAllowedError where ``slot`` is of an officer who may not restore.

    ``path`` says which role they have, and whether they still work here. The recovery code and a
    password that all share are nobody's: they may. So may whoever opens what cannot be read any
    more, or was made before there were roles.
    """
    import sqlcipher3.dbapi2

    if slot.officer_id is None:
        return
    asked = "SELECT role FROM officer WHERE id = ? AND active"
    try:
        with looking(path, file_key) as connection:
            row = connection.execute(asked, (slot.officer_id,)).fetchone()
    except (sqlcipher3.dbapi2.DatabaseError, OSError):
        return
    if row is None or row[0] not in list(Role) or Right.RESTORE not in BY_ROLE[Role(row[0])]:
        raise NotAllowedError(
            _(
                "Your role does not allow to restore a backup. Ask an administrator, or use the "
                "recovery code."
            )
        )
