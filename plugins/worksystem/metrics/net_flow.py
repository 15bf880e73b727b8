"""Net flow: what came into work in progress against what left it."""

from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from worksystem.metrics import stages
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.throughput import weeks_of
from worksystem.model.words import capital, count_of, day_words, number_of

__all__ = ["FIGURES", "NetWeek", "net_by_day", "net_by_week", "net_flow"]

NET_FLOW = Definition(
    "net_flow",
    "Net flow",
    "items",
    "coordination",
    "How many more items were started than left work in progress",
    "lower",
)


class NetWeek(Struct, frozen=True):
    """A week from Monday to Sunday with what came into work in progress and what left it."""

    monday: date
    arrivals: int
    departures: int


def net_by_day(population: Population) -> tuple[stages.NetFlow, ...]:
    """Arrivals and departures on each day of the window."""
    return stages.net_flow(((started, over) for _, started, over in population.stays), population.days)


def net_by_week(population: Population) -> tuple[NetWeek, ...]:
    """Arrivals and departures in each whole week of the window."""
    came: Counter[date] = Counter()
    left: Counter[date] = Counter()
    for each in net_by_day(population):
        monday = each.day - timedelta(each.day.weekday())
        came[monday] += each.arrivals
        left[monday] += each.departures
    return tuple(NetWeek(monday, came[monday], left[monday]) for monday in weeks_of(population))


def net_flow(population: Population) -> Figure:
    """Arrivals less departures of the window: by so much work in progress grew."""
    if not population.lives:
        return Figure(NET_FLOW.name, None, "No item is here whose past is known")
    days = net_by_day(population)
    arrivals, departures = sum(day.arrivals for day in days), sum(day.departures for day in days)
    finished = sum(population.in_window(population.clocks[life.key].finished) for life, _, _ in population.stays)
    detail = {
        "arrivals": arrivals,
        "departures": departures,
        "finished": finished,
        "weeks": [
            {"monday": week.monday.isoformat(), "arrivals": week.arrivals, "departures": week.departures}
            for week in net_by_week(population)
        ],
    }
    net = arrivals - departures
    effect = "work in progress stayed as it was"
    if net:
        effect = f"work in progress {'grew' if net > 0 else 'shrank'} by {count_of(abs(net), 'item')}"
    were = f"{capital(count_of(arrivals, 'item'))} {'was' if arrivals == 1 else 'were'}"
    left = number_of(departures) if departures else "none"
    says = f"{were} started and {left} left since {day_words(population.start)}: {effect}"
    return Figure(NET_FLOW.name, net, says, arrivals + departures, detail)


FIGURES = ((NET_FLOW, net_flow),)
