"""What a server's database itself refuses: which rows and fields a role reads, and what it writes.

Everything is made from ``office.rights`` and ``office.table_rights``. Rows are kept back by row
security; fields by views of the same name in the schema of a computer's own, which is looked
through first. What the database needs of its own for that lies in a schema beside the office's.
"""

from collections.abc import Iterator

from models.base import Base
from models.documents.tables import content
from models.engines.postgres import GUARD, OFFICE, desk_schema
from models.history.rows import DESK_BITS
from models.history.tables import Action, Change
from models.office.rights import BY_ROLE, Right
from models.office.table_rights import LIMITS, SEEN, TOLD_TO_ALL, hidden_fields, written
from models.office.tables import Role, local, secret
from models.people.name_index import TABLE as PERSON_SEARCH
from models.people.tables import Person

ACTION, CHANGE, PERSON = Action.__tablename__, Change.__tablename__, Person.__tablename__
ERASED = {ACTION: ("words", "erasure_id"), CHANGE: ("before", "after", "erasure_id")}
"""What an erasure takes out of the history; nothing else of it is ever changed."""
MERGED = ("merged_by_id", "stamp")
"""What a merge corrects of the actions that came with it before."""
_COVERED = (
    "CASE WHEN length({0}) = 16 THEN left({0}, 6) || repeat('•', 6) || substr({0}, 13)"
    " ELSE repeat('•', length({0})) END"
)
"""``people.nik.mask_nik`` in the server's words."""
_COVERS = {
    (ACTION, "words"): "CASE WHEN id BETWEEN {first} AND {last} THEN words ELSE '{{}}' END",
    (PERSON, "nik"): _COVERED.format("nik"),
    (PERSON, "kk_number"): _COVERED.format("kk_number"),
    (PERSON, "income"): "CAST(NULL AS bigint)",
}
"""What stands in the place of a field that is not read."""


def _columns(table: str) -> list[str]:
    return [f'"{one.name}"' for one in Base.metadata.tables[table].columns]


_FIXED = "SECURITY DEFINER SET search_path = pg_catalog, pg_temp"

FOUNDATION = (
    f"CREATE SCHEMA IF NOT EXISTS {GUARD}",
    f"CREATE TABLE IF NOT EXISTS {GUARD}.login"
    " (name text PRIMARY KEY, number integer NOT NULL UNIQUE, role text NOT NULL)",
    # Whom this transaction limits, so that it can end what it has begun with them.
    f"CREATE TABLE IF NOT EXISTS {GUARD}.limiting"
    " (person_id bigint PRIMARY KEY, transaction xid8 NOT NULL)",
    f"CREATE OR REPLACE FUNCTION {GUARD}.own_desk() RETURNS integer LANGUAGE sql STABLE {_FIXED}"
    f" AS 'SELECT number FROM {GUARD}.login WHERE name = session_user'",
    f"CREATE OR REPLACE FUNCTION {GUARD}.own_role() RETURNS text LANGUAGE sql STABLE {_FIXED}"
    f" AS 'SELECT role FROM {GUARD}.login WHERE name = session_user'",
    f"CREATE OR REPLACE FUNCTION {GUARD}.limits(person bigint) RETURNS boolean"
    f" LANGUAGE plpgsql VOLATILE PARALLEL RESTRICTED {_FIXED} AS $$ BEGIN RETURN EXISTS (SELECT"
    f" FROM {GUARD}.limiting WHERE person_id = person"
    " AND transaction = pg_current_xact_id_if_assigned()); END $$",
    f"CREATE OR REPLACE FUNCTION {GUARD}.note_limit() RETURNS trigger LANGUAGE plpgsql {_FIXED}"
    f" AS $$ BEGIN DELETE FROM {GUARD}.limiting WHERE transaction <> pg_current_xact_id();"
    f" INSERT INTO {GUARD}.limiting VALUES (NEW.id, pg_current_xact_id()) ON CONFLICT DO NOTHING;"
    " RETURN NEW; END $$",
    f"DROP TRIGGER IF EXISTS note_limit ON {OFFICE}.{PERSON}",
    f"CREATE TRIGGER note_limit BEFORE UPDATE OF limited_at ON {OFFICE}.{PERSON}"
    " FOR EACH ROW WHEN (NEW.limited_at IS NOT NULL)"
    f" EXECUTE FUNCTION {GUARD}.note_limit()",
    # Whether somebody asked for by number is limited, without a word of who it is.
    f"CREATE OR REPLACE FUNCTION {GUARD}.limited_ids(asked text) RETURNS TABLE (value bigint)"
    f" LANGUAGE sql STABLE {_FIXED} AS 'SELECT id FROM {OFFICE}.{PERSON}"
    " WHERE limited_at IS NOT NULL AND id IN"
    " (SELECT CAST(one AS bigint) FROM json_array_elements_text(CAST(asked AS json)) AS one)'",
    f"CREATE OR REPLACE FUNCTION {GUARD}.limited_niks(asked text) RETURNS TABLE (value text)"
    f" LANGUAGE sql STABLE {_FIXED} AS 'SELECT p.nik FROM {OFFICE}.{PERSON} AS p"
    f" LEFT JOIN {OFFICE}.{PERSON} AS o ON o.id = p.merged_into_id"
    " WHERE coalesce(o.limited_at, p.limited_at) IS NOT NULL AND p.nik IN"
    " (SELECT one FROM json_array_elements_text(CAST(asked AS json)) AS one)'",
    f"CREATE OR REPLACE FUNCTION {GUARD}.limited_numbers(asked text) RETURNS TABLE (value text)"
    f" LANGUAGE sql STABLE {_FIXED} AS 'SELECT member_number FROM {OFFICE}.{PERSON}"
    " WHERE limited_at IS NOT NULL AND member_number IN"
    " (SELECT one FROM json_array_elements_text(CAST(asked AS json)) AS one)'",
    f"CREATE OR REPLACE FUNCTION {GUARD}.keep_action() RETURNS trigger LANGUAGE plpgsql {_FIXED}"
    " AS $$ BEGIN IF NEW.id NOT BETWEEN CAST(TG_ARGV[0] AS bigint) AND CAST(TG_ARGV[1] AS bigint)"
    " THEN RAISE insufficient_privilege; END IF;"
    f" INSERT INTO {OFFICE}.{ACTION} ({', '.join(_columns(ACTION))})"
    f" VALUES ({', '.join(f'NEW.{one}' for one in _columns(ACTION))}); RETURN NEW; END $$",
)
"""What every office's database on a server has beside the tables, whoever comes there."""


