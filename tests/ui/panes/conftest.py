from datetime import UTC, datetime

import pytest

from models.events.operations import check_in_many, invite
from tests import factories as a
from ui.panes.import_pane import ImportPane

SEEN = datetime(2022, 6, 28, 1, 12, tzinfo=UTC)
"""Twelve past nine on the office's clock."""


@pytest.fixture
def settled(qtbot, bench):
    """Wait until all work is done and what it found is shown."""

    def wait(until=lambda: True):
        qtbot.waitUntil(lambda: not bench.tasks.busy and until())

    return wait


@pytest.fixture
def event(keep):
    return keep(a.event(title="Sosialisasi")).id


@pytest.fixture
def guests(store, keep, event):
    """Five people on the list, by the name of what they are."""
    named = {
        "awaited": a.person(name="Awing Ding", phone="+6281350017788"),
        "late": a.person(name="Budi Santoso", group_name="Tani Jaya"),
        "present": a.person(name="Citra Lawing", region_line="Desa Pimping, Kec. Tanjung Palas"),
        "enrolled": a.person(name="Dewi Mappa"),
        "member": a.person(name="Erna Usat", member_number="12345678901"),
    }
    keep(*named.values())
    ids = {name: person.id for name, person in named.items()}
    with store.writing() as session:
        invite(session, event, ids.values())
        check_in_many(session, event, {ids["present"]: SEEN, ids["enrolled"]: SEEN})
    keep(a.enrolment(event_id=event, person_id=ids["enrolled"]))
    return ids


VILLAGE = "Desa Pimping"


@pytest.fixture
def import_pane(bench, stage):
    stage.resize(1100, 640)
    made = ImportPane(bench)
    stage.layout().addWidget(made)
    made.show()
    return made


@pytest.fixture
def take(import_pane, event, settled):
    """Take a file, and wait until it was read or refused."""

    def _take(path, until=None):
        import_pane.take(event, path, VILLAGE)
        settled(until or (lambda: not import_pane.busy))
        return import_pane

    return _take


@pytest.fixture
def written(tmp_path):
    """Write rows as a CSV file."""

    def _written(*rows, name="daftar.csv"):
        path = tmp_path / name
        path.write_text("\n".join(";".join(row) for row in rows), "utf-8")
        return path

    return _written
