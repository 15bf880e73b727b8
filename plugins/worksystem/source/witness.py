"""What an answer is made from: while one is worked out, every place that is looked at is noted."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

__all__ = ["Witness", "find_witness", "look", "watching"]

_active: "list[Witness]" = []


class Witness:
    """Places and what was there, as `ground.look_at` tells both; of two sights of one place the first counts.

    Shape: what it saw is not all once there `is_doubt`: something counted that may change where nobody looks.
    """

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}
        self.is_doubt = False

    def note(self, place: str, there: str) -> None:
        """Something was looked at."""
        self.seen.setdefault(place, there)

    def look(self, places: Iterable[str]) -> None:
        """Something is about to be looked at by others, who say nothing of it."""
        from worksystem.source.ground import look_at

        for place, there in look_at(places).items():
            self.note(place, there)


def look(*places: str) -> None:
    """Something is about to be looked at, by whoever says nothing of it; nothing happens if nobody wants to know."""
    if _active:
        _active[-1].look(places)


def find_witness() -> Witness | None:
    """Whoever wants to know what is looked at; `None` if nobody does."""
    return _active[-1] if _active else None


@contextmanager
def watching() -> Iterator[Witness]:
    """Note what is looked at from here on, in this process."""
    witness = Witness()
    _active.append(witness)
    try:
        yield witness
    finally:
        _active.remove(witness)
