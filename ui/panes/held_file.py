"""The held events of a year as a file."""

from pathlib import Path

from models.events.held import held_ids, held_rows
from models.files import replacing
from models.progress import Progress, Work
from models.store import Store
from models.words import Words
from ui.office_paper import office_paper_name


def write_held_events(store: Store, year: int | None, target: Path, words: Words) -> Work[int]:
    """Write the events held in ``year``, or ever, to ``target``; return how many there were."""
    yield Progress(0, 0)
    from reports.events_table import write_events_table  # loaded on the worker's thread

    with store.reading() as session:
        ids = held_ids(session, year, newest_first=False)
        found = held_rows(session, ids)
        paper = office_paper_name(session)
    title = words.say("Events held")
    if year is not None:
        title = words.say("Events held in {year}", year=year)
    with replacing(target) as out:
        rows = [found[one] for one in ids if one in found]
        return (yield from write_events_table(out, title, rows, words, paper=paper))
