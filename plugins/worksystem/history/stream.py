"""Chains and what was brought along to one stream of events, every item under the id that it has now."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from worksystem.history.chains import Chain, Chains, Change, build_chains
from worksystem.history.coverage import BulkCommit, Gap, Unreadable
from worksystem.history.event import PATH, Event, Written
from worksystem.history.plan import Plan
from worksystem.history.version import Landing

__all__ = ["Stream", "Thread", "build_stream"]

STATUS = "status"


@dataclass(frozen=True, slots=True)
class Thread:
    """All events of one item, oldest first; `key` is its id, numbered as in the work system where that id was taken."""

    item: str
    key: str
    type: str
    path: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """Every event, and what was noticed on the way.

    Shape: `events` in the order in which they landed; `threads` are the same events, item by item.
    """

    events: tuple[Event, ...]
    threads: tuple[Thread, ...]
    unreadable: tuple[Unreadable, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bulk: tuple[BulkCommit, ...] = ()
    twice: tuple[str, ...] = ()


@dataclass(slots=True)
class _Line:
    """Chains that are one item: each begins where or after the one before it ended; git counts after `begin`."""

    chains: list[Chain]
    gaps: list[Gap] = field(default_factory=list)
    begin: Landing | None = None

    @property
    def last(self) -> Chain:
        return self.chains[-1]


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
        begin = _last_before(plan.since, landings) if index in counted else None
        lines += [replace(line, begin=begin) for line in _join(chains)]
        moved.update(_moved(chains))
    bulk = {commit: BulkCommit(commit, at, count) for (commit, at), count in moved.items() if count >= plan.bulk}
    by_item: dict[str, list[Event]] = defaultdict(list)
    for event in brought:
        by_item[event.item].append(event)
    threads = [*_threads(lines, plan, bulk, by_item)]
    for item, alone in by_item.items():
        type = type_of(item)
        threads.append(Thread(item, item, type, "", tuple(_add_states(event, plan, type) for event in alone)))
    threads.sort(key=lambda each: each.key)
    number = {landing.commit: at for landings in repositories for at, landing in enumerate(landings)}
    events = [event for thread in threads for event in thread.events]
    events.sort(key=lambda each: (each.when, number.get(each.commit, -1)))
    there = Counter(line.last.id for line in lines if line.last.died is None and line.last.id)
    return Stream(
        tuple(events),
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
    # of several files with one id, the one that is there, and the first in order of paths, has the plain id
    for line in sorted(lines, key=lambda each: (each.last.died is not None, each.last.path, each.last.born)):
        last = line.last
        item = last.id or last.path
        key, number = item, 1
        while key in taken:
            number += 1
            key = f"{item}~{number}"
        taken.add(key)
        names = (item, *last.former_ids) if key == item else ()
        brought = sorted((event for name in names for event in by_item.pop(name, ())), key=lambda each: each.when)
        events = _events(line, item, plan, bulk, brought)
        if events:
            yield Thread(item, key, last.type, last.path, events)


def _join(chains: Chains) -> list[_Line]:
    """Chains of the same id, or of an id that a later one had before, one after the other; only where no two of them
    were there at the same time."""
    lines: list[_Line] = [_Line([chain]) for chain in chains.all]
    ended: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        if line.last.died is not None and line.last.id:
            ended[line.last.id].append(line)
    claims = Counter(name for line in lines for name in {line.last.id, *line.last.former_ids} if name in ended)
    for line in [each for each in lines if each.chains]:
        first = line.chains[0]
        for name in (first.id, *line.last.former_ids):
            earlier = [
                each for each in ended.get(name, ()) if each.chains and each is not line and _ends_before(each, first)
            ]
            others = 1 if name == first.id else 0
            if len(earlier) == 1 and claims[name] <= 1 + others:
                before = earlier[0]
                gap = _gap(before.last, first)
                line.chains[:0] = before.chains
                line.gaps[:0] = [*before.gaps, *gap]
                before.chains = []
                break
    return [line for line in lines if line.chains]


def _ends_before(line: _Line, chain: Chain) -> bool:
    died = line.last.died
    return died is not None and died <= chain.born


def _gap(before: Chain, after: Chain) -> list[Gap]:
    if before.died == after.born:
        return []
    return [Gap(after.id, before.changes[-1].landing.at, after.changes[0].landing.at)]


def _last_before(day: str, landings: Sequence[Landing]) -> Landing | None:
    """The last commit before a day; `None` if no day is named, or nothing came before it."""
    found = None
    for landing in landings:
        if day and landing.at[:10] < day:
            found = landing
    return found


def _moved(chains: Chains) -> Iterator[tuple[str, str]]:
    """The commit and its date for each change of a status; creating an item is no change."""
    for chain in chains.all:
        for change in chain.changes:
            if change.field == STATUS and change.old is not None:
                yield change.landing.commit, change.landing.at


def _events(
    line: _Line,
    item: str,
    plan: Plan,
    bulk: Mapping[str, BulkCommit],
    brought: Iterable[Event],
) -> tuple[Event, ...]:
    """The events of one item: what was brought along, and what git saw change from it."""
    type = line.last.type
    waiting = deque(_add_states(replace(event, item=item), plan, type) for event in brought)
    rejoined = bool(waiting) or len(line.chains) > 1
    found: list[Event] = []
    known: dict[str, tuple[Written, Written]] = {}
    for change in _changes(line):
        landing = change.landing
        while waiting and waiting[0].when <= landing.when:
            found.append(waiting.popleft())
            known[found[-1].field] = (found[-1].new, found[-1].value)
        old = known.get(change.field, (None, None)) if rejoined else (change.old, change.old_value)
        known[change.field] = (change.new, change.value)
        if old[0] != change.new:
            is_status = change.field == STATUS
            found.append(
                Event(
                    item,
                    change.field,
                    old[0],
                    change.new,
                    landing.at,
                    landing.when,
                    landing.commit,
                    change.path,
                    change.value,
                    plan.state(type, old[1]) if is_status else None,
                    plan.state(type, change.value) if is_status else None,
                    landing.commit in bulk,
                )
            )
    return (*found, *waiting)


def _changes(line: _Line) -> Iterable[Change]:
    """The changes of an item in order. A file deleted in the commit that brings its successor only moved; what is
    older than the commit from which git counts becomes one beginning, dated by it."""
    changes = [
        change
        for chain, after in zip(line.chains, (*line.chains[1:], None), strict=True)
        for change in chain.changes
        if not (after is not None and chain.died == after.born and change.field == PATH and change.new is None)
    ]
    begin = line.begin
    if begin is None:
        return changes
    first = {change.field: change for change in changes if change.landing.when <= begin.when}
    there = PATH in first and first[PATH].new is not None
    began = [
        replace(change, old=None, old_value=None, landing=begin)
        for change in first.values()
        if there and change.new is not None
    ]
    return (*began, *(change for change in changes if change.landing.when > begin.when))


def _add_states(event: Event, plan: Plan, type: str) -> Event:
    """An event that was brought along is written in our words already."""
    if event.field != STATUS:
        return replace(event, value=event.new)
    return replace(event, value=event.new, old_state=plan.state(type, event.old), new_state=plan.state(type, event.new))
