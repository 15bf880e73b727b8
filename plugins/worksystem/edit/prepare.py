"""Values as a caller has them to values as a file of ours writes them: days plain, truth as yes and no."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from worksystem.change import Keys, Written
from worksystem.edit.guide import Guide
from worksystem.edit.scalar import is_date
from worksystem.source.node import Branch, Leaf, Node, Pair

__all__ = ["prepare"]

_TRUTH: Final = ("yes", "no")
_CORE: Final = ("true", "false")


def prepare(value: object, keys: Keys, guide: Guide, old: Node | None) -> object:
    """A value made of `dict`, `list`, text, numbers, truth values, `None` and `Written`.

    Shape: a text that an older reader takes for a date or a truth value stays plain where the model holds one, and
    where such a text already stands plain. `old` is what stands there now.
    Errors: `ValueError` for a value of any other kind.
    """
    if isinstance(value, Mapping):
        return {
            str(key): prepare(inner, (*keys, str(key)), guide, _below(old, str(key))) for key, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [prepare(inner, (*keys, index), guide, _below(old, index)) for index, inner in enumerate(value)]
    if value is None or isinstance(value, Written):
        return value
    if isinstance(value, date):
        return Written(value.isoformat())
    word = guide.word(keys)
    standing = old.text if isinstance(old, Leaf) and old.plain else ""
    says_yes_or_no = word == "bool" or standing in _TRUTH
    if isinstance(value, bool):
        return Written("yes" if value else "no") if says_yes_or_no and standing not in _CORE else value
    if isinstance(value, str):
        as_date = is_date(value) and (word == "date" or is_date(standing))
        return Written(value) if as_date or (value in _TRUTH and says_yes_or_no) else str(value)
    if isinstance(value, (int, float)):
        return value
    raise ValueError(f"a value of this kind has no form in YAML: {type(value).__name__}")


def _below(node: Node | None, key: str | int) -> Node | None:
    step = node.step(key) if isinstance(node, Branch) else None
    return step.value if isinstance(step, Pair) else step
