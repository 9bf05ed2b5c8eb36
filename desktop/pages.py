"""The pages of the window, each made when it is first gone to."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from models.words import _
from ui.bench import Bench
from ui.panes.settings_actions import SettingsActions
from ui.workspace import PageSpec


def page_specs(bench: Bench, actions: SettingsActions) -> list[PageSpec]:
    """Return all pages in the order of the rail."""
    return [
        PageSpec("home", _("Home"), "house", _maker("home_page", "HomePage", bench)),
        PageSpec(
            "events", _("Events"), "calendar-days", _maker("events_page", "EventsPage", bench)
        ),
        PageSpec(
            "event", _("Event"), "calendar-days", _maker("event_page", "EventPage", bench), "events"
        ),
        PageSpec(
            "partners", _("Partners"), "handshake", _maker("partners_page", "PartnersPage", bench)
        ),
        PageSpec("people", _("People"), "users", _maker("people_page", "PeoplePage", bench)),
        PageSpec(
            "groups",
            _("Families and groups"),
            "users",
            _maker("groups_page", "GroupsPage", bench),
            "people",
        ),
        PageSpec(
            "renewals",
            _("Cover that ends soon"),
            "users",
            _maker("renewals_page", "RenewalsPage", bench),
            "people",
        ),
        PageSpec("cards", _("Cards"), "id-card", _maker("cards_page", "CardsPage", bench)),
        PageSpec(
            "reports", _("Reports"), "chart-column", _maker("reports_page", "ReportsPage", bench)
        ),
        PageSpec(
            "settings",
            _("Settings"),
            "settings",
            _maker("settings_page", "SettingsPage", bench, actions),
        ),
    ]


def _maker(module: str, name: str, *given: object) -> Callable[[], QWidget]:
    """Return a function that loads a page's module and makes the page, only when called."""

    def make() -> QWidget:
        kind = getattr(import_module(f"ui.pages.{module}"), name)
        return cast("QWidget", partial(kind, *given)())

    return make
