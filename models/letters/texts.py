"""What letters say: shipped for each kind and language, or the office's own.

Names in braces are filled in when a letter is made. They are Indonesian terms of the trade in
every language, so that a text can be carried from one to the other.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events.agenda import OFF
from models.events.tables import Stage
from models.history.recording import named
from models.letters.tables import LetterKind, LetterTemplate
from models.words import N_, _
from resources import resource

SUBJECT_LENGTH = 300
BODY_LENGTH = 20_000

_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class LetterText:
    """What letters of a kind are about, and what they say."""

    subject: str
    body: str


def shipped_text(kind: LetterKind, language: str) -> LetterText:
    """Return the text the program brings along. Raises LookupError for a language it has not."""
    return _shipped(LetterKind(kind).value, language)


def off_text(stage: Stage, language: str) -> LetterText:
    """Return the text that tells the partners of an event that it was cancelled or postponed.

    Raises LookupError for any other stage, and for a language the program has not.
    """
    if stage not in OFF:
        raise LookupError(f"an event that is {stage} is not called off")
    return _shipped(stage.value, language)


def letter_text(session: Session, kind: LetterKind, language: str) -> LetterText:
    """Return the office's own text, or the shipped one where it has none."""
    own = _own(session, kind, language)
    return LetterText(own.subject, own.body) if own else shipped_text(kind, language)


def save_text(session: Session, kind: LetterKind, language: str, text: LetterText) -> None:
    """Keep the office's own text for letters to come; those made stay as they are."""
    named(session, N_("Change the text of letters"))
    own = _own(session, kind, language)
    if own is None:
        own = LetterTemplate(kind=kind, language=language)
        session.add(own)
    own.subject, own.body = text.subject.strip(), text.body.strip()
    session.flush()


def restore_text(session: Session, kind: LetterKind, language: str) -> None:
    """Go back to the shipped text."""
    named(session, N_("Put back the shipped text of letters"))
    if own := _own(session, kind, language):
        session.delete(own)


def placeholders() -> dict[str, str]:
    """Return the names that may stand in braces, and what each becomes, in the spoken language."""
    return {
        "acara": _("the event's title"),
        "hari": _("weekday of the event"),
        "tanggal": _("date of the event"),
        "jam": _("from when to when, with the time zone"),
        "tempat": _("venue, village and district"),
        "gedung": _("venue alone"),
        "desa": _("village alone"),
        "mitra": _("the partner the letter goes to"),
        "narahubung": _("whom the letter goes to there"),
        "jabatan": _("that person's position"),
        "peran": _("what the partner does at the event"),
        "semua_mitra": _("all partners of the event"),
        "petugas": _("the staff; alone on a line as a table"),
        "penghubung": _("the first of the staff, with telephone number"),
        "sasaran": _("how many people are expected"),
        "target": _("how many enrolments are aimed at"),
        "diundang": _("how many people were invited"),
        "hadir": _("how many people came"),
        "mendaftar": _("how many people enrolled"),
        "alasan": _("why the event was cancelled or postponed"),
        "kantor": _("the office's name"),
        "alamat": _("the office's address"),
        "telepon": _("the office's telephone number"),
        "kota": _("the town the letter is dated from"),
        "kepala": _("who heads the office"),
        "jabatan_kepala": _("that person's position"),
        "npk_kepala": _("that person's staff number"),
        "tanggal_surat": _("date of the letter"),
    }


def text_problems(text: LetterText) -> dict[str, str]:
    """Return what to say beside subject and body where they cannot be kept yet."""
    known = placeholders()
    found = {
        "subject": _subject_problem(text.subject) or place_problem(text.subject, known),
        "body": _body_problem(text.body) or place_problem(text.body, known),
    }
    return {name: problem for name, problem in found.items() if problem}


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each name in braces replaced once; what comes in is never read again."""
    return _PLACE.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def _subject_problem(subject: str) -> str:
    if not subject.strip():
        return _("Say what the letter is about.")
    if len(subject) > SUBJECT_LENGTH or len(subject.splitlines()) > 1:
        return _("Write the subject on one line of at most {most} letters.").format(
            most=SUBJECT_LENGTH
        )
    return ""


def _body_problem(body: str) -> str:
    if not body.strip():
        return _("Write what the letter says.")
    if len(body) > BODY_LENGTH:
        return _("The letter is too long: it may have {most} letters.").format(most=BODY_LENGTH)
    return ""


def place_problem(text: str, known: Collection[str]) -> str:
    """Say what is wrong with the names in braces of a text, ``known`` those there are."""
    for found in _PLACE.finditer(text):
        name = found[1].strip()
        if name not in known:
            return _unknown(found[0], name, list(known))
    left = _PLACE.sub("", text)
    for brace in "{}":
        if brace in left:
            start = left.index(brace)
            beside = " ".join(left[max(start - 12, 0) : start + 12].split())
            return _("A brace stands alone near “{place}”.").format(place=beside)
    return ""


def _unknown(written: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name.casefold().replace(" ", "_"), known, 1, 0.5)
    if near:
        told = _("{name} is not known. Did you mean {other}?")
        return told.format(name=written, other=f"{{{near[0]}}}")
    return _("{name} is not known. Choose one from the list.").format(name=written)


def _own(session: Session, kind: LetterKind, language: str) -> LetterTemplate | None:
    return session.scalars(
        select(LetterTemplate).where(
            LetterTemplate.kind == kind, LetterTemplate.language == language
        )
    ).one_or_none()


@cache
def _shipped(name: str, language: str) -> LetterText:
    file = resource("letters", f"{name}.{language}.txt")
    if not language.isalpha() or not file.is_file():
        raise LookupError(f"no text of {name} in {language!r}")
    subject, body = file.read_text(encoding="utf-8").split("\n", 1)
    return LetterText(subject.strip(), body.strip())
