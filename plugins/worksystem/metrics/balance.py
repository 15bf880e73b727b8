"""The balance of a flow: Little's law as a check of the record, and flow debt, which is what finishing hides."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from worksystem.history import Life
from worksystem.metrics import littles_law as law
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.wip import wip_by_day
from worksystem.model.words import count_of, days_words, list_words

__all__ = ["FIGURES", "flow_debt", "law_by_day", "law_of", "littles_law", "misfits"]

LITTLES_LAW = Definition(
    "littles_law",
    "Little's law",
    "items",
    "workflow_architecture",
    "What is left between the average in progress, day by day, and arrivals times stay: none, or the record is wrong",
)
FLOW_DEBT = Definition(
    "flow_debt",
    "Flow debt",
    "days",
    "workflow_architecture",
    "How much longer work takes, by what is in progress, than what was finished lets one think",
    "lower",
)

# What is left below this is rounding.
_ROUNDING = 1e-6

CUT: Final = "begun before the record"
UNSTARTED: Final = "finished without a start"
BACKWARDS: Final = "over before the start"
INSTANT: Final = "over at the moment of the start"
DISORDER: Final = "with stays that overlap or end before they begin"


def _ends(population: Population) -> tuple[datetime, datetime]:
    """The moments in which the window begins and ends; in UTC, so that no clock change lies between them."""
    history = population.history
    begin = history.end_of(population.start - timedelta(days=1))
    return begin.astimezone(UTC), history.end_of(population.end).astimezone(UTC)


def _stays(population: Population) -> tuple[law.Stay, ...]:
    found = []
    for life, _, _ in population.stays:
        started, over = population.clocks[life.key].started, population.over(life)
        if started is not None:
            found.append(law.Stay(life.key, started.astimezone(UTC), None if over is None else over.astimezone(UTC)))
    return tuple(found)


def misfits(population: Population) -> tuple[tuple[str, str], ...]:
    """The items in progress or over in the window whose record is impossible or not whole, each with a reason."""
    ends = _ends(population)
    concerned = (life for life in population.lives if _is_concerned(population, life, *ends))
    found = ((life.key, _misfit(population, life)) for life in concerned)
    return tuple((key, why) for key, why in found if why)


def _is_concerned(population: Population, life: Life, begin: datetime, end: datetime) -> bool:
    started, over = population.clocks[life.key].started, population.over(life)
    if population.in_window(over):  # what was first seen done is counted apart, and has no record to be wrong
        return started is not None or (population.clocks[life.key].finished is not None and not life.born_done)
    return started is not None and started < end and (over is None or max(over, started) >= begin)


def _misfit(population: Population, life: Life) -> str:
    clock, over = population.clocks[life.key], population.over(life)
    if life.is_cut:
        return CUT
    if clock.started is None:
        return UNSTARTED
    if over is not None and over <= clock.started:
        return INSTANT if over == clock.started else BACKWARDS
    if any(spell.end is not None and spell.end < spell.start for spell in life.spells) or any(
        one.end is None or one.end > after.start for one, after in zip(life.spells, life.spells[1:], strict=False)
    ):
        return DISORDER
    return ""


def _by_day(population: Population) -> tuple[float, float]:
    """Both sides by whole days: the average of the daily counts, and the times of all lives by the days of the window.

    Shape: an item that is over before it started counts with its days below nothing, so it shows.
    """
    counts = [count for _, count in wip_by_day(population)]
    first, last = population.start.toordinal(), population.end.toordinal() + 1
    extra = 1 if population.conventions.finishing_day else 0
    days = 0
    for life in population.lives:
        started, over = population.clocks[life.key].started, population.over(life)
        if started is None:
            continue
        begin = population.day(started).toordinal()
        end = last if over is None else population.day(over).toordinal() + extra
        if over is not None and over < started:
            days += end - begin - 1 if population.in_window(started) or population.in_window(over) else 0
        else:
            days += max(min(end, last) - max(begin, first), 0)
    return sum(counts) / len(counts), days / len(counts)


def law_of(population: Population) -> law.Window:
    """Little's law over the window. Unit: days of 24 hours, neither end counted."""
    start, end = _ends(population)
    return law.window(_stays(population), start=start, end=end)


