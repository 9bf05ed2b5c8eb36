"""What was typed while the server was away, encrypted in a file of this computer.

The key is random and lies in the computer's keyring; where there is none that is sound, there is no
file either.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from models.engines.postgres import Server
from models.files import replace_file
from models.remembering import SERVICE, can_remember
from models.server.credentials import said_of

KEY_BYTES, NONCE_BYTES = 32, 12
BOUND = b"jangkau-aside\0"
"""What the seal vouches for besides the notes: that they are such."""


class SealedFile:
    """Notes in one file, gone when there are none (AES-256-GCM)."""

    def __init__(self, path: Path, entry: str) -> None:
        """Keep them at ``path``; the keyring holds the key under ``entry``."""
        self._path = path
        self._entry = entry

    def read(self) -> dict[str, str | None]:
        """Return what was written last; nothing where nothing was, or nothing can be read."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            sealed = self._path.read_bytes()
            key = self._key()
            if key is None:
                return {}
            nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            notes: dict[str, str | None] = json.loads(AESGCM(key).decrypt(nonce, rest, BOUND))
        except (OSError, ValueError, InvalidTag):
            return {}
        return notes

    def write(self, notes: Mapping[str, str | None]) -> bool:
        """Write all notes in place of those before; return whether that could be done."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            if not notes:
                self._path.unlink(missing_ok=True)
                return True
            key = self._key() or self._new_key()
            if key is None:
                return False
            nonce = secrets.token_bytes(NONCE_BYTES)
            said = json.dumps(dict(notes), ensure_ascii=False).encode("utf-8", "surrogatepass")
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, nonce + AESGCM(key).encrypt(nonce, said, BOUND))
        except OSError:
            return False
        return True

    def _key(self) -> bytes | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            held = keyring.get_password(SERVICE, self._entry)
            return base64.b64decode(held) if held else None
        except (KeyringError, ValueError):
            return None

    def _new_key(self) -> bytes | None:
        import keyring
        from keyring.errors import KeyringError

        key = secrets.token_bytes(KEY_BYTES)
        try:
            keyring.set_password(SERVICE, self._entry, base64.b64encode(key).decode())
        except KeyringError:
            return None
        return key


def aside_file(server: Server, folder: Path) -> SealedFile | None:
    """Return the file in ``folder`` for what a desk of this server types while it is away.

    None where this computer has no keyring that could keep its key.
    """
    if not can_remember():
        return None
    name = hashlib.sha256(said_of(server).encode()).hexdigest()[:32]
    return SealedFile(folder / f"typed-{name}.sealed", f"aside {name}")
