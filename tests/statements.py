"""The statements that are run, written down: what is not asked again cannot take time."""

from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def statements():
    """Write down each statement that is run meanwhile, whoever runs it."""
    run = []

    def note(_connection, _cursor, statement, _given, _context, _many):
        if not statement.startswith("BEGIN"):
            run.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        event.remove(Engine, "before_cursor_execute", note)
