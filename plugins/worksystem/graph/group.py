"""Records judged together: expressions over the records of a group, by the key that they share.

Such an expression sees `records`, `count`, `group` and `today`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct

from worksystem.graph.query import (
    EvaluationProblem,
    Expression,
    ExpressionProblem,
    compile_expression,
    truth_of,
    unknown_name,
)
from worksystem.graph.tokens import list_element_uses, list_words_after_dots
from worksystem.graph.vocabulary import GROUP, CustomFields, list_names, midnight, value_of
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry

__all__ = ["GroupExpression", "compile_group_expression", "keys_of"]


class GroupExpression(Struct, frozen=True):
    """A compiled expression about a group; `fields` are those of a record that it may ask for."""

    expression: Expression
    fields: tuple[str, ...]

    def describe(self, entries: Sequence[Entry[Any]], workspace: Workspace, as_of: date) -> list[dict[str, object]]:
        """The records as the expression sees them."""
        custom = self.expression.custom
        return [{name: value_of(name, entry, workspace, as_of, custom) for name in self.fields} for entry in entries]

    def holds(self, group: str, records: Sequence[Mapping[str, object]], as_of: date) -> bool | EvaluationProblem:
        """Whether it is true of some records that share a key."""
        values = {"group": group, "count": len(records), "records": list(records), "today": midnight(as_of)}
        return truth_of(self.expression.work_out({name: values[name] for name in self.expression.names}))


def compile_group_expression(text: str, kind: str, custom: CustomFields) -> GroupExpression | ExpressionProblem:
    """Read an expression about a group of records of a kind; the fields of the records are known afterwards too."""
    read = compile_expression(text, GROUP, custom)
    if isinstance(read, ExpressionProblem):
        return read
    known = list_names(kind, custom)
    for use in list_element_uses(read.text, "records"):
        if use.name not in known:
            return unknown_name(use.name, use.column, kind, known)
    return GroupExpression(read, tuple(sorted(known & list_words_after_dots(read.text))))


def keys_of(value: object) -> tuple[str, ...] | EvaluationProblem:
    """The groups that a record belongs to by the value it is grouped by: none if that is empty, one for each of a list.

    Shape: a day is written YYYY-MM-DD, a truth value yes or no.
    """
    if isinstance(value, EvaluationProblem):
        return value
    if isinstance(value, (list, tuple)):
        found = [keys_of(each) for each in value]
        wrong = next((each for each in found if isinstance(each, EvaluationProblem)), None)
        return wrong or tuple(dict.fromkeys(key for keys in found if isinstance(keys, tuple) for key in keys))
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, datetime):
        return (value.date().isoformat(),)
    if isinstance(value, (str, int, float)):
        return (f"{value:g}" if isinstance(value, float) else str(value),)
    return EvaluationProblem("is nothing that records can be grouped by", "group by a text, a number or a day")
