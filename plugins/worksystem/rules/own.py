"""The team's own rules: expressions in `work/rules/`, run and reported like every other rule."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from worksystem.diagnostics import Severity
from worksystem.graph.query import EvaluationProblem, Expression, compile_expression
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model import TeamRule
from worksystem.model.entry import Entry
from worksystem.rules.expressions import without_value
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["build_own_rules"]

_FIELD = re.compile(r"\{([a-z_]+)\}")


def build_own_rules(workspace: Workspace) -> tuple[Rule, ...]:
    """The team's rules, by code; one without a code of its own or a kind of record is left to the rules about shape."""
    found: dict[str, Rule] = {}
    for entry in workspace.team_rules.values():
        code = entry.record.code
        if code and not code.startswith("WS") and entry.record.for_:
            found.setdefault(code, _build(entry))
    return tuple(found[code] for code in sorted(found))


def _build(entry: Entry[TeamRule]) -> Rule:
    record = entry.record
    name = re.sub(r"[\W_]+", "-", (record.name or entry.id).lower()).strip("-")
    severity, principle = Severity(record.severity), record.principle or ""
    return Rule(record.code, name, severity, principle, (), record.message, partial(_check, entry))


def _check(rule: Entry[TeamRule], context: Context) -> Iterator[Finding]:
    """What the rule finds; where its expressions cannot be read or judged, that is the finding of another rule."""
    workspace, kind = context.workspace, rule.record.for_ or "item"
    custom = custom_fields_of(workspace) if kind == "item" else {}
    when = compile_expression(rule.record.when or "true", kind, custom)
    must = compile_expression(rule.record.must, kind, custom)
    if not isinstance(when, Expression) or not isinstance(must, Expression):
        return
    for record in workspace.of_kind(kind).values():
        applies = when.holds(record, workspace, context.as_of)
        holds = must.holds(record, workspace, context.as_of) if applies is True else True
        for key, text, result in (("when", when.text, applies), ("must", must.text, holds)):
            if isinstance(result, EvaluationProblem):
                yield without_value(rule, text, record, (key,), result)
        if holds is False:
            keys = _points_at(record, must.names)
            related = ((rule, ("must",), f"{rule.record.code} asks for this"),)
            message = _message(rule.record.message, record)
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
