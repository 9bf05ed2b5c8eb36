"""Makes the parts of an event's page, each loaded only when it is first looked at."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module

from models.progress import Progress, Work
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
    module, name = _PANES[part]
    kind: Callable[[Bench], EventPane] = getattr(import_module(module), name)
    return kind(bench)


def load_parts() -> Work[None]:
    """Load the code of every part, so that the first look at one need not wait for it."""
    for done, (module, _name) in enumerate(_PANES.values()):
        yield Progress(done, len(_PANES))
        import_module(module)


_PANES: Mapping[Part, tuple[str, str]] = {
    Part.PLAN: ("ui.panes.plan_pane", "PlanPane"),
    Part.PEOPLE: ("ui.panes.people_pane", "PeoplePane"),
    Part.DESK: ("ui.panes.desk_pane", "DeskPane"),
    Part.CARDS: ("ui.panes.cards_pane", "CardsPane"),
    Part.SUMMARY: ("ui.panes.summary_pane", "SummaryPane"),
}
