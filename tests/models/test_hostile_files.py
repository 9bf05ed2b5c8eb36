"""Files that anybody may have written: what they hold is taken, or refused in a sentence.

No traceback, no endless search, no memory without bounds. Designs, codes of cards, scans, papers
and logos are tested so beside their readers.
"""

import json
from contextlib import suppress
from dataclasses import replace
from math import inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import in_use, opening
from models.backups.due import second_due
from models.backups.erased import Erased, add_erased, erased_path, read_erased
from models.backups.keeping import Keeping, folder_of, keep, keeping
from models.backups.known import Place, backups_in, known_backups
from models.backups.making import make_backup
from models.backups.manifests import manifest_path, read_manifest, write_manifest
from models.base import utc_now
from models.cards.office_keys import read_keys, write_keys
from models.cards.revocations import read_revocations, write_revocations
from models.engines.sqlite import File
from models.errors import UserError
from models.keys import SlotKind, open_slot, read_slots, seal, slots_path
from models.plain_values import UnreadableError, from_json
from models.progress import finish
from models.protecting import users
from models.reporting.layouts import LayoutColumn
from tests.fixtures import CHEAP

pytestmark = pytest.mark.of_files("it is about the file and its disk")

odd = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["", "NaN", "2022-06-28T09:00:00", "0001-01-01T00:00:00+14:00", "../../x", "\0", inf]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.none(), max_size=2),
)
often = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def meddled(draw, content):
    """Return JSON with a value or two replaced, left out or doubled; now and then no JSON."""
    text = json.loads(content)
    for _time in range(draw(st.integers(1, 2))):
        text = _changed(draw, text)
    told = json.dumps(text).encode()
    if draw(st.integers(0, 9)) == 0:
        told = told[: draw(st.integers(0, len(told)))]
    return told


def _changed(draw, value):
    if isinstance(value, dict | list) and value and draw(st.integers(0, 5)):
        keys = sorted(value) if isinstance(value, dict) else range(len(value))
        key = draw(st.sampled_from(keys))
        copied = dict(value) if isinstance(value, dict) else list(value)
        if isinstance(value, dict) and not draw(st.integers(0, 4)):
            del copied[key]
        else:
            copied[key] = _changed(draw, value[key])
        return copied
    return draw(odd)


