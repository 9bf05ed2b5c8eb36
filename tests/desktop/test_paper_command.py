import json
import shutil

import pytest
from docx import Document

from models import opening
from models.events.operations import plan_event
from tests import factories as a


@pytest.fixture
def made(tmp_path, office_file):
    """A database with one event: where it is, and the event."""
    path = tmp_path / "kantor.jangkau"
    shutil.copy(office_file, path)
    store = opening.open_store(path)
    with store.writing("Keep what a test needs") as session:
        event = plan_event(session, a.event_draft(title="Temu Tani")).id
    store.close()
    return path, event


def test_a_paper_is_written_to_the_file_named(run, made, tmp_path):
    path, event = made
    target = tmp_path / "siaran.docx"
    code, out, _err = run(
        *("paper", "--event", event, "--kind", "press-release", "-o", target),
        *("--paper", "en", "--database", path, "--json"),
    )
    assert code == 0
    assert json.loads(out) == {"file": str(target), "kind": "press-release"}
    assert "PRESS RELEASE" in [one.text for one in Document(target).paragraphs]


def test_of_no_event_there_is_no_paper(run, made, tmp_path):
    path, _event = made
    target = tmp_path / "notulen.pdf"
    code, _out, err = run(
        "paper", "--event", 404, "--kind", "minutes", "-o", target, "--database", path
    )
    assert code == 1
    assert "There is no event 404" in err
    assert not target.exists()


def test_a_kind_that_is_none_is_not_understood(run, made, tmp_path):
    code, _out, err = run(
        "paper", "--event", 1, "--kind", "poem", "-o", tmp_path / "x", "--database", made[0]
    )
    assert code == 2
    assert "press-release" in err, "those there are are named"
