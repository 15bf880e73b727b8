"""Open items beside their past, for the rules that judge what happened."""

from datetime import date
from typing import NamedTuple

from worksystem.history import Life, Spell
from worksystem.history.event import PATH
from worksystem.metrics.population import Population
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context

__all__ = ["Living", "last_change", "list_living"]


class Living(NamedTuple):
    """An open item, its life, and the stay in the state that its file says.

    Shape: `entered` is the first day of that stay, `None` where the past begins later.
    """

    item: ItemFacts
    life: Life
    spell: Spell
    entered: date | None


def list_living(context: Context) -> tuple[Living, ...]:
    """Every open item whose past leads to the state its file says, by id; what is not committed yet is left out."""
    return context.once(_living)


def _living(context: Context) -> tuple[Living, ...]:
    past, found = context.past, []
    for item in context.open_items if past is not None else ():
        life = past.life(item.id) if past is not None else None
        spell = life.spell if life is not None else None
        if past is None or life is None or spell is None or spell.state != item.record.status:
            continue
        was_there = life.is_cut and spell is life.spells[0]
        found.append(Living(item, life, spell, None if was_there else past.day(spell.start)))
    return tuple(found)


def last_change(population: Population, one: Living) -> date:
    """The last day on which something about an item changed: what the history keeps, or what is dated in its file.

    Shape: that a file was moved is no change.
    """
    moments = [event.when for event in one.life.events if event.field != PATH or event.old is None]
    record = one.item.record
    days = [population.day(max(moments, default=one.life.created))]
    for dated in (record.updates, record.comments, record.handoffs, record.approvals, record.time):
        days += [each.date.last for each in dated]
    return max(days)
