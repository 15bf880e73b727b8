"""The team's own rules: an expression about records or groups of them, run and reported like every other rule."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from worksystem.diagnostics import Severity
from worksystem.graph.group import GroupExpression, compile_group_expression, keys_of
from worksystem.graph.query import EvaluationProblem, Expression, compile_expression
from worksystem.graph.team_rule import is_by_person, kinds_named_by
from worksystem.graph.vocabulary import CustomFields, custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model import TeamRule
from worksystem.model.entry import Entry
from worksystem.rules.expressions import once_each, without_value
from worksystem.rules.fairness import find_unfair
from worksystem.rules.placeholders import say_in_general, say_of_group, say_of_record
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys

__all__ = ["RULES", "build_team_rules", "find_team_rule", "judge"]

_SHOWN: Final = 8


def build_team_rules(workspace: Workspace) -> tuple[Rule, ...]:
    """The team's rules, by code; of several with one code all run."""
    return tuple(_build(entries) for entries in _by_code(workspace).values())


def find_team_rule(workspace: Workspace, code: str) -> Entry[TeamRule] | None:
    """The record of a rule of the team's own."""
    return next(iter(_by_code(workspace).get(code, ())), None)


def _by_code(workspace: Workspace) -> dict[str, list[Entry[TeamRule]]]:
    """The rules that can run; one without a code or a kind of record is left to the rules about shape."""
    found: dict[str, list[Entry[TeamRule]]] = {}
    for entry in sorted(workspace.team_rules.values(), key=lambda entry: (entry.record.code, entry.id)):
        if entry.record.code and entry.record.for_ and not entry.record.code.startswith("WS"):
            found.setdefault(entry.record.code, []).append(entry)
    return found


def _build(entries: Sequence[Entry[TeamRule]]) -> Rule:
    """One rule; where several files have its code, the first one says what it is called and how serious it is."""
    entry = entries[0]
    record = entry.record
    name = re.sub(r"[\W_]+", "-", (record.name or entry.id).lower()).strip("-")
    severity = Severity(record.severity)
    check = partial(_check, entries)
    return Rule(record.code, name, severity, record.principle or "", record.problems, say_in_general(record), check)


def _check(rules: Sequence[Entry[TeamRule]], context: Context) -> Iterator[Finding]:
    for rule in rules:
        since = rule.record.since
        if since is None or context.as_of >= since.first:
            yield from once_each(judge(rule, context.workspace, context.as_of))


def _check_codes(context: Context) -> Iterator[Finding]:
    for code, entries in _by_code(context.workspace).items():
        for entry in entries if len(entries) > 1 else ():
            first, *more = [other for other in entries if other is not entry]
            message = f'"{code}" is the code of another rule too, in {first.path}'
            related = tuple((other, ("code",), "the same code") for other in (first, *more))
            help = "give one of them a code that no rule has"
            yield Finding("WS913", message, entry, ("code",), help=help, related=related)


def judge(rule: Entry[TeamRule], workspace: Workspace, as_of: date) -> Iterator[Finding]:
    """What a rule finds in a work system; nothing if it cannot be read, or if it would measure somebody."""
    record, custom = rule.record, custom_fields_of(workspace)
    kind = record.for_ or "item"
    when = compile_expression(record.when or "true", kind, custom)
    if not isinstance(when, Expression) or find_unfair(record, workspace) is not None:
        return
    if not record.group_by:
        must = compile_expression(record.must, kind, custom)
        if isinstance(must, Expression):
            yield from _judge_records(rule, when, must, workspace, as_of)
        return
    by = compile_expression(record.group_by, kind, custom)
    about = compile_group_expression(record.must, kind, custom)
    if isinstance(by, Expression) and isinstance(about, GroupExpression):
        yield from _judge_groups(rule, when, by, about, workspace, as_of)


