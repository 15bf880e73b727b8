"""Goals: how far key results have come against the time that has gone, and the share of work that is done."""

from datetime import date
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.groups import split_lives
from worksystem.metrics.population import DONE, DROPPED, Population
from worksystem.model import Goal
from worksystem.model.goal import KeyResult
from worksystem.model.words import count_of, percent_words

__all__ = ["FIGURES", "GoalProgress", "elapsed_share", "key_result_share", "list_goals", "progress_on"]

PROGRESS = Definition(
    "goal_progress",
    "Progress of goals",
    "share",
    "clarity",
    "How far the key results of running goals have come from where they stood to where they should stand, on average",
    "higher",
)


class GoalProgress(Struct, frozen=True):
    """A goal whose period runs.

    Shape: `progress` is the mean of its key results that were read, 0 to 1, `None` if none was; `elapsed` is the share
    of its period that has gone; `points` are the days of readings with the progress known on each, oldest first;
    `items` and `done` count the work that serves it, without what was dropped.
    """

    id: str
    goal: Goal
    progress: float | None
    elapsed: float
    read: int
    points: tuple[tuple[date, float], ...]
    lives: tuple[Life, ...]
    items: int
    done: int

    @property
    def is_behind(self) -> bool:
        """Whether less of the way is done than of the time."""
        return self.progress is not None and self.progress < self.elapsed


def key_result_share(result: KeyResult, day: date) -> float | None:
    """How far a key result had come by a day, 0 to 1; `None` if it was not read by then, or has no way to go."""
    read = [each for each in result.readings if each.date.day <= day]
    start, goal = result.from_, result.to
    if not read or start is None or goal is None or start == goal:
        return None
    newest = max(read, key=lambda each: each.date)
    return min(1.0, max(0.0, (newest.value - start) / (goal - start)))


def progress_on(goal: Goal, day: date) -> float | None:
    """The mean of the key results that had been read by a day; `None` if none had."""
    shares = [share for each in goal.key_results if (share := key_result_share(each, day)) is not None]
    return sum(shares) / len(shares) if shares else None


def elapsed_share(goal: Goal, day: date) -> float | None:
    """The share of a goal's period that has gone at the end of a day; `None` without a period."""
    period = goal.period
    if period is None:
        return None
    whole = (period.last - period.first).days + 1
    return min(1.0, max(0.0, ((day - period.first).days + 1) / whole))


def list_goals(population: Population) -> tuple[GoalProgress, ...]:
    """The goals of the scope whose period holds the last day of the window, by id.

    Shape: of the whole all of them, of a goal or a portfolio its own, of any other scope those that its items serve.
    """
    found = []
    for id in _in_scope(population):
        goal = population.workspace.goals[id].record
        if goal.period is None or not goal.period.covers(population.end):
            continue
        lives = tuple(life for life in population.lives if life.value("goal") == id and life.gone is None)
        categories = [life.spell.category if life.spell is not None else None for life in lives]
        days = sorted({each.date.day for result in goal.key_results for each in result.readings})
        points = ((day, progress_on(goal, day)) for day in days if day <= population.end)
        found.append(
            GoalProgress(
                id,
                goal,
                progress_on(goal, population.end),
                elapsed_share(goal, population.end) or 0.0,
                sum(key_result_share(each, population.end) is not None for each in goal.key_results),
                tuple((day, share) for day, share in points if share is not None),
                lives,
                sum(category != DROPPED for category in categories),
                categories.count(DONE),
            )
        )
    return tuple(found)


def _in_scope(population: Population) -> tuple[str, ...]:
    goals, selection = population.workspace.goals, population.selection
    if not selection.parts:
        return tuple(goals)
    if selection.goal:
        return tuple(id for id in goals if id == selection.goal)
    if selection.portfolio and len(selection.parts) == 1:
        return tuple(id for id, entry in goals.items() if entry.record.portfolio == selection.portfolio)
    served = {goal for life in population.lives if isinstance(goal := life.value("goal"), str)}
    return tuple(id for id in goals if id in served)


def _progress(population: Population) -> Figure:
    goals = list_goals(population)
    read = [(each, each.progress) for each in goals if each.progress is not None]
    groups = split_lives(population, {each.id: each.lives for each in goals})
    detail: dict[str, Any] = {
        "goals": [_row(each, shown=each.id in groups.shown) for each in goals],
        "without_readings": [each.id for each in goals if each.progress is None],
    }
    if not goals:
        return Figure(PROGRESS.name, None, "No goal has a period that is running; write period in its file", 0, detail)
    if not read:
        says = f"No key result of {count_of(len(goals), 'running goal')} was read yet; add readings to them"
        return Figure(PROGRESS.name, None, says, 0, detail)
    progress = sum(share for _, share in read) / len(read)
    elapsed = sum(each.elapsed for each, _ in read) / len(read)
    behind = sum(each.is_behind for each, _ in read)
    says = f"Key results of {count_of(len(read), 'running goal')} have come {percent_words(progress)} of their way"
    says += f" with {percent_words(elapsed)} of the time gone"
    says += f"; {count_of(behind, 'goal')} behind its time" if behind == 1 else ""
    says += f"; {count_of(behind, 'goal')} behind their time" if behind > 1 else ""
    return Figure(PROGRESS.name, progress, says, len(read), detail)


def _row(each: GoalProgress, *, shown: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "goal": each.id,
        "period": str(each.goal.period),
        "progress": each.progress,
        "elapsed": round(each.elapsed, 4),
        "key_results": len(each.goal.key_results),
        "key_results_read": each.read,
    }
    # the work behind a goal is told only where enough people are behind it
    return row | ({"items": each.items, "done": each.done} if shown else {})


FIGURES = ((PROGRESS, _progress),)
