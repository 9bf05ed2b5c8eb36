"""The settings' card about the wordings of consent: those shipped and the office's own."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from typing_extensions import override

from models.enrolment.consent_texts import consent_text, current_version, shipped_text, versions
from models.enrolment.tables import Consent, PaperForm
from models.errors import UserError
from models.office.queries import letterhead, today
from models.office.rights import Right
from models.privacy.consent_wordings import (
    OwnWording,
    WordingDraft,
    add_wording,
    change_wording,
    own_wordings,
    remove_wording,
)
from models.privacy.tables import ConsentText
from models.words import _, spoken
from ui.bench import Bench
from ui.forms.wording_form import WordingForm
from ui.look import Role
from ui.panes.settings_list import ListPanel
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry

KINDS = frozenset({ConsentText, Consent, PaperForm})


class ConsentsPanel(ListPanel):
    """Lists the versions; both languages of one are read in the form, where it may be mended.

    A line stands for the id of the office's own wording, or below nought for a shipped version's
    place, counted from 1: which those are stays the same as long as the program runs.
    """

    kind = ConsentText

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            self.form = WordingForm(today(session))
        self._fixed = False
        words = _("Add a version"), _("Remove"), _("There is no wording.")
        super().__init__(bench, _("Wordings of consent"), self.form, words, KINDS)
        bench.needs(Right.ADMINISTER, self.add_button, self.remove_button, self.form)
        self.show_list()
        self.read()

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        now = current_version(session)
        own = [_own_entry(one, now) for one in reversed(own_wordings(session))]
        shipped = list(enumerate(versions(), 1))
        return own + [
            _entry(-number, one, _("Shipped with the program"), now)
            for number, one in reversed(shipped)
        ]

    @override
    def look_up(self, session: Any, record_id: int) -> WordingDraft:
        own = None if record_id < 0 else _own(session, record_id)
        self._fixed = own is None or own.agreed
        self.form.read_only(on=self._fixed)
        return self.draft_of(session, record_id)

    @override
    def draft_of(self, session: Any, record_id: int) -> WordingDraft:
        if record_id > 0:
            return _own(session, record_id).draft()
        version = versions()[-record_id - 1]
        office = letterhead(session).name
        indonesian, english = (consent_text(version, one, office, session) for one in ("id", "en"))
        return WordingDraft(indonesian, english, date(int(version[:4]), 1, 1))

    @override
    def prepare(self, session: Any, draft: WordingDraft) -> None:
        if draft.in_force_from is None or draft == self.new_draft():
            self._fixed = False
            self.form.read_only(on=False)

    @override
    def new_draft(self) -> WordingDraft:
        """Begin with the last shipped wording, which is to be mended rather than written anew."""
        last = versions()[-1]
        indonesian, english = (shipped_text(last, language) for language in ("id", "en"))
        with self.bench.store.reading() as session:
            return WordingDraft(indonesian, english, today(session))

    @override
    def keep_new(self, session: Any, draft: WordingDraft) -> str:
        version = add_wording(session, draft, today(session))
        return _("Wording {version} was added.").format(version=version)

    @override
    def keep_changed(self, session: Any, record_id: int, draft: WordingDraft) -> str:
        version = _own(session, record_id).version
        change_wording(session, version, draft, today(session))
        return _("Wording {version} was changed.").format(version=version)

    @override
    def take_out(self, session: Any, record_id: int, draft: WordingDraft) -> str:
        version = _own(session, record_id).version
        remove_wording(session, version)
        return _("Wording {version} was removed.").format(version=version)

    @override
    def _open(self, record_id: int | None, draft: object) -> None:
        super()._open(record_id, draft)
        self.remove_button.setVisible(record_id is not None and not self._fixed)


def _own(session: Any, record_id: int) -> OwnWording:  # noqa: ANN401 - see ui.forms.keeping
    """Return one of the office's own. Raises UserError where it is not there any more."""
    found = next((one for one in own_wordings(session) if one.id == record_id), None)
    if found is None:
        raise UserError(_("This wording is not there any more."))
    return found


def _own_entry(own: OwnWording, now: str) -> Entry:
    since = _("from {day}").format(day=spoken().day(own.in_force_from))
    agreed = _("agreed to, so it stays as it is") if own.agreed else ""
    detail = " · ".join(part for part in (_("The office's own"), since, agreed) if part)
    return _entry(own.id, own.version, detail, now)


def _entry(value: int, version: str, detail: str, now: str) -> Entry:
    badge = Badge(_("In force"), Role.SUCCESS) if version == now else None
    title = _("Wording {version}").format(version=version)
    return Entry(value, title, detail, icon="signature", badge=badge)
