"""The settings' card about printers: how each errs on its papers, measured and set right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from models.edits import Edit, GoneMeanwhileError
from models.files import replacing
from models.history.meanwhile import said_meanwhile
from models.office.queries import time_zone
from models.printing.calibration import MEDIA, Readings, medium_name
from models.printing.profiles import (
    ProfileDraft,
    ProfileRow,
    correction_of,
    keep_profile,
    profile_draft,
    profile_id,
    profile_rows,
    reset_profile,
)
from models.printing.tables import PrinterProfile
from models.printing.transform import UNCORRECTED
from models.privacy.leaving import Unnoted
from models.progress import Progress, Work
from models.words import Words, _, spoken
from ui.bench import Bench
from ui.forms.calibration_form import CalibrationForm
from ui.forms.keeping import editing, keep
from ui.look import FAINT, Role
from ui.looking import ask
from ui.panes.scanner_paper import print_scanner_sheet
from ui.panes.settings_kept import WholeForm
from ui.panes.settings_panel import SettingsPanel
from ui.paper import margins_of
from ui.printing import Printing, Target
from ui.widgets.badge import Badge
from ui.widgets.entries import Entry, EntryList
from ui.widgets.fresh import Fresh
from ui.widgets.header import action_button
from ui.widgets.layers import Layers
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.scrolling import bring_into_view
from ui.widgets.stack import Stack
from ui.widgets.text import Text

KINDS = frozenset({PrinterProfile})


@dataclass(frozen=True, slots=True)
class Listed:
    """A printer of the system, or one of which only profiles are left."""

    queue: str
    there: bool
    profiles: Sequence[ProfileRow]
    measured: Mapping[int, str]
    """The days on which they were measured, as they are said."""


class PrintersPanel(SettingsPanel):
    """Lists the printers; one chosen is measured in the list's place."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(_("Printers"), parent=parent)
        self._bench = bench
        self._queue = ""
        self._about: tuple[str, int | None] = "", None
        self._listed: dict[str, Listed] = {}
        self.list = EntryList()
        self.none = Text("", ink=FAINT, wrap=True)
        self.form = CalibrationForm()
        self.panel = WholeForm(self.form, bench.messages)
        self.reset_button = action_button(_("Reset"), "trash-2")
        self.panel.buttons.insertWidget(0, self.reset_button)
        told = _("Choose a printer whose cards or labels do not lie where they should.")
        self.scanner_sheet = action_button(_("Print test sheet for scanners…"), "scan-line")
        self._listing = Stack().add(Text(told, ink=FAINT, wrap=True)).add(self.none).add(self.list)
        self._listing.add(self.scanner_sheet)
        self._layers = Layers(self._listing, self.panel)
        self._strip = ProgressStrip()
        self.printing = Printing(bench, self._strip, self)
        self.add(self._strip)
        self.add(self._layers, 1)
        self._listen()
        self._fresh = Fresh(self, bench.changes.committed, KINDS, self.read)

    @override
    def read(self) -> None:
        ask(self._bench, _look, self._show_printers, self)

    @override
    def may_leave(self) -> bool:
        if not self.form_is_open():
            return True
        if not self.panel.may_leave():
            return False
        self.show_list()
        return True

    def form_is_open(self) -> bool:
        """Whether a printer is being measured."""
        return self._layers.layer() is self.panel

    def open_printer(self, queue: str) -> None:
        """Show what was measured of a printer."""
        self._queue = queue
        drafts = self._drafts()
        self.form.know(drafts)
        first = next(iter(drafts.values()), ProfileDraft(queue, Readings(next(iter(MEDIA)))))
        self.panel.show_draft(first)
        self._note_about()
        self.form.print_ruler.setEnabled(self._listed[queue].there)
        self._show_reset()
        self._layers.show_layer(self.panel)
        self.form.setFocus()
        bring_into_view(self)

    def show_list(self) -> None:
        """Show the printers, giving up what was typed; the keyboard goes to the one left."""
        in_form = self.panel.isAncestorOf(QApplication.focusWidget() or self)
        self._layers.show_layer(self._listing)
        self.panel.show_draft(ProfileDraft(self._queue, Readings(next(iter(MEDIA)))))
        if in_form:
            self._focus_line()

    def _listen(self) -> None:
        self.list.chosen.connect(self.open_printer)
        self.panel.save_asked.connect(self._save)
        self.panel.left.connect(self.show_list)
        self.reset_button.clicked.connect(self._reset)
        self.scanner_sheet.clicked.connect(lambda: print_scanner_sheet(self.printing))
        self.form.changed.connect(self._note_medium)
        self.form.ruler_asked.connect(partial(self._print, check=False))
        self.form.check_asked.connect(partial(self._print, check=True))

    def _show_printers(self, found: Sequence[Listed]) -> None:
        self._listed = {printer.queue: printer for printer in found}
        on_a_line = any(line.hasFocus() for line in self.list.lines())
        self.list.show_entries([_entry(printer) for printer in found])
        self.none.setText(_("No printer is set up on this computer.") if not found else "")
        self.none.setVisible(not found)
        if on_a_line:
            self._focus_line()
        if not self.form_is_open():
            return
        self.form.know(self._drafts())
        if self.form.is_changed():
            self._say_meanwhile()
        elif self._queue not in self._listed:
            self.show_list()
            return
        else:
            self._show_kept()
        self._show_reset()

    def _show_kept(self) -> None:
        """Show what is kept by now of the paper shown, of which nothing is typed."""
        kept = self.form.kept_of(self.form.medium.value())
        if kept != self.form.opened:
            self.panel.show_draft(kept)
        self._note_about()

    def _say_meanwhile(self) -> None:
        """Say what was done elsewhere to the profile that is being measured anew."""
        if self.panel.busy:
            return
        edit, look = self._editing()
        with self._bench.store.reading() as session:
            self.panel.say_meanwhile(said_meanwhile(session, edit(session), look))

    def _note_about(self) -> None:
        """Note which profile the form was opened with."""
        row = self._shown_row()
        self._about = self.form.medium.value(), row.id if row else None

    def _note_medium(self) -> None:
        if self._about[0] != self.form.medium.value():
            self._note_about()
        self._show_reset()

    def _editing(self) -> tuple[Callable[[Any], Edit[ProfileDraft]], Callable[[Any], ProfileDraft]]:
        """Return what is measured over what the form was opened with, and what looks it up now.

        A profile that was not there then is the one that others have made meanwhile.
        """
        typed, queue, (medium, known) = self.panel.edit(PrinterProfile), self._queue, self._about

        def edit(session: Any) -> Edit[ProfileDraft]:  # noqa: ANN401 - see keep
            return replace(typed, record_id=known or profile_id(session, queue, medium))

        return edit, partial(profile_draft, queue=queue, medium=medium)

    def _drafts(self) -> dict[str, ProfileDraft]:
        listed = self._listed.get(self._queue)
        return {
            row.medium: row.draft()
            for row in (listed.profiles if listed else ())
            if row.medium in MEDIA
        }

    def _focus_line(self) -> None:
        queues = list(self._listed)
        if self._queue in queues:
            line = self.list.lines()[queues.index(self._queue)]
            line.show()  # one just made takes no focus before it is shown
            line.setFocus()

    def _shown_row(self) -> ProfileRow | None:
        listed, medium = self._listed.get(self._queue), self.form.medium.value()
        rows = listed.profiles if listed else ()
        return next((row for row in rows if row.medium == medium), None)

    def _show_reset(self) -> None:
        self.reset_button.setVisible(self._shown_row() is not None)

    def _print(self, *, check: bool) -> None:
        """Print the ruler sheet uncorrected, or the check sheet with what was just measured."""
        draft = self.form.draft()
        correction = correction_of(draft) if check else UNCORRECTED
        two_sided = draft.back is not None
        write = partial(_write_sheet, draft, check, spoken())
        title = _("Check sheet") if check else _("Ruler sheet")
        self.printing.print_pdf(
            write,
            title,
            Unnoted.NAMES_NOBODY,
            target=Target(draft.queue, correction, two_sided=two_sided),
        )

    def _save(self) -> None:
        edit, look = self._editing()
        medium = self.form.medium.value()
        page = MEDIA[medium].page
        self.panel.wait()

        def change(session: Any, draft: ProfileDraft) -> None:  # noqa: ANN401 - see keep
            keep_profile(session, replace(draft, margins=margins_of(draft.queue, page)))

        def operation(session: Any) -> None:  # noqa: ANN401 - see keep
            editing(edit(session), look, change)(session)

        self._keep(operation, _("{printer} is set right for {medium}."), medium)

    def _save_anew(self) -> None:
        """Keep what was measured though somebody else has reset the profile."""
        medium = self.form.medium.value()
        self._about = medium, None
        self.form.begin_over(ProfileDraft(self._queue, Readings(medium)))
        self._save()

    def _reset(self) -> None:
        row = self._shown_row()
        if row is not None:
            operation = partial(reset_profile, profile_id=row.id)
            self._keep(operation, _("{printer} prints uncorrected on {medium}."), row.medium)

    def _keep(self, operation: Callable[[Any], None], done: str, medium: str) -> None:
        said = done.format(printer=self._queue, medium=medium_name(medium))

        def kept(_nothing: None) -> None:
            self.show_list()
            self._bench.done(said)

        keep(self._bench, operation, kept, self, self._fail)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, GoneMeanwhileError):
            self.panel.fail(error, _("Save it all the same"), self._save_anew)
        else:
            self.panel.fail(error)


