"""What was started and stays unfinished (WS755, WS756), by what the past tells of finished work."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from worksystem.diagnostics import Severity
from worksystem.metrics.spread import percentiles
from worksystem.model.words import count_of, percent_words
from worksystem.rules.facts import ItemFacts
from worksystem.rules.lives import last_change, list_living
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

# So many times as long as nearly all finished work took: no chance, but something that was left.
BEYOND = 2
FEWEST_PARTS = 3


def _usual_days(context: Context) -> Mapping[str, float]:
    """Workflow to the days within which its work was finished, for the share that is expected; not if it is little."""
    population = context.population
    if population is None:
        return {}
    days: dict[str, list[float]] = {}
    for life in population.lives:
        if not population.clocks[life.key].apart and (took := population.cycle_days(life)) is not None:
            days.setdefault(life.workflow, []).append(took)
    share = population.conventions.expectation
    spread = {workflow: percentiles(found, population.conventions) for workflow, found in days.items()}
    return {workflow: found[share] for workflow, found in spread.items() if found}


def _check_never_finished(context: Context) -> Iterator[Finding]:
    population = context.population
    if population is None:
        return
    quiet = context.workspace.settings.thresholds.stale.calendar or timedelta(days=14)
    share = percent_words(population.conventions.expectation)
    usual = context.once(_usual_days)
    for one in list_living(context):
        item, limit = one.item, usual.get(one.life.workflow)
        if not item.is_active or item.record.blocked is not None or limit is None:
            continue
        age, sign = population.age_days(one.life), last_change(population, one)
        if age is not None and age > BEYOND * limit and context.as_of - sign > quiet:
            message = f"{item.id} is in progress for {age} days, where {share} of such work took {limit:g} or less"
            message += f", and nothing moved since {sign}"
            help = "decide today: finish what is of use, put it back, or give it up and say why"
            yield Finding("WS755", message, item.entry, ("status",), help=help)


def _check_no_part_finished(context: Context) -> Iterator[Finding]:
    population = context.population
    if population is None:
        return
    limit = context.workspace.settings.thresholds.first_result.calendar or timedelta(days=90)
    parts: dict[str, list[ItemFacts]] = {}
    for item in context.items:
        if item.record.parent:
            parts.setdefault(item.record.parent, []).append(item)
    for one in list_living(context):
        item, theirs = one.item, parts.get(one.item.id, [])
        if len(theirs) < FEWEST_PARTS or any(part.category in ("done", None) for part in theirs):
            continue
        age = population.age_days(one.life)
        if item.is_active and age is not None and age > limit.days:
            none = f"none of its {count_of(len(theirs), 'part')} is done"
            message = f"{item.id} is in progress for {age} days, and {none}"
            help = "choose the part that is of use by itself, and finish it before the others go on"
            yield Finding("WS756", message, item.entry, ("status",), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS755",
        "never-finished",
        Severity.NOTE,
        "progress_over_perfection",
        ("busy_work", "poor_visibility"),
        "Work was started long ago, and nothing of it moves",
        _check_never_finished,
        of_past=True,
    ),
    Rule(
        "WS756",
        "no-part-finished",
        Severity.NOTE,
        "progress_over_perfection",
        ("busy_work", "missed_deadlines"),
        "Work in parts goes on for long and none of them is done",
        _check_no_part_finished,
        of_past=True,
    ),
)
