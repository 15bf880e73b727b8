"""How long an open item has been where it is, and in progress at all; whether that is longer than was expected."""

from datetime import timedelta

from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.views.card import Age
from worksystem.views.figures import find_population
from worksystem.views.scope import Scope

__all__ = ["find_age"]


def find_age(scope: Scope, item: Entry[Item]) -> Age | None:
    """The age of an item; `None` if it is closed, or no commit knows of the state it is in."""
    history, life = scope.history, scope.life(item.id)
    if history is None or life is None or scope.workspace.is_done(item):
        return None
    spell = life.spell
    if spell is None or spell.state != item.record.status:
        return None
    since = history.day(spell.start)
    population = find_population(scope)
    return Age(
        days=scope.conventions.days(since.toordinal(), scope.as_of.toordinal()),
        since=since,
        expected=_expected(scope, item),
        total=population.age_days(life) if population is not None else None,
    )


def _expected(scope: Scope, item: Entry[Item]) -> float | None:
    state = scope.workspace.state_of(item)
    length = state.expectation.calendar if state is not None and state.expectation is not None else None
    return None if length is None else length / timedelta(days=1)
