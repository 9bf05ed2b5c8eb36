"""What is said below the grid of emergency forms: how a cell is typed, who is probably meant."""

from collections.abc import Callable

from models.people.alike import Alike, reason_words
from models.words import _, shorten
from ui.tables.paper_model import NUMBER


def alike_said(found: Alike) -> str:
    """Say who is probably the same person, and why."""
    reasons = ", ".join(reason_words(one) for one in found.likeness.reasons)
    return _("Perhaps {name}, known already: {reasons}.").format(
        name=shorten(found.person.name, 40), reasons=reasons
    )


def how_to_type(name: str) -> str:
    """Say what can be typed into a cell."""
    hints: dict[str, Callable[[], str]] = {
        NUMBER: lambda: _("Type the number of a form, or scan its code."),
        "time": lambda: _("The time on the paper: 0930. Of several days: 29 0930."),
        "sex": lambda: _("L or P. Left empty, it is read from the NIK."),
        "birth_date": lambda: _("13051980. Left empty, it is read from the NIK."),
        "occupation": lambda: _("Two letters are enough where only one kind of work fits."),
        "income": lambda: _("1,5 jt or 1500000, a month."),
        "programmes": lambda: _("2 for JKK JKM, 3 for JHT too. Left empty, the compulsory ones."),
        "payer": lambda: _("1 the member, 2 the budget. Left empty, the member."),
        "consent": lambda: _("1 signed, 2 thumbprint."),
        "paid": lambda: _("What was paid in cash; the receipt gets its number now."),
        "reason": lambda: _("Why the NIK differs, or why someone too old is enrolled."),
    }
    usual = _("Enter goes on, Ctrl+Enter keeps the line, F12 shows NIKs.")
    return hints.get(name, lambda: usual)()
