"""The page of a record that is no item: a lead sentence, prose, facts and sections, the same for every kind."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from worksystem.diagnostics import Diagnostic
from worksystem.model.entry import Entry
from worksystem.views.card import Card
from worksystem.views.diagram import Diagram
from worksystem.views.matrix import Matrix
from worksystem.views.reference import Check, Fact, FactValue, Ref, StateMark
from worksystem.views.scope import Scope, title_of

if TYPE_CHECKING:
    from worksystem.views.chart import Chart

__all__ = ["Bar", "Cell", "Place", "RecordPage", "Section", "Table", "fact", "facts_of", "page_of", "people_facts"]


class Place(Struct, frozen=True):
    """A page of the site that is no record, with what narrows it down: `board`, `column`, `team board`, `items` (closed
    ones too), `open items`, `rule`, `flow`, `health`; any other kind is the address of a page, like `handoffs`.

    Shape: `id` is the kind of a record and its id for `flow`, `team:platform`, a workflow and a state for `column`,
    `delivery#ready`, a filter for items, `team=platform`, a principle for `health`.
    """

    kind: str
    id: str
    title: str


CellValue = FactValue | Place | StateMark | int
Cell = tuple[CellValue, ...]


def _says(cell: Cell) -> bool:
    return any(value != "" for value in cell)


class Table(Struct, frozen=True):
    """Rows of cells under headings; a cell holds any number of values, a lone whole number is set to the right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def tidied(self) -> "Table":
        """The same without columns that say nothing in any row."""
        kept = [index for index in range(len(self.columns)) if any(_says(row[index]) for row in self.rows)]
        rows = tuple(tuple(row[index] for index in kept) for row in self.rows)
        return Table(tuple(self.columns[index] for index in kept), rows)


class Bar(Struct, frozen=True):
    """How far something has come.

    Shape: `value` is shown where it is no share; `about` names the figure that the title leads to.
    Unit: `share` from 0 to 1, `None` when nothing was read yet; `says` puts it in words.
    """

    title: str
    share: float | None
    says: str
    value: str = ""
    about: str = ""


class Section(Struct, frozen=True):
    """A part of the page under a heading; what is empty is not shown, all empty shows `empty`."""

    title: str
    cards: tuple[Card, ...] = ()
    table: Table | None = None
    texts: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    bars: tuple[Bar, ...] = ()
    diagram: Diagram | None = None
    matrix: Matrix | None = None
    charts: "tuple[Chart, ...]" = ()
    more: Place | None = None
    empty: str = ""

    @property
    def has_content(self) -> bool:
        """Whether there is anything to show."""
        rows = self.table.rows if self.table else ()
        listed = (self.cards, rows, self.texts, self.checks, self.bars, self.charts)
        return any(listed) or self.diagram is not None or self.matrix is not None


class RecordPage(Struct, frozen=True):
    """A record.

    Shape: `lead` is the sentence to begin with; `answer` says how it stands today; `description` is Markdown.
    """

    kind: str
    id: str
    title: str
    path: str
    lead: str
    answer: str
    description: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    findings: tuple[Diagnostic, ...] = ()
    places: tuple[Place, ...] = field(default=())


def fact(label: str, values: Iterable[FactValue | None] | FactValue | None, *, lines: bool = False) -> Fact | None:
    """A fact, or `None` when there is nothing to say; see `Fact` for `lines`."""
    listed = (
        (values,) if values is None or isinstance(values, str | Ref) or not isinstance(values, Iterable) else values
    )
    kept = tuple(value for value in listed if value is not None and value != "")
    return Fact(label, kept, lines) if kept else None


def facts_of(*facts: Fact | None) -> tuple[Fact, ...]:
    """The facts that say something."""
    return tuple(each for each in facts if each)


def people_facts(scope: Scope, record: Any) -> Fact | None:
    """The owner of a record, if it has one."""
    return fact("Owner", scope.party(record.owner) if getattr(record, "owner", None) else None)


def page_of(
    scope: Scope,
    entry: Entry[Any],
    *,
    facts: tuple[Fact, ...],
    sections: Iterable[Section | None],
    lead: str = "",
    answer: str = "",
    places: tuple[Place, ...] = (),
) -> RecordPage:
    """A record's page around its sections; sections with nothing to show and nothing to say about it are dropped."""
    record = entry.record
    prose = ""
    if scope.may_show(entry.kind, "description"):
        prose = "\n\n".join(text for text in (getattr(record, "description", ""), entry.body) if text)
    shown = tuple(section for section in sections if section and (section.has_content or section.empty))
    lead = lead or str(getattr(record, "purpose", ""))
    title, findings = title_of(entry), scope.findings_of(entry)
    return RecordPage(entry.kind, entry.id, title, entry.path, lead, answer, prose, facts, shown, findings, places)
