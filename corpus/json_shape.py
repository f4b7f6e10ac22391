"""Frozen dataclasses as JSON and back, by the types of their fields."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_json(value: Any) -> Any:  # noqa: ANN401 -- any field's
    """What JSON can hold of a dataclass, tuple, enum, day or plain value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [to_json(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    return value


def from_json(kind: Any, written: Any) -> Any:  # noqa: ANN401 -- any field's
    """The value of type `kind` that `to_json` wrote; a field that is absent has its default.

    Raises:
        ValueError, TypeError, KeyError: it was written by another program's types.
    """
    if get_origin(kind) in (Union, UnionType):
        others = [each for each in get_args(kind) if each is not NoneType]
        return None if written is None else from_json(others[0], written)
    origin = get_origin(kind) or kind
    if origin in (tuple, frozenset, list):
        inner = next(iter(get_args(kind)), Any)
        return origin(from_json(inner, each) for each in written)
    if not isinstance(origin, type):
        return written
    if is_dataclass(origin):
        hints = get_type_hints(origin)
        known = {field.name for field in fields(origin) if field.init}
        return origin(
            **{
                name: from_json(hints[name], each)
                for name, each in written.items()
                if name in known
            }
        )
    if issubclass(origin, Enum):
        return origin(written)
    if origin in (date, datetime):
        return origin.fromisoformat(written)
    return written
