"""Incidents: how many deployments caused one, and how soon service was restored; the other two DORA measures."""

from typing import Any

from worksystem.history import Life
from worksystem.metrics.deployments import chosen, list_deployments, not_configured, span_detail
from worksystem.metrics.dora import change_failure_rate
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.model.words import capital, count_of, days_words, percent_words

__all__ = ["FIGURES", "caused_by", "list_failed", "list_incidents", "list_restored"]

FAILURES = Definition(
    "change_failure_rate",
    "Change failure rate",
    "share",
    "completion",
    "The share of deployments in the window that an incident was traced to",
    "lower",
)
RESTORE = Definition(
    "time_to_restore",
    "Time to restore",
    "days",
    "completion",
    "How long it took from when an incident was written down to when it was done, in the middle",
    "lower",
)


def list_incidents(population: Population) -> tuple[Life, ...]:
    """The incidents known by the end of the window, by key; nothing if the settings name none."""
    choice = population.workspace.settings.metrics.incidents
    if choice is None:
        return ()
    return tuple(life for life in chosen(population, choice) if population.day(life.created) <= population.end)


def list_restored(population: Population) -> tuple[Life, ...]:
    """The incidents that were resolved in the window, in the order in which they were."""
    wanted = {life.key for life in list_incidents(population)}
    return tuple(life for life in population.finished if life.key in wanted)


def caused_by(population: Population, incident: Life) -> frozenset[str]:
    """What an incident is traced to: items it was discovered from, and items that it or they say it relates to."""
    links = population.workspace.links
    found = {link.target for type in ("discovered_from", "relates_to") for link in links.outgoing(incident.item, type)}
    return frozenset(found | {link.source for link in links.incoming(incident.item, "relates_to")}) - {""}


def list_failed(population: Population) -> tuple[Life, ...]:
    """The deployments of the window that an incident is traced to, in the order in which they were done."""
    causes = frozenset().union(*(caused_by(population, incident) for incident in list_incidents(population)))
    return tuple(life for life in list_deployments(population) if life.item in causes)


def _failures(population: Population) -> Figure:
    chosen_types = population.workspace.settings.metrics
    if chosen_types.deployments is None:
        return not_configured(FAILURES, "metrics.deployments", "deployments")
    if chosen_types.incidents is None:
        return not_configured(FAILURES, "metrics.incidents", "incidents")
    incidents = [each for each in list_incidents(population) if population.in_window(each.created)]
    failed = list_failed(population)
    n = len(list_deployments(population))
    detail: dict[str, Any] = {
        "deployments": n,
        "failed": [life.key for life in failed],
        "incidents": len(incidents),
        "incidents_without_cause": sum(not caused_by(population, each) for each in incidents),
    }
    rate = change_failure_rate(n, len(failed))
    if rate is None:
        return Figure(FAILURES.name, None, "Nothing was deployed in this window, so nothing can have failed", 0, detail)
    says = f"{percent_words(rate)} of {count_of(n, 'deployment')} caused an incident"
    if not failed:
        says = f"No incident was traced to any of {count_of(n, 'deployment')}"
    return Figure(FAILURES.name, rate, says, n, detail)


def _restore(population: Population) -> Figure:
    if population.workspace.settings.metrics.incidents is None:
        return not_configured(RESTORE, "metrics.incidents", "incidents")
    restored = list_restored(population)
    spans = [
        (life.key, life.created, finished)
        for life in restored
        if (finished := population.clocks[life.key].finished) is not None
    ]
    n = len(spans)
    if not n:
        return Figure(RESTORE.name, None, "No incident was resolved in this window")
    days, detail = span_detail(population, spans)
    if days is None:
        says = f"{count_of(n, 'incident')} resolved, too few for a median"
        return Figure(RESTORE.name, None, capital(says), n, detail)
    says = f"Half of {count_of(n, 'incident')} were resolved within {days_words(days)}"
    return Figure(RESTORE.name, days, says, n, detail)


FIGURES = ((FAILURES, _failures), (RESTORE, _restore))
