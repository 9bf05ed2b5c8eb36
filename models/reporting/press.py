"""The texts people write for the press release of an event, kept with the event.

What is written may hold names in braces, as a letter may: they are filled in from the event's
figures whenever the release is written, so that no number is copied by hand. They are offered in
the release's language and understood in either. The caller owns the session.
"""

from dataclasses import dataclass, field, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.edits import column
from models.errors import UserError
from models.events.tables import Event
from models.history.recording import named
from models.letters.texts import fill_in, place_problem, placeholders
from models.office.letterhead import letterhead_draft
from models.plain_values import UnreadableError, from_plain, to_plain
from models.reporting.tables import PRESS, EventReport
from models.reporting.texts import LONGEST
from models.words import N_, _

HEADLINE_LONGEST = 300
"""Letters in a headline, as in the subject of a letter: our own choice."""
LEFT_OUT = frozenset({"-", "–", "—"})
"""What is written where a paragraph is to be left out."""
_KEPT = column("texts")
_OF_LETTERS = (
    "kantor acara tanggal jam tempat desa semua_mitra hadir mendaftar kepala jabatan_kepala alasan"
)
ENGLISH = {
    "kantor": "office",
    "acara": "event",
    "tanggal": "date",
    "jam": "time",
    "tempat": "place",
    "desa": "village",
    "semua_mitra": "all_partners",
    "hadir": "present",
    "mendaftar": "enrolled",
    "kepala": "head",
    "jabatan_kepala": "head_position",
    "persen": "share",
    "pekerjaan": "occupations",
    "program": "programmes",
    "bulan": "months",
    "iuran": "contributions",
    "dibayar": "paid",
    "anggaran": "by_budget",
    "alasan": "reason",
    "permintaan": "request",
    "perkiraan": "expected",
    "kota": "town",
    "kontak": "contact",
}
"""The names in braces, as they are called in English."""


@dataclass(frozen=True, slots=True)
class PressTexts:
    """What people wrote; for a part that is empty stands what is drafted from the figures."""

    headline: str = field(default="", metadata=_KEPT)
    opening: str = field(default="", metadata=_KEPT)
    background: str = field(default="", metadata=_KEPT)
    quotation: str = field(default="", metadata=_KEPT)
    figures: str = field(default="", metadata=_KEPT)
    request: str = field(default="", metadata=_KEPT)
    voice: str = field(default="", metadata=_KEPT)
    closing: str = field(default="", metadata=_KEPT)

    def problems(self) -> dict[str, str]:
        """Return what to say beside each field that cannot be kept yet."""
        known = {**press_names("id"), **press_names("en")}
        found = {one.name: self._problem(one.name, known) for one in fields(self)}
        return {name: problem for name, problem in found.items() if problem}

    def _problem(self, name: str, known: dict[str, str]) -> str:
        text: str = getattr(self, name)
        headline = name == "headline"
        most = HEADLINE_LONGEST if headline else LONGEST
        if len(text) > most:
            return _("That is too long: {most} letters fit.").format(most=most)
        if headline and text.strip() in LEFT_OUT:
            return _("A press release needs a headline.")
        return place_problem(text, known)


def press_names(language: str) -> dict[str, str]:
    """Return the names that a release in a language is offered to have in braces.

    With each goes what it becomes, in the spoken language.
    """
    return {called(name, language): what for name, what in _names().items()}


def called(name: str, language: str) -> str:
    """Return what a name in braces is called in a language."""
    return ENGLISH[name] if language == "en" else name


def names_called(text: str, language: str) -> str:
    """Return a text whose names in braces are those of a language."""
    return fill_in(text, {name: f"{{{called(name, language)}}}" for name in ENGLISH})


def _names() -> dict[str, str]:
    letters = placeholders()
    return {
        **{name: letters[name] for name in _OF_LETTERS.split()},
        "persen": _("the share of those who came that enrolled"),
        "pekerjaan": _("what those who came work as"),
        "program": _("the programmes, with how many enrolled in each"),
        "bulan": _("the months prepaid, with how many people each"),
        "iuran": _("what the contributions come to"),
        "dibayar": _("what of them is paid"),
        "anggaran": _("for how many a budget pays"),
        "permintaan": _("what is noted as asked for"),
        "perkiraan": _("how many people are expected at the follow-up"),
        "kota": _("the office's town, in capitals"),
        "kontak": _("the office with its address, telephone and e-mail"),
    }


def press_texts(session: Session, event_id: int, language: str) -> PressTexts:
    """Return what was written for the press release of an event in a language."""
    kept = _kept(session, event_id, language)
    try:
        return PressTexts() if kept is None else from_plain(PressTexts, kept.texts)
    except UnreadableError:  # of another version of the program
        return PressTexts()


def press_record(session: Session, event_id: int, language: str) -> int | None:
    """Return the id of the record that holds the texts, None before anything was kept."""
    kept = _kept(session, event_id, language)
    return None if kept is None else kept.id


def keep_press_texts(session: Session, event_id: int, language: str, texts: PressTexts) -> int:
    """Keep what was written; return the id of its record.

    Raises UserError if the event is gone, a text is too long or a name in braces is not known.
    """
    event = session.get(Event, event_id)
    if event is None:
        raise UserError(_("This event is not there any more."))
    if told := texts.problems():
        raise UserError(next(iter(told.values())))
    named(session, N_("Write the press release of {event}"), event=event.title)
    kept = _kept(session, event_id, language)
    if kept is None:
        paper = letterhead_draft(session).paper
        kept = EventReport(event_id=event_id, language=language, revision=PRESS, paper=paper)
        session.add(kept)
    kept.texts = to_plain(texts)
    session.flush()
    return kept.id


def _kept(session: Session, event_id: int, language: str) -> EventReport | None:
    return session.scalars(
        select(EventReport)
        .where(
            EventReport.event_id == event_id,
            EventReport.language == language,
            EventReport.revision == PRESS,
        )
        .order_by(EventReport.id)
        .limit(1)
    ).one_or_none()
