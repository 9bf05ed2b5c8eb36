"""Buttons and choices over a list: as many in a row as fit, each filling its place."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.reflow import Tiles

LEAST = 10
"""The least width of each, in text lines."""


def tool_row(tools: Sequence[QWidget], least: float = LEAST) -> Tiles:
    """Return ``tools`` side by side, in more rows where it is narrow."""
    for tool in tools:
        tool.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return Tiles(tools, least, fill=True)
