"""Expressions in workflows and standards (WS114, WS119): read once, pointed at by column, judged item by item."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec.structs import replace

from worksystem.diagnostics import Severity
from worksystem.graph.group import compile_group_expression
from worksystem.graph.named_tests import NAMED_TESTS
from worksystem.graph.query import EvaluationProblem, Expression, ExpressionProblem, compile_expression
from worksystem.graph.suggest import MOST
from worksystem.graph.tokens import list_name_uses
from worksystem.graph.vocabulary import CustomFields, custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model import Gate
from worksystem.model.entry import Entry
from worksystem.position import Place, Position, Span
from worksystem.rules.facts import ItemFacts, written_keys
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys
from worksystem.workflow.fields import is_filled

__all__ = ["RULES", "not_readable", "once_each", "place_in_text", "without_value"]


def place_in_text(entry: Entry[Any], keys: Keys, offset: int) -> Place:
    """The place of a character inside a text, however the file writes it; the place of the whole text in doubt."""
    keys = written_keys(entry, keys)
    document, origin = entry.origin(keys)
    place, at = entry.at(*keys), document.inside(origin, offset)
    if at is None:
        return place
    return Place(place.path, Span(at, Position(at.line, at.column + 1)), place.field, place.value)


def not_readable(entry: Entry[Any], keys: Keys, text: str, problem: ExpressionProblem) -> Finding:
    """The finding for a text that is no expression."""
    blank = len(text) - len(text.lstrip())
    place = place_in_text(entry, keys, blank + problem.column - 1)
    return Finding("WS114", problem.message, entry, keys, help=problem.help, place=place)


def without_value(entry: Entry[Any], text: str, record: Entry[Any], keys: Keys, problem: EvaluationProblem) -> Finding:
    """The finding for an expression that cannot be judged for one record."""
    message = f"`{text}` cannot be judged for {record.id}: {problem.message}"
    related = ((record, (), f"{record.id} stands here"),)
    column = next((use.column for use in list_name_uses(text) if use.name == problem.name), 0)
    place = place_in_text(entry, keys, column - 1) if column else None
    return Finding("WS119", message, entry, written_keys(entry, keys), help=problem.help, related=related, place=place)


def once_each(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those for one expression that cannot be judged together: the first record stands for all."""
    by_expression: dict[tuple[int, Keys], list[Finding]] = {}
    for finding in findings:
        if finding.code == "WS119":
            by_expression.setdefault((id(finding.entry), finding.keys), []).append(finding)
        else:
            yield finding
    for first, *others in by_expression.values():
        id_ = first.related[0][0].id
        more = f" and {len(others)} more" if others else ""
        message = first.message.replace(f" for {id_}: ", f" for {id_}{more}: ", 1)
        related = tuple(related for finding in (first, *others[: MOST - 1]) for related in finding.related)
        yield replace(first, message=message, related=related)


def _unreadable(workspace: Workspace) -> Iterator[tuple[Entry[Any], Keys, str, ExpressionProblem]]:
    """Every expression that cannot be read, with where it stands and why."""
    custom = custom_fields_of(workspace)
    for entry, keys, text in _about_items(workspace):
        read = compile_expression(text, "item", custom)
        if isinstance(read, ExpressionProblem):
            yield entry, keys, text, read
    for rule in workspace.team_rules.values():
        record, kind = rule.record, rule.record.for_
        for name, text in (("when", record.when), ("group_by", record.group_by), ("must", record.must)):
            if text and kind:
                is_of_group = name == "must" and record.group_by
                own = (compile_group_expression if is_of_group else compile_expression)(text, kind, custom)
                if isinstance(own, ExpressionProblem):
                    yield rule, (name,), text, own


def _about_items(workspace: Workspace) -> Iterator[tuple[Entry[Any], Keys, str]]:
    for entry in workspace.workflows.values():
        for id, state in entry.record.states.items():
            for index, text in enumerate(state.entry.must if state.entry is not None else ()):
                yield entry, ("states", id, "entry", "must", index), text
        for number, move in enumerate(entry.record.transitions):
            if move.when:
                yield entry, ("transitions", number, "when"), move.when
            for index, text in enumerate(move.must):
                yield entry, ("transitions", number, "must", index), text
        for id, automation in entry.record.automation.items():
            if automation.when:
                yield entry, ("automation", id, "when"), automation.when
    for standard in workspace.standards.values():
        for id, check in standard.record.checks.items():
            if check.must:
                yield standard, ("checks", id, "must"), check.must


def _check_expressions(context: Context) -> Iterator[Finding]:
    for entry, keys, text, problem in _unreadable(context.workspace):
        yield not_readable(entry, keys, text, problem)
    yield from context.found_in_reading.get("WS114", ())