NESTED = b"[" * 200_000
"""More than Python's own reader of JSON goes down."""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An encrypted database with a backup, signed files and someone who was erased."""
    path = tmp_path_factory.mktemp("office") / "kantor.jangkau"
    key = bytes(range(32))
    slots = [
        seal(key, "rahasia kantor", SlotKind.PASSWORD, CHEAP, 1, "Rina"),
        seal(key, "0" * 25, SlotKind.RECOVERY, CHEAP),
    ]
    opening.create(path, opening.Protection(key, slots)).close()
    store = opening.Store(File(path, key))
    finish(make_backup(store))
    store.close()
    add_erased(path, [Erased(7, "BA-1", utc_now())])
    keep(path, Keeping(second_place=str(path.parent), second_at=utc_now()))
    return path


@often
@given(data=st.data())
def test_any_file_of_slots_is_read_or_missing(office, data):
    content = slots_path(office).read_bytes()
    other = office.with_name("other.jangkau")
    slots_path(other).write_bytes(data.draw(meddled(content)))
    assert all(isinstance(one.name, str) for one in users(other))
    with suppress(UserError):
        open_slot(read_slots(other), "rahasia kantor")


@often
@given(data=st.data())
def test_any_manifest_makes_a_backup_that_counts_rightly_or_none(office, data):
    folder = folder_of(office)
    strange = folder / "strange.jangkau"
    manifest_path(strange).unlink(missing_ok=True)
    (true,) = backups_in(folder, office, Place.HERE)
    manifest_path(strange).write_bytes(data.draw(meddled(manifest_path(true.path).read_bytes())))
    found = sorted(backups_in(folder, office, Place.HERE), key=lambda one: one.moment)
    assert not any(one.counts for one in found if one.path == strange), "there is no such file"
    assert true in found
    manifest_path(strange).unlink()


@often
@given(data=st.data())
def test_any_note_of_how_backups_are_kept_is_read_or_as_at_the_start(office, data):
    path = folder_of(office) / "keeping.json"
    sound = path.read_bytes()
    try:
        path.write_bytes(data.draw(meddled(sound)))
        kept = keeping(office)
        assert kept.every >= 1
        kept.is_missed(utc_now())
        assert known_backups(office)
        second_due(office)
    finally:
        path.write_bytes(sound)


@often
@given(data=st.data())
def test_a_list_of_the_erased_is_read_or_refused(office, data):
    sound = erased_path(office).read_bytes()
    other = office.with_name("other.jangkau")
    erased_path(other).write_bytes(data.draw(meddled(sound)))
    with suppress(UserError):
        assert sorted(read_erased(other), key=lambda one: one.at) is not None


@often
@given(data=st.data())
def test_a_note_of_a_restore_that_is_not_sound_is_told(office, data):
    note = office.with_name(f"{office.name}.replacing")
    sound = json.dumps({"aside": "x.jangkau", "encrypted": True, "foreign": False})
    note.write_bytes(data.draw(meddled(sound)))
    try:
        with suppress(UserError):
            opening.complete_replacing(office)
        assert office.exists()
    finally:
        note.unlink(missing_ok=True)


@often
@given(data=st.data())
def test_whoever_is_said_to_have_the_file_does_no_harm(office, data):
    holder = in_use.Holder("PC-1", "rina", 7, "Rina", "2022-06-28T09:00:00+00:00")
    sound = json.dumps({name: getattr(holder, name) for name in holder.__dataclass_fields__})
    lock = office.with_name(f"{office.name}.lock")
    with in_use_by_another(office):
        lock.write_bytes(data.draw(meddled(sound)))
        with pytest.raises(in_use.InUseError, match=office.name):
            in_use.hold(office)


class in_use_by_another:  # noqa: N801 - reads as what it is
    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.held = in_use.hold(self.path)

    def __exit__(self, *_told):
        self.held.let_go()


@pytest.fixture
def signed(store, tmp_path):
    keys, revoked = tmp_path / "keys.json", tmp_path / "revoked.json"
    with store.writing("Write") as session:
        write_keys(session, keys)
        write_revocations(session, revoked)
    return keys, revoked


@often
@given(data=st.data())
def test_signed_files_are_refused_wherever_they_were_meddled_with(store, signed, tmp_path, data):
    keys, revoked = signed
    changed = tmp_path / "changed.json"
    changed.write_bytes(told := data.draw(meddled(keys.read_bytes())))
    if json_of(told) != json_of(keys.read_bytes()):
        with pytest.raises(UserError):
            read_keys(changed)
    changed.write_bytes(data.draw(meddled(revoked.read_bytes())))
    with store.reading() as session, pytest.raises(UserError):
        read_revocations(session, changed)


def json_of(told):
    with suppress(ValueError):
        return json.loads(told)
    return None


@often
@given(data=st.data())
def test_a_column_of_a_layout_is_read_or_not(data):
    sound = '{"heading": "NIK", "field": "nik", "form": "text"}'
    with suppress(UnreadableError):
        from_json(LayoutColumn, data.draw(meddled(sound)).decode())


@pytest.mark.parametrize(
    "read",
    [
        lambda path: users(path.with_name("other.jangkau")) == [],
        lambda path: read_manifest(path) is None,
        lambda path: keeping(path) == Keeping(),
    ],
    ids=["slots", "manifest", "keeping"],
)
def test_what_is_nested_without_end_is_not_followed(tmp_path, read):
    path = tmp_path / "kantor.jangkau"
    folder_of(path).mkdir()
    slots_path(tmp_path / "other.jangkau").write_bytes(NESTED)
    manifest_path(path).write_bytes(NESTED)
    (folder_of(path) / "keeping.json").write_bytes(NESTED)
    assert read(path)


@pytest.mark.parametrize("end", [".erased", ".replacing"])
def test_what_must_not_be_passed_over_is_told_if_it_is_nested_without_end(tmp_path, end):
    path = tmp_path / "kantor.jangkau"
    path.with_name(path.name + end).write_bytes(NESTED)
    with pytest.raises(UserError):
        opening.complete_replacing(path) if end == ".replacing" else read_erased(path)


def test_a_manifest_without_a_zone_does_not_hide_the_others(office):
    folder = folder_of(office)
    (true,) = (one for one in backups_in(folder, office, Place.HERE) if one.counts)
    strange = folder / "strange.jangkau"
    naive = replace(true.manifest, moment=true.moment.replace(tzinfo=None))
    write_manifest(strange, naive)
    try:
        assert backups_in(folder, office, Place.HERE) == [true]
    finally:
        manifest_path(strange).unlink()
