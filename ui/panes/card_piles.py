"""The piles cards lie in as one looks at them, and the badge that says how a card stands."""

from collections.abc import Mapping
from enum import StrEnum

from models.cards.queries import CardRow, state_name
from models.cards.tables import CardState
from models.words import _
from ui.look import Role
from ui.widgets.badge import Badge

STATE_ROLES = {
    CardState.QUEUED: Role.INFO,
    CardState.SENT: Role.WARNING,
    CardState.PRINTED: Role.NEUTRAL,
    CardState.HANDED: Role.SUCCESS,
    CardState.SPOILT: Role.DANGER,
    CardState.LOST: Role.DANGER,
    CardState.DAMAGED: Role.DANGER,
    CardState.CANCELLED: Role.DANGER,
}


class Pile(StrEnum):
    """Which cards one looks at; of those that wait for a number it is the people."""

    WAITING = "waiting"
    QUEUED = "queued"
    PRINTED = "printed"
    HANDED = "handed"
    OUT_OF_USE = "out"
    ALL = "all"


PILES: Mapping[Pile, tuple[CardState, ...]] = {
    Pile.QUEUED: (CardState.QUEUED, CardState.SENT),
    Pile.PRINTED: (CardState.PRINTED,),
    Pile.HANDED: (CardState.HANDED,),
    Pile.OUT_OF_USE: (
        CardState.SPOILT,
        CardState.LOST,
        CardState.DAMAGED,
        CardState.CANCELLED,
    ),
    Pile.ALL: tuple(state for state in CardState if state is not CardState.CANCELLED),
}


def pile_names() -> dict[Pile, str]:
    """Return what the piles are called, in their order."""
    return {
        Pile.WAITING: _("No number"),
        Pile.QUEUED: _("To print"),
        Pile.PRINTED: _("Printed"),
        Pile.HANDED: _("Handed over"),
        Pile.OUT_OF_USE: _("Out of use"),
        Pile.ALL: _("All"),
    }


def card_badge(row: CardRow) -> Badge:
    """Return the badge of how a card stands; one that was printed before says so."""
    if not row.number:
        return Badge(_("No number"), Role.NEUTRAL)
    if row.state is CardState.QUEUED and row.prints:
        return Badge(_("Print again"), Role.WARNING)
    if row.active:
        return Badge(_("Active"), Role.SUCCESS)
    return Badge(state_name(row.state), STATE_ROLES[row.state])


def nothing_in(pile: Pile, any_cards: bool) -> str:
    """Say why a pile is empty."""
    if not any_cards:
        return _(
            "There are no cards yet. Whoever is enrolled at the desk gets one, and it waits here."
        )
    return {
        Pile.WAITING: _("Nobody waits for a membership number."),
        Pile.QUEUED: _("No card waits to be printed."),
        Pile.PRINTED: _("No printed card waits to be handed over."),
        Pile.HANDED: _("No card has been handed over yet."),
        Pile.OUT_OF_USE: _("No card was lost, damaged, spoilt or declared void."),
        Pile.ALL: _("There are no cards that count."),
    }[pile]
