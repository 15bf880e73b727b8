"""What a rule is, and what it is given: a workspace, a day, and the few facts that many rules ask for.

A rule looks at the graph and yields findings; it reads nothing, writes nothing and knows no clock.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from worksystem.diagnostics import Severity
from worksystem.graph.finding import Finding
from worksystem.graph.mentions import ItemWords
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.population import Population
from worksystem.model import Item
from worksystem.model.problem import PROBLEMS, Problem
from worksystem.model.tree import fields_of
from worksystem.rules.facts import (
    Dependency,
    ItemFacts,
    gather_dependencies,
    gather_fields,
    gather_items,
    gather_parts,
    knows_holders,
)
from worksystem.rules.words import title_words
from worksystem.workflow.actors import Actors
from worksystem.workflow.known import Known

if TYPE_CHECKING:
    from worksystem.graph.workspace import Workspace
    from worksystem.history import History

__all__ = ["PROBLEMS", "Context", "Finding", "Rule"]

T = TypeVar("T")


class Context(Struct, frozen=True, eq=False, dict=True):
    """What a rule's check receives; facts that several rules need are worked out once, when the first asks.

    Shape: `before` is the work that a change began from, where a change is judged, and `known` what git and the forge
    know of it; `past` is what git and events that were brought along tell, `None` where it was not asked.
    """

    workspace: "Workspace"
    as_of: date
    before: "Workspace | None" = None
    known: Known = field(default_factory=Known)
    past: "History | None" = None
    _done: dict[Any, Any] = field(default_factory=dict)

    def once(self, work: "Callable[[Context], T]") -> T:
        """What `work` says of this context, worked out by the first rule that asks."""
        if work not in self._done:
            self._done[work] = work(self)
        found: T = self._done[work]
        return found

    def knowing(self, past: "History") -> "Context":
        """The same with what happened, before any rule has asked; what is prepared is not looked up again."""
        context = replace(self, past=past, _done=dict(self._done))
        context.__dict__.update((name, value) for name, value in self.__dict__.items() if name != "population")
        return context

    def prepare(self) -> None:
        """Look up what nearly all rules look at, before there are other processes that would each do it again."""
        for _ in (self.open_items, self.dependencies, self.parts, self._by_field, title_words(self)):
            pass

    @cached_property
    def items(self) -> tuple[ItemFacts, ...]:
        """Every item with its state, workflow and owner looked up, sorted by id."""
        return gather_items(self.workspace)

    @cached_property
    def open_items(self) -> tuple[ItemFacts, ...]:
        """The items that are neither done nor dropped; an item whose state is unknown counts as open."""
        return tuple(item for item in self.items if item.is_open)

    def items_with(self, field: str) -> tuple[ItemFacts, ...]:
        """The items that say something in a field that most items lack, sorted by id."""
        return self._by_field[field]

    def open_with(self, *fields: str) -> tuple[ItemFacts, ...]:
        """The open items that say something in one of some fields that most items lack, sorted by id."""
        if len(fields) == 1:
            return tuple([item for item in self.items_with(fields[0]) if item.is_open])
        having = {item.id: item for field in fields for item in self.open_with(field)}
        return tuple([having[id] for id in sorted(having)])

    @cached_property
    def _by_field(self) -> Mapping[str, tuple[ItemFacts, ...]]:
        return gather_fields(self.items)

    @cached_property
    def parts(self) -> Mapping[str, tuple[ItemFacts, ...]]:
        """Id of an item to the items that are part of it, sorted by id; what is called a parent need not exist."""
        return gather_parts(self.items)

    @cached_property
    def item_by_id(self) -> Mapping[str, ItemFacts]:
        """The same by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def dependencies(self) -> tuple[Dependency, ...]:
        """Every dependency between two items, in the order of the items that say so."""
        return gather_dependencies(self.workspace, self.item_by_id)

    @cached_property
    def actors(self) -> Actors:
        """Who the words of workflows mean today."""
        return Actors(self.workspace, self.as_of)

    @cached_property
    def item_words(self) -> ItemWords:
        """Every word that is the id of an item, or was one."""
        return ItemWords.of(self.workspace)

    @cached_property
    def population(self) -> Population | None:
        """Every item with a past, with its clocks, in the window that the settings choose; `None` without a past."""
        if self.past is None:
            return None
        conventions = Conventions.of(self.workspace.settings)
        end = self.past.as_of
        start = end - timedelta(days=conventions.window - 1)
        return Population(self.past, self.workspace, tuple(self.past.lives.values()), start, end, conventions)

    @cached_property
    def knows_holders(self) -> bool:
        """Whether it can be judged who holds a role: every team could be read."""
        return knows_holders(self.workspace)

    @cached_property
    def item_fields(self) -> frozenset[str]:
        """The names that fields of items may have: built-in ones and those that item types declare."""
        return frozenset(fields_of(Item)) | frozenset(custom_fields_of(self.workspace))

    @cached_property
    def found_in_reading(self) -> Mapping[str, tuple[Finding, ...]]:
        """What reading and shaping found, by code."""
        found: dict[str, list[Finding]] = {}
        for finding in self.workspace.findings:
            found.setdefault(finding.code, []).append(finding)
        return {code: tuple(findings) for code, findings in found.items()}


class Rule(Struct, frozen=True):
    """One rule.

    Shape: `code` is permanent; `name` is what it finds; `principle` is the id of the principle it protects; `problems`
    are those of the eight that it finds; `summary` is one sentence; `of_change` where it judges a change, so
    that it runs only where the work before is known; `of_past` where it judges what happened, so that it runs only
    where that was asked for.
    """

    code: str
    name: str
    severity: Severity
    principle: str
    problems: tuple[Problem, ...]
    summary: str
    check: Callable[[Context], Iterable[Finding]]
    of_change: bool = False
    of_past: bool = False
