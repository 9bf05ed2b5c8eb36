"""The index of folded names, on either engine.

SQLite has it as a full-text index that joins on the row id; PostgreSQL as a table of the same name
with an index of three letters at a time (``pg_trgm``), in which a folded name stands after a space,
so that a word begins wherever a space stands before it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from models.people.names import fold_name

TABLE = "person_search"
AT_ONCE = 5000

Wanted = Sequence[Sequence[str]]
"""Beginnings of words, of each of which one must fit."""
Given = dict[str, object]


def add_functions(connection: Any) -> None:  # noqa: ANN401 - the driver's own
    """Teach a connection to SQLite the functions that statements here use."""
    connection.create_function("fold_name", 1, fold_name, deterministic=True)


def index_people(connection: Connection, ids: Sequence[int]) -> list[str]:
    """Bring the index up to date for the people with these ids; return their folded names."""
    given = {"ids": json.dumps(list(ids))}
    connection.execute(_text(connection, f"DELETE FROM {TABLE} WHERE rowid IN {{ids}}"), given)
    wanted = _text(connection, "SELECT id, name FROM person WHERE id IN {ids} ORDER BY id")
    people = [(one, fold_name(name)) for one, name in connection.execute(wanted, given)]
    _insert(connection, people)
    return [name for _id, name in people]


def index_everybody(connection: Connection) -> None:
    """Make the index anew."""
    emptied = f"DELETE FROM {TABLE}"
    if not _is_server(connection):
        emptied = f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')"
    connection.execute(text(emptied))
    rows = iter(connection.execute(text("SELECT id, name FROM person ORDER BY id")))
    while batch := list(islice(rows, AT_ONCE)):
        _insert(connection, [(one, fold_name(name)) for one, name in batch])


def forget_traces(connection: Connection) -> None:
    """Have the index forget what it only marked as gone."""
    if not _is_server(connection):
        connection.execute(text(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')"))


def indexed_words(connection: Connection) -> Iterator[str]:
    """Yield each word of all folded names once."""
    if _is_server(connection):
        wanted = f"SELECT DISTINCT unnest(string_to_array(btrim(name), ' ')) FROM {TABLE}"
    else:
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.person_word"
                f" USING fts5vocab('main', '{TABLE}', 'row')"
            )
        )
        wanted = "SELECT term FROM temp.person_word"
    for (word,) in connection.execute(text(wanted)):
        yield word


def ask(
    connection: Connection, template: str, given: Given, words: Wanted = ()
) -> Iterable[Row[tuple[object, ...]]]:
    """Run a statement that looks into the index; its places are those of ``_PLACES``.

    ``{fits}`` stands for what is true of those lines of the index, called ``s``, that fit
    ``words``.
    """
    server = _is_server(connection)
    shape = tuple(len(either) for either in words)
    bound = _like_words(words) if server else {"words": match_words(words)}
    return connection.execute(_made(template, server, shape), {**given, **bound}).all()


def match_words(words: Wanted) -> str:
    """Return what SQLite's index is asked: one of each is the beginning of a word of the name."""
    return " AND ".join(
        f"({' OR '.join(map(_beginning, either))})" if len(either) > 1 else _beginning(either[0])
        for either in words
    )


def _beginning(word: str) -> str:
    return f'"{word}"*'


def _like_words(words: Wanted) -> Given:
    """Return what PostgreSQL's index is asked; folded words have no sign that LIKE knows."""
    return {
        f"word_{place}_{other}": f"% {word}%"
        for place, either in enumerate(words)
        for other, word in enumerate(either)
    }


def _fits(shape: tuple[int, ...]) -> str:
    return " AND ".join(
        f"({' OR '.join(f's.name LIKE :word_{place}_{other}' for other in range(many))})"
        for place, many in enumerate(shape)
    )


_PLACES = {
    False: {
        "fits": f"{TABLE} MATCH :words",
        "cross": "CROSS JOIN",  # in this order
        "own": "+",  # keeps an index from being asked anew for each
        "by_index": "",  # an index gives what it finds in an order of its own
        "by_person": "",
        "by_found": "",
        "ids": "(SELECT value FROM json_each(:ids))",
        "texts": "(SELECT value FROM json_each(:texts))",
        "born": ":born",
        "folded": "fold_name(p.name)",
        "packed": "json_group_array(rowid)",
    },
    True: {
        "cross": "JOIN",
        "own": "",
        "by_index": "ORDER BY s.rowid",
        "by_person": "ORDER BY p.id",
        "by_found": "ORDER BY 1",
        "ids": "(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON))"
        " OFFSET 0)",  # as ``engines.dialects.listed`` has it
        "texts": "(SELECT value FROM json_array_elements_text(CAST(:texts AS JSON)))",
        "born": "CAST(:born AS DATE)",
        "folded": "btrim(s.name)",
        "packed": "CAST(coalesce(json_agg(rowid), '[]') AS TEXT)",
    },
}
"""What stands in the places of a statement: in a file's, and in a server's."""


@lru_cache(maxsize=200)
def _made(template: str, server: bool, shape: tuple[int, ...] = ()) -> TextClause:
    places = _PLACES[server]
    return text(template.format(**{"fits": _fits(shape), **places}))


def _text(connection: Connection, template: str) -> TextClause:
    return _made(template, _is_server(connection))


def _insert(connection: Connection, people: Sequence[tuple[int, str]]) -> None:
    space = " " if _is_server(connection) else ""
    rows = [{"id": one, "name": f"{space}{name}"} for one, name in people]
    if rows:
        connection.execute(text(f"INSERT INTO {TABLE} (rowid, name) VALUES (:id, :name)"), rows)


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
