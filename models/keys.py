"""Who may open an encrypted database: its key, sealed once for every password and recovery code.

The database is encrypted with a random key. Beside it lies a small file of slots, as disk
encryption has them: each holds that key, sealed (AES-256-GCM) under a key drawn from one secret
(Argon2id). A slot may be an officer's own: what is sealed says whose, and cannot be made to say
somebody else's.
"""

import base64
import enum
import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from models.errors import UserError
from models.files import replace_file
from models.words import _

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
FORMAT = 2
"""Slots of format 1 are bound to their kind only; they are read, and sealed anew when opened."""
LEAST_PASSWORD = 8
LEAST_MEMORY_OF_LANE = 8
"""KiB; RFC 9106, section 3.1."""
MOST_MEMORY, MOST_PASSES, MOST_LANES = 1024 * 1024, 64, 64
"""What a file of slots may ask for at most: one that asks for more would stop the computer."""

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a printed code can be read aloud."""
CODE_LENGTH, CODE_GROUP = 25, 5
RANDOM_MARK = "\0"
"""What a secret begins with that nobody types."""
MISREAD = str.maketrans("OIL", "011")


class WrongSecretError(UserError):
    """Neither a password nor a recovery code of this database."""


class SlotsMissingError(UserError):
    """The file of slots is not beside the database, or cannot be read."""


class SlotKind(enum.StrEnum):
    """What sort of secret opens a slot."""

    PASSWORD = "password"
    RECOVERY = "recovery"
    REMEMBERED = "remembered"
    """A random secret that the system's keyring holds for one officer on one computer."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try at a secret costs (Argon2id, RFC 9106): KiB of memory, passes, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def weaker_than(self, other: "Cost") -> bool:
        """Tell whether a try costs less memory or less work than with ``other``."""
        return self.memory < other.memory or self.memory * self.passes < other.memory * other.passes


@dataclass(frozen=True, slots=True)
class Slot:
    """The database's key, sealed under one secret. Bytes are kept as base 64.

    ``officer_id`` is whose secret it is, ``name`` what they sign in by; both are empty where the
    secret is shared.
    """

    kind: SlotKind
    salt: str
    nonce: str
    sealed: str
    cost: Cost = field(default_factory=Cost)
    officer_id: int | None = None
    name: str = ""
    format: int = FORMAT

    def bound(self) -> bytes:
        """Return what the seal vouches for besides the key."""
        if self.format == 1:
            return self.kind.encode()
        return f"jangkau-slot\0{self.format}\0{self.kind}\0{self.officer_id or ''}".encode()


@dataclass(frozen=True, slots=True)
class Opened:
    """The database's key, and the slot that a secret opened."""

    file_key: bytes = field(repr=False)
    slot: Slot


def new_file_key() -> bytes:
    """Return a fresh random key for a database."""
    return secrets.token_bytes(KEY_BYTES)


def seal(
    file_key: bytes,
    secret: str,
    kind: SlotKind,
    cost: Cost | None = None,
    officer_id: int | None = None,
    name: str = "",
) -> Slot:
    """Return a slot that ``secret`` opens."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cost = cost or Cost()
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    empty = Slot(kind, _text(salt), _text(nonce), "", cost, officer_id, name)
    sealed = AESGCM(_drawn(secret, salt, cost)).encrypt(nonce, file_key, empty.bound())
    return replace(empty, sealed=_text(sealed))


def unseal(slots: Iterable[Slot], secret: str) -> bytes:
    """Return the database's key from the slot that ``secret`` opens, or raise WrongSecretError."""
    return open_slot(slots, secret).file_key