def _write_sheet(draft: ProfileDraft, check: bool, words: Words, paper: Path) -> Work[None]:
    yield Progress(0, 0)
    from reports.ruler_sheet import RulerSheet, write_ruler_sheet  # here: it loads the fonts

    medium, two_sided = MEDIA[draft.front.medium], draft.back is not None
    with replacing(paper) as out:
        write_ruler_sheet(out, RulerSheet(medium, draft.queue, two_sided, check), words)


def _look(session: Any) -> list[Listed]:  # noqa: ANN401
    """Return the printers of the system, and those of which profiles are left."""
    there = QPrinterInfo.availablePrinterNames()
    rows, zone = profile_rows(session), time_zone(session)
    days = {
        row.id: spoken().digits(row.measured_at.astimezone(zone).date())
        for row in rows
        if row.measured_at
    }
    gone = sorted({row.queue for row in rows}.difference(there))
    return [
        Listed(queue, queue in there, [row for row in rows if row.queue == queue], days)
        for queue in (*there, *gone)
    ]


def _entry(printer: Listed) -> Entry:
    told = [_said(row, printer.measured.get(row.id, "")) for row in printer.profiles]
    badge = None if printer.there else Badge(_("Not there now"), Role.WARNING)
    detail = " · ".join(told) or _("Prints uncorrected: not measured yet.")
    return Entry(printer.queue, printer.queue, detail, icon="printer", badge=badge)


def _said(row: ProfileRow, day: str) -> str:
    if row.profile is None:
        return _("{medium}: measure again").format(medium=medium_name(row.medium))
    said = _("{medium}: within {largest} mm, {day}")
    largest = spoken().number(round(row.profile.largest, 2))
    return said.format(medium=medium_name(row.medium), largest=largest, day=day)
