"""The papers of an event as files: values from the store, drawn by the reports.

Nothing of Qt is used here; the window and the command line write the same papers. What draws one
is imported as it is written: it takes a while, and of most only one is wanted.
"""

import enum
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from models.designs.looks import office_look
from models.enrolment.attending import Part, event_people
from models.enrolment.consent_texts import consent_text, current_version
from models.events.called_off import refuse_off
from models.events.summing import event_summary
from models.files import replacing
from models.money.receipt_rows import receipt_rows
from models.people.nik import mask_nik
from models.people.queries import person_rows
from models.privacy.leaving import ask_to_leave
from models.progress import Progress, Work
from models.reporting.annexes import enrolled_lines
from models.reporting.press import press_texts
from models.store import Store
from models.words import Words, _
from ui.office_paper import office_paper, office_paper_name

BLANK_LINES = 10
"""Lines of a consent sheet for those who come without being asked."""

Drawn = Callable[[BinaryIO], Work[object]]


class EventPaper(enum.StrEnum):
    """A paper that is made of an event's records."""

    PRESS_PAPER = "press-paper"
    PRESS_RELEASE = "press-release"
    PRESS_TEXT = "press-text"
    PROCEEDINGS = "proceedings"
    MINUTES = "minutes"
    PAYMENTS = "payments"
    CONSENT = "consent"
    CERTIFICATES = "certificates"
    ENROLLED = "enrolled"

    def label(self) -> str:
        """Return what the paper is called in the language of the screen."""
        return {
            EventPaper.PRESS_PAPER: _("Press release"),
            EventPaper.PRESS_RELEASE: _("Press release (Word)"),
            EventPaper.PRESS_TEXT: _("Press release (text)"),
            EventPaper.PROCEEDINGS: _("Record of proceedings"),
            EventPaper.MINUTES: _("Minutes"),
            EventPaper.PAYMENTS: _("Recap of payments"),
            EventPaper.CONSENT: _("Consent sheet"),
            EventPaper.CERTIFICATES: _("Certificates of attendance"),
            EventPaper.ENROLLED: _("List of those enrolled (Excel)"),
        }[self]

    @property
    def suffix(self) -> str:
        """The end of its files' names."""
        others = {
            EventPaper.PRESS_RELEASE: ".docx",
            EventPaper.PRESS_TEXT: ".txt",
            EventPaper.ENROLLED: ".xlsx",
        }
        return others.get(self, ".pdf")

    @property
    def is_pdf(self) -> bool:
        """Whether it can be looked at and printed here."""
        return self.suffix == ".pdf"


def write_event_paper(
    store: Store, event_id: int, paper: EventPaper, target: Path, words: Words
) -> Work[None]:
    """Write a paper of an event to ``target``.

    Raises UserError if there is no such event, or it was called off and the paper says otherwise.
    """
    yield Progress(0, 2)
    with store.reading() as session:
        ask_to_leave(session, target)
        refuse_off(session, event_id, paper.value)
        draw = _PAPERS[paper](session, event_id, words)
    yield Progress(1, 2)
    with replacing(target) as out:
        yield from draw(out)


def _at_once(write: Callable[..., object], *arguments: object) -> Work[None]:
    """Write a short paper, which is there in a moment."""
    write(*arguments)
    yield Progress(2, 2)


def _press_paper(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401 - models own it
    from reports.press_paper import write_press_paper

    event, texts = event_summary(session, event_id), press_texts(session, event_id, words.language)
    paper = office_paper(session)
    return lambda out: _at_once(write_press_paper, out, event, words, texts, paper)


def _press_release(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.press_release import write_press_release

    event, texts = event_summary(session, event_id), press_texts(session, event_id, words.language)
    paper = office_paper(session)
    return lambda out: _at_once(write_press_release, out, event, words, texts, paper)


def _press_text(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.press_release import write_press_release_text

    event, texts = event_summary(session, event_id), press_texts(session, event_id, words.language)
    return lambda out: _at_once(write_press_release_text, out, event, words, texts)


def _proceedings(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.minutes import write_proceedings

    event, paper = event_summary(session, event_id), office_paper(session)
    return lambda out: _at_once(write_proceedings, out, event, words, paper)


def _minutes(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.minutes import write_minutes

    event, paper = event_summary(session, event_id), office_paper(session)
    return lambda out: _at_once(write_minutes, out, event, words, paper)


def _payments(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.payments_recap import PaymentsRecap, write_payments_recap

    event, paper = event_summary(session, event_id), office_paper(session)
    recap = PaymentsRecap(event, receipt_rows(session, event_id=event_id)[::-1])
    return lambda out: write_payments_recap(out, recap, words, paper)


def _enrolled(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.annex_tables import enrolled_table, write_annex_xlsx

    event = event_summary(session, event_id)
    table = enrolled_table(enrolled_lines(session, event_id), event, words)
    paper = office_paper_name(session)
    return lambda out: write_annex_xlsx(out, table, words, paper)


def _consent(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.consent_sheet import Asked, ConsentWording, write_consent_sheet

    event, version = event_summary(session, event_id), current_version(session)
    text = consent_text(version, words.language, event.office.name, session)
    wording = ConsentWording(version, text)
    ids = event_people(session, event_id).named
    rows = person_rows(session, ids)
    people = [Asked(rows[one].name, mask_nik(rows[one].nik)) for one in ids if one in rows]
    paper = office_paper(session)
    return lambda out: write_consent_sheet(
        out, event, wording, people, words, blank=BLANK_LINES, paper=paper
    )


def _certificates(session: Any, event_id: int, words: Words) -> Drawn:  # noqa: ANN401
    from reports.certificate import Certificates, write_certificates

    event, people = event_summary(session, event_id), event_people(session, event_id)
    present = [one for one in people.named if one in people.parts[Part.PRESENT]]
    rows = person_rows(session, present)
    names = [rows[one].name for one in present if one in rows]
    drawn, paper = Certificates(event, names, office_look(session)), office_paper(session)
    return lambda out: write_certificates(out, drawn, words, paper)


_PAPERS: dict[EventPaper, Callable[[Any, int, Words], Drawn]] = {
    EventPaper.PRESS_PAPER: _press_paper,
    EventPaper.PRESS_RELEASE: _press_release,
    EventPaper.PRESS_TEXT: _press_text,
    EventPaper.PROCEEDINGS: _proceedings,
    EventPaper.MINUTES: _minutes,
    EventPaper.PAYMENTS: _payments,
    EventPaper.CONSENT: _consent,
    EventPaper.CERTIFICATES: _certificates,
    EventPaper.ENROLLED: _enrolled,
}
