"""One part of an event's page: its plan, its people, the desk, its cards, its summary."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class EventPane(QWidget):
    """What the event's page asks of its parts."""

    grown = Signal(object)
    """What was put on the part after it was made."""

    def show_event(self, event_id: int) -> None:
        """Show this event; called when the part is first seen and when the event changes."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the keyboard where the part begins."""

    def is_idle(self) -> bool:
        """Whether nothing is being typed into it that Esc would have to be for."""
        return True

    def may_leave(self) -> bool:
        """Whether something else may be shown now; with unsaved work, ask."""
        return True

    def may_close(self) -> bool:
        """Whether the window may close now; a part that keeps what is unsaved need not ask."""
        return self.may_leave()
