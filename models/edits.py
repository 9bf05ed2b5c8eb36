"""A record that is changed through a form while others change it: what of both is kept.

A draft remembers what it was opened with. Field by field, what only others changed stays theirs,
what only the form changed is the form's, and what both changed differently is a ``Clash``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from models.errors import UserError

Draft = TypeVar("Draft")
Things = dict[Any, Any]

CHILD, PLACE, COLUMN, WORD = "child", "place", "column", "word"
TOGETHER = (
    ("region_line", "region_code", "postal_code"),
    ("nik", "nik_reason"),
    ("starts_at", "ends_at"),
    ("begins_on", "ends_on"),
    ("first_day", "last_day"),
    ("first", "last"),
    ("amount", "owed"),
    ("front", "back"),
)
"""Fields that mean something only with one another; a draft may have some of them."""


def several(table: str) -> dict[str, str]:
    """Mark a draft's field, as its metadata, that lists several things kept in ``table``.

    Each is looked at for itself. It is known again by its ``key`` where it has one.
    """
    return {CHILD: table}


def by_place(table: str, said: Callable[[Any, int], str]) -> dict[str, Any]:
    """Mark a draft's field as ``several`` does where each thing is known by its place alone.

    ``said`` names a place, counted from 0, of a draft.
    """
    return {CHILD: table, PLACE: said}


def column(name: str, word: str = "") -> dict[str, str]:
    """Mark a draft's field, as its metadata, that is kept in a column of another name.

    ``word`` is what it is called where that column holds more than this field.
    """
    return {COLUMN: name, WORD: word}


@dataclass(frozen=True, slots=True)
class Edit(Generic[Draft]):
    """A record's draft as it was opened and as it is typed; ``put_away`` if it was so when opened.

    ``kind`` is the class of the record; without ``record_id`` it is the one of its kind that there
    is, or is known only by what it says. Of what nobody typed, ``typed`` holds what was opened.
    """

    kind: type[Any]
    record_id: int | None
    opened: Draft
    typed: Draft
    put_away: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Fields that go together and were changed here and elsewhere, to different values.

    Of a list, ``apart`` are the things that differ, ours and theirs, None where one was taken out;
    ``places`` says where they stand if they are known by that.
    """

    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    apart: Sequence[tuple[Any, Any]] = ()
    places: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The field it goes by."""
        return next(iter(self.mine))


@dataclass(frozen=True, slots=True)
class Joined(Generic[Draft]):
    """What comes of a draft and a record changed meanwhile; of what clashes it holds what is ours.

    ``others`` are the fields that others changed.
    """

    draft: Draft
    clashes: tuple[Clash, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Who changed something last, at which desk and when; ``said`` tells it in words."""

    officer: str
    desk: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A clash in words: what the field is called, what either side holds, who wrote theirs."""

    name: str
    word: str
    mine: str
    theirs: str
    written: Written | None


class ChangedMeanwhileError(UserError):
    """Fields were changed elsewhere that are changed here too; nothing was kept.

    ``now`` is the record's draft as it is.
    """

    def __init__(self, text: str, now: Any, choices: Sequence[Choice]) -> None:  # noqa: ANN401
        super().__init__(text)
        self.now = now
        self.choices = tuple(choices)


class SameMeanwhileError(UserError):
    """Somebody else saved the very same; there was nothing left to keep. ``now`` is the draft."""

    def __init__(self, text: str, now: Any) -> None:  # noqa: ANN401 - any draft
        super().__init__(text)
        self.now = now


class GoneMeanwhileError(UserError):
    """The record was taken out or put away; ``goes_on_id`` is the one it was merged into."""

    def __init__(self, text: str, goes_on_id: int | None = None) -> None:
        super().__init__(text)
        self.goes_on_id = goes_on_id


def joined(opened: Draft, typed: Draft, now: Draft) -> Joined[Draft]:
    """Return what comes of ``typed``, begun from ``opened``, where the record is ``now``."""
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    others: list[str] = []
    for names in _units(now):
        first, ours, theirs = (_taken(names, one) for one in (opened, typed, now))
        if theirs != first:
            others.append(names[0])
        if ours in (first, theirs):
            values |= theirs
        elif theirs == first:
            values |= ours
        else:
            values |= _clashing(now, names, (first, ours, theirs), clashes)
    return Joined(replace(now, **values), tuple(clashes), tuple(others))  # type: ignore[type-var]


def only_touched(opened: Draft, first: Draft, typed: Draft) -> Draft:
    """Return ``typed`` with what is as in ``first``, which a form made of ``opened``, as opened.

    What a form writes otherwise than it is kept, such as a phone, was not typed by anybody.
    """
    same = {
        one.name: getattr(opened, one.name)
        for one in fields(opened)  # type: ignore[arg-type]
        if getattr(first, one.name) == getattr(typed, one.name)
    }
    return replace(typed, **same)  # type: ignore[type-var]


def _units(draft: Any) -> Iterable[tuple[str, ...]]:  # noqa: ANN401 - any frozen dataclass
    """Return the draft's fields, those that go together as one."""
    there = [one.name for one in fields(draft)]
    bound: dict[str, tuple[str, ...]] = {}
    for names in TOGETHER:
        found = tuple(name for name in names if name in there)
        bound |= dict.fromkeys(found, found)
    return dict.fromkeys(bound.get(name, (name,)) for name in there)


