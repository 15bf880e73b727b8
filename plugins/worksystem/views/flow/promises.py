"""The picture of promises: month by month, how many were kept, moved and missed."""

from collections import Counter
from typing import Final

from worksystem.metrics.month import month_words, months_of
from worksystem.metrics.population import Population
from worksystem.metrics.promises import Fate, Promised, list_promises
from worksystem.model.words import capital, count_of, list_words, number_of
from worksystem.views.chart import Chart, ChartCell
from worksystem.views.charts import Bar, Part, stacked_bars
from worksystem.views.flow.subject import item_ref

__all__ = ["build_promises"]

_FATES: Final[tuple[tuple[Fate, str], ...]] = (("kept", "done"), ("moved", "warning"), ("missed", "error"))


def build_promises(population: Population) -> Chart:
    """Promises by the month in which they were decided, for up to twelve months; open ones stand in the table."""
    months = [(f"{month.start:%Y-%m}", list_promises(month)[0]) for month in months_of(population)]
    decided = [(name, [each for each in found if each.fate in dict(_FATES)]) for name, found in months]
    bars = [Bar(month_words(month), _parts(found)) for month, found in decided if found]
    every = [each for _, found in months for each in found]
    counts = Counter(each.fate for each in every)
    n = sum(counts[fate] for fate, _ in _FATES)
    kept = capital(number_of(counts["kept"])) if counts["kept"] else "None"
    risks = sum(bool(each.risks) for each in every)
    gone = [f"{number_of(counts[fate])} {fate}" for fate in ("moved", "missed") if counts[fate]]
    summary = f"Of {count_of(n, 'promise')} in up to twelve months {list_words([f'{kept.lower()} kept', *gone])}. "
    summary += f"{capital(count_of(counts['open'], 'promise'))} still open"
    summary += f", {number_of(risks)} at risk." if risks else "."
    return Chart(
        id="promises-kept",
        title=f"{kept} of {count_of(n, 'promise')} kept as made",
        summary=summary,
        panels=(stacked_bars(bars, unit="promises"),) if bars else (),
        columns=("Item", "Promised for", "Made", "What became of it", "Decided"),
        rows=tuple(_row(population, each) for each in every) if bars else (),
        empty="No promise was kept, moved or missed yet: write promised where somebody outside relies on a day.",
        convention="By the month in which it was decided.",
        definition="metrics/promises_kept/",
    )


def _parts(found: list[Promised]) -> tuple[Part, ...]:
    counts = Counter(each.fate for each in found)
    return tuple(Part(fate, hue, counts[fate]) for fate, hue in _FATES if counts[fate])


def _row(population: Population, promised: Promised) -> tuple[ChartCell, ...]:
    fate = f"open: {'; '.join(promised.risks)}" if promised.risks else promised.fate
    return (item_ref(population, promised.life.key), promised.day.day, promised.made, fate, promised.decided)
