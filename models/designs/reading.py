"""Designs as plain values and back, and as files carried from office to office.

A file may come from anywhere: whatever it holds becomes a design or a sentence, never more.
"""

import enum
import json
import math
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from unicodedata import category

from models.designs.design import (
    VERSION,
    AnyElement,
    Bars,
    Box,
    Condition,
    Design,
    Line,
    Photo,
    Picture,
    Qr,
    Rectangle,
    Side,
    Signature,
    Text,
)
from models.designs.pictures import kept_picture
from models.errors import UserError
from models.files import replace_file
from models.plain_values import to_plain
from models.words import _, spoken

SUFFIX = ".json"
LARGEST_FILE = 24_000_000
"""Bytes of a design's file at most."""
MOST = 100
"""Elements a side may have."""
MOST_PICTURES = 20
LONGEST = 500.0
"""Millimetres, or points, that any measure of a design may have."""
TEXT_LENGTH = 500
NAME_LENGTH = 60
ELEMENTS: dict[str, type[AnyElement]] = {
    "text": Text,
    "photo": Photo,
    "picture": Picture,
    "line": Line,
    "rectangle": Rectangle,
    "qr": Qr,
    "bars": Bars,
    "signature": Signature,
}
"""The kinds of elements by the word that stands for each."""
_WORDS = {kind: word for word, kind in ELEMENTS.items()}


@dataclass(frozen=True, slots=True)
class ReadDesign:
    """What a file holds: a design, and the pictures it refers to by their fingerprints."""

    design: Design
    pictures: Mapping[str, bytes]


def plain(design: Design) -> dict[str, Any]:
    """Return a design as JSON can hold it; what is as usual is left out."""
    sides = {side.value: [_plain_element(one) for one in design.side(side)] for side in Side}
    return {"version": VERSION, **_plain_fields(design), **sides}


def design_from(content: object) -> Design:
    """Return the design that ``plain`` made ``content`` of.

    Raises UserError saying which element and which field of it cannot be.
    """
    top = content if isinstance(content, dict) else {}
    if type(top.get("version")) is not int or top["version"] != VERSION:
        raise UserError(_("This is no card design that this version can read."))
    sides = {side.value: _side(top.get(side.value, []), side) for side in Side}
    try:
        return Design(**{**_read_fields(Design, top, leaving=frozenset(sides)), **sides})
    except _UnfitError as error:
        raise UserError(_("“{field}” is missing or cannot be.").format(field=error)) from error


def read_design(data: bytes, file: str) -> ReadDesign:
    """Return the design in the bytes of ``file``, a name to say, with its pictures made sound.

    Raises UserError saying what is wrong with a file that holds none.
    """
    if len(data) > LARGEST_FILE:
        raise UserError(_("{file} is too large to be a card design.").format(file=file))
    try:
        read = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, nested without end
        raise UserError(_("{file} does not hold a card design.").format(file=file)) from error
    try:
        design = design_from(read)
        kept = _pictures(read.get("pictures", {}), pictures_of(design))
    except UserError as error:
        raise UserError(f"{file}: {error}") from error
    names = {written: sha256(picture).hexdigest() for written, picture in kept.items()}
    pictures = {names[written]: picture for written, picture in kept.items()}
    return ReadDesign(_with_pictures(design, names), pictures)


def write_design(design: Design, pictures: Mapping[str, bytes], target: Path) -> None:
    """Write a design with its pictures to ``target``. Raises OSError if that cannot be."""
    used = {one: pictures[one] for one in sorted(pictures_of(design)) if one in pictures}
    carried = {digest: b64encode(data).decode() for digest, data in used.items()}
    content = {**plain(design), "pictures": carried}
    replace_file(target, (json.dumps(content, indent=1) + "\n").encode())


def pictures_of(design: Design) -> set[str]:
    """Return the fingerprints of the pictures a design refers to."""
    drawn = (*design.front, *design.back)
    return {one.digest for one in drawn if isinstance(one, Picture) and one.digest}


class _UnfitError(ValueError):
    """A field that is missing or holds what cannot be; its name."""


def _plain_element(element: AnyElement) -> dict[str, Any]:
    return {"element": _WORDS[type(element)], **_plain_fields(element)}


def _plain_fields(value: Design | AnyElement) -> dict[str, Any]:
    told = {}
    for field in fields(value):
        one = getattr(value, field.name)
        if field.name in set(Side) or one == field.default:
            continue
        told[field.name] = _plain_box(one) if isinstance(one, Box) else to_plain(one)
    return told


def _plain_box(box: Box) -> list[float]:
    return [box.x, box.y, box.width, box.height]


def _side(entries: object, side: Side) -> tuple[AnyElement, ...]:
    if not isinstance(entries, list):
        raise UserError(_("“{field}” is missing or cannot be.").format(field=side.value))
    if len(entries) > MOST:
        said = _("“{side}” has more than {most} elements.")
        raise UserError(said.format(side=side.value, most=spoken().number(MOST)))
    return tuple(_element(entry, side, place) for place, entry in enumerate(entries, 1))


