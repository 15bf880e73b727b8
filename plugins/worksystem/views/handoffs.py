"""The map of handoffs: which team hands work to which, as workflows declare it and as it happened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from worksystem.metrics.percentile import percentile
from worksystem.metrics.population import Selection
from worksystem.model.words import days_words
from worksystem.views.figures import find_population, withheld_why
from worksystem.views.handed import Handed, list_handed, teams_of
from worksystem.views.record import Cell, Table
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["HandoffMap", "Route", "Through", "build_handoff_map", "route_table"]


class Through(Struct, frozen=True):
    """The move that declares a handoff, its checklist, and who confirms that it arrived."""

    workflow: Ref
    move: str
    standard: Ref | None = None
    confirmed_by: tuple[Ref, ...] = ()


class Route(Struct, frozen=True):
    """Work that goes from a team to another.

    Shape: `through` are the moves that declare it, empty if none does; `workflows` those in which it happened; of `n`
    handoffs `confirmed` were acknowledged, and `waits` says how long that took. `n` is `None` where nothing is known of
    the past, or where the past is `withheld`: then it says why, and only what is declared stands here.
    """

    source: Ref
    target: Ref
    through: tuple[Through, ...]
    workflows: tuple[Ref, ...] = ()
    n: int | None = None
    confirmed: int = 0
    waits: str = ""
    withheld: str = ""

    @property
    def warning(self) -> str:
        """A word where what is declared and what happens are not the same."""
        if self.n is None:
            return ""
        return "undeclared" if not self.through else "never used" if not self.n else ""


class HandoffMap(Struct, frozen=True):
    """All routes, by the names of their teams; `start` and `end` are the days looked at, `None` without a past."""

    routes: tuple[Route, ...]
    start: date | None = None
    end: date | None = None

    def of_team(self, team: str) -> tuple[Route, ...]:
        """The routes that begin or end at a team."""
        return tuple(each for each in self.routes if team in (each.source.id, each.target.id))

    @property
    def undeclared(self) -> tuple[Route, ...]:
        """Routes that work takes though no workflow declares them."""
        return tuple(each for each in self.routes if each.warning == "undeclared")

    @property
    def unused(self) -> tuple[Route, ...]:
        """Routes that a workflow declares and no work took."""
        return tuple(each for each in self.routes if each.warning == "never used")


def build_handoff_map(scope: Scope) -> HandoffMap:
    """The map of all work in the window of the settings.

    Shape: a handoff that names nobody who hands over goes out of every team that works by its workflow, and of every
    team whose work took it. Figures of a team with fewer people than the smallest group are withheld.
    """
    population = find_population(scope)
    shown = population if scope.may_show("item", "handoffs") else None
    handed = list_handed(scope, shown) if shown is not None else ()
    happened: dict[tuple[str, str], list[Handed]] = {}
    for each in handed:
        if not _why(scope, each.source, each.target):
            happened.setdefault((each.source, each.target), []).append(each)
    declared = _declared(scope, handed)
    routes = [
        _route(scope, pair, declared.get(pair, ()), happened.get(pair, ()), is_known=shown is not None)
        for pair in {*declared, *happened}
    ]
    routes.sort(key=lambda each: [(ref.title.casefold(), ref.id) for ref in (each.source, each.target)])
    if shown is None:
        return HandoffMap(tuple(routes))
    return HandoffMap(tuple(routes), shown.start, shown.end)


def route_table(routes: Iterable[Route]) -> Table:
    """Routes in a few columns for the page of a team."""
    return Table(("From", "To", "Through", "Checklist", "Happened"), tuple(_row(each) for each in routes))


def _row(route: Route) -> tuple[Cell, ...]:
    through: Cell = tuple(value for each in route.through for value in (each.workflow, each.move))
    happened = "not shown" if route.withheld else "not known" if route.n is None else f"{route.n}×"
    return (
        (route.source,),
        (route.target,),
        through or route.workflows,
        tuple(each.standard for each in route.through if each.standard),
        tuple(words for words in (happened if route.n != 0 else "", route.warning) if words),
    )


def _why(scope: Scope, *teams: str) -> str:
    return next((why for team in teams if (why := withheld_why(scope, Selection(team=team)))), "")


def _declared(scope: Scope, handed: Iterable[Handed]) -> Mapping[tuple[str, str], Sequence[Through]]:
    takes: dict[tuple[str, str], set[str]] = {}
    for each in handed:
        # who took a way that is withheld is not told either
        if each.by_move and not _why(scope, each.source, each.target):
            takes.setdefault((each.workflow, each.target), set()).add(each.source)
    found: dict[tuple[str, str], list[Through]] = {}
    for id, workflow in scope.workspace.workflows.items():
        works = {team.id for team in scope.workspace.teams.values() if id in team.record.workflows}
        for move in workflow.record.transitions:
            rule = move.handoff
            if rule is None:
                continue
            standard = scope.ref("standard", rule.standard) if rule.standard else None
            through = Through(scope.ref("workflow", id), move.name, standard, scope.parties(rule.acknowledged_by))
            for target in teams_of(scope, rule.to):
                sources = set(teams_of(scope, rule.from_)) if rule.from_ else works | takes.get((id, target), set())
                for source in sorted(sources - {target}):
                    found.setdefault((source, target), []).append(through)
    return found


def _route(
    scope: Scope, pair: tuple[str, str], through: Sequence[Through], handed: Sequence[Handed], *, is_known: bool
) -> Route:
    source, target = scope.refs("team", pair)
    why = _why(scope, *pair)
    if why or not is_known:
        return Route(source, target, tuple(through), withheld=why)
    confirmed = [each for each in handed if each.confirmed is not None]
    workflows = {each.workflow for each in handed if each.workflow in scope.workspace.workflows}
    return Route(
        source=source,
        target=target,
        through=tuple(through),
        workflows=scope.refs("workflow", sorted(workflows)),
        n=len(handed),
        confirmed=len(confirmed),
        waits=_waits(scope, [(each.confirmed - each.day).days for each in confirmed if each.confirmed is not None]),
    )


def _waits(scope: Scope, days: Sequence[int]) -> str:
    """How long handoffs waited until somebody said that they arrived; few are not summed up."""
    if not days:
        return ""
    if len(days) >= scope.conventions.few:
        return f"half within {days_words(percentile(days, 0.5, method=scope.conventions.percentile))}"
    low, high = max(0, min(days)), max(0, max(days))
    return days_words(high) if low == high else f"{low} to {days_words(high)}"
