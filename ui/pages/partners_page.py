"""Mitra: the partner agencies, with the particulars of the one chosen beside the list."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.office.rights import Right
from models.words import _
from ui.bench import Bench
from ui.panes.list_page import ListPage
from ui.panes.partner_detail import PartnerDetail
from ui.panes.partner_due import PartnerDue
from ui.panes.partner_list import PartnerList
from ui.widgets.header import action_button
from ui.widgets.scrolling import bring_into_view


class PartnersPage(ListPage):
    """Goes to a partner with ``partner_id``, to what is due with all of them with ``due``.

    F2 begins a new one.
    """

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        add = action_button(_("Add partner"), "plus", primary=True)
        add.setToolTip(_("Add partner  F2"))
        bench.needs(Right.PLAN, add)
        self._due = PartnerDue(bench)
        self._begins_with_due = False
        subtitle = _("Whom the office reaches out with")
        super().__init__(bench, _("Partners"), subtitle, add, self._due)
        self.setParent(parent)
        self._partner = PartnerDetail(bench)
        listed = PartnerList(bench)
        self.lay_out(listed, self._partner, (4, 3))
        self._due.chosen.connect(self.go_to)
        listed.due.clicked.connect(self.show_due)

    @override
    def go(self, **where: object) -> None:
        self._begins_with_due = bool(where.get("due"))
        partner_id = where.get("partner_id")
        if isinstance(partner_id, int):
            self.go_to(partner_id)
        elif self._begins_with_due:
            self.show_due()

    @override
    def begin(self) -> None:
        if not (self._begins_with_due and self._due.begin()):
            super().begin()

    def show_due(self) -> None:
        """Show what is due with all partners, unless something typed would be lost."""
        if self.show_nothing():
            self._due.read()
            self._due.begin()
            bring_into_view(self._due)

    @override
    def begin_new(self, typed: str) -> None:
        self._partner.begin_new(typed)
