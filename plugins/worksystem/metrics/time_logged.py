"""Time logged: where working time went, by universal component and by goal; never by who spent it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from worksystem.history import Life
from worksystem.metrics.estimates import hours_logged
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.groups import split_lives
from worksystem.metrics.population import Population
from worksystem.model.words import count_of, percent_words

__all__ = ["FIGURES", "components_of", "hours_by_component", "hours_by_goal", "logged_lives"]

LOGGED = Definition(
    "time_logged",
    "Time logged",
    "working hours",
    "clarity",
    "How much working time was logged in the window, and which components and goals it went to",
)


# Where an item serves none; no id of a component or goal looks like it.
NONE: Final = "(none)"


def logged_lives(population: Population) -> tuple[tuple[Life, float], ...]:
    """The items with time logged on days of the window, each with its working hours."""
    window = (population.start, population.end)
    each = ((life, hours_logged(population, life, within=window)) for life in population.lives)
    return tuple((life, hours) for life, hours in each if hours)


def components_of(population: Population, life: Life) -> tuple[str, ...]:
    """The universal components that an item serves: among its disciplines, else among those of its workflow."""
    workspace = population.workspace
    entry = workspace.items.get(life.item)
    if entry is None:
        return ()
    workflow = workspace.workflow_of(entry)
    for named in (entry.record.disciplines, workflow.record.disciplines if workflow is not None else ()):
        found = tuple(
            each
            for each in named
            if each in workspace.disciplines and workspace.disciplines[each].record.layer == "universal"
        )
        if found:
            return found
    return ()


def hours_by_component(population: Population) -> Mapping[str, Mapping[str, float]]:
    """Working hours by universal component and item; an item that serves several gives each an equal part."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for life, hours in logged_lives(population):
        components = components_of(population, life) or ("",)
        for component in components:
            found[component][life.key] = hours / len(components)
    return found


def hours_by_goal(population: Population) -> Mapping[str, Mapping[str, float]]:
    """Working hours by goal and item, by the goal that an item serves now."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for life, hours in logged_lives(population):
        goal = life.value("goal")
        found[goal if isinstance(goal, str) else ""][life.key] = hours
    return found


def _split(population: Population, hours: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The hours of each group that may be shown; the rest, and what belongs to none, in sum."""
    lives = {life.key: life for life in population.lives}
    groups = split_lives(population, {name: [lives[key] for key in items] for name, items in hours.items()})

    def total(names: Iterable[str]) -> float:
        return round(sum(sum(hours[name].values()) for name in names), 2)

    found = {name or NONE: total([name]) for name in groups.shown}
    return found | ({"others together": total(groups.together)} if groups.together else {})


def _logged(population: Population) -> Figure:
    logged = logged_lives(population)
    if not logged:
        says = "No time was logged in this window; time is logged under time, on the item it was spent on"
        return Figure(LOGGED.name, None, says)
    if population.tells_of_few(life for life, _ in logged):
        return Figure(LOGGED.name, None, "Not shown: too few people logged time, and people are not measured")
    total = sum(hours for _, hours in logged)
    of_goals = hours_by_goal(population)
    by_goal = _split(population, of_goals)
    detail: dict[str, Any] = {
        "items": len(logged),
        "by_component": _split(population, hours_by_component(population)),
        "by_goal": by_goal,
    }
    says = f"{total:,.0f} working hours logged on {count_of(len(logged), 'item')}"
    if "" not in of_goals or NONE in by_goal:
        says += f"; {percent_words(1 - by_goal.get(NONE, 0.0) / total)} of them serve a goal"
    return Figure(LOGGED.name, round(total, 2), says, len(logged), detail)


FIGURES = ((LOGGED, _logged),)