def open_slot(slots: Iterable[Slot], secret: str, officer_id: int | None = None) -> Opened:
    """Return the key and the slot that ``secret`` opens, or raise WrongSecretError.

    With ``officer_id`` the passwords of other officers are not tried: each try takes its time.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for slot in _tried(slots, officer_id):
        said = _fitting(secret, slot.kind)
        if said is None:
            continue
        key = _drawn(said, _bytes(slot.salt), slot.cost)
        try:
            found = AESGCM(key).decrypt(_bytes(slot.nonce), _bytes(slot.sealed), slot.bound())
        except InvalidTag:
            continue
        return Opened(found, slot)
    raise WrongSecretError(_("That is not the password of this database. Please try again."))


def seal_anew(database: Path, opened: Opened, secret: str, cost: Cost | None = None) -> bool:
    """Seal a slot anew if it is weaker or older than a slot of today; return whether it was.

    ``secret`` is what opened it. A file that cannot be written to stays as it is.
    """
    slot, cost = opened.slot, cost or Cost()
    if slot.format == FORMAT and not slot.cost.weaker_than(cost):
        return False
    said = _fitting(secret, slot.kind)
    fresh = seal(opened.file_key, said or secret, slot.kind, cost, slot.officer_id, slot.name)
    try:
        kept = read_slots(database)
        write_slots(database, [fresh if one == slot else one for one in kept])
    except (OSError, SlotsMissingError):
        return False
    return True


def new_random_secret() -> str:
    """Return a secret of 256 random bits for a keyring."""
    return RANDOM_MARK + secrets.token_urlsafe(KEY_BYTES)


def new_recovery_code() -> str:
    """Return a code of 120 random bits and a check letter, in groups to be printed."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH - 1))
    return group_code(letters + check_letter(letters))


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
    if len(letters) != CODE_LENGTH or check_letter(letters[:-1]) != letters[-1]:
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
        return [slot_from(one, int(kept["format"])) for one in kept["slots"]]
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise SlotsMissingError(
            _(
                "The key file {name} is missing or cannot be read. It belongs beside the database: "
                "copy it from where the database came from, or from a backup."
            ).format(name=path.name)
        ) from error


def slot_from(kept: dict[str, Any], file_format: int) -> Slot:
    """Return a slot as it was kept in a file of this format.

    Raises KeyError, TypeError or ValueError.
    """
    cost = Cost(**kept["cost"])
    most = {"memory": MOST_MEMORY, "passes": MOST_PASSES, "lanes": MOST_LANES}
    asked = {name: (getattr(cost, name), limit) for name, limit in most.items()}
    if any(type(one) is not int or not 1 <= one <= limit for one, limit in asked.values()):
        raise ValueError("a slot asks for too much")
    if cost.memory < LEAST_MEMORY_OF_LANE * cost.lanes:
        raise ValueError("a slot asks for what cannot be")
    officer_id, name = kept.get("officer_id"), kept.get("name", "")
    if not isinstance(name, str) or not isinstance(officer_id, int | None):
        raise TypeError("a slot of nobody")
    slot = Slot(
        SlotKind(kept["kind"]),
        kept["salt"],
        kept["nonce"],
        kept["sealed"],
        cost,
        officer_id,
        name,
        kept.get("format", file_format),
    )
    if type(slot.format) is not int or not 1 <= slot.format <= FORMAT:
        raise ValueError("a slot of a newer program")
    least = {slot.salt: SALT_BYTES, slot.nonce: NONCE_BYTES, slot.sealed: KEY_BYTES}
    if any(len(base64.b64decode(text, validate=True)) < size for text, size in least.items()):
        raise ValueError("a slot that was cut off")
    return slot


def _fitting(secret: str, kind: SlotKind) -> str | None:
    """Return a secret as a slot of this kind takes it; None where it cannot be one, at no cost."""
    if kind is SlotKind.RECOVERY:
        return tidy_code(secret)
    return secret if (kind is SlotKind.REMEMBERED) is secret.startswith(RANDOM_MARK) else None


def _tried(slots: Iterable[Slot], officer_id: int | None) -> list[Slot]:
    """Return the slots to try, an officer's own first."""
    if officer_id is None:
        return list(slots)
    fitting = [slot for slot in slots if slot.officer_id in (officer_id, None)]
    return sorted(fitting, key=lambda slot: slot.officer_id is None)


def _drawn(secret: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(secret.encode())


def check_letter(letters: str) -> str:
    """Return the letter that stands at the end of a code and tells a slip of the hand."""
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
