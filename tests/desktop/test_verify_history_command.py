"""``jangkau verify-history``: what it says and the code it ends with."""

import json

from sqlalchemy import func, select

from desktop.commands import parser
from models.history.tables import Action
from tests import factories as a


def verified(store, capsys, *more):
    code = parser.run(["verify-history", "--database", str(store.path), "--json", *more])
    return code, json.loads(capsys.readouterr().out or "null")


def test_a_sound_history_ends_with_nought(store, capsys):
    with store.writing("Add") as session:
        session.add(a.person(name="Usun"))
    code, said = verified(store, capsys)
    assert (code, said["sound"], said["findings"]) == (0, True, [])
    assert said["not_covered"]


def test_an_altered_history_ends_with_three_and_says_where(store, capsys):
    with store.writing("Add") as session:
        session.add(a.person(name="Usun"))
    with store.reading() as session:
        last = session.scalar(select(func.max(Action.id)))
    with store.connection() as connection:
        connection.exec_driver_sql("UPDATE action SET name = 'Other' WHERE id = ?", (last,))
    code, said = verified(store, capsys)
    assert code == 3
    assert [(one["fault"], one["action"]) for one in said["findings"]] == [("action_altered", last)]


def test_what_is_no_seal_ends_with_one(store, capsys):
    assert verified(store, capsys, "--seal", "ABC")[0] == 1
