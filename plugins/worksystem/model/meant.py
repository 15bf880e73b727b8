"""Misspelt fields: the field that was meant is read, so that one slip of a key is one finding and hides nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from worksystem.model.wording import close_to

__all__ = ["find_meant"]


def find_meant(values: Mapping[Any, object], known: Iterable[str]) -> dict[str, str]:
    """Keys that are no fields, each with the field that was probably meant.

    Shape: only fields that do not stand in `values` themselves, and each of them once.
    """
    fields = list(known)
    found: dict[str, str] = {}
    for written in values:
        right = close_to(written, fields) if isinstance(written, str) and written not in fields else None
        if right is not None and right not in values and right not in found.values():
            found[written] = right
    return found
