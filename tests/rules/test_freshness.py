"""Where exactly the rules about what has gone quiet begin and end, and what they say there."""

from pathlib import Path

from tests.rules.base import BASE
from tests.rules.findings import tell

READY = "status: ready\n"
ACTIVE = "status: in_progress\n"
FLOW = BASE["work/workflows/delivery.yml"]
SETTINGS = BASE["work/worksystem.yml"]


def test_work_is_blocked_too_long_with_the_first_day_more_than_its_workflow_allows(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY,
        "OPS-2": READY + "blocked: The bank is closed\n",
        "OPS-3": READY + "blocked: {since: 2026-11-15}\n",
        "OPS-4": "status: done\nblocked: {since: 2026-11-01}\n",
        "OPS-5": "type: unknown\n" + READY + "blocked: {since: 2026-11-01}\n",
        "OPS-6": READY + "blocked: {since: 2026-11-14}\n",
        "OPS-7": READY + "blocked: {since: 2026-11}\n",
    }
    assert tell(tmp_path / "role", "WS503", files) == [
        "items/OPS-6.yml:4:18 blocked.since = 2026-11-14",
        "  OPS-6 is blocked for 6 days; the workflow allows 5d",
        "  help: bring it to delivery_lead",
        "items/OPS-7.yml:4:18 blocked.since = 2026-11",
        "  OPS-7 is blocked for 19 days; the workflow allows 5d",
        "  help: bring it to delivery_lead",
    ]
    flow = {"work/workflows/delivery.yml": FLOW.replace("then: role:delivery_lead", "then: ada")}
    assert tell(tmp_path / "person", "WS503", {**flow, "OPS-6": files["OPS-6"]}) == [
        "items/OPS-6.yml:4:18 blocked.since = 2026-11-14",
        "  OPS-6 is blocked for 6 days; the workflow allows 5d",
        "  help: bring it to ada",
    ]
    flow = {"work/workflows/delivery.yml": FLOW.replace("5d, then: role:delivery_lead", "1w")}
    assert tell(tmp_path / "nobody", "WS503", {**flow, "OPS-6": files["OPS-6"], "OPS-7": files["OPS-7"]}) == [
        "items/OPS-7.yml:4:18 blocked.since = 2026-11",
        "  OPS-7 is blocked for 19 days; the workflow allows 1w",
        "  help: bring it up with the team",
    ]
    flow = {"work/workflows/delivery.yml": FLOW.replace("5d", "0.5d")}
    yesterday = {"OPS-8": READY + "blocked: {since: 2026-11-19}\n", "OPS-9": READY + "blocked: {since: 2026-11-20}\n"}
    assert tell(tmp_path / "half a day", "WS503", flow | yesterday) == [
        "items/OPS-8.yml:4:18 blocked.since = 2026-11-19",
        "  OPS-8 is blocked for 1 day; the workflow allows 0.5d",
        "  help: bring it to delivery_lead",
    ]


def test_the_newest_update_counts_wherever_it_stands_and_only_of_work_under_way(tmp_path: Path) -> None:
    files = {
        "OPS-1": ACTIVE,
        "OPS-2": READY + "updates: [{date: 2026-10-01, text: It stands}]\n",
        "OPS-3": ACTIVE + "updates: [{date: 2026-11-06, text: It moves}, {date: 2026-10-01, text: It stands}]\n",
        "OPS-4": ACTIVE + "updates: [{date: 2026-11-05, text: It moves}, {date: 2026-10-01, text: It stands}]\n",
        "OPS-5": ACTIVE + "updates: [{date: 2026-10, text: It moves}]\n",
        "OPS-6": "status: done\nupdates: [{date: 2026-10-01, text: It stands}]\n",
    }
    assert tell(tmp_path / "default", "WS504", files) == [
        "items/OPS-4.yml:4:18 updates[0].date = 2026-11-05",
        "  the last update of OPS-4 is of 2026-11-05, longer ago than 14d",
        "  help: add one sentence under updates: how does it stand?",
        "items/OPS-5.yml:4:18 updates[0].date = 2026-10",
        "  the last update of OPS-5 is of 2026-10, longer ago than 14d",
        "  help: add one sentence under updates: how does it stand?",
    ]
    settings = {"work/worksystem.yml": SETTINGS + "thresholds: {stale: 2w}\n"}
    assert tell(tmp_path / "weeks", "WS504", {**settings, "OPS-5": files["OPS-5"]}) == [
        "items/OPS-5.yml:4:18 updates[0].date = 2026-10",
        "  the last update of OPS-5 is of 2026-10, longer ago than 2w",
        "  help: add one sentence under updates: how does it stand?",
    ]
    settings = {"work/worksystem.yml": SETTINGS + "thresholds: {stale: 15d}\n"}
    assert tell(tmp_path / "longer", "WS504", {**settings, "OPS-4": files["OPS-4"]}) == []
    settings = {"work/worksystem.yml": SETTINGS + "thresholds: {stale: 0d}\n"}
    today = ACTIVE + "updates: [{date: 2026-11-20, text: It moves}]\n"
    yesterday = today.replace("2026-11-20", "2026-11-19")
    assert tell(tmp_path / "none", "WS504", {**settings, "OPS-7": today, "OPS-8": yesterday})[:2] == [
        "items/OPS-8.yml:4:18 updates[0].date = 2026-11-19",
        "  the last update of OPS-8 is of 2026-11-19, longer ago than 0d",
    ]


