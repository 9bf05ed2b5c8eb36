"""Asks how a batch of cards came out; a batch nobody told of is asked about until somebody does."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.cards.batch_rows import BatchCard, BatchRow, batch_cards, open_batches
from models.cards.batches import came_out, drop_batch, jammed, note_sent
from models.cards.tables import BatchState, CardBatch, CardCopy
from models.office.queries import time_zone, wall_now
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.jam_form import Jam, JamForm
from ui.forms.keeping import keep
from ui.looking import ask
from ui.panes.card_jobs import CardJob, CardJobs
from ui.panes.card_printing import being_made
from ui.widgets.fresh import Fresh
from ui.widgets.question_bar import Answer, QuestionBar

KINDS = frozenset({CardBatch, CardCopy})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A batch to be told of: its cards in the order of printing, as far as they were printed."""

    batch: BatchRow
    cards: Sequence[BatchCard]
    job: CardJob | None
    more: int
    zone: ZoneInfo
    now: datetime

    @property
    def ids(self) -> list[int]:
        return [card.card_id for card in self.cards]


class CardQuestion(QWidget):
    """Hidden where nothing is to be asked. Part of a batch is told of by selecting its cards."""

    asked = Signal()
    """It asks about a batch it did not ask about before."""
    told = Signal(object)
    """It was told how a batch came out: so many cards did well."""

    def __init__(self, bench: Bench, *, only: bool = False, parent: QWidget | None = None) -> None:
        """Ask about every open batch, the latest first; ``only`` about the one it is shown."""
        super().__init__(parent)
        self._bench = bench
        self._only = only
        self._batch_id: int | None = None
        self._jobs = CardJobs(bench.settings)
        self._asked: _Asked | None = None
        self._selected: frozenset[int] = frozenset()
        self.bar, self.jam = QuestionBar(), JamForm()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        column.addWidget(self.jam)
        self.jam.given.connect(self._note_jam)
        self.jam.never_minded.connect(self._show)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)

    @property
    def batch_id(self) -> int | None:
        """The batch that is asked about now."""
        return self._asked.batch.id if self._asked is not None else None

    def show_batch(self, batch_id: int | None) -> None:
        """Ask about this batch before all others."""
        self._batch_id = batch_id
        self.read()

    def show_selected(self, cards: Collection[int]) -> None:
        """Offer answers about these cards, as far as they are of the batch."""
        self._selected = frozenset(cards)
        if not self.bar.isHidden():
            self.bar.offer(self._answers())

    def read(self) -> None:
        """Look up what is to be asked."""
        wanted, only, jobs = self._batch_id, self._only, self._jobs
        ask(self._bench, lambda session: _look(session, wanted, only, jobs), self._found, self)

    def _found(self, asked: _Asked | None) -> None:
        same = asked is not None and asked.batch.id == self.batch_id
        self._asked = asked
        if same and not self.jam.isHidden():
            return
        self.jam.hide()
        self._show()
        if asked is not None and not same:
            self.asked.emit()

    def _show(self) -> None:
        if self._asked is None:
            self.bar.hide()
            return
        self.bar.ask(_question(self._asked), self._answers())

    def _answers(self) -> list[Answer]:
        """Return the answers; where a part of the cards is selected, those about it too."""
        asked = self._asked
        if asked is None:
            return []
        sent = asked.ids
        these = [card for card in sent if card in self._selected]
        others = [card for card in sent if card not in self._selected]
        answers = [Answer(_("None came out"), partial(self._tell, []))]
        answers.append(Answer(_("It jammed…"), self._ask_jam))
        if these and others:
            only = ngettext("Only the one selected", "Only the {n} selected", len(these))
            but = ngettext("All but the one selected", "All but the {n} selected", len(these))
            answers.append(Answer(but, partial(self._tell, others)))
            answers.append(Answer(only, partial(self._tell, these)))
        all_of_them = ngettext("It came out well", "All came out well", len(sent))
        answers.append(Answer(all_of_them, partial(self._tell, sent), likely=True))
        return answers

    def _ask_jam(self) -> None:
        if self._asked is None:
            return
        ids = self._asked.ids
        chosen = [place for place, card in enumerate(ids, 1) if card in self._selected]
        names = [f"{card.name}, {card.number}" for card in self._asked.cards]
        self.jam.ask(names, chosen[0] if len(chosen) == 1 else None)

    def _note_jam(self, jam: Jam) -> None:
        asked = self._asked
        if asked is None:
            return
        batch_id, sent, past = asked.batch.id, asked.ids, jam.good + jam.spoilt

        def operation(session: Any) -> None:  # noqa: ANN401 - models own it
            if len(sent) == asked.batch.waiting:
                jammed(session, batch_id, sent[jam.good - 1] if jam.good else None, jam.spoilt)
            else:  # of some pages only: what was not sent did not come out either
                came_out(session, batch_id, sent[: jam.good], sent[jam.good : past])

        self._keep(asked, operation, jam.good, sent[:past])

    def _tell(self, good: Sequence[int]) -> None:
        asked = self._asked
        if asked is not None:
            batch_id = asked.batch.id
            self._keep(asked, lambda session: came_out(session, batch_id, good), len(good), good)

    def _keep(
        self,
        asked: _Asked,
        operation: Callable[[Any], None],
        good: int,
        through: Collection[int],
    ) -> None:
        """Note that so many came out well; all ``through`` the printer have used their places."""

        def told(session: Any) -> None:  # noqa: ANN401
            if asked.batch.state is BatchState.DRAWN and not through:
                drop_batch(session, asked.batch.id)
                return
            if asked.batch.state is BatchState.DRAWN:
                note_sent(session, asked.batch.id, asked.batch.printer)
            cards = [card.card_id for card in batch_cards(session, asked.batch.id)]
            operation(session)
            if asked.job is not None and through:
                asked.job.note_used(session, cards, through)

        def kept(_nothing: None) -> None:
            self.told.emit(good)
            self._bench.done(_printed_said(good))

        keep(self._bench, told, kept, self)


