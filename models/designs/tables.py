"""Card designs of the office's own."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Name


class CardDesign(Base):
    """A design the office drew: ``content`` is a ``models.designs.design.Design`` as plain values.

    ``revision`` counts how often it was kept; what it was before stands in the history.
    """

    __tablename__ = "card_design"

    name: Mapped[Name] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=1)
    archived_at: Mapped[datetime | None]
