"""Plans that no longer hold (WS514, WS516-WS518): dates that keep moving, and plans that stand while work moves on."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from worksystem.diagnostics import Severity
from worksystem.model.words import count_of, days_words, number_of
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES", "hours_spent", "open_parts"]

# Effort is a guess: only what is well beyond it speaks against it.
BEYOND = 1.5


def open_parts(context: Context) -> Mapping[str, tuple[ItemFacts, ...]]:
    """Item to the open items that are part of it, sorted; only items with such parts."""
    found = {id: tuple([part for part in parts if part.is_open]) for id, parts in context.parts.items()}
    return {id: parts for id, parts in found.items() if parts}


def hours_spent(context: Context, item: ItemFacts) -> float:
    """The working time that was noted for an item. Unit: hours."""
    per_day = context.workspace.settings.calendar.hours_per_day
    return sum(each.spent.working_hours(per_day) or 0.0 for each in item.record.time)


def _check_due_keeps_moving(context: Context) -> Iterator[Finding]:
    from worksystem.metrics.field import dates_of
    from worksystem.metrics.slips import replans_of

    population = context.population
    if population is None:
        return
    limit = context.workspace.settings.thresholds.slips
    for item in context.open_items:
        life = population.history.life(item.id)
        if item.due is None or life is None:
            continue
        later = [each for each in replans_of(population, dates_of(population, life, "due").values) if each.days > 0]
        times = _times([each.day for each in later])
        if times > limit:
            days = days_words(sum(each.days for each in later))
            often = {1: "once", 2: "twice"}.get(times, f"{number_of(times)} times")
            message = f"the due date of {item.id} was put off {often}, by {days} in all"
            help = "ask what it really waits for, make it smaller, or take the date out until somebody can keep it"
            yield Finding("WS514", message, item.entry, ("due",), help=help)


def _times(days: list[date]) -> int:
    """How often something was moved; moves within a week of each other are one that took a while to settle."""
    return bool(days) + sum(after - before >= timedelta(weeks=1) for before, after in pairwise(days))


def _check_estimate_overtaken(context: Context) -> Iterator[Finding]:
    per_day = context.workspace.settings.calendar.hours_per_day
    for item in context.open_with("time"):
        if item.record.estimate is None:
            continue
        planned, spent = item.record.estimate.working_hours(per_day), hours_spent(context, item)
        if planned and spent > BEYOND * planned:
            into = f"{spent:.3g} hours went into it, and it is open"
            message = f"{item.id} was estimated at {item.record.estimate}; {into}"
            help = "estimate it anew from what is known today, and look whether its date still holds"
            yield Finding("WS516", message, item.entry, ("estimate",), help=help)


def _check_part_after_whole(context: Context) -> Iterator[Finding]:
    for id, parts in context.parts.items():
        whole = context.item_by_id.get(id)
        if whole is None or whole.due is None or not whole.is_open:
            continue
        for item in parts:
            due = item.due
            if due is None or due.last <= whole.due.last or not item.is_open:
                continue
            message = f"{item.id} is due on {due}, after {id}, which it is part of, on {whole.due}"
            related = ((whole.entry, ("due",), f"{id} is due here"),)
            help = "plan the two together: move one of the dates, or take the part out of the whole"
            yield Finding("WS517", message, item.entry, ("due",), help=help, related=related)


def _check_whole_not_replanned(context: Context) -> Iterator[Finding]:
    from worksystem.metrics.field import dates_of
    from worksystem.metrics.slips import replans_of

    population = context.population
    if population is None:
        return
    for id, parts in context.once(open_parts).items():
        whole, life = context.item_by_id.get(id), population.history.life(id)
        if whole is None or not whole.is_open or whole.record.due is None or life is None:
            continue
        late = [part for part in parts if part.record.due is not None and part.record.due.last < context.as_of]
        if 2 * len(late) < len(parts) or len(late) < 2:
            continue
        if not replans_of(population, dates_of(population, life, "due").values):
            late_words = count_of(len(late), "part")
            message = f"{late_words} of {id} are past due, and its own date, {whole.record.due}, never moved"
            related = tuple((part.entry, ("due",), f"{part.id} was due here") for part in late[:8])
            help = "plan it anew with what is known today: its date, what is left out, or who helps"
            yield Finding("WS518", message, whole.entry, ("due",), help=help, related=related)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS514",
        "due-keeps-moving",
        Severity.WARNING,
        "adaptability_over_rigidity",
        ("missed_deadlines",),
        "An item's due date was put off again and again",
        _check_due_keeps_moving,
        of_past=True,
    ),
    Rule(
        "WS516",
        "estimate-overtaken",
        Severity.NOTE,
        "adaptability_over_rigidity",
        ("missed_deadlines",),
        "Far more time went into open work than its estimate says",
        _check_estimate_overtaken,
    ),
    Rule(
        "WS517",
        "part-due-after-whole",
        Severity.WARNING,
        "adaptability_over_rigidity",
        ("missed_deadlines",),
        "An item is due after the larger one that it is part of",
        _check_part_after_whole,
    ),
    Rule(
        "WS518",
        "plan-never-changed",
        Severity.NOTE,
        "adaptability_over_rigidity",
        ("missed_deadlines",),
        "The parts of an item are late, and its own date has never moved",
        _check_whole_not_replanned,
        of_past=True,
    ),
)
