"""Deployments: how often, and how long a change takes to get there; two of the four DORA measures.

The settings say which items are deployments; what is done is deployed.
"""

from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.dora import deployment_frequency, duration_bucket, median_duration
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.model.settings import Selected
from worksystem.model.words import capital, count_of, days_words, rate_words

__all__ = ["FIGURES", "Change", "chosen", "list_changes", "list_deployments", "not_configured", "span_detail"]

FREQUENCY = Definition(
    "deployment_frequency",
    "Deployment frequency",
    "deployments a week",
    "completion",
    "How often something was deployed in the window",
    "higher",
)
LEAD_TIME = Definition(
    "lead_time_for_changes",
    "Lead time for changes",
    "days",
    "completion",
    "How long it took from when work on a change started to when it was deployed, in the middle",
    "lower",
)
DAY = timedelta(days=1)


class Change(Struct, frozen=True):
    """A change that a deployment brought: when work on it started, and when it was deployed."""

    life: Life
    deployment: Life
    started: datetime
    deployed: datetime


def chosen(population: Population, choice: Selected) -> tuple[Life, ...]:
    """The items that a choice of the settings means: of the type it names, with any of the labels it names."""
    return tuple(
        life
        for life in population.lives
        if (choice.type is None or life.type == choice.type)
        and (not choice.labels or set(choice.labels) & set(_labels(population, life)))
    )


def list_deployments(population: Population) -> tuple[Life, ...]:
    """The deployments of the window, in the order in which they were done; nothing if the settings name none."""
    choice = population.workspace.settings.metrics.deployments
    if choice is None:
        return ()
    wanted = {life.key for life in chosen(population, choice)}
    return tuple(life for life in population.finished if life.key in wanted)


def list_changes(population: Population) -> tuple[Change, ...]:
    """The changes that the window's deployments brought, by deployment.

    Shape: those are the items below a deployment and the ones it depends on, if they were started and were no
    deployments themselves; a deployment without any is its own change.
    """
    deployments = list_deployments(population)
    keys = {life.key for life in deployments}
    links = population.workspace.links
    found: list[Change] = []
    for deployment in deployments:
        deployed = population.clocks[deployment.key].finished
        linked = {*links.children(deployment.item), *links.waits_for(deployment.item)} - keys
        lives = [life for key in sorted(linked) if (life := population.history.life(key)) is not None]
        if not lives:
            lives = [deployment]
        clocks = Population(
            population.history, population.workspace, tuple(lives), population.start, population.end,
            population.conventions,
        ).clocks  # fmt: skip
        for life in lives:
            started = clocks[life.key].started
            if started is not None and deployed is not None and started <= deployed:
                found.append(Change(life, deployment, started, deployed))
    return tuple(found)


def not_configured(definition: Definition, name: str, what: str) -> Figure:
    """The answer where the settings do not say what to count."""
    says = f"Not configured: the settings do not say which items are {what}; name their type or labels under {name}"
    return Figure(definition.name, None, says, 0, {"answer": "not_configured", "setting": name})


def span_detail(
    population: Population, spans: list[tuple[str, datetime, datetime]]
) -> tuple[float | None, dict[str, Any]]:
    """The median of spans in days and its bucket; of few, each value with its item in their stead."""
    if len(spans) < population.conventions.few:
        values = [{"item": item, "days": round((end - start) / DAY, 3)} for item, start, end in spans]
        return None, {"values": values}
    found = median_duration((start, end) for _, start, end in spans)
    assert found is not None
    return found / DAY, {"bucket": duration_bucket(found)}


def _labels(population: Population, life: Life) -> tuple[str, ...]:
    entry = population.workspace.items.get(life.item)
    return entry.record.labels if entry is not None else ()


def _frequency(population: Population) -> Figure:
    if population.workspace.settings.metrics.deployments is None:
        return not_configured(FREQUENCY, "metrics.deployments", "deployments")
    deployments = list_deployments(population)
    done = [(life.key, population.clocks[life.key].finished) for life in deployments]
    found = deployment_frequency(
        [(key, population.day(at)) for key, at in done if at is not None], start=population.start, end=population.end
    )
    n, weeks = len(deployments), len(population.days) / 7
    detail: dict[str, Any] = {
        "deployments": n,
        "bucket": found.bucket,
        "median_days_a_week": found.days_per_week,
        "median_a_month": found.per_month,
        "apart": len(population.apart),
    }
    if not n:
        return Figure(FREQUENCY.name, 0.0, "Nothing was deployed in this window", 0, detail)
    says = f"{count_of(n, 'deployment')} in {days_words(len(population.days))}, {rate_words(n / weeks)} a week"
    return Figure(FREQUENCY.name, n / weeks, f"{capital(says)}: {found.bucket}", n, detail)


def _lead_time(population: Population) -> Figure:
    if population.workspace.settings.metrics.deployments is None:
        return not_configured(LEAD_TIME, "metrics.deployments", "deployments")
    changes = list_changes(population)
    n = len(changes)
    if not n:
        return Figure(LEAD_TIME.name, None, "Nothing that had been started was deployed in this window")
    days, detail = span_detail(population, [(each.life.key, each.started, each.deployed) for each in changes])
    if days is None:
        says = f"{count_of(n, 'change')} deployed, too few for a median"
        return Figure(LEAD_TIME.name, None, capital(says), n, detail)
    says = f"Half of {count_of(n, 'change')} were deployed within {days_words(days)} of their start"
    return Figure(LEAD_TIME.name, days, says, n, detail)


FIGURES = ((FREQUENCY, _frequency), (LEAD_TIME, _lead_time))
