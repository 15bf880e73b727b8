"""Rules about words, priorities and goals, where their pages show one case and the rule has an edge."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.rules.base import BASE, TODAY
from tests.systems import make_system
from worksystem.check import check
from worksystem.load import WorkSystem
from worksystem.load.history import load_history
from worksystem.rules.words import content_of, words_of

Make = Callable[[Mapping[str, str]], WorkSystem]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Builds one system after another, each in a folder of its own."""
    return lambda files: make_system(tmp_path / str(len(list(tmp_path.iterdir()))), files, as_of=TODAY)


def found(system: WorkSystem, code: str) -> list[str]:
    result = check(system, select=(code, "WS900"), as_of=TODAY, past=partial(load_history, system))
    return [each.message for each in result.diagnostics]


def item(text: str) -> str:
    return f"type: task\nstatus: todo\n{text}\n"


def goal(text: str) -> str:
    return f"name: A goal\nowner: ada\n{text}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rotate the certificates!", ("rotate", "the", "certificates")),
        ("Customer's page", ("customer's", "page")),
        ("C++ and C#, (v1.2)", ("c++", "and", "c#", "v1", "2")),
        ("back_pressure — now", ("back", "pressure", "now")),
        ("ÄNDERUNG der Größe", ("änderung", "der", "grösse")),
        ("…", ()),
    ],
)
def test_words_are_what_stands_between_signs_without_capitals(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == words


def test_content_is_what_little_words_leave() -> None:
    assert content_of(words_of("Sign up for the access to a new tool")) == ("sign", "up", "access", "new", "tool")


@pytest.mark.parametrize(
    "title",
    [
        "Update",
        "fix",
        "Misc.",
        "To do",
        "Various updates and fixes",
        "Mise à jour",
        "Corrigir problemas",
        "OPS-1",
        "Tests",
    ],
)
def test_titles_that_could_stand_on_any_item_are_vague(make: Make, title: str) -> None:
    system = make({**BASE, "work/items/OPS-1.yml": item(f'title: "{title}"')})
    assert found(system, "WS716") == [f'the title "{title}" does not say what OPS-1 is about']


@pytest.mark.parametrize(
    "title",
    [
        "Update the runbook",
        "Fix login",
        "Divers",
        "Improvement of the air",
        "Task force",
        "OPS-2 again",
        "Test bench",
        "?",
    ],
)
def test_titles_with_one_word_of_their_own_are_not(make: Make, title: str) -> None:
    assert found(make({**BASE, "work/items/OPS-1.yml": item(f'title: "{title}"')}), "WS716") == []


@pytest.mark.parametrize(
    ("outcome", "is_activity"),
    [
        ("Implement single sign-on", True),
        ("Working on the new shop", True),
        ("Test all printers", True),
        ("Test rigs stand ready", False),
        ("Implement single sign-on for 40 schools", False),
        ("Implement single sign-on so that nobody types a password", False),
        ("Implement", False),
        ("Nobody types a password", False),
        ("Die Schulen melden sich einmal an", False),
    ],
)
def test_an_outcome_is_an_activity_if_it_only_says_what_people_do(make: Make, outcome: str, is_activity: bool) -> None:
    system = make({**BASE, "work/items/OPS-1.yml": item(f'title: Access\noutcome: "{outcome}"')})
    assert bool(found(system, "WS717")) is is_activity


def test_a_goal_that_is_over_may_have_any_outcome(make: Make) -> None:
    text = goal("period: 2026-Q3\noutcome: Implement a process\nkey_results: [{id: late, text: Late orders, from: 8}]")
    system = make({**BASE, "work/goals/old.yml": text})
    assert [found(system, code) for code in ("WS717", "WS718", "WS720")] == [[], [], []]


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("Rotate payment certificates", "Rotate the certificates of payment", True),
        ("Migrate payment archive", "Migrate payments archive", True),
        ("Rotate payment certificates", "Rotate payment certificates again", False),
        ("Encrypt old archive", "Decrypt old archive", False),
        ("Sort red parts", "Sort reds parts", False),
        ("Order part class", "Order part clash", False),
        ("Payment certificates", "Certificates payment", False),
        ("Rotate payment certificates", "Rotate: payment certificates", False),
    ],
)
def test_titles_are_the_same_work_if_their_words_are(make: Make, one: str, other: str, is_found: bool) -> None:
    items = {"work/items/OPS-1.yml": item(f'title: "{one}"'), "work/items/OPS-2.yml": item(f'title: "{other}"')}
    says = [f'OPS-2 may be the same work as OPS-1: "{one}"'] if is_found else []
    assert found(make({**BASE, **items}), "WS723") == says


