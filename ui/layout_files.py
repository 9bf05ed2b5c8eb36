"""Lists in the layouts of other offices as files: read from the store, written by the reports.

Nothing of Qt is used here; the window and the command line write the same files, all of them here.
"""

from pathlib import Path

from models.files import replacing
from models.progress import Progress, Work
from models.reporting.layout_rows import ListOf, layout_count, layout_rows
from models.reporting.layouts import layout_draft
from models.store import Store
from models.words import Words
from ui.office_paper import office_paper_name


def write_upload_list(
    store: Store, layout_id: int, about: ListOf, target: Path, words: Words
) -> Work[int]:
    """Write those whom ``about`` names to ``target`` as xlsx, in a layout; return how many.

    Raises UserError if the layout is gone.
    """
    yield Progress(0, 0)
    from reports.layout_list import write_layout_list  # loaded on the worker's thread

    with store.reading() as session, replacing(target) as out:
        layout = layout_draft(session, layout_id)
        paper = office_paper_name(session)
        total = layout_count(session, layout.kind, about)
        rows = layout_rows(session, layout.kind, [one.field for one in layout.columns], about)
        return (yield from write_layout_list(out, layout, rows, total, words, paper))