def test_the_last_update_of_a_goal_may_be_twice_as_old_while_its_period_goes_on(tmp_path: Path) -> None:
    goals = {
        "none": "name: None\nperiod: 2026-Q4\n",
        "next": "name: Next\nperiod: 2027-Q1\nupdates: [{date: 2026-09-01, text: Soon}]\n",
        "over": "name: Over\nperiod: 2026-Q3\nupdates: [{date: 2026-09-01, text: Nearly there}]\n",
        "fresh": "period: 2026-Q4\nupdates: [{date: 2026-10-23, text: So}, {date: 2026-10-01, text: So}]\n",
        "stale": "period: 2026-Q4\nupdates: [{date: 2026-10-01, text: So}, {date: 2026-10-22, text: So}]\n",
        "without": "name: Without\nupdates: [{date: 2026-10-22, text: So}]\n",
    }
    assert tell(tmp_path, "WS504", {f"work/goals/{id}.yml": text for id, text in goals.items()}) == [
        "goals/stale.yml:2:48 updates[1].date = 2026-10-22",
        '  the last update of goal "stale" is of 2026-10-22, longer ago than twice 14d',
        "  help: add one sentence under updates: how does it stand?",
        "goals/without.yml:2:18 updates[0].date = 2026-10-22",
        '  the last update of goal "without" is of 2026-10-22, longer ago than twice 14d',
        "  help: add one sentence under updates: how does it stand?",
    ]


def test_a_goal_is_over_after_its_last_day_and_says_how_much_is_open(tmp_path: Path) -> None:
    periods = {"one": "2026-10", "many": "2026-11-19", "today": "2026-11-20", "finished": "2026-10", "alone": "2026-10"}
    files = {f"work/goals/{id}.yml": f"name: A goal\nperiod: {period}\n" for id, period in periods.items()}
    files |= {
        "work/goals/always.yml": "name: Always\n",
        "OPS-1": READY + "goal: one\n",
        "OPS-2": READY + "goal: many\n",
        "OPS-3": ACTIVE + "goal: many\n",
        "OPS-4": READY + "goal: today\n",
        "OPS-5": "status: done\ngoal: finished\n",
        "OPS-6": READY + "goal: always\n",
        "OPS-7": "status: done\ngoal: one\n",
        "OPS-8": READY,
    }
    assert tell(tmp_path, "WS508", files) == [
        "goals/many.yml:2:9 period = 2026-11-19",
        '  the period of goal "many", 2026-11-19, is over, and 2 items are still open',
        "  help: give the goal a new period, or move the items to a goal that goes on",
        "goals/one.yml:2:9 period = 2026-10",
        '  the period of goal "one", 2026-10, is over, and one item is still open',
        "  help: give the goal a new period, or move the items to a goal that goes on",
    ]


def test_an_experiment_is_over_after_its_last_day(tmp_path: Path) -> None:
    held = "name: A try\ndate: 2026-10-01\nteam: platform\nfrom: 2026-10-05\n"
    said = {
        "endless": "",
        "learned": "until: 2026-11-19\nlearned: Smaller changes are looked at sooner\n",
        "over": "until: 2026-11-19\n",
        "today": "until: 2026-11-20\n",
    }
    files = {f"work/retrospectives/{id}.yml": held + text for id, text in said.items()}
    assert tell(tmp_path, "WS510", files) == [
        "retrospectives/over.yml:5:8 until = 2026-11-19",
        '  the experiment of retrospective "over" ended on 2026-11-19, and nothing says what was learned',
        "  help: add learned: <what came out of it>, also if it is little",
    ]


def test_a_block_says_since_when_and_why_or_what_would_free_it(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY,
        "OPS-2": READY + "blocked: {since: 2026-11-19, waiting_for: the bank}\n",
        "OPS-3": READY + "blocked: {since: 2026-11-19, reason: The bank is closed}\n",
        "OPS-4": READY + "blocked: {since: 2026-11-19}\n",
        "OPS-5": READY + "blocked: {waiting_for: the bank}\n",
        "OPS-6": READY + "blocked: {}\n",
        "OPS-7": "status: done\nblocked: {}\n",
    }
    assert tell(tmp_path, "WS511", files) == [
        "items/OPS-4.yml:4:1 blocked = {since: 2026-11-19}",
        "  OPS-4 is blocked, and nothing says why",
        "  help: add reason: <what is in the way> under blocked",
        "items/OPS-5.yml:4:1 blocked = {waiting_for: the bank}",
        "  OPS-5 is blocked, and nothing says since when",
        "  help: add since: <first day> under blocked",
        "items/OPS-6.yml:4:1 blocked = {}",
        "  OPS-6 is blocked, and nothing says since when or why",
        "  help: add since: <first day> under blocked",
    ]
