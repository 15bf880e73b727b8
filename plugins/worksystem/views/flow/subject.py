"""What all pictures of a scope share: how its items are named and reached, and the conventions said below."""

from collections.abc import Callable
from typing import Final

from worksystem.metrics.population import Population
from worksystem.model.words import capital, count_of, day_words
from worksystem.views.reference import Ref
from worksystem.views.scope import title_of

__all__ = [
    "NOTHING_FINISHED",
    "NOTHING_STARTED",
    "Address",
    "convention",
    "headline",
    "item_name",
    "item_ref",
    "no_address",
]

# From the id of an item to its page, below the site's root; empty where it has none.
Address = Callable[[str], str]

NOTHING_STARTED: Final = (
    "Nothing was in progress in this time. Move an item to an active state, commit it, and it shows here."
)
NOTHING_FINISHED: Final = "Nothing was finished in this time. Move an item to done, commit it, and it shows here."


def headline(says: str) -> tuple[str, str]:
    """What a figure says as a title, and the rest of it as a sentence of the summary, with a blank before it."""
    title, _, rest = says.partition("; ")
    return title, f" {capital(rest)}." if rest else ""


def no_address(_: str) -> str:
    """No item has a page."""
    return ""


def item_ref(population: Population, key: str) -> Ref:
    """An item by the key of its life; without a page where only the past knows it."""
    entry = population.workspace.items.get(key)
    return Ref("item", key, key if entry is None else title_of(entry), known=entry is not None)


def item_name(population: Population, key: str) -> str:
    """An item's id with its title."""
    title = item_ref(population, key).title
    return key if title == key else f"{key} {title}"


def convention(population: Population, *, ends: bool = False, percentiles: bool = False, apart: bool = False) -> str:
    """How it was counted, in few words: the window, and what matters for the picture."""
    conventions = population.conventions
    said = [f"{day_words(population.start)} to {day_words(population.end)}"]
    if ends:
        said.append("calendar days, both ends counted" if conventions.both_ends else "calendar days, one end counted")
    if percentiles:
        said.append(f"percentiles by {conventions.percentile.replace('_', ' ')}")
    if apart and population.apart:
        said.append(f"{count_of(len(population.apart), 'item')} counted apart")
    return f"{'; '.join(said)}."
