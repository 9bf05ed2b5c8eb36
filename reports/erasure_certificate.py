"""The certificate that a person's data was erased: it names nobody but who did it."""

from dataclasses import replace
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from models.privacy.certificates import Certificate
from models.privacy.tables import ErasureCause
from models.words import N_, Words
from reports import fonts
from reports.cash_sheet import TwoSign
from reports.document import A4, SIZES
from reports.lines import BODY, HEADING, SMALL, TITLE, Lines
from reports.page import Head, dated, facts, text_width, write_pages
from reports.ruled import table

_STRONG = replace(BODY, font=fonts.SEMIBOLD, align="centre")
CAUSES = {
    ErasureCause.REQUEST: N_("The person asked for it"),
    ErasureCause.WITHDRAWAL: N_("Consent was withdrawn"),
    ErasureCause.RETENTION: N_("Its time has passed"),
}
KINDS = {
    "attachment": N_("Documents, taken out"),
    "card": N_("Cards"),
    "card_copy": N_("Printed copies of cards: signatures"),
    "consent": N_("Consents: what was signed"),
    "data_request": N_("Requests about data: what was written"),
    "enrolment": N_("Enrolments: codes and reasons"),
    "group_member": N_("Places in groups, taken out"),
    "paper_form": N_("Emergency forms: who stood on them"),
    "payment": N_("Payments: references"),
    "person": N_("Personal records: name, numbers, address, contact"),
    "person_apart": N_("Marks of people who look alike, taken out"),
    "receipt": N_("Receipts: name and numbers"),
    "retention_keep": N_("Reasons for keeping it longer, taken out"),
}
"""What was erased, by the table it lay in; anything else is a text that named the person."""
OTHER = N_("Other texts that named the person")


def write_erasure_certificate(
    out: BinaryIO, certificate: Certificate, words: Words, paper: str = "A4"
) -> int:
    """Write a certificate on A4 or F4; return how many pages it took (UU 27/2022 art. 43-45)."""
    size = SIZES.get(paper, A4)
    title = " · ".join((words.say("Certificate of erasure"), certificate.erasure.number))
    return write_pages(out, size, title, words, lambda: _Sheet(certificate, words, size).story())


class _Sheet:
    """The story of one certificate."""

    def __init__(self, certificate: Certificate, words: Words, paper: tuple[float, float]) -> None:
        self._held, self._words = certificate, words
        self._wide = text_width(paper)

    def story(self) -> list[Flowable]:
        say, held = self._words.say, self._held
        return [
            Head(held.office),
            Lines(say("CERTIFICATE OF ERASURE"), TITLE),
            Lines(held.erasure.number, _STRONG),
            Spacer(1, 3 * mm),
            Lines(
                say(
                    "The personal data of one person was erased and destroyed in the database of "
                    "this office. What is left counts without telling who it was (Law 27 of 2022 "
                    "on personal data protection, articles 43 to 45)."
                )
            ),
            Spacer(1, 2 * mm),
            *facts(self._about(), 42 * mm),
            Lines(say("What was erased"), HEADING),
            table(
                (say("Kind"), say("Records")),
                self._rows(),
                (self._wide * 0.78, self._wide * 0.22),
            ),
            *self._kept(),
            Lines(say("Older backups"), HEADING),
            *self._backups(),
            KeepTogether([Spacer(1, 5 * mm), self._signed()]),
        ]

    def _about(self) -> list[tuple[str, str]]:
        words, one = self._words, self._held.erasure
        moment = f"{words.day(one.erased_at.date())}, {words.clock(one.erased_at)}"
        return [
            (words.say("Erased"), moment),
            (words.say("Reason"), words.say(CAUSES[one.cause])),
            (words.say("Basis"), one.basis),
            (words.say("Officer"), one.officer),
            (words.say("Second person"), one.witness),
        ]

    def _rows(self) -> list[list[str]]:
        words = self._words
        counts: dict[str, int] = {}
        for name, count in self._held.records:
            kind = KINDS.get(name, OTHER)
            counts[kind] = counts.get(kind, 0) + count
        rows = [[words.say(kind), words.number(count)] for kind, count in counts.items()]
        entries = words.number(self._held.entries)
        return [*rows, [words.say("Entries of the history, emptied"), entries]]

    def _kept(self) -> list[Flowable]:
        """Return which papers still name the person; of their titles the name is taken out."""
        say, papers = self._words.say, self._held.papers
        if not papers:
            return []
        told = say(
            "These letters and files were made for something else and are kept as they are, on the "
            "rule that stands under basis (Law 27 of 2022, articles 16 and 44). They still name "
            "the person."
        )
        return [
            Lines(say("Papers that are kept"), HEADING),
            Lines(told),
            *(Lines(paper, SMALL) for paper in papers),
        ]

    def _backups(self) -> list[Flowable]:
        words, backups = self._words, self._held.backups
        if not backups:
            return [Lines(words.say("No backup made before the erasure is known here."))]
        elsewhere = " · " + words.say("second place")
        lines = [
            f"{words.day(one.made_at.date())}, {words.clock(one.made_at)}"
            + (elsewhere if one.second else "")
            for one in backups
        ]
        return [
            Lines(
                words.say(
                    "These hold the data still. They make room for newer ones, the last after "
                    "twelve months of newer backups; a restore from any of them erases the person "
                    "again at once."
                )
            ),
            *(Lines(line, SMALL) for line in lines),
        ]

    def _signed(self) -> Flowable:
        words, held = self._words, self._held
        place = dated(held.office.place, words.day(held.erasure.erased_at.date()))
        return TwoSign(
            place,
            (words.say("Officer"), held.erasure.officer),
            (words.say("Second person"), held.erasure.witness),
        )
