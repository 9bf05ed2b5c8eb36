"""What is remembered of lists that were taken in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Id


class ImportMapping(Base):
    """How the columns of lists of one shape were told, by partner where one was named.

    ``shape`` is a fingerprint of the headings; ``columns`` says what each of them is.
    """

    __tablename__ = "import_mapping"

    shape: Mapped[str] = mapped_column(String(64), index=True)
    partner_id: Mapped[Id | None] = mapped_column(ForeignKey("partner.id"), index=True)
    columns: Mapped[dict[str, Any]]
    used_at: Mapped[datetime]
