"""One YAML text while it is edited: each step cuts into the text where a value stands, and reads it again."""

from collections.abc import Mapping
from typing import Final, NoReturn

from worksystem.change import Keys, Written
from worksystem.edit.block import exchange_value, insert_lines, remove_lines
from worksystem.edit.compose import Composer, Piece
from worksystem.edit.error import EditError
from worksystem.edit.flow import insert_in_brackets, remove_in_brackets
from worksystem.edit.guide import Guide
from worksystem.edit.layout import Entry, Layout, Splice, splice
from worksystem.edit.meaning import meant, same
from worksystem.edit.scalar import Quote
from worksystem.source.document import field_name
from worksystem.source.node import Branch, Leaf, Node, to_value
from worksystem.source.tree import build_tree

__all__ = ["Editing"]

_IN_THE_WAY: Final = "a comment stands inside these brackets"
_LIST: Final = "a list"


class Editing:
    """The steps of an edit, none of which looks at more than one place.

    Shape: `down` is how many lines of the file stand above the text.
    Errors: `EditError` for what cannot be done without touching more.
    """

    def __init__(self, path: str, text: str, guide: Guide, *, down: int = 0) -> None:
        self.path = path
        self.guide = guide
        self.down = down
        self.layout = self._read(text)

    @property
    def values(self) -> object:
        """What the text means now."""
        return to_value(self.layout.root)

    def node_at(self, keys: Keys) -> Node | None:
        """What stands under some keys; `None` if nothing does."""
        node = self.layout.root
        for index, key in enumerate(keys):
            if node is None:
                return None
            self._check(node, keys[:index], key)
            step = node.step(key) if isinstance(node, Branch) else None
            node = step.value if step is not None and not isinstance(step, (Leaf, Branch)) else step
        if node is not None:
            self._check(node, keys)
        return node

    def put(self, keys: Keys, value: object) -> None:
        """Put a value where one stands, or a field into a mapping that is there."""
        node = self.node_at(keys) if keys else self.layout.root
        if node is None:
            self._add_field(keys, value)
        elif not _is_same(node, value):
            if isinstance(node, Branch) and node.is_mapping and isinstance(value, dict) and node.pairs and value:
                self._put_fields(keys, node, value)
            elif isinstance(node, Branch) and not node.is_mapping and isinstance(value, list) and node.items and value:
                self._put_items(keys, node, value)
            else:
                self._replace(keys, node, value)

    def add_item(self, keys: Keys, index: int, value: object) -> None:
        """Put an entry into a list, before the one at an index."""
        branch = self.node_at(keys)
        assert isinstance(branch, Branch)
        composer = self._composer
        if branch.style == "block":
            entries = self._entries(keys, branch)
            style, quote = self._habits(branch)
            lines = composer.items([value], entries[0].column, style=style, quote=quote, spare=quote_of(quote))
            airy = self.layout.is_airy(branch)
            return self._cut(insert_lines(self.layout, entries, index, lines, airy=airy), keys)
        if not branch.items and not self.in_brackets(keys) and composer.needs_lines(value, branch.span.start.column):
            return self._replace(keys, branch, [value], style="block")
        _, quote = self._habits(branch)
        text = composer.flow(value, quote, quote_of(quote))
        return self._cut(insert_in_brackets(self.layout, branch, index, text), (*keys, index))

    def drop(self, keys: Keys) -> None:
        """Take a field or an entry out; the mapping or list that held it stays, empty if need be."""
        branch = self.node_at(keys[:-1])
        self.node_at(keys)
        assert isinstance(branch, Branch)
        index = _index_of(branch, keys[-1])
        count = len(branch.pairs) + len(branch.items)
        if branch.style == "flow":
            self._cut(remove_in_brackets(self.layout, branch, index), keys)
        elif count == 1:
            self._replace(keys[:-1], branch, {} if branch.is_mapping else [])
        else:
            self._cut(remove_lines(self.layout, self._entries(keys[:-1], branch), index), keys)

    def rename(self, keys: Keys, to: str) -> None:
        """Put another key in the place of one."""
        branch = self.node_at(keys[:-1])
        self.node_at(keys)
        assert isinstance(branch, Branch)
        key = branch.pairs[_index_of(branch, keys[-1])].key
        start, stop = self.layout.offset(key.span.start), self.layout.offset(key.span.end)
        text = self._composer.key(to, flow=branch.style == "flow")
        self._cut([Splice(start, stop, text)], keys)

    def end_with_newline(self) -> None:
        """Give the last line its end, if it has none."""
        if self.layout.text and not self.layout.text.endswith(("\n", "\r")):
            self.layout = self._read(self.layout.text + self.layout.newline)

    def in_brackets(self, keys: Keys) -> bool:
        """Whether what stands under some keys stands inside brackets."""
        return any(getattr(self.node_at(keys[:index]), "style", "") == "flow" for index in range(len(keys)))

    def refuse(self, keys: Keys, why: str, *, help: str | None = None, node: Node | None = None) -> NoReturn:
        """Say that nothing can be done, and where."""
        place = self.layout.place(self.path, node, field_name(keys), down=self.down)
        raise EditError(place, why, help=help)

    def _read(self, text: str) -> Layout:
        tree = build_tree(text)
        if tree.fatal:
            fault = tree.faults[-1] if tree.faults else None
            place = Layout(text, None).place(self.path, None, "", down=self.down)
            raise EditError(place, fault.message if fault else "the file cannot be read")
        return Layout(text, tree.root)

    def _cut(self, splices: list[Splice] | None, keys: Keys) -> None:
        if splices is None:
            self.refuse(keys, _IN_THE_WAY, help="edit this place by hand", node=self.node_at(keys[:-1]))
        self.layout = self._read(splice(self.layout.text, splices))

    @property
    def _composer(self) -> Composer:
        return Composer(self.layout.step, self.layout.dash)

    def _check(self, node: Node, keys: Keys, key: str | int | None = None) -> None:
        """Refuse what stands for more than it shows: anchors, aliases, and a key that stands twice."""
        if self.layout.is_named(node):
            self.refuse(keys, "an anchor or an alias stands here", help="write the value out by hand", node=node)
        twice = [pair.key for pair in node.pairs if pair.key.text == key][1:] if isinstance(node, Branch) else []
        if twice:
            self.refuse(
                (*keys, str(key)), f'"{key}" stands twice in one place', help="keep one of the two", node=twice[0]
            )

    def _entries(self, keys: Keys, branch: Branch) -> list[Entry]:
        entries = [entry for entry in self.layout.entries(branch) if entry]
        if len(entries) != len(branch.pairs) + len(branch.items):
            self.refuse(keys, "a key is not written as `key: value` here", node=branch)
        return entries

    def _habits(self, branch: Branch) -> tuple[str, Quote]:
        """How the entries of a list are written: mappings in which style, texts in which quotes."""
        styles = [item.style for item in branch.items if isinstance(item, Branch)]
        quotes = {self._quote(item) for item in branch.items if isinstance(item, Leaf)}
        return styles[-1] if styles else "", quotes.pop() if len(quotes) == 1 else "plain"

    def _quote(self, leaf: Leaf) -> Quote:
        sign = self.layout.text[self.layout.offset(leaf.span.start) :][:1]
        return {'"': "double", "'": "single"}.get("" if leaf.plain else sign, "plain")  # type: ignore[return-value]

    def _put_fields(self, keys: Keys, node: Branch, value: Mapping[str, object]) -> None:
        old = [pair.key.text for pair in node.pairs]
        for key, inner in value.items():
            self.put((*keys, key), inner)
        for key in old:
            if key not in value:
                self.drop((*keys, key))

    def _put_items(self, keys: Keys, node: Branch, value: list[object]) -> None:
        """Entries at the beginning and the end that stay the same are left alone."""
        old = node.items
        start = 0
        while start < min(len(old), len(value)) and _is_same(old[start], value[start]):
            start += 1
        tail = 0
        while tail < min(len(old), len(value)) - start and _is_same(old[-1 - tail], value[-1 - tail]):
            tail += 1
        both = min(len(old), len(value)) - tail
        for index in range(start, both):
            self.put((*keys, index), value[index])
        for index in range(len(old) - tail - 1, both - 1, -1):
            self.drop((*keys, index))
        for index in range(both, len(value) - tail):
            self.add_item(keys, index, value[index])

    def _add_field(self, keys: Keys, value: object) -> None:
        parent, key = keys[:-1], str(keys[-1])
        branch = self.node_at(parent)
        composer = self._composer
        if branch is None or (isinstance(branch, Leaf) and not parent):
            return self._begin(key, value)
        assert isinstance(branch, Branch)
        if branch.style == "flow":
            if not parent:
                return self._replace((), branch, {key: value}, style="block")
            after = self._place_of(parent, key, [pair.key.text for pair in branch.pairs])
            text = f"{composer.key(key, flow=True)}: {composer.flow(value)}"
            return self._cut(insert_in_brackets(self.layout, branch, after, text), keys)
        entries = self._entries(parent, branch)
        column = entries[0].column
        after = self._place_of(parent, key, [pair.key.text for pair in branch.pairs])
        airy = self.layout.is_airy(branch)
        return self._cut(insert_lines(self.layout, entries, after, self._lines(keys, value, column), airy=airy), keys)

    def _place_of(self, parent: Keys, key: str, present: list[str]) -> int:
        """Before which of the fields a new one stands: after the nearest that comes before it in the model's order.

        Fields that the model does not know stand together, and where an item has its custom fields.
        """
        order: dict[str, float] = {name: rank for rank, name in enumerate(self.guide.names(parent))}
        last = self.guide.before_custom(parent)
        custom = order[last] + 0.5 if last else None
        rank = order.get(key, custom)
        if rank is None:
            return len(present)
        others = [index for index, name in enumerate(present) if name not in order]
        if key not in order and others:
            return others[-1] + 1
        before = [(order[name], index) for index, name in enumerate(present) if order.get(name, rank) < rank]
        if before:
            place = max(before)[1] + 1
            while custom is not None and rank > custom and place in others:
                place += 1
            return place
        behind = [(order[name], index) for index, name in enumerate(present) if order.get(name, rank) > rank]
        return min(behind)[1] if behind else len(present)

    def _lines(self, keys: Keys, value: object, column: int) -> tuple[str, ...]:
        """A field as lines, its key in a column."""
        composer = self._composer
        piece = composer.block(value, column, record=self.guide.is_record(keys))
        return (" " * column + f"{composer.key(str(keys[-1]))}: {piece.inline}".rstrip(" "), *piece.below)

    def _begin(self, key: str, value: object) -> None:
        """The first field of a text that has none: below the comments that are there."""
        text, end = self.layout.text, self.layout.newline
        gap = "" if not text or text.endswith(("\n", "\r")) else end
        at = len(text)
        self._cut([Splice(at, at, gap + end.join(self._lines((key,), value, 0)) + end)], (key,))

    def _replace(self, keys: Keys, node: Node, value: object, *, style: str = "") -> None:
        """Put another value in the place of one, in its style where that can say it."""
        layout = self.layout
        start, stop = layout.offset(node.span.start), layout.end(node)
        quote = self._quote(node) if isinstance(node, Leaf) else "plain"
        if not keys:
            fields = value.items() if isinstance(value, dict) else ()
            lines = [line for key, inner in fields for line in self._lines((key,), inner, 0)]
            text = layout.newline.join(lines) or self._composer.flow(value)
            return self._cut([Splice(start, stop, text)], keys)
        if self.in_brackets(keys):
            text = self._composer.flow(value, quote, quote_of(quote))
            before = layout.text[start - 1]
            gap = "" if stop > start or before in " [{" else " " if before in ":," else ": "
            return self._cut([Splice(start, stop, gap + text)], keys)
        parent = self.node_at(keys[:-1])
        assert isinstance(parent, Branch)
        entry = self._entries(keys[:-1], parent)[_index_of(parent, keys[-1])]
        if isinstance(node, Branch) and node.style == "flow" and not style:
            style = "flow"
        elif isinstance(node, Branch):
            style = "block"
        return self._cut(
            exchange_value(self.layout, entry, node, self._piece(keys, entry, node, value, style, quote)), keys
        )

    def _piece(self, keys: Keys, entry: Entry, node: Node, value: object, style: str, quote: Quote) -> Piece:
        """A new value for an entry in block style."""
        layout, composer = self.layout, self._composer
        spare = quote_of(quote)
        text_step = 0
        if isinstance(node, Leaf) and layout.is_block_text(node):
            style = layout.text[layout.offset(node.span.start) : layout.header_end(node)]
            text_step = layout.text_step(entry, node)
        if isinstance(keys[-1], int) and isinstance(value, (dict, list)):
            first, *rest = composer.items([value], entry.column, style=style)
            return Piece(first[entry.column + 2 :], tuple(rest))
        if isinstance(keys[-1], int):
            composer = Composer(2, composer.dash)
        record = self.guide.is_record(keys)
        return composer.block(
            value, entry.column, quote=quote, spare=spare, style=style, text_step=text_step, record=record
        )


def quote_of(quote: Quote) -> Quote:
    """The quotes for a text that needs some: those wished for, else double ones."""
    return "double" if quote == "plain" else quote


def _is_same(node: Node, value: object) -> bool:
    if isinstance(value, Written):
        return isinstance(node, Leaf) and node.plain and node.text == value
    return same(to_value(node), meant(value))


def _index_of(branch: Branch, key: str | int) -> int:
    if isinstance(key, int):
        return key
    return next(index for index, pair in enumerate(branch.pairs) if pair.key.text == key)
