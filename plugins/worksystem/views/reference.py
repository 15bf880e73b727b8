"""Small values that many views share: a reference to a record, a state, a day that matters, a labelled fact."""

from datetime import date

from msgspec import Struct

__all__ = ["Check", "DayMark", "Fact", "FactTable", "FactValue", "Ref", "StateMark"]


class Ref(Struct, frozen=True):
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


class StateMark(Struct, frozen=True):
    """A state of a workflow with its category: backlog, queue, active, done, dropped or unknown."""

    id: str
    name: str
    category: str


class DayMark(Struct, frozen=True):
    """A day by which something holds.

    Shape: `text` is as written; `nearness` is `past`, `soon` or `later`, and `later` for what is closed.
    Unit: `days` from the day asked about, negative when past.
    """

    text: str
    day: date
    days: int
    nearness: str


class Check(Struct, frozen=True):
    """One line of a list that is ticked off."""

    text: str
    done: bool


FactValue = Ref | date | str


class Fact(Struct, frozen=True):
    """A label and its values, in the order to be read; `lines` puts each on a line of its own."""

    label: str
    values: tuple[FactValue, ...]
    lines: bool = False


class FactTable(Struct, frozen=True):
    """A label and rows of values under columns; a cell may hold several values, or none."""

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[FactValue, ...], ...], ...]
