"""Saves the report of a period, as PDF or as a workbook, and its people in upload layouts."""

from functools import partial

from models.events.queries import event_rows
from models.privacy.leaving import Unnoted
from models.reporting.layout_rows import ListOf
from models.reporting.layouts import LayoutRow
from models.reporting.periods import Period
from models.reporting.scope import Scope
from models.words import _, spoken
from ui.bench import Bench
from ui.layout_files import write_upload_list
from ui.leavings import layout_leaving
from ui.messages import FileKind
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.period_documents import write_period_pdf, write_period_workbook
from ui.widgets.progress_strip import ProgressStrip


def save_report(bench: Bench, period: Period, scope: Scope, strip: ProgressStrip) -> None:
    """Ask for a place and write the report there, as PDF on the office's paper."""
    words, store = spoken(), bench.store
    document = Document(
        _("Save the report as PDF"),
        file_name(_("Report"), period.written(), suffix=".pdf"),
        FileKind(_("PDF files"), "*.pdf"),
        _("Writing the report"),
        partial(write_period_pdf, store, period, words=words, scope=scope),
        Unnoted.NAMES_NOBODY,
    )
    save_document(bench, document, strip)


def save_workbook(bench: Bench, period: Period, scope: Scope, strip: ProgressStrip) -> None:
    """Ask for a place and write the tables of the report there, as a workbook."""
    words, store = spoken(), bench.store
    document = Document(
        _("Save the report as Excel"),
        file_name(_("Report"), period.written(), suffix=".xlsx"),
        FileKind(_("Excel files"), "*.xlsx"),
        _("Writing the table"),
        partial(write_period_workbook, store, period, words=words, scope=scope),
        Unnoted.NAMES_NOBODY,
    )
    save_document(bench, document, strip)


def save_upload_list(bench: Bench, layout: LayoutRow, about: ListOf, strip: ProgressStrip) -> None:
    """Ask for a place and write those whom ``about`` names there, in a layout of the office."""
    words, store = spoken(), bench.store
    with store.reading() as session:
        out = layout_leaving(session, layout.id, about)
    document = Document(
        _("Save the upload list"),
        file_name(layout.name, _of(bench, about), suffix=".xlsx"),
        FileKind(_("Excel files"), "*.xlsx"),
        _("Writing the upload list"),
        lambda target: write_upload_list(store, layout.id, about, target, words),
        out,
    )
    save_document(bench, document, strip)


def _of(bench: Bench, about: ListOf) -> str:
    """Return what the file is named after: the period, or the event's title and day."""
    if about.period is not None:
        return about.period.written()
    event_id = about.event_id or 0
    with bench.store.reading() as session:
        row = event_rows(session, [event_id]).get(event_id)
    return f"{row.title} {row.starts_at:%Y-%m-%d}" if row is not None else ""