def _taken(names: Iterable[str], draft: object) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in names}


def _clashing(
    draft: Any,  # noqa: ANN401 - any frozen dataclass
    names: tuple[str, ...],
    sides: tuple[dict[str, Any], dict[str, Any], dict[str, Any]],
    clashes: list[Clash],
) -> dict[str, Any]:
    """Return what is kept of fields both changed, and note what of it clashes."""
    _opened, ours, theirs = sides
    name = names[0]
    if not child_table(draft, name):
        clashes.append(Clash(ours, theirs))
        return ours
    named = _told(draft, name).get(PLACE)
    known = [_by_key(side[name], by_place=named is not None) for side in sides]
    mine, other, apart = _of_several(*known)
    if apart:
        places = [named(draft, place) for place in apart] if named is not None else []
        clashes.append(Clash({name: mine}, {name: other}, tuple(apart.values()), places))
    return {name: mine}


def child_table(draft: Any, name: str) -> str:  # noqa: ANN401 - any frozen dataclass
    """Return the table that the things listed in a field are kept in; empty for a plain field."""
    return str(_told(draft, name).get(CHILD, ""))


def column_of(draft: Any, name: str) -> str:  # noqa: ANN401 - any frozen dataclass
    """Return the column that a field of a draft is kept in."""
    return str(_told(draft, name).get(COLUMN, name))


def word_of(draft: Any, name: str) -> str:  # noqa: ANN401 - any frozen dataclass
    """Return what a field of a draft is called, still to be said, if that stands with it."""
    return str(_told(draft, name).get(WORD, ""))


def _told(draft: Any, name: str) -> Mapping[str, Any]:  # noqa: ANN401 - any frozen dataclass
    return next(one.metadata for one in fields(draft) if one.name == name)


def _of_several(
    opened: Things, ours: Things, theirs: Things
) -> tuple[tuple[Any, ...], tuple[Any, ...], dict[Any, tuple[Any, Any]]]:
    """Join lists thing by thing; return them with ours and with theirs where things clash."""
    mine, other = [], []
    apart: dict[Any, tuple[Any, Any]] = {}
    for key in dict.fromkeys((*theirs, *ours)):
        was, here, there = opened.get(key), ours.get(key), theirs.get(key)
        clash = here != there and was not in (here, there)
        kept = there if here == was else here
        mine.append(kept)
        other.append(there if clash else kept)
        if clash:
            apart[key] = here, there
    return _there(mine), _there(other), apart


def _by_key(things: Sequence[Any], *, by_place: bool) -> Things:
    """Return things by what they are known again by: their ``key``, else what they are."""
    if by_place:
        return dict(enumerate(things))
    return {getattr(one, "key", one): one for one in things}


def _there(things: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(one for one in things if one is not None)
