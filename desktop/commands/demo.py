"""``jangkau demo``: make a demonstration database and do the main job in it."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from importlib.resources import as_file
from pathlib import Path

from desktop.commands.console import DONE, add_json, tell, tell_json, watch
from desktop.story import Told, tell_story
from models.enrolment.counting import event_counts
from models.events.queries import EventCounts
from models.words import Words, _, ngettext, spoken
from resources import resource
from ui.documents import event_cards, write_cards
from ui.list_files import write_import_list
from ui.summary_document import write_summary

LIST = "daftar-petani-pimping.xlsx"
DATABASE = "demo.jangkau"


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("demo"),
        metavar=_("FOLDER"),
        help=_("where database and documents go; “demo” here unless said otherwise"),
    )
    parser.add_argument(
        "--screenshots", action="store_true", help=_("also take a picture of each screen")
    )
    add_json(parser)


def run(arguments: Namespace) -> int:
    """Tell the story, write its documents, and say the figures."""
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    today = datetime.now(UTC).astimezone().date()
    with as_file(resource("demo", LIST)) as given_list:
        told = watch(tell_story(out / DATABASE, given_list, today), _("The event"))
    files = _write_documents(told, out)
    with told.store.reading() as session:
        counts = event_counts(session, told.event_id)
    told.store.settle()
    told.store.close()
    if arguments.screenshots:
        from desktop.screenshots import take_screenshots

        files += watch(take_screenshots(out / DATABASE, told.event_id, out), _("Screenshots"))
    if arguments.json:
        tell_json(_plain(told, counts, files))
    else:
        _say(told, counts, files)
    return DONE


def _write_documents(told: Told, out: Path) -> list[Path]:
    words = Words("id")
    cards, summary, report = out / "kartu.pdf", out / "ringkasan.pdf", out / "laporan-impor.xlsx"
    ids = event_cards(told.store, told.event_id, queued_only=False)
    watch(write_cards(told.store, ids, cards, sheet="a4", words=words), _("Cards"))
    watch(write_summary(told.store, told.event_id, summary, words), _("Event report"))
    watch(write_import_list(told.store, told.plan, report, words), _("Import report"))
    english = out / "summary.pdf"
    watch(write_summary(told.store, told.event_id, english, Words("en")), _("Event report"))
    return [out / DATABASE, cards, summary, english, report]


def _plain(told: Told, counts: EventCounts, files: list[Path]) -> dict[str, object]:
    return {
        "event": told.event_id,
        "list": told.plan.counts(),
        "invited": counts.invited,
        "present": counts.present,
        "enrolled": counts.enrolled,
        "total": counts.total,
        "months": dict(counts.months),
        "cards_printed": counts.cards_printed,
        "cards_queued": counts.cards_queued,
        "files": files,
    }


def _say(told: Told, counts: EventCounts, files: list[Path]) -> None:
    words = spoken()
    tell(_("The list of 28 June 2022:"))
    for status, count in told.plan.counts().items():
        tell(f"{count:>7}  {status.label()}")
    tell(_("The event:"))
    for number, text in (
        (words.number(counts.invited), _("Invited")),
        (words.number(counts.present), _("Present")),
        (words.number(counts.enrolled), _("Enrolled")),
        (words.rupiah(counts.total), _("Contributions")),
    ):
        tell(f"{number:>12}  {text}")
    for months, count in counts.months:
        prepaid = ngettext("{n} month", "{n} months", months)
        tell(f"{count:>12}  {prepaid}")
    tell(_("Written:"))
    for file in files:
        tell(f"  {file}")
