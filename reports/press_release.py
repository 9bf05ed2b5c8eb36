"""The press release (siaran pers) of an event, drafted from its figures as a newspaper tells it.

What mattered most comes first, so that it may be cut from the end. What nobody can know from the
records, such as what was said, is left to fill in and marked as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from models.enrolment.tables import Payer
from models.events.summary import EventSummary
from models.events.tables import Stage
from models.words import Words, shorten
from reports.document import A4, PROGRAM, language_tag
from reports.event_papers import HELD, days_said
from reports.labels import listed
from reports.text import clean

MOST_OCCUPATIONS = 3
"""So many kinds of work are named: it is news, not a table."""

_NEAR = 3
"""Parts of a place that are told: village, district, regency."""

_TITLE_LENGTH = 255
"""Letters of a title that the format of Word allows."""
_NO_LETTERS = dict.fromkeys((0xFFFE, 0xFFFF))
"""What XML has no place for, and ``clean`` leaves."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``gap`` is the part of it that is still to be filled in."""

    text: str
    gap: str = ""


@dataclass(frozen=True, slots=True)
class PressRelease:
    """A press release in plain text: ``paragraphs`` begin with what matters most."""

    kind: str
    office: str
    notice: Paragraph
    headline: str
    paragraphs: tuple[Paragraph, ...]


def press_release(event: EventSummary, words: Words) -> PressRelease:
    """Draft the press release of an event, held or still to come."""
    draft = _Draft(event, words)
    notice = words.say("[Draft: fill in what stands in brackets, then take this line out.]")
    return PressRelease(
        _plain(words.say("PRESS RELEASE")),
        _plain(event.office.name),
        Paragraph(_plain(notice), _plain(notice)),
        _plain(draft.headline()),
        tuple(Paragraph(_plain(one.text), _plain(one.gap)) for one in draft.paragraphs()),
    )


def write_press_release_text(out: BinaryIO, event: EventSummary, words: Words) -> None:
    """Write it as plain text in UTF-8, a line for each paragraph, to be sent as a message."""
    release = press_release(event, words)
    body = [one.text for one in (release.notice, *release.paragraphs)]
    lines = [release.kind, release.office, body[0], release.headline, *body[1:], "(*)"]
    out.write(("\n\n".join(filter(None, lines)) + "\n").encode())


def write_press_release(out: BinaryIO, event: EventSummary, words: Words) -> None:
    """Write it for Word (docx), what is to be filled in marked yellow."""
    release = press_release(event, words)
    document = Document()
    section, normal = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.left_margin = section.right_margin = section.top_margin = Mm(25)
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), language_tag(words))
    about = document.core_properties
    about.author, about.comments = PROGRAM, ""
    about.title = shorten(f"{release.kind} · {release.headline}", _TITLE_LENGTH)
    _strong(document.add_paragraph(), release.kind, 12)
    _strong(document.add_paragraph(), release.office, 11)
    _fill(document.add_paragraph(), release.notice)
    _strong(document.add_paragraph(), release.headline, 16)
    for one in release.paragraphs:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.15
        _fill(paragraph, one)
    document.add_paragraph("(*)").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(out)


