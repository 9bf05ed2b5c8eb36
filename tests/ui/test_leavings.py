"""Every file and print is asked for by right and noted; a new one cannot forget it."""

import ast
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import ui.printing
from models.cards.operations import queue_card
from models.office.drafts import OfficerDraft
from models.office.operations import add_officer
from models.office.rights import NotAllowedError
from models.office.tables import Role
from models.privacy.disclosures import DisclosureKind, disclosures
from models.privacy.leaving import LetsOut, Unnoted
from models.progress import Progress, finish
from models.reporting.periods import Period
from models.words import Words
from tests import factories as a
from tests.ui.test_printing import to_file, write
from ui.card_bitmap import write_card_bitmaps
from ui.documents import write_attendance_sheet, write_cards
from ui.event_papers import EventPaper, write_event_paper
from ui.leavings import cards_leaving, paper_leaving, summary_leaving
from ui.panes.money_files import write_list
from ui.period_documents import write_period_pdf, write_period_workbook
from ui.printing import Printing
from ui.summary_document import Ticked, write_summary
from ui.widgets.progress_strip import ProgressStrip

ROOT = Path(__file__).parents[2]
ASKING = {
    "ui/messages.py": "makes the question",
    "ui/panes/saving.py": "the one way: a Document says what the log is told",
    "ui/panes/list_papers.py": "notes by let_out",
    "ui/panes/paper_forms_printing.py": "blank forms, which name nobody",
    "ui/panes/settings_keys.py": "public keys and numbers of revoked cards",
    "ui/panes/bringing_home.py": "what a desk brings home, sealed for the office alone",
    "ui/forms/recovery_form.py": "the recovery code, which names nobody",
    "ui/forms/welcome_steps.py": "where a new database is to be",
    "ui/panes/moving_back.py": "where the office's own database is to be, protected",
    "ui/panes/packet_making.py": "a packet for a desk, noted where it is made",
    "ui/forms/packet_form.py": "where the database of a packet is to be",
    "desktop/backing_up.py": "a backup, which is encrypted as its database is",
}
"""Modules that ask for a place by themselves, and why that is right."""
SENDING = {"ui/paper.py", "ui/printing.py", "ui/forms/recovery_form.py"}
"""Modules that send pages to a printer: what sends, what notes, and the recovery code."""


