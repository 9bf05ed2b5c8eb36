"""Undo from the menu: one's own work, and a word where there is only that of others."""

from models.office.tables import Officer
from tests import factories as a


def test_where_only_others_did_something_undo_says_so(bench, keep, messages):
    dewi, agus = keep(Officer(name="Dewi")).id, keep(Officer(name="Agus")).id
    bench.store.officer_id = dewi
    keep(a.partner(name="Dinas"))
    bench.store.officer_id = agus
    said = []
    bench.undoing.named.connect(lambda *told: said.append(told))
    bench.undoing.refresh()
    assert said == [("", "", True)]
    bench.undoing.undo()
    assert not bench.tasks.busy
    [(text, _role)] = messages.told
    assert "others" in text
