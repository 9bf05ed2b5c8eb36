"""Asks where a document shall be kept, writes it there, and says how that went."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from models.errors import UserError
from models.privacy.leaving import Leaving, LetsOut, let_out
from models.progress import Work
from models.words import _
from ui.bench import Bench
from ui.look import Role
from ui.messages import FileKind
from ui.widgets.progress_strip import ProgressStrip


@dataclass(frozen=True, slots=True)
class Document:
    """A document that can be written: what to ask, the name proposed, what is being done.

    ``lets_out`` is what the log of what left is told of it, or why nothing is.
    """

    title: str
    name: str
    kind: FileKind
    doing: str
    write: Callable[[Path], Work[object]]
    lets_out: Leaving


def save_document(
    bench: Bench,
    document: Document,
    strip: ProgressStrip,
    then: Callable[[], object] | None = None,
) -> None:
    """Write ``document`` where the person wants it, ``strip`` showing how far it is.

    ``then`` is what follows once it is there.
    """
    reason = why_it_leaves(bench, document.lets_out)
    if reason is None:
        return
    target = bench.messages.save_file(document.title, document.name, [document.kind])
    if target is None:
        return

    def succeeded(_result: object) -> None:
        _tell(bench, target)
        if then is not None:
            then()

    bench.run(
        let_out(bench.store, document.lets_out, document.write(target), target, reason),
        document.doing,
        strip,
        succeeded=succeeded,
        failed=lambda error: bench.fail(_told(error)),
    )


def save_small_document(bench: Bench, document: Document, owner: QObject) -> None:
    """Write ``document``, which is there in a moment, where the person wants it."""
    reason = why_it_leaves(bench, document.lets_out)
    if reason is None:
        return
    target = bench.messages.save_file(document.title, document.name, [document.kind])
    if target is None:
        return
    bench.tasks.start(
        let_out(bench.store, document.lets_out, document.write(target), target, reason),
        succeeded=lambda _result: _tell(bench, target),
        failed=lambda error: bench.fail(_told(error)),
        owner=owner,
    )


def why_it_leaves(bench: Bench, out: Leaving) -> str | None:
    """Return why whole NIKs leave, None where that is not said; empty where it is not asked."""
    if isinstance(out, LetsOut) and out.asks_why:
        return bench.messages.line(_("Whole NIKs leave the office with this. What is it for?"))
    return ""


def _tell(bench: Bench, target: Path) -> None:
    bench.messages.tell(_("Saved as {file}").format(file=target.name), Role.SUCCESS)


def _told(error: Exception) -> Exception:
    """Return ``error`` in words for people, if it is that the file cannot be written."""
    if not isinstance(error, OSError):
        return error
    reason = error.strerror or str(error)
    return UserError(_("The file could not be written: {reason}").format(reason=reason))
