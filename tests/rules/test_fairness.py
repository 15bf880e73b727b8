"""Rules of the team's own about people: which of them do not run, where they say so, and why."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

SKILLS = (
    "of people it may judge load, seats and leave, not {}: nobody is held against a bar here",
    "speak of capacity, teams or leave, or say what a team needs in a rule for: team",
)
SOMEBODY = (
    'it singles out "{}": what holds for one person only is settled with them, not checked',
    "name a team or a type of work, or count by owner what is open at once",
)
KIND = ("by person, only items and goals can be counted", "group by team instead")
COUNT = (
    "by person, only count can be judged: how much is open, not whose or how",
    "group by team or workflow, or count open work only",
)
APART = (
    "by person, work cannot be told apart by {}: that would judge how somebody works",
    "group by team or workflow, or leave the condition out",
)
LITTLE = ("by person, work can be too much, but not too little", "write an upper limit: count <= 5")
DONE = (
    'by person, count is what is open; the message speaks of what is "{}"',
    "say how much is open: {{group}} has {{count}} open items",
)
ERROR = ("that somebody has much to do is no error", "write severity: warning or note")

BY_OWNER = {"for": "item", "group_by": "owner", "must": "count <= 5"}
UNFAIR = {
    "skills in the condition": ({"for": "person", "when": "size(skills) > 1"}, "when", SKILLS, "skills"),
    "skills in the groups": (
        {"for": "person", "group_by": "skills", "must": "count > 1"},
        "group_by",
        SKILLS,
        "skills",
    ),
    "skills in the message": ({"for": "person", "message": "{name} lists {skills}"}, "message", SKILLS, "skills"),
    "skills of a group": (
        {"for": "person", "group_by": "place", "must": "records.all(r, size(r.skills) > 1)"},
        "must",
        SKILLS,
        "skills",
    ),
    "somebody in the condition": ({"for": "item", "when": "owner == 'bo'"}, "when", SOMEBODY, "bo"),
    "somebody in what must hold": ({"for": "item", "must": 'owner != "grace"'}, "must", SOMEBODY, "grace"),
    "somebody in the groups": (
        {"for": "item", "group_by": "owner == 'ada'", "must": "count > 1"},
        "group_by",
        SOMEBODY,
        "ada",
    ),
    "who wrote notes": ({"for": "note", "group_by": "attended", "must": "count <= 5"}, "group_by", KIND, ""),
    "whose work it is": (BY_OWNER | {"must": "count <= 5 || group == 'nobody'"}, "must", COUNT, ""),
    "how work is": (BY_OWNER | {"must": "count <= 5 || records.all(r, r.due != null)"}, "must", COUNT, ""),
    "work that is late": (BY_OWNER | {"when": "type == 'task' && due < today"}, "when", APART, "due"),
    "work that took long": (BY_OWNER | {"when": "size(time) > 3 && size(updates) > 3"}, "when", APART, "time"),
    "too little": (BY_OWNER | {"must": "count > 0"}, "must", LITTLE, ""),
    "what is done": (BY_OWNER | {"message": "{group} has Done {count}"}, "message", DONE, "done"),
    "what was closed": (BY_OWNER | {"message": "{count} closed by {group}"}, "message", DONE, "closed"),
    "a hard limit": (BY_OWNER | {"severity": "error"}, "severity", ERROR, ""),
    "goals by person": ({"for": "goal", "group_by": "owner", "must": "count > 2"}, "must", LITTLE, ""),
    "reviewers, a field of their own": (BY_OWNER | {"group_by": "reviewer", "must": "count > 2"}, "must", LITTLE, ""),
}
FAIR = {
    "seats": {"for": "person", "must": "size(teams) < 4 && size(leave) < 9", "message": "{name} of {place}"},
    "what a team lacks": {"for": "team", "when": "name != ''", "must": "size(services) > 1"},
    "a team by name": {"for": "item", "when": "owner == 'platform'"},
    "a title": {"for": "item", "when": "title == 'bo'"},
    "open work by person": BY_OWNER | {"message": "{group} has {count} items"},
    "open work of some kind": BY_OWNER | {"when": "status == 'ready' && priority.level == 'high' && team != ''"},
    "work by risk, a field of its own": BY_OWNER | {"when": "risk == 'high'"},
    "what is not done": BY_OWNER | {"message": "{group} has {count} items not done and not yet finished"},
    "done, but not counted": BY_OWNER | {"message": "{group} is not done with it, or is done"},
    "a word that holds another": BY_OWNER | {"message": "{group} has {count} abandoned items"},
    "work by team": {
        "for": "item",
        "when": "due < today",
        "group_by": "team",
        "must": "count > 2",
        "severity": "error",
    },
    "nobody in particular": BY_OWNER | {"must": "count <= "},
    "goals by person, not too many": {"for": "goal", "group_by": "owner", "must": "count <= 2"},
}
FIELDS = "fields: {risk: {type: enum, values: [low, high]}, reviewer: person}\n"


def write(rule: dict[str, str]) -> dict[str, str]:
    """A rule of the team's own, with two fields of an item type of its own."""
    said = {"code": "NW001", "must": "1 > 2", "message": "{id} is found", "severity": "note", **rule}
    text = "".join(f"{field}: {value!r}\n" for field, value in said.items())
    return {"work/rules/own.yml": text, "work/types/task.yml": BASE["work/types/task.yml"] + FIELDS}


@pytest.mark.parametrize("name", UNFAIR)
def test_a_rule_that_measures_people_says_which_of_its_fields_does(tmp_path: Path, name: str) -> None:
    rule, key, (why, help), named = UNFAIR[name]
    place, *said = tell(tmp_path, "WS912", write(rule))
    assert place.partition(" ")[2].partition(" = ")[0] == key
    assert said == [f"  NW001 does not run: {why.format(named)}", f"  help: {help.format()}"]


@pytest.mark.parametrize("name", FAIR)
def test_a_rule_that_speaks_of_load_or_of_teams_is_fair(tmp_path: Path, name: str) -> None:
    assert tell(tmp_path, "WS912", write(FAIR[name])) == []
