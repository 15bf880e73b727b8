"""Rules of the team's own: what they say, where they point, and what is wrong with the rule itself."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.rules.base import BASE, TODAY
from worksystem.check import check
from worksystem.diagnostics import Diagnostic
from worksystem.load import WorkSystem
from worksystem.rules import find_team_rule, list_rules
from worksystem.views.privacy import list_telling_rules

Make = Callable[[Mapping[str, str]], WorkSystem]
ITEM = "title: Rotate the certificates\ntype: task\nstatus: in_review\n"
CROWDED = """\
code: NW001
name: Crowded review
for: item
when: "status == 'in_review'"
group_by: team
must: "count <= 1"
message: "{group} has {count} items in review"
help: finish one before the next
severity: warning
principle: flow_over_friction
"""


def found_by(make: Make, rule: str, files: Mapping[str, str], code: str = "NW001") -> tuple[Diagnostic, ...]:
    system = make({**BASE, "work/rules/own.yml": rule, **files})
    return tuple(each for each in check(system, as_of=TODAY).diagnostics if each.code == code)


def items(*texts: str) -> dict[str, str]:
    return {f"work/items/OPS-{number}.yml": ITEM + text for number, text in enumerate(texts, start=1)}


def test_a_group_is_found_where_its_team_stands_with_its_items_beside_it(make_system: Make) -> None:
    (found,) = found_by(make_system, CROWDED, items("team: platform\n", "team: platform\n", "team: security\n", ""))
    assert found.message == "platform has 2 items in review"
    assert found.help == "finish one before the next"
    assert (found.name, found.severity, found.principle) == ("crowded-review", "warning", "flow_over_friction")
    assert (found.place.path, found.place.span.start.line, found.record) == ("work/teams.yml", 1, "platform")
    assert [(each.place.path, each.message) for each in found.related] == [
        ("work/items/OPS-1.yml", "OPS-1 is one of them"),
        ("work/items/OPS-2.yml", "OPS-2 is one of them"),
        ("work/rules/own.yml", "the rule stands here"),
    ]


def test_a_group_that_is_no_record_is_found_at_its_first_item(make_system: Make) -> None:
    rule = CROWDED.replace("group_by: team", "group_by: status")
    (found,) = found_by(make_system, rule, items("", ""))
    assert found.message == "in_review has 2 items in review"
    assert (found.place.path, found.place.field) == ("work/items/OPS-1.yml", "status")
    assert [each.message for each in found.related] == ["OPS-2 is one of them", "the rule stands here"]


def test_no_more_than_eight_of_a_group_are_shown(make_system: Make) -> None:
    (found,) = found_by(make_system, CROWDED, items(*["team: platform\n"] * 9))
    assert len(found.related) == 9
    assert found.message == "platform has 9 items in review"


def test_a_list_puts_a_record_into_several_groups(make_system: Make) -> None:
    rule = CROWDED.replace("group_by: team", "group_by: labels")
    found = found_by(make_system, rule, items("labels: [a, b]\n", "labels: [b]\n", "labels: [c]\n"))
    assert [each.message for each in found] == ["b has 2 items in review"]


def test_a_group_can_be_judged_by_the_fields_of_its_records(make_system: Make) -> None:
    rule = CROWDED.replace(
        "count <= 1", "records.exists(r, r.owner == '') || records.filter(r, r.due == null).size() == 0"
    )
    assert found_by(make_system, rule, items("team: platform\nowner: ada\n", "team: platform\n")) == ()
    assert len(found_by(make_system, rule, items("team: platform\nowner: ada\n", "team: platform\nowner: bo\n"))) == 1


def test_everything_together_is_one_group(make_system: Make) -> None:
    rule = CROWDED.replace("group_by: team", "group_by: \"'the whole board'\"")
    (found,) = found_by(make_system, rule, items("", "", ""))
    assert found.message == "the whole board has 3 items in review"


def test_a_finding_about_a_group_can_be_ignored_with_a_reason(make_system: Make) -> None:
    teams = BASE["work/teams.yml"].replace("platform:\n", "platform:  # worksystem: ignore NW001 -- moving house\n", 1)
    files = {**items("team: platform\n", "team: platform\n"), "work/teams.yml": teams}
    assert found_by(make_system, CROWDED, files) == ()


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("must: size(labels) > 0 && ownr == ''\n", 27),
        ("must: \"size(labels) > 0 && ownr == ''\"\n", 28),
        ("must: 'size(labels) > 0 && ownr == '''''\n", 28),
        ("must:   \"  size(labels) > 0 && ownr == ''\"\n", 32),
        ("must: |\n  size(labels) > 0\n    && ownr == ''\n", (11, 8)),
        ("must: >-\n  size(labels) > 0\n  && ownr == ''\n", (11, 6)),
        ("must: size(labels) > 0\n  && ownr == ''\n", (10, 6)),
    ],
)
def test_a_wrong_word_is_found_at_its_column(make_system: Make, written: str, column: int | tuple[int, int]) -> None:
    rule = "code: NW001\nname: x\nfor: item\nseverity: note\nmessage: '{id}'\nhelp: x\nfield: owner\nwhen: 'true'\n"
    (found,) = found_by(make_system, rule + written, {}, "WS114")
    line, at = column if isinstance(column, tuple) else (9, column)
    assert found.message == 'an item has no field "ownr"'
    assert (found.place.path, *found.place.span.start) == ("work/rules/own.yml", line, at)


def test_a_wrong_field_of_the_records_of_a_group_is_found_before_it_runs(make_system: Make) -> None:
    rule = CROWDED.replace("count <= 1", "records.all(r, r.labels.all(x, x != '') && r.ownr != '')")
    (found,) = found_by(make_system, rule, {}, "WS114")
    assert (found.message, found.help) == ('an item has no field "ownr"', 'did you mean "owner"?')
    assert found.place.span.start == (6, rule.split("\n")[5].index("ownr") + 1)


def test_a_name_that_groups_do_not_have_is_found(make_system: Make) -> None:
    rule = CROWDED.replace("count <= 1", "size(items) <= 1")
    (found,) = found_by(make_system, rule, {}, "WS114")
    assert (found.message, found.help) == ('a group has no field "items"', "use one of count, group, records, today")


def test_what_cannot_be_grouped_by_or_judged_is_a_finding(make_system: Make) -> None:
    by = CROWDED.replace("group_by: team", "group_by: priority")
    files = items("priority: {value: 8}\n")
    (found,) = found_by(make_system, by, files, "WS119")
    assert found.message == "`priority` cannot be judged for OPS-1: is nothing that records can be grouped by"
    judged = CROWDED.replace("count <= 1", "records[5].due == null")
    (found,) = found_by(make_system, judged, items("team: platform\n"), "WS119")
    assert found.message.startswith("`records[5].due == null` cannot be judged for OPS-1: a list is shorter")


def test_a_message_says_values_as_people_write_them(make_system: Make) -> None:
    rule = (
        "code: NW001\nfor: item\nmust: 'false'\nseverity: note\n"
        'message: "{id}: {labels}; {due}; {owner}; {blocked.reason}; {priority.value}; {estimate}"\n'
    )
    blocked = "blocked: {since: 2026-11-19, reason: bank}\n"
    full = items(f"labels: [a, b]\ndue: 2026-Q4\n{blocked}priority: {{value: 8}}\nestimate: 3wd\n")
    (found,) = found_by(make_system, rule, full)
    assert found.message == "OPS-1: a, b; 2026-Q4; nothing; bank; 8; 3wd"


def test_an_unknown_placeholder_is_found_in_the_message_with_its_name(make_system: Make) -> None:
    rule = "code: NW001\nfor: item\nmust: 'true'\nmessage: >-\n  the item\n  {titel} and {blocked.reson}\n"
    one, other = found_by(make_system, rule, {}, "WS910")
    assert one.message == 'the message has "{titel}", which nothing can fill in'
    assert one.help == 'did you mean "{title}"?'
    assert (one.place.span.start, other.place.span.start) == ((6, 3), (6, 15))


def test_a_rule_holds_from_its_day_on(make_system: Make) -> None:
    files = {**BASE, "work/rules/own.yml": CROWDED + "since: 2026-12-01\n", **items(*["team: platform\n"] * 2)}
    system = make_system(files)
    days = (date(2026, 11, 30), date(2026, 12, 1))
    assert [len(check(system, as_of=day, select=("NW001",)).diagnostics) for day in days] == [0, 1]


def test_by_person_only_open_work_counts(make_system: Make) -> None:
    rule = CROWDED.replace("group_by: team", "group_by: owner").replace("when: \"status == 'in_review'\"\n", "")
    files = items("owner: ada\n", "owner: ada\n", "owner: bo\n")
    files["work/items/OPS-4.yml"] = ITEM.replace("in_review", "done") + "owner: bo\n"
    assert [each.message for each in found_by(make_system, rule, files)] == ["ada has 2 items in review"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (('must: "count <= 1"', 'must: "records.all(r, r.due != null)"'), "must"),
        (('must: "count <= 1"', "must: \"group != 'ada' || count < 2\""), "must"),
        (('must: "count <= 1"', 'must: "count > 0"'), "must"),
        (("status == 'in_review'", "due != null && due < today"), "when"),
        (("severity: warning", "severity: error"), "severity"),
        (("for: item", "for: note"), "group_by"),
    ],
)
def test_a_rule_that_would_measure_somebody_is_found_and_does_not_run(
    make_system: Make, change: tuple[str, str], field: str
) -> None:
    rule = CROWDED.replace("group_by: team", "group_by: owner")
    if "note" in change[1]:
        rule = rule.replace("owner", "attended").replace("when: \"status == 'in_review'\"\n", "")
    found = found_by(make_system, rule.replace(*change), items(*["owner: ada\ndue: 2026-11-01\n"] * 3), "WS912")
    assert [each.place.field for each in found] == [field]
    assert found_by(make_system, rule.replace(*change), items(*["owner: ada\ndue: 2026-11-01\n"] * 3)) == ()


def test_a_public_site_does_not_hear_what_is_counted_by_person(make_system: Make) -> None:
    by_owner = CROWDED.replace("group_by: team", "group_by: owner")
    time = CROWDED.replace("NW001", "NW002").replace("count <= 1", "records.all(r, size(r.time) < 3)")
    by_team = CROWDED.replace("NW001", "NW003")
    rules = {f"work/rules/{name}.yml": text for name, text in {"a": by_owner, "b": time, "c": by_team}.items()}
    workspace = make_system({**BASE, **rules}).workspace
    assert list_telling_rules(workspace, "public") == {"NW001", "NW002"}
    assert list_telling_rules(workspace, "internal") == set()


def test_an_example_is_read_like_a_record_of_its_type(make_system: Make) -> None:
    typed = BASE["work/types/task.yml"] + "fields: {risk: {type: enum, values: [low, high]}, planned: date}\n"
    rule = """\
