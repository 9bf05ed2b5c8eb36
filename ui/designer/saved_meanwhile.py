"""A design that others save while it is drawn on here: kept over theirs only where one says so."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.designs.design import Design
from models.designs.keeping import DesignEdit, design_edit, keep_design
from models.designs.tables import CardDesign
from models.edits import ChangedMeanwhileError, Edit
from models.errors import UserError
from models.history.meanwhile import said_meanwhile
from models.words import _
from ui.forms.keeping import editing
from ui.widgets.question_bar import Answer, QuestionBar

Kept = tuple[int, Design]


class SavedMeanwhile(QuestionBar):
    """Remembers what a design was opened as; asks what is to stand where others saved it too.

    A design is a whole: what two drew is not put together. Only its name is looked at by itself.
    """

    theirs_taken = Signal(object)
    """The design as others saved it is to be worked on."""
    copy_asked = Signal()
    """What was drawn here is to be kept as another design."""
    overwrite_asked = Signal()
    """What was drawn here is to be kept over theirs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opened: Design | None = None
        """What is drawn on here was begun from this; None of a new design, or if nobody knows."""

    def begin_from(self, opened: Design | None) -> None:
        """Note that what is drawn is begun from this, which is kept."""
        self.opened = opened
        self.hide()

    def keeping(self, design: Design, design_id: int) -> Callable[[Any], Kept]:
        """Return what keeps a design in place of what it was opened as."""

        def change(session: Any, draft: DesignEdit) -> Kept:  # noqa: ANN401 - see keep
            return keep_design(session, draft.whole(), design_id), draft.whole()

        look = partial(design_edit, design_id=design_id)
        return editing(self._edit(design, design_id), look, change)

    def look(self, design: Design, design_id: int, *, changed: bool) -> Callable[[Any], Any]:
        """Return what looks a design up: as it is kept now or None, and what is to be said of it.

        Nothing is to be said where nothing was ``changed`` here.
        """
        edit = self._edit(design, design_id)

        def find(session: Any) -> tuple[Design | None, str]:  # noqa: ANN401 - see ask
            look = partial(design_edit, design_id=design_id)
            try:
                now = look(session).whole()
            except UserError:
                now = None
            told = changed or now is None
            return now, said_meanwhile(session, edit, look) if told else ""

        return find

    def ask_about(self, error: ChangedMeanwhileError) -> None:
        """Ask what is to stand of a design that others saved meanwhile."""
        theirs: Design = error.now.whole()
        written = next((one.written for one in error.choices if one.written is not None), None)
        if written is None:
            said = _("“{design}” was saved elsewhere meanwhile. What is to become of yours?")
        else:
            said = _("“{design}” was saved meanwhile by {who}. What is to become of yours?")
        who = "" if written is None else written.said
        self.ask(
            said.format(design=theirs.name, who=who),
            [
                Answer(_("Save mine as new"), self.copy_asked.emit, likely=True),
                Answer(_("Take theirs"), lambda: self.theirs_taken.emit(theirs)),
                Answer(_("Overwrite theirs"), lambda: self._overwrite(theirs)),
            ],
        )
        self.answers()[0].setFocus()

    def _overwrite(self, theirs: Design) -> None:
        self.opened = theirs
        self.overwrite_asked.emit()

    def _edit(self, design: Design, design_id: int) -> Edit[DesignEdit]:
        opened = self.opened or Design(name="")  # which is unlike any that is kept
        return Edit(CardDesign, design_id, DesignEdit.of(opened), DesignEdit.of(design))
