"""The designer of cards: the canvas among its panels, and the design that is kept from it."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from models.cards.tables import CardKind
from models.designs.checking import DesignProblem
from models.designs.design import Design
from models.designs.keeping import free_name, keep_design
from models.designs.look import Look
from models.designs.looks import office_look
from models.designs.tables import CardDesign
from models.edits import ChangedMeanwhileError, GoneMeanwhileError, SameMeanwhileError
from models.errors import UserError
from models.office.tables import Office
from models.words import _, spoken
from ui.bench import Bench
from ui.designer.adding import Adding
from ui.designer.canvas import DesignCanvas
from ui.designer.designer_bar import DesignerBar
from ui.designer.designer_room import DesignerRoom
from ui.designer.judging import Judging
from ui.designer.layers_list import LayersList
from ui.designer.problems_list import ProblemsList
from ui.designer.properties import Properties
from ui.designer.saved_meanwhile import Kept, SavedMeanwhile
from ui.designer.state import DesignState
from ui.designer.unsaved_designs import DESIGN, DesignDraft
from ui.designer.whose import Whose, drawn
from ui.forms.keeping import keep
from ui.forms.unsaved import DraftKeeper, Typed
from ui.look import FAINT, Role, Size, em
from ui.looking import ask
from ui.messages import Question
from ui.widgets.fresh import Fresh
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Text

KINDS = frozenset({CardDesign, Office})


class Designer(QWidget):
    """Shows a design to be changed. Unsaved, it survives a closed window, and asks to be left."""

    left = Signal()
    """The person is done with the design."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._id: int | None = None
        self._never_saved = False
        self._saving = False
        self._kind = CardKind.MEMBER
        self._look = Look()
        self.state = DesignState(Design(name=""))
        self.whose = Whose(bench)
        render = drawn(self.whose.face(), self._look, spoken())
        self.canvas = DesignCanvas(self.state, render, bench.tasks)
        self.bar = DesignerBar(self.state, self.canvas, self.whose)
        self.notice = Notice(closable=True)
        self.meanwhile = SavedMeanwhile()
        self.adding = Adding(self.state)
        self.layers = LayersList(self.state)
        self.properties = Properties(bench, self.state)
        self.problems = ProblemsList()
        self._judging = Judging(bench, self.state, self)
        self._keeper = DraftKeeper(bench, DESIGN, self._typed, self)
        self._lay_out()
        self._listen()
        self._set_keys()
        Fresh(self, bench.changes.committed, KINDS, self._read_anew)

    def open_design(
        self,
        design: Design,
        design_id: int | None,
        *,
        changed: bool = False,
        opened: Design | None = None,
    ) -> None:
        """Show a design; without an id it is a new one.

        A ``changed`` one is not saved as it is, but was begun from ``opened``.
        """
        self._id = design_id
        self.meanwhile.begin_from(opened if changed else design)
        self._never_saved = changed or design_id is None
        self.notice.hide()
        self.state.load(design)
        self._kind = next(iter(design.kinds), CardKind.MEMBER)
        self.whose.offer_kind(self._kind)
        self._read_look()
        self._note()
        self.canvas.fit()

    def begin(self) -> None:
        """Put the keyboard on the card."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_changed(self) -> bool:
        """Whether anything is not saved."""
        return self._never_saved or not self.state.undo.isClean()

    def save(self) -> None:
        """Keep the design as it is."""
        if self.is_changed():
            self._keep(self.state.design, self._id)

    def save_as_new(self) -> None:
        """Keep the design as another one, under a free name; that one is then worked on."""
        self._keep(self.state.design, None)

    def keep_draft(self) -> None:
        """Keep what is not saved, as before the window closes."""
        self._keeper.keep_now()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or the person agrees to lose it."""
        if not self.is_changed():
            return True
        agreed = self._bench.messages.ask(
            Question(_("The design has not been saved."), _("Discard changes"))
        )
        if agreed:
            self._keeper.forget(self._id)
            self._never_saved = False
            self.state.undo.setClean()
        return agreed

    def leave(self) -> None:
        """Close the designer, if the person agrees."""
        if self.may_leave():
            self.left.emit()

    def _lay_out(self) -> None:
        inside = QWidget()
        stacked = QVBoxLayout(inside)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.addWidget(self.adding)
        stacked.addWidget(self.layers, 1)
        elements = Card()
        elements.column.addWidget(Scrolling(inside, 6))
        properties = Card()
        properties.column.addWidget(Scrolling(self.properties, 6))
        self._told = Text("", Size.CAPTION, FAINT, elide=True)
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.2))
        column.addWidget(self.canvas, 1)
        column.addWidget(self._told)
        self.room = DesignerRoom(card, elements, properties, self.problems)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(em(self, 0.5))
        whole.addWidget(self.bar)
        whole.addWidget(self.notice)
        whole.addWidget(self.meanwhile)
        whole.addWidget(self.room, 1)

    def _listen(self) -> None:
        self.canvas.told.connect(self._told.setText)
        self.canvas.failed.connect(self._fail)
        self.canvas.edit_asked.connect(self._edit)
        self.adding.added.connect(self._edit)
        self.bar.save_asked.connect(self.save)
        self.bar.copy_asked.connect(self.save_as_new)
        self.bar.close_asked.connect(self.leave)
        self.meanwhile.copy_asked.connect(self.save_as_new)
        self.meanwhile.overwrite_asked.connect(self.save)
        self.meanwhile.theirs_taken.connect(self._take_theirs)
        self.whose.changed.connect(self._draw)
        self.properties.picture_kept.connect(self._read_look)
        self.problems.meant.connect(self._mend)
        self._judging.judged.connect(self._show_problems)
        self.state.changed.connect(self._note)
        self.state.undo.cleanChanged.connect(self._note_kept)

    def _set_keys(self) -> None:
        for keys, do in (
            ("Ctrl+S", self.save),
            ("Ctrl+Shift+S", self.save_as_new),
            ("Ctrl+Z", self.state.undo.undo),
            ("Ctrl+Y", self.state.undo.redo),
            ("F6", lambda: self._turn(1)),
            ("Shift+F6", lambda: self._turn(-1)),
            ("Esc", self.canvas.setFocus),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(do)

    def _turn(self, step: int) -> None:
        """Go to the next part of the designer, or the one before."""
        parts: list[tuple[str, QWidget]] = [
            ("", self.bar.sides),
            ("elements", self.adding),
            ("elements", self.layers.list),
            ("", self.canvas),
            ("properties", self.properties),
            ("problems", self.problems),
        ]
        on = self.focusWidget()
        now = next((n for n, (_name, part) in enumerate(parts) if _holds(part, on)), 3 - step)
        name, part = parts[(now + step) % len(parts)]
        if name:
            self.room.turn_to(name)
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _edit(self) -> None:
        self.room.turn_to("properties")
        self.properties.setFocus()

    def _mend(self, problem: DesignProblem) -> None:
        self.state.show_side(problem.side)
        self.state.choose(() if problem.index is None else (problem.index,))
        self.room.turn_to("properties")
        self.properties.meet(problem.field)

    def _note_kept(self) -> None:
        if isValid(self.state.undo):  # the stack tells of its own end by this, too
            self._note()

    def _note(self) -> None:
        """Show how the design stands, and keep what is not saved."""
        changed = self.is_changed()
        self.bar.show_standing(changed=changed)
        if changed:
            self._keeper.note()
        kind = next(iter(self.state.design.kinds), self._kind)
        if kind is not self._kind:
            self._kind = kind
            self.whose.offer_kind(kind)

    def _typed(self) -> Typed | None:
        if not self.is_changed():
            return None
        design, opened = self.state.design, self.meanwhile.opened
        first = DesignDraft.of(opened) if opened is not None and self._id is not None else None
        return Typed(self._id, design.name, DesignDraft.of(design), first)

    def _read_look(self) -> None:
        design = self.state.design
        ask(self._bench, lambda session: office_look(session, [design]), self._take_look, self)

    def _take_look(self, look: Look) -> None:
        self._look = look
        self.properties.show_look(look)
        self._draw()

    def _draw(self) -> None:
        self.canvas.draw_with(drawn(self.whose.face(), self._look, spoken()))
        self._judging.judge_with(self._look, self.whose.faces())

    def _show_problems(self, found: list[DesignProblem]) -> None:
        self.problems.show_problems(self.state.design, found)
        self.properties.show_problems(found)
        self.room.count(len(found))

    def _keep(self, design: Design, design_id: int | None) -> None:
        if self._saving:
            return
        self._saving = True
        before = self._id

        def adding(session: Any) -> Kept:  # noqa: ANN401 - see keep
            new = replace(design, name=free_name(session, design.name))
            return keep_design(session, new), new

        def done(found: Kept) -> None:
            self._saving = False
            self._keeper.forget(before)
            self._take_kept(design, *found)

        changing = None if design_id is None else self.meanwhile.keeping(design, design_id)
        keep(self._bench, changing or adding, done, self, self._fail)

    def _take_kept(self, saved: Design, design_id: int, kept: Design) -> None:
        """Go on with the design as it was kept, unless it was changed meanwhile."""
        self._id, self._never_saved = design_id, False
        self.meanwhile.begin_from(kept)
        self.notice.hide()
        if kept.name != saved.name:
            self.state.change(replace(self.state.design, name=kept.name), _("Rename"))
        if self.state.design == kept:
            self.state.undo.setClean()
        self._note()
        self._bench.done(_("The design “{name}” was saved.").format(name=kept.name))

    def _take_theirs(self, theirs: Design) -> None:
        """Work on the design as others saved it; Undo leads back to what was drawn here."""
        self._keeper.forget(self._id)
        self.state.change(theirs, _("Take theirs"))
        self._never_saved = False
        self.meanwhile.begin_from(theirs)
        self.notice.hide()
        self.state.undo.setClean()
        self._note()
        self.begin()

    def _fail(self, error: Exception) -> None:
        self._saving = False
        match error:
            case ChangedMeanwhileError():
                self.notice.hide()
                self.meanwhile.ask_about(error)
            case SameMeanwhileError():
                self._take_theirs(error.now.whole())
                self.notice.say(str(error))
            case GoneMeanwhileError():
                self._lose(str(error))
            case UserError():
                self.notice.say(str(error), Role.DANGER)
            case _unknown:
                self._bench.fail(error)

    def _read_anew(self) -> None:
        """Show the look, and the design if it was changed elsewhere and not here."""
        self._read_look()
        design_id = self._id
        if design_id is None or self._saving:
            return
        look = self.meanwhile.look(self.state.design, design_id, changed=self.is_changed())
        ask(self._bench, look, partial(self._take_changed, design_id), self)

    def _take_changed(self, design_id: int, found: tuple[Design | None, str]) -> None:
        """Show what others made of the design; what was changed here stays, and theirs is said."""
        design, said = found
        if design_id != self._id or self._saving:
            return
        if design is None:
            self._lose(said)
        elif not self.is_changed():
            self.meanwhile.begin_from(design)
            if design != self.state.design:
                self.state.load(design)
                self._note()
        elif said and self.meanwhile.isHidden():
            self.notice.say(said)

    def _lose(self, said: str) -> None:
        """Take what is shown as a new design where the saved one is there no more."""
        self._id, self._never_saved = None, True
        self.meanwhile.begin_from(None)
        told = _("{done} Save keeps what you see as a new design.")
        self.notice.say(told.format(done=said).strip(), Role.WARNING)
        self._note()


def _holds(part: QWidget, on: QWidget | None) -> bool:
    return on is not None and (on is part or part.isAncestorOf(on))
