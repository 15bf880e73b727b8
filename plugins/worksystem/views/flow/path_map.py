"""The map of a real process: its states, the moves that happened between them, how often, and after how long."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from worksystem.metrics.conformance import JUDGED, Judged, MoveCount, judge_all, list_moves
from worksystem.metrics.paths import Times
from worksystem.metrics.population import Population
from worksystem.model.words import count_of, days_words, list_words, percent_words
from worksystem.views.chart import ChartCell
from worksystem.views.reference import StateMark

__all__ = ["PathMap", "Way", "build_path_map"]

_COLUMNS = ("From", "To", "Move", "Times", "Days before it", "Declared", "Direction")


class Way(Struct, frozen=True):
    """An arrow from one state to another, as positions among the states.

    Shape: `time` are the days before the move in few characters; `rare` ways are folded away until asked for.
    """

    source: int
    target: int
    n: int
    time: str
    undeclared: int
    back: bool
    rare: bool

    @property
    def label(self) -> str:
        """How often, and after how long."""
        return f"{self.n}× · {self.time}" if self.time else f"{self.n}×"

    @property
    def warning(self) -> str:
        """What is said of moves that no workflow declared."""
        if not self.undeclared:
            return ""
        return "undeclared" if self.undeclared == self.n else f"{self.undeclared} undeclared"


class PathMap(Struct, frozen=True):
    """A map; states in the order of the board, words that are no state behind them.

    Shape: `rare` are the words that only rare ways lead to or from; `rows` are all moves under `columns`. Without ways
    there is nothing to draw, and `summary` says so.
    """

    id: str
    title: str
    summary: str
    states: tuple[StateMark, ...]
    ways: tuple[Way, ...]
    rare: frozenset[int]
    columns: tuple[str, ...]
    rows: tuple[tuple[ChartCell, ...], ...]

    @property
    def folded(self) -> int:
        """How many ways are rare."""
        return sum(way.rare for way in self.ways)

    @property
    def usual(self) -> "PathMap":
        """The map without what is rare."""
        kept = [index for index in range(len(self.states)) if index not in self.rare]
        place = {index: number for number, index in enumerate(kept)}
        ways = tuple(
            replace(way, source=place[way.source], target=place[way.target]) for way in self.ways if not way.rare
        )
        states = tuple(self.states[index] for index in kept)
        return replace(self, states=states, ways=ways, rare=frozenset())


def build_path_map(population: Population, workflow: str, *, rare: float = 0.02) -> PathMap:
    """The moves of a window in one workflow.

    Shape: `rare` is the share of all moves below which a move is folded away; one between two states that was not
    declared never is.
    """
    judged = tuple(each for each in judge_all(population) if each.step.life.workflow == workflow)
    moves = list_moves(judged, population)
    states = _states(population, workflow, moves)
    place = {state.id: index for index, state in enumerate(states)}
    total = sum(move.n for move in moves)
    ways = tuple(
        Way(
            place[move.old],
            place[move.new],
            move.n,
            _time(move.stay),
            move.undeclared,
            move.back,
            move.n < rare * total and (not move.undeclared or "unknown" in _kinds(move, states, place)),
        )
        for move in moves
    )
    busy = {end for way in ways if not way.rare for end in (way.source, way.target)}
    strange = {index for index, state in enumerate(states) if state.category == "unknown"}
    entry = population.workspace.workflows.get(workflow)
    return PathMap(
        id=f"paths-{workflow}",
        title=f"How work really goes: {entry.record.name if entry is not None else workflow}",
        summary=_summary(judged, moves, states, place),
        states=states,
        ways=ways,
        rare=frozenset(strange - busy),
        columns=_COLUMNS,
        rows=tuple(_row(move, states, place) for move in moves),
    )


def _states(population: Population, workflow: str, moves: Sequence[MoveCount]) -> tuple[StateMark, ...]:
    """The states of the board, those that it had earlier, and words that are none."""
    found: dict[str, StateMark] = {}
    for version in reversed(population.history.workflows.get(workflow, ())):
        for id, rule in version.states.items():
            found.setdefault(id, StateMark(id, rule.name, rule.category))
    for word in sorted({end for move in moves for end in (move.old, move.new)}):
        found.setdefault(word, StateMark(word, word, "unknown"))
    return tuple(found.values())


def _kinds(move: MoveCount, states: Sequence[StateMark], place: Mapping[str, int]) -> tuple[str, str]:
    return states[place[move.old]].category, states[place[move.new]].category


def _time(stay: Times) -> str:
    if stay.median is not None:
        return f"{_days(stay.median)} d"
    if not stay.values:
        return ""
    first, last = _days(stay.values[0]), _days(stay.values[-1])
    return f"{first} d" if first == last else f"{first}–{last} d"


def _days(days: float) -> str:
    return f"{days:,.1f}".removesuffix(".0") if days < 10 else f"{days:,.0f}"


def _row(move: MoveCount, states: Sequence[StateMark], place: Mapping[str, int]) -> tuple[ChartCell, ...]:
    ending = _time(move.stay)
    if move.stay.median is not None and move.stay.expected is not None:
        ending = f"half within {days_words(move.stay.median)}, most within {days_words(move.stay.expected)}"
    declared = "yes" if not move.undeclared else "no" if move.undeclared == move.n else f"{move.undeclared} were not"
    back = "rework" if move.rework else "back" if move.back else "on"
    old, new = states[place[move.old]], states[place[move.new]]
    return (old, new, move.name, move.n, ending, declared, back)


def _summary(
    judged: Sequence[Judged], moves: Sequence[MoveCount], states: Sequence[StateMark], place: Mapping[str, int]
) -> str:
    if not moves:
        return "No item moved in this window, so there is no map yet."
    counting = [each for each in judged if each.verdict in JUDGED]
    wrong = sum(move.undeclared for move in moves)
    back = [move for move in moves if move.back]
    items = len({each.step.life.key for each in judged})
    said = (
        f"{count_of(items, 'item')} made {count_of(len(judged), 'move')}, most often {_named(moves[0], states, place)}."
    )
    parts = [said[:1].upper() + said[1:]]
    if wrong:
        ways = [_named(move, states, place) for move in moves if move.undeclared][:3]
        parts.append(f"{percent_words(wrong / len(counting))} of moves were not declared, such as {list_words(ways)}.")
    elif counting:
        parts.append("Every move was declared.")
    if back:
        parts.append(f"Work went back {sum(move.n for move in back)}×, most often {_named(back[0], states, place)}.")
    return " ".join(parts)


def _named(move: MoveCount, states: Sequence[StateMark], place: Mapping[str, int]) -> str:
    return f"{states[place[move.old]].name} → {states[place[move.new]].name} ({move.n}×)"
