"""Figures as text, JSON and CSV: the same values, with the name of their definition and the conventions in force."""

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any, Final

from msgspec import to_builtins

from worksystem.history import History
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.figure import Figure
from worksystem.metrics.registry import DEFINITIONS
from worksystem.metrics.summary import Summary
from worksystem.model.words import count_of, days_words
from worksystem.report.ground import ends_words
from worksystem.report.visible import make_visible

__all__ = ["render_csv", "render_json", "render_text"]

_UNCOMMITTED: Final = "{} whose present state is in no commit"
_COLUMNS: Final = ("scope", "figure", "title", "value", "unit", "n", "start", "end", "says")


def render_text(summaries: Sequence[Summary], history: History, conventions: Conventions) -> str:
    """For people: one figure a line, what it is today and what it says; then what all of it rests on."""
    lines: list[str] = []
    for summary in summaries:
        lines += [f"{_scope(summary)}, {summary.start} to {summary.end}", ""]
        if summary.withheld:
            lines += [f"  withheld: {summary.withheld}", ""]
            continue
        width = max((len(DEFINITIONS[each.name].title) for each in summary.figures), default=0)
        for each in summary.figures:
            lines.append(f"  {DEFINITIONS[each.name].title.ljust(width)}  {make_visible(each.says)}")
        lines.append("")
    silent = max(7, conventions.window // 10)
    lines += [_conventions(conventions), *_coverage(history), *ends_words(history, silent=silent)]
    return "\n".join(lines) + "\n"


def render_json(summaries: Sequence[Summary], history: History, conventions: Conventions) -> str:
    """For programs: every figure with its definition, under the scope it is of."""
    document = {
        "version": 1,
        "as_of": history.as_of.isoformat(),
        "conventions": to_builtins(conventions),
        "coverage": to_builtins(history.coverage),
        "scopes": [_plain(summary) for summary in summaries],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, default=str) + "\n"


def render_csv(summaries: Sequence[Summary], history: History, conventions: Conventions) -> str:
    """For tables: a line a figure."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for summary in summaries:
        for each in summary.figures:
            definition = DEFINITIONS[each.name]
            row = (_scope(summary), each.name, definition.title, each.value, definition.unit, each.n)
            writer.writerow([*row, summary.start, summary.end, each.says])
    return out.getvalue()


def _plain(summary: Summary) -> dict[str, Any]:
    scope = dict(summary.selection.parts)
    window = {"start": summary.start.isoformat(), "end": summary.end.isoformat()}
    if summary.withheld:
        return {"scope": scope, "window": window, "withheld": summary.withheld, "figures": []}
    return {"scope": scope, "window": window, "figures": [_figure(each) for each in summary.figures]}


def _figure(figure: Figure) -> dict[str, Any]:
    definition = DEFINITIONS[figure.name]
    return {
        "name": figure.name,
        "title": definition.title,
        "definition": definition.says,
        "unit": definition.unit,
        "component": definition.component,
        "better": definition.better,
        "value": figure.value,
        "n": figure.n,
        "says": figure.says,
        "detail": figure.detail,
    }


def _scope(summary: Summary) -> str:
    named = ", ".join(f"{kind} {id}" for kind, id in summary.selection.parts)
    return named or "the whole work system"


def _conventions(conventions: Conventions) -> str:
    ends = "both end days counted" if conventions.both_ends else "the first day not counted"
    rule = conventions.percentile.replace("_", " ")
    return f"{ends}; percentiles by {rule}; expectation at {conventions.expectation:.0%}"


def _coverage(history: History) -> list[str]:
    coverage = history.coverage
    since = [f"git counts from {coverage.counted_from} on; before that, what was brought along"]
    lines = [
        *(since if coverage.counted_from else []),
        f"from {count_of(coverage.commits, 'commit')} along the first parent, "
        f"{count_of(coverage.versions, 'version')} of files"
        + (f" and {count_of(coverage.brought, 'event')} brought along" if coverage.brought else ""),
    ]
    if coverage.landing_lag is not None:
        days = coverage.landing_lag
        lag = days_words(days) if days >= 1 else "a day"
        lines.append(f"a move is dated when its change landed, half of the time within {lag} after it was written")
    apart = (
        (len(coverage.unreadable), "version that cannot be read", "versions that cannot be read"),
        (len(coverage.born_done), "item first seen already done", "items first seen already done"),
        (sum(each.items for each in coverage.bulk), "move in a bulk commit", "moves in bulk commits"),
        (len(coverage.uncommitted), _UNCOMMITTED.format("item"), _UNCOMMITTED.format("items")),
    )
    said = [count_of(*each) for each in apart if each[0]]
    return [*lines, *([f"counted apart: {', '.join(said)}"] if said else []), *coverage.notes]
