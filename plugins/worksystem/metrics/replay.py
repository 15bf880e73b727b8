"""Token replay: how well the paths that work took fit the net that was declared for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

__all__ = ["Fit", "Net", "Tokens", "Transition", "replay", "replay_log", "state_machine"]


class Transition(Struct, frozen=True):
    """One step of a net: firing `activity` takes a token from each input place and puts one into each output place."""

    activity: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


class Net(Struct, frozen=True, dict=True):
    """A Petri net without silent steps: where a case starts, where it may end, and the steps between.

    Shape: `ends` holds at least one place; several transitions may carry the same activity, as the edges of a state
    machine do.
    """

    start: str
    ends: tuple[str, ...]
    transitions: tuple[Transition, ...]

    @cached_property
    def by_activity(self) -> Mapping[str, tuple[Transition, ...]]:
        found: dict[str, tuple[Transition, ...]] = {}
        for each in self.transitions:
            found[each.activity] = (*found.get(each.activity, ()), each)
        return found


class Tokens(Struct, frozen=True):
    """What a replay counted: tokens that had to be lent (`missing`), tokens left behind (`remaining`), and all that
    moved; `unknown` counts the steps whose activity no transition carries, which were skipped.
    """

    missing: int = 0
    remaining: int = 0
    consumed: int = 0
    produced: int = 0
    unknown: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(
            missing=self.missing + other.missing,
            remaining=self.remaining + other.remaining,
            consumed=self.consumed + other.consumed,
            produced=self.produced + other.produced,
            unknown=self.unknown + other.unknown,
        )

    def times(self, count: int) -> "Tokens":
        """The tokens of `count` cases that went the same way."""
        return Tokens(
            missing=self.missing * count,
            remaining=self.remaining * count,
            consumed=self.consumed * count,
            produced=self.produced * count,
            unknown=self.unknown * count,
        )

    @property
    def fits(self) -> bool:
        """Whether the path is one the net allows, step by step to an end."""
        return not (self.missing or self.remaining or self.unknown)

    @property
    def fitness(self) -> float | None:
        """From 0 to 1: half for tokens that did not have to be lent, half for tokens not left behind.

        Errors: `None` when nothing was replayed.
        Source: Rozinat and van der Aalst, "Conformance checking of processes based on monitoring real behavior",
        Information Systems 33 (2008): 1/2 (1 - m/c) + 1/2 (1 - r/p), for a log over the sums of its cases.
        """
        if not self.consumed or not self.produced:
            return None
        return (1 - self.missing / self.consumed) / 2 + (1 - self.remaining / self.produced) / 2


class Fit(Struct, frozen=True):
    """A log against a net: the tokens of all cases, how many cases there are, and how many of them fit."""

    tokens: Tokens
    cases: int
    fitting: int


def state_machine(edges: Iterable[tuple[str, str, str]], *, start: str, ends: Iterable[str]) -> Net:
    """The net of a plain state machine, from edges of state, activity, next state.

    Where only states are known, name the activity after both (`todo > doing`): named after the next state alone, a
    step from a state that has no such edge may use up the token that an earlier skip left behind.
    """
    return Net(start, tuple(ends), tuple(Transition(activity, (old,), (new,)) for old, activity, new in edges))


def replay(net: Net, trace: Iterable[str], *, ends: Sequence[str] | None = None) -> Tokens:
    """The tokens that one case moves on its way through a net.

    Shape: `trace` holds activities, oldest first. The environment puts one token into the start and takes one from
    the first of `ends` that has one. A case still under way ends where it stands: give that state as `ends`.
    An activity that the net lacks is skipped and counted. Of several transitions with the activity the one that lacks
    the fewest tokens fires, the first of them where they tie.
    Errors: a step that is not allowed is a missing token.
    """
    marking = Counter({net.start: 1})
    missing = consumed = unknown = 0
    produced = 1
    for activity in trace:
        candidates = net.by_activity.get(activity, ())
        if not candidates:
            unknown += 1
            continue
        step = min(candidates, key=lambda each: _lacking(marking, each.inputs))
        missing += _take(marking, step.inputs)
        marking.update(step.outputs)
        consumed += len(step.inputs)
        produced += len(step.outputs)
    last = min(net.ends if ends is None else ends, key=lambda place: _lacking(marking, (place,)))
    missing += _take(marking, (last,))
    return Tokens(missing, marking.total(), consumed + 1, produced, unknown)


def replay_log(net: Net, log: Iterable[tuple[Sequence[str], int]]) -> Fit:
    """A whole log, as paths and how many cases took each."""
    tokens, cases, fitting = Tokens(), 0, 0
    for trace, count in log:
        one = replay(net, trace)
        tokens += one.times(count)
        cases += count
        fitting += count if one.fits else 0
    return Fit(tokens, cases, fitting)


def _lacking(marking: Counter[str], places: Sequence[str]) -> int:
    """How many tokens are missing to take one from each place."""
    return (Counter(places) - marking).total()


def _take(marking: Counter[str], places: Sequence[str]) -> int:
    """Takes one token from each place, lending what is not there; says how many were lent."""
    lent = Counter(places) - marking
    marking.update(lent)
    marking.subtract(places)
    return lent.total()
