"""YAML text to a tree with positions, by PyYAML's event stream: the reference for what our YAML means.

Never raises for what is in the text: what is wrong becomes faults with a place.
"""

from typing import Any

import yaml

from worksystem.position import Position, Span, split_lines
from worksystem.source.node import MAX_DEPTH, MAX_NODES, UNSEEN, Branch, Fault, Leaf, Node, Pair, Tree, count_expanded
from worksystem.source.scalar import resolve
from worksystem.source.wording import explain, find_bracket

__all__ = ["MAX_ALIASES", "build_tree"]

MAX_ALIASES = 100

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# line breaks in YAML 1.1, plain characters in 1.2: hidden from the parser behind private characters of the same length
_NOT_BREAKS = {0x85: 0xF0085, 0x2028: 0xF2028, 0x2029: 0xF2029}
_BREAKS: dict[int, int | None] = {private: char for char, private in _NOT_BREAKS.items()} | {ord(UNSEEN): None}


def build_tree(text: str) -> Tree:
    """Parse YAML into nodes with spans; never raises for what is in the text.

    Shape: lines and columns are those of `text`; the first document counts, a second one is a fault.
    """
    return _Builder(text).build()


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.root: Node | None = None
        self.stack: list[tuple[Branch, Leaf | None, int]] = []
        self.pending: Leaf | None = None
        self.anchors: dict[str, Node] = {}
        self.open_anchors: set[str] = set()
        self.texts_named: dict[str, Leaf] = {}
        self.aliases = 0
        self.documents = 0

    def build(self) -> Tree:
        """The tree, or the faults that prevent one."""
        try:
            for event in yaml.parse(self.text.translate(_NOT_BREAKS), Loader=Loader):
                if not self._take(event):
                    return Tree(None, self.faults, fatal=True)
        except yaml.YAMLError as error:
            self.faults.append(_fault_of(error, self.text))
            return Tree(None, self.faults, fatal=True)
        if self.aliases and self.root is not None and count_expanded(self.root) > MAX_NODES:
            help = "write the values out where they are needed"
            self.faults.append(Fault("WS010", "aliases of aliases make this file too large", self.root.span, help))
        is_fatal = any(fault.code in _FATAL for fault in self.faults)
        for name, leaf in self.texts_named.items():
            help = "put the whole text in quotes"
            self.faults.append(Fault("WS012", f'"&{name}" gives a name that nothing refers to', leaf.span, help))
        return Tree(self.root, self.faults, fatal=is_fatal)

    def _take(self, event: yaml.Event) -> bool:
        """Take one event; false when there is no point in going on."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._fault(
                    "WS008",
                    "the file holds a second document",
                    event,
                    "keep one document in a file, without `---` between",
                )
                return False
            if event.version or event.tags:
                self._fault("WS018", "a YAML directive is not used here", event, "take the line that begins with % out")
        elif isinstance(event, yaml.AliasEvent):
            return self._take_alias(event)
        elif isinstance(event, yaml.ScalarEvent):
            self._check_tag(event)
            plain = event.style is None or event.style == ""
            text = event.value.translate(_BREAKS) if not event.value.isascii() else event.value
            leaf = Leaf(_span(event), text, resolve(text) if plain else text, plain)
            self._name(event.anchor, leaf)
            self._place(leaf)
        elif isinstance(event, yaml.CollectionStartEvent):
            return self._open(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        return True

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        self._check_tag(event)
        if len(self.stack) >= MAX_DEPTH:
            self._fault(
                "WS009",
                f"fields and lists stand more than {MAX_DEPTH} levels deep inside each other",
                event,
                "split the record into several",
            )
            return False
        branch = Branch(
            _span(event), isinstance(event, yaml.MappingStartEvent), "flow" if event.flow_style else "block"
        )
        self._name(event.anchor, branch)
        key = self.pending
        if self.stack and self.stack[-1][0].is_mapping and key is None:
            self.stack.append((branch, self._nameless_key(branch.span), 1))
            return True
        self.pending = None
        self.stack.append((branch, key, 0))
        return True

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        branch, key, is_key = self.stack.pop()
        branch.span = Span(branch.span.start, _end(event))
        if is_key:
            self.pending = key
            return
        self.pending = key
        self._place(branch)

    def _place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1][0]
        if not parent.is_mapping:
            parent.items.append(node)
        elif self.pending is not None:
            parent.pairs.append(Pair(self.pending, node))
            self.pending = None
        elif isinstance(node, Leaf):
            self._take_key(parent, node)
        else:
            self.pending = self._nameless_key(node.span)

    def _take_key(self, parent: Branch, leaf: Leaf) -> None:
        if leaf.plain and leaf.text == "<<":
            self.faults.append(Fault("WS007", "merge keys (`<<`) are not used here", leaf.span, "write the fields out"))
        first = parent.keys.setdefault(leaf.text, leaf)
        if first is not leaf:
            line = first.span.start.line
            message = f'"{leaf.text}" stands twice in one place, first in line {line}'
            self.faults.append(Fault("WS006", message, leaf.span, "keep one of the two"))
        self.pending = leaf

    def _take_alias(self, event: yaml.AliasEvent) -> bool:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            self._fault("WS010", f"more than {MAX_ALIASES} aliases", event, "write the values out")
            return False
        target = self.anchors.get(event.anchor or "")
        self.texts_named.pop(event.anchor or "", None)
        if target is None or (event.anchor in self.open_anchors and _holds_open(self.stack, target)):
            self._fault("WS012", f'"*{event.anchor}" refers to nothing above it', event, "write the value out")
            target = Leaf(_span(event), "", None, plain=True)
        self._place(_moved(target, _span(event)))
        return True

    def _name(self, anchor: str | None, node: Node) -> None:
        if anchor:
            self.anchors[anchor] = node
            self.open_anchors.add(anchor)
            if isinstance(node, Leaf) and node.plain:
                self.texts_named[anchor] = node

    def _nameless_key(self, span: Span) -> Leaf:
        """A key that is a list or a mapping: a fault; its value is kept apart and dropped with it."""
        self.faults.append(Fault("WS011", "a key must be text", span, "write a word before the colon"))
        return Leaf(span, f"\0{len(self.faults)}", None, plain=False)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(
                "WS007",
                f'the tag "{tag}" is not used here',
                event,
                "take the tag out; a value's type follows from its field",
            )

    def _fault(self, code: str, message: str, event: yaml.Event, help: str) -> None:
        self.faults.append(Fault(code, message, _span(event), help))


# after these the values cannot be trusted; the others leave a value that still means something
_FATAL = frozenset({"WS004", "WS005", "WS007", "WS008", "WS009", "WS010", "WS012"})


def _holds_open(stack: list[tuple[Branch, Leaf | None, int]], target: Node) -> bool:
    return any(branch is target for branch, _, _ in stack)


def _moved(node: Node, span: Span) -> Node:
    """An alias: the same value, at the place where the alias stands."""
    if isinstance(node, Leaf):
        return Leaf(span, node.text, node.value, node.plain)
    return Branch(span, node.is_mapping, node.style, node.pairs, node.items)


def _span(event: yaml.Event) -> Span:
    return Span(_position(event.start_mark), _end(event))


def _end(event: yaml.Event) -> Position:
    return _position(event.end_mark)


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)


def _fault_of(error: yaml.YAMLError, text: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    words = explain(error, text)
    if words.at_context and context_mark is not None:
        mark = context_mark
    point = Position(mark.line + 1, mark.column + 1) if mark is not None else Position(1, 1)
    bracket = find_bracket(text, mark.line, mark.column) if words.at_bracket and mark is not None else None
    if bracket is not None:
        point = Position(bracket[0] + 1, bracket[1] + 1)
    if words.at_text:
        line = split_lines(text)[point.line - 1]
        point = Position(point.line, len(line) - len(line.lstrip()) + 1)
    return Fault(words.code, words.message, Span(point, Position(point.line, point.column + 1)), words.help)
