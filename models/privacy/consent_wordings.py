"""The office's own wordings of consent, in both languages; fixed once somebody agreed to one.

``enrolment.consent_texts`` looks them up beside those that are shipped. The caller owns the
session.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.enrolment.tables import Consent, PaperForm
from models.errors import UserError
from models.history.recording import named
from models.history.reversal import Reversal
from models.office.rights import Right, need
from models.privacy.tables import ConsentText
from models.words import N_, _

TEXT_LENGTH = 10_000
_NUMBER = re.compile(r"(?P<year>\d{4})-K(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class WordingDraft:
    """A wording in both languages; ``{office}`` in it stands for the office's name."""

    indonesian: str = ""
    english: str = ""
    in_force_from: date | None = None

    def problems(self, today: date, *, fresh: bool = True) -> dict[str, str]:
        """Return what cannot be kept, by field; a ``fresh`` wording never holds from the past."""
        found = {
            field: said
            for field, text in (("indonesian", self.indonesian), ("english", self.english))
            if (said := _text_problem(text))
        }
        if self.in_force_from is None:
            found["in_force_from"] = _("From which day is it asked for?")
        elif fresh and self.in_force_from < today:
            found["in_force_from"] = _("A new wording cannot hold from a day that is past.")
        return found

    def bodies(self) -> Mapping[str, str]:
        """Return the text in each language."""
        return {"id": _tidy(self.indonesian), "en": _tidy(self.english)}


@dataclass(frozen=True, slots=True)
class OwnWording:
    """A version of the office's own; ``agreed`` once it stands under somebody's consent.

    ``id`` is that of the first of its records: a number may be given again, once it is free.
    """

    id: int
    version: str
    in_force_from: date
    bodies: Mapping[str, str]
    agreed: bool

    def draft(self) -> WordingDraft:
        """Return it as the form shows it."""
        return WordingDraft(
            self.bodies.get("id", ""), self.bodies.get("en", ""), self.in_force_from
        )


def own_wordings(session: Session) -> list[OwnWording]:
    """Return the office's versions, the one that holds from the earliest day first."""
    found: dict[str, dict[str, ConsentText]] = {}
    for one in session.scalars(select(ConsentText)):
        found.setdefault(one.version, {})[one.language] = one
    wordings = [
        OwnWording(
            min(one.id for one in texts.values()),
            version,
            max(one.in_force_from for one in texts.values()),
            {language: one.body for language, one in texts.items()},
            is_agreed(session, version),
        )
        for version, texts in found.items()
    ]
    return sorted(wordings, key=lambda one: (one.in_force_from, _numbered(one.version)))


def own_text(session: Session, version: str, language: str) -> str | None:
    """Return the office's wording of a version in a language, None where it has none."""
    return session.scalar(
        select(ConsentText.body).where(
            ConsentText.version == version, ConsentText.language == language
        )
    )


def own_version_in_force(session: Session, day: date) -> str | None:
    """Return the office's version that is asked for on ``day``, None where it has none yet."""
    rows = session.execute(
        select(ConsentText.in_force_from, ConsentText.version).where(
            ConsentText.in_force_from <= day
        )
    )
    begun = [(since, _numbered(version), version) for since, version in rows]
    return max(begun)[2] if begun else None


def add_wording(session: Session, draft: WordingDraft, today: date) -> str:
    """Keep a new version in both languages; return its number. Raises UserError."""
    need(session, Right.ADMINISTER)
    _refuse_problems(draft.problems(today))
    version = _next_version(session, today.year)
    named(session, N_("Add the wording of consent {version}"), version=version)
    for language, body in draft.bodies().items():
        session.add(
            ConsentText(
                version=version,
                language=language,
                body=body,
                in_force_from=draft.in_force_from or today,
            )
        )
    session.flush()
    return version


def change_wording(session: Session, version: str, draft: WordingDraft, today: date) -> None:
    """Change a version to which nobody has agreed yet. Raises UserError if somebody has."""
    need(session, Right.ADMINISTER)
    texts = _free(session, version)
    since = max(one.in_force_from for one in texts)
    _refuse_problems(draft.problems(today, fresh=draft.in_force_from != since))
    named(session, N_("Change the wording of consent {version}"), version=version)
    bodies = draft.bodies()
    for one in texts:
        one.body, one.in_force_from = bodies[one.language], draft.in_force_from or since
    session.flush()


def remove_wording(session: Session, version: str) -> None:
    """Take out a version to which nobody has agreed yet. Raises UserError if somebody has."""
    need(session, Right.ADMINISTER)
    texts = _free(session, version)
    named(session, N_("Remove the wording of consent {version}"), version=version)
    for one in texts:
        session.delete(one)
    session.flush()


def is_agreed(session: Session, version: str) -> bool:
    """Tell whether a version stands under a consent, or on a form that was printed."""
    said = select(exists().where(Consent.text_version == version))
    printed = select(exists().where(PaperForm.text_version == version))
    return bool(session.scalar(said) or session.scalar(printed))


def refuse_agreed(session: Session, todo: Reversal) -> None:
    """Raise UserError if ``todo`` would alter or take out a wording somebody agreed to."""
    table = ConsentText.__tablename__
    ids = {*todo.made.get(table, {}), *todo.changed.get(table, {})}
    if not ids:
        return
    for version in session.scalars(
        select(ConsentText.version).where(ConsentText.id.in_(ids)).distinct()
    ):
        _refuse_if_agreed(session, version)


def _free(session: Session, version: str) -> list[ConsentText]:
    texts = list(session.scalars(select(ConsentText).where(ConsentText.version == version)))
    if not texts:
        raise UserError(_("This wording is not there any more."))
    _refuse_if_agreed(session, version)
    return texts


def _refuse_if_agreed(session: Session, version: str) -> None:
    if is_agreed(session, version):
        text = _("Somebody has agreed to wording {version}, so it stays as it is. Add a new one.")
        raise UserError(text.format(version=version))


def _refuse_problems(found: Mapping[str, str]) -> None:
    if found:
        raise UserError(" ".join(found.values()))


def _text_problem(text: str) -> str:
    if not text.strip():
        return _("The wording is needed in both languages.")
    return _("This is too long for a wording in plain words.") if len(text) > TEXT_LENGTH else ""


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _numbered(version: str) -> tuple[int, int]:
    found = _NUMBER.fullmatch(version)
    return (int(found["year"]), int(found["number"])) if found else (0, 0)


def _next_version(session: Session, year: int) -> str:
    """Return the next number of a year; the K says that it is the office's (kantor)."""
    taken = [_numbered(one) for one in session.scalars(select(ConsentText.version).distinct())]
    return f"{year}-K{max((number for when, number in taken if when == year), default=0) + 1}"
