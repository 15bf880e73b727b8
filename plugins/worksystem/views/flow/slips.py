"""The picture of due dates that moved: from the first one said to the last, and when the item was finished."""

from typing import Final

from worksystem.metrics.population import Population
from worksystem.metrics.slips import Replanned, list_replanned
from worksystem.model.words import capital, count_of, days_words
from worksystem.views.chart import Chart
from worksystem.views.charts import Slip, slips
from worksystem.views.flow.subject import Address, convention, item_name, item_ref, no_address

__all__ = ["build_slips"]

_SHOWN: Final = 12


def build_slips(population: Population, *, address: Address = no_address) -> Chart:
    """Items whose due date moved in the window, those that slipped furthest first; the table has all of them."""
    items, _ = list_replanned(population)
    moved = sorted((each for each in items if each.replans), key=lambda each: (-_slipped(each), each.life.key))
    shown = moved[:_SHOWN]
    later = sum(_slipped(each) for each in moved)
    title = f"{capital(count_of(len(moved), 'due date'))} moved"
    title += f", by {days_words(later)} in all" if later > 0 else ""
    summary = (
        f"Of {count_of(len(items), 'item')} with a due date, {count_of(len(moved), 'item')} had it moved in the "
        "window. A ring is the first date said, a tick the last one, a diamond the day it was finished."
    )
    if len(shown) < len(moved):
        summary += f" Drawn are the {len(shown)} that slipped furthest; the table has all."
    drawn = [
        Slip(item_name(population, each.life.key), each.first.day, each.last.day, each.finished, address(each.life.key))
        for each in shown
    ]
    return Chart(
        id="due-date-slips",
        title=title,
        summary=summary,
        panels=(slips(drawn, as_of=population.history.as_of),) if drawn else (),
        columns=("Item", "First due", "Last due", "Moves", "Days later", "Finished"),
        rows=tuple(
            (
                item_ref(population, each.life.key),
                each.first.day,
                each.last.day,
                len(each.replans),
                _slipped(each),
                each.finished,
            )
            for each in moved
        ),
        empty="No due date moved in this window: nothing to show, and nothing to mend.",
        convention=convention(population),
        definition="metrics/slips/",
    )


def _slipped(item: Replanned) -> int:
    """Days that the date came later in the window, earlier moves taken off."""
    return sum(each.days for each in item.replans)
