"""The wordings of consent (UU 27/2022 art. 21 and 22): shipped, numbered and never altered.

A consent keeps the version it was given to, so a wording that changes gets a new version.
"""

import re
from functools import cache

from resources import resource

_FILE = re.compile(r"(?P<version>(?P<year>\d{4})-(?P<number>\d+))\.(?P<language>[a-z]{2})\.txt")
_OFFICE = "{office}"


def versions() -> tuple[str, ...]:
    """Return the versions there are, the oldest first."""
    found = [
        match for file in resource("consent").iterdir() if (match := _FILE.fullmatch(file.name))
    ]
    numbered = {(int(match["year"]), int(match["number"])): match["version"] for match in found}
    return tuple(numbered[key] for key in sorted(numbered))


@cache
def current_version() -> str:
    """Return the version that is asked for today."""
    return versions()[-1]


def consent_text(version: str, language: str, office: str) -> str:
    """Return a wording in plain words, ``office`` standing where it names who asks.

    Raises LookupError for a version or a language that was never shipped.
    """
    return _wording(version, language).replace(_OFFICE, office)


@cache
def _wording(version: str, language: str) -> str:
    name = f"{version}.{language}.txt"
    if not _FILE.fullmatch(name) or not (file := resource("consent", name)).is_file():
        raise LookupError(f"no wording of consent {version!r} in {language!r}")
    return file.read_text(encoding="utf-8").strip()
