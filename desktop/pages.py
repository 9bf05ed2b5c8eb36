"""The pages of the window, each made when it is first gone to."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from models.office.rights import Right
from models.packets.here import packet_here
from models.words import _
from ui.bench import Bench
from ui.panes.settings_actions import SettingsActions
from ui.workspace import PageSpec

AT_THE_DESK = frozenset({"home", "event", "settings"})
"""The pages of who does nothing but the desk; of the settings, those of this computer."""

AT_THE_OFFICE = frozenset({"groups", "renewals", "packets", "reports"})
"""Pages of which nothing is in a desk's packet."""

WORKED_WITH = {
    "packets": Right.PLAN,
    "cards": Right.SERVE,
    "groups": Right.PLAN,
    "renewals": Right.PLAN,
}
"""Pages on which there is nothing but work, and the right to do it."""


def page_specs(bench: Bench, actions: SettingsActions) -> list[PageSpec]:
    """Return all pages in the order of the rail; of a packet, some say that they are elsewhere."""
    with bench.store.reading() as session:
        here = packet_here(session)
    if here is None:
        return _all_pages(bench, actions)
    elsewhere = _maker("elsewhere_page", "ElsewherePage", bench, here)
    return [
        replace(spec, make=elsewhere) if spec.name in AT_THE_OFFICE else spec
        for spec in _all_pages(bench, actions)
    ]


def _all_pages(bench: Bench, actions: SettingsActions) -> list[PageSpec]:
    def page(name: str, title: str, icon: str, under: str = "", *more: object) -> PageSpec:
        make = _maker(f"{name}_page", f"{name.capitalize()}Page", bench, *more)
        return PageSpec(name, title, icon, make, under)

    return [
        page("home", _("Home"), "house"),
        page("events", _("Events"), "calendar-days"),
        page("event", _("Event"), "calendar-days", "events"),
        page("packets", _("Desk packets"), "archive", "events"),
        page("partners", _("Partners"), "handshake"),
        page("people", _("People"), "users"),
        page("groups", _("Families and groups"), "users", "people"),
        page("renewals", _("Cover that ends soon"), "users", "people"),
        page("cards", _("Cards"), "id-card"),
        page("reports", _("Reports"), "chart-column"),
        page("settings", _("Settings"), "settings", "", actions),
    ]


def may_see(bench: Bench, name: str) -> bool:
    """Whether there is a page ``name`` for who works here: at the desk there is only the desk."""
    if bench.only_serves:
        return name in AT_THE_DESK
    return name not in WORKED_WITH or bench.may(WORKED_WITH[name])


def _maker(module: str, name: str, *given: object) -> Callable[[], QWidget]:
    """Return a function that loads a page's module and makes the page, only when called."""

    def make() -> QWidget:
        kind = getattr(import_module(f"ui.pages.{module}"), name)
        return cast("QWidget", partial(kind, *given)())

    return make
