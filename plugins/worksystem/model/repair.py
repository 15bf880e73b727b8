"""Leaving bad values out of a record's values, so that the rest can still be read, and finding the way back."""

from collections.abc import Mapping
from typing import Any, cast

from worksystem.model.wording import Keys

__all__ = ["DROP", "Pruned", "existing"]

DROP = object()


class Pruned:
    """Values with some left out (`DROP`) or replaced; knows where what remains stood before.

    Shape: `changes` maps keys of the original to a replacement or `DROP`; dropping a place drops what is in it.
    """

    def __init__(self, values: Mapping[str, object], changes: Mapping[Keys, object]) -> None:
        self._changes = changes
        self._moved: dict[Keys, list[int]] = {}
        self.values = self._copy(values, (), ())

    def _copy(self, value: object, old: Keys, new: Keys) -> object:
        if isinstance(value, dict):
            kept = {}
            for key, each in value.items():
                change = self._changes.get((*old, key), each)
                if change is not DROP:
                    kept[key] = self._copy(change, (*old, key), (*new, key))
            for keys, change in self._changes.items():
                if keys[:-1] == old and keys[-1] not in value and change is not DROP:
                    kept[keys[-1]] = change
            return kept
        if isinstance(value, list):
            result: list[object] = []
            moved: list[int] = []
            for index, each in enumerate(value):
                change = self._changes.get((*old, index), each)
                if change is not DROP:
                    result.append(self._copy(change, (*old, index), (*new, len(result))))
                    moved.append(index)
            self._moved[new] = moved
            return result
        return value

    def original(self, loc: Keys) -> Keys:
        """Where something stood before anything was left out."""
        found: list[str | int] = []
        for depth, key in enumerate(loc):
            moved = self._moved.get(loc[:depth])
            found.append(moved[key] if moved is not None and isinstance(key, int) and key < len(moved) else key)
        return tuple(found)


def existing(values: object, loc: Keys) -> Keys:
    """The keys in `values` that a place of the long form has, as far as it is there.

    Shape: short forms end early; the only element of a list that was written without one, and the `fields` of an
    object that was written as its fields, are no keys of their own.
    """
    found: list[str | int] = []
    for key in loc:
        if isinstance(values, dict):
            if key not in values and key in (0, "fields"):
                continue
            if key not in values:
                break
        elif not isinstance(values, list) or not isinstance(key, int) or key >= len(values):
            break
        values = cast(Any, values)[key]
        found.append(key)
    return tuple(found)