def grants(groups: dict[Role, str], cover: str) -> Iterator[str]:
    """Yield what gives each role's group what it may do with the office's tables, and no more.

    ``cover`` is a role nobody is let in as. It owns the views of people, so that row security
    counts below them, too, and a search through them still goes by the tables' indexes.
    """
    yield f"GRANT {cover} TO CURRENT_USER"
    yield f"GRANT USAGE ON SCHEMA {OFFICE} TO {cover}"
    yield f"GRANT SELECT ON {OFFICE}.{PERSON} TO {cover}"
    for role, group in groups.items():
        rights = BY_ROLE[role]
        for schema in (OFFICE, GUARD):
            yield f"GRANT USAGE ON SCHEMA {schema} TO {group}"
        yield f"GRANT SELECT ON {_named(_read_whole(rights))} TO {group}"
        for table, fields in hidden_fields(rights).items():
            left = [one for one in _columns(table) if one.strip('"') not in fields]
            yield f"GRANT SELECT ({', '.join(left)}) ON {OFFICE}.{table} TO {group}"
        if Right.PLAN in rights:
            yield f"GRANT INSERT, UPDATE, DELETE ON {OFFICE}.{secret.name} TO {group}"
        if changed := written(rights):
            yield f"GRANT INSERT, UPDATE, DELETE ON {_named(changed)} TO {group}"
            yield f"GRANT INSERT, UPDATE, DELETE ON {OFFICE}.{PERSON_SEARCH} TO {group}"
            yield f"GRANT INSERT ON {OFFICE}.{CHANGE}, {OFFICE}.{content.name} TO {group}"
        yield from _history_grants(group, rights)
    yield from _row_security(groups)
    yield from _policy(PERSON, "cover", cover, "SELECT", "USING (limited_at IS NULL)")


def _history_grants(group: str, rights: frozenset[Right]) -> Iterator[str]:
    if Right.SEE_HISTORY in rights:
        yield f"GRANT INSERT ON {OFFICE}.{ACTION} TO {group}"
    if Right.ERASE in rights:
        for table, fields in ERASED.items():
            yield f"GRANT UPDATE ({', '.join(fields)}) ON {OFFICE}.{table} TO {group}"
        yield f"GRANT DELETE ON {OFFICE}.{content.name} TO {group}"
    if Right.PLAN in rights:
        yield f"GRANT UPDATE ({', '.join(MERGED)}) ON {OFFICE}.{ACTION} TO {group}"


