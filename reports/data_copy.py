"""The copy of one person's data on paper (UU 27/2022 art. 7): all that is kept, to be read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from PIL import Image, UnidentifiedImageError
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer
from reportlab.platypus import Image as Picture

from models.events.summary import Letterhead
from models.privacy.copying import DataCopy
from models.progress import Work
from models.words import Words
from reports.document import A4
from reports.lines import BODY, HEADING, SMALL, SUBHEAD, SUBTITLE, TITLE, Lines
from reports.page import Head, set_pages

_PHOTO = 30 * mm
_MOST = 1500
"""Letters of one value; what is longer stands whole in the file beside the paper."""
_MONEY = frozenset({"income", "reported_income", "base_income", "total", "amount"})  # whole rupiah
_LEFT_OUT = frozenset({"id", "digest", "proof", "photo", "pricing"})
"""What says nothing to a reader: numbers of records and of files."""


def write_data_copy(
    out: BinaryIO,
    copy: DataCopy,
    office: Letterhead,
    zone: ZoneInfo,
    words: Words,
    *,
    paper: tuple[float, float] = A4,
) -> Work[int]:
    """Write the copy on ``paper`` (millimetres), moments on the clock of ``zone``; return pages."""
    title = words.say("Copy of personal data")
    story = _Story(copy, office, zone, words)
    return (yield from set_pages(out, paper, f"{title} · {copy.name}", words, story.flowables))


class _Story:
    """What stands on the pages, from top to bottom."""

    def __init__(self, copy: DataCopy, office: Letterhead, zone: ZoneInfo, words: Words) -> None:
        self._copy, self._office, self._zone, self._words = copy, office, zone, words
        self._labels = _labels(words)

    def flowables(self) -> list[Flowable]:
        """Return it anew; what is set once cannot be set again."""
        say, made = self._words.say, self._moment(self._copy.made_at)
        about = say(
            "This is everything this office keeps of you, as of {moment}. "
            "You may have it corrected, limited or erased, and withdraw your consent "
            "(Law 27 of 2022 on the Protection of Personal Data).",
            moment=made,
        )
        story: list[Flowable] = [
            Head(self._office),
            Lines(say("Copy of personal data"), TITLE),
            Lines(self._copy.name, SUBTITLE, most=3),
            Lines(about, BODY),
        ]
        photo = _photo(self._copy.photo)
        if photo is not None:
            story += [Spacer(1, 2 * mm), photo]
        story += self._section(say("Person"), [self._copy.content["person"]])
        for key, title in _sections(self._words).items():
            story += self._section(title, self._copy.content[key])
        return [*story, *self._files()]

    def _section(self, title: str, records: Sequence[Mapping[str, Any]]) -> list[Flowable]:
        if not records:
            return []
        count = f"{title} ({self._words.number(len(records))})" if len(records) > 1 else title
        blocks = [[Lines(line, BODY) for line in self._lines(one)] for one in records]
        found: list[Flowable] = [KeepTogether([Lines(count, HEADING), *blocks[0][:2]])]
        found += blocks[0][2:]
        for number, block in enumerate(blocks[1:], 2):
            found += [Lines(f"{self._words.number(number)}.", SUBHEAD), *block]
        return found

    def _lines(self, record: Mapping[str, Any]) -> Iterator[str]:
        """Yield a line for each field that says something; of a change, old and new value."""
        for key, value in record.items():
            if key in ("before", "after"):
                continue
            if not _is_left_out(key, record) and value not in (None, "", [], {}):
                yield f"{self._label(key)}: {self._value(key, value)}"
        before, after = record.get("before") or {}, record.get("after") or {}
        for key in dict.fromkeys([*before, *after]):
            if not _is_left_out(key, before | after):
                old, new = (self._value(key, side.get(key)) for side in (before, after))
                yield f"– {self._label(key)}: {old} → {new}"

    def _files(self) -> list[Flowable]:
        say = self._words.say
        names = self._copy.content["files"]
        found: list[Flowable] = []
        if names:
            found.append(Lines(say("Files kept of you, beside this paper"), HEADING))
            found += [Lines(name, BODY) for name in names]
        if self._copy.lost:
            lost = ", ".join(self._copy.lost)
            found.append(Lines(say("Files that can no longer be read: {files}", files=lost), SMALL))
        return found

    def _label(self, key: str) -> str:
        return self._labels.get(key) or key.removesuffix("_id").replace("_", " ").capitalize()

    def _value(self, key: str, value: object) -> str:
        words = self._words
        if value is None or value == "":
            return "–"
        if isinstance(value, bool):
            return words.say("yes") if value else words.say("no")
        if isinstance(value, int):
            return words.rupiah(value) if key in _MONEY else str(value)
        if isinstance(value, str):
            return self._text(value)
        return str(value)[:_MOST]

    def _text(self, value: str) -> str:
        """Return a text; a day or moment, as JSON has it, the way the language writes it."""
        if len(value) >= _DAY and value[4:5] == "-":
            try:
                moment = datetime.fromisoformat(value)
            except ValueError:
                return value[:_MOST]
            if len(value) == _DAY:
                return self._words.day(date.fromisoformat(value))
            return self._moment(moment)
        return value[:_MOST]

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone) if moment.tzinfo else moment
        return f"{self._words.day(local)} {self._words.clock(local)}"


_DAY = len("2022-06-28")


def _is_left_out(key: str, record: Mapping[str, Any]) -> bool:
    """Tell whether a field is the number of a record, whose name stands beside it."""
    return key in _LEFT_OUT or key.endswith("_id") or (key == "action" and not record[key])


def _photo(data: bytes | None) -> Flowable | None:
    """Return the photo to be drawn, or nothing where the bytes are no picture."""
    if not data:
        return None
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.verify()
        with Image.open(BytesIO(data)) as picture:
            wide, high = picture.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    scale = _PHOTO / max(wide, high)
    return Picture(BytesIO(data), wide * scale, high * scale, hAlign="LEFT")


def _sections(words: Words) -> dict[str, str]:
    say = words.say
    return {
        "consents": say("Consents"),
        "enrolments": say("Enrolments"),
        "payments": say("Payments"),
        "receipts": say("Receipts"),
        "cards": say("Cards"),
        "card_copies": say("Printed copies of cards"),
        "attendances": say("Events"),
        "sittings": say("Sittings"),
        "paper_forms": say("Emergency forms"),
        "documents": say("Documents"),
        "groups": say("Families and groups"),
        "kept_apart": say("Looks alike, is not the same"),
        "merged": say("Records merged into this one"),
        "requests": say("Requests about the data"),
        "kept_longer": say("Kept longer than the rule says"),
        "disclosures": say("Lists and papers of these events that left the office"),
        "history": say("What was done, with old and new values"),
    }


def _labels(words: Words) -> dict[str, str]:
    say = words.say
    return {
        "nik": say("NIK"),
        "name": say("Name"),
        "birth_date": say("Birth date"),
        "birth_place": say("Birth place"),
        "sex": say("Sex"),
        "phone": say("Phone"),
        "email": say("E-mail"),
        "kk_number": say("Family card number"),
        "address": say("Address"),
        "region_line": say("Village"),
        "postal_code": say("Postal code"),
        "occupation": say("Occupation"),
        "second_occupation": say("Second occupation"),
        "workplace": say("Place of work"),
        "work_hours": say("Working hours"),
        "group_name": say("Group"),
        "income": say("Income"),
        "heir_note": say("Note on heirs"),
        "nik_reason": say("Note on the NIK"),
        "member_number": say("Membership number"),
        "archived_at": say("Put away"),
        "limited_at": say("Processing limited"),
        "flag": say("To look at again"),
        "event": say("Event"),
        "officer": say("Officer"),
        "desk": say("Desk"),
        "text_version": say("Wording"),
        "language": say("Language"),
        "way": say("How"),
        "given_at": say("Given"),
        "withdrawn_at": say("Withdrawn"),
        "programmes": say("Programmes"),
        "reported_income": say("Income as told"),
        "base_income": say("Income that is reckoned with"),
        "first_month": say("First month"),
        "months": say("Months"),
        "payer": say("Payer"),
        "total": say("Total"),
        "status": say("Status"),
        "enrolled_at": say("Enrolled"),
        "amount": say("Amount"),
        "paid_at": say("Paid"),
        "reference": say("Reference"),
        "number": say("Number"),
        "kind": say("Kind"),
        "state": say("State"),
        "printed_at": say("Printed"),
        "handed_at": say("Handed over"),
        "invited": say("Invited"),
        "walk_in": say("Walk-in"),
        "present_at": say("Present"),
        "group": say("Group"),
        "role": say("Role"),
        "asked_at": say("Asked"),
        "due_at": say("To be met by"),
        "done_at": say("Met"),
        "until": say("Kept until"),
        "kept_at": say("Decided"),
        "refused": say("Refused"),
        "note": say("Note"),
        "how": say("How it was asked"),
        "title": say("Title"),
        "reason": say("Reason"),
        "people": say("People"),
        "at": say("When"),
        "action": say("What was done"),
        "record": say("Record"),
        "caption": say("Caption"),
        "size": say("Bytes"),
    }
