"""The file that a packet is: what may be known of it in clear, signed, and what is enciphered.

It begins with ``MAGIC`` and the format's number, then the length of the header (4 bytes), the
header as JSON, its Ed25519 signature, and an SQLCipher database to the end of the file. The header
holds the size and the SHA-256 of that database, and its key in a slot that a secret opens.
"""

import enum
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models import migrations
from models.cards.signing import is_signed_by
from models.errors import UserError
from models.keys import FORMAT as SLOT_FORMAT
from models.keys import Slot, slot_from
from models.words import _

MAGIC = b"Jangkau packet\0"
FORMAT = 1
SUFFIXES = (".jangkau-desk", ".jangkau-return")
"""What the names of packets end with, those for a desk and those it brings home."""
LONGEST_HEADER = 64 * 1024
LENGTH_BYTES, SIGNATURE_BYTES = 4, 64
CHUNK = 1024 * 1024


class PacketError(UserError):
    """This file is no packet that can be used here."""


class PacketKind(enum.StrEnum):
    """What is given to a desk, and what a desk brings home."""

    DESK = "desk"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Header:
    """What a packet says of itself in clear; nothing of it is about a person.

    ``mark`` and ``office`` are the office's key and name, ``public`` is the other half of the key
    it is signed with, ``schema`` the step its tables stand at.
    """

    kind: PacketKind
    packet_id: int
    desk_number: int
    desk: str
    office: str
    mark: str
    made_at: datetime
    program: str
    schema: str
    public: bytes
    slot: Slot
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet that lies at ``path``: its header is whole and signed by who it says.

    ``digest`` is its fingerprint, ``begins`` the byte at which the database begins in it.
    """

    path: Path
    header: Header
    digest: bytes
    begins: int


def write_packet(
    out: BinaryIO, payload: Path, header: Header, sign: Callable[[bytes], bytes]
) -> bytes:
    """Write a packet around an enciphered database; return its fingerprint. Raises OSError."""
    with payload.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    whole = _as_json(replace(header, size=payload.stat().st_size, sha256=digest))
    signature = sign(MAGIC + whole)
    out.write(MAGIC + bytes([FORMAT]) + len(whole).to_bytes(LENGTH_BYTES, "big") + whole)
    out.write(signature)
    with payload.open("rb") as file:
        while chunk := file.read(CHUNK):
            out.write(chunk)
    return _digest(whole, signature)


def read_packet(path: Path, kind: PacketKind) -> Packet:
    """Return the packet at ``path``; what it encloses is not looked at yet. Raises PacketError."""
    try:
        with path.open("rb") as file:
            found = _read(file, path)
    except OSError as error:
        raise unreadable(path, error) from error
    if found.header.kind is not kind:
        said = (
            _("{name} was made for a desk to open. What the desk brings home is another file.")
            if kind is PacketKind.RETURN
            else _("{name} is what a desk brings home. It is read in at the office.")
        )
        raise PacketError(said.format(name=path.name))
    return found


def unpack(packet: Packet, target: Path) -> None:
    """Write the enciphered database that a packet encloses to ``target``.

    Raises PacketError where the file was cut or altered, or cannot be read any more, and OSError
    where the target cannot be written.
    """
    digest, left = hashlib.sha256(), packet.header.size
    with target.open("wb") as out:
        for chunk in _chunks(packet):
            digest.update(chunk)
            left -= len(chunk)
            out.write(chunk)
    if left > 0:
        raise _cut(packet.path)
    if left < 0 or digest.hexdigest() != packet.header.sha256:
        raise altered(packet.path)


def altered(path: Path) -> PacketError:
    """Return what to say of a packet that is not as it was made."""
    return PacketError(
        _("{name} was damaged or altered since it was made. Ask for it again.").format(
            name=path.name
        )
    )


def unreadable(path: Path, error: OSError) -> PacketError:
    """Return what to say where a packet cannot be read: its stick was pulled."""
    return PacketError(
        _("{name} cannot be read: {reason}. If it is on a stick, put that in again.").format(
            name=path.name, reason=error.strerror or error
        )
    )


def _read(file: BinaryIO, path: Path) -> Packet:
    start = file.read(len(MAGIC) + 1)
    if not start.startswith(MAGIC):
        raise PacketError(_("{name} is no packet of this program.").format(name=path.name))
    if start[-1] != FORMAT or len(start) == len(MAGIC):
        raise _newer(path)
    length = int.from_bytes(file.read(LENGTH_BYTES), "big")
    if length > LONGEST_HEADER:
        raise altered(path)
    whole, signature = file.read(length), file.read(SIGNATURE_BYTES)
    if len(whole) < length or len(signature) < SIGNATURE_BYTES:
        raise _cut(path)
    header = _header(whole, path)
    if not is_signed_by(header.public, signature, MAGIC + whole):
        raise altered(path)
    return Packet(path, header, _digest(whole, signature), file.tell())


def _chunks(packet: Packet) -> Iterator[bytes]:
    try:
        with packet.path.open("rb") as file:
            file.seek(packet.begins)
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise unreadable(packet.path, error) from error


def _as_json(header: Header) -> bytes:
    said = asdict(header) | {
        "made_at": header.made_at.isoformat(),
        "public": header.public.hex(),
        "slot_format": SLOT_FORMAT,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _header(whole: bytes, path: Path) -> Header:
    """Return the header as it is written. Raises PacketError."""
    try:
        said = json.loads(whole)
        if said["schema"] > migrations.HEAD and str(said["schema"]).isdecimal():
            raise _newer(path)
        return Header(
            PacketKind(said["kind"]),
            int(said["packet_id"]),
            int(said["desk_number"]),
            str(said["desk"]),
            str(said["office"]),
            str(said["mark"]),
            datetime.fromisoformat(said["made_at"]),
            str(said["program"]),
            str(said["schema"]),
            bytes.fromhex(said["public"]),
            slot_from(said["slot"], int(said["slot_format"])),
            int(said["size"]),
            str(said["sha256"]),
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise altered(path) from error


def _digest(whole: bytes, signature: bytes) -> bytes:
    """Return a packet's fingerprint: the header holds that of what it encloses."""
    return hashlib.sha256(whole + signature).digest()


def _cut(path: Path) -> PacketError:
    return PacketError(
        _("{name} is not whole: its end is missing. Copy it once more.").format(name=path.name)
    )


def _newer(path: Path) -> PacketError:
    return PacketError(
        _(
            "{name} was made by a newer version of this program. "
            "Please install that version here, too."
        ).format(name=path.name)
    )
