"""Where exactly the rules about dates begin and end, and what they say there."""

from pathlib import Path

from tests.rules.findings import tell

READY = "status: ready\n"
PROMISED = "promised: {{to: security, date: {}}}\n"


def test_what_ends_before_it_begins_is_said_where_it_ends_and_one_day_is_long_enough(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY + "start: 2026-12-01\ndue: 2026-12-01\n",
        "OPS-2": READY + "start: 2026-12\ndue: 2026-12-01\n",
        "OPS-3": READY + "due: 2026-12-01\n",
        "OPS-4": READY + "start: 2026-12-02\n",
        "OPS-5": READY + "start: 2026-12-02\ndue: 2026-12-01\n",
        "work/people.yml": """\
            ada: {name: Ada, from: 2026-05-04, until: 2026-05-03}
            bo:
              name: Bo
              from: 2026-05-04
              until: 2026-05-04
              leave:
                - {from: 2026-07-01, to: 2026-07-01}
                - {from: 2026-08-02, to: 2026-08-01}
            grace: {name: Grace, until: 2027-01-01}
            """,
        "work/teams.yml": """\
            platform:
              name: Platform
              roles:
                delivery_lead:
                  - {person: grace, from: 2026-02-01, until: 2026-02-01}
                  - {person: bo, from: 2026-03-02, until: 2026-03-01}
            """,
        "work/retrospectives/autumn.yml": """\
            name: Autumn
            date: 2026-10-01
            team: platform
            from: 2026-10-05
            until: 2026-10-02
            """,
    }
    assert tell(tmp_path, "WS110", files) == [
        "items/OPS-5.yml:4:8 start = 2026-12-02",
        "  OPS-5 starts on 2026-12-02, after it is due on 2026-12-01",
        "  help: correct one of the two dates",
        "  see items/OPS-5.yml:5:6: due",
        "people.yml:1:43 ada.until = 2026-05-03",
        "  person ada ends on 2026-05-03, before it begins on 2026-05-04",
        "  help: correct one of the two dates",
        "  see people.yml:1:24: begins here",
        "people.yml:8:30 bo.leave[1].to = 2026-08-01",
        "  a leave of bo ends on 2026-08-01, before it begins on 2026-08-02",
        "  help: correct one of the two dates",
        "  see people.yml:8:14: begins here",
        "retrospectives/autumn.yml:5:8 until = 2026-10-02",
        "  retrospective autumn ends on 2026-10-02, before it begins on 2026-10-05",
        "  help: correct one of the two dates",
        "  see retrospectives/autumn.yml:4:7: begins here",
        "teams.yml:6:47 platform.roles.delivery_lead[1].until = 2026-03-01",
        "  the role delivery_lead of bo in platform ends on 2026-03-01, before it begins on 2026-03-02",
        "  help: correct one of the two dates",
        "  see teams.yml:6:28: begins here",
    ]


def test_an_item_is_past_due_after_the_last_day_of_what_it_says(tmp_path: Path) -> None:
    files = {
        "OPS-1": "status: nowhere\ndue: 2026-11-01\n",
        "OPS-2": READY + "due: 2026-11-20\n",
        "OPS-3": READY,
        "OPS-4": "status: done\ndue: 2026-11-01\n",
        "OPS-5": READY + "due: 2026-11\n",
        "OPS-6": READY + "due: 2026-10\n",
        "OPS-7": READY + "due: 2026-11-18\n",
    }
    assert tell(tmp_path, "WS500", files) == [
        "items/OPS-6.yml:4:6 due = 2026-10",
        "  OPS-6 was due on 2026-10, 20 days ago",
        "  help: finish it, or agree on a new date and write down why it moved",
        "items/OPS-7.yml:4:6 due = 2026-11-18",
        "  OPS-7 was due on 2026-11-18, 2 days ago",
        "  help: finish it, or agree on a new date and write down why it moved",
    ]


def test_a_promise_is_kept_until_its_day_is_over(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY + PROMISED.format("2026-11-20"),
        "OPS-2": READY,
        "OPS-3": "status: done\n" + PROMISED.format("2026-11-19"),
        "OPS-4": READY + PROMISED.format("2026-11-19"),
    }
    assert tell(tmp_path, "WS501", files) == [
        "items/OPS-4.yml:4:32 promised.date = 2026-11-19",
        "  OPS-4 was promised to security for 2026-11-19 and is still open",
        "  help: tell security, and agree on a new date with them",
    ]


