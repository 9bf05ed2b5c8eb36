"""A person's data and consent on their page: requests with clocks, the limit, the copy."""

import json
from datetime import timedelta
from zipfile import ZipFile

import pytest

from models.base import utc_now
from models.history.undo import next_undo
from models.people.tables import Person
from models.privacy.disclosures import disclosures
from models.privacy.drafts import RequestDraft
from models.privacy.limits import is_limited, put_out_of_use
from models.privacy.queries import requests_of
from models.privacy.requests import note_request
from models.privacy.tables import DataRequest, RequestKind
from tests.factories import person
from tests.ui.reach import unnamed
from ui.panes.home_clocks import HomeRequests
from ui.panes.person_privacy import PersonPrivacy


@pytest.fixture
def who(keep):
    return keep(person(name="Siti Warga"))


@pytest.fixture
def pane(bench, stage, who):
    made = PersonPrivacy(bench)
    stage.layout().addWidget(made)
    show(bench, made, who)
    return made


def show(bench, pane, who):
    with bench.store.reading() as session:
        return pane.show_person(session, who.id)


def settle(qtbot, bench):
    qtbot.waitUntil(lambda: not bench.tasks.busy)


def asked(store, who, kind=RequestKind.COPY, *, ago=timedelta(0)):
    with store.writing() as session:
        request = note_request(session, who.id, RequestDraft(kind, how="surat"))
        request.asked_at -= ago
        request.due_at -= ago
        return request.id


def test_a_request_is_noted_as_it_was_typed(qtbot, bench, pane, who):
    pane.note.click()
    pane.form.kind.show_value(RequestKind.CORRECTION)
    pane.form.how.setText("lewat telepon")
    pane.form.how.textEdited.emit("lewat telepon")
    pane.panel.save_asked.emit()
    settle(qtbot, bench)
    with bench.store.reading() as session:
        [row] = requests_of(session, who.id)
    assert (row.kind, row.how) == (RequestKind.CORRECTION, "lewat telepon")
    assert abs(utc_now() - row.asked_at) < timedelta(minutes=3)
    assert pane._layers.layer() is not pane.panel


def test_nothing_is_saved_without_saying_how(pane):
    pane.note.click()
    assert "how" in pane.form.problems()


def test_the_clock_says_how_long_is_left_or_how_late_it_is(bench, pane, who, store):
    asked(store, who, ago=timedelta(minutes=5))
    asked(store, who, RequestKind.ERASURE, ago=timedelta(hours=80, minutes=30))
    assert show(bench, pane, who) == 2
    late, waiting = (line.accessibleName() for line in pane.list.lines())
    assert late.endswith("Overdue by 9 hours")  # begun ones count
    assert waiting.endswith("71 hours left")


def test_a_request_is_met_with_a_note_and_undo_opens_it_again(qtbot, bench, pane, who, store):
    request = asked(store, who)
    show(bench, pane, who)
    pane.list.chosen.emit(request)
    assert not pane.meeting.refuse.isEnabled()
    pane.meeting.field.setText("diserahkan")
    pane.meeting.done.click()
    settle(qtbot, bench)
    with store.reading() as session:
        assert session.get_one(DataRequest, request).note == "diserahkan"
    bench.undoing.undo()
    settle(qtbot, bench)
    with store.reading() as session:
        assert session.get_one(DataRequest, request).done_at is None


def test_a_limit_is_said_and_lifted(qtbot, bench, pane, who, store):
    with store.writing("Limit") as session:
        put_out_of_use(session.get_one(Person, who.id))
    show(bench, pane, who)
    assert "may not be processed" in pane.notice.text()
    pane._lift()
    settle(qtbot, bench)
    with store.reading() as session:
        assert not is_limited(session, who.id)


def test_the_copy_is_a_zip_and_that_it_left_is_noted(qtbot, bench, pane, messages, tmp_path, store):
    target = tmp_path / "salinan.zip"
    messages.files, messages.answer = [target], "diminta yang bersangkutan"
    pane.copy.click()
    settle(qtbot, bench)
    with ZipFile(target) as packed:
        data = json.loads(packed.read("data.json"))
        assert len([name for name in packed.namelist() if name.endswith(".pdf")]) == 1
    assert data["person"]["name"] == "Siti Warga"
    with store.reading() as session:
        [row] = disclosures(session, 9)
    assert (row.kind, row.people, row.full_niks) == ("copy", 1, True)
    assert row.reason == "diminta yang bersangkutan"


def test_without_a_reason_no_copy_leaves(qtbot, bench, pane, messages, tmp_path, store):
    messages.files, messages.answer = [tmp_path / "salinan.zip"], None
    pane.copy.click()
    settle(qtbot, bench)
    assert not (tmp_path / "salinan.zip").exists()
    with store.reading() as session:
        assert disclosures(session, 9) == []
        assert next_undo(session) is not None


def test_everything_has_a_name(pane):
    pane.note.click()
    assert unnamed(pane) == []


def test_the_first_page_shows_what_waits_and_leads_to_the_person(
    qtbot, bench, stage, who, store, went
):
    home = HomeRequests(bench)
    stage.layout().addWidget(home)
    home.read()
    settle(qtbot, bench)
    assert home.isHidden()
    request = asked(store, who, ago=timedelta(hours=73))
    qtbot.waitUntil(lambda: not home.isHidden())
    settle(qtbot, bench)
    [line] = home.list.lines()
    assert "Siti Warga" in line.accessibleName()
    assert home.overdue.text() == "1 overdue"
    home.list.chosen.emit(request)
    assert went == [("people", {"person_id": who.id})]
