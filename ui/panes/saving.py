"""Asks where a document shall be kept, writes it there, and says how that went."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from models.errors import UserError
from models.progress import Work
from models.words import _
from ui.bench import Bench
from ui.look import Role
from ui.messages import FileKind
from ui.widgets.progress_strip import ProgressStrip


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be written: what to ask, the name proposed, what is being done."""

    title: str
    name: str
    kind: FileKind
    doing: str
    write: Callable[[Path], Work[object]]


def save_document(bench: Bench, document: Document, strip: ProgressStrip) -> None:
    """Write ``document`` where the person wants it, ``strip`` showing how far it is."""
    target = bench.messages.save_file(document.title, document.name, [document.kind])
    if target is None:
        return
    bench.run(
        document.write(target),
        document.doing,
        strip,
        succeeded=lambda _result: _tell(bench, target),
        failed=lambda error: bench.fail(_told(error)),
    )


def save_small_document(bench: Bench, document: Document, owner: QObject) -> None:
    """Write ``document``, which is there in a moment, where the person wants it."""
    target = bench.messages.save_file(document.title, document.name, [document.kind])
    if target is None:
        return
    bench.tasks.start(
        document.write(target),
        succeeded=lambda _result: _tell(bench, target),
        failed=lambda error: bench.fail(_told(error)),
        owner=owner,
    )


def _tell(bench: Bench, target: Path) -> None:
    bench.messages.tell(_("Saved as {file}").format(file=target.name), Role.SUCCESS)


def _told(error: Exception) -> Exception:
    """Return ``error`` in words for people, if it is that the file cannot be written."""
    if not isinstance(error, OSError):
        return error
    reason = error.strerror or str(error)
    return UserError(_("The file could not be written: {reason}").format(reason=reason))
