"""What a draft changes, as replacements of text: the form that editors and code scanning take fixes in."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from worksystem.diagnostics import Edit
from worksystem.edit.draft import Draft
from worksystem.position import LineIndex, Span

__all__ = ["list_replacements"]


def list_replacements(draft: Draft) -> tuple[Edit, ...]:
    """One replacement a file: from its first difference to its last; moved and new files have none."""
    return tuple(_replacements(draft))


def _replacements(draft: Draft) -> Iterator[Edit]:
    for file in draft.files:
        if file.was == file.path:
            before, after = (data.decode().removeprefix("\ufeff") for data in (file.before, file.after))
            start = _count_same(before, after)
            tail = _count_same(reversed(before[start:]), reversed(after[start:]))
            lines = LineIndex(before)
            span = Span(lines.position(start), lines.position(len(before) - tail))
            yield Edit(file.path, span, after[start : len(after) - tail])


def _count_same(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
