"""What the words of packets and their conflicts are called."""

from models.packets.tables import Choice, ConflictKind, ConflictState
from models.words import _


def conflict_kind_name(kind: ConflictKind) -> str:
    """Say what two desks differ in."""
    return {
        ConflictKind.FIELD: _("Two values"),
        ConflictKind.SAME_PERSON: _("Perhaps the same person"),
        ConflictKind.ENROLLED_TWICE: _("Enrolled twice"),
        ConflictKind.PAID_TWICE: _("Paid twice"),
        ConflictKind.CARD_TWICE: _("Two cards"),
        ConflictKind.NUMBER_TWICE: _("One card number given twice"),
        ConflictKind.RECEIPT_TWICE: _("One receipt number given twice"),
        ConflictKind.TAKEN_OUT: _("Taken out here, changed there"),
    }[kind]


def conflict_state_name(state: ConflictState) -> str:
    """Say whether somebody still has to decide."""
    return {
        ConflictState.OPEN: _("To be decided"),
        ConflictState.DECIDED: _("Decided"),
        ConflictState.GONE: _("No longer differs"),
    }[state]


def choice_name(choice: Choice) -> str:
    """Say what was decided."""
    return {
        Choice.LEFT: _("The first one stands"),
        Choice.RIGHT: _("The other one stands"),
        Choice.BOTH: _("Both stand"),
    }[choice]
