"""Blocked time: how many days items could not go on, and for which reasons."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from worksystem.history import Block, Life
from worksystem.metrics import stages
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.model.words import capital, count_of, day_words, days_words, number_of, percent_words

__all__ = ["FIGURES", "NO_REASON", "Reason", "blocked_time", "reasons_of"]

NO_REASON = "no reason given"

BLOCKED_TIME = Definition(
    "blocked_time",
    "Blocked time",
    "item days",
    "coordination",
    "How many days items were blocked, all items together",
    "lower",
)


class Reason(Struct, frozen=True):
    """A reason, the days that items were blocked for it in the window, and how many items were."""

    reason: str
    days: int
    items: int


def reasons_of(population: Population) -> tuple[Reason, ...]:
    """The reasons for blocks in the window, the heaviest first; words that differ only by letter case are one."""
    days: Counter[str] = Counter()
    items: Counter[str] = Counter()
    names: dict[str, str] = {}
    for life in population.lives:
        by_reason: defaultdict[str, list[Block]] = defaultdict(list)
        for block in life.blocks:
            words = " ".join(block.reason.split()) or NO_REASON
            names.setdefault(words.casefold(), words)
            by_reason[words.casefold()].append(block)
        for reason, blocks in by_reason.items():
            blocked = _days(population, blocks)
            days[reason] += blocked
            items[reason] += blocked > 0
    ordered = sorted(days, key=lambda each: (-days[each], each))
    return tuple(Reason(names[each], days[each], items[each]) for each in ordered if items[each])


def _days(population: Population, blocks: Iterable[Block]) -> int:
    spans = (
        (population.day(block.start), None if block.end is None else population.day(block.end)) for block in blocks
    )
    return stages.blocked_days(
        spans, start=population.start, until=population.end, both_ends=population.conventions.both_ends
    )


def _now(population: Population, day: date) -> list[tuple[Life, Block]]:
    moment = population.history.end_of(day)
    return [
        (life, block)
        for life in population.lives
        for block in life.blocks
        if block.start < moment and (block.end is None or block.end >= moment)
    ]


def blocked_time(population: Population) -> Figure:
    """The days in the window on which items were blocked; two items on one day are two."""
    if not population.lives:
        return Figure(BLOCKED_TIME.name, None, "No item is here whose past is known")
    conventions = population.conventions
    each_life = [_days(population, life.blocks) for life in population.lives if life.blocks]
    total, count = sum(each_life), sum(days > 0 for days in each_life)
    reasons = reasons_of(population)
    weight = sum(each.days for each in reasons)
    now = _now(population, population.end)
    detail = {
        "reasons": [
            {
                "reason": each.reason,
                "days": each.days,
                "items": each.items,
                "share": round(each.days / weight, 4) if weight else 0.0,
            }
            for each in reasons
        ],
        "now": [
            {
                "item": life.key,
                "since": population.day(block.start).isoformat(),
                "days": conventions.days(population.day(block.start).toordinal(), population.end.toordinal()),
                "reason": block.reason or NO_REASON,
            }
            for life, block in now
        ],
    }
    begin = day_words(population.start)
    if not total:
        return Figure(BLOCKED_TIME.name, 0, f"Nothing was blocked since {begin}", 0, detail)
    were = f"{capital(count_of(count, 'item'))} {'was' if count == 1 else 'were'}"
    says = f"{were} blocked for {days_words(total)} since {begin}"
    if weight:
        says += f", {percent_words(reasons[0].days / weight)} of it for “{reasons[0].reason}”"
    return Figure(
        BLOCKED_TIME.name, total, f"{says}; {number_of(len(now)) if now else 'none'} blocked now", count, detail
    )


FIGURES = ((BLOCKED_TIME, blocked_time),)
