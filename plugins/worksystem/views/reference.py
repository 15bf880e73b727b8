"""Small values that many views share: a reference to a record, a state, a day that matters, a labelled fact."""

from dataclasses import dataclass
from datetime import date

__all__ = ["Check", "DayMark", "Fact", "FactTable", "FactValue", "Ref", "StateMark"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A record named somewhere; `known` is whether it has a page of its own."""

    kind: str
    id: str
    title: str
    known: bool = True

    @property
    def initials(self) -> str:
        """First letters of the first and last word, for a small mark beside the name."""
        words = [word for word in self.title.replace("-", " ").replace("_", " ").split() if word[0].isalnum()]
        if not words:
            return self.id[:2].upper()
        return (words[0][0] + (words[-1][0] if len(words) > 1 else words[0][1:2])).upper()


@dataclass(frozen=True, slots=True)
class StateMark:
    """A state of a workflow with its category: backlog, queue, active, done, dropped or unknown."""

    id: str
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day by which something holds.

    Shape: `text` is as written; `nearness` is `past`, `soon` or `later`, and `later` for what is closed.
    Unit: `days` from the day asked about, negative when past.
    """

    text: str
    day: date
    days: int
    nearness: str


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a list that is ticked off."""

    text: str
    done: bool


FactValue = Ref | date | str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its values, in the order to be read; `lines` puts each on a line of its own."""

    label: str
    values: tuple[FactValue, ...]
    lines: bool = False


@dataclass(frozen=True, slots=True)
class FactTable:
    """A label and rows of values under columns; a cell may hold several values, or none."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[FactValue, ...], ...], ...]
