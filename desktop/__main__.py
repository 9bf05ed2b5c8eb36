"""Start the program: the window, or one command.

The window is to be seen soon: on its way there is no argument parser and no catalogue.
"""

import sys
from collections.abc import Sequence

WINDOW_OPTIONS = ("--database", "--language", "--desk")
OPENED = (".jangkau", ".jangkau-desk")
"""How the files end that the window opens by their name alone, as a double click does."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command if one is named, otherwise the window until it is closed."""
    leave_no_dump()
    given = list(sys.argv[1:] if argv is None else argv)
    options = _options(given)
    if options is not None:
        from desktop.window import open_window

        return open_window(*(options.get(one) for one in WINDOW_OPTIONS))
    from desktop.commands.parser import run

    return run(given)


def leave_no_dump() -> None:
    """Let a crash write nothing of this program's memory to the disk: the key is in it (POSIX)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _options(given: Sequence[str]) -> dict[str, str] | None:
    """Return the window's options and their values, or None if anything else was given."""
    if len(given) == 1 and given[0].casefold().endswith(OPENED):
        return {"--database": given[0]}
    words = [part for word in given for part in _halves(word)]
    if len(words) % 2 or any(word not in WINDOW_OPTIONS for word in words[::2]):
        return None
    options = dict(zip(words[::2], words[1::2], strict=True))
    return options if options.get("--desk", "0").isdecimal() else None


def _halves(word: str) -> list[str]:
    return word.split("=", 1) if word.startswith("--") else [word]


if __name__ == "__main__":
    sys.exit(main())