def test_an_item_is_due_before_what_it_waits_for_if_its_end_waits_and_both_are_open(tmp_path: Path) -> None:
    files = {
        "OPS-10": READY + "due: 2026-12-01\ndepends_on: [OPS-20]\n",
        "OPS-11": READY + "depends_on: [OPS-20]\n",
        "OPS-12": "status: done\ndue: 2026-11-01\ndepends_on: [OPS-20]\n",
        "OPS-13": READY + "due: 2026-11-30\ndepends_on: [OPS-21]\n",
        "OPS-14": READY + "due: 2026-11-30\ndepends_on: [{item: OPS-20, type: start_to_start}]\n",
        "OPS-15": READY + "due: 2026-11-30\ndepends_on: [OPS-22]\n",
        "OPS-20": READY + "due: 2026-12-01\nblocks: [OPS-31]\n",
        "OPS-21": "status: done\ndue: 2026-12-01\n",
        "OPS-22": READY,
        "OPS-30": READY + "due: 2026-11-30\ndepends_on: [{item: OPS-20, type: finish_to_finish}]\n",
        "OPS-31": READY + "due: 2026-11-30\n",
    }
    assert tell(tmp_path, "WS502", files) == [
        "items/OPS-20.yml:5:10 blocks[0] = OPS-31",
        "  OPS-31 is due on 2026-11-30, before OPS-20, which it waits for, on 2026-12-01",
        "  help: agree with its owner on dates that fit",
        "  see items/OPS-20.yml:4:6: OPS-20 is due here",
        "items/OPS-30.yml:5:14 depends_on[0] = {item: OPS-20, type: finish_to_finish}",
        "  OPS-30 is due on 2026-11-30, before OPS-20, which it waits for, on 2026-12-01",
        "  help: agree with its owner on dates that fit",
        "  see items/OPS-20.yml:4:6: OPS-20 is due here",
    ]


def test_the_day_that_was_promised_is_in_time_for_a_target(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY + "due: 2026-12-01\n" + PROMISED.format("2026-12-01"),
        "OPS-2": READY + "due: 2026-12-02\n",
        "OPS-3": READY + PROMISED.format("2026-12-01"),
        "OPS-4": READY + "due: 2026-12-02\n" + PROMISED.format("2026-12-01"),
    }
    assert tell(tmp_path, "WS505", files) == [
        "items/OPS-4.yml:4:6 due = 2026-12-02",
        "  OPS-4 is due on 2026-12-02, after the day promised to security, 2026-12-01",
        "  help: bring the target forward, or agree on a later promise",
        "  see items/OPS-4.yml:5:32: promised here",
    ]


def test_what_happened_has_no_date_after_today_in_whatever_list_it_stands(tmp_path: Path) -> None:
    files = {
        "OPS-1": """\
            status: ready
            updates:
              - {date: 2026-11-20, text: Today}
              - {date: 2026-11, text: This month}
            approvals:
              - {gate: release, by: bo, date: 2026-11-20}
              - {gate: release, by: bo, date: 2026-11-21}
            comments:
              - {by: bo, date: 2026-11-21, text: Soon}
            time:
              - {date: 2026-11-21, spent: 3h}
            handoffs:
              - {to: bo, date: 2026-12}
            blocked: {since: 2026-11-20}
            """,
        "OPS-2": READY + "blocked: {since: 2026-11-21}\n",
        "OPS-3": READY + "blocked: The bank is closed\n",
        "work/goals/trust.yml": """\
            name: Customers trust us
            updates: [{date: 2026-11-20, text: Now}, {date: 2026-11-21, text: Then}]
            key_results:
              - {id: one, text: One, readings: [{date: 2026-11-20, value: 1}]}
              - {id: two, text: Two, readings: [{date: 2026-11-21, value: 1}]}
            """,
    }
    assert tell(tmp_path, "WS506", files) == [
        "goals/trust.yml:2:49 updates[1].date = 2026-11-21",
        "  trust has an update of 2026-11-21, which is still to come",
        "  help: correct the date; what is planned goes under start, due or promised",
        "goals/trust.yml:5:44 key_results[1].readings[0].date = 2026-11-21",
        "  trust (two) has a reading of 2026-11-21, which is still to come",
        "  help: correct the date; what is planned goes under start, due or promised",
        "items/OPS-1.yml:9:35 approvals[1].date = 2026-11-21",
        "  OPS-1 has an approval of 2026-11-21, which is still to come",
        "  help: correct the date; what is planned goes under start, due or promised",
        "items/OPS-1.yml:11:20 comments[0].date = 2026-11-21",
        "  OPS-1 has a comment of 2026-11-21, which is still to come",
        "  help: correct the date; what is planned goes under start, due or promised",
        "items/OPS-1.yml:13:12 time[0].date = 2026-11-21",
        "  OPS-1 has a time entry of 2026-11-21, which is still to come",
        "  help: correct the date; what is planned goes under start, due or promised",
        "items/OPS-1.yml:15:20 handoffs[0].date = 2026-12",
        "  OPS-1 has a handoff of 2026-12, which is still to come",
        "  help: correct the date; what is planned goes under start, due or promised",
        "items/OPS-2.yml:4:18 blocked.since = 2026-11-21",
        "  OPS-2 is blocked since 2026-11-21, which is still to come",
        "  help: correct the date",
    ]


