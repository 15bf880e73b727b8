"""Which groups a figure may tell apart: never one with fewer people behind it than the smallest group.

Source: content/decisions/0006-people_are_not_measured.md
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.population import Population, people_behind

__all__ = ["Groups", "split_groups", "split_lives"]


class Groups(Struct, frozen=True):
    """The groups that are shown one by one, and those shown only together, both in alphabetical order."""

    shown: tuple[str, ...]
    together: tuple[str, ...]


def split_groups(people: Mapping[str, frozenset[str]], smallest: int) -> Groups:
    """Tell apart what may be told apart.

    Shape: `people` maps a group to those behind it. What is shown together has enough people too, so that nobody can
    subtract the others from the whole: if need be another group, the one with the fewest people, joins it.
    """
    shown = sorted(group for group, those in people.items() if len(those) >= smallest)
    together = sorted(group for group in people if group not in shown)
    joined = frozenset().union(*(people[group] for group in together))
    while together and shown and len(joined) < smallest:
        least = min(shown, key=lambda group: (len(people[group]), group))
        shown.remove(least)
        together.append(least)
        joined |= people[least]
    return Groups(tuple(shown), tuple(sorted(together)))


def split_lives(population: Population, groups: Mapping[str, Iterable[Life]]) -> Groups:
    """The same for groups of items, by the people behind these."""
    behind = {group: people_behind(lives, population.workspace) for group, lives in groups.items()}
    return split_groups(behind, population.conventions.smallest_group)
