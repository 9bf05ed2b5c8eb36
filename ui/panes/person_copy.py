"""A copy of one person's data as a file: a paper, a file for programs and the documents, zipped."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from models.files import replacing
from models.office.queries import letterhead, time_zone
from models.privacy.copying import data_copy
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.messages import FileKind
from ui.office_paper import office_paper
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.widgets.progress_strip import ProgressStrip


class PersonCopy:
    """Asks where, and writes the copy there; the log says that it left."""

    def __init__(self, bench: Bench, strip: ProgressStrip) -> None:
        self._bench, self._strip = bench, strip

    def save(self, person_id: int, name: str) -> None:
        """Ask for a place and write everything that is kept of a person there."""
        store, words = self._bench.store, spoken()
        title = _("Copy of the data of {person}").format(person=name)
        document = Document(
            _("Save the copy of the data"),
            file_name(_("Copy of personal data"), name, suffix=".zip"),
            FileKind(_("Zip files"), "*.zip"),
            _("Writing the copy"),
            lambda target: write_copy(store, person_id, target, words),
            LetsOut(DisclosureKind.COPY, title, full_niks=True),
        )
        save_document(self._bench, document, self._strip)


def write_copy(store: Store, person_id: int, target: Path, words: Words) -> Work[int]:
    """Write a person's copy to ``target`` as zip; return how many people it is of: one.

    Raises UserError if nobody is there any more.
    """
    yield Progress(0, 0)
    from reports.data_copy import write_data_copy  # loaded on the worker's thread

    with store.reading() as session:
        copy = data_copy(session, person_id)
        office, zone = letterhead(session), time_zone(session)
        paper = office_paper(session)
    drawn = BytesIO()
    yield from write_data_copy(drawn, copy, office, zone, words, paper=paper)
    with replacing(target) as out, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        name = words.say("data copy")
        packed.writestr(f"{name}.pdf", drawn.getvalue())
        packed.writestr("data.json", copy.as_json())
        for one in copy.files:
            packed.writestr(one.name, one.data)
    return 1
