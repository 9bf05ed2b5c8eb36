"""The press release (siaran pers) of an event, as people wrote it or as its figures tell it.

What mattered most comes first, so that it may be cut from the end. What nobody can know from the
records, such as what was said, is left to fill in and marked as such.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from models.events.summary import EventSummary
from models.letters.texts import fill_in
from models.reporting.press import ENGLISH, LEFT_OUT, PressTexts
from models.words import Words, shorten
from reports.document import A4, PROGRAM, language_tag
from reports.event_papers import CALLED_OFF, called_off, why_off
from reports.press_draft import NO_QUOTATION, NO_VOICE, has_voice, press_draft, press_figures
from reports.text import clean

_MARKS = ' "“”„'
"""Marks of quotation that people write about what they quote; the sentence has its own."""
_TITLE_LENGTH = 255
"""Letters of a title that the format of Word allows."""
_WHY = re.compile(rf"\{{\s*(alasan|{ENGLISH['alasan']})\s*\}}")
"""The name of the reason for which an event was called off: a text that has it tells that."""
_NO_LETTERS = dict.fromkeys((0xFFFE, 0xFFFF))
"""What XML has no place for, and ``clean`` leaves."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``gaps`` are the parts of it that are still to be filled in."""

    text: str
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PressRelease:
    """A press release in plain text: ``paragraphs`` begin with what matters most.

    ``notice`` says that it is a draft, as long as something is to be filled in.
    """

    kind: str
    office: str
    notice: Paragraph
    headline: Paragraph
    paragraphs: tuple[Paragraph, ...]


def press_release(
    event: EventSummary, words: Words, texts: PressTexts | None = None
) -> PressRelease:
    """Return the press release of an event, held or still to come.

    Where ``texts`` say nothing it is drafted from the figures.
    """
    texts, draft = texts or PressTexts(), press_draft(event, words)
    figures, gaps = press_figures(event, words)
    gaps = (*gaps, words.say(NO_QUOTATION), words.say(NO_VOICE))
    headline = " ".join(fill_in(texts.headline.strip() or draft.headline, figures).split())
    before = [called_off(event, words, why_off(event))] if _hides(event, texts) else []
    told = (
        _marked(headline, gaps),
        *(_marked(one, gaps) for one in before),
        *(_marked(one, gaps) for one in _body(event, texts, draft, words, figures)),
    )
    notice = words.say("[Draft: fill in what stands in brackets, then take this line out.]")
    return PressRelease(
        _plain(words.say("PRESS RELEASE")),
        _plain(event.office.name),
        _marked(notice if any(one.gaps for one in told) else "", (notice,)),
        told[0],
        told[1:],
    )


def write_press_release_text(
    out: BinaryIO, event: EventSummary, words: Words, texts: PressTexts | None = None
) -> None:
    """Write it as plain text in UTF-8, a line for each paragraph, to be sent as a message."""
    release = press_release(event, words, texts)
    body = [one.text for one in (release.notice, release.headline, *release.paragraphs)]
    lines = [release.kind, release.office, *body, "(*)"]
    out.write(("\n\n".join(filter(None, lines)) + "\n").encode())


def write_press_release(
    out: BinaryIO,
    event: EventSummary,
    words: Words,
    texts: PressTexts | None = None,
    paper: tuple[float, float] = A4,
) -> None:
    """Write it for Word (docx), what is to be filled in marked yellow; ``paper`` in millimetres."""
    release = press_release(event, words, texts)
    document = Document()
    section, normal = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(paper[0]), Mm(paper[1])
    section.left_margin = section.right_margin = section.top_margin = Mm(25)
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language_tag(words))
    about = document.core_properties
    about.author, about.comments = PROGRAM, ""
    about.title = shorten(f"{release.kind} · {release.headline.text}", _TITLE_LENGTH)
    _strong(document.add_paragraph(), release.kind, 12)
    _strong(document.add_paragraph(), release.office, 11)
    if release.notice.text:
        _fill(document.add_paragraph(), release.notice)
    _fill(document.add_paragraph(), release.headline, bold=True, size=16)
    for one in release.paragraphs:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.15
        _fill(paragraph, one)
    document.add_paragraph("(*)").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(out)


def _body(
    event: EventSummary,
    texts: PressTexts,
    draft: PressTexts,
    words: Words,
    figures: Mapping[str, str],
) -> Iterator[str]:
    """Yield the paragraphs, each of what was written or else drafted, figures filled in."""
    for name in ("opening", "background", "quotation", "figures", "request", "voice", "closing"):
        written: str = getattr(texts, name).strip()
        if written in LEFT_OUT:
            continue
        if name == "quotation":
            yield _quoted(event, fill_in(written, figures), words)
            continue
        if name == "voice" and not written:
            if has_voice(event):
                yield words.say(NO_VOICE)
            continue
        for line in (written or getattr(draft, name)).splitlines():
            if line.strip():
                yield fill_in(line.strip(), figures)


def _hides(event: EventSummary, texts: PressTexts) -> bool:
    """Tell whether an opening was written that does not say that the event was called off."""
    written = texts.opening.strip()
    return event.stage in CALLED_OFF and bool(written) and not _WHY.search(written)


def _quoted(event: EventSummary, quotation: str, words: Words) -> str:
    """Return what the head of the office says, or that it is to be filled in, with who says it."""
    office = event.office
    position = office.head_position or words.say("head of the office")
    if office.head_name:
        said = words.say("“{quotation}” said {name}, {position}.")
    else:
        said = words.say("“{quotation}” said the {position}.")
    spoken = " ".join(quotation.split()).strip(_MARKS) or words.say(NO_QUOTATION)
    if "{quotation}," in said:  # a language that ends what is quoted with a comma
        if spoken[-1] in "?!…":
            said = said.replace("{quotation},", "{quotation}")
        spoken = spoken.rstrip(".,")
    return said.format(quotation=spoken, name=office.head_name, position=position)


def _marked(text: str, gaps: Iterable[str]) -> Paragraph:
    plain = _plain(text)
    return Paragraph(plain, tuple(gap for one in gaps if (gap := _plain(one)) in plain))


def _plain(text: str) -> str:
    """Return text as any program takes it: no control or mark of direction in it."""
    return clean(text).translate(_NO_LETTERS)


def _strong(paragraph: WordParagraph, text: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _fill(
    paragraph: WordParagraph,
    said: Paragraph,
    *,
    bold: bool | None = None,
    size: float | None = None,
) -> None:
    between = "|".join(map(re.escape, said.gaps))
    for text in filter(None, re.split(f"({between})", said.text) if between else (said.text,)):
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size) if size else None
        if text in said.gaps:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
