"""One record beside its list: its particulars to read and mend, and what else belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models import unsaved
from models.errors import UserError
from models.history.meanwhile import is_put_away, said_meanwhile, settled
from models.office.rights import Right
from models.unsaved import key_of
from models.words import _
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import editing, keep
from ui.forms.unsaved import DraftKeeper, Typed, said_of_record
from ui.look import Role, Size, em
from ui.panes.form_panel import FormPanel
from ui.widgets.badge import Badge, BadgeLabel
from ui.widgets.fresh import Fresh
from ui.widgets.scrolling import Scrolling
from ui.widgets.segments import Segments
from ui.widgets.text import Text

FORM, REST = "form", "rest"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a record: what it is called, its draft, how much else belongs to it."""

    title: str
    draft: Any
    count: int
    badge: Badge | None = None


class Detail(QWidget):
    """Shows the record chosen in a list, or the form for a new one.

    What is typed into the form and not saved survives the window, and is offered again. A detail
    of some kind says how its record is looked up, added and changed.
    """

    saved = Signal(object)
    """The id of the record whose particulars were kept."""
    left = Signal()
    """The form was given up."""
    gone = Signal()
    """What was shown is no longer there, as after an undo."""
    event_chosen = Signal(object)

    kept_with = Right.PLAN
    """The right to change a record of this kind."""
    kind: type[Any]
    """The class of the records."""

    def __init__(
        self,
        bench: Bench,
        form: DraftForm[Any],
        rest: QWidget,
        rest_title: str,
        kinds: frozenset[type[Any]],
    ) -> None:
        """Show ``form``, and ``rest`` behind a switch; read anew when ``kinds`` change."""
        super().__init__()
        self._bench = bench
        self._record_id: int | None = None
        self._was_put_away = False
        self._title = Text("", Size.HEADING, elide=True)
        self._badge = BadgeLabel(None, self)
        self._parts = Segments(_("What is shown"))
        self._parts.add(FORM, _("Particulars"))
        self._parts.add(REST, rest_title)
        self.panel = FormPanel(form, bench.messages)
        self._kept_as = type(self).__name__.removesuffix("Detail").lower()
        self._keeper = DraftKeeper(bench, self._kept_as, self._typed, self)
        form.changed.connect(self._keeper.note)
        self.panel.need(bench, self.kept_with)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.panel)
        self._stack.addWidget(Scrolling(rest))
        self._lay_out()
        self._parts.chosen.connect(self.show_part)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self._leave)
        Fresh(self, bench.changes.committed, kinds, self._refresh)

    @property
    def record_id(self) -> int | None:
        """The record shown; None for a new one."""
        return self._record_id

    def show_record(self, record_id: int) -> bool:
        """Show a record, giving up what was typed of another; return whether it is there."""
        self._record_id = record_id
        shown = self._show_head()
        if shown is None:
            self._record_id = None
            return False
        self._parts.show()
        self.panel.show_draft(shown.draft, put_away=self._was_put_away)
        self._offer(shown.draft)
        return True

    def show_new(self, title: str, draft: object) -> None:
        """Show the form for a new record, called ``title``."""
        self._record_id = None
        self._title.setText(title)
        self._badge.show_badge(None)
        self._parts.choose(FORM)
        self._parts.hide()
        self.panel.show_draft(draft)
        self._offer(draft)

    def show_part(self, name: str) -> None:
        """Show the form, or the rest."""
        self._parts.choose(name)
        self._stack.setCurrentIndex((FORM, REST).index(name))

    def may_leave(self) -> bool:
        """Whether another record may be shown now; with something typed, ask."""
        changed = self.panel.form.is_changed()
        leaving = self.panel.may_leave()
        if changed and leaving:
            self._keeper.forget(self._record_id)
        return leaving

    def may_close(self) -> bool:
        """Whether the window may close: what is in the form is kept, the rest asks."""
        self._keeper.keep_now()
        return self.rest_may_leave()

    def rest_may_leave(self) -> bool:
        """Whether nothing typed beside the form would be lost, or the person agrees to lose it."""
        return True

    def begin(self) -> None:
        """Put the keyboard into the form."""
        raise NotImplementedError

    def look_up(self, session: Any, record_id: int) -> Shown | None:  # noqa: ANN401 - see keep
        """Return what is to be shown of a record, and show the rest; None if it is gone."""
        raise NotImplementedError

    def draft_of(self, session: Any, record_id: int) -> Any:  # noqa: ANN401 - see keep
        """Return a record's draft as it is now; asked off the screen's thread."""
        raise NotImplementedError

    def add(self, session: Any, draft: Any) -> int:  # noqa: ANN401 - see keep
        """Keep ``draft`` as a new record and return its id."""
        raise NotImplementedError

    def change(self, session: Any, record_id: int, draft: Any) -> None:  # noqa: ANN401 - see keep
        """Keep ``draft`` of a record."""
        raise NotImplementedError

    def fail(self, error: Exception) -> None:
        """Say why it could not be kept."""
        self.panel.fail(error)
        if not self.panel.form.is_changed():  # somebody else saved the same
            self._keeper.forget(self._record_id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.6))
        column.addLayout(head)
        column.addWidget(self._parts)
        column.addWidget(self._stack, 1)

    def _show_head(self) -> Shown | None:
        if self._record_id is None:
            return None
        with self._bench.store.reading() as session:
            shown = self.look_up(session, self._record_id)
            self._was_put_away = is_put_away(session, self.kind, self._record_id)
        if shown is not None:
            self._title.setText(shown.title)
            self._badge.show_badge(shown.badge)
            self._parts.set_count(REST, str(shown.count))
        return shown

    def _refresh(self) -> None:
        """Read anew; what was typed and not saved stays."""
        if self._record_id is None:
            return
        shown = self._show_head()
        if self.panel.form.is_changed():
            if not self.panel.busy:
                self.panel.say_meanwhile(self._meanwhile(self._record_id))
        elif shown is None:
            self._record_id = None
            self.gone.emit()
        else:
            self.panel.show_draft(shown.draft, put_away=self._was_put_away)
            self._offer(shown.draft)

    def _meanwhile(self, record_id: int) -> str:
        """Say what was done elsewhere to the record that is being typed about."""
        edit = self.panel.edit(self.kind, record_id)
        with self._bench.store.reading() as session:
            return said_meanwhile(session, edit, partial(self.draft_of, record_id=record_id))

    def _save(self) -> None:
        draft, record_id = self.panel.form.draft(), self._record_id
        name = draft.name.strip()
        if record_id is None:
            self._keep(lambda s: self.add(s, draft), _("{name} was added.").format(name=name))
            return

        def change(session: Any, settled: Any) -> int:  # noqa: ANN401 - see keep
            self.change(session, record_id, settled)
            return record_id

        edit = self.panel.edit(self.kind, record_id)
        look = partial(self.draft_of, record_id=record_id)
        self._keep(editing(edit, look, change), _("{name} was changed.").format(name=name))

    def _keep(self, operation: Callable[[Any], int], done: str) -> None:
        self.panel.wait()
        keep(self._bench, operation, partial(self._kept, done), self, self.fail)

    def _kept(self, done: str, record_id: int) -> None:
        self._keeper.forget(self._record_id)
        self.show_record(record_id)
        self.saved.emit(record_id)
        self._bench.done(done)

    def _typed(self) -> Typed | None:
        if not self.panel.form.is_changed():
            return None
        draft = self.panel.form.draft()
        return Typed(self._record_id, draft.name, draft, self.panel.form.opened)

    def _offer(self, shown: object) -> None:
        """Offer what was typed of this record before and not saved."""
        found = unsaved.take(self._bench.store, key_of(self._kept_as, self._record_id))
        draft = found.draft(type(shown)) if found is not None else None
        if found is not None and draft is not None:
            self.panel.notice.say(
                said_of_record(self._bench.store, found),
                Role.INFO,
                _("Go on"),
                partial(self._put_in, draft, found.opened(type(shown))),
            )

    def _put_in(self, draft: object, opened: object) -> None:
        """Show what was typed before as if it had been typed now, over what is kept by now."""
        form, now, record_id = self.panel.form, self.panel.form.opened, self._record_id
        if record_id is None or opened is None or opened == now:
            form.fill(draft)
        else:
            form.begin_from(opened)
            form.fill(draft)
            self._put_over(record_id, now)
        form.reveal()
        self.panel.judge()

    def _put_over(self, record_id: int, now: object) -> None:
        """Let what is typed be typed over the record as it is ``now``; ask what clashes."""
        edit = self.panel.edit(self.kind, record_id)
        try:
            with self._bench.store.reading() as session:
                settled(session, edit, partial(self.draft_of, record_id=record_id))
        except UserError as error:
            self.fail(error)
        else:
            self.panel.form.meet(now)

    def _leave(self) -> None:
        self._keeper.forget(self._record_id)
        if self._record_id is not None:
            self.show_record(self._record_id)
        self.left.emit()
