"""Links between items, typed, in both directions: what waits for what, what belongs to what.

The inverse of a link is never written by anybody; it is derived here.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain

from msgspec import Struct

from worksystem.source.document import Keys

__all__ = ["INVERSES", "LINK_TYPES", "Link", "Links", "find_cycles"]

LINK_TYPES = ("depends_on", "blocks", "parent", "relates_to", "duplicates", "replaces", "discovered_from")
INVERSES = {
    "depends_on": "blocks",
    "blocks": "depends_on",
    "parent": "children",
    "relates_to": "relates_to",
    "duplicates": "duplicated_by",
    "replaces": "replaced_by",
    "discovered_from": "led_to",
}


class Link(Struct, frozen=True):
    """One link as somebody wrote it.

    Shape: `target` is the id of an item, empty where the link leads elsewhere; `written` is the text in the file, an
    id, a path or a URL; `keys` is the field of the source item; `dependency` is one of `finish_to_start`,
    `start_to_start`, `finish_to_finish`, `start_to_finish` for a `depends_on`, else empty; `resolved` says whether it
    leads anywhere.
    """

    type: str
    source: str
    target: str
    written: str
    keys: Keys
    dependency: str = ""
    lag: str | None = None
    resolved: bool = True

    @property
    def inverse(self) -> str:
        """What the link is called from its target."""
        return INVERSES[self.type]


class Links:
    """All links of a work system; asked by item."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.all = tuple(links)

    @cached_property
    def _outgoing(self) -> Mapping[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.all:
            found.setdefault(link.source, []).append(link)
        return found

    @cached_property
    def _incoming(self) -> Mapping[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.all:
            if link.target:
                found.setdefault(link.target, []).append(link)
        return found

    def outgoing(self, item: str, type: str | None = None) -> tuple[Link, ...]:
        """The links written in an item, in the file's order; only those of one type if asked."""
        return tuple(link for link in self._outgoing.get(item, ()) if type is None or link.type == type)

    def incoming(self, item: str, type: str | None = None) -> tuple[Link, ...]:
        """The links that others have to an item, by the id of the other."""
        found = self._incoming.get(item, ())
        return tuple(
            sorted((link for link in found if type is None or link.type == type), key=lambda link: link.source)
        )

    def children(self, item: str) -> tuple[str, ...]:
        """The items whose parent this is, sorted."""
        return tuple(link.source for link in self.incoming(item, "parent"))

    def waits_for(self, item: str) -> tuple[str, ...]:
        """The items that this one depends on, in the file's order; then those that say they block it."""
        own = [link.target for link in self.outgoing(item, "depends_on") if link.target]
        return tuple(dict.fromkeys(own + [link.source for link in self.incoming(item, "blocks")]))

    def blocks(self, item: str) -> tuple[str, ...]:
        """The items that depend on this one, sorted."""
        own = {link.target for link in self.outgoing(item, "blocks") if link.target}
        return tuple(sorted(own.union(link.source for link in self.incoming(item, "depends_on"))))

    def edges(self, type: str) -> dict[str, tuple[str, ...]]:
        """Source to targets of one type of link, items only; what `blocks` says counts as `depends_on`."""
        found: dict[str, list[str]] = {}
        for link in self.all:
            if link.type == type and link.target:
                found.setdefault(link.source, []).append(link.target)
            elif type == "depends_on" and link.type == "blocks" and link.target:
                found.setdefault(link.target, []).append(link.source)
        return {source: tuple(targets) for source, targets in found.items()}

    def cycles(self, type: str) -> tuple[tuple[str, ...], ...]:
        """One shortest cycle for each knot of items that wait for each other; see `find_cycles`."""
        if type not in self._cycles:
            self._cycles[type] = find_cycles(self.edges(type))
        return self._cycles[type]

    @cached_property
    def _cycles(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return {}


def find_cycles(edges: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """One shortest cycle for each strongly connected component.

    Shape: a cycle begins with its smallest id and does not repeat it at the end; sorted; `("A",)` waits for itself.
    """
    if _has_no_cycle(edges):
        return ()
    import networkx  # only a work system with a cycle pays for it

    graph = networkx.DiGraph(edges)
    knots = [knot for knot in networkx.strongly_connected_components(graph) if len(knot) > 1]
    loops = [(node,) for node in graph if graph.has_edge(node, node) and not any(node in knot for knot in knots)]
    return tuple(sorted(loops + [_shortest(min(knot), edges, knot) for knot in knots]))


def _has_no_cycle(edges: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether everything can be put into an order, by taking away what nothing leads to."""
    leading = dict(Counter(chain.from_iterable(edges.values())))
    free = [node for node in edges if node not in leading]
    while free:
        for target in edges.get(free.pop(), ()):
            if leading[target] > 1:
                leading[target] -= 1
            else:
                del leading[target]
                free.append(target)
    return not leading


def _shortest(start: str, edges: Mapping[str, tuple[str, ...]], knot: set[str]) -> tuple[str, ...]:
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for target in sorted(edges.get(node, ())):
            if target == start:
                path = [node]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return tuple(reversed(path))
            if target in knot and target not in came_from:
                came_from[target] = node
                waiting.append(target)
    return (start,)
