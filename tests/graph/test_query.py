"""Expressions: what they see, what is found before they run, and what goes wrong for one record."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from worksystem.graph.query import EvaluationProblem, Expression, ExpressionProblem, compile_expression
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.load import WorkSystem

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)

FILES = {
    "work/people.yml": """\
        ada: {name: Ada Nakamura}
        bo: {name: Bo Lindqvist}
        """,
    "work/teams.yml": "platform: {name: Platform, purpose: Ship, lead: ada}\n",
    "work/types/change.yml": """\
        name: Change
        workflow: delivery
        prefix: OPS
        fields:
          risk: {type: enum, values: [low, high]}
          systems: {type: list, of: text}
          planned: date
          budget: number
        """,
    "work/workflows/delivery.yml": """\
        name: Delivery
        initial: todo
        states:
          todo: {name: To do, category: backlog}
          doing: {name: Doing, category: active}
          done: {name: Done, category: done}
        """,
    "work/items/OPS-00001.yml": """\
        title: Rotate the certificates
        status: doing
        type: change
        owner: ada
        team: platform
        due: 2026-12-01
        estimate: 3wd
        risk: high
        priority: {value: 8}
        parent: OPS-00003
        depends_on:
          - OPS-00002
          - {item: OPS-00003, type: start_to_start, lag: 2d}
        acceptance:
          - {text: Both gateways serve the new chain, done: yes}
        blocked: {since: 2026-11-19, reason: change window}
        labels: [payments]
        """,
    "work/items/OPS-00002.yml": """\
        title: Order the certificates
        status: done
        type: change
        owner: platform
        """,
    "work/items/OPS-00003.yml": """\
        title: Payments project
        status: doing
        type: change
        owner: bo
        contributors: [ada]
        due: 2026-Q4
        """,
}


def evaluate(make: Make, text: str, id: str = "OPS-00001") -> object:
    workspace = make(FILES).workspace
    expression = compile_expression(text, "item", custom_fields_of(workspace))
    assert isinstance(expression, Expression), expression
    return expression.evaluate(workspace.items[id], workspace, TODAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("status == 'doing' && owner == 'ada'", True),
        ("id", "OPS-00001"),
        ("size(acceptance) > 0 && acceptance.all(point, point.done)", True),
        ("due < today", False),
        ("due - today == duration('216h')", True),
        ("due == timestamp('2026-12-01T00:00:00Z')", True),
        ("estimate == duration('24h')", True),
        ("'payments' in labels", True),
        ("'OPS-00002' in depends_on", True),
        ("risk == 'high' && size(systems) == 0 && planned == null && budget == null", True),
        ("priority.value > 5.0 && priority.level == ''", True),
        ("blocked.reason.startsWith('change')", True),
        ("closed == {} && outcome == '' && start == null", True),
        ("links.depends_on.map(each, each.id)", ["OPS-00002", "OPS-00003"]),
        ("links.depends_on.filter(each, !each.done).map(each, each.category)", ["active"]),
        ("links.parent.status", "doing"),
        ("owner_record.id + ' ' + team_record.id", "ada platform"),
        ("category", "active"),
        ("workflow", "delivery"),
        ("type == 'change'", True),
        ("dependencies_done", True),
        ("acceptance_ticked && !children_done || not_blocked", False),
        ("has_reviewer", False),
    ],
)
def test_an_expression_sees_the_fields_of_a_record(make_system: Make, text: str, value: object) -> None:
    assert evaluate(make_system, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("due == timestamp('2026-12-31T00:00:00Z')", True),
        ("links.children.map(each, each.id)", ["OPS-00001"]),
        ("links.blocks.map(each, each.id)", ["OPS-00001"]),
        ("children_done", False),
        ("has_reviewer && not_blocked && acceptance_ticked", True),
        ("owner_record == {'id': 'bo', 'status': '', 'category': '', 'done': false} && team_record == {}", True),
    ],
)
def test_a_period_counts_to_its_last_day_and_links_lead_both_ways(make_system: Make, text: str, value: object) -> None:
    assert evaluate(make_system, text, "OPS-00003") == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ExpressionProblem("the expression is empty", 1, "write a condition, like status == 'done'")),
        ("ownr == 'ada'", ExpressionProblem('an item has no field "ownr"', 1, 'did you mean "owner"?')),
        ("ownr", ExpressionProblem('an item has no field "ownr"', 1, 'did you mean "owner"?')),
        (
            "labels.exists(status, status == 'a') && statu == 'b'",
            ExpressionProblem('an item has no field "statu"', 41, 'did you mean "status"?'),
        ),
        (
            "labels.exists(word, word == 'a') && word == 'b'",
            ExpressionProblem(
                'an item has no field "word"',
                37,
                "use a field of an item, like status, owner or team, or write 'word' for a text",
            ),
        ),
        (
            "links.dependson.all(x, x.done)",
            ExpressionProblem('links has no field "dependson"', 7, 'did you mean "depends_on"?'),
        ),
        (
            "'é' in labels && closed.reson == ''",
            ExpressionProblem('closed has no field "reson"', 25, 'did you mean "reason"?'),
        ),
        (
            "due > 3",
            ExpressionProblem(
                "it brings together values of different kinds",
                1,
                "compare like with like; convert with int(), double() or string()",
            ),
        ),
        (
            "due - today > duration('3d')",
            ExpressionProblem("'3d' is not a duration", 24, "durations are written like '48h'"),
        ),
        (
            "title.matches('a[')",
            ExpressionProblem(
                "'a[' is not a pattern: unclosed character class",
                17,
                "correct the pattern; a sign that is meant as it is has [] around it, like [.]",
            ),
        ),
        (
            "count(labels) > 1",
            ExpressionProblem(
                'there is no function "count"',
                1,
                "use size, contains, startsWith, endsWith, matches, duration, timestamp, int and 17 more",
            ),
        ),
        ("status = 'done'", ExpressionProblem('"=" is not expected here', 8, "write == to compare")),
        (
            "status == 'a' and due == null",
            ExpressionProblem('"and" is not expected here', 15, "write && between two conditions"),
        ),
        (
            "status ==",
            ExpressionProblem("the expression ends too early", 10, "write what is missing at its end"),
        ),
        (
            "status == 'done",
            ExpressionProblem("a text begins here and does not end", 11, "close it with the same quote"),
        ),
        ("status == 'a' && for", ExpressionProblem('"for" is a word of the language and cannot be a name', 18)),
    ],
)
def test_what_is_wrong_in_an_expression_is_found_before_it_runs(text: str, problem: ExpressionProblem) -> None:
    assert compile_expression(text, "item") == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("start < today", EvaluationProblem("start is empty", "ask for it first: start != null && ...")),
        ("acceptance[7].done", EvaluationProblem("a list is shorter than the expression expects", None)),
        ("acceptance[0].dune", EvaluationProblem('there is no "dune" in it', None)),
        ("1 / 0 == 1", EvaluationProblem("it divides by zero", None)),
    ],
)
def test_what_goes_wrong_for_a_record_is_said_in_our_words(
    make_system: Make, text: str, problem: EvaluationProblem
) -> None:
    found = evaluate(make_system, text)
    assert isinstance(found, EvaluationProblem)
    assert found.message == problem.message
    if problem.help is not None:
        assert found.help == problem.help


def test_a_condition_that_is_neither_true_nor_false_is_a_problem(make_system: Make) -> None:
    workspace = make_system(FILES).workspace
    expression = compile_expression("size(labels)", "item")
    assert isinstance(expression, Expression)
    assert expression.names == ("labels",)
    result = expression.holds(workspace.items["OPS-00001"], workspace, TODAY)
    assert result == EvaluationProblem(
        "is neither true nor false", "compare the value with something, like size(labels) > 0"
    )


def test_every_kind_of_record_can_be_asked(make_system: Make) -> None:
    workspace = make_system(FILES).workspace
    expression = compile_expression("lead == 'ada' && size(services) == 0", "team")
    assert isinstance(expression, Expression)
    assert expression.holds(workspace.teams["platform"], workspace, TODAY) is True


def test_a_hostile_expression_is_refused_and_not_run() -> None:
    for text in ("(" * 5000, "(" * 900 + "1" + ")" * 900, "[" * 900, "a" * 3000):
        assert isinstance(compile_expression(text, "item"), ExpressionProblem)