def _row_security(groups: dict[Role, str]) -> Iterator[str]:
    own = f"id >> {DESK_BITS} = (SELECT {GUARD}.own_desk())"
    told = ", ".join(f"'{table}'" for table in TOLD_TO_ALL)
    for table in (PERSON, CHANGE):
        yield f"ALTER TABLE {OFFICE}.{table} ENABLE ROW LEVEL SECURITY"
    for role, group in groups.items():
        rights = BY_ROLE[role]
        if LIMITS in rights:
            yield from _policy(PERSON, role, group, "ALL", "USING (true)")
        else:
            met = f"USING (limited_at IS NULL OR {GUARD}.limits(id))"
            yield from _policy(PERSON, role, group, "SELECT", met)
            yield from _policy(PERSON, role, group, "INSERT", "WITH CHECK (true)")
            yield from _policy(PERSON, role, group, "UPDATE", "USING (true)")
            yield from _policy(PERSON, role, group, "DELETE", "USING (true)")
        if SEEN[CHANGE] in rights:
            yield from _policy(CHANGE, role, group, "ALL", "USING (true)")
        else:
            seen = f"USING ({own} OR record_table IN ({told}))"
            yield from _policy(CHANGE, role, group, "SELECT", seen)
            yield from _policy(CHANGE, role, group, "INSERT", f"WITH CHECK ({own})")


def _policy(table: str, role: str, group: str, deed: str, rule: str) -> Iterator[str]:
    name = f"{role}_{deed}".lower()
    yield f"DROP POLICY IF EXISTS {name} ON {OFFICE}.{table}"
    yield f"CREATE POLICY {name} ON {OFFICE}.{table} FOR {deed} TO {group} {rule}"


def fittings(number: int, login: str, role: Role, cover: str) -> Iterator[str]:
    """Yield what makes the schema of a desk that of a login with this role.

    ``login`` is quoted; ``cover`` as in ``grants``. What it may not read of a table stands covered
    in a view before it.
    """
    schema, rights = desk_schema(number), BY_ROLE[role]
    yield from bared(number)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {login}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {login}"
    own = [local]
    if SEEN[secret.name] in rights:
        yield f"DROP TABLE IF EXISTS {schema}.{secret.name}"
    else:  # a key to sign with that is this computer's only
        yield (
            f"CREATE TABLE IF NOT EXISTS {schema}.{secret.name}"
            f" (LIKE {OFFICE}.{secret.name} INCLUDING ALL)"
        )
        own.append(secret)
    for table in own:
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.{table.name} TO {login}"
    for name, fields in hidden_fields(rights).items():
        yield from _view(number, name, fields)
        yield f"GRANT SELECT ON {schema}.{name} TO {login}"
        if name == PERSON:
            yield f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {cover}"
            yield f"ALTER VIEW {schema}.{name} OWNER TO {cover}"
            yield f"REVOKE ALL ON SCHEMA {schema} FROM {cover}"
    if ACTION in hidden_fields(rights) and written(rights):
        first, last = _range(number)
        yield f"GRANT INSERT ON {schema}.{ACTION} TO {login}"
        yield (
            f"CREATE TRIGGER keep_action INSTEAD OF INSERT ON {schema}.{ACTION}"
            f" FOR EACH ROW EXECUTE FUNCTION {GUARD}.keep_action('{first}', '{last}')"
        )


def bared(number: int) -> Iterator[str]:
    """Yield what takes the views of a desk away, so that the tables below can be altered."""
    for name in dict.fromkeys(table for table, _field in _COVERS):
        yield f"DROP VIEW IF EXISTS {desk_schema(number)}.{name}"


def _view(number: int, name: str, fields: list[str]) -> Iterator[str]:
    """Cover the fields of a table."""
    first, last = _range(number)
    kept = []
    for column in Base.metadata.tables[name].columns:
        said = f'"{column.name}"'
        if column.name in fields:
            cover = _COVERS[name, column.name].format(first=first, last=last)
            said = f"{cover} AS {said}"
        kept.append(said)
    yield (
        f"CREATE VIEW {desk_schema(number)}.{name} AS SELECT {', '.join(kept)} FROM {OFFICE}.{name}"
    )


def _range(number: int) -> tuple[int, int]:
    """Return the least and the greatest id that a desk gives."""
    return (number << DESK_BITS) + 1, ((number + 1) << DESK_BITS) - 1


def _read_whole(rights: frozenset[Right]) -> list[str]:
    """Return the tables that are read with all their fields; of some not all rows are."""
    hidden = hidden_fields(rights)
    own = {secret.name} if SEEN[secret.name] not in rights else set()
    tables = [one.name for one in Base.metadata.sorted_tables if one.name not in {*hidden, *own}]
    return [*tables, PERSON_SEARCH, "alembic_version"]


def _named(tables: list[str]) -> str:
    return ", ".join(f"{OFFICE}.{table}" for table in tables)
