"""What teams tried, and whether their measure moved: the words, and a process behaviour chart with its beginning."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from worksystem.metrics.experiments import Experiment
from worksystem.metrics.xmr import Signal
from worksystem.model.entry import Entry
from worksystem.model.handbook import Retrospective
from worksystem.views.chart import Chart
from worksystem.views.charts import Moment, xmr
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["ExperimentView", "build_experiments", "list_moments"]

_WORDS: Final = {
    "better": "better",
    "worse": "worse",
    "changed": "changed",
    "mixed": "both ways",
    "no_change": "no change",
    "too_early": "too early",
    "not_measured": "not measured",
}


class ExperimentView(Struct, frozen=True):
    """An experiment: who tried what after having seen what, when, what they learned, and what the measure says.

    Shape: `outcome` is a word or two, `says` the sentence; without a chart there was too little to draw.
    """

    retrospective: Ref
    team: Ref | None
    saw: str
    experiment: str
    first: date | None
    last: date | None
    learned: str
    outcome: str
    says: str
    chart: Chart | None


def build_experiments(scope: Scope, found: Sequence[Experiment]) -> tuple[ExperimentView, ...]:
    """The experiments as pages show them, the latest first."""
    views = [_build(scope, scope.workspace.retrospectives[each.id], each) for each in found]
    return tuple(sorted(views, key=lambda view: (view.first or date.min, view.retrospective.id), reverse=True))


def list_moments(scope: Scope, metric: str, *, team: str = "") -> tuple[Moment, ...]:
    """When experiments with a measure began and ended, for the charts of this figure; of all teams if none is named."""
    records = [entry.record for entry in scope.workspace.retrospectives.values()]
    found = [
        moment
        for record in records
        if record.measure is not None and record.measure.metric == metric and team in ("", record.team)
        for moment in _moments(record, "experiment began")
        if moment.day <= scope.as_of
    ]
    return tuple(sorted(found, key=lambda moment: (moment.day, moment.name)))


def _build(scope: Scope, entry: Entry[Retrospective], found: Experiment) -> ExperimentView:
    record = entry.record
    return ExperimentView(
        retrospective=scope.ref("retrospective", found.id),
        team=scope.ref("team", record.team) if record.team else None,
        saw=record.saw,
        experiment=record.experiment,
        first=record.from_.first if record.from_ is not None else None,
        last=record.until.last if record.until is not None else None,
        learned=record.learned,
        outcome=_WORDS[found.outcome],
        says=found.says,
        chart=_chart(scope, record, found),
    )


def _chart(scope: Scope, record: Retrospective, found: Experiment) -> Chart | None:
    if found.limits is None or found.definition is None or len(found.points) < 2:
        return None
    first, last = found.points[0].day, found.points[-1].day
    moments = [moment for moment in _moments(record, "began") if first <= moment.day <= last]
    marked: dict[int, list[Signal]] = {}
    for signal in found.signals:
        marked.setdefault(signal.index, []).append(signal)
    rows = tuple(
        (
            point.day,
            scope.ref("item", point.item) if point.item else "",
            round(point.value, 2),
            "since" if index >= found.began else "before",
            "signal" if index in marked else "",
        )
        for index, point in enumerate(found.points)
    )
    return Chart(
        id=f"experiment-{found.id.replace('_', '-').lower()}",
        title=found.measure,
        summary=f"{found.says}. The limits come from the {found.began} values before it began.",
        panels=xmr(
            [(point.day, point.value) for point in found.points],
            found.limits,
            found.signals,
            moments,
            unit=found.definition.unit,
        ),
        columns=("Day", found.each.capitalize(), found.definition.unit.capitalize(), "Experiment", "Signal"),
        rows=rows,
        empty="",
        convention=f"each value is one {found.each}; limits are the mean give or take 2.66 mean moving ranges",
        definition=f"metrics/{found.definition.name}/",
    )


def _moments(record: Retrospective, began: str) -> list[Moment]:
    begin, end = record.from_, record.until
    found = [Moment(begin.first, began)] if begin is not None else []
    return [*found, Moment(end.last, "ended")] if end is not None else found
