"""The words of an office at a server: the key with which its files and keys are sealed there.

The key is drawn by chance (256 bits) and never on the server; it is written as words, each of which
stands for a digit. What follows the key in them tells most slips of the hand; all others are told
by what the office keeps sealed on its server for that.
"""

import hashlib
import secrets

from sqlalchemy import Connection, select

from models.engines.dialects import put
from models.engines.postgres import OFFICE, ServerAddress
from models.engines.sealing import KEY_BYTES, SEALED_ONLY, NotOpenedError, seal, unseal
from models.errors import UserError
from models.office.tables import Office, local
from models.packets.phrase import known_words, tidy_phrase
from models.words import _, shorten

WORDS = 24
"""Of 1777: 259 bits."""
SLIPS = 8
"""How many values are told apart by what follows the key: the 3 bits that are left."""
SEAL = "seal"
"""The note of the office's own ``local``: nothing at all, sealed with the office's key."""
_BOUND = b"jangkau-seal"


class WordsError(UserError):
    """The words of the office are needed, or these are others."""


def new_office_key() -> bytes:
    """Return a fresh random key for an office's files and keys on a server."""
    return secrets.token_bytes(KEY_BYTES)


def words_of(key: bytes) -> str:
    """Return a key in words."""
    number = int.from_bytes(key, "big") * SLIPS + _mark(key)
    digits, known = [], sorted(known_words())
    for _place in range(WORDS):
        number, digit = divmod(number, len(known))
        digits.append(known[digit])
    return " ".join(reversed(digits))


def key_of(typed: str) -> bytes:
    """Return the key that was typed in words. Raises WordsError."""
    words, known = tidy_phrase(typed).split(), sorted(known_words())
    unknown = next((word for word in words if word not in known_words()), None)
    if unknown is not None:
        raise WordsError(
            _("“{word}” is none of the words of an office. Look for a slip in it.").format(
                word=shorten(unknown)
            )
        )
    if len(words) != WORDS:
        raise WordsError(
            _("The words of an office are {n}; these are {given}.").format(
                n=WORDS, given=len(words)
            )
        )
    number = 0
    for word in words:
        number = number * len(known) + known.index(word)
    number, mark = divmod(number, SLIPS)
    if number.bit_length() > 8 * KEY_BYTES or mark != _mark(number.to_bytes(KEY_BYTES, "big")):
        raise WordsError(_("These are no office's words: one of them is another, or elsewhere."))
    return number.to_bytes(KEY_BYTES, "big")


def words_problem(typed: str) -> str:
    """Return why this cannot be the words of an office, or nothing; none at all may be right."""
    try:
        if typed.strip():
            key_of(typed)
    except WordsError as error:
        return str(error)
    return ""


def seal_of(connection: Connection) -> str | None:
    """Return by what the office on a server knows its words; None where nothing is sealed."""
    return connection.execute(select(local.c.value).where(local.c.key == SEAL)).scalar()


def keep_seal(connection: Connection, key: bytes) -> None:
    """Have an office on a server know its words from now on; the key is not kept there.

    From then on no file is taken there in clear, whatever a computer that was away still
    believes: what is sealed is longer by its nonce and its tag.
    """
    put(connection, local.c.key, SEAL, seal(key, _BOUND, b"").hex())
    take_clear_files(connection)
    more = len(seal(key, _BOUND, b""))
    connection.exec_driver_sql(
        f"ALTER TABLE {OFFICE}.content ADD CONSTRAINT {SEALED_ONLY}"
        f" CHECK (octet_length(data) = size + {more})"
    )


def take_clear_files(connection: Connection) -> None:
    """Have files taken in clear, where nothing is sealed any more."""
    connection.exec_driver_sql(
        f"ALTER TABLE {OFFICE}.content DROP CONSTRAINT IF EXISTS {SEALED_ONLY}"
    )


def has_office(connection: Connection) -> bool:
    """Tell whether there is an office whose records might not be sealed."""
    return connection.execute(select(Office.id)).first() is not None


def check_words(address: ServerAddress, kept: str | None, *, office: bool = True) -> None:
    """Return if an address has the key of the office by which ``kept`` was sealed.

    Where nothing is sealed there may be none, but for a place without an ``office`` yet: a server
    that forgot that its files are sealed is given no more of them. Raises WordsError.
    """
    if kept is None:
        if address.seal is not None and office:
            raise WordsError(
                _("Nothing is sealed on this server, so the office has no words there.")
            )
        return
    if address.seal is None:
        raise WordsError(_("Files and keys are sealed on this server: type the office's words."))
    try:
        unseal(address.seal, _BOUND, bytes.fromhex(kept))
    except (NotOpenedError, ValueError) as error:
        raise WordsError(_("These are not the words of this office.")) from error


def _mark(key: bytes) -> int:
    return hashlib.sha256(key).digest()[0] % SLIPS
