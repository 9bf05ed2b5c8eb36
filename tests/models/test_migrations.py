from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from models import migrations, tables
from models.people.search import TABLE


def ours(name, kind, _parent):
    return not (kind == "table" and (name or "").startswith(TABLE))


def test_migrations_end_at_the_mapped_tables(bare_store):
    with bare_store.connection() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": ours, "compare_type": True, "compare_server_default": True},
        )
        assert compare_metadata(context, tables.Base.metadata) == []


def test_the_newest_step_is_the_one_named_head(bare_store):
    with bare_store.connection() as connection:
        assert migrations.present_step(connection) == migrations.HEAD
    assert migrations.HEAD in migrations.known_steps()


def constraints(connection):
    look = inspect(connection)
    return {
        table: (
            sorted(check["name"] for check in look.get_check_constraints(table)),
            sorted(unique["name"] for unique in look.get_unique_constraints(table)),
            sorted(key["name"] for key in look.get_foreign_keys(table)),
            look.get_pk_constraint(table)["name"],
        )
        for table in tables.Base.metadata.tables
    }


def test_migrated_tables_have_the_constraints_of_the_mapped_ones(bare_store):
    fresh = create_engine("sqlite://")
    with fresh.connect() as connection, bare_store.connection() as migrated:
        tables.Base.metadata.create_all(connection)
        assert constraints(migrated) == constraints(connection)
    fresh.dispose()


def test_every_constraint_has_a_name(bare_store):
    with bare_store.connection() as connection:
        for checks, uniques, keys, primary in constraints(connection).values():
            assert None not in (*checks, *uniques, *keys, primary)
