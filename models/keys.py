"""Who may open an encrypted database: its key, sealed once for every password and recovery code.

The database is encrypted with a random key. Beside it lies a small file of slots, as disk
encryption has them: each holds that key, sealed (AES-256-GCM) under a key drawn from one secret
(Argon2id).
"""

import base64
import enum
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from models.errors import UserError
from models.files import replace_file
from models.words import _

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
FORMAT = 1
LEAST_PASSWORD = 8

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a printed code can be read aloud."""
CODE_LENGTH, CODE_GROUP = 25, 5
MISREAD = str.maketrans("OIL", "011")


class WrongSecretError(UserError):
    """Neither a password nor a recovery code of this database."""


class SlotsMissingError(UserError):
    """The file of slots is not beside the database, or cannot be read."""


class SlotKind(enum.StrEnum):
    """What sort of secret opens a slot."""

    PASSWORD = "password"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try at a secret costs (Argon2id, RFC 9106): KiB of memory, passes, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """The database's key, sealed under one secret. Bytes are kept as base 64."""

    kind: SlotKind
    salt: str
    nonce: str
    sealed: str
    cost: Cost = field(default_factory=Cost)


def new_file_key() -> bytes:
    """Return a fresh random key for a database."""
    return secrets.token_bytes(KEY_BYTES)


def seal(file_key: bytes, secret: str, kind: SlotKind, cost: Cost | None = None) -> Slot:
    """Return a slot that ``secret`` opens."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cost = cost or Cost()
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(_drawn(secret, salt, cost)).encrypt(nonce, file_key, kind.encode())
    return Slot(kind, _text(salt), _text(nonce), _text(sealed), cost)


def unseal(slots: Iterable[Slot], secret: str) -> bytes:
    """Return the database's key from the slot that ``secret`` opens, or raise WrongSecretError."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for slot in slots:
        said = secret if slot.kind is SlotKind.PASSWORD else tidy_code(secret)
        if said is None:
            continue
        key = _drawn(said, _bytes(slot.salt), slot.cost)
        try:
            return AESGCM(key).decrypt(_bytes(slot.nonce), _bytes(slot.sealed), slot.kind.encode())
        except InvalidTag:
            continue
    raise WrongSecretError(_("That is not the password of this database. Please try again."))


def new_recovery_code() -> str:
    """Return a code of 120 random bits and a check letter, in groups to be printed."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH - 1))
    return group_code(letters + _check_letter(letters))


def group_code(letters: str) -> str:
    """Write a code in groups of five."""
    return "-".join(
        letters[start : start + CODE_GROUP] for start in range(0, len(letters), CODE_GROUP)
    )


def tidy_code(typed: str) -> str | None:
    """Return a typed recovery code as it was printed, or None if it cannot be one.

    Small letters, spaces and the letters that are easily misread for digits are put right.
    """
    letters = "".join(filter(str.isalnum, typed.upper())).translate(MISREAD)
    if len(letters) != CODE_LENGTH or _check_letter(letters[:-1]) != letters[-1]:
        return None
    return group_code(letters)


def password_problem(password: str, again: str | None = None) -> str:
    """Return why ``password`` should not be used, or nothing."""
    if len(password) < LEAST_PASSWORD:
        return _("Use at least {n} characters.").format(n=LEAST_PASSWORD)
    if len(set(password)) < LEAST_PASSWORD // 2:
        return _("Use more different characters.")
    if again is not None and again != password:
        return _("The two passwords differ.")
    return ""


def slots_path(database: Path) -> Path:
    """Return where the slots of ``database`` lie."""
    return database.with_name(f"{database.name}.keys")


def write_slots(database: Path, slots: Iterable[Slot]) -> None:
    """Keep the slots beside their database; the old ones stay until the new ones are whole."""
    kept = {"format": FORMAT, "slots": [asdict(slot) for slot in slots]}
    replace_file(slots_path(database), json.dumps(kept, indent=1).encode())


def read_slots(database: Path) -> list[Slot]:
    """Return the slots of ``database``, or raise SlotsMissingError."""
    path = slots_path(database)
    try:
        kept = json.loads(path.read_text("utf-8"))
        return [
            Slot(
                SlotKind(slot["kind"]),
                slot["salt"],
                slot["nonce"],
                slot["sealed"],
                Cost(**slot["cost"]),
            )
            for slot in kept["slots"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SlotsMissingError(
            _(
                "The key file {name} is missing or cannot be read. It belongs beside the database: "
                "copy it from where the database came from, or from a backup."
            ).format(name=path.name)
        ) from error


def _drawn(secret: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(secret.encode())


def _check_letter(letters: str) -> str:
    weighed = sum(
        place * CODE_LETTERS.index(letter)
        for place, letter in enumerate(letters, start=1)
        if letter in CODE_LETTERS
    )
    return CODE_LETTERS[weighed % 31]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
