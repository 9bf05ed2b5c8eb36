"""The settings' card about blocks of membership numbers that the agency gave to the office."""

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from models.cards.blocks import (
    BlockDraft,
    BlockRow,
    add_block,
    are_few,
    blocks,
    change_block,
    close_block,
)
from models.cards.tables import Card, NumberBlock
from models.errors import UserError
from models.office.queries import today
from models.people.tables import Person
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.block_form import BlockForm
from ui.look import Role
from ui.panes.settings_list import ListPanel
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

KINDS = frozenset({NumberBlock, Person, Card})


class NumbersPanel(ListPanel):
    """Lists the blocks with what is left of each; a block closed gives no more numbers."""

    kind = NumberBlock

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            form = BlockForm(today(session))
        none = _("The office gives no numbers itself: they come from the agency, one by one.")
        words = _("Take in numbers"), _("Give no more of these"), none
        super().__init__(bench, _("Membership numbers"), form, words, KINDS)
        self.show_list()
        self.read()

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        return [_entry(row) for row in blocks(session)]

    @override
    def look_up(self, session: Any, record_id: int) -> BlockDraft:
        found = next((row for row in blocks(session) if row.id == record_id), None)
        if found is None:
            raise UserError(_("These numbers are not there any more."))
        return found.draft

    @override
    def new_draft(self) -> BlockDraft:
        with self.bench.store.reading() as session:
            return BlockDraft(received_on=today(session))

    @override
    def keep_new(self, session: Any, draft: BlockDraft) -> str:
        add_block(session, draft)
        return _("The numbers were taken in.")

    @override
    def keep_changed(self, session: Any, record_id: int, draft: BlockDraft) -> str:
        change_block(session, record_id, draft)
        return _("The numbers were changed.")

    @override
    def take_out(self, session: Any, record_id: int, draft: BlockDraft) -> str:
        close_block(session, record_id)
        return _("No more of these numbers are given.")


def _entry(row: BlockRow) -> Entry:
    words = spoken()
    given = ngettext("{n} given", "{n} given", row.given)
    next_one = _("next: {number}").format(number=row.following) if row.left else ""
    told = (words.day(row.received_on), row.source, given, next_one)
    detail = " · ".join(filter(None, told))
    return Entry(row.id, f"{row.first} – {row.last}", detail, icon="list", badge=_badge(row))


def _badge(row: BlockRow) -> Badge:
    if row.closed_at is not None:
        return Badge(_("Closed"))
    if not row.left:
        return Badge(_("None left"), Role.DANGER)
    role = Role.WARNING if are_few(row.left) else Role.SUCCESS
    return Badge(ngettext("{n} left", "{n} left", row.left), role)
