"""What holds for the list of rules as a whole, and what their pages cannot show."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.rules.base import BASE, TODAY
from worksystem.check import check
from worksystem.load import WorkSystem
from worksystem.rules import PROBLEMS, RULES, Context, list_rules

Make = Callable[[Mapping[str, str]], WorkSystem]
PRINCIPLES = {
    "adaptability_over_rigidity",
    "clarity_over_chaos",
    "flow_over_friction",
    "humanity_over_tools",
    "progress_over_perfection",
    "systems_over_silos",
    "visibility_over_assumption",
}
ITEM = "title: Rotate the certificates\ntype: task\nstatus: todo\n"


def test_codes_and_names_are_unique_and_codes_are_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_each_rule_has_a_code_a_name_and_a_principle_in_their_form() -> None:
    for rule in RULES:
        assert re.fullmatch(r"WS\d{3}", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name), rule.name
        assert rule.principle in PRINCIPLES, rule.code
        assert rule.summary[0].isupper(), rule.code
        assert not rule.summary.endswith("."), rule.code


@pytest.mark.parametrize("problem", PROBLEMS)
def test_each_of_the_eight_problems_is_found_by_a_rule_of_the_work_itself(problem: str) -> None:
    assert any(problem in rule.problems for rule in RULES if rule.code[2] in "3457")


@pytest.mark.parametrize("principle", sorted(PRINCIPLES))
def test_each_principle_is_protected_by_a_rule(principle: str) -> None:
    assert any(rule.principle == principle for rule in RULES)


def test_the_base_of_the_pages_is_clean(make_system: Make) -> None:
    result = check(make_system(BASE), as_of=TODAY)
    assert [(one.code, one.message) for one in result.diagnostics] == []


def test_one_cause_gives_one_finding_where_a_file_cannot_be_read(make_system: Make) -> None:
    broken = {**BASE, "work/people.yml": "ada: {name: Ada\n", "work/items/OPS-1.yml": ITEM + "owner: ada\n"}
    result = check(make_system(broken), as_of=TODAY)
    assert [one.place.path for one in result.diagnostics if one.severity == "error"] == ["work/people.yml"]


def test_a_required_field_with_a_wrong_value_is_not_also_missing(make_system: Make) -> None:
    needs = BASE["work/types/task.yml"] + "required: [due, owner]\n"
    wrong = ITEM.replace("todo", "ready") + "due: 2026-14-01\nowner: [ada, bo]\n"
    result = check(make_system({**BASE, "work/types/task.yml": needs, "work/items/OPS-1.yml": wrong}), as_of=TODAY)
    assert [one.code for one in result.diagnostics] == ["WS104", "WS100"]


def test_a_name_that_has_not_the_agreed_form_is_not_also_unknown(make_system: Make) -> None:
    reviewer = "fields: {reviewer: {type: person, pattern: '[a-z]+', help: the id of a person}}\n"
    system = {**BASE, "work/types/task.yml": BASE["work/types/task.yml"] + reviewer}
    said = {}
    for written in ("zoe", "Zoe or Ada"):
        system["work/items/OPS-1.yml"] = f"{ITEM}reviewer: {written}\n"
        said[written] = [(one.code, one.message) for one in check(make_system(system), as_of=TODAY).diagnostics]
    assert said == {
        "zoe": [("WS204", 'no person is called "zoe"')],
        "Zoe or Ada": [("WS117", 'reviewer "Zoe or Ada" has not the agreed form (the id of a person)')],
    }


def test_a_message_says_what_the_day_asked_about_makes_of_it(make_system: Make) -> None:
    system = make_system({**BASE, "work/items/OPS-1.yml": ITEM + "due: 2026-11-13\n"})
    late = check(system, as_of=date(2026, 11, 14), select=("WS500",)).diagnostics
    assert [one.message for one in late] == ["OPS-1 was due on 2026-11-13, one day ago"]
    assert check(system, as_of=date(2026, 11, 13), select=("WS500",)).diagnostics == ()


def test_a_rule_of_the_teams_own_runs_under_its_code(make_system: Make) -> None:
    rule = """\
code: NW001
name: Closed without acceptance
for: item
when: "status == 'done'"
must: "size(acceptance) > 0"
message: "{id} ({title}) closed without acceptance"
help: write down what was agreed
severity: warning
principle: clarity_over_chaos
"""
    done = ITEM.replace("todo", "done")
    system = make_system(
        {
            **BASE,
            "work/rules/nw001.yml": rule,
            "work/items/OPS-1.yml": done,
            "work/items/OPS-2.yml": ITEM.replace("Rotate", "Renew"),
            "work/items/OPS-3.yml": done + "acceptance: [Both gateways serve the new chain]\n",
        }
    )
    (found,) = check(system, as_of=TODAY, select=("NW001",)).diagnostics
    assert (found.code, found.name, found.severity) == ("NW001", "closed-without-acceptance", "warning")
    assert found.message == "OPS-1 (Rotate the certificates) closed without acceptance"
    assert found.help == "write down what was agreed"
    assert found.place.path == "work/items/OPS-1.yml"
    assert "NW001" in [rule.code for rule in list_rules(system.workspace)]


def test_a_rule_of_the_teams_own_cannot_take_a_built_in_code(make_system: Make) -> None:
    rule = "code: WS203\nfor: item\nmust: 'false'\nmessage: no\n"
    system = make_system({**BASE, "work/rules/mine.yml": rule, "work/items/OPS-1.yml": ITEM})
    assert list_rules(system.workspace) == RULES


def test_an_item_id_is_suggested_only_for_capitals_and_zeros(make_system: Make) -> None:
    items = {"work/items/OPS-7.yml": ITEM, "work/items/OPS-1.yml": ITEM.replace("Rotate", "Renew")}
    wanted = {"ops-7": 'did you mean "OPS-7"?', "OPS-007": 'did you mean "OPS-7"?', "OPS-8": "correct the id, or take"}
    for written, help in wanted.items():
        items["work/items/OPS-1.yml"] = ITEM.replace("Rotate", "Renew") + f"parent: {written}\n"
        (found,) = check(make_system({**BASE, **items}), as_of=TODAY, select=("WS201",)).diagnostics
        assert (found.help or "").startswith(help)


def test_facts_are_worked_out_once(make_system: Make) -> None:
    context = Context(make_system({**BASE, "work/items/OPS-1.yml": ITEM}).workspace, TODAY)
    calls: list[Context] = []

    def count(given: Context) -> int:
        calls.append(given)
        return len(given.items)

    assert (context.once(count), context.once(count), calls) == (1, 1, [context])
