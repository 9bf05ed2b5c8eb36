import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, insert, inspect, select

from models import migrations, tables
from models.base import utc_now
from models.engines.sqlite import make_engine
from models.errors import UserError
from models.opening import open_store
from models.people.name_index import TABLE

# SQLite does not tell what an index by an expression is by; SQLAlchemy says so each time.
pytestmark = pytest.mark.filterwarnings(
    "ignore:(Skipped unsupported reflection|autogenerate skipping).*expression:"
)


def ours(name, kind, _parent):
    return not (kind == "table" and (name or "").startswith(TABLE))


def wanted_by(dialect):
    """Return what is true of all that a database of this dialect is to have."""

    def _is_wanted(_one, name, kind, reflected, _other):
        return reflected or kind != "index" or dialect != "sqlite" or name != "ix_person_by_place"

    return _is_wanted


def test_migrations_end_at_the_mapped_tables(bare_store):
    with bare_store.rebuilding() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": ours,
                "include_object": wanted_by(connection.dialect.name),
                "compare_type": True,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, tables.Base.metadata) == []


def test_the_newest_step_is_the_one_named_head(bare_store):
    with bare_store.rebuilding() as connection:
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
    with fresh.connect() as connection, bare_store.rebuilding() as migrated:
        tables.Base.metadata.create_all(connection)
        assert constraints(migrated) == constraints(connection)
    fresh.dispose()


def test_every_constraint_has_a_name(bare_store):
    with bare_store.rebuilding() as connection:
        for checks, uniques, keys, primary in constraints(connection).values():
            assert None not in (*checks, *uniques, *keys, primary)


@pytest.mark.of_files("a server never had tables so old")
def test_what_an_event_cost_becomes_a_line_of_its_budget(tmp_path):
    path = tmp_path / "old.jangkau"
    engine = make_engine(path, None)
    with engine.begin() as old:
        config = migrations._config()
        config.attributes["connection"] = old
        command.upgrade(config, "0003")
        old.exec_driver_sql(
            "INSERT INTO event (id, title, kind, stage, starts_at, ends_at, target_present,"
            " target_enrolled, budget_spent) VALUES"
            " (7, 'A', 'talk', 'done', '2022-06-28 09:00:00', '2022-06-28 12:00:00', 1, 1, 9000),"
            " (8, 'B', 'talk', 'done', '2022-06-28 09:00:00', '2022-06-28 12:00:00', 1, 1, NULL)"
        )
        old.exec_driver_sql(
            "INSERT INTO event_task (id, event_id, text, due_days, position)"
            " VALUES (9, 7, 'x', 0, 0)"
        )
    engine.dispose()
    store = open_store(path)
    with store.reading() as session:
        lines = session.scalars(select(tables.BudgetLine)).all()
        assert [(line.event_id, line.planned, line.actual) for line in lines] == [(7, 0, 9000)]
        event = session.get_one(tables.Event, 7)
        assert [task.text for task in event.tasks] == ["x"]
        assert session.get_one(tables.Event, 8).budget == []
    store.close()


@pytest.mark.of_files("a server alters a table in its place, and its keys never rest")
def test_foreign_keys_hold_again_after_tables_were_made_anew(bare_store):
    with bare_store.connection() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.of_files("a server alters a table in its place, and its keys never rest")
def test_what_leads_nowhere_is_not_kept(bare_store):
    with (
        pytest.raises(UserError, match="attachment"),
        bare_store.rebuilding() as connection,
    ):
        connection.execute(
            insert(tables.Attachment.__table__).values(
                id=1,
                event_id=5,
                name="x",
                media_type="text/plain",
                size=1,
                digest="0",
                added_at=utc_now(),
            )
        )


@pytest.mark.of_files("it reads the plan of SQLite")
def test_people_are_listed_by_name_from_the_index_alone(bare_store):
    with bare_store.connection() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT id FROM person WHERE archived_at IS NULL"
            " ORDER BY lower(name), id"
        ).all()
    assert "COVERING INDEX ix_person_by_name" in plan[0][-1]
    assert len(plan) == 1, "nothing is sorted"
