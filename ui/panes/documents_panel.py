"""The documents and photos of an event, on its plan."""

from PySide6.QtCore import Signal

from models.documents.attachments import Owner
from models.words import _
from ui.bench import Bench
from ui.panes.documents_box import DocumentsBox
from ui.widgets.panel import Panel


class DocumentsPanel(Panel):
    """A card around the files of an event."""

    counted = Signal(str)
    """How many there are; nothing where there is none."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(_("Documents and photos"))
        nothing = _("Nothing is attached yet: letters, signed papers, photos of the day.")
        self.box = DocumentsBox(bench, nothing)
        self.add(self.box, 1)
        self.box.counted.connect(self.counted)

    def show_event(self, event_id: int) -> None:
        """Show the files of this event."""
        self.box.show_owner(Owner(event_id=event_id))

    def may_leave(self) -> bool:
        """Whether nothing is typed that is not kept, or the person lets it go."""
        return self.box.may_leave()
