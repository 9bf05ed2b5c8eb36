"""Mitra: the partner agencies, with the particulars of the one chosen beside the list."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.words import _
from ui.bench import Bench
from ui.panes.list_page import ListPage
from ui.panes.partner_detail import PartnerDetail
from ui.panes.partner_list import PartnerList
from ui.widgets.empty_state import EmptyState
from ui.widgets.header import action_button


class PartnersPage(ListPage):
    """Goes to a partner with ``partner_id``; F2 begins a new one."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        add = action_button(_("Add partner"), "plus", primary=True)
        add.setToolTip(_("Add partner  F2"))
        nobody = EmptyState("handshake", _("Choose a partner from the list."))
        super().__init__(bench, _("Partners"), _("Whom the office reaches out with"), add, nobody)
        self.setParent(parent)
        self._partner = PartnerDetail(bench)
        self.lay_out(PartnerList(bench), self._partner, (4, 3))

    @override
    def go(self, **where: object) -> None:
        partner_id = where.get("partner_id")
        if isinstance(partner_id, int):
            self.go_to(partner_id)

    @override
    def begin_new(self, typed: str) -> None:
        self._partner.begin_new(typed)
