"""Packets dropped anywhere on the window: one for a desk is opened, what comes home is merged."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.words import _
from ui.panes.packet_files import is_desk_packet, is_return
from ui.shell import Shell
from ui.widgets.file_drop import FileDrop


class PacketDrop(QObject):
    """Takes packets and leaves everything else to what it is dropped on."""

    def __init__(self, window: QWidget, unpack: Callable[[Path], object], shell: Shell) -> None:
        """Let ``unpack`` open what was made for a desk; ``shell`` leads to the merging."""
        super().__init__(window)
        self._unpack = unpack
        self._shell = shell
        drop = FileDrop(
            window, _("Drop the packet here"), "archive", takes=self._takes, several=True
        )
        drop.dropped.connect(self._take)

    def _takes(self, path: Path) -> bool:
        if self._shell.covered:
            return False
        workspace = self._shell.workspace
        merges = workspace is not None and workspace.has("packets")
        return is_desk_packet(path) or (is_return(path) and merges)

    def _take(self, path: Path) -> None:
        if is_desk_packet(path):
            self._unpack(path)
        else:
            self._shell.show_page("packets", part="merge", file=path)
