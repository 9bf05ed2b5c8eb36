"""The wordings of consent (UU 27/2022 art. 21 and 22): shipped, or the office's own; numbered.

A consent keeps the version it was given to, so a wording that changes gets a new version. Without
a session only those are known that are shipped.
"""

import re
from functools import cache

from sqlalchemy.orm import Session

from models.office.queries import today
from models.privacy.consent_wordings import own_text, own_version_in_force, own_wordings
from resources import resource

_FILE = re.compile(r"(?P<version>(?P<year>\d{4})-(?P<number>\d+))\.(?P<language>[a-z]{2})\.txt")
_OFFICE = "{office}"


def versions(session: Session | None = None) -> tuple[str, ...]:
    """Return the versions there are, the oldest first: those shipped, then the office's own."""
    own = own_wordings(session) if session is not None else []
    return (*_shipped(), *(one.version for one in own))


def current_version(session: Session | None = None) -> str:
    """Return the version that is asked for today: the office's own, where one is in force."""
    own = own_version_in_force(session, today(session)) if session is not None else None
    return own or _shipped()[-1]


def consent_text(version: str, language: str, office: str, session: Session | None = None) -> str:
    """Return a wording in plain words, ``office`` standing where it names who asks.

    Raises LookupError for a version or a language that neither was shipped nor is the office's.
    """
    own = own_text(session, version, language) if session is not None else None
    return (own if own is not None else _wording(version, language)).replace(_OFFICE, office)


def shipped_text(version: str, language: str) -> str:
    """Return a shipped wording as it stands, ``{office}`` where it names who asks."""
    return _wording(version, language)


@cache
def _shipped() -> tuple[str, ...]:
    found = [
        match for file in resource("consent").iterdir() if (match := _FILE.fullmatch(file.name))
    ]
    numbered = {(int(match["year"]), int(match["number"])): match["version"] for match in found}
    return tuple(numbered[key] for key in sorted(numbered))


@cache
def _wording(version: str, language: str) -> str:
    name = f"{version}.{language}.txt"
    if not _FILE.fullmatch(name) or not (file := resource("consent", name)).is_file():
        raise LookupError(f"no wording of consent {version!r} in {language!r}")
    return file.read_text(encoding="utf-8").strip()
