"""What stands in braces in the message of a team's own rule: how it is filled in, and what cannot be."""

from pathlib import Path

import pytest

from tests.rules.base import BASE, TODAY
from tests.rules.findings import tell
from tests.systems import make_system
from worksystem.check import check
from worksystem.rules.placeholders import say_in_general, say_of_group

FIELDS = """\
fields:
  rollout: text
  hosts: {type: list, of: text}
  budget: number
  checked: bool
  parts: {type: map, of: text}
"""
TYPE = {"work/types/task.yml": BASE["work/types/task.yml"] + FIELDS}
ITEM = """\
status: in_progress
owner: ada
team: platform
acceptance: [It works, {text: It stays so, done: yes}]
promised: {to: security, date: 2026-12-01}
checks: {definition_of_done: [runbook]}
labels: [a, b]
hosts: [one, two]
budget: 2.50
checked: yes
parts: {a: one, b: two}
rollout: ""
"""


def rule(message: str, of: str = "item", more: str = "") -> dict[str, str]:
    """A rule that finds every record, or every group of them."""
    text = f"code: NW001\nfor: {of}\nmust: 'false'\nseverity: warning\nmessage: >-\n  {message}\n{more}"
    return {"work/rules/nw001.yml": text}


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            TYPE | {"OPS-1": ITEM} | rule("{id} is {title} of {owner}"),
            [
                "items/OPS-1.yml:1:1 ",
                "  OPS-1 is Task OPS-1 of ada",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
        (
            TYPE | {"OPS-1": ITEM} | rule("{acceptance}"),
            [
                "items/OPS-1.yml:1:1 ",
                "  It works, no, It stays so, yes",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
        (
            TYPE | {"OPS-1": ITEM} | rule("{acceptance_x} {nothing_like_it} {rollout} {due} {description}"),
            [
                "items/OPS-1.yml:1:1 ",
                "  {acceptance_x} {nothing_like_it} nothing nothing nothing",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
        (
            TYPE | {"OPS-1": ITEM} | rule("{promised}, {promised.to}, {promised.date}"),
            [
                "items/OPS-1.yml:1:1 ",
                "  security, 2026-12-01, security, 2026-12-01",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
        (
            TYPE | {"OPS-1": ITEM} | rule("{checks}, {checks.definition_of_done}, {checks.other}"),
            [
                "items/OPS-1.yml:1:1 ",
                "  definition_of_done: runbook, runbook, nothing",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
        (
            TYPE | {"OPS-1": ITEM} | rule("{labels}, {hosts}, {budget}, {checked}, {blocked}, {parts.b}, {parts}"),
            [
                "items/OPS-1.yml:1:1 ",
                "  a, b, one, two, 2.5, yes, nothing, two, a: one, b: two",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
        (
            TYPE | {"OPS-1": ITEM} | rule("{estimate.any} {title.any} {ID} {Id} {}"),
            [
                "items/OPS-1.yml:1:1 ",
                "  nothing nothing {ID} {Id} {}",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
    ],
)
def test_a_field_is_filled_in_as_people_write_it(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "NW001", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            rule("{id}: {name}, {period}, {owner}, {key_results}, {parent}", "goal"),
            [
                "goals/trust.yml:1:1 ",
                (
                    "  trust: Customers trust us, 2026-Q4, grace, failed, Failed payments in ten "
                    "thousand, 12, 3, 2026-11-02, 7, nothing"
                ),
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
        (
            rule("{id}: {teams}, {teams.platform}, {teams.sales}, {capacity}", "person"),
            [
                "people.yml:1:1 ada",
                "  ada: platform: 1, 1, nothing, 32h",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
                "people.yml:5:1 bo",
                "  bo: platform: 0.5, security: 0.5, 0.5, nothing, 40h",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
                "people.yml:9:1 grace",
                "  grace: security: 1, nothing, nothing, nothing",
                "  help: None",
                "  see rules/nw001.yml:3:7: the rule stands here",
            ],
        ),
    ],
)
def test_other_kinds_of_record_have_fields_of_their_own(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "NW001", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            rule("{id} of {ownr}"),
            [
                "rules/nw001.yml:6:11 message = {ownr}",
                '  the message has "{ownr}", which nothing can fill in',
                '  help: did you mean "{owner}"?',
            ],
        ),
        (
            rule("{xyz}"),
            [
                "rules/nw001.yml:6:3 message = {xyz}",
                '  the message has "{xyz}", which nothing can fill in',
                "  help: write a field of an item in braces, like {id}",
            ],
        ),
        (
            rule("{ }{}{Owner}{owner.name}{promised.too}{promised.to}{title.x}"),
            [
                "rules/nw001.yml:6:3 message = { }",
                '  the message has "{ }", which nothing can fill in',
                "  help: write a field of an item in braces, like {id}",
                "rules/nw001.yml:6:6 message = {}",
                '  the message has "{}", which nothing can fill in',
                "  help: write a field of an item in braces, like {id}",
                "rules/nw001.yml:6:8 message = {Owner}",
                '  the message has "{Owner}", which nothing can fill in',
                '  help: did you mean "{owner}"?',
                "rules/nw001.yml:6:15 message = {owner.name}",
                '  the message has "{owner.name}", which nothing can fill in',
                '  help: did you mean "{owner}"?',
                "rules/nw001.yml:6:27 message = {promised.too}",
                '  the message has "{promised.too}", which nothing can fill in',
                '  help: did you mean "{promised}"?',
                "rules/nw001.yml:6:54 message = {title.x}",
                '  the message has "{title.x}", which nothing can fill in',
                '  help: did you mean "{title}"?',
            ],
        ),
        (
            rule("{nmae} {capacity} {rollout}", "person"),
            [
                "rules/nw001.yml:6:3 message = {nmae}",
                '  the message has "{nmae}", which nothing can fill in',
                '  help: did you mean "{name}"?',
                "rules/nw001.yml:6:21 message = {rollout}",
                '  the message has "{rollout}", which nothing can fill in',
                "  help: write a field of a person in braces, like {id}",
            ],
        ),
        (
            rule("{qqqq}", "item_type"),
            [
                "rules/nw001.yml:6:3 message = {qqqq}",
                '  the message has "{qqqq}", which nothing can fill in',
                "  help: write a field of an item type in braces, like {id}",
            ],
        ),
        (
            TYPE | rule("{rollot} {rollout} {rollout.any}"),
            [
                "rules/nw001.yml:6:3 message = {rollot}",
                '  the message has "{rollot}", which nothing can fill in',
                '  help: did you mean "{rollout}"?',
            ],
        ),
        (
            TYPE | rule("{rollot}", "goal"),
            [
                "rules/nw001.yml:6:3 message = {rollot}",
                '  the message has "{rollot}", which nothing can fill in',
                "  help: write a field of a goal in braces, like {id}",
            ],
        ),
        (
            rule("{team} {count} {group} {group.name} {cuont}", more="group_by: team\n"),
            [
                "rules/nw001.yml:6:3 message = {team}",
                '  the message has "{team}", which nothing can fill in',
                "  help: a message about a group can have {count} and {group}",
                "rules/nw001.yml:6:26 message = {group.name}",
                '  the message has "{group.name}", which nothing can fill in',
                '  help: did you mean "{group}"?',
                "rules/nw001.yml:6:39 message = {cuont}",
                '  the message has "{cuont}", which nothing can fill in',
                '  help: did you mean "{count}"?',
            ],
        ),
        (
            rule("{checks.any} {checks}"),
            [
                "rules/nw001.yml:6:3 message = {checks.any}",
                '  the message has "{checks.any}", which nothing can fill in',
                '  help: did you mean "{checks}"?',
            ],
        ),
    ],
)
def test_what_nothing_can_fill_in_is_told_with_what_was_meant(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS910", files) == lines


def test_what_cannot_be_filled_in_is_underlined_from_brace_to_brace(tmp_path: Path) -> None:
    found = check(make_system(tmp_path, {**BASE, **rule("{id} of {ownr}")}), select=("WS910",), as_of=TODAY)
    (span,) = [each.place.span for each in found.diagnostics]
    assert (span.start, span.end) == ((6, 11), (6, 17))


@pytest.mark.parametrize(
    ("of", "group_by", "says"),
    [
        ("item", "team", "several of a team with … and an item"),
        ("item", "owner", "several of a group with … and an item"),
        ("item", "status", "several of a group with … and an item"),
        ("item", "labels", "several of a group with … and an item"),
        ("goal", "portfolio", "several of a portfolio with … and a goal"),
    ],
)
def test_a_rule_says_of_nothing_in_particular_what_it_finds(tmp_path: Path, of: str, group_by: str, says: str) -> None:
    text = rule("{count} of {group}   with {title.any} and {id}", of, f"group_by: {group_by}\n")
    found = make_system(tmp_path, {**BASE, **text}).workspace.team_rules
    assert say_in_general(found["nw001"].record) == says


def test_of_a_group_only_its_key_and_its_number_are_said() -> None:
    assert say_of_group("{group} has {count}, {count.of} {team}", "a", 2) == "a has 2, {count.of} {team}"
