"""When a backup is due, and how it comes to the second place."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models import opening
from models.backups.due import backup_state, is_due, second_due
from models.backups.keeping import choose_second_place, folder_of, keep_every, keeping
from models.backups.known import Place, known_backups, newest, remove
from models.backups.making import (
    bring_to_second_place,
    make_backup,
)
from models.backups.manifests import write_manifest
from models.base import utc_now
from models.errors import UserError
from models.office.operations import set_up_office
from models.progress import finish
from tests.fixtures import OFFICE, OFFICER
from tests.models.backups.backups_at_hand import *  # noqa: F403 - fixtures are found by name
from tests.models.backups.backups_at_hand import add


def test_a_backup_comes_to_the_second_place_too(sealed, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_second_place(sealed.path, stick, utc_now())
    finish(make_backup(sealed))
    places = {one.place: one for one in known_backups(sealed.path) if one.counts}
    assert set(places) == {Place.HERE, Place.SECOND}
    opening.open_store(places[Place.SECOND].path, "rahasia kantor").close()


def test_a_second_place_taken_out_is_missed_after_a_week_and_made_good_when_back(sealed, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_second_place(sealed.path, stick, utc_now())
    stick.rename(tmp_path / "away")
    finish(make_backup(sealed))
    assert {one.place for one in known_backups(sealed.path)} == {Place.HERE}
    assert not stick.exists()  # nothing is put where a stick is missing
    assert not keeping(sealed.path).is_missed(utc_now() + timedelta(days=6))
    assert keeping(sealed.path).is_missed(utc_now() + timedelta(days=8))
    (tmp_path / "away").rename(stick)
    assert second_due(sealed.path)
    finish(bring_to_second_place(sealed.path))
    assert not second_due(sealed.path)


def dated(made, moment, folder=None):
    """Let a backup be one of another moment, as if made by a clock that was wrong; return it."""
    path = (folder or made.path.parent) / f"{moment:%Y-%m-%d %H.%M.%S}.jangkau"
    shutil.copy(made.path, path)
    write_manifest(path, replace(made.manifest, moment=moment))
    return path


def test_what_a_clock_gone_wrong_dated_hides_no_later_backup_from_the_second_place(
    sealed, tmp_path
):
    choose_second_place(sealed.path, tmp_path, utc_now())
    first = finish(make_backup(sealed))
    wrong = dated(first, utc_now() + timedelta(days=400))
    add(sealed)
    later = finish(make_backup(sealed))
    assert (later.moment > first.moment, newest(sealed.path)) == (True, later)
    assert not is_due(sealed, utc_now())
    assert later.moment in {
        one.moment for one in known_backups(sealed.path) if one.place is Place.SECOND
    }
    for made in known_backups(sealed.path):
        if made.path != wrong:
            remove(made.path)
    assert newest(sealed.path).path == wrong


def test_a_backup_another_computer_brought_to_the_second_place_is_not_taken_for_one_of_here(
    sealed, tmp_path
):
    choose_second_place(sealed.path, tmp_path, utc_now())
    first = finish(make_backup(sealed))
    theirs = dated(first, first.moment + timedelta(seconds=1), keeping(sealed.path).second())
    assert newest(sealed.path) == first
    add(sealed)
    assert not second_due(sealed.path)
    second = [one for one in known_backups(sealed.path) if one.place is Place.SECOND]
    for made in second:
        if made.path != theirs:
            remove(made.path)
    assert second_due(sealed.path)
    assert finish(bring_to_second_place(sealed.path))
    assert not second_due(sealed.path)
    shutil.rmtree(folder_of(sealed.path))
    choose_second_place(sealed.path, tmp_path, utc_now())
    assert newest(sealed.path).path == theirs  # all that is left, as on a new computer


def test_on_a_stick_that_two_share_each_makes_room_among_its_own_only(sealed, protection, tmp_path):
    stick = tmp_path / "stick"
    (tmp_path / "other").mkdir()
    stick.mkdir()
    other = opening.create(tmp_path / "other" / sealed.path.name, protection)
    add(other)
    choose_second_place(other.path, stick, utc_now())
    theirs = finish(make_backup(other))
    other.close()
    choose_second_place(sealed.path, stick, utc_now())
    first = finish(make_backup(sealed))
    second = keeping(sealed.path).second()
    hour = datetime(2020, 5, 20, 9, tzinfo=UTC)  # of which the last is kept
    kept = [dated(theirs, hour + timedelta(minutes=one), second) for one in (1, 2)]
    gone, last = (dated(first, hour + timedelta(minutes=one), second) for one in (3, 4))
    for _ in range(3):
        add(sealed)
        finish(make_backup(sealed))
    assert [path.exists() for path in (*kept, gone, last)] == [True, True, False, True]


def test_a_second_place_that_is_not_there_is_told(sealed):
    with pytest.raises(UserError, match="Nothing can be saved"):
        choose_second_place(sealed.path, sealed.path.parent / "nowhere", utc_now())


def test_one_is_due_at_first_then_after_so_many_actions_and_at_the_end(sealed):
    now = utc_now()
    assert is_due(sealed, now)
    finish(make_backup(sealed))
    assert not is_due(sealed, now, ending=True)
    keep_every(sealed.path, 2)
    add(sealed)
    assert not is_due(sealed, now)
    assert is_due(sealed, now, ending=True)
    assert is_due(sealed, now + timedelta(days=1))
    add(sealed)
    assert is_due(sealed, now)
    finish(make_backup(sealed))
    assert not is_due(sealed, now)


def test_another_day_begins_by_the_offices_clock(sealed):
    far = ZoneInfo("Pacific/Kiritimati")
    with sealed.writing("Set up") as session:
        set_up_office(session, replace(OFFICE, time_zone=far.key), OFFICER)
    finish(make_backup(sealed))
    add(sealed)
    tomorrow = newest(sealed.path).moment.astimezone(far).date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time(), far)
    assert not is_due(sealed, midnight - timedelta(seconds=1))
    assert is_due(sealed, midnight)


def test_days_without_a_backup_are_a_risk_only_where_something_was_done(sealed):
    later = utc_now() + timedelta(days=4)
    assert backup_state(sealed, later).at_risk
    finish(make_backup(sealed))
    assert not backup_state(sealed, later).at_risk
    add(sealed)
    assert backup_state(sealed, later).at_risk
    assert not backup_state(sealed, later - timedelta(days=2)).at_risk
