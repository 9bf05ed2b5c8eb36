"""Where databases, logs and backups live unless somebody says otherwise."""

from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("Jangkau", appauthor=False)


def default_database() -> Path:
    """Return where the office's database is kept if nobody chose a place."""
    return Path(_DIRS.user_data_dir) / "kantor.jangkau"


def log_file() -> Path:
    """Return the log of what went wrong, its folder made."""
    folder = Path(_DIRS.user_log_dir)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "jangkau.log"
