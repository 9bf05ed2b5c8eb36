"""What SQLite and PostgreSQL say in different words, said once for both.

A statement that needs one of these is written with it and runs on either engine. Each gives the
same values on both: the tests of the models run on both.
"""

import json
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    Select,
    String,
    Text,
    insert,
    select,
    update,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.functions import sum as sum_of
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

MOMENT = "YYYY-MM-DD HH24:MI:SS.US"
"""How SQLAlchemy keeps a moment in SQLite, in PostgreSQL's words."""


class _Said(FunctionElement[Any]):
    """A function by the words each engine has for it; its arguments go where their numbers are."""

    inherit_cache = True
    file: ClassVar[str]
    server: ClassVar[str]


class AsBytes(_Said):
    """A column as the bytes that are kept: also of what is no text at all."""

    type = LargeBinary()
    inherit_cache = True
    file = "CAST({0} AS BLOB)"
    server = "convert_to(CAST({0} AS TEXT), 'UTF8')"


class Packed(_Said):
    """All values of a column as one text of JSON, in the order of the subquery they come from."""

    type = String()
    inherit_cache = True
    file = "json_group_array({0})"
    server = "CAST(coalesce(json_agg({0}), '[]') AS TEXT)"


class JsonItems(_Said):
    """The items of a list written as JSON: a table with the one column ``value``."""

    inherit_cache = True
    file = "json_each({0})"
    server = "json_array_elements_text(CAST({0} AS JSON))"


class JsonAtoms(_Said):
    """All texts within a value of JSON: a table with the one column ``atom``."""

    inherit_cache = True
    file = "json_tree({0})"
    server = (
        "LATERAL (SELECT inner_ #>> '{{}}' AS atom"
        " FROM jsonb_path_query(CAST({0} AS JSONB), '$.**') AS inner_)"
    )


class JsonNumber(_Said):
    """The whole number that an object of JSON holds under a key."""

    type = BigInteger()
    inherit_cache = True
    file = "json_extract({0}, '$.' || {1})"
    server = "CAST({0} ->> {1} AS BIGINT)"


class _Read(TypeDecorator[Any]):
    """What a text of JSON says."""

    impl = Text
    cache_ok = True

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class AsText(_Said):
    """A value of JSON as the text that is kept, by which records can be grouped."""

    type = _Read()
    inherit_cache = True
    file = "{0}"
    server = "CAST({0} AS TEXT)"


class Later(_Said):
    """A moment some minutes later, written as a text that sorts among moments."""

    type = String()
    inherit_cache = True
    file = "datetime({0}, '+' || {1} || ' minutes')"
    server = "to_char({0} + make_interval(mins => {1}), 'YYYY-MM-DD HH24:MI:SS')"


class FoldedName(_Said):
    """A person's folded name, from their id and their name."""

    type = String()
    inherit_cache = True
    file = "fold_name({1})"
    server = "(SELECT found.name FROM person_search AS found WHERE found.rowid = {0})"


class _OfKind(_Said):
    """A value that only PostgreSQL must be told the kind of."""

    inherit_cache = True

    def __init__(self, value: ColumnElement[Any], kind: TypeEngine[Any]) -> None:
        super().__init__(value)
        self.type = kind


def listed(values: Any, kind: TypeEngine[Any]) -> Select[Any]:  # noqa: ANN401 - a text or its bind
    """Select the items of a list of ``kind`` written as JSON.

    As one text, for a database limits how many values one may ask for.
    """
    each = JsonItems(values).table_valued("value")
    # The offset has the items read first. Where row security is, PostgreSQL compares them by no
    # index otherwise: to read a number might fail, and tell so of a row that is kept back.
    return select(_OfKind(each.c.value, kind)).offset(0)


def put(connection: Connection, at: Column[Any], key: str, value: str) -> None:
    """Set the ``value`` of the row with this key, or make it.

    For ``local`` and ``secret``, which have no history; only by writers, who write alone.
    """
    there, values = update(at.table).where(at == key), {at.table.c.value: value}
    if not connection.execute(there.values(values)).rowcount:
        connection.execute(insert(at.table).values({at: key, **values}))


def _words(element: _Said, compiler: SQLCompiler, given: dict[str, Any]) -> list[str]:
    return [compiler.process(one, **given) for one in element.clauses]


@compiles(_Said)
def _by_file(element: _Said, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401
    return element.file.format(*_words(element, compiler, given))


@compiles(_Said, "postgresql")
def _by_server(element: _Said, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401
    return element.server.format(*_words(element, compiler, given))


@compiles(_OfKind)
def _of_any_kind(element: _OfKind, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401
    return _words(element, compiler, given)[0]


@compiles(_OfKind, "postgresql")
def _of_its_kind(element: _OfKind, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401
    kind = compiler.dialect.type_compiler_instance.process(element.type)
    return f"CAST({_words(element, compiler, given)[0]} AS {kind})"


@compiles(AsBytes, "postgresql")
@compiles(Packed, "postgresql")
def _written_alike(element: _Said, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401
    """Write a moment as SQLite keeps it, so that what is made of it is the same."""
    (word,) = _words(element, compiler, given)
    (column,) = element.clauses
    if _is_moment(column.type):
        word = f"to_char({word}, '{MOMENT}')"
    return element.server.format(word)


@compiles(sum_of, "postgresql")
def _sum_of(element: Any, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401
    """Add whole numbers up to a whole number: PostgreSQL makes a decimal one of 64 bits."""
    said = compiler.visit_function(element, **given)
    return f"CAST({said} AS BIGINT)" if isinstance(element.type, Integer) else said


def _is_moment(kind: TypeEngine[Any]) -> bool:
    return isinstance(kind.impl_instance if isinstance(kind, TypeDecorator) else kind, DateTime)
