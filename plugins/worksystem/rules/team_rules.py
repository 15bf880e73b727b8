"""The team's own rules: an expression about a kind of record, run and reported like every other rule."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from worksystem.diagnostics import Severity
from worksystem.graph.query import EvaluationProblem, Expression, ExpressionProblem, compile_expression
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model import TeamRule
from worksystem.model.entry import Entry
from worksystem.rules.expressions import without_value
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["build_team_rules"]

_FIELD = re.compile(r"\{([a-z_]+)\}")


def build_team_rules(workspace: Workspace) -> tuple[Rule, ...]:
    """The team's rules, by code; one without a code or a kind of record is left to the rules about shape."""
    entries = sorted(workspace.team_rules.values(), key=lambda entry: (entry.record.code, entry.id))
    found: dict[str, Rule] = {}
    for entry in entries:
        if entry.record.code and entry.record.for_ and not entry.record.code.startswith("WS"):
            found.setdefault(entry.record.code, _build(entry))
    return tuple(found.values())


def _build(entry: Entry[TeamRule]) -> Rule:
    record = entry.record
    name = re.sub(r"[\W_]+", "-", (record.name or entry.id).lower()).strip("-")
    severity = Severity(record.severity)
    return Rule(record.code, name, severity, record.principle or "", (), record.message, partial(_check, entry))


def _check(rule: Entry[TeamRule], context: Context) -> Iterator[Finding]:
    kind, custom = rule.record.for_ or "item", custom_fields_of(context.workspace)
    read: dict[str, Expression] = {}
    for key, text in (("when", rule.record.when or "true"), ("must", rule.record.must)):
        expression = compile_expression(text, kind, custom)
        if isinstance(expression, ExpressionProblem):
            return
        read[key] = expression
    for record in context.workspace.of_kind(kind).values():
        applies = read["when"].holds(record, context.workspace, context.as_of)
        holds = read["must"].holds(record, context.workspace, context.as_of) if applies is True else True
        for key, result in (("when", applies), ("must", holds)):
            if isinstance(result, EvaluationProblem):
                yield without_value(rule, read[key].text, record, (key,), result)
        if holds is False:
            keys = (rule.record.field,) if rule.record.field else _points_at(record, read["must"].names)
            message = _message(rule.record.message, record)
            related = ((rule, ("must",), "the rule stands here"),)
            yield Finding(rule.record.code, message, record, keys, help=rule.record.help or None, related=related)


def _points_at(record: Entry[Any], names: Iterable[str]) -> tuple[str, ...]:
    """The first field that the condition speaks of and the file has; the whole record if it has none."""
    return next(((name,) for name in names if record.has(name)), ())


def _message(template: str, record: Entry[Any]) -> str:
    """The message with the record's fields filled in; a name that is no field stays as it is written."""

    def fill(match: re.Match[str]) -> str:
        value = record.id if match[1] == "id" else record.get(match[1])
        return match[0] if value is None else str(value)

    return _FIELD.sub(fill, template)
