"""Four short tones by which one hears how a scan went, made by the program; silent by default."""

import math
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QLoggingCategory, QObject

from ui.bench import Bench

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink

RATE = 44_100
LOUDEST = 0.6
"""Of what the format can hold: two tones in a row are to be heard, not to startle."""
RAMP = 0.008
"""Seconds in which a tone swells and fades: cut off at once it would click."""


class Tone(NamedTuple):
    """A sine of so many hertz, for so many seconds; 0 hertz is a rest."""

    hertz: float
    seconds: float


TONES: dict[str, tuple[Tone, ...]] = {
    "ok": (Tone(880, 0.09),),
    "again": (Tone(880, 0.06), Tone(0, 0.04), Tone(880, 0.06)),
    "warn": (Tone(660, 0.11), Tone(494, 0.15)),
    "error": (Tone(220, 0.34),),
}
"""What is heard: done; the same once more; done, but look; not done. High, twice, falling, low."""


class Sounds(QObject):
    """Plays a tone where the settings ask for it and the computer can; never says that it cannot.

    What makes sounds is loaded at the first of them.
    """

    def __init__(self, bench: Bench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = bench.settings
        self._sink: QAudioSink | None = None
        self._buffer = QBuffer(self)

    def play(self, outcome: str) -> None:
        """Play the tone of an outcome, in place of one still heard; of others there is none."""
        if self._settings.sounds and self._settings.volume > 0 and outcome in TONES:
            self._start(samples(outcome, self._settings.volume))

    @property
    def playing(self) -> bool:
        """Whether a tone was given to a loudspeaker and has not been heard to its end."""
        return self._sink is not None and not self._buffer.atEnd()

    def _start(self, tone: bytes) -> None:
        with _quiet():
            device = _loudspeaker()
            if self._sink is not None:
                self._sink.stop()
                self._sink.deleteLater()
                self._sink = None
            if device is None:
                return
            from PySide6.QtMultimedia import QAudioSink

            self._buffer.close()
            self._buffer.setData(tone)
            self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
            self._sink = QAudioSink(device, _format(), self)
            self._sink.start(self._buffer)


@lru_cache(maxsize=16)
def samples(outcome: str, volume: int) -> bytes:
    """Return the tone as samples of 16 bits in this computer's order; ``volume`` in per cent."""
    loud = 32_767 * LOUDEST * min(max(volume, 0), 100) / 100
    drawn = (loud * level for tone in TONES[outcome] for level in _levels(tone))
    return array("h", map(round, drawn)).tobytes()


def _levels(tone: Tone) -> Iterator[float]:
    """Yield the levels of a tone between -1 and 1."""
    count, ramp = round(tone.seconds * RATE), RAMP * RATE
    for place in range(count):
        swell = min(1.0, place / ramp, (count - place) / ramp)
        yield swell * math.sin(2 * math.pi * tone.hertz * place / RATE)


def _loudspeaker() -> "QAudioDevice | None":
    """Return the usual loudspeaker; None where there is none, or none that takes our tones."""
    from PySide6.QtMultimedia import QMediaDevices

    device = QMediaDevices.defaultAudioOutput()
    return device if not device.isNull() and device.isFormatSupported(_format()) else None


def _format() -> "QAudioFormat":
    from PySide6.QtMultimedia import QAudioFormat

    made = QAudioFormat()
    made.setSampleRate(RATE)
    made.setChannelCount(1)
    made.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    return made


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep to itself what Qt says of a computer without sound: no fault of anybody's."""
    QLoggingCategory.setFilterRules("qt.multimedia.*.warning=false\ndefault.warning=false")
    try:
        yield
    finally:
        QLoggingCategory.setFilterRules("")
