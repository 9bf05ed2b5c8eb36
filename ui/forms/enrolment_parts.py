"""What the enrolment form does with its fields: going to them, aligning them, what they offer."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from models.enrolment.contribution import month_after
from models.enrolment.drafts import EnrolmentDraft
from models.enrolment.rate_tables import rates
from models.people.drafts import sector_name
from models.words import _, spoken
from ui.look import Role
from ui.widgets.badge import Badge
from ui.widgets.form import FormGrid
from ui.widgets.scrolling import bring_into_view

MONTHS_BEFORE, MONTHS_AFTER = 3, 12
"""Around the month that is proposed, what one may choose as the first."""


def enter(field: QWidget) -> None:
    """Put the keyboard into ``field`` and scroll to it."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    bring_into_view(field)


def sector_badge(draft: EnrolmentDraft) -> Badge | None:
    """Say the sector of the work and the discount it brings in the first month, if any."""
    if not draft.occupation:
        return None
    name = sector_name(draft.sector)
    discount = rates().discount(draft.programmes[0], draft.sector, draft.payer, draft.first_month)
    if discount is None:
        return Badge(name)
    said = _("{sector}: {basis}").format(sector=name, basis=discount.legal_basis)
    return Badge(said, Role.INFO)


def months_around(month: date) -> dict[date, str]:
    """Return the months one may begin with, by name, around the one that is proposed."""
    months = (month_after(month, count) for count in range(-MONTHS_BEFORE, MONTHS_AFTER + 1))
    return {one: spoken().month(one) for one in months}


def align(*grids: FormGrid) -> None:
    """Make the labels of ``grids`` equally wide, so that all fields begin on one line."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    labels: Sequence[QLabel] = [
        label
        for grid in grids
        for label in grid.findChildren(QLabel, options=direct)
        if not label.isHidden()
    ]
    widest = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(widest)
