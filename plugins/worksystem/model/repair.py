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


def existing(values: object, keys: Keys) -> Keys:
    """As much of `keys` as leads to something that is there; short forms end early."""
    for depth, key in enumerate(keys):
        found = isinstance(values, dict) and key in values
        if not found and isinstance(values, list) and isinstance(key, int):
            found = key < len(values)
        if not found:
            return keys[:depth]
        values = cast(Any, values)[key]
    return keys
