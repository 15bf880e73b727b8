"""Outcomes against activity: what came of the work beside how much work there was."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.goals import key_result_share
from worksystem.metrics.month import by_month, finished_on
from worksystem.metrics.population import Population
from worksystem.metrics.time_logged import logged_lives
from worksystem.model.words import capital, count_of, number_of, percent_words

__all__ = ["FIGURES", "MonthOfOutcomes", "can_tell", "has_delivered", "key_results_moved", "outcomes_by_month"]

OUTCOMES = Definition(
    "activity_and_outcomes",
    "Finished work with its outcome delivered",
    "share",
    "clarity",
    "The share of finished items with an outcome and acceptance criteria that had every one of these ticked",
    "higher",
)


class MonthOfOutcomes(Struct, frozen=True):
    """A month: how many items were finished in it, how many of these can tell, and how many delivered an outcome."""

    month: str
    finished: int
    telling: int
    delivered: int


def can_tell(population: Population, life: Life) -> bool:
    """Whether an item names an outcome and how one would see it: without both nobody can tell if it delivered."""
    entry = population.workspace.items.get(life.item)
    return entry is not None and bool(entry.record.outcome) and bool(entry.record.acceptance)


def has_delivered(population: Population, life: Life) -> bool:
    """Whether a finished item says what is true now, and how one saw it: an outcome, and acceptance that is ticked."""
    acceptance = population.workspace.items[life.item].record.acceptance if can_tell(population, life) else ()
    return bool(acceptance) and all(point.done for point in acceptance)


def key_results_moved(population: Population) -> tuple[tuple[str, str, float], ...]:
    """Key results that came nearer to where they should stand, or went away from it, in the window.

    Shape: goal, key result, and how far as a share of the way from `from` to `to`; what did not move is left out. The
    reading before the window, or `from` without one, is what they moved from.
    """
    found = []
    for id, entry in population.workspace.goals.items():
        for result in entry.record.key_results:
            now = key_result_share(result, population.end)
            if now is None or not any(population.start <= each.date.day <= population.end for each in result.readings):
                continue
            earlier = [each for each in result.readings if each.date.day < population.start]
            before = 0.0
            if earlier:
                before = key_result_share(result, max(each.date for each in earlier).day) or 0.0
            if now != before:
                found.append((id, result.id, now - before))
    return tuple(found)


def outcomes_by_month(population: Population) -> tuple[MonthOfOutcomes, ...]:
    """Finished items month by month, those that can tell, and those that delivered."""
    return tuple(
        MonthOfOutcomes(month, len(finished), _telling(population, finished), _count(population, finished))
        for month, finished in by_month(population, finished_on)
    )


def _count(population: Population, lives: Iterable[Life]) -> int:
    return sum(has_delivered(population, life) for life in lives)


def _telling(population: Population, lives: Iterable[Life]) -> int:
    return sum(can_tell(population, life) for life in lives)


def _outcomes(population: Population) -> Figure:
    moved = key_results_moved(population) if not population.selection.parts else ()
    finished = population.finished
    n, telling, delivered = len(finished), _telling(population, finished), _count(population, finished)
    logged = logged_lives(population)
    records = population.workspace.items
    detail: dict[str, Any] = {
        "finished": n,
        "telling": telling,
        "cannot_tell": n - telling,
        "delivered": delivered,
        "with_outcome": sum(life.item in records and bool(records[life.item].record.outcome) for life in finished),
        "with_acceptance": sum(
            life.item in records and bool(records[life.item].record.acceptance) for life in finished
        ),
        "key_results_moved": [
            {"goal": goal, "key_result": result, "moved": round(share, 4)} for goal, result, share in moved
        ],
        "by_month": [
            {"month": each.month, "finished": each.finished, "telling": each.telling, "delivered": each.delivered}
            for each in outcomes_by_month(population)
        ],
        "apart": len(population.apart),
    }
    if logged:
        detail["hours_logged"] = round(sum(hours for _, hours in logged), 2)
    nearer = sum(share > 0 for _, _, share in moved)
    results = f"; {count_of(nearer, 'key result')} came nearer" if nearer else ""
    if not n:
        return Figure(OUTCOMES.name, None, f"No item was finished in this window{results}", 0, detail)
    if not telling:
        says = "No finished item names an outcome with acceptance criteria, so none can tell what came of it; "
        says += f"write both before work begins{results}"
        return Figure(OUTCOMES.name, None, says, 0, detail)
    says = f"{capital(number_of(delivered)) if delivered else 'None'} of {count_of(telling, 'finished item')} delivered"
    says += f" the outcome they named, {percent_words(delivered / telling)}"
    if telling == 1:
        says = f"The one finished item that can tell {'delivered' if delivered else 'did not deliver'} its outcome"
    if telling < n:
        says += f"; {count_of(n - telling, 'more', 'more')} can't tell, without an outcome or acceptance criteria"
    return Figure(OUTCOMES.name, delivered / telling, f"{says}{results}", telling, detail)


FIGURES = ((OUTCOMES, _outcomes),)
