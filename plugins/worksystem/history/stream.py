"""Chains and what was brought along to one stream of events, every item under the id that it has now."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct, field
from msgspec.structs import replace

from worksystem.history.chains import Chain, Chains, Change, build_chains
from worksystem.history.coverage import BulkCommit, Gap, Unreadable
from worksystem.history.event import PATH, Event
from worksystem.history.plan import Plan
from worksystem.history.version import Landing
from worksystem.source.revision import find_zone

__all__ = ["Stream", "Thread", "build_stream"]

STATUS = "status"


class Thread(Struct, frozen=True):
    """All events of one item, oldest first; `key` is its id, numbered as in the work system where that id was taken."""

    item: str
    key: str
    type: str
    path: str
    events: tuple[Event, ...]


class Stream(Struct, frozen=True):
    """Every event, and what was noticed on the way.

    Shape: `events` in the order in which they landed; `threads` are the same events, item by item.
    """

    events: tuple[Event, ...]
    threads: tuple[Thread, ...]
    unreadable: tuple[Unreadable, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bulk: tuple[BulkCommit, ...] = ()
    twice: tuple[str, ...] = ()


class _Line(Struct):
    """Chains that are one item: each begins where or after the one before it ended; git counts after `begin`."""

    chains: list[Chain]
    gaps: list[Gap] = field(default_factory=list)
    begin: Landing | None = None

    @property
    def last(self) -> Chain:
        return self.chains[-1]

    @property
    def item(self) -> str:
        """The id that it has now; where no version says one, the path stands for it."""
        return self.last.id or self.last.path

    @property
    def former_ids(self) -> set[str]:
        """The ids that it says it had."""
        said = [name for chain in self.chains for name in chain.former_ids]
        return set(said) - {self.last.id} if said else set()

    def append(self, chain: Chain) -> None:
        """Go on with a chain."""
        if self.chains:
            self.gaps += _gap(self.last, chain)
        self.chains.append(chain)

    def put_before(self, other: "_Line") -> None:
        """Take over what another line was; nothing is left of it."""
        self.gaps[:0] = [*other.gaps, *_gap(other.last, self.chains[0])]
        self.chains[:0] = other.chains
        other.chains = []


def build_stream(
    repositories: Sequence[Sequence[Landing]],
    plan: Plan,
    brought: Iterable[Event] = (),
    *,
    type_of: Callable[[str], str] = lambda item: "",
    counted: Collection[int] = (),
) -> Stream:
    """Put together what git and another tracker remember.

    Shape: the landings of each repository and `brought` are oldest first; the latter carry no states yet. `type_of`
    gives the type of an item that no commit has shown; `counted` are the repositories that count from the plan's day.
    """
    unreadable: list[Unreadable] = []
    lines: list[_Line] = []
    moved: Counter[tuple[str, str]] = Counter()
    for index, landings in enumerate(repositories):
        chains = build_chains(landings, plan.fields_of)
        unreadable += chains.unreadable
        begin = _last_before(plan, landings) if index in counted else None
        lines += _join(chains.all, begin)
        moved.update(_moved(chains, begin))
    bulk = {commit: BulkCommit(commit, at, count) for (commit, at), count in moved.items() if count >= plan.bulk}
    by_item: dict[str, list[Event]] = defaultdict(list)
    for event in brought:
        by_item[event.item].append(event)
    threads = [*_threads(lines, plan, bulk, by_item)]
    for item, alone in by_item.items():
        type = type_of(item)
        events = tuple(_tracked(alone, plan, type))
        threads += [Thread(item, item, type, "", events)] if events else []
    threads.sort(key=lambda each: each.key)
    number = {landing.commit: at for landings in repositories for at, landing in enumerate(landings)}
    all_events = [event for thread in threads for event in thread.events]
    all_events.sort(key=lambda each: number.get(each.commit, -1))
    all_events.sort(key=attrgetter("when"))
    there = Counter(line.last.id for line in lines if line.last.died is None and line.last.id)
    return Stream(
        tuple(all_events),
        tuple(threads),
        tuple(unreadable),
        tuple(gap for line in lines for gap in line.gaps),
        tuple(sorted(bulk.values(), key=lambda each: (each.at, each.commit))),
        tuple(sorted(id for id, count in there.items() if count > 1)),
    )


def _threads(
    lines: Iterable[_Line], plan: Plan, bulk: Mapping[str, BulkCommit], by_item: dict[str, list[Event]]
) -> Iterator[Thread]:
    """The thread of each line; takes out of `by_item` what was brought along for it."""
    taken: set[str] = set()
    claims = Counter(name for line in lines for name in line.former_ids)
    # of several files with one id, the one that is there, and the first in order of paths, has the plain id
    ordered = sorted(lines, key=_place)
    own = {line.item for line in ordered}
    for line in ordered:
        item = line.item
        key, number = item, 1
        while key in taken:
            number += 1
            key = f"{item}~{number}"
        taken.add(key)
        brought: list[Event] = []
        if by_item and key == item:
            former = [name for name in sorted(line.former_ids) if claims[name] == 1 and name not in own]
            brought = [event for name in (item, *former) for event in by_item.pop(name, ())]
            brought.sort(key=attrgetter("when"))
        events = _events(line, item, plan, bulk, brought)
        if events:
            yield Thread(item, key, line.last.type, line.last.path, events)


def _place(line: _Line) -> tuple[bool, str, int]:
    """What decides which of several files with one id has it."""
    last = line.last
    return last.died is not None, last.path, last.born


def _join(chains: Sequence[Chain], begin: Landing | None) -> list[_Line]:
    """Chains of the same id, or of an id that a later one had before, one after the other; only where no two of them
    were there at the same time, and no two say that they had it."""
    found: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        found[chain.first_id].append(chain)
        if chain.id != chain.first_id:
            found[chain.id].append(chain)
    lines: list[_Line] = []
    line_of: dict[int, _Line] = {}
    for chain in chains:
        earlier = _before(chain, found[chain.first_id])
        line = line_of.get(id(earlier)) if earlier is not None else None
        if line is None:
            line = _Line([], begin=begin)
            lines.append(line)
        line.append(chain)
        line_of[id(chain)] = line
    return _join_former(lines)


def _before(chain: Chain, same: Sequence[Chain]) -> Chain | None:
    """The chain that had the id of this one before it; `None` if there is none, or any two overlap."""
    if not chain.first_id or len(same) == 1 or not all(_ends_before(first, next) for first, next in pairwise(same)):
        return None
    at = next(index for index, each in enumerate(same) if each is chain)
    return same[at - 1] if at and same[at - 1].id == chain.first_id else None


def _join_former(lines: Sequence[_Line]) -> list[_Line]:
    ending: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        ending[line.last.id].append(line)
    claims = Counter(name for line in lines for name in line.former_ids)
    for line in lines:
        for name in sorted(line.former_ids):
            same = ending.get(name, ())
            if len(same) == 1 == claims[name] and same[0].chains and _ends_before(same[0].last, line.chains[0]):
                line.put_before(same[0])
    return [line for line in lines if line.chains]


def _ends_before(chain: Chain, next: Chain) -> bool:
    return chain is not next and chain.died is not None and chain.died <= next.born


def _gap(before: Chain, after: Chain) -> list[Gap]:
    if before.died == after.born:
        return []
    return [Gap(after.id, before.changes[-1].landing.at, after.changes[0].landing.at)]


def _last_before(plan: Plan, landings: Sequence[Landing]) -> Landing | None:
    """The last commit before the day from which git counts; `None` if none is named, or nothing came before it."""
    if not plan.since:
        return None
    begin = datetime.combine(date.fromisoformat(plan.since), time(), find_zone(plan.timezone))
    return next((landing for landing in reversed(landings) if landing.when < begin), None)


def _moved(chains: Chains, begin: Landing | None) -> Iterator[tuple[str, str]]:
    """The commit and its date for each change of a status; creating an item is no change."""
    for chain in chains.all:
        for change in chain.changes:
            landing = change.landing
            if change.field == STATUS and change.old is not None and (begin is None or landing.when > begin.when):
                yield landing.commit, landing.at


def _events(
    line: _Line,
    item: str,
    plan: Plan,
    bulk: Mapping[str, BulkCommit],
    brought: Sequence[Event],
) -> tuple[Event, ...]:
    """The events of one item: what was brought along, and what git saw change from it."""
    type = line.last.type
    waiting = deque(_tracked((replace(event, item=item) for event in brought), plan, type) if brought else ())
    found: list[Event] = []
    known: dict[str, Change | Event] = {}
    landing: Landing | None = None
    for change in _changes(line):
        if change.landing is not landing:
            landing = change.landing
            at, when, commit = landing.at, landing.when, landing.commit
            is_bulk = commit in bulk
            while waiting and waiting[0].when <= when:
                found.append(waiting.popleft())
                known[found[-1].field] = found[-1]
        name, new, value = change.field, change.new, change.value
        before = known.get(name)
        known[name] = change
        old = None if before is None else before.new
        if old != new:
            old_state = new_state = None
            if name == STATUS:
                old_state = None if before is None else plan.state(type, before.value)
                new_state = plan.state(type, value)
            found.append(
                Event(item, name, old, new, at, when, commit, change.path, value, old_state, new_state, is_bulk)
            )
    return (*found, *waiting)


def _changes(line: _Line) -> Iterable[Change]:
    """The changes of an item in order. A file deleted in the commit that brings its successor only moved; what is
    older than the commit from which git counts becomes one beginning, dated by it."""
    changes: list[Change] = []
    for chain, after in zip(line.chains, (*line.chains[1:], None), strict=True):
        only_moved = after is not None and chain.died == after.born
        here = chain.changes
        changes += [each for each in here if each.field != PATH or each.new is not None] if only_moved else here
    begin = line.begin
    if begin is None:
        return changes
    last = {change.field: change for change in changes if change.landing.when <= begin.when}
    there = PATH in last and last[PATH].new is not None
    began = [replace(change, landing=begin) for change in last.values() if there]
    return (*began, *(change for change in changes if change.landing.when > begin.when))


def _tracked(brought: Iterable[Event], plan: Plan, type: str) -> Iterator[Event]:
    """The events of fields whose history matters, with their states; what was brought along is in our words already."""
    fields = frozenset(plan.fields_of(type))
    for event in brought:
        if event.field == STATUS and STATUS in fields:
            old_state, new_state = plan.state(type, event.old), plan.state(type, event.new)
            yield replace(event, value=event.new, old_state=old_state, new_state=new_state)
        elif event.field in fields:
            yield replace(event, value=event.new)