def _element(entry: object, side: Side, place: int) -> AnyElement:
    fields_in = entry if isinstance(entry, dict) else {}
    try:
        kind = _kind(fields_in.get("element"))
        return kind(**_read_fields(kind, fields_in))
    except _UnfitError as error:
        said = _("Element {n} of “{side}”: “{field}” is missing or cannot be.")
        raise UserError(said.format(n=place, side=side.value, field=error)) from error


def _kind(word: object) -> type[AnyElement]:
    if not isinstance(word, str) or word not in ELEMENTS:
        raise _UnfitError("element")
    return ELEMENTS[word]


def _read_fields(
    kind: type[Any], entry: Mapping[str, object], leaving: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the fields of ``kind`` that stand in ``entry``; what else stands there is not read."""
    hints = get_type_hints(kind)
    read = {}
    for field in fields(kind):
        if field.name in leaving:
            continue
        if field.name in entry:
            read[field.name] = _field(field, hints[field.name], entry[field.name])
        elif field.default is MISSING:
            raise _UnfitError(field.name)
    return read


def _field(field: "Field[Any]", hint: Any, value: object) -> object:  # noqa: ANN401 - any annotation
    try:
        return _value(hint, value, NAME_LENGTH if field.name == "name" else TEXT_LENGTH)
    except (TypeError, ValueError) as error:
        raise _UnfitError(field.name) from error


def _value(hint: Any, value: Any, length: int) -> object:  # noqa: ANN401 - any annotation, any JSON
    if get_origin(hint) is UnionType:
        return None if value is None else _value(get_args(hint)[0], value, length)
    if get_origin(hint) is tuple:
        return _several(get_args(hint), value)
    if hint is Condition:
        return Condition(**_read_fields(Condition, _of(dict, value)))
    if issubclass(hint, enum.Enum):
        return hint(value)
    return _one(hint, value, length)


def _one(kind: type[Any], value: object, length: int) -> object:
    if kind is str:
        return _text(value, length)
    readers: dict[type[Any], Callable[[object], object]] = {float: _measure, Box: _box}
    return readers[kind](value) if kind in readers else _of(kind, value)


def _several(hints: tuple[Any, ...], value: object) -> tuple[object, ...]:
    """Read ``tuple[one, ...]``, or a tuple of so many as it says."""
    entries = _of(list, value)
    kinds = hints[:1] * len(entries) if Ellipsis in hints else hints
    if len(kinds) != len(entries) or len(entries) > MOST:
        raise ValueError("not as many as there can be")
    return tuple(_value(kind, one, TEXT_LENGTH) for kind, one in zip(kinds, entries, strict=True))


def _box(value: object) -> Box:
    x, y, width, height = (_measure(side) for side in _of(list, value)[:5])
    if width < 0 or height < 0:
        raise ValueError("a box with sides less than nothing")
    return Box(x, y, width, height)


def _measure(value: object) -> float:
    """Read a number: not what is none, endless or immense."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    if not -LONGEST <= value <= LONGEST or math.isnan(value):
        raise ValueError("too large a number")
    return float(value)


def _text(value: object, length: int) -> str:
    """Read a text: no letters that steer a machine, nor halves of letters, but line breaks."""
    text: str = _of(str, value)
    if len(text) > length or any(category(one) in ("Cc", "Cs") for one in text if one != "\n"):
        raise ValueError("not a text that can be printed")
    return text


def _of(kind: type[Any], value: object) -> Any:  # noqa: ANN401 - of that kind
    if type(value) is not kind:
        raise TypeError(f"no {kind.__name__}")
    return value


def _pictures(entries: object, wanted: set[str]) -> dict[str, bytes]:
    """Return the pictures that are wanted, by the names they have in the file."""
    if not isinstance(entries, dict) or len(wanted) > MOST_PICTURES:
        raise UserError(_("The pictures of this design cannot be read."))
    return {name: _picture(entries[name]) for name in sorted(wanted) if name in entries}


def _picture(value: object) -> bytes:
    try:
        data = b64decode(_of(str, value), validate=True)
    except (TypeError, ValueError) as error:
        raise UserError(_("The pictures of this design cannot be read.")) from error
    return kept_picture(data)


def _with_pictures(design: Design, names: Mapping[str, str]) -> Design:
    """Refer to pictures by what they became."""
    front, back = (tuple(_renamed(one, names) for one in design.side(side)) for side in Side)
    return replace(design, front=front, back=back)


def _renamed(element: AnyElement, names: Mapping[str, str]) -> AnyElement:
    if isinstance(element, Picture) and element.digest in names:
        return replace(element, digest=names[element.digest])
    return element
