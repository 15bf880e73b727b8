"""What plain values are to be after an edit, worked out without looking at any text."""

from worksystem.change import Keys, Written
from worksystem.source.scalar import resolve

__all__ = ["meant", "put", "rename", "same", "take"]


def meant(value: object) -> object:
    """What a value reads as once it is written."""
    if isinstance(value, Written):
        return resolve(str(value))
    if isinstance(value, dict):
        return {key: meant(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [meant(inner) for inner in value]
    return value


def put(values: object, keys: Keys, value: object) -> object:
    """The values with another one under some keys; one past the end of a list adds to it."""
    if not keys:
        return value
    key, rest = keys[0], keys[1:]
    if isinstance(key, int):
        items = list(values) if isinstance(values, list) else []
        items[key : key + 1] = [put(items[key] if key < len(items) else None, rest, value)]
        return items
    fields = dict(values) if isinstance(values, dict) else {}
    fields[key] = put(fields.get(key), rest, value)
    return fields


def take(values: object, keys: Keys) -> object:
    """The values without what stands under some keys."""
    key, rest = keys[0], keys[1:]
    if isinstance(values, list) and isinstance(key, int):
        return values[:key] + ([take(values[key], rest)] if rest else []) + values[key + 1 :]
    assert isinstance(values, dict)
    if rest:
        return {**values, key: take(values[key], rest)}
    return {name: inner for name, inner in values.items() if name != key}


def rename(values: object, keys: Keys, to: str) -> object:
    """The values with another key in the place of the last one, in the same order."""
    key, rest = keys[0], keys[1:]
    if isinstance(values, list) and isinstance(key, int):
        return [rename(each, rest, to) if index == key else each for index, each in enumerate(values)]
    assert isinstance(values, dict)
    if rest:
        return {**values, key: rename(values[key], rest, to)}
    return {to if name == key else name: inner for name, inner in values.items()}


def same(one: object, other: object) -> bool:
    """Whether two values are the same in kind and content: 1 is neither 1.0 nor true."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return str(one) == str(other)
    return type(one) is type(other) and (one == other or (one != one and other != other))