def _look(session: Any, wanted: int | None, only: bool, jobs: CardJobs) -> _Asked | None:  # noqa: ANN401
    """Return what to ask about: the batch wanted, else the latest one that is open."""
    found = [row for row in open_batches(session) if row.id not in being_made]
    if only:
        found = [row for row in found if row.id == wanted]
    found.sort(key=lambda row: row.id != wanted)
    if not found:
        return None
    row, job = found[0], jobs.find(session, found[0].id)
    cards = batch_cards(session, row.id)
    ids = [card.card_id for card in cards]
    printed = set(job.printed(ids) if job is not None else ids)
    waiting = [card for card in cards if card.waiting and card.card_id in printed]
    return _Asked(row, waiting, job, len(found) - 1, time_zone(session), wall_now(session))


def _question(asked: _Asked) -> str:
    count, batch = len(asked.cards), asked.batch
    when = _when(batch.sent_at or batch.drawn_at, asked)
    if batch.state is BatchState.DRAWN:
        said = ngettext(
            "{n} card was made ready to print at {when}, and never noted as sent. Did it come out?",
            "{n} cards were made ready to print at {when}, and never noted as sent. "
            "Did they come out?",
            count,
            when=when,
        )
    elif batch.printer:
        said = ngettext(
            "{n} card was sent to {printer} at {when}. Did it come out well?",
            "{n} cards were sent to {printer} at {when}. Did all of them come out well?",
            count,
            printer=batch.printer,
            when=when,
        )
    else:
        said = ngettext(
            "{n} card was saved as a file at {when}. Once it is printed: did it come out well?",
            "{n} cards were saved as a file at {when}. "
            "Once they are printed: did all of them come out well?",
            count,
            when=when,
        )
    more = ngettext("{n} more batch waits to be told of.", "{n} more batches wait.", asked.more)
    return f"{said}\n{more}" if asked.more else said


def _when(moment: datetime, asked: _Asked) -> str:
    """Say the hour as the office's clock had it, and the day where it was not today."""
    there, words = moment.astimezone(asked.zone), spoken()
    if there.date() == asked.now.date():
        return words.clock(there)
    return f"{words.clock(there)}, {words.short_day(there.date())}"


def _printed_said(count: int) -> str:
    if not count:
        return _("Noted. The cards wait to be printed again.")
    return ngettext("{n} card printed.", "{n} cards printed.", count)
