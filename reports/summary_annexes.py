"""What stands in a summary beside its figures: photos, changes since the last one, annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus import Image as Picture

from models.documents.photos import (
    UnreadablePictureError,
    keepable_photo,
    keepable_picture,
    photo_kind,
)
from models.documents.tables import MediaType
from models.reporting.changed import Change, Since
from models.reporting.texts import SummaryTexts
from models.words import Words, shorten
from reports.continued import Continued
from reports.lines import BODY, SMALL, Lines
from reports.page import GAP, side_by_side
from reports.paper import Behind
from reports.people_paper import PeopleTable, across, add_people_pages
from reports.ruled import table

PIXELS = 1200
"""The longest side of a photo on paper: 350 for an inch, as wide as one stands there."""
_HIGH = 58 * mm
_NAME = 60
"""Letters of a file's name that are told, so that what is said of it is not cut."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the event: its file's name, what it shows, its bytes; None where they are gone."""

    name: str
    caption: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Annex:
    """What follows the summary: a paper as PDF, or a list; neither where it is gone or damaged."""

    title: str
    pdf: bytes | None = None
    table: PeopleTable | None = None


@dataclass(frozen=True, slots=True)
class Extras:
    """What is in a summary beside the event's figures."""

    texts: SummaryTexts = field(default_factory=SummaryTexts)
    since: Since | None = None
    photos: Sequence[Photo] = ()
    annexes: Sequence[Annex] = ()


NO_EXTRAS = Extras()


def photos(shown: Sequence[Photo], words: Words, width: float) -> list[Flowable]:
    """Set photos two beside each other, captions below; one that cannot be shown is named."""
    half = (width - GAP) / 2
    cells = [_photo(photo, words, half) for photo in shown]
    pairs = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    return [side_by_side(pair[0], pair[1] if len(pair) > 1 else [], (half, half)) for pair in pairs]


def changed(since: Since | None, words: Words, width: float) -> list[Flowable]:
    """Set the figures that are others than in the summary that was final before."""
    if since is None:
        return []
    said = words.say(
        "Compared with report no. {revision}, made final on {day}.",
        revision=words.number(since.revision),
        day=words.day(since.finished_at.date()),
    )
    if not since.changes:
        return [Lines(said), Lines(words.say("None of its figures has changed."))]
    headings = words.say("Figure"), words.say("Before"), words.say("Now")
    rows = [_changed(one, words) for one in since.changes]
    shares = (0.4, 0.3, 0.3)
    return [Lines(said, BODY), table(headings, rows, [width * share for share in shares])]


def lists_behind(
    annexes: Sequence[Annex], words: Words, paper: tuple[float, float], pages: list[int]
) -> Behind:
    """Return what draws the lists among the annexes behind a summary on ``paper`` (millimetres).

    How many pages each takes is added to ``pages``.
    """

    def draw(canvas: Canvas) -> Iterator[object]:
        document = Continued(canvas, across(paper))
        for annex in annexes:
            if annex.table is not None:
                pages.append((yield from add_people_pages(document, annex.table, words, paper)))

    return draw


def with_papers(summary: bytes, own: int, annexes: Sequence[Annex], pages: Sequence[int]) -> bytes:
    """Return a summary with the papers among its annexes; its title and settings are kept.

    Its ``own`` pages, and those of each list, are there before. Raises PdfiumError if a paper is
    no PDF.
    """
    whole, at, lists = PdfDocument(summary), own, iter(pages)
    for annex in annexes:
        if annex.table is not None:
            at += next(lists)
        elif annex.pdf is not None:
            part = PdfDocument(annex.pdf)
            whole.import_pages(part, index=at)
            at += len(part)
            part.close()
    out = BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()


def _photo(photo: Photo, words: Words, width: float) -> list[Flowable]:
    picture = _picture(photo.data, width) if photo.data else None
    if picture is None:
        told = words.say("The photo “{name}” cannot be shown.", name=shorten(photo.name, _NAME))
        said = [Lines(told, SMALL, most=3), Lines(photo.caption, SMALL, most=3)]
        return [*said, Spacer(1, 3 * mm)]
    caption = Lines(photo.caption, SMALL, most=3)
    return [picture, Spacer(1, 1 * mm), caption, Spacer(1, 3 * mm)]


def _picture(data: bytes, width: float) -> Flowable | None:
    """Return a photo as it fits beside another one; None where it is broken."""
    try:
        if photo_kind(data) is MediaType.WEBP:
            data = keepable_photo(data, 0)  # no byte may stay: it is drawn anew as a JPEG
        small = keepable_picture(data, PIXELS)
        with Image.open(BytesIO(small)) as read:
            wide, high = read.size
    except (UnreadablePictureError, OSError, ValueError):
        return None
    scale = min(width / wide, _HIGH / high)
    picture = Picture(BytesIO(small), wide * scale, high * scale, mask="auto")
    picture.hAlign = "LEFT"
    return picture


def _changed(one: Change, words: Words) -> tuple[str, str, str]:
    say = words.rupiah if one.rupiah else words.number
    before, after = ("–" if number is None else say(number) for number in (one.before, one.after))
    return words.say(one.name), before, after
