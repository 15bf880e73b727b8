"""Measures (WS228): what a principle or a retrospective measures by has to be a figure that there is."""

from collections.abc import Iterator
from typing import Any

from worksystem.diagnostics import Severity
from worksystem.graph.suggest import suggest_word
from worksystem.metrics.names import FIGURE_NAMES
from worksystem.model.entry import Entry
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys

__all__ = ["RULES"]


def _named(context: Context) -> Iterator[tuple[str, Entry[Any], Keys]]:
    """Every figure that is named, with the record that names it and where."""
    for principle in context.workspace.principles.values():
        for number, name in enumerate(principle.record.measures):
            yield name, principle, ("measures", number) if principle.has("measures", number) else ("measures",)
    for retrospective in context.workspace.retrospectives.values():
        measure = retrospective.record.measure
        if measure is not None:
            keys = ("measure", "metric") if retrospective.has("measure", "metric") else ("measure",)
            yield measure.metric, retrospective, keys


def _check(context: Context) -> Iterator[Finding]:
    for name, entry, keys in _named(context):
        if name not in FIGURE_NAMES:
            close = suggest_word(name, sorted(FIGURE_NAMES))
            help = f'did you mean "{close}"?' if close else "name one that worksystem metrics prints, like cycle_time"
            yield Finding("WS228", f'no figure is called "{name}"', entry, keys, help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS228",
        "unknown-measure",
        Severity.WARNING,
        "progress_over_perfection",
        ("busy_work", "poor_visibility"),
        "A principle or a retrospective measures by a figure that does not exist",
        _check,
    ),
)
