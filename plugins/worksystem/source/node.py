"""A YAML document as nodes with spans: scalars, mappings and lists, and what they mean together."""

from typing import Literal

from msgspec import Struct, field

from worksystem.position import Span

__all__ = [
    "MAX_DEPTH",
    "MAX_NODES",
    "UNSEEN",
    "Branch",
    "Fault",
    "Key",
    "Leaf",
    "Node",
    "Pair",
    "Tree",
    "count_expanded",
    "to_value",
]

Key = str | int
MAX_DEPTH = 50
MAX_NODES = 100_000
# what stands for a character that the parser refuses and no value keeps
UNSEEN = "\U000f0000"


class Fault(Struct, frozen=True):
    """What makes a text unreadable, or means nothing: a rule's code, words and a place."""

    code: str
    message: str
    span: Span
    help: str | None = None


class Leaf(Struct):
    """A scalar: its text without quotes, and what it means."""

    span: Span
    text: str
    value: object
    plain: bool


class Pair(Struct):
    """A key and its value in a mapping."""

    key: Leaf
    value: "Node"


class Branch(Struct):
    """A mapping (`pairs`, and the first key of each name in `keys`) or a list (`items`)."""

    span: Span
    is_mapping: bool
    style: Literal["block", "flow"]
    pairs: list[Pair] = field(default_factory=list)
    items: list["Node"] = field(default_factory=list)
    keys: dict[str, Leaf] = field(default_factory=dict)

    def step(self, key: Key) -> "Pair | Node | None":
        """What stands under a key or an index; `None` if nothing does."""
        if isinstance(key, int):
            return self.items[key] if not self.is_mapping and 0 <= key < len(self.items) else None
        # the last of two equal keys is the one that values keep
        return next((pair for pair in reversed(self.pairs) if pair.key.text == key), None)


Node = Leaf | Branch


class Tree(Struct):
    """A whole document: its root (`None` if empty) and what is wrong with it."""

    root: Node | None
    faults: list[Fault]
    fatal: bool = False


def count_expanded(root: Node) -> int:
    """How many nodes there are with every alias written out, counted no further than the limit."""
    count = 0
    waiting = [root]
    while waiting and count <= MAX_NODES:
        node = waiting.pop()
        count += 1
        if isinstance(node, Branch):
            waiting.extend(pair.value for pair in node.pairs)
            waiting.extend(node.items)
    return count


def to_value(node: Node | None) -> object:
    """What a tree means, in plain values; of two equal keys the last one counts.

    Shape: `dict`, `list`, `str`, `int`, `float`, `bool` or `None`; keys are always text.
    """
    if node is None:
        return None
    if isinstance(node, Leaf):
        return node.value
    if node.is_mapping:
        return {pair.key.text: to_value(pair.value) for pair in node.pairs if not pair.key.text.startswith("\0")}
    return [to_value(item) for item in node.items]
