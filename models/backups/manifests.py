"""What is known of a backup, kept beside it: when, how large, what it held, whether proven."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from models.backups.proving import Contents
from models.backups.reading import beside
from models.files import replace_file

FORMAT = 1


class Reason(StrEnum):
    """Why a backup was made."""

    BY_HAND = "by_hand"
    BY_ITSELF = "by_itself"
    """Now and then, while the program is used or as it ends."""
    DAY_CLOSED = "day_closed"
    MOVED_ASIDE = "moved_aside"
    """It was the database until another was restored in its place."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a backup. It counts only while it is proven: then ``problem`` is empty."""

    moment: datetime
    reason: Reason
    size: int
    sha256: str
    contents: Contents
    program: str
    proven_at: datetime | None
    problem: str = ""

    def found_bad(self, problem: str) -> "Manifest":
        """Return the manifest of a backup that was looked through and is not whole."""
        return replace(self, proven_at=None, problem=problem)


def manifest_path(backup: Path) -> Path:
    """Return where what is known of ``backup`` lies."""
    return beside(backup, ".json")


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Keep what is known beside a backup. Raises OSError."""
    said = asdict(manifest) | {"format": FORMAT}
    said["moment"] = manifest.moment.isoformat()
    said["proven_at"] = manifest.proven_at.isoformat() if manifest.proven_at else None
    replace_file(manifest_path(backup), json.dumps(said, indent=1).encode())


def read_manifest(backup: Path) -> Manifest | None:
    """Return what is known of a backup; None where nothing is, or nothing that can be read."""
    try:
        said = json.loads(manifest_path(backup).read_text("utf-8"))
        held = said["contents"]
        proven = said["proven_at"]
        moment = datetime.fromisoformat(said["moment"])
        if moment.tzinfo is None:
            return None
        moment.astimezone(UTC)
        return Manifest(
            moment,
            Reason(said["reason"]),
            int(said["size"]),
            str(said["sha256"]),
            Contents(
                str(held["step"]),
                {str(name): int(count) for name, count in held["counts"].items()},
                tuple(map(str, held["chains"])),
                str(held["last_action"]),
                str(held.get("zone", "")),
            ),
            str(said["program"]),
            datetime.fromisoformat(proven) if proven else None,
            str(said["problem"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    except (OverflowError, RecursionError):
        return None


def program_version() -> str:
    """Return the version of this program; empty where it was not installed."""
    try:
        return version("jangkau")
    except PackageNotFoundError:
        return ""