def modules():
    for folder in ("ui", "desktop"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def calls(tree):
    for one in ast.walk(tree):
        if isinstance(one, ast.Call):
            yield getattr(one.func, "attr", getattr(one.func, "id", "")), one


def test_whoever_asks_for_a_place_goes_the_one_way_or_says_why_not():
    asking = {name for name, tree in modules() if "save_file" in {call for call, _ in calls(tree)}}
    assert asking | {"ui/messages.py"} == set(ASKING)


def test_whoever_prints_goes_the_one_way():
    sending = {
        name
        for name, tree in modules()
        for one in ast.walk(tree)
        if isinstance(one, ast.ImportFrom)
        and one.module == "ui.paper"
        and "send" in {alias.name for alias in one.names}
    }
    assert sending | {"ui/paper.py"} <= SENDING


def test_each_command_that_writes_a_file_notes_what_leaves():
    """By its arguments: what takes the place of a file to be written."""
    written = {"--output", "--out", "--report", "--leftovers"}
    free = {
        "desktop/commands/demo.py": "people who never were",
        "desktop/commands/packet.py": "packets: noted where they are made, or for the office",
    }
    for name, tree in modules():
        if not name.startswith("desktop/commands/"):
            continue
        found = {call for call, _ in calls(tree)}
        takes = {
            argument.value
            for call, one in calls(tree)
            if call == "add_argument"
            for argument in one.args
            if isinstance(argument, ast.Constant)
        }
        if takes & written and name not in free:
            assert {"add_reason", "watch_leaving"} <= found, name


@pytest.fixture
def event(store, keep):
    """An event with three guests; one of them has a card from elsewhere."""
    event = keep(a.event(title="Sosialisasi"))
    people = [keep(a.person(name=name)) for name in ("Sari", "Budi", "Wati")]
    for one in people:
        keep(a.attendance(event_id=event.id, person_id=one.id))
    elsewhere = keep(a.event(title="Temu tani"))
    enrolment = keep(a.enrolment(event_id=elsewhere.id, person_id=people[0].id))
    with store.writing("Queue") as session:
        card = queue_card(session, session.merge(enrolment))
        session.flush()
        return event.id, card.id


@pytest.fixture
def work_as(store):
    def _admit(role):
        store._rights = None
        with store.writing() as session:
            made = add_officer(session, OfficerDraft(name=f"Petugas {role}", role=role)).id
        store.admit(made)

    return _admit


def exports(store, event_id, card_id, target):
    """Return what writes each file, by the name of its writer."""
    words, month = Words("id"), Period.read("2022-06")
    return {
        "attendance": lambda: write_attendance_sheet(store, event_id, target, words),
        "paper": lambda: write_event_paper(store, event_id, EventPaper.ENROLLED, target, words),
        "summary": lambda: write_summary(store, event_id, target, words, Ticked(enrolled=True)),
        "report": lambda: write_period_pdf(store, month, target, words),
        "tables": lambda: write_period_workbook(store, month, target, words),
        "cards": lambda: write_cards(store, [card_id], target, sheet="a4", words=words),
        "bitmaps": lambda: write_card_bitmaps(store, [card_id], target, words),
        "receipts": lambda: write_list(store, [], ZoneInfo("Asia/Makassar"), target, words),
    }


OF_THE_DESK = {"cards", "bitmaps"}
OF_PEOPLE = ("attendance", "paper", "summary", "report", "tables", "receipts")


@pytest.mark.parametrize("name", [*OF_PEOPLE, "cards"])
@pytest.mark.parametrize("role", [Role.READER, Role.DESK_OFFICER])
def test_a_direct_call_writes_nothing_that_the_role_lets_not_leave(
    store, event, tmp_path, work_as, role, name
):
    target = tmp_path / "keluar"
    writing = exports(store, *event, target)[name]
    work_as(role)
    if role is Role.DESK_OFFICER and name in OF_THE_DESK:
        finish(writing())
        assert target.exists()
    else:
        with pytest.raises(NotAllowedError):
            finish(writing())
        assert not list(tmp_path.glob("keluar*"))


def test_bitmaps_of_cards_are_refused_like_their_pdf(store, event, tmp_path, work_as):
    work_as(Role.READER)
    with pytest.raises(NotAllowedError):
        finish(exports(store, *event, tmp_path / "kartu.png")["bitmaps"]())
    assert not list(tmp_path.glob("kartu*"))


def test_a_coordinator_writes_them_all(store, event, tmp_path, work_as):
    work_as(Role.COORDINATOR)
    for name, writing in exports(store, *event, tmp_path / "keluar.png").items():
        finish(writing())
        assert list(tmp_path.glob("keluar*")), name


def test_a_paper_says_of_which_event_and_how_many(store, event):
    out = paper_leaving(store, event[0], EventPaper.CONSENT)
    assert (out.event_id, out.count(None), out.right) == (event[0], 3, "export")
    assert "Sosialisasi" in out.title
    assert paper_leaving(store, event[0], EventPaper.MINUTES) is Unnoted.NAMES_NOBODY


def test_a_summary_with_whole_niks_says_so_only_where_they_stand_in_it(store, event):
    def out(**ticked):
        return summary_leaving(store, event[0], Ticked(**ticked))

    assert (out(enrolled=True, full=True).full_niks, out(full=True).full_niks) == (True, False)
    assert (out(present=True).count(9), out().count(9)) == (3, 0)


def test_a_single_card_that_is_printed_goes_to_the_person_and_several_are_noted():
    assert cards_leaving([7], "Kartu", printed=True) is Unnoted.OWN_PAPER
    assert cards_leaving([7], "Kartu", printed=False).count(None) == 1
    assert cards_leaving([7, 8], "Kartu", printed=True).count(None) == 2


# Printing


@pytest.fixture
def printing(bench, stage):
    return Printing(bench, ProgressStrip(stage), stage)


def log(store):
    with store.reading() as session:
        return disclosures(session, 99)


def begin(qtbot, printing, out, unsent=None):
    printing.print_pdf(write, "Daftar", out, unsent=unsent)
    qtbot.waitUntil(lambda: not printing.busy)


NAMED = LetsOut(DisclosureKind.PAPER, "Daftar hadir", people=lambda _result: 4)


def test_a_print_is_noted_like_a_file(qtbot, bench, printing, tmp_path, monkeypatch):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    begin(qtbot, printing, NAMED)
    [row] = log(bench.store)
    assert (row.title, row.people) == ("Daftar hadir", 4)
    assert (tmp_path / "out.pdf").exists()


def test_a_print_that_was_thought_better_of_is_not_noted(qtbot, bench, printing, monkeypatch):
    monkeypatch.setattr(ui.printing, "choose_printer", lambda *_asked: False)
    begin(qtbot, printing, NAMED)
    assert log(bench.store) == []


def test_what_a_role_lets_not_leave_is_not_even_drawn(
    qtbot, bench, printing, tmp_path, monkeypatch, work_as
):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    work_as(Role.DESK_OFFICER)
    drawn, unsent = [], []

    def draw(target):
        drawn.append(target)
        yield Progress(0, 0)

    printing.print_pdf(draw, "Daftar", NAMED, unsent=unsent.append)
    assert (drawn, unsent, printing.busy) == ([], [None], False)
    assert not (tmp_path / "out.pdf").exists()


def test_whole_niks_are_printed_only_for_a_reason_that_is_noted(
    qtbot, bench, printing, messages, tmp_path, monkeypatch
):
    monkeypatch.setattr(ui.printing, "choose_printer", to_file(tmp_path / "out.pdf"))
    whole = LetsOut(DisclosureKind.PAPER, "Peserta", full_niks=True)
    messages.answer = None
    begin(qtbot, printing, whole)
    assert log(bench.store) == []
    messages.answer = "diminta dinas"
    begin(qtbot, printing, whole)
    assert [row.reason for row in log(bench.store)] == ["diminta dinas"]
