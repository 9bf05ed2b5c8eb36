"""What is written down of a person's request about their data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.privacy.tables import RequestKind
from models.words import _

HOW_LENGTH = 500
TO_MEET = timedelta(hours=72)
"""3 x 24 hours, in which processing stops after a withdrawal (UU 27/2022 art. 41)."""


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What was asked, how, and when on the office's clock; without a moment, it is now."""

    kind: RequestKind = RequestKind.WITHDRAWAL
    asked_at: datetime | None = None
    how: str = ""

    def problems(self, now: datetime) -> dict[str, str]:
        """Return what cannot be kept, by field; ``now`` on the office's clock."""
        found: dict[str, str] = {}
        if self.asked_at is not None and self.asked_at > now:
            found["asked_at"] = _("This has not come yet. When was it asked?")
        if not self.how.strip():
            found["how"] = _("Say how it was asked: in person, by letter, by phone.")
        elif len(self.how.strip()) > HOW_LENGTH:
            found["how"] = _("Say it in fewer words.")
        return found


def request_names() -> Mapping[RequestKind, str]:
    """Return what each kind of request is called in the language of the screen."""
    return {
        RequestKind.WITHDRAWAL: _("Withdrawal of consent"),
        RequestKind.LIMIT: _("Limit on processing"),
        RequestKind.COPY: _("Copy of the data"),
        RequestKind.CORRECTION: _("Correction"),
        RequestKind.ERASURE: _("Erasure"),
    }


def request_name(kind: RequestKind) -> str:
    """Return what a kind of request is called in the language of the screen."""
    return request_names()[kind]
