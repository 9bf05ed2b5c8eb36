"""The file around what a packet encloses: foreign, cut, altered and newer ones are told apart."""

import json
import secrets
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import migrations
from models.keys import SlotKind, new_file_key, seal
from models.packets import envelope
from models.packets.envelope import (
    MAGIC,
    Header,
    PacketError,
    PacketKind,
    read_packet,
    unpack,
    write_packet,
)
from tests.fixtures import CHEAP

KEY = Ed25519PrivateKey.generate()
HEADER = Header(
    kind=PacketKind.DESK,
    packet_id=5,
    desk_number=1,
    desk="Meja 2",
    office="Kantor Cabang Bulungan",
    mark="01234567",
    made_at=datetime(2026, 6, 1, 8, tzinfo=UTC),
    program="0.1.0",
    schema=migrations.HEAD,
    public=KEY.public_key().public_bytes_raw(),
    slot=seal(new_file_key(), "frasa", SlotKind.PASSWORD, CHEAP),
)
ENCLOSED = secrets.token_bytes(5000)


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a packet with this header."""

    def _written(header=HEADER):
        payload, path = tmp_path / "payload", tmp_path / "meja.jangkau-desk"
        payload.write_bytes(ENCLOSED)
        with path.open("wb") as out:
            write_packet(out, payload, header, KEY.sign)
        return path

    return _written


def _read_whole(path):
    target = path.with_name("unpacked")
    unpack(read_packet(path, PacketKind.DESK), target)
    return target.read_bytes()


def test_what_was_enclosed_comes_out_and_the_header_says_what_it_said(written):
    path = written()
    header = read_packet(path, PacketKind.DESK).header
    assert replace(header, size=0, sha256="") == HEADER
    assert _read_whole(path) == ENCLOSED


def test_the_same_packet_has_the_same_fingerprint_wherever_it_lies(written, tmp_path):
    path = written()
    copy = tmp_path / "copy"
    copy.write_bytes(path.read_bytes())
    first, other = (read_packet(one, PacketKind.DESK) for one in (path, copy))
    assert first.digest == other.digest
    written(replace(HEADER, packet_id=6))
    assert read_packet(path, PacketKind.DESK).digest != other.digest


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.floats(min_value=0, max_value=1, exclude_max=True))
def test_a_packet_that_was_cut_anywhere_is_refused(written, part):
    path = written()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(PacketError):
        _read_whole(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_packet_with_one_byte_altered_anywhere_is_refused(written, place, other):
    path = written()
    whole = bytearray(path.read_bytes())
    whole[place % len(whole)] ^= other
    path.write_bytes(whole)
    with pytest.raises(PacketError):
        _read_whole(path)


def test_what_was_put_behind_a_packet_is_told(written):
    path = written()
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(PacketError, match="altered"):
        _read_whole(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_rubbish_is_no_packet(tmp_path, rubbish):
    path = tmp_path / "rubbish"
    for start in (b"", MAGIC, MAGIC + b"\1", MAGIC + b"\1\0\0\0\x20"):
        path.write_bytes(start + rubbish)
        with pytest.raises(PacketError):
            read_packet(path, PacketKind.DESK)


def test_a_packet_of_a_newer_program_asks_for_that_program(written):
    path = written(replace(HEADER, schema="9999"))
    with pytest.raises(PacketError, match="newer version"):
        read_packet(path, PacketKind.DESK)
    whole = bytearray(written().read_bytes())
    whole[len(MAGIC)] = envelope.FORMAT + 1
    path.write_bytes(whole)
    with pytest.raises(PacketError, match="newer version"):
        read_packet(path, PacketKind.DESK)


def test_a_header_that_another_key_signed_is_refused(tmp_path, written):
    path, payload = written(), tmp_path / "payload"
    with path.open("wb") as out:
        write_packet(out, payload, HEADER, Ed25519PrivateKey.generate().sign)
    with pytest.raises(PacketError, match="altered"):
        read_packet(path, PacketKind.DESK)


def test_a_header_that_asks_for_too_costly_a_key_is_refused(tmp_path, written):
    slot = replace(HEADER.slot, cost=replace(CHEAP, memory=2**40))
    with pytest.raises(PacketError, match="altered"):
        read_packet(written(replace(HEADER, slot=slot)), PacketKind.DESK)


def test_a_packet_of_the_other_kind_is_told_by_name(written):
    with pytest.raises(PacketError, match="made for a desk to open"):
        read_packet(written(), PacketKind.RETURN)
    home = written(replace(HEADER, kind=PacketKind.RETURN))
    with pytest.raises(PacketError, match="read in at the office"):
        read_packet(home, PacketKind.DESK)


def test_a_stick_that_was_pulled_is_told(written):
    path = written()
    packet = read_packet(path, PacketKind.DESK)
    path.unlink()
    with pytest.raises(PacketError, match="put that in again"):
        unpack(packet, path.with_name("unpacked"))
    with pytest.raises(PacketError, match="put that in again"):
        read_packet(path, PacketKind.DESK)


def test_what_can_be_read_in_clear_is_of_the_office_alone(written):
    whole = written().read_bytes()
    start = len(MAGIC) + 5
    length = int.from_bytes(whole[start - 4 : start], "big")
    said = json.loads(whole[start : start + length])
    assert set(said) == {
        *("kind", "packet_id", "desk_number", "desk", "office", "mark", "made_at"),
        *("program", "schema", "public", "slot", "slot_format", "size", "sha256"),
    }
