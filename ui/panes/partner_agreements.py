"""The agreements with a partner: which hold, which are to be renewed, and the form of each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from typing_extensions import override

from models.documents.attachments import Owner
from models.office.queries import today
from models.partners.agreements import AgreementRow, Standing, agreement_draft, agreement_rows
from models.partners.drafts import AgreementDraft
from models.partners.operations import add_agreement, change_agreement, remove_agreement
from models.partners.tables import Agreement
from models.words import _, ngettext, spoken
from ui.bench import Bench
from ui.forms.agreement_form import AgreementForm
from ui.look import Role
from ui.panes.documents_box import DocumentsBox
from ui.panes.partner_part import PartnerPart
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry


class PartnerAgreements(PartnerPart):
    """Lists the agreements, the latest first."""

    kind = Agreement

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            form = AgreementForm(today(session))
        none = _("No agreement noted yet: a PKS or MoU, with its number and days.")
        super().__init__(bench, form, _("Add agreement"), none)
        self.files = DocumentsBox(bench, _("The agreement as it was signed: PDF or photo."))
        form.column.addWidget(self.files)

    @override
    def opened(self, record_id: int | None) -> None:
        self.files.show_owner(None if record_id is None else Owner(agreement_id=record_id))

    @override
    def may_leave(self) -> bool:
        return (not self.form_is_open() or self.files.may_leave()) and super().may_leave()

    @override
    def entries(self, session: Any, partner_id: int) -> Sequence[Entry]:
        return [_entry(row) for row in agreement_rows(session, partner_id, today(session))]

    @override
    def look_up(self, session: Any, record_id: int) -> AgreementDraft:
        return agreement_draft(session, record_id)

    @override
    def new_draft(self) -> AgreementDraft:
        return AgreementDraft()

    @override
    def add(self, session: Any, partner_id: int, draft: AgreementDraft) -> None:
        add_agreement(session, partner_id, draft)

    @override
    def change(self, session: Any, record_id: int, draft: AgreementDraft) -> None:
        change_agreement(session, record_id, draft)

    @override
    def remove(self, session: Any, record_id: int) -> None:
        remove_agreement(session, record_id)

    @override
    def added(self) -> str:
        return _("The agreement was added.")

    @override
    def changed(self) -> str:
        return _("The agreement was changed.")

    @override
    def removed(self) -> str:
        return _("The agreement was removed.")


def _entry(row: AgreementRow) -> Entry:
    detail = " · ".join((row.number, _days(row.begins_on, row.ends_on)))
    return Entry(row.id, row.title, detail, icon="file-text", badge=_badge(row))


def _days(begins_on: date, ends_on: date | None) -> str:
    words = spoken()
    if ends_on is None:
        return _("from {day}").format(day=words.digits(begins_on))
    return f"{words.digits(begins_on)} – {words.digits(ends_on)}"


def _badge(row: AgreementRow) -> Badge:
    if row.standing is Standing.ENDED:
        return Badge(_("Ended"), Role.DANGER)
    if row.standing is Standing.TO_COME:
        return Badge(_("Not begun yet"), Role.INFO)
    if row.standing is Standing.ENDS_SOON:
        return Badge(_ends_in(row.days_left or 0), Role.WARNING)
    return Badge(_("In force"), Role.SUCCESS)


def _ends_in(days: int) -> str:
    if days == 0:
        return _("Ends today")
    return ngettext("Ends in {n} day", "Ends in {n} days", days)
