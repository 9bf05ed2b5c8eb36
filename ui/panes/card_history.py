"""The copies of one card: when each was printed, by whom and where, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout

from models.cards.batch_rows import CardCopyRow, copies_of, copy_state_name
from models.cards.queries import CardRow, card_rows
from models.cards.tables import Card, CardCopy, HandWay
from models.office.queries import time_zone
from models.words import _, spoken
from ui.bench import Bench
from ui.look import FAINT
from ui.looking import ask
from ui.panes.card_piles import card_badge
from ui.widgets.badge import BadgeLabel
from ui.widgets.facts import Facts
from ui.widgets.fresh import Fresh
from ui.widgets.panel import Panel
from ui.widgets.text import Text

KINDS = frozenset({Card, CardCopy})


@dataclass(frozen=True, slots=True)
class _Told:
    row: CardRow
    copies: Sequence[CardCopyRow]
    zone: ZoneInfo


class CardHistory(Panel):
    """Shows the card the keyboard is on."""

    def __init__(self, bench: Bench) -> None:
        self._badge = BadgeLabel()
        super().__init__(_("Copies"))
        self._bench = bench
        self._card_id: int | None = None
        self._whose = Text("", wrap=True)
        self.facts = Facts()
        self._nothing = Text("", ink=FAINT, wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._whose, 1)
        head.addWidget(self._badge)
        self.add(head)
        self.add(self._nothing)
        self.add(self.facts)
        self.column.addStretch(1)
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self._look)
        self.show_card(None)

    def show_card(self, card_id: int | None) -> None:
        """Show the copies of a card; None shows none."""
        self._card_id = card_id
        if card_id is None:
            self._show(None)
        else:
            self._look()

    def _look(self) -> None:
        card_id = self._card_id
        if card_id is not None:
            ask(self._bench, lambda session: _look(session, card_id), self._show, self)

    def _show(self, told: _Told | None) -> None:
        if told is not None and told.row.id != self._card_id:
            return
        self._badge.show_badge(card_badge(told.row) if told else None)
        self._whose.setText(f"{told.row.name} · {told.row.number}" if told else "")
        self._whose.setVisible(told is not None)
        none = _("This card was never printed.") if told else _("Choose a card to see its copies.")
        self._nothing.setText(none)
        self._nothing.setVisible(told is None or not told.copies)
        self.facts.show_facts([_copy(copy, told.zone) for copy in told.copies] if told else [])


def _look(session: Any, card_id: int) -> _Told | None:  # noqa: ANN401 - see ask
    row = card_rows(session, [card_id]).get(card_id)
    return None if row is None else _Told(row, copies_of(session, card_id), time_zone(session))


def _copy(copy: CardCopyRow, zone: ZoneInfo) -> tuple[str, str]:
    """Say of a copy its serial, and line by line what happened to it."""
    lines = [_("Taken back") if copy.voided_at else copy_state_name(copy.state)]
    if copy.printed_at is not None:
        where = copy.printer or _("as a file")
        said = _("Printed {when} by {who}: {where}")
        lines.append(
            said.format(when=_when(copy.printed_at, zone), who=copy.printed_by or "—", where=where)
        )
    if copy.handed_at is not None:
        said = _("Handed over {when} by {who}, ticked")
        if copy.hand_way is HandWay.DRAWN:
            said = _("Handed over {when} by {who}, signed")
        lines.append(said.format(when=_when(copy.handed_at, zone), who=copy.handed_by or "—"))
    lines.append(copy.reason)
    serial = _("Copy {desk}-{serial}").format(desk=copy.desk, serial=copy.serial)
    return serial, "\n".join(filter(None, lines))


def _when(moment: datetime, zone: ZoneInfo) -> str:
    there, words = moment.astimezone(zone), spoken()
    return f"{words.short_day(there.date())}, {words.clock(there)}"
