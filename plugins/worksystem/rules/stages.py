"""How work passes its states (WS733, WS734): where it piles up, and what goes back and forth."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from worksystem.diagnostics import Severity
from worksystem.history import Life
from worksystem.metrics.population import Population, people_behind
from worksystem.metrics.states import days_in_states
from worksystem.model import State
from worksystem.model.words import days_words, number_of, percent_words
from worksystem.rules.lives import list_living
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

# For four that left a state, at least five came.
_GROWTH = 1.25


def _check_piles_up(context: Context) -> Iterator[Finding]:
    population = context.population
    if population is None:
        return
    by_workflow: dict[str, list[Life]] = {}
    for life in population.lives:
        by_workflow.setdefault(life.workflow, []).append(life)
    for id, lives in sorted(by_workflow.items()):
        entry = context.workspace.workflows.get(id)
        states = entry.record.states if entry is not None else {}
        active = [state for state, about in states.items() if about.category == "active"]
        if entry is None or len(active) < 2:
            continue
        came, left = _passage(population, lives)
        state = max(active, key=lambda each: came[each] - left[each])
        if left[state] < population.conventions.few or came[state] < _GROWTH * left[state]:
            continue
        share = _share_of_time(population, lives, state)
        if share <= 0.5 or len(people_behind(lives, context.workspace)) < population.conventions.smallest_group:
            continue
        within = days_words(population.conventions.window)
        message = (
            f'work piles up in "{states[state].name or state}" of workflow "{id}": {came[state]} items came within '
            f"{within} and {left[state]} left, and what is finished spent {percent_words(share)} of its time there"
        )
        help = f"{_limit(states[state])}, and let those who would start something new help there first"
        yield Finding("WS733", message, entry, ("states", state), on="key", help=help)


def _limit(state: State) -> str:
    """What to do about the limit of a state; one item is the least."""
    wip = state.wip
    limits = () if wip is None else (wip.limit, wip.per_team, wip.per_person)
    limit = next((each for each in limits if each is not None), None)
    if limit is None:
        return "give the state a limit"
    return f"lower the limit of {limit}" if limit > 1 else f"keep to the limit of {limit}"


def _passage(population: Population, lives: list[Life]) -> tuple[Counter[str], Counter[str]]:
    """How often items came into each state in the window, and how often they left it; what was there already apart."""
    came: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for life in lives:
        for number, spell in enumerate(life.spells):
            came[spell.state] += population.in_window(spell.start) and not (number == 0 and life.is_cut)
            left[spell.state] += population.in_window(spell.end)
    return came, left


def _share_of_time(population: Population, lives: list[Life], state: str) -> float:
    """The share of the time in progress that the finished items of the window spent in a state."""
    mine = {life.key for life in lives}
    total: Counter[str] = Counter()
    for life in population.finished:
        if life.key in mine:
            total.update(days_in_states(life, life.created, population.history.now, categories=("active",)))
    whole = sum(total.values())
    return total[state] / whole if whole else 0.0


def _check_back_and_forth(context: Context) -> Iterator[Finding]:
    limit = context.workspace.settings.thresholds.returns
    for item, life, _, _ in list_living(context):
        if len(life.spells) < 2 * limit + 2 or item.workflow is None:
            continue
        states = item.workflow.record.states
        order = {state: place for place, state in enumerate(states)}
        moves = Counter(pairwise(spell.state for spell in life.spells if spell.state in states))
        back = [(source, to) for source, to in moves if order[to] < order[source]]
        source, to = max(back, key=lambda move: moves[move], default=("", ""))
        if moves[source, to] <= limit:
            continue
        times = {1: "once", 2: "twice"}.get(moves[source, to], f"{number_of(moves[source, to])} times")
        message = f'{item.id} went back from "{states[source].name or source}" to "{states[to].name or to}" {times}'
        help = "sit down together: agree on what is missing before it moves again, and write it under acceptance"
        yield Finding("WS734", message, item.entry, ("status",), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS733",
        "work-piles-up",
        Severity.NOTE,
        "flow_over_friction",
        ("missed_deadlines", "poor_visibility"),
        "More work comes into a state than leaves it, and most of the time passes there",
        _check_piles_up,
        of_past=True,
    ),
    Rule(
        "WS734",
        "back-and-forth",
        Severity.NOTE,
        "flow_over_friction",
        ("broken_handoffs",),
        "An item went back from one state to another again and again",
        _check_back_and_forth,
        of_past=True,
    ),
)