def test_parts_of_two_projects_may_be_called_alike(make: Make) -> None:
    items = {
        "work/items/OPS-1.yml": item("title: Rotate payment certificates\nparent: OPS-3"),
        "work/items/OPS-2.yml": item("title: Payment certificates rotate"),
        "work/items/OPS-3.yml": item("title: The shop"),
    }
    assert found(make({**BASE, **items}), "WS723") == []


@pytest.mark.parametrize("link", ["duplicates", "replaces", "relates_to", "discovered_from", "blocks", "depends_on"])
def test_items_that_are_linked_know_of_each_other(make: Make, link: str) -> None:
    items = {
        "work/items/OPS-1.yml": item(f"title: Rotate payment certificates\n{link}: [OPS-2]"),
        "work/items/OPS-2.yml": item("title: Payment certificates rotate"),
    }
    assert found(make({**BASE, **items}), "WS723") == []


def priority(*changes: tuple[str, str | None, str]) -> str:
    lines = [{"item": "OPS-1", "field": "priority", "old": old, "new": new, "at": at} for at, old, new in changes]
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def test_a_priority_that_changed_before_the_window_is_forgotten(make: Make) -> None:
    first = ("2026-06-01T09:00:00+00:00", None, "low")
    later = (("2026-10-12T09:00:00+00:00", "high", "low"), ("2026-10-13T09:00:00+00:00", "low", "high"))
    old = (("2026-08-22T12:00:00+00:00", "low", "high"), *later)
    new = (("2026-08-23T12:00:00+00:00", "low", "high"), *later)
    text = item("title: Certificates\npriority: high")
    said = [
        found(make({**BASE, "work/items/OPS-1.yml": text, "work/history/a.jsonl": priority(first, *each)}), "WS719")
        for each in (old, new)
    ]
    assert said == [[], ["the priority of OPS-1 changed on 3 of the last 90 days"]]


def test_figures_put_work_in_order_where_words_do_not(make: Make) -> None:
    words = {f"work/items/OPS-{n}.yml": item(f"title: Part {n}\nteam: platform\npriority: high") for n in range(1, 9)}
    figures = {
        f"work/items/OPS-{n}.yml": item(f"title: Part {n}\nteam: platform\npriority: {{level: high, value: {n}}}")
        for n in range(1, 9)
    }
    critical = {path: text.replace("high", "critical") for path, text in words.items()}
    seven = {path: text for path, text in words.items() if "OPS-8" not in path}
    assert found(make({**BASE, **words}), "WS725") == ['all 8 open items of team "platform" have the priority high']
    assert [found(make({**BASE, **each}), "WS725") for each in (figures, critical, seven)] == [[], [], []]


def test_shares_of_goals_count_once_and_only_now(make: Make) -> None:
    def shares(**each: str) -> list[str]:
        return found(make({**BASE, **{f"work/goals/{id}.yml": goal(text) for id, text in each.items()}}), "WS726")

    one, two = "period: 2026-Q4\nintended_share: 60%", "period: 2026\nintended_share: 50%"
    assert shares(first=one, second=two) == ["the goals of this time are meant to have 110% of all effort together"]
    assert shares(first=one, second=two.replace("50", "40")) == []
    assert shares(first=one, second=f"{two}\nparent: between", between="period: 2026\nparent: first") == []
    assert shares(first=one, second=two.replace("2026", "2025")) == []


def test_a_goal_without_a_period_wants_work_too(make: Make) -> None:
    served = {"work/items/OPS-1.yml": item("title: Certificates\ngoal: trust")}
    system = make({**BASE, **served, "work/goals/speed.yml": goal(""), "work/goals/all.yml": goal("")})
    assert found(system, "WS722") == ['no item serves goal "all"', 'no item serves goal "speed"']
    above = {"work/goals/speed.yml": goal("parent: all"), "work/goals/all.yml": goal("")}
    assert found(make({**BASE, **served, **above}), "WS722") == ['no item serves goal "speed"']
    assert found(make({**BASE, **above}), "WS722") == []


def test_projects_are_held_against_all_projects(make: Make) -> None:
    kind = {"work/types/project.yml": "name: Project\nmanages: project\nworkflow: delivery\nprefix: PRJ\n"}
    text = "title: Project {n}\ntype: project\nstatus: ready\n"
    seven = {f"work/items/PRJ-{n}.yml": text.format(n=n) + "goal: trust\n" for n in range(1, 8)}
    eighth = {"work/items/PRJ-8.yml": text.format(n=8)}
    says = ["PRJ-8 serves no goal; 7 of 8 projects under way or next do"]
    assert found(make({**BASE, **kind, **seven, **eighth}), "WS721") == says
    request = {path: each.replace("project\nworkflow", "request\nworkflow") for path, each in kind.items()}
    assert found(make({**BASE, **request, **seven, **eighth}), "WS721") == []