code: NW001
for: item
when: "category == 'active'"
must: "risk != 'high' || planned > today || links.depends_on.all(d, d.done)"
message: "{id} is in a hurry"
examples:
  today: 2026-11-20
  found:
    - {type: task, status: in_progress, risk: high, planned: 2026-11-20, id: OPS-1, depends_on: [OPS-2]}
    - - {type: task, status: in_progress, risk: high, planned: 2026-11-19, id: OPS-1, depends_on: [OPS-2]}
      - {type: task, status: todo, id: OPS-2}
  not_found:
    - - {type: task, status: in_progress, risk: high, planned: 2026-11-19, id: OPS-1, depends_on: [OPS-2]}
      - {type: task, status: done, id: OPS-2}
    - {type: task, status: in_progress, risk: enormous}
"""
    found = found_by(make_system, rule, {"work/types/task.yml": typed}, "WS911")
    assert [(each.place.span.start.line, each.message) for each in found] == [
        (9, "NW001 finds nothing in an example in which it should"),
        (15, 'an example of NW001 cannot be read: risk "enormous" is not one of the allowed words'),
    ]


def test_the_record_of_a_rule_is_found_by_its_code(make_system: Make) -> None:
    workspace = make_system({**BASE, "work/rules/own.yml": CROWDED + "problems: [poor_visibility]\n"}).workspace
    entry = find_team_rule(workspace, "NW001")
    assert entry is not None
    assert (entry.id, find_team_rule(workspace, "WS203")) == ("own", None)
    (rule,) = [each for each in list_rules(workspace) if each.code == "NW001"]
    assert rule.problems == ("poor_visibility",)


def test_two_rules_with_one_code_are_found_at_both_and_both_run(make_system: Make) -> None:
    first = "code: NW001\nfor: item\nmust: 'false'\nmessage: '{id} here'\n"
    files = {**items(""), "work/rules/second.yml": first.replace("here", "there")}
    assert [each.message for each in found_by(make_system, first, files)] == ["OPS-1 here", "OPS-1 there"]
    one, other = found_by(make_system, first, files, "WS913")
    assert (one.place.path, one.message) == (
        "work/rules/own.yml",
        '"NW001" is the code of another rule too, in work/rules/second.yml',
    )
    assert (other.place.path, other.place.field) == ("work/rules/second.yml", "code")


def test_the_seven_principles_are_known_without_a_file(make_system: Make) -> None:
    files = {path: text for path, text in BASE.items() if not path.startswith("work/principles/")}
    rule = "code: NW001\nfor: item\nmust: 'true'\nmessage: x\nprinciple: "
    texts = {"work/rules/a.yml": f"{rule}flow_over_friction\n", "work/rules/b.yml": f"{rule}flow_over_fiction\n"}
    found = [each for each in check(make_system({**files, **texts}), as_of=TODAY).diagnostics if each.code == "WS214"]
    assert [(each.place.path, each.help) for each in found] == [
        ("work/rules/b.yml", 'did you mean "flow_over_friction"?')
    ]


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ("for: person\nmust: size(skills) > 3\n", "must"),
        ("for: person\ngroup_by: place\nmust: 'records.all(r, size(r.skills) > 3)'\n", "must"),
        ("for: person\nmust: id != 'bo'\n", "must"),
        ("for: item\nmust: owner != 'bo'\n", "must"),
        ("for: item\nwhen: \"'bo' in contributors\"\nmust: 'false'\n", "when"),
        ("for: item\ngroup_by: team\nmust: records.all(r, r.owner != 'bo')\n", "must"),
        ("for: person\nmust: size(teams) < 1\n", ""),
        ("for: item\nmust: owner == 'platform'\n", ""),
        ("for: item\nmust: title == 'bo'\n", ""),
    ],
)
def test_a_rule_that_looks_at_skills_or_one_person_does_not_run(make_system: Make, rule: str, field: str) -> None:
    text = f"code: NW001\n{rule}severity: note\nmessage: x\n"
    files = items("owner: bo\ncontributors: [bo]\nteam: platform\n")
    assert [each.place.field for each in found_by(make_system, text, files, "WS912")] == [field] * bool(field)
    assert bool(found_by(make_system, text, files)) is not bool(field)


def test_an_expression_that_cannot_be_judged_is_one_finding_at_the_word(make_system: Make) -> None:
    rule = "code: NW001\nfor: item\nmust: 'title != x && due > today'\nmessage: x\n".replace("x &&", '"" &&')
    (found,) = found_by(make_system, rule, items(*[""] * 9), "WS119")
    assert found.message == '`title != "" && due > today` cannot be judged for OPS-1 and 8 more: due is empty'
    assert found.place.span.start == (3, rule.split("\n")[2].index("due") + 1)
    assert [each.place.path for each in found.related] == [f"work/items/OPS-{number}.yml" for number in range(1, 9)]