class _Draft:
    """Sentences about one event in one language; none that its figures do not bear out."""

    def __init__(self, event: EventSummary, words: Words) -> None:
        self._event, self._words = event, words
        self._held = event.stage in HELD
        self._off = event.stage in (Stage.CANCELLED, Stage.POSTPONED)
        self._unknown = words.say("[TO BE FILLED IN: the place]")

    def headline(self) -> str:
        event, words = self._event, self._words
        place = event.place.split(",")[0] or event.venue
        if self._off:
            return words.say("“{title}” does not take place as planned", title=event.title)
        if not place:
            return event.title
        if self._held and event.enrolled:
            return words.count(
                "{n} worker in {place} enrols in employment social security",
                "{n} workers in {place} enrol in employment social security",
                event.enrolled,
                place=place,
            )
        if self._held:
            said = words.say("{office} explains employment social security in {place}")
        else:
            said = words.say("{office} will explain employment social security in {place}")
        return said.format(office=event.office.name, place=place)

    def paragraphs(self) -> Iterator[Paragraph]:
        town, lead = self._event.office.place, " ".join(filter(None, self._lead()))
        yield Paragraph(f"{town.upper()} – {lead}" if town else lead, self._unknown)
        yield Paragraph(" ".join(filter(None, self._why())))
        yield self._said_by_head()
        if self._held and (figures := " ".join(self._figures())):
            yield Paragraph(figures)
        if request := " ".join(self._request()):
            yield Paragraph(request)
        yield self._said_there()
        yield Paragraph(self._reached())

    def _lead(self) -> Iterator[str]:
        """Yield what happened, where, when and with whom: the news."""
        event, words = self._event, self._words
        if self._off:
            by = with_others = words.say(
                "“{title}”, which {office} had planned for {day} at {place}, does not take place "
                "as planned."
            )
        elif self._held and (event.enrolled or event.present):
            yield self._came()
            by = words.say("The event was held by {office}.")
            with_others = words.say("The event was held by {office} together with {partners}.")
        elif self._held:
            by = words.say("{office} held “{title}” at {place} on {day}.")
            with_others = words.say(
                "{office} held “{title}” at {place} on {day}, together with {partners}."
            )
        else:
            by = words.say("{office} will hold “{title}” at {place} on {day}, {time}.")
            with_others = words.say(
                "{office} will hold “{title}” at {place} on {day}, {time}, "
                "together with {partners}."
            )
        yield (with_others if event.partners else by).format(**self._told())

    def _came(self) -> str:
        """Say how many enrolled, as a part of those who came where they are one."""
        event, words, told = self._event, self._words, self._told()
        if not event.enrolled:
            return words.count(
                "{n} person came to “{title}” at {place} on {day}.",
                "{n} people came to “{title}” at {place} on {day}.",
                event.present,
                **told,
            )
        if event.enrolled > event.present or event.present == 1:
            return words.count(
                "{n} person enrolled in employment social security at “{title}” "
                "at {place} on {day}.",
                "{n} people enrolled in employment social security at “{title}” "
                "at {place} on {day}.",
                event.enrolled,
                **told,
            )
        return words.count(
            "{share} of those who came to “{title}” at {place} on {day} enrolled in employment "
            "social security on the spot: {n} person of {present}.",
            "{share} of those who came to “{title}” at {place} on {day} enrolled in employment "
            "social security on the spot: {n} people of {present}.",
            event.enrolled,
            share=words.percent(event.conversion),
            present=words.number(event.present),
            **told,
        )

    def _place(self) -> str:
        """Return the venue, and where it is as far as the regency: a paper's readers are near."""
        near = self._event.place.split(",")[:_NEAR]
        return ", ".join(filter(None, (self._event.venue, *(part.strip() for part in near))))

    def _told(self) -> dict[str, str]:
        event, words = self._event, self._words
        return {
            "office": event.office.name,
            "title": event.title,
            "place": self._place() or self._unknown,
            "day": days_said(event, words),
            "time": words.span(event.starts_at, event.ends_at, event.time_zone),
            "partners": listed(
                list(dict.fromkeys(partner.name for partner in event.partners)), words
            ),
        }

    def _why(self) -> Iterator[str]:
        words = self._words
        yield words.say(
            "Many people who work for themselves still believe that employment social security is "
            "only for those who work in a company."
        )
        yield words.say(
            "At events like this one {office} explains that everybody who works can be covered: "
            "for accidents at work (JKK), in case of death (JKM) and for old age (JHT).",
            office=self._event.office.name,
        )
        known = [
            _common(one.label) for one in self._event.by_occupation if one.label and one.present
        ]
        if self._held and known:
            yield words.say(
                "Among those who came were people working as {occupations}.",
                occupations=listed(known[:MOST_OCCUPATIONS], words),
            )

    def _said_by_head(self) -> Paragraph:
        office, words = self._event.office, self._words
        gap = words.say("[TO BE FILLED IN: what the head of the office says]")
        position = office.head_position or words.say("head of the office")
        if office.head_name:
            said = words.say("“{quotation}” said {name}, {position}.")
        else:
            said = words.say("“{quotation}” said the {position}.")
        return Paragraph(said.format(quotation=gap, name=office.head_name, position=position), gap)

    def _figures(self) -> Iterator[str]:
        event, words = self._event, self._words
        if event.programmes:
            people = [
                words.count("{n} person", "{n} people", one.enrolled) for one in event.programmes
            ]
            programmes = [
                f"{line.programme} ({many})"
                for line, many in zip(event.programmes, people, strict=True)
            ]
            yield words.say("Enrolled by programme: {parts}.", parts=listed(programmes, words))
        if event.months:
            months = [
                words.say(
                    "{months} ({people})",
                    months=words.count("{n} month", "{n} months", line.months),
                    people=words.count("{n} person", "{n} people", line.enrolled),
                )
                for line in event.months
            ]
            yield words.say(
                "Contributions were chosen for {parts} ahead.", parts=listed(months, words)
            )
        yield from self._money()

    def _money(self) -> Iterator[str]:
        event, words = self._event, self._words
        if event.total:
            total = words.rupiah(event.total)
            if event.paid:
                yield words.say(
                    "The contributions come to {total}, of which {paid} is paid.",
                    total=total,
                    paid=words.rupiah(event.paid),
                )
            else:
                yield words.say("The contributions come to {total}.", total=total)
        if by_budget := dict(event.by_payer).get(Payer.BUDGET, 0):
            yield words.count(
                "The state or regional budget pays for {n} of those enrolled.",
                "The state or regional budget pays for {n} of those enrolled.",
                by_budget,
            )

    def _request(self) -> Iterator[str]:
        """Yield what those who came asked for."""
        event, words = self._event, self._words
        if asked := " ".join(event.follow_up.split()):
            yield words.say("This was asked for: {request}", request=asked)
            if event.follow_up_people:
                yield words.count(
                    "About {n} person is expected then.",
                    "About {n} people are expected then.",
                    event.follow_up_people,
                )

    def _said_there(self) -> Paragraph:
        gap = self._words.say(
            "[TO BE FILLED IN, OR LEFT OUT: what a participant, the village or a partner says]"
        )
        return Paragraph(gap, gap)

    def _reached(self) -> str:
        office = self._event.office
        known = filter(None, (office.name, office.address, office.phone, office.email))
        return self._words.say("For more information: {contact}.", contact=", ".join(known))


def _common(name: str) -> str:
    """Return what a list calls a kind of work as it stands within a sentence; ``ABK`` stays."""
    return name[:1].lower() + name[1:] if name[1:].islower() else name


def _plain(text: str) -> str:
    """Return text as any program takes it: no control or mark of direction in it."""
    return clean(text).translate(_NO_LETTERS)


def _strong(paragraph: WordParagraph, text: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _fill(paragraph: WordParagraph, said: Paragraph) -> None:
    before, gap, after = said.text.partition(said.gap) if said.gap else (said.text, "", "")
    for text in filter(None, (before, gap, after)):
        run = paragraph.add_run(text)
        if text == gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
