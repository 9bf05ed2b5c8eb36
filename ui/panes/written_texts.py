"""Texts of a paper beside its preview: shown, held while typed, kept over what others did."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models import unsaved
from models.edits import ChangedMeanwhileError, SameMeanwhileError
from ui.bench import Bench
from ui.forms.draft_form import DraftForm
from ui.forms.keeping import keep
from ui.forms.meanwhile import Meanwhile
from ui.widgets.header import action_button
from ui.widgets.note_field import NoteField

Texts = TypeVar("Texts")


class WrittenTexts(DraftForm[Texts]):
    """The written parts of an event's paper, each a field of the draft ``texts``.

    An empty one shows faintly what stands on the paper instead.
    """

    kept = Signal()
    """The paper says something else now."""

    texts: ClassVar[type[Any]]
    form: ClassVar[str]
    """What is typed is held under this name, for each language."""

    def __init__(
        self,
        bench: Bench,
        parts: Mapping[str, tuple[str, NoteField]],
        keep_words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._event_id: int | None = None
        self._language = "id"
        self._filling = False
        self.parts = dict(parts)
        self.meanwhile = Meanwhile(self)
        self.keep_button = action_button(keep_words, primary=True)
        self.keep_button.clicked.connect(self.keep)
        self.changed.connect(self._hold)
        self.meanwhile.turned.connect(
            lambda: self.keep_button.setEnabled(not self.meanwhile.waits())
        )
        self.meanwhile.decided.connect(self.keep_button.setFocus)

    def keep(self) -> None:
        """Keep the texts; they stand on the paper then."""
        if self._event_id is None or self._refused() or self.meanwhile.waits():
            return
        keep(
            self._bench,
            self._keeping(self._event_id),
            partial(self._texts_kept, self._key(), self.draft()),
            self,
            self._not_kept,
        )

    @override
    def fill(self, draft: Texts) -> None:
        self._filling = True
        for name, (_title, field) in self.parts.items():
            field.show_text(getattr(draft, name))
        self._filling = False

    @override
    def draft(self) -> Texts:
        return self._made({name: field.text() for name, (_title, field) in self.parts.items()})

    @override
    def draft_problems(self) -> dict[str, str]:
        problems: dict[str, str] = self.texts.problems(self.draft())
        return problems

    def _made(self, parts: Mapping[str, str]) -> Texts:
        made: Texts = self.texts(**parts)
        return made

    def _add_parts(self) -> None:
        """Add a row for each part, beneath what is there."""
        for name, (title, field) in self.parts.items():
            self.grid.add(name, title, field)
            field.textChanged.connect(partial(self._note, name))

    def _goes_to(self, event_id: int, language: str) -> bool:
        """Turn to an event's paper in a language; tell whether another one was shown."""
        if (event_id, language) == (self._event_id, self._language):
            return False
        self._event_id, self._language = event_id, language
        self.setEnabled(False)  # until its own texts are there
        return True

    def _shows(self, event_id: int, language: str) -> bool:
        return (event_id, language) == (self._event_id, self._language)

    def _begin(self, kept: Texts, instead: Texts) -> None:
        """Show what was kept, and over it what was typed and is not kept yet."""
        self.setEnabled(True)
        for name, (_title, field) in self.parts.items():
            field.setPlaceholderText(getattr(instead, name))
        self.meanwhile.clear()
        self.show_draft(kept)
        held = unsaved.take(self._bench.store, self._key())
        texts = held.draft(self.texts) if held else None
        opened = held.opened(self.texts) if held else None
        if texts is not None:
            self.begin_from(opened or kept)
            self.fill(texts)
            self.meet(kept, ())  # what clashes is asked about once it is kept

    def _keeping(self, event_id: int) -> Callable[[Any], Texts]:
        """Return what keeps what is typed now, and returns what is kept then."""
        raise NotImplementedError

    def _called(self) -> str:
        """Return what the paper is called where something typed is found again."""
        raise NotImplementedError

    def _texts_kept(self, key: str, typed: Texts, texts: Texts) -> None:
        """Show what was kept, with what others wrote meanwhile, unless one typed on."""
        if self.draft() == typed:
            self.fill(texts)
        self._done(key)

    def _not_kept(self, error: Exception) -> None:
        if isinstance(error, ChangedMeanwhileError):
            self.meanwhile.ask(error)
            if self.meanwhile.waits():  # it says so itself; a message would lie over it
                return
        elif isinstance(error, SameMeanwhileError):
            self.show_draft(error.now)
        self._bench.fail(error)

    def _done(self, key: str) -> None:
        unsaved.forget(self._bench.store, key)
        self.note_kept(self.draft(), self.draft())
        self.kept.emit()

    def _refused(self) -> bool:
        self.reveal()
        return bool(self.problems())

    def _note(self, name: str) -> None:
        if not self._filling:
            self._touch(name)

    def _key(self) -> str:
        return unsaved.key_of(f"{self.form}-{self._language}", self._event_id)

    def _hold(self) -> None:
        """Keep what was typed aside: it survives a closed window."""
        unsaved.keep(self._bench.store, self._key(), self._called(), self.draft(), self.opened)
