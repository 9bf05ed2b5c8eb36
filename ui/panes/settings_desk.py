"""The settings' card about the desk: the whole screen, large letters, tones, the desk alone."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from models.events.queries import event_ids, event_rows
from models.office.queries import today
from models.words import _, shorten, spoken
from ui.bench import Bench
from ui.desk_place import LETTERS
from ui.look import FAINT
from ui.panes.settings_panel import SettingsPanel
from ui.plain import label
from ui.sounds import TONES, Sounds
from ui.widgets.choice import Choice
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

VOLUMES = (20, 40, 60, 80, 100)
MOST_EVENTS = 20
LEAST = 7
"""The least width of a button for a tone, in text lines."""


class DeskPanel(SettingsPanel):
    """Takes each choice as soon as it is made; what is only the desk is left with the lock."""

    def __init__(
        self, bench: Bench, keep_desk: Callable[[int], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Desk"), parent=parent)
        self._bench = bench
        self._settings = settings = bench.settings
        self._keep_desk = keep_desk
        self._sounds = Sounds(bench, self)
        words = spoken()
        self.fills = QCheckBox(label(_("The desk begins on the whole screen")))
        self.letters = Choice({one: words.percent(one / 100) for one in LETTERS})
        self.sounds = QCheckBox(label(_("Tones tell how a scan went")))
        self.volume = Choice({one: words.percent(one / 100) for one in VOLUMES})
        self.tones = [self._tone(name, text) for name, text in tone_names().items()]
        self.desk_of = Choice[int]({})
        self.keep = action_button(_("This computer is the desk only"), "scan-line")
        self._lay_out()
        self.read()
        self.fills.toggled.connect(lambda on: setattr(settings, "desk_fills", on))
        self.sounds.toggled.connect(self._turn_sounds)
        self.letters.picked.connect(lambda: setattr(settings, "desk_letters", self.letters.value()))
        self.volume.picked.connect(lambda: setattr(settings, "volume", self.volume.value()))
        self.keep.clicked.connect(self._keep)

    @override
    def read(self) -> None:
        """Show what is chosen now, be it at the desk itself, and the events that can be chosen."""
        kept = self._settings
        self.fills.setChecked(kept.desk_fills)
        self.letters.show_value(min(LETTERS, key=lambda one: abs(one - kept.desk_letters)))
        self.sounds.setChecked(kept.sounds)
        self.volume.show_value(min(VOLUMES, key=lambda one: abs(one - kept.volume)))
        self._allow()
        self._show_events()

    def _lay_out(self) -> None:
        self.add(self.fills)
        sizes = FormGrid()
        sizes.add("letters", _("Letters there"), self.letters)
        self.add(sizes)
        self.add(self.sounds)
        loudness = FormGrid()
        loudness.add("volume", _("Volume"), self.volume)
        self.add(loudness)
        self.add(tool_row(self.tones, LEAST))
        self.add(
            Text(
                _(
                    "A computer that is the desk only shows that and nothing else. Leaving it "
                    "wants the password or the PIN."
                ),
                ink=FAINT,
                wrap=True,
            )
        )
        events = FormGrid()
        events.add("event", _("Desk of"), self.desk_of)
        self.add(events)
        self.add(self.keep)
        self.column.addStretch(1)

    def _tone(self, name: str, text: str) -> QWidget:
        button = action_button(text)
        button.clicked.connect(lambda: self._sounds.play(name))
        return button

    def _turn_sounds(self, on: bool) -> None:
        self._settings.sounds = on
        self._allow()

    def _allow(self) -> None:
        for one in (self.volume, *self.tones):
            one.setEnabled(self._settings.sounds)

    def _show_events(self) -> None:
        """Offer the events that run or come, the next one first."""
        chosen = self.desk_of.value() if self.desk_of.count() else None
        with self._bench.store.reading() as session:
            ids = event_ids(session, since=today(session), newest_first=False)[:MOST_EVENTS]
            rows = event_rows(session, ids)
        words = spoken()
        self.desk_of.offer(
            {
                one: f"{words.digits(rows[one].starts_at.date())} · {shorten(rows[one].title)}"
                for one in ids
            }
        )
        if chosen in rows:
            self.desk_of.show_value(chosen)
        for one in (self.desk_of, self.keep):
            one.setEnabled(bool(ids))

    def _keep(self) -> None:
        self._keep_desk(self.desk_of.value())


def tone_names() -> dict[str, str]:
    """Return what the tones say, by their names."""
    names = {
        "ok": _("Done"),
        "again": _("Once more"),
        "warn": _("Look"),
        "error": _("Not done"),
    }
    return {name: names[name] for name in TONES}
