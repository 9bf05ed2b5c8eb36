"""What a restore would lose, told before it is done."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.backups.known import Backup, Place
from models.backups.manifests import Manifest, Reason
from models.backups.proving import Contents
from models.backups.restoring import Done, Preview
from models.backups.salvage import Saved
from tests.ui.reach import unnamed
from ui.forms.restore_form import FEW, LINES, Offer, RestoreForm, backup_title
from ui.panes.home_backup import age_said

ZONE = ZoneInfo("Asia/Makassar")
NOON = datetime(2022, 6, 28, 4, tzinfo=UTC)


@pytest.fixture
def form(stage):
    made = RestoreForm(Offer(Path("kantor.jangkau"), []))
    stage.layout().addWidget(made)
    return made


def shown(form, *lost):
    """Return the lines that tell what would be lost."""
    form.show_preview(Preview("Kantor", Contents("", {}, (), ""), (), lost, True, ZONE), None)
    return form.lost_lines()


def done(kind, title):
    return Done(NOON, "Rina", kind, title)


def test_much_of_a_kind_is_counted_and_little_told_by_name(form):
    many = [done("Check … in", f"Check Orang {n} in") for n in range(FEW + 9)]
    lines = shown(form, done("Give …", "Give <b>Siti</b>"), *many, done("Give …", "Give Budi"))
    assert lines[:3] == [f"{FEW + 9} × Check … in", "Give <b>Siti</b>", "Give Budi"]
    assert "Rina" in lines[-1]


def test_of_very_many_kinds_the_most_are_told_and_the_rest_counted(form):
    lines = shown(form, *(done(f"Kind {n}", f"Kind {n}") for n in range(LINES + 5)))
    assert lines[: LINES + 1] == [*(f"Kind {n}" for n in range(LINES)), "and 5 more lines"]


def test_a_long_name_takes_one_line(form):
    [line, *_days] = shown(form, done("Add …", "Add " + "x" * 400))
    assert len(line) < 100


def test_where_nothing_is_lost_nothing_is_listed(form):
    assert shown(form) == []
    assert form.told() == "Nothing would be lost."


@pytest.mark.parametrize(
    ("zone", "said", "day"),
    [
        ("Pacific/Kiritimati", "Tuesday, 28 June 2022 at 18:00", "28 June 2022"),
        ("Pacific/Pago_Pago", "Monday, 27 June 2022 at 17:00", "27 June 2022"),
    ],
)
def test_moments_are_those_of_the_offices_clock(form, zone, said, day):
    lost = (done("Give …", "Give Budi"),)
    preview = Preview("Kantor", Contents("", {}, (), ""), lost, lost, True, ZoneInfo(zone))
    form.show_preview(preview, NOON)
    facts = dict(form._facts.shown())
    assert facts["Made"] == facts["Last done in it"] == said
    assert form.lost_lines()[-1].startswith(said.partition(" at")[0])
    assert age_said(NOON, NOON + timedelta(days=99), ZoneInfo(zone)) == f"on {day}"


def test_before_any_database_is_open_a_backup_is_listed_by_the_clock_of_its_office():
    held = Contents("", {}, (), "", "Pacific/Kiritimati")
    manifest = Manifest(NOON, Reason.BY_HAND, 1, "", held, "", NOON)
    listed = Backup(Path("kantor.jangkau"), manifest, Place.HERE, there=True)
    assert backup_title(listed) == "Tuesday, 28 June 2022 at 18:00"
    assert backup_title(listed, ZONE) == "Tuesday, 28 June 2022 at 12:00"


def test_what_was_saved_of_a_damaged_file_is_told_in_words(form):
    kept = ("alembic_version", "local", "person", "action", "change", "content")
    form.show_saved([Saved(name, 7, lost=0, gaps=0) for name in kept])
    facts = ["Person", "Actions", "Changes", "Contents of files"]
    assert [name for name, _said in form._facts.shown().items()] == facts
    form.show_saved([Saved("local", 7, lost=2, gaps=1)])
    assert form.lost_lines() == ["What only this file knows: 2 lost"]


def test_everything_has_a_name(form):
    shown(form, done("Add …", "Add Siti"))
    assert unnamed(form) == []
