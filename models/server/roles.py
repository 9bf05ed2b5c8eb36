"""The roles of an office in its database on a server, and the logins of its computers.

Each role of the office is a group without a login of its own (``guarding.grants``); a computer
speaks to the server as a login in one of the groups, and is one desk. The owner of the database
makes them, and brings its tables up to date.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, text

from models.engines.dialects import put
from models.engines.postgres import GUARD, OFFICE, desk_schema
from models.office.tables import Role, local
from models.server.guarding import FOUNDATION, bared, fittings, grants

FOUNDED, GRANTED = "guard", "roles"
"""The notes of the office's own ``local``: by which words its database guards itself."""


@dataclass(frozen=True, slots=True)
class Login:
    """As what a computer speaks to the server: which desk it is, and in which role."""

    name: str
    number: int
    role: Role


COVER = "cover"
"""The role that owns the views in which fields are covered (``guarding.grants``)."""


def group_of(connection: Connection, role: Role | str) -> str:
    """Return the name of a role's group: roles are the whole server's, so each office has others.

    A database keeps its number under whatever name; a copy of it has another.
    """
    number = connection.execute(
        text("SELECT CAST(oid AS bigint) FROM pg_database WHERE datname = current_database()")
    ).scalar_one()
    return f"{OFFICE}_{number}_{role}"


def role_here(connection: Connection) -> Role | None:
    """Return the role of the login that asks; None of the database's owner and of strangers."""
    if owns(connection):
        return None
    may_ask = text("SELECT coalesce(has_schema_privilege(to_regnamespace(:guard), 'USAGE'), false)")
    if not connection.execute(may_ask, {"guard": GUARD}).scalar():
        return None
    said = connection.execute(text(f"SELECT {GUARD}.own_role()")).scalar()
    return None if said is None else Role(said)


def desk_here(connection: Connection) -> int | None:
    """Return the desk of the login that asks, which is one (``role_here``)."""
    said: int | None = connection.execute(text(f"SELECT {GUARD}.own_desk()")).scalar()
    return said


def owns(connection: Connection) -> bool:
    """Tell whether who asks owns the office's tables, or would if there were any."""
    owned = text(
        "SELECT coalesce((SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace"
        " WHERE nspname = :office), true)"
    )
    return bool(connection.execute(owned, {"office": OFFICE}).scalar())


def may_make_roles(connection: Connection) -> bool:
    """Tell whether who asks may make roles on this server."""
    wanted = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    return bool(connection.execute(text(wanted)).scalar())


def keep_roles(connection: Connection) -> None:
    """Have the database guard itself as this version of the program has it; by its owner.

    Where the owner may make no roles there are none, and every computer works as the owner.
    """
    _once(connection, FOUNDED, FOUNDATION)
    groups = {role: group_of(connection, role) for role in Role}
    cover = group_of(connection, COVER)
    if may_make_roles(connection) or _all_there(connection, [*groups.values(), cover]):
        _once(connection, GRANTED, list(grants(groups, cover)), [*groups.values(), cover])


def loosen_roles(connection: Connection) -> None:
    """Take away what would hinder the tables from being altered; ``keep_roles`` puts it back."""
    if connection.execute(text(f"SELECT to_regclass('{GUARD}.login')")).scalar() is None:
        return
    for login in logins(connection):
        do_all(connection, bared(login.number))
    connection.execute(delete(local).where(local.c.key.in_((FOUNDED, GRANTED))))


def logins(connection: Connection) -> list[Login]:
    """Return the logins of the office's computers, by desk; for its owner only."""
    rows = connection.execute(text(f"SELECT name, number, role FROM {GUARD}.login ORDER BY number"))
    return [Login(name, number, Role(role)) for name, number, role in rows]


def fit_out(connection: Connection, login: Login) -> None:
    """Let a login's own schema be as its role has it."""
    cover = group_of(connection, COVER)
    do_all(connection, fittings(login.number, quoted(login.name), login.role, cover))


def quoted(name: str) -> str:
    """Return a name of the server's as a statement says it word by word (``do_all``)."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _once(
    connection: Connection,
    key: str,
    statements: Sequence[str],
    groups: Sequence[str] = (),
) -> None:
    """Run statements unless the database has had these very ones, with ``groups`` for groups."""
    said = [*statements, *(one for role in Role for one in fittings(0, "", role, ""))]
    edition = hashlib.sha256("\n".join(said).encode()).hexdigest()
    noted = connection.execute(select(local.c.value).where(local.c.key == key)).scalar()
    if noted == edition:
        return
    if groups:
        _make_groups(connection, groups)
    do_all(connection, statements)
    if groups:
        for login in logins(connection):
            fit_out(connection, login)
    put(connection, local.c.key, key, edition)


def _make_groups(connection: Connection, groups: Sequence[str]) -> None:
    """Make the groups that are missing; those that were there begin with nothing."""
    _forget_strangers(connection, groups)
    database = connection.execute(text("SELECT current_database()")).scalar_one()
    for group in groups:
        if _all_there(connection, [group]):
            _revoke(connection, group)
            continue
        do_all(connection, [f"CREATE ROLE {group} NOLOGIN"])
        said = f"Of the office in {database}".replace("'", "''")
        do_all(connection, [f"COMMENT ON ROLE {group} IS '{said}'"])


def _forget_strangers(connection: Connection, groups: Sequence[str]) -> None:
    """Let nobody in whom a database let in of which this one is a copy."""
    granted = text(
        "SELECT DISTINCT r.rolname FROM pg_class AS c"
        " JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = :office,"
        " aclexplode(c.relacl) AS a JOIN pg_roles AS r ON r.oid = a.grantee"
        r" WHERE r.rolname ~ ('^' || :office || '_\d+_')"
    )
    named = set(connection.execute(granted, {"office": OFFICE}).scalars())
    for group in named - set(groups):
        _revoke(connection, group)
    members = text(
        "SELECT m.rolname FROM pg_auth_members AS p JOIN pg_roles AS m ON m.oid = p.member"
        " JOIN pg_roles AS g ON g.oid = p.roleid WHERE g.rolname = ANY(:groups)"
    )
    ours = set(connection.execute(members, {"groups": list(groups)}).scalars())
    for login in logins(connection):
        if login.name not in ours:
            forget_login(connection, login)


def forget_login(connection: Connection, login: Login) -> None:
    """Take away what a login may do in this database."""
    do_all(connection, bared(login.number))
    if _all_there(connection, [login.name]):
        name, schema = quoted(login.name), desk_schema(login.number)
        do_all(connection, [f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}"])
        do_all(connection, [f"REVOKE ALL ON SCHEMA {schema} FROM {name}"])
    connection.execute(text(f"DELETE FROM {GUARD}.login WHERE name = :name"), {"name": login.name})


def _revoke(connection: Connection, group: str) -> None:
    for schema in (OFFICE, GUARD):
        do_all(
            connection,
            (
                f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {group}",
                f"REVOKE ALL ON SCHEMA {schema} FROM {group}",
            ),
        )


def _all_there(connection: Connection, names: Iterable[str]) -> bool:
    wanted = set(names)
    there = text("SELECT count(*) FROM pg_roles WHERE rolname = ANY(:names)")
    return connection.execute(there, {"names": list(wanted)}).scalar() == len(wanted)


def do_all(connection: Connection, statements: Iterable[str]) -> None:
    """Run statements word by word, one after the other."""
    for one in statements:
        connection.exec_driver_sql(one, execution_options={"no_parameters": True})
