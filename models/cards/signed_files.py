"""Small files an office signs for other offices: its keys, and which of its cards do not count.

They are JSON, to be read by people as well; the signature is of what it says, not of how it is set.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.cards.signing import Signer, is_signed_by
from models.errors import UserError
from models.files import replace_file
from models.history.recording import canonical
from models.words import _

VERSION = 1
"""Of the files; one of another version is not read."""
LARGEST = 16 * 1024 * 1024
"""Bytes at most: half a million revoked cards."""


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What a file says, and the signature under it; who signed it is still to be looked at."""

    name: str
    content: Mapping[str, Any]
    signature: bytes
    message: bytes

    def refuse_unless_by(self, public: bytes) -> None:
        """Raise UserError unless this key signed the file as it is."""
        if not is_signed_by(public, self.signature, self.message):
            said = _("{file} was altered after it was signed. Nothing of it was taken in.")
            raise UserError(said.format(file=self.name))


def write_signed(target: Path, purpose: str, content: Mapping[str, Any], signer: Signer) -> None:
    """Write ``content`` to ``target``, signed for this ``purpose`` only. Raises OSError."""
    whole = {"jangkau": purpose, "version": VERSION, **content}
    signature = base64.b64encode(signer.sign(_message(whole))).decode()
    text = json.dumps({**whole, "signature": signature}, ensure_ascii=False, indent=1)
    replace_file(target, text.encode())


def read_signed(file: Path, purpose: str) -> SignedFile:
    """Return what a file of this purpose says. Raises UserError saying why it cannot be read."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(_("The file could not be read: {reason}").format(reason=reason)) from error
    try:
        return _read(file.name, data, purpose)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        said = _("{file} is not a file of this kind, or was damaged on its way. Ask for it again.")
        raise UserError(said.format(file=file.name)) from error


def text_in(content: Mapping[str, Any], key: str) -> str:
    """Return the text under ``key``. Raises ValueError where there is none."""
    return _text(content.get(key))


def texts_in(content: Mapping[str, Any], key: str) -> list[str]:
    """Return the texts listed under ``key``. Raises ValueError where there is no such list."""
    value = content.get(key)
    if isinstance(value, list):
        return [_text(one) for one in value]
    raise ValueError(key)


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(value)


def _read(name: str, data: bytes, purpose: str) -> SignedFile:
    if len(data) > LARGEST:
        raise ValueError("too large")
    whole = dict(json.loads(data.decode("utf-8-sig")))
    signature = base64.b64decode(whole.pop("signature"), validate=True)
    if (whole["jangkau"], whole["version"]) != (purpose, VERSION):
        raise ValueError(purpose)
    return SignedFile(name, whole, signature, _message(whole))


def _message(whole: Mapping[str, Any]) -> bytes:
    """Return what is signed; it begins so that no code of a card can be taken for it."""
    return b"jangkau file\n" + canonical(whole).encode()