TEAMS = """
technology: {name: Technology, lead: bo}
platform: {name: Platform, parent: technology, lead: ada}
security: {name: Security, lead: grace}
care: {name: Customer care, lead: bo}
"""


def team_of_six(*said: str) -> dict[str, str]:
    """Six items of the platform team, the first of which say something, beside one of another team."""
    texts = [*said, *("" for _ in range(6 - len(said)))]
    items = {
        f"work/items/OPS-{n}.yml": item(f"title: Part {n}\nteam: platform\n{text}") for n, text in enumerate(texts)
    }
    return {**BASE, "work/teams.yml": TEAMS, **items, "work/items/SEC-1.yml": item("title: Approval\nteam: security")}


CARE = "description: Customer care asked for it"
ID = "comments: [{by: ada, date: 2026-11-19, text: after SEC-1}]"
BLOCK = "blocked: {since: 2026-11-19, reason: we wait for SEC-1}"


def test_three_items_that_speak_of_others_make_a_silo(make: Make) -> None:
    says = 'no item of team "platform" is linked to one of another team, yet three speak of other teams or their work'
    assert found(make(team_of_six(CARE, ID, BLOCK)), "WS724") == [says]
    assert found(make(team_of_six(CARE, ID)), "WS724") == []


@pytest.mark.parametrize(
    "said",
    [
        "relates_to: [SEC-1]",
        "handoffs: [{to: security, date: 2026-11-18}]",
    ],
)
def test_a_team_that_links_or_hands_over_once_is_no_silo(make: Make, said: str) -> None:
    assert found(make(team_of_six(CARE, ID, BLOCK, said)), "WS724") == []


@pytest.mark.parametrize(
    "said",
    [
        "outcome: Security is better",
        "description: Customer careful",
        "description: see OPS-2",
        "blocked: {since: 2026-11-19, reason: no room, waiting_for: technology}",
        "description: https://example.com/SEC-1",
    ],
)
def test_words_that_need_not_mean_another_team_count_for_nothing(make: Make, said: str) -> None:
    assert found(make(team_of_six(CARE, ID, said)), "WS724") == []


def test_five_items_are_no_silo(make: Make) -> None:
    five = {path: text for path, text in team_of_six(CARE, ID, BLOCK).items() if "OPS-5" not in path}
    assert found(make(five), "WS724") == []


def test_acceptance_is_missed_where_more_than_three_quarters_have_it(make: Make) -> None:
    def said(having: int, lacking: int, state: str = "in_progress") -> list[str]:
        have = dict.fromkeys(range(having), "acceptance: [It works]\n")
        items = {
            f"work/items/OPS-{n}.yml": f"title: Part {n}\ntype: task\nstatus: {state}\n{have.get(n, '')}"
            for n in range(having + lacking)
        }
        return found(make({**BASE, **items}), "WS715")

    says = 'OPS-4 is in "In progress" and does not say when it is done; 4 of 4 others of the type task do'
    assert said(4, 1) == [says]
    assert said(3, 1) == []
    assert len(said(7, 2)) == 2
    assert said(6, 3) == []
    assert said(4, 1, "done") == []


def test_acceptance_that_a_state_or_type_requires_is_asked_for_elsewhere(make: Make) -> None:
    flow = BASE["work/workflows/delivery.yml"]
    gate = flow.replace("category: active}", "category: active, entry: {fields: [acceptance]}}", 1)
    template = BASE["work/types/task.yml"] + "template: {acceptance: [It works]}\n"
    items = {"work/items/OPS-1.yml": "title: Certificates\ntype: task\nstatus: in_progress\n"}
    one = {**BASE, **items, "work/types/task.yml": template}
    assert len(found(make(one), "WS715")) == 1
    assert found(make({**one, "work/workflows/delivery.yml": gate}), "WS715") == []
    assert found(make({**one, "work/types/task.yml": f"{template}required: [acceptance]\n"}), "WS715") == []


def test_departments_need_no_workflow_and_lend_theirs(make: Make) -> None:
    teams = TEAMS.replace("Technology, lead", "Technology, workflows: [delivery], lead")
    says = [f'nothing says by which workflow team "{team}" works' for team in ("care", "security")]
    assert sorted(found(make({**BASE, "work/teams.yml": teams}), "WS415")) == says
    lent = TEAMS.replace("Security, lead", "Security, workflows: [delivery], lead")
    says = [f'nothing says by which workflow team "{team}" works' for team in ("care", "platform")]
    assert sorted(found(make({**BASE, "work/teams.yml": lent}), "WS415")) == says
