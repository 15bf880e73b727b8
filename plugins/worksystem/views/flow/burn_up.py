"""The burn-up of a project: what is done rising towards the line of all that is in scope."""

import re
from datetime import date

from worksystem.metrics.groups import split_lives
from worksystem.metrics.population import Population
from worksystem.metrics.scope import Family, scope_of
from worksystem.model.words import capital, count_of, number_of, percent_words
from worksystem.views.chart import Chart
from worksystem.views.charts import Series, burn_up
from worksystem.views.flow.subject import item_ref

__all__ = ["build_burn_up"]

_UNSAFE = re.compile(r"[^a-z0-9]+")


def build_burn_up(population: Population, project: str) -> Chart:
    """Scope and done, day by day since the project started; empty, with the reason, where that may not be told."""
    family = Family(population)
    life = population.history.life(project)
    scope = scope_of(population, life, family) if life is not None else None
    columns = ("Day", "In scope", "Done")
    name = f"burn-up-{_UNSAFE.sub('-', project.lower()).strip('-')}"
    title = item_ref(population, project).title
    note = f"Every item below {project} counts as one.", "metrics/scope_change/"
    if life is None or scope is None or not family.descendants(project):
        why = "Nothing to burn up yet: items name this one as their parent, and one of them is started."
        return Chart(name, title, "", (), columns, (), why, *note)
    if not split_lives(population, {project: (life, *family.descendants(project))}).shown:
        least = population.conventions.smallest_group
        why = f"Not shown: fewer than {least} people are behind it, and people are not measured."
        return Chart(name, title, "", (), columns, (), why, *note)
    share = scope.done / scope.now if scope.now else 0.0
    lost = len(scope.removed) + len(scope.dropped)
    done = number_of(scope.done) if scope.done else "none"
    summary = (
        f"It started with {count_of(scope.at_start, 'item')}; {count_of(len(scope.added), 'item')} came later and "
        f"{number_of(lost) if lost else 'none'} went again. The upper line is what is in scope, "
        "the area below it what is done."
    )
    lines = (
        Series("in scope", tuple((day, n) for day, n, _ in scope.days), "accent"),
        Series("done", tuple((day, n) for day, _, n in scope.days), "done"),
    )
    return Chart(
        name,
        f"{title}: {capital(done)} of {count_of(scope.now, 'item')} done, {percent_words(share)}",
        summary,
        (burn_up(*lines),),
        columns,
        tuple(_changes(scope.days)),
        "",
        *note,
    )


def _changes(days: tuple[tuple[date, int, int], ...]) -> list[tuple[date, int, int]]:
    """The first day, the last, and those between on which something changed."""
    return [day for index, day in enumerate(days) if index in (0, len(days) - 1) or day[1:] != days[index - 1][1:]]