def law_by_day(population: Population) -> tuple[law.Point, ...]:
    """The law from the start of the window to each day with an event; the last event of the day."""
    start, end = _ends(population)
    last = {population.day(point.at): point for point in law.sample_path(_stays(population), start=start, end=end)}
    return tuple(last.values())


def littles_law(population: Population) -> Figure:
    """The residual L - Λw by whole days: 0 if the daily counts and the times of all items fit each other."""
    wrong = misfits(population)
    if not population.stays and not wrong:
        return Figure(LITTLES_LAW.name, None, "Nothing was ever started, so nothing is there to check")
    found = law_of(population)
    stay = found.residence or 0.0
    counted, timed = _by_day(population)
    residual = counted - timed
    residual = 0.0 if abs(residual) < _ROUNDING else residual
    completed = found.departure_rate * (found.sojourn or 0.0)
    detail = {
        "average_in_progress": round(found.average, 4),
        "arrivals_a_day": round(found.arrival_rate, 4),
        "days_in_window": round(stay, 4),
        "average_of_daily_counts": round(counted, 4),
        "arrivals_times_days": round(timed, 4),
        "residual": round(residual, 6),
        "misfits": [{"item": key, "why": why} for key, why in wrong],
        "departures_a_day": round(found.departure_rate, 4),
        "days_of_departed": None if found.sojourn is None else round(found.sojourn, 4),
        "departures_times_days": round(completed, 4),
        "at_start": found.at_start,
        "at_end": found.at_end,
        "arrivals": found.arrivals,
        "departures": found.departures,
        "holds": not wrong and not residual,
        "check": _check(found, completed, [why for _, why in wrong], residual),
    }
    says = (
        f"{found.average:.1f} items in progress on average = {found.arrival_rate:.2f} a day × {days_words(stay)}; "
        f"{detail['check']}"
    )
    return Figure(LITTLES_LAW.name, round(residual, 6), says, found.arrivals, detail)


def _check(found: law.Window, completed: float, wrong: Iterable[str], residual: float) -> str:
    """What the comparison of both sides tells about the record and the flow."""
    reasons = Counter(wrong)
    if reasons:
        why = list_words([f"{count_of(reasons[reason], 'item')} {reason}" for reason in sorted(reasons)])
        return f"the record does not fit: {why}"
    if residual:
        return f"the record does not fit: both sides differ by {abs(residual):.2f} items"
    if not found.departures:
        return "the record fits, and nothing left in the window"
    if abs(completed - found.average) <= 0.1 * max(found.average, completed):
        return "the record fits, and arrivals and departures keep pace"
    if completed < found.average:
        return "the record fits, but what leaves is younger than what stays: old work is left lying"
    return "the record fits, but what leaves is older than what came: old work is being cleared"


def flow_debt(population: Population) -> Figure:
    """The approximate average cycle time, average in progress by departures, less the exact one of what departed.

    Source: Vacanti, Actionable Agile Metrics for Predictability (2015), chapter 9.
    """
    found = law_of(population) if population.stays else None
    if found is None or not found.departures or found.sojourn is None:
        return Figure(FLOW_DEBT.name, None, "Nothing left work in progress, so nothing can be compared")
    approximate = found.average / found.departure_rate
    debt = approximate - found.sojourn
    detail = {
        "approximate_days": round(approximate, 3),
        "exact_days": round(found.sojourn, 3),
        "departures": found.departures,
    }
    compared = (
        f"work in progress and its rate stand for {days_words(approximate)}, what left took {days_words(found.sojourn)}"
    )
    if found.departures < population.conventions.few:
        return Figure(
            FLOW_DEBT.name,
            None,
            f"Only {count_of(found.departures, 'item')} left, too few to compare averages",
            0,
            detail,
        )
    words = "Flow debt was neither made nor paid back"
    if abs(debt) >= 0.05:
        made = f"{days_words(abs(debt))} of flow debt"
        words = f"{made} {'was made: some work is let lie for other work' if debt > 0 else 'was paid back'}"
    return Figure(FLOW_DEBT.name, round(debt, 3), f"{words}; {compared}", found.departures, detail)


FIGURES = ((FLOW_DEBT, flow_debt), (LITTLES_LAW, littles_law))
