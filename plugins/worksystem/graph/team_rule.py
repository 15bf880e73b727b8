"""What a rule of the team's own reads of a record, and the placeholders of its message."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from worksystem.graph.tokens import list_name_uses, list_words_after_dots
from worksystem.graph.vocabulary import CustomFields
from worksystem.model.kinds import KINDS
from worksystem.model.tree import Holds, fields_of

if TYPE_CHECKING:
    from worksystem.model.team_rule import TeamRule

__all__ = ["OF_GROUP", "PLACEHOLDER", "fields_read", "is_by_person", "kinds_named_by", "reads_person"]

PLACEHOLDER: Final = re.compile(r"\{([a-z_][a-z0-9_]*)(?:\.([a-z_][a-z0-9_]*))?\}")
# what the message of a rule about groups may fill in
OF_GROUP: Final = ("count", "group")


def fields_read(rule: "TeamRule") -> frozenset[str]:
    """Every field of a record that its expressions or its message may tell of, and perhaps more."""
    texts = [text for text in (rule.when, rule.group_by, rule.must) if text]
    found = {use.name for text in texts for use in list_name_uses(text)}
    found.update(match[1] for match in PLACEHOLDER.finditer(rule.message))
    return frozenset(found.union(list_words_after_dots(rule.must) if rule.group_by else ()))


def kinds_named_by(rule: "TeamRule", custom: CustomFields) -> tuple[str, ...]:
    """The kinds of record whose ids its groups may be, by the fields that it groups by."""
    return _kinds_behind([use.name for use in list_name_uses(rule.group_by)], rule.for_ or "item", custom)


def reads_person(rule: "TeamRule", text: str, custom: CustomFields) -> bool:
    """Whether one of its expressions asks for a field that holds people; perhaps too often, never too seldom."""
    names = {use.name for use in list_name_uses(text)}.union(list_words_after_dots(text) if rule.group_by else ())
    return "person" in _kinds_behind(names, rule.for_ or "item", custom)


def _kinds_behind(names: Iterable[str], kind: str, custom: CustomFields) -> tuple[str, ...]:
    found = dict[str, None]()
    for used in names:
        name = used.removesuffix("_record")
        field = fields_of(KINDS[kind].model).get(name)
        found.update(dict.fromkeys(_kinds_in(field.holds) if field is not None else ()))
        declared = custom.get(name) if kind == "item" else None
        if declared is not None:
            type = declared.of.type if declared.of is not None else declared.type
            found.update({type: None} if type in ("person", "team", "item") else {})
        found.update({"person": None} if kind == "person" and name in ("id", "name") else {})
    return tuple(found)


def is_by_person(rule: "TeamRule", custom: CustomFields) -> bool:
    """Whether a group of it may be what one person has."""
    return "person" in kinds_named_by(rule, custom)


def _kinds_in(holds: Holds) -> tuple[str, ...]:
    if holds.refers is not None:
        return holds.refers.kinds
    inner = [each for each in (holds.of, holds.key) if each is not None]
    if holds.part is not None:
        inner += [field.holds for field in fields_of(holds.part).values()]
    return tuple(kind for each in inner for kind in _kinds_in(each))
