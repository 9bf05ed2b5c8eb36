"""What a scanner puts around a code, learnt by a test scan: prefix, suffix and how fast it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.words import _, ngettext
from ui.settings import Settings

SLOWEST = 35
"""Milliseconds between two letters, at most, of a scanner nothing is known of yet.

Nobody writes a word at that pace: it would be more than 340 words a minute.
"""
QUICKEST = 12
"""Milliseconds that are always allowed: a busy computer adds some."""
TEST_CODE = "JK0:TEST-24680"
"""What is scanned to learn; letters, digits and signs of which our own codes are made."""
TIMES = 3
LONGEST_AROUND = 16
"""Letters before or after a code that are believed to be the scanner's."""
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""How scanners say of which kind a code is, where they are told to (ISO/IEC 15424)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One scan as it came: all letters, Enter as CR; ``gap`` is the longest pause, in ms."""

    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class ScanHabit:
    """What a scanner writes before and after each code, and its longest pause in ms."""

    prefix: str = ""
    suffix: str = ""
    pace: int = SLOWEST

    @property
    def ends(self) -> str:
        """What ends a code, where that is more than a key that ends any."""
        return self.suffix.strip("\r\n\t ")

    def code(self, heard: str) -> str:
        """Return the code itself, without what the scanner put around it."""
        text = heard.strip("\r\n\t ")
        if self.prefix:
            text = text.removeprefix(self.prefix.lstrip("\r\n\t "))
        text = _AIM.sub("", text, count=1) if _AIM.match(text) else text
        if self.ends and text.endswith(self.ends):
            text = text[: -len(self.ends)]
        return text.strip("\x02\x03\x04\r\n\t ")


def kept_habit(settings: Settings) -> ScanHabit:
    """Return what was learnt on this computer, else what fits most scanners."""
    pace = min(max(settings.scanner_pace, QUICKEST), SLOWEST)
    return ScanHabit(settings.scanner_prefix, settings.scanner_suffix, pace)


def keep_habit(settings: Settings, habit: ScanHabit) -> None:
    """Remember what was learnt."""
    settings.scanner_prefix = habit.prefix
    settings.scanner_suffix = habit.suffix
    settings.scanner_pace = habit.pace


def learn(scans: Sequence[Heard]) -> ScanHabit | None:
    """Return what scans of the test code have in common; None if they do not agree."""
    around = {_around(scan.text) for scan in scans}
    found = around.pop() if len(around) == 1 else None
    if found is None:
        return None
    slowest = max(scan.gap for scan in scans)
    return ScanHabit(*found, pace=min(max(2 * slowest, QUICKEST), SLOWEST))


def complaint(heard: Heard) -> str:
    """Say why a scan is not one of the test code; nothing if it is."""
    if _around(heard.text) is not None:
        return ""
    if TEST_CODE.swapcase() in heard.text:
        return _("The letters came the wrong way round: turn Caps Lock off.")
    if TEST_CODE.replace("-", "").replace(":", "") in re.sub(r"[^0-9A-Za-z]", "", heard.text):
        return _("Signs came out differently: set the scanner to the layout of this keyboard.")
    if "2468" in heard.text or "TEST" in heard.text:
        return _("Half a code was read: scan again")
    return _("This is not the test code. Scan the one shown here.")


def spelled(text: str) -> str:
    """Write what a scanner puts around a code so that it can be seen; a word for nothing."""
    names = {"\r": _("Enter"), "\n": _("Enter"), "\t": _("Tab"), " ": _("Space")}
    names |= {"\x02": "STX", "\x03": "ETX", "\x04": "EOT", "\x1d": "GS"}
    said = [names.get(letter) or _seen(letter) for letter in text]
    return " ".join(said) or _("nothing")


def speed(gap: int) -> str:
    """Say how fast a scanner writes."""
    return ngettext("at most {n} ms between letters", "at most {n} ms between letters", gap)


def _around(text: str) -> tuple[str, str] | None:
    """Return what stands before and after the test code; None if it is not there."""
    before, code, after = text.partition(TEST_CODE)
    before = re.sub(rf"{_AIM.pattern}$", "", before)
    if not code or max(len(before), len(after)) > LONGEST_AROUND:
        return None
    return before, after


def _seen(letter: str) -> str:
    return letter if letter.isprintable() else f"^{chr(ord(letter) + 64)}" if letter < " " else "?"