class _Gates:
    """The entry conditions of states, compiled once."""

    def __init__(self, workspace: Workspace, as_of: date) -> None:
        self.workspace = workspace
        self.as_of = as_of
        self.custom: CustomFields = custom_fields_of(workspace)
        self._read: dict[str, Expression | None] = {}

    def judge(self, text: str, item: ItemFacts) -> bool | EvaluationProblem:
        """Whether an expression holds; one that cannot be read is another rule's."""
        if text in NAMED_TESTS:
            return NAMED_TESTS[text].holds(item.entry, self.workspace)
        if text not in self._read:
            read = compile_expression(text, "item", self.custom)
            self._read[text] = read if isinstance(read, Expression) else None
        expression = self._read[text]
        return True if expression is None else expression.holds(item.entry, self.workspace, self.as_of)


def _gated(context: Context) -> Iterator[tuple[ItemFacts, Gate]]:
    for item in context.items:
        if item.state is not None and item.state.entry is not None:
            yield item, item.state.entry


def _check_fields(context: Context) -> Iterator[Finding]:
    for item, gate in _gated(context):
        always = item.type.record.required if item.type is not None else ()
        for name in gate.fields:
            is_field = name.partition(".")[0] in context.item_fields
            if is_field and name not in always and not is_filled(item.entry, name):
                message = f'{item.id} is in "{item.state_name}" and has no {name}'
                help = f"add {name}, or move the item back"
                yield Finding("WS303", message, item.entry, ("status",), help=help)


def _judge(context: Context) -> dict[str, list[Finding]]:
    """What the entry conditions of all states say of the items in them, by code."""
    gates = _Gates(context.workspace, context.as_of)
    found: dict[str, list[Finding]] = {"WS119": [], "WS304": [], "WS305": []}
    for item, gate in _gated(context):
        for finding in (*_judge_standards(context, gates, item, gate), *_judge_conditions(gates, item, gate)):
            found[finding.code].append(finding)
    return found


def _judge_standards(context: Context, gates: _Gates, item: ItemFacts, gate: Gate) -> Iterator[Finding]:
    for name in gate.standards:
        standard = context.workspace.standards.get(name)
        if standard is None:
            continue
        ticked = item.record.checks.get(name, ())
        for id, check in standard.record.checks.items():
            met = gates.judge(check.must, item) if check.must else id in ticked
            if isinstance(met, EvaluationProblem):
                yield without_value(standard, check.must, item.entry, ("checks", id, "must"), met)
            elif not met:
                how = "does not hold" if check.must else "is not ticked"
                message = f'{item.id} is in "{item.state_name}", but "{check.text}" {how} ({standard.record.name})'
                related = ((standard, ("checks", id), "asked for here"),)
                help = "see to it, or move the item back"
                if not check.must:
                    help = f"when it is true, add {id} under checks: {name}; otherwise move the item back"
                yield Finding("WS304", message, item.entry, ("status",), help=help, related=related)


def _judge_conditions(gates: _Gates, item: ItemFacts, gate: Gate) -> Iterator[Finding]:
    for index, text in enumerate(gate.must):
        met = gates.judge(text, item)
        if isinstance(met, EvaluationProblem):
            if item.workflow is not None:
                keys = ("states", item.record.status, "entry", "must", index)
                yield without_value(item.workflow, text, item.entry, keys, met)
        elif not met:
            test = NAMED_TESTS.get(text)
            lacks = f"it is not so that {test.says}" if test is not None else f"`{text}` does not hold"
            message = f'{item.id} is in "{item.state_name}", but {lacks}'
            yield Finding("WS305", message, item.entry, ("status",), help="see to it, or move the item back")


def _check_standards(context: Context) -> Iterable[Finding]:
    return context.once(_judge)["WS304"]


def _check_conditions(context: Context) -> Iterable[Finding]:
    return context.once(_judge)["WS305"]


def _check_judged(context: Context) -> Iterable[Finding]:
    return once_each(context.once(_judge)["WS119"])


RULES: tuple[Rule, ...] = (
    Rule(
        "WS114",
        "invalid-expression",
        Severity.ERROR,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A condition cannot be read",
        _check_expressions,
    ),
    Rule(
        "WS119",
        "expression-without-value",
        Severity.ERROR,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A condition cannot be judged for a record",
        _check_judged,
    ),
    Rule(
        "WS303",
        "entry-field-missing",
        Severity.ERROR,
        "clarity_over_chaos",
        ("broken_handoffs", "unclear_ownership"),
        "An item lacks a field that its state asks for",
        _check_fields,
    ),
    Rule(
        "WS304",
        "standard-not-met",
        Severity.WARNING,
        "systems_over_silos",
        ("broken_handoffs",),
        "An item is in a state whose standard it does not meet",
        _check_standards,
    ),
    Rule(
        "WS305",
        "entry-condition-not-met",
        Severity.WARNING,
        "clarity_over_chaos",
        ("hidden_dependencies", "broken_handoffs"),
        "An item is in a state whose condition does not hold",
        _check_conditions,
    ),
)
