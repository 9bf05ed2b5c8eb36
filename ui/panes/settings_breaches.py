"""The settings' card about breaches of data: each with its clock until it is reported."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from typing_extensions import override

from models.base import utc_now
from models.events.queries import event_rows
from models.files import replace_file
from models.office.queries import time_zone, wall_now
from models.privacy.affected import affected_count, lists_that_left
from models.privacy.breaches import (
    BreachDraft,
    BreachRow,
    breach_draft,
    breach_notice,
    breaches,
    change_breach,
    note_breach,
    remove_breach,
    tell_breach,
)
from models.privacy.disclosures import DisclosureKind
from models.privacy.leaving import LetsOut, Unnoted
from models.privacy.tables import Breach
from models.progress import Progress, Work
from models.store import Store
from models.words import Words, _, ngettext, spoken
from ui.bench import Bench
from ui.forms.breach_form import BreachForm
from ui.look import Size
from ui.looking import ask
from ui.messages import FileKind
from ui.panes.breaches_said import breach_entry
from ui.panes.file_names import file_name
from ui.panes.saving import Document, save_document
from ui.panes.settings_list import ListPanel
from ui.widgets.entries import Entry
from ui.widgets.header import action_button
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.stack import Stack
from ui.widgets.text import Text
from ui.widgets.tool_row import tool_row

LEAST = 12
"""The least width of a button, in text lines."""


class BreachesPanel(ListPanel):
    """Lists the breaches; a saved one has its notices as PDF and can be noted as reported."""

    kind = Breach

    def __init__(self, bench: Bench) -> None:
        with bench.store.reading() as session:
            self.form = BreachForm(bench, wall_now(session))
        self._rows: dict[object, BreachRow] = {}
        self.count = Text("", Size.STRONG, wrap=True)
        self.strip = ProgressStrip()
        self.authority = action_button(_("Notice to the authority"), "file-text")
        self.persons = action_button(_("Notice to those affected"), "file-text")
        self.reported = action_button(_("It was reported"), "circle-check")
        nothing = _("No breach has been noted. Tell of one within 3 × 24 hours of finding it.")
        words = _("Note one"), _("It was none"), nothing
        super().__init__(bench, _("Breaches of data"), self.form, words, frozenset({Breach}))
        self._tools = tool_row([self.authority, self.persons, self.reported], LEAST)
        beneath = Stack().add(self.count).add(self._tools).add(self.strip)
        self.panel.put_beneath(beneath)
        self._listen()
        self.show_list()
        self.read()

    @override
    def entries(self, session: Any) -> Sequence[Entry]:
        rows, now, zone = breaches(session), utc_now(), time_zone(session)
        self._rows = {row.id: row for row in rows}
        return [breach_entry(row, now, zone) for row in rows]

    @override
    def prepare(self, session: Any, draft: BreachDraft) -> None:
        scope = draft.scope
        self.form.begin_at(wall_now(session), lists_that_left(session, scope.disclosure_id))
        if scope.event_id is not None:
            found = event_rows(session, [scope.event_id]).get(scope.event_id)
            self.form.show_event(scope.event_id, found.title if found else "")

    @override
    def look_up(self, session: Any, record_id: int) -> BreachDraft:
        return breach_draft(session, record_id)

    @override
    def new_draft(self) -> BreachDraft:
        return BreachDraft()

    @override
    def keep_new(self, session: Any, draft: BreachDraft) -> str:
        note_breach(session, draft)
        return _("The breach was noted. Its clock runs.")

    @override
    def keep_changed(self, session: Any, record_id: int, draft: BreachDraft) -> str:
        change_breach(session, record_id, draft)
        return _("The breach was changed.")

    @override
    def take_out(self, session: Any, record_id: int, draft: BreachDraft) -> str:
        remove_breach(session, record_id)
        return _("The breach was taken out.")

    @override
    def go(self, **where: object) -> None:
        breach_id = where.get("breach_id")
        if isinstance(breach_id, int) and breach_id in self._rows and self.may_leave():
            self.open_record(breach_id)

    def save_notice(self, *, to_authority: bool) -> None:
        """Ask where one of the notices goes, and write it there."""
        if self._record_id is None:
            return
        store, record_id, words = self.bench.store, self._record_id, spoken()
        name = _("Notice to the authority") if to_authority else _("Notice to those affected")
        day = self._rows[record_id].found_at.date().isoformat()
        document = Document(
            _("Save the notice"),
            file_name(name, day, suffix=".pdf"),
            FileKind(_("PDF files"), "*.pdf"),
            _("Writing the notice"),
            lambda target: _write(store, record_id, target, words, to_authority=to_authority),
            self._lets_out(name) if to_authority else Unnoted.NAMES_NOBODY,
        )
        save_document(self.bench, document, self.strip)

    def _lets_out(self, title: str) -> LetsOut:
        """Return what the log is told: the list of those affected leaves with the notice."""
        return LetsOut(DisclosureKind.BREACH, title, event_id=self.form.scope().event_id)

    @override
    def _open(self, record_id: int | None, draft: object) -> None:
        super()._open(record_id, draft)
        row = self._rows.get(record_id)
        self.remove_button.setVisible(row is not None and row.told_at is None)
        self.reported.setVisible(row is not None and row.told_at is None)
        self._tools.setVisible(row is not None)
        self._judge()
        self._count()

    def _listen(self) -> None:
        self.authority.clicked.connect(lambda: self.save_notice(to_authority=True))
        self.persons.clicked.connect(lambda: self.save_notice(to_authority=False))
        self.reported.clicked.connect(self._tell)
        self.form.changed.connect(self._judge)
        self.form.scope_changed.connect(self._count)

    def _judge(self) -> None:
        """Allow only for what is saved to be written or reported."""
        saved = not self.form.is_changed()
        for button in (self.authority, self.persons, self.reported):
            button.setEnabled(saved)
            button.setToolTip("" if saved else _("Save first what you changed."))

    def _count(self) -> None:
        if not self.form.scope_stands():
            self.count.setText("")
            return
        scope = self.form.scope()
        ask(self.bench, lambda session: affected_count(session, scope), self._show_count, self)

    def _show_count(self, people: int) -> None:
        if self.form.scope_stands():
            said = ngettext("{n} person is affected", "{n} people are affected", people)
            self.count.setText(said)

    def _tell(self) -> None:
        record_id = self._record_id
        if record_id is None:
            return

        def told(session: Any) -> str:  # noqa: ANN401 - see keep
            tell_breach(session, record_id)
            return _("Noted as reported.")

        self._keep(None, told)


def _write(
    store: Store, breach_id: int, target: Path, words: Words, *, to_authority: bool
) -> Work[int]:
    """Write a notice; return how many people it names."""
    from reports.breach_notice import Reader, write_breach_notice  # on the worker's thread

    yield Progress(0, 0)
    with store.reading() as session:
        notice = breach_notice(session, breach_id)
    reader = Reader.AUTHORITY if to_authority else Reader.PERSON
    out = BytesIO()
    yield from write_breach_notice(out, notice, reader, words)
    replace_file(target, out.getvalue())
    return len(notice.people) if to_authority else 0
