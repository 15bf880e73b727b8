"""The balance of a flow: Little's law as a check of the record, and flow debt, which is what finishing hides."""

from datetime import UTC, datetime, timedelta

from worksystem.metrics import littles_law as law
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.model.words import count_of, days_words

__all__ = ["FIGURES", "flow_debt", "law_by_day", "law_of", "littles_law"]

LITTLES_LAW = Definition(
    "littles_law",
    "Little's law",
    "items",
    "workflow_architecture",
    "What is left between the average in progress and arrivals times stay: nothing, or the record is wrong",
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
    """The residual L - Λw: 0 if the starts and ends on record fit each other."""
    if not population.stays:
        return Figure(LITTLES_LAW.name, None, "Nothing was ever started, so nothing is there to check")
    found = law_of(population)
    stay = found.residence or 0.0
    residual = found.average - found.arrival_rate * stay
    residual = 0.0 if abs(residual) < _ROUNDING else residual
    completed = found.departure_rate * (found.sojourn or 0.0)
    detail = {
        "average_in_progress": round(found.average, 4),
        "arrivals_a_day": round(found.arrival_rate, 4),
        "days_in_window": round(stay, 4),
        "residual": round(residual, 6),
        "departures_a_day": round(found.departure_rate, 4),
        "days_of_departed": None if found.sojourn is None else round(found.sojourn, 4),
        "departures_times_days": round(completed, 4),
        "at_start": found.at_start,
        "at_end": found.at_end,
        "arrivals": found.arrivals,
        "departures": found.departures,
        "holds": found.holds,
        "check": _check(found, completed),
    }
    says = (
        f"{found.average:.1f} items in progress on average = {found.arrival_rate:.2f} a day × {days_words(stay)}; "
        f"{detail['check']}"
    )
    return Figure(LITTLES_LAW.name, round(residual, 6), says, found.arrivals, detail)


def _check(found: law.Window, completed: float) -> str:
    """What the comparison of both sides tells about the record and the flow."""
    if not found.holds:
        return "some item ends before it starts, so the record is wrong"
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