def test_an_item_is_due_while_its_owner_is_away_on_any_day_of_any_leave_from_today_on(tmp_path: Path) -> None:
    files = {
        "work/people.yml": """\
            ada:
              name: Ada
              leave:
                - {from: 2026-11-18, to: 2026-11-24}
                - {from: 2026-12-01, to: 2026-12-03}
            bo: {name: Bo, until: 2026-11-19, leave: [{from: 2026-11-18, to: 2026-12-24}]}
            grace: {name: Grace, until: 2026-11-20, leave: [{from: 2026-11-18, to: 2026-12-24}]}
            """,
        "OPS-10": READY + "owner: ada\n",
        "OPS-11": READY + "owner: ada\ndue: 2026-W49\n",
        "OPS-12": READY + "owner: ada\ndue: 2026-11-19\n",
        "OPS-13": READY + "owner: ada\ndue: 2026-11-25\n",
        "OPS-14": READY + "owner: ada\ndue: 2026-11-30\n",
        "OPS-15": READY + "owner: ada\ndue: 2026-12-04\n",
        "OPS-16": READY + "owner: bo\ndue: 2026-12-01\n",
        "OPS-17": READY + "due: 2026-12-01\n",
        "OPS-18": READY + "owner: platform\ndue: 2026-12-01\n",
        "OPS-20": READY + "owner: ada\ndue: 2026-11-20\n",
        "OPS-21": READY + "owner: ada\ndue: 2026-11-24\n",
        "OPS-22": READY + "owner: ada\ndue: 2026-12-01\n",
        "OPS-23": READY + "owner: ada\ndue: 2026-12-03T17:00\n",
        "OPS-24": READY + "owner: grace\ndue: 2026-12-01\n",
    }
    assert tell(tmp_path, "WS507", files) == [
        "items/OPS-20.yml:5:6 due = 2026-11-20",
        "  OPS-20 is due on 2026-11-20, while ada is away",
        "  help: agree on another day, or on who finishes it",
        "items/OPS-21.yml:5:6 due = 2026-11-24",
        "  OPS-21 is due on 2026-11-24, while ada is away",
        "  help: agree on another day, or on who finishes it",
        "items/OPS-22.yml:5:6 due = 2026-12-01",
        "  OPS-22 is due on 2026-12-01, while ada is away",
        "  help: agree on another day, or on who finishes it",
        "items/OPS-23.yml:5:6 due = 2026-12-03T17:00",
        "  OPS-23 is due on 2026-12-03T17:00, while ada is away",
        "  help: agree on another day, or on who finishes it",
        "items/OPS-24.yml:5:6 due = 2026-12-01",
        "  OPS-24 is due on 2026-12-01, while grace is away",
        "  help: agree on another day, or on who finishes it",
    ]


def test_work_starts_late_after_the_last_day_on_which_it_was_to_start(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY + "start: 2026-11-20\n",
        "OPS-2": READY,
        "OPS-3": "status: in_progress\nstart: 2026-11-19\n",
        "OPS-4": "status: nowhere\nstart: 2026-11-19\n",
        "OPS-5": READY + "start: 2026-11\n",
        "OPS-6": READY + "start: 2026-11-19\n",
        "OPS-7": "status: todo\nstart: 2026-10\n",
    }
    assert tell(tmp_path, "WS509", files) == [
        "items/OPS-6.yml:4:8 start = 2026-11-19",
        '  OPS-6 was to start on 2026-11-19 and is still in "Ready"',
        "  help: start it, or plan a new day",
        "items/OPS-7.yml:4:8 start = 2026-10",
        '  OPS-7 was to start on 2026-10 and is still in "To do"',
        "  help: start it, or plan a new day",
    ]


def test_a_period_is_over_after_its_last_day(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY + "period: 2026-W47\n",
        "OPS-2": READY,
        "OPS-3": "status: done\nperiod: 2026-W46\n",
        "OPS-4": READY + "period: 2026-W46\n",
    }
    assert tell(tmp_path, "WS513", files) == [
        "items/OPS-4.yml:4:9 period = 2026-W46",
        "  OPS-4 is committed to 2026-W46, which is over",
        "  help: commit it to a coming period at the next planning, or take the period out",
        "  fix: take the period out, if people say so",
        "    Remove period",
    ]
