"""Says, as somebody is typed, who known is probably the same person."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.people.alike import Alike, Facts, Likeness, alike, reason_words
from models.people.drafts import PersonDraft
from models.words import _, spoken
from ui.bench import Bench
from ui.look import Role, em
from ui.looking import ask
from ui.panes.form_panel import FormPanel
from ui.widgets.notice import Notice

PAUSE = 300
"""Milliseconds without a key before it is looked."""
SHOWN = 2


class AlikeNotice(QWidget):
    """Takes no room while nobody known is alike. Looks off the screen's thread.

    F6 leads to the first who is proposed; the keyboard stays where it is until then.
    """

    show_asked = Signal(object)
    """The id of the person who was proposed and is to be shown."""

    def __init__(
        self,
        bench: Bench,
        most: int = SHOWN,
        parent: QWidget | None = None,
    ) -> None:
        """Propose at most so many people."""
        super().__init__(parent)
        self._bench = bench
        self._wish: tuple[PersonDraft, int | None] = PersonDraft(), None
        self._told: tuple[Alike, ...] = ()
        self.notices = [Notice(closable=True) for _one in range(most)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(self, 0.4))
        for notice in self.notices:
            column.addWidget(notice)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.hide()

    def watch(self, panel: FormPanel, typed: Callable[[], PersonDraft | None]) -> None:
        """Stand below ``panel`` and look whenever ``typed`` gives somebody new; saving goes on."""

        def look() -> None:
            draft = typed()
            if draft is None:
                self.clear()
            else:
                self.look(draft)

        panel.put_beneath(self)
        panel.form.changed.connect(look)
        panel.save_asked.connect(self.clear)
        panel.left.connect(self.clear)
        key = QShortcut(QKeySequence(Qt.Key.Key_F6), panel)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.lead)

    def lead(self) -> None:
        """Lead to the first who is proposed."""
        for notice, one in zip(self.notices, self._told, strict=False):
            if notice.text():
                self.show_asked.emit(one.person.id)
                return

    def look(self, draft: PersonDraft, besides: int | None = None) -> None:
        """Look for who ``draft`` may be once nothing is typed for a moment, not its own record."""
        if (draft, besides) != self._wish:
            self._wish = draft, besides
            self._pause.start()

    def clear(self) -> None:
        """Say nothing, and forget what was to be looked for."""
        self._wish = PersonDraft(), None
        self._pause.stop()
        self._say(())

    def texts(self) -> list[str]:
        """Return the sentences that are shown."""
        return [notice.text() for notice in self.notices if notice.text()]

    def _ask(self) -> None:
        wish = draft, besides = self._wish

        def answer(found: Sequence[Alike]) -> None:
            if wish == self._wish:  # nothing else was typed meanwhile
                self._say(tuple(found))

        most = len(self.notices)
        ask(self._bench, lambda session: alike(session, draft, most, besides), answer, self)

    def _say(self, found: tuple[Alike, ...]) -> None:
        if found == self._told:
            return
        self._told = found
        self.setVisible(bool(found))
        for notice in self.notices:
            notice.hide()
        leading = (_("Show (F6)"), *(_("Show") for _one in self.notices))
        for notice, one, action in zip(self.notices, found, leading, strict=False):
            show = partial(self._lead_to, notice, one.person.id)
            notice.say(_told(one), Role.WARNING, action, show)

    def _lead_to(self, notice: Notice, person_id: int) -> None:
        notice.show()  # it stays if one would rather go on typing
        self.show_asked.emit(person_id)


def why(likeness: Likeness) -> str:
    """Say the reasons in one line."""
    return " · ".join(reason_words(reason) for reason in likeness.reasons)


def who(person: Facts) -> str:
    """Say who somebody is: the name, the birth date, the village."""
    born = spoken().day(person.birth_date) if person.birth_date else ""
    return ", ".join(part for part in (person.name, born, person.village) if part)


def _told(one: Alike) -> str:
    return _("Probably {person}: {reasons}").format(
        person=who(one.person), reasons=why(one.likeness)
    )