def _judge_records(
    rule: Entry[TeamRule], when: Expression, must: Expression, workspace: Workspace, as_of: date
) -> Iterator[Finding]:
    for entry in _applying(rule, when, workspace, as_of):
        if isinstance(entry, Finding):
            yield entry
            continue
        holds = must.holds(entry, workspace, as_of)
        if isinstance(holds, EvaluationProblem):
            yield without_value(rule, must.text, entry, ("must",), holds)
        elif not holds:
            keys = (rule.record.field,) if rule.record.field else _points_at(entry, must.names)
            yield _finding(rule, entry, keys, say_of_record(rule.record.message, entry))


def _applying(
    rule: Entry[TeamRule], when: Expression, workspace: Workspace, as_of: date
) -> Iterator[Entry[Any] | Finding]:
    """The records that the rule is about; a finding for each of which that cannot be told."""
    for entry in workspace.of_kind(when.kind).values():
        applies = when.holds(entry, workspace, as_of)
        if isinstance(applies, EvaluationProblem):
            yield without_value(rule, when.text, entry, ("when",), applies)
        elif applies:
            yield entry


def _judge_groups(
    rule: Entry[TeamRule],
    when: Expression,
    by: Expression,
    must: GroupExpression,
    workspace: Workspace,
    as_of: date,
) -> Iterator[Finding]:
    groups: dict[str, list[Entry[Any]]] = {}
    open_only = is_by_person(rule.record, by.custom)
    for entry in _applying(rule, when, workspace, as_of):
        if isinstance(entry, Finding):
            yield entry
        elif not (open_only and entry.kind == "item" and workspace.is_done(entry)):
            keys = keys_of(by.evaluate(entry, workspace, as_of))
            if isinstance(keys, EvaluationProblem):
                yield without_value(rule, by.text, entry, ("group_by",), keys)
                continue
            for key in keys:
                groups.setdefault(key, []).append(entry)
    for key, entries in sorted(groups.items()):
        holds = must.holds(key, must.describe(entries, workspace, as_of), as_of)
        if isinstance(holds, EvaluationProblem):
            yield without_value(rule, must.expression.text, entries[0], ("must",), holds)
        elif not holds:
            yield _finding_of_group(rule, key, entries, _record_of(key, rule.record, by.custom, workspace))


def _record_of(key: str, rule: TeamRule, custom: CustomFields, workspace: Workspace) -> Entry[Any] | None:
    """The record that a group is called after, if it has a file."""
    found = (workspace.find(kind, key) for kind in kinds_named_by(rule, custom))
    return next((entry for entry in found if entry is not None and not entry.is_open), None)


def _finding_of_group(
    rule: Entry[TeamRule], key: str, entries: Sequence[Entry[Any]], whole: Entry[Any] | None
) -> Finding:
    message = say_of_group(rule.record.message, key, len(entries))
    if whole is not None:
        return _finding(rule, whole, (), message, entries[:_SHOWN])
    first, *others = entries
    field = rule.record.field or rule.record.group_by
    return _finding(rule, first, (field,) if first.has(field) else (), message, others[:_SHOWN])


def _finding(
    rule: Entry[TeamRule], entry: Entry[Any], keys: Keys, message: str, others: Iterable[Entry[Any]] = ()
) -> Finding:
    related = [(each, (), f"{each.id} is one of them") for each in others]
    stands = (rule, ("must",), "the rule stands here")
    help = rule.record.help or None
    return Finding(rule.record.code, message, entry, keys, help=help, related=(*related, stands))


def _points_at(record: Entry[Any], names: Iterable[str]) -> tuple[str, ...]:
    """The first field that the condition speaks of and the file has; the whole record if it has none."""
    return next(((name,) for name in names if record.has(name)), ())


RULES: tuple[Rule, ...] = (
    Rule(
        "WS913",
        "duplicate-rule-code",
        Severity.ERROR,
        "clarity_over_chaos",
        ("poor_visibility",),
        "Two rules of the team's own have the same code",
        _check_codes,
    ),
)
