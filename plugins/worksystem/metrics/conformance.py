"""The real paths of work against the declared ones: each move judged by the workflow of its day."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from msgspec import Struct

from worksystem.history import Life, WorkflowVersion
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.paths import Step, Times, closed_in_window, detail_of, goes_back, list_steps, steps_of, times_of
from worksystem.metrics.population import Population
from worksystem.metrics.replay import Fit, Net, Tokens, Transition, replay
from worksystem.model.words import count_of, list_words, percent_words

__all__ = ["FIGURES", "JUDGED", "Judged", "MoveCount", "Verdict", "fit_of", "judge", "judge_all", "list_moves"]

Verdict = Literal["declared", "skipped", "undeclared", "no_state", "repaired", "bulk", "unknown"]
# What counts for or against. A repair leads away from a word that is no state; a bulk commit tells of no single item.
JUDGED: Final[frozenset[Verdict]] = frozenset({"declared", "skipped", "undeclared", "no_state"})
_ALLOWED: Final = frozenset({"declared", "skipped"})

CONFORMANCE = Definition(
    "conformance",
    "Moves the workflow declares",
    "share",
    "workflow_architecture",
    "Share of the moves between states that the workflow of that day declared",
    "higher",
)
MOVES_BACK = Definition(
    "moves_back",
    "Moves back",
    "moves",
    "completion",
    "Moves that led work back: to an earlier state, by a move declared as rework, or out of a closed state",
    "lower",
)


class Judged(Struct, frozen=True):
    """A move and what the workflow of its day says of it.

    Shape: `verdict` is `declared`; `skipped`, if expedited work left out what it may; `undeclared`; `no_state`, if it
    led to a word that is no state; `repaired`, if it led away from one; `bulk`; `unknown`, if no workflow is known.
    `name` is that of the declared move. `over` are the states between, where declared moves lead from the old state to
    the new one: they may have been passed within one commit, which git can't tell. `early` says that the workflow which
    judges is younger than the move.
    """

    step: Step
    verdict: Verdict
    name: str = ""
    back: bool = False
    rework: bool = False
    over: tuple[str, ...] = ()
    early: bool = False


class MoveCount(Struct, frozen=True):
    """A move of a workflow: how often it happened, how often it was not declared on its day, how long items stayed in
    the old state before it. Bulk moves count in `n`, not in `stay`."""

    workflow: str
    old: str
    new: str
    name: str
    n: int
    undeclared: int
    back: bool
    rework: bool
    stay: Times


def judge(step: Step, population: Population) -> Judged:
    """What the workflow of its day says of a move."""
    workflow = population.history.workflow_at(step.life.workflow, step.when)
    if workflow is None:
        return Judged(step, "unknown")
    back = goes_back(workflow, step.old, step.new)
    early = workflow.since is not None and workflow.since > step.when
    move = workflow.find_move(step.old, step.new)
    if move is not None:
        verdict: Verdict = "bulk" if step.bulk else "declared"
        return Judged(step, verdict, move.name, back, move.rework, early=early)
    if step.bulk:
        return Judged(step, "bulk", back=back, early=early)
    if step.new not in workflow.states:
        return Judged(step, "no_state", early=early)
    if step.old not in workflow.states:
        return Judged(step, "repaired", early=early)
    if _was_expedited(step, population) and _way(workflow, step, workflow.may_skip) is not None:
        return Judged(step, "skipped", back=back, early=early)
    over = _way(workflow, step, _forward(workflow)) or ()
    return Judged(step, "undeclared", back=back, over=over, early=early)


def judge_all(population: Population) -> tuple[Judged, ...]:
    """The moves of the window, each judged, in the order of the items."""
    return tuple(judge(step, population) for step in list_steps(population))


def _was_expedited(step: Step, population: Population) -> bool:
    """Whether an item was expedited when it moved; as it is today, where its history is not tracked."""
    if "expedite" in step.life.changed:
        return bool(step.life.value("expedite", step.when))
    entry = population.workspace.items.get(step.life.item)
    return entry is not None and entry.record.expedite is not None


def _forward(workflow: WorkflowVersion) -> tuple[str, ...]:
    return tuple(state for state, rule in workflow.states.items() if rule.category not in ("done", "dropped"))


def _way(workflow: WorkflowVersion, step: Step, through: Iterable[str]) -> tuple[str, ...] | None:
    """The states between on the shortest declared way that leads through no others; `None` if there is none."""
    order = {state: place for place, state in enumerate(workflow.states)}
    waiting: deque[tuple[str, tuple[str, ...]]] = deque([(step.old, ())])
    seen = {step.old}
    while waiting:
        state, passed = waiting.popleft()
        if passed and workflow.find_move(state, step.new) is not None:
            return passed
        for each in sorted(order.keys() & set(through), key=order.__getitem__):
            if each not in seen and each != step.new and workflow.find_move(state, each) is not None:
                seen.add(each)
                waiting.append((each, (*passed, each)))
    return None


def list_moves(judged: Iterable[Judged], population: Population) -> tuple[MoveCount, ...]:
    """Every move that happened, counted by workflow, old and new state; the most frequent first."""
    groups: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for each in judged:
        groups[each.step.life.workflow, each.step.old, each.step.new].append(each)
    found = []
    for (workflow, old, new), group in groups.items():
        last = max(group, key=lambda each: each.step.when)
        found.append(
            MoveCount(
                workflow,
                old,
                new,
                next((each.name for each in reversed(group) if each.name), ""),
                len(group),
                sum(each.verdict in JUDGED - _ALLOWED for each in group),
                last.back,
                last.rework,
                times_of((each.step.days for each in group if not each.step.bulk), population),
            )
        )
    return tuple(sorted(found, key=lambda move: (-move.n, move.workflow, move.old, move.new)))


def fit_of(lives: Iterable[Life], population: Population) -> Fit:
    """Token replay of whole lives on their workflow as a state machine: each move as the workflow of its day allows.

    Shape: a life begins where it was first seen and ends where it stands, so only moves can fail to fit; those that are
    not judged fit. The tokens of a state machine whose steps are named after both states.
    Source: metrics.replay
    """
    tokens, cases, fitting = Tokens(), 0, 0
    for life in lives:
        judged = [judge(step, population) for step in steps_of(life, population)]
        if not judged:
            continue
        steps = [
            Transition(str(number), (each.step.old,), (each.step.new,))
            for number, each in enumerate(judged)
            if each.verdict not in JUDGED - _ALLOWED
        ]
        net = Net(judged[0].step.old, (judged[-1].step.new,), tuple(steps))
        one = replay(net, map(str, range(len(judged))))
        tokens, cases, fitting = tokens + one, cases + 1, fitting + one.fits
    return Fit(tokens, cases, fitting)


def _conformance(population: Population) -> Figure:
    judged = judge_all(population)
    counting = [each for each in judged if each.verdict in JUDGED]
    if not counting:
        return Figure(CONFORMANCE.name, None, "No item moved", detail=_apart(judged))
    share = sum(each.verdict in _ALLOWED for each in counting) / len(counting)
    wrong = [each for each in counting if each.verdict not in _ALLOWED]
    jumped = sum(bool(each.over) for each in wrong)
    early = sum(each.early for each in counting)
    fit = fit_of(closed_in_window(population), population)
    all_early = early == len(counting)
    by = "first workflow known, though all were made before it was" if all_early else "workflow of their day"
    says = f"{percent_words(share)} of {count_of(len(counting), 'move')} were declared by the {by}"
    if jumped:
        says += (
            f"; {count_of(jumped, 'move')} jumped over states between: whether those were left out, or passed and "
            "landed at once, was not seen"
        )
    if early and not all_early:
        which = f"{count_of(early, 'move')} {'was' if early == 1 else 'were'} made before any workflow is known"
        says += f"; {which}, and judged by the first"
    detail: dict[str, Any] = {
        "illegal": [
            {
                "item": each.step.life.key,
                "day": population.day(each.step.when).isoformat(),
                "from": each.step.old,
                "to": each.step.new,
                "why": each.verdict,
                "over": list(each.over),
            }
            for each in wrong
        ],
        "moves": [
            {
                "workflow": move.workflow,
                "from": move.old,
                "to": move.new,
                "name": move.name,
                "n": move.n,
                "undeclared": move.undeclared,
                "back": move.back,
                "rework": move.rework,
                **detail_of(move.stay, "stay"),
            }
            for move in list_moves(judged, population)
        ],
        "jumped": jumped,
        "early": early,
        "fitness": fit.tokens.fitness,
        "fitting_share": fit.fitting / fit.cases if fit.cases else None,
        "fitted_items": fit.cases,
        **_apart(judged),
    }
    return Figure(CONFORMANCE.name, share, says, len(counting), detail)


def _apart(judged: Iterable[Judged]) -> Mapping[str, int]:
    verdicts = [each.verdict for each in judged]
    return {name: verdicts.count(name) for name in ("skipped", "repaired", "bulk", "unknown")}


def _moves_back(population: Population) -> Figure:
    judged = [each for each in judge_all(population) if each.verdict not in ("bulk", "unknown")]
    if not judged:
        return Figure(MOVES_BACK.name, None, "No item moved")
    back = [each for each in judged if each.back]
    pairs: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for each in back:
        pairs[each.step.old, each.step.new].append(each)
    ordered = sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair))
    share = len(back) / len(judged)
    says = f"{percent_words(share)} of {count_of(len(judged), 'move')} led back"
    if ordered:
        most = [f"{old} → {new} {len(pairs[old, new])}" for old, new in ordered[:3]]
        says += f": {list_words(most)}"
    rows = [
        {
            "from": old,
            "to": new,
            "n": len(group := pairs[old, new]),
            "items": sorted({each.step.life.key for each in group}),
            "rework": any(each.rework for each in group),
            "undeclared": sum(each.verdict not in _ALLOWED for each in group),
        }
        for old, new in ordered
    ]
    return Figure(MOVES_BACK.name, len(back), says, len(judged), {"pairs": rows, "share": share})


FIGURES = ((CONFORMANCE, _conformance), (MOVES_BACK, _moves_back))
