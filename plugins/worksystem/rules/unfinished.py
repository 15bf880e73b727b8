"""What was started and stays unfinished (WS755, WS756), by what the past tells of finished work."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from worksystem.diagnostics import Severity
from worksystem.history import Life
from worksystem.metrics.population import people_behind
from worksystem.metrics.spread import percentiles
from worksystem.model.words import count_of, day_words, days_words, percent_words
from worksystem.rules.lives import last_change, list_living
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES", "left_lying", "usual_days"]

FEWEST_PARTS = 3


def usual_days(context: Context) -> Mapping[str, float]:
    """Workflow to the days within which the expected share of its work was finished.

    Shape: without those of which little was finished, or by fewer people than the smallest group.
    """
    return context.once(_find_usual_days)


def _find_usual_days(context: Context) -> dict[str, float]:
    population = context.population
    if population is None:
        return {}
    conventions = population.conventions
    finished: dict[str, list[tuple[Life, int]]] = {}
    for life in population.lives:
        days = population.cycle_days(life)
        if days is not None and not population.clocks[life.key].apart:
            finished.setdefault(life.workflow, []).append((life, days))
    found = {}
    for workflow, each in finished.items():
        spread = percentiles((days for _, days in each), conventions)
        behind = people_behind((life for life, _ in each), population.workspace)
        if spread and len(behind) >= conventions.smallest_group:
            found[workflow] = spread[conventions.expectation]
    return found


def left_lying(context: Context) -> Mapping[str, str]:
    """Items in progress of which nothing moved for longer than such work takes altogether, and what to say of each."""
    return context.once(_find_left_lying)


def _find_left_lying(context: Context) -> dict[str, str]:
    population = context.population
    if population is None:
        return {}
    stale = context.workspace.settings.thresholds.stale.span
    latest = context.as_of - timedelta(days=population.history.silence)
    share, usual = percent_words(population.conventions.expectation), usual_days(context)
    found = {}
    for one in list_living(context):
        limit = usual.get(one.life.workflow)
        if limit is None or not one.item.is_active or one.item.record.blocked is not None:
            continue
        sign = last_change(population, one)
        if latest - sign > max(stale, timedelta(days=limit)):
            longer = f"longer than the {days_words(limit)} within which {share} of such work was finished"
            found[one.item.id] = f"{one.item.id} is in progress and has not moved since {day_words(sign)}, {longer}"
    return found


def _check_never_finished(context: Context) -> Iterator[Finding]:
    for id, message in left_lying(context).items():
        help = "decide today: finish what is of use, put it back, or give it up and say why"
        yield Finding("WS755", message, context.item_by_id[id].entry, ("status",), help=help)


def _check_no_part_finished(context: Context) -> Iterator[Finding]:
    population = context.population
    if population is None:
        return
    limit = context.workspace.settings.thresholds.first_result.span
    for one in list_living(context):
        item, theirs = one.item, context.parts.get(one.item.id, ())
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
