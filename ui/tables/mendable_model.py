"""What the tables have in common in which lines of a file are mended."""

from typing import Generic, TypeVar

from PySide6.QtCore import Signal

from models.exchange.headings import ColumnKind
from ui.tables.rows_model import RowsModel

Row = TypeVar("Row")


class MendableModel(RowsModel[Row], Generic[Row]):
    """Shows lines of a file whose cells can be typed anew; whoever judges them shows them again."""

    mended = Signal(object, object, str)
    """The line, the kind of column, and what was typed there."""

    kinds: list[ColumnKind | None]
    """What each column of the table holds; None for line, status and remarks."""

    def is_used(self, column: int) -> bool:
        """Whether the file has anything for a column of the table."""
        raise NotImplementedError
