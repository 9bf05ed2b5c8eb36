"""Wrong secrets in a row at one database on this computer, counted on when the program restarts.

A thief with the file guesses elsewhere, where only the cost of each guess holds him up
(``models.keys.Cost``); this holds up who sits down at the computer.
"""

import hashlib
from math import ceil
from pathlib import Path
from time import time

from models.office.pins import wait_after
from ui.settings import Settings, whole


class Tries:
    """How often a wrong secret was typed for a database, and until when none is taken."""

    def __init__(self, settings: Settings, path: Path) -> None:
        self._kept = settings.kept
        # No path: settings are no list of what lies where.
        named = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
        self._count, self._moment = f"tries/{named}/wrong", f"tries/{named}/last"

    @property
    def wrong(self) -> int:
        """How many were wrong since the last right one."""
        return whole(self._kept.value(self._count), 0)

    def note_wrong(self) -> int:
        """Count one more, and return the seconds to wait."""
        self._kept.setValue(self._count, self.wrong + 1)
        self._kept.setValue(self._moment, repr(time()))
        self._kept.sync()  # who ends the program now gains nothing
        return self.left()

    def left(self) -> int:
        """Return the seconds for which nothing is taken yet; a clock turned back shortens none."""
        wait = wait_after(self.wrong)
        try:
            passed = time() - float(str(self._kept.value(self._moment, "0")))
        except ValueError:
            passed = 0
        if passed >= wait:
            return 0
        return ceil(wait - passed) if passed > 0 else wait

    def forget(self) -> None:
        """Begin to count anew: somebody got it right."""
        if self.wrong:
            self._kept.remove(self._count)
            self._kept.remove(self._moment)
