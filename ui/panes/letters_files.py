"""Letters as files: drawn for the preview, made, and those kept written out or put together."""

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from models.edits import Edit
from models.errors import UserError
from models.files import replace_file
from models.history.meanwhile import settled
from models.letters.drafts import LetterDraft, kind_name
from models.letters.making import make_anew, make_letters, prepare_anew, previews
from models.letters.queries import LetterRow, letter_pdf
from models.letters.recipients import RecipientsDraft, written_to
from models.progress import Progress, Work
from models.store import Store
from models.words import _
from ui.panes.file_names import file_name

FAR = 999
"""How many files of one name a folder may have before something is wrong with it."""


def draw_preview(store: Store, event_id: int, draft: LetterDraft, target: Path) -> Work[int]:
    """Write the letters of ``draft``, as they would be made, to ``target``; return how many."""
    yield Progress(0, 0)
    from reports.letter import write_letters  # loaded on the worker's thread, which takes a moment

    with store.reading() as session:
        papers = previews(session, event_id, draft)
    target.write_bytes(write_letters(papers))
    return len(papers)


def make_all(
    store: Store,
    event_id: int,
    draft: LetterDraft,
    edit: Edit[RecipientsDraft],
    known: Collection[str],
) -> Work[list[int]]:
    """Make a letter for each partner chosen; return their ids.

    ``edit`` are those it goes to, of an event, and ``known`` the numbers they were known to have.
    Raises ChangedMeanwhileError where others have written to them since.
    """
    yield Progress(0, 0)
    from reports.letter import write_letter

    look = partial(written_to, event_id=event_id, kind=draft.kind, known=known)
    with store.writing() as session:
        settled(session, edit, look)
        made = make_letters(session, event_id, draft, write_letter)
    return made


def make_one_anew(store: Store, edit: Edit[LetterDraft], *, sent: bool) -> Work[list[int]]:
    """Make a letter once more; return the id of the one that holds now.

    ``sent`` says whether it had been sent as far as is known. Raises ChangedMeanwhileError where
    others have made it anew with other words since.
    """
    yield Progress(0, 0)
    from reports.letter import write_letter

    letter_id = cast("int", edit.record_id)
    with store.writing() as session:
        draft = settled(session, edit, partial(prepare_anew, letter_id=letter_id))
        made = make_anew(session, letter_id, draft, write_letter, sent=sent)
    return [made]


def write_kept(store: Store, letters: Sequence[int], target: Path) -> Work[int]:
    """Write kept letters, put together where there are several, to ``target``; return how many."""
    pdfs = []
    for done, letter in enumerate(letters):
        yield Progress(done, len(letters))
        with store.reading() as session:
            pdfs.append(letter_pdf(session, letter))
    if len(pdfs) == 1:
        replace_file(target, pdfs[0])
        return 1
    from reports.joined import join_pdfs

    yield Progress(len(pdfs), len(pdfs))
    replace_file(target, join_pdfs(pdfs))
    return len(pdfs)


def save_each(store: Store, rows: Sequence[LetterRow], folder: Path) -> Work[int]:
    """Write kept letters into ``folder``, each as a file of its own; return how many.

    A file that is there already stays. Raises UserError if the folder cannot be written to.
    """
    for done, row in enumerate(rows):
        yield Progress(done, len(rows))
        with store.reading() as session:
            data = letter_pdf(session, row.id)
        try:
            replace_file(_free(folder, row), data)
        except OSError as error:
            reason = error.strerror or str(error)
            told = _("The file could not be written: {reason}")
            raise UserError(told.format(reason=reason)) from error
    return len(rows)


def letter_file_name(row: LetterRow) -> str:
    """Return the name proposed for a letter's file: its kind, number and partner."""
    return file_name(*_said(row), suffix=".pdf")


def _free(folder: Path, row: LetterRow) -> Path:
    return next(path for path in _names(folder, row) if not path.exists())


def _names(folder: Path, row: LetterRow) -> Iterator[Path]:
    yield folder / letter_file_name(row)
    for number in range(2, FAR):
        yield folder / file_name(*_said(row), suffix=f" ({number}).pdf")
    raise UserError(_("The folder is full of files of this name."))


def _said(row: LetterRow) -> tuple[str, str, str]:
    return kind_name(row.kind), row.number.replace("/", "-"), row.partner
