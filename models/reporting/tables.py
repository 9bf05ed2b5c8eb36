"""Summaries of events with the texts written for them, and layouts of other offices' lists."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Code, Id, Name
from models.documents.tables import DIGEST

PRESS = 0
"""The number of what is no report, but holds the texts of a press release."""


class EventReport(Base):
    """A summary (laporan kegiatan) of an event: a draft, or final with its figures.

    ``texts`` are what people wrote, by the part of the summary; ``figures`` are those it was made
    final with, ``document`` the fingerprint of its PDF. ``revision`` counts those of the event
    from 1: a later one says what has changed since. That numbered ``PRESS`` holds the texts of the
    event's press release in a language, and is never final.
    """

    __tablename__ = "event_report"

    event_id: Mapped[Id] = mapped_column(ForeignKey("event.id"), index=True)
    officer_id: Mapped[Id | None] = mapped_column(ForeignKey("officer.id"))
    revision: Mapped[int] = mapped_column(default=1)
    language: Mapped[Code]
    paper: Mapped[Code]
    number: Mapped[Name | None]
    texts: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any] | None]
    document: Mapped[str | None] = mapped_column(DIGEST, ForeignKey("content.digest"))
    finished_at: Mapped[datetime | None] = mapped_column(index=True)


class UploadLayout(Base):
    """A list's layout as another system reads it: ``columns`` are headings and what they hold."""

    __tablename__ = "upload_layout"

    name: Mapped[Name] = mapped_column(unique=True)
    columns: Mapped[list[Any]]
    archived_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(String(24))
