"""Automations that set one field to and fro: what each sets is what the next one waits for.

Only what can be read off the text is looked at: literal values, and conditions that compare the field with one.
"""

import re
from collections.abc import Mapping
from itertools import permutations
from typing import Final

from msgspec import Struct

from worksystem.graph.links import find_cycles
from worksystem.model import Automation

__all__ = ["find_disputes", "is_set_off", "sets_of"]

_TEST: Final = re.compile(r"""([\w.]+)\s*(==|!=)\s*(?:'([^']*)'|"([^"]*)"|(\d+|true|false))""")


class _Condition(Struct, frozen=True):
    """A condition of `when`: `tests` compare a field with a value, `rest` is everything else that must hold."""

    tests: tuple[tuple[str, bool, str], ...]
    rest: frozenset[str]

    def is_open_to(self, field: str, value: object) -> bool:
        """Whether nothing in it speaks against a field having a value."""
        return all((_word(value) == word) is wanted for name, wanted, word in self.tests if name == field)

    def outside(self, field: str) -> frozenset[object]:
        """What it asks beside a field."""
        return frozenset((*self.rest, *(test for test in self.tests if test[0] != field)))


def find_disputes(automations: Mapping[str, Automation]) -> tuple[tuple[str, ...], ...]:
    """Automations of one workflow that set a field to and fro for ever, by name, each circle once.

    Shape: two that ask for different things beside the field are left alone: no item may be in both.
    """
    conditions = {name: _read(each.when) for name, each in automations.items()}
    fields = sorted({field for each in automations.values() for field, _ in sets_of(each)})
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for field in fields:
        setters = {name: value for name, each in automations.items() for set_, value in sets_of(each) if set_ == field}
        edges: dict[str, tuple[str, ...]] = dict.fromkeys(setters, ())
        for one, other in permutations(setters, 2):
            mine, theirs = conditions[one].outside(field), conditions[other].outside(field)
            if (
                _word(setters[one]) != _word(setters[other])
                and is_set_off(automations[other], automations[one], field)
                and conditions[other].is_open_to(field, setters[one])
                and (mine <= theirs or theirs <= mine)
            ):
                edges[one] = (*edges[one], other)
        for cycle in find_cycles(edges):
            found.setdefault(frozenset(cycle), tuple(cycle))
    return tuple(found.values())


def is_set_off(other: Automation, one: Automation, field: str) -> bool:
    """Whether an automation runs for the same items as another, or when the other has changed a field."""
    return other.trigger == one.trigger or bool({field, field.partition(".")[0]} & set(other.trigger.changed))


def sets_of(automation: Automation) -> list[tuple[str, object]]:
    """What an automation sets: field and value, in its order."""
    return [(field, value) for action in automation.do for field, value in action.set.items()]


def _read(text: str) -> _Condition:
    parts = [part.strip() for part in text.split("&&")] if "||" not in text else [text.strip()]
    tests, rest = [], set[str]()
    for part in filter(None, parts):
        test = _TEST.fullmatch(part)
        if test is None:
            rest.add(part)
        else:
            name, sign, *words = test.groups()
            tests.append((name, sign == "==", next(word for word in words if word is not None)))
    return _Condition(tuple(tests), frozenset(rest))


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
