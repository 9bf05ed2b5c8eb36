"""Makes the parts of an event's page, each loaded only when it is first looked at."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from models.words import _
from ui.bench import Bench
from ui.panes.pane import EventPane


class Part(StrEnum):
    """A part of an event's page."""

    PLAN = "plan"
    PEOPLE = "people"
    DESK = "desk"
    CARDS = "cards"
    SUMMARY = "summary"


def part_names() -> dict[Part, str]:
    """Return what the parts are called, in their order."""
    return {
        Part.PLAN: _("Plan"),
        Part.PEOPLE: _("People"),
        Part.DESK: _("Desk"),
        Part.CARDS: _("Cards"),
        Part.SUMMARY: _("Summary"),
    }


def make_pane(part: Part, bench: Bench) -> EventPane:
    """Return a new pane for ``part``."""
    return _MAKERS[part](bench)


def _plan(bench: Bench) -> EventPane:
    from ui.panes.plan_pane import PlanPane

    return PlanPane(bench)


def _people(bench: Bench) -> EventPane:
    from ui.panes.people_pane import PeoplePane

    return PeoplePane(bench)


def _desk(bench: Bench) -> EventPane:
    from ui.panes.desk_pane import DeskPane

    return DeskPane(bench)


def _cards(bench: Bench) -> EventPane:
    from ui.panes.cards_pane import CardsPane

    return CardsPane(bench)


def _summary(bench: Bench) -> EventPane:
    from ui.panes.summary_pane import SummaryPane

    return SummaryPane(bench)


_MAKERS: Mapping[Part, Callable[[Bench], EventPane]] = {
    Part.PLAN: _plan,
    Part.PEOPLE: _people,
    Part.DESK: _desk,
    Part.CARDS: _cards,
    Part.SUMMARY: _summary,
}
