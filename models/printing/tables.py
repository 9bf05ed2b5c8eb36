"""Sheets of the office's own, sheets that were used in part, and how each printer errs."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Name, Note


class SheetFormat(Base):
    """A sheet the office added: ``content`` is what ``reports.sheet.Sheet`` holds, in mm."""

    __tablename__ = "sheet_format"

    name: Mapped[Name] = mapped_column(unique=True)
    content: Mapped[dict[str, Any]]
    archived_at: Mapped[datetime | None]


class PartSheet(Base):
    """A sheet of which some places were used, and that is to be used up; numbers from 1.

    ``name`` is what is written on it, ``sheet`` the name of its format.
    """

    __tablename__ = "part_sheet"

    name: Mapped[Name]
    sheet: Mapped[Name]
    used: Mapped[list[Any]]
    note: Mapped[Note | None]
    begun_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class PrinterProfile(Base):
    """How one printer errs on one medium, as it was measured: offsets in mm, scales, rotation.

    ``queue`` is the printer's name in the system, ``medium`` the name of the sheet; ``content`` is
    the transform, its readings and what remained, ``measured_at`` when they were taken.
    """

    __tablename__ = "printer_profile"
    __table_args__ = (UniqueConstraint("queue", "medium"),)

    queue: Mapped[Name]
    medium: Mapped[Name]
    content: Mapped[dict[str, Any]]
    measured_at: Mapped[datetime | None]
