"""Opening a desk's packet step by step: which one it is, its phrase, then who sits at it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from models.opening import SUFFIX
from models.packets.envelope import Header
from models.packets.opening import UnlockedPacket
from models.packets.phrase import phrase_problem
from models.words import ZONE_NAMES, _, ngettext, spoken
from ui.camera import Camera
from ui.forms.steps_form import StepsForm
from ui.forms.welcome_steps import taken
from ui.look import FAINT, Size, em
from ui.messages import FileKind, Messages
from ui.settings import Settings
from ui.widgets.alone import heading
from ui.widgets.choice import Choice
from ui.widgets.facts import Facts
from ui.widgets.form import FormGrid
from ui.widgets.header import action_button
from ui.widgets.level import level
from ui.widgets.new_password import NewPassword
from ui.widgets.phrase_camera import PhraseCamera
from ui.widgets.stack import Stack
from ui.widgets.text import Text

WIDTH = 42


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the desk's database goes, who sits at it, and the password they open it with."""

    path: Path
    officer_id: int
    password: str = field(repr=False)


class PacketForm(StepsForm):
    """Asks for the phrase, then who sits here and where the desk is to be kept."""

    phrase_given = Signal(str)
    seated = Signal(object)
    """A ``Seat``."""

    def __init__(
        self, header: Header, messages: Messages, settings: Settings, parent: QWidget | None = None
    ) -> None:
        """Ask for the phrase of the packet that says ``header`` of itself."""
        self.phrase = QLineEdit()
        super().__init__(WIDTH, self.phrase, parent)
        self._messages = messages
        self._path = Path()
        self.facts = Facts()
        self.camera = PhraseCamera(Camera(parent=self), settings)
        self.look = action_button(_("Open the packet"), "lock-open", primary=True)
        self.who: Choice[int] = Choice({})
        self.password = NewPassword()
        self.place = Text(elide=True)
        self._missing = Text("", Size.CAPTION, FAINT, wrap=True)
        self.begin = action_button(_("Begin at the desk"), "log-in", primary=True)
        self._lay_steps(self._asking(), self._seating())
        self.column.addLayout(heading(_("Open a desk packet")))
        for widget in (self.facts, self.notice, self._layers, self._waiting):
            self.column.addWidget(widget)
        self.facts.show_facts(_about(header))
        self._listen()
        self._begin_at(self.phrase)

    def ask_who(self, packet: UnlockedPacket, path: Path) -> None:
        """Say what is in the packet and ask who sits here; propose to keep it at ``path``."""
        self.rest()
        people = ngettext("{n} person", "{n} people", packet.people)
        inside = [(_("Event"), packet.event), (_("In it"), people)]
        self.facts.show_facts([*_about(packet.header), *inside])
        self.who.offer({one.officer_id: one.name for one in packet.officers})
        self.show_path(path)
        self.camera.stop()
        self._layers.show_layer(self._steps[1])
        self._begin_at(self.who)
        self._judge()

    def show_path(self, path: Path) -> None:
        """Show where the desk's database is to be kept."""
        self._path = path
        self.place.setText(str(path))
        self._judge()

    def said(self) -> str:
        """Return what is said beside the phrase."""
        return self._row.said()

    @override
    def enter(self) -> None:
        if self.is_busy():
            return
        if self._layers.layer() is self._steps[0]:
            self._give_phrase()
        else:
            self._sit_down()

    def _asking(self) -> QWidget:
        name = _("The words that open it")
        self.phrase.setAccessibleName(name)
        self.phrase.setPlaceholderText(_("Type the words of the slip, or scan its square"))
        step = Stack().add(Text(name, Size.STRONG)).add(self._row).add(self.camera)
        return step.add(self._buttons(self.camera.button, self.look))

    def _seating(self) -> QWidget:
        grid = FormGrid()
        grid.add("who", _("Who sits here"), self.who)
        level(grid, self.password.grid)
        kept = _("Choose a password: it opens the desk on this computer from now on.")
        change = action_button(_("Change…"))
        change.setAccessibleName(_("Change where the database is kept"))
        change.clicked.connect(self._ask_path)
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(_("Where the database is kept"), ink=FAINT))
        row.addWidget(self.place, 1)
        row.addWidget(change)
        step = Stack().add(grid).add(Text(kept, ink=FAINT, wrap=True))
        step.add(self.password).add(place).add(self._missing)
        return step.add(self._buttons(self.begin))

    def _buttons(self, *widgets: QWidget) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em(self, 0.75))
        row.addWidget(self._back_button())
        row.addStretch(1)
        for widget in widgets:
            row.addWidget(widget)
        return line

    def _listen(self) -> None:
        self.phrase.textEdited.connect(lambda: self._row.say(""))
        self.look.clicked.connect(self._give_phrase)
        self.camera.scanned.connect(self._take_scan)
        self.password.changed.connect(self._judge)
        self.begin.clicked.connect(self._sit_down)

    @override
    def _back(self) -> None:
        self.camera.stop()
        if self._layers.layer() is self._steps[0]:
            self.left.emit()
        else:
            self.notice.hide()
            self._layers.show_layer(self._steps[0])
            self._begin_at(self.phrase)

    def _take_scan(self, text: str) -> None:
        self.phrase.setText(text)
        self._give_phrase()

    def _give_phrase(self) -> None:
        problem = phrase_problem(self.phrase.text())
        self._row.say(problem)
        if problem:
            self.phrase.setFocus()
        else:
            self.phrase_given.emit(self.phrase.text())

    def _ask_path(self) -> None:
        kinds = [FileKind(_("Databases of Jangkau"), f"*{SUFFIX}")]
        chosen = self._messages.save_file(
            _("Where should the database be kept?"), self._path.name, kinds
        )
        if chosen is not None:
            self.show_path(chosen if chosen.suffix else chosen.with_suffix(SUFFIX))

    def _problems(self) -> list[str]:
        there = ""
        if taken(self._path):
            there = _("{name} is there already. Choose another name.").format(name=self._path.name)
        return [said for said in (*self.password.problems().values(), there) if said]

    def _judge(self) -> None:
        problems = self._problems()
        self.begin.setEnabled(not problems)
        self.begin.setAccessibleDescription(" ".join(problems))
        self._missing.setText(problems[0] if problems else "")
        self._missing.setVisible(bool(problems))

    def _sit_down(self) -> None:
        if self._problems():
            self.password.reveal()
        else:
            self.seated.emit(Seat(self._path, self.who.value(), self.password.text()))


def _about(header: Header) -> list[tuple[str, str]]:
    """Return what a packet says of itself in clear."""
    made, words = header.made_at.astimezone(), spoken()
    moment = _("{day} at {time}").format(day=words.weekday(made.date()), time=words.clock(made))
    return [
        (_("Office"), header.office),
        (_("Desk"), header.desk),
        (_("Made"), f"{moment} {clock_name(made)}"),
    ]


def clock_name(moment: datetime) -> str:
    """Name the clock a moment is told by: ``WITA``, or abroad ``UTC+05:30``.

    In clear a packet does not say its office's zone, so it is told by this computer's clock.
    """
    for zone, name in ZONE_NAMES.items():
        if moment.astimezone(ZoneInfo(zone)).utcoffset() == moment.utcoffset():
            return name
    offset = f"{moment:%z}"
    return f"UTC{offset[:3]}:{offset[3:5]}"
