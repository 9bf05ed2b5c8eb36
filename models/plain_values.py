"""Frozen dataclasses as JSON and back, by the types of their fields."""

import enum
import json
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


class UnreadableError(ValueError):
    """What was kept does not fit the type it is to be of, as after a change of the program."""


def to_plain(value: object) -> Any:  # noqa: ANN401 - what JSON can hold
    """Return ``value`` as JSON can hold it: fields by name, dates in ISO 8601, bytes in base64."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    match value:
        case tuple() | list():
            return [to_plain(one) for one in value]
        case enum.Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return b64encode(value).decode()
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"{type(value)} cannot be kept")


def from_plain(kind: type[Kind], value: object) -> Kind:
    """Return the ``kind`` that ``to_plain`` made ``value`` of.

    A field that is not there takes its default, one that is not known is passed over. Raises
    UnreadableError where a value does not fit.
    """
    try:
        made: Kind = _read(kind, value)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    return made


def to_json(value: object) -> str:
    """Return ``value`` as a line of JSON."""
    return json.dumps(to_plain(value), ensure_ascii=False)


def from_json(kind: type[Kind], text: str) -> Kind:
    """Return the ``kind`` that ``to_json`` made ``text`` of. Raises UnreadableError."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:  # also of a number with too many digits
        raise UnreadableError(str(error)) from error
    return from_plain(kind, plain)


def _read(kind: Any, value: Any) -> Any:  # noqa: ANN401 - any annotation, any JSON
    if get_origin(kind) in (Union, UnionType):
        return _read_one_of(get_args(kind), value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in _of(list, value))
    if is_dataclass(kind):
        return _read_fields(kind, _of(dict, value))
    return _read_one(kind, value)


def _read_one(kind: type[Any], value: object) -> Any:  # noqa: ANN401 - of that kind
    if issubclass(kind, enum.Enum):
        return kind(value)
    if issubclass(kind, bytes):
        return b64decode(_of(str, value), validate=True)
    if issubclass(kind, date | time):
        return kind.fromisoformat(_of(str, value))
    return _of(kind, value)


def _read_fields(kind: Any, value: dict[str, Any]) -> Any:  # noqa: ANN401 - any dataclass
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind) if one.name in value]
    return kind(**{name: _read(hints[name], value[name]) for name in names})


def _read_one_of(kinds: tuple[Any, ...], value: object) -> object:
    if value is None and NoneType in kinds:
        return None
    return _read(next(kind for kind in kinds if kind is not NoneType), value)


def _of(kind: type[Any], value: object) -> Any:  # noqa: ANN401 - of that kind
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
