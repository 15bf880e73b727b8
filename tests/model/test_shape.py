"""What is said about records that don't fit, and what remains of them."""

import pytest

from tests.model.reading import found, read
from worksystem.model import Goal, Item, Settings, Workflow, validate

ITEM = "title: Renew the lease\nstatus: ready\ntype: task\n"


def item(text: str = "") -> Item:
    record = read("item", ITEM + text, custom={}).record
    assert isinstance(record, Item)
    return record


@pytest.mark.parametrize(
    ("text", "code", "message", "help"),
    [
        ("ownr: bo", "WS101", 'an item has no field "ownr"', 'did you mean "owner"?'),
        ("Owner: bo", "WS101", 'an item has no field "Owner"', 'did you mean "owner"?'),
        (
            "mood: fine",
            "WS101",
            'an item has no field "mood"',
            "remove it, or declare it under fields of the item's type",
        ),
        ("due: 2026-13-01", "WS104", 'due "2026-13-01" is not a date', "write YYYY-MM-DD; months run from 01 to 12"),
        ("due: 2026-02-30", "WS104", 'due "2026-02-30" is not a date', "February 2026 has 28 days"),
        ("due: 2026-1-5", "WS104", 'due "2026-1-5" is not a date', "write 2026-01-05"),
        ("priority: hgih", "WS105", 'priority "hgih" is not one of the allowed words', 'did you mean "high"?'),
        (
            "priority: p1",
            "WS105",
            'priority "p1" is not one of the allowed words',
            "use critical, high, medium or low",
        ),
        ("estimate: 3", "WS106", 'estimate "3" has no unit', "write 3wd or 3h"),
        (
            "estimate: 3d",
            "WS106",
            'estimate "3d" is calendar time, which does not count here',
            "write hours or working days, like 6h or 3wd",
        ),
        (
            "owner: [ada, bo]",
            "WS100",
            "owner holds a list where one value is expected",
            "write owner: <person or team>",
        ),
        (
            "labels: {a: b}",
            "WS100",
            "labels holds a group of fields where a list is expected",
            "write one entry a line, each beginning with a dash",
        ),
        (
            "promised: finance",
            "WS100",
            "promised holds text where a group of fields is expected",
            "write it as lines of their own: to: <person or team>, date: YYYY-MM-DD",
        ),
        ("labels: [a, null]", "WS109", "labels has an empty entry", "remove the entry, or fill it in"),
        (
            "depends_on: [{type: start_to_start}]",
            "WS102",
            "a dependency of OPS-7K3QX has no item",
            "add item: <item>",
        ),
        (
            "depends_on: [{item: OPS-1, lagg: 2d}]",
            "WS101",
            'a dependency has no field "lagg"',
            'did you mean "lag"?',
        ),
        ("acceptance: [{text: x, done: maybe}]", "WS103", 'done "maybe" is neither yes nor no', "write yes or no"),
        ("acceptance: [{done: yes}]", "WS102", "an acceptance criterion of OPS-7K3QX has no text", "add text: <text>"),
        (
            "priority: {value: lots}",
            "WS103",
            'value "lots" is not a number',
            "write a number, without unit and without quotes",
        ),
    ],
)
def test_a_fault_of_an_item_is_said_once_and_the_rest_stays(text: str, code: str, message: str, help: str) -> None:
    shaped = read("item", ITEM + text, custom={})
    assert found(shaped) == [(code, message, help)]
    assert isinstance(shaped.record, Item)
    assert (shaped.record.title, shaped.record.status) == ("Renew the lease", "ready")


@pytest.mark.parametrize(
    "text",
    [
        "due: 2026",
        "due: 2026-Q4",
        "due: 2028-02-29",
        "due: 2026-11-16T09:30:00Z",
        "period: 2026-W53",
        "priority: high",
        "priority: {value: 8, urgency: 5.5}",
        "estimate: 0.5wd",
        "labels: payments",
        "labels: []",
        "owner: null",
        'due: ""',
        "blocked: the bank is closed",
        "closed: {reason: ''}",
        "acceptance: [The lease is signed]",
        "branches: {legal_review: done}",
    ],
)
def test_a_near_miss_is_no_fault(text: str) -> None:
    assert read("item", ITEM + text, custom={}).problems == ()


@pytest.mark.parametrize(
    ("kind", "text", "code", "message"),
    [
        ("goal", "name: Trust\nintended_share: 120%", "WS107", 'intended_share "120%" is more than the whole'),
        ("goal", "name: Trust\nintended_share: 30", "WS107", 'intended_share "30" is not a share'),
        ("person", "name: Bo\nteams: {platform: half}", "WS107", 'teams.platform "half" is not a share'),
        ("tool", "name: Ledger\nurl: ledger.example", "WS111", 'url "ledger.example" is not a web address'),
        ("cadence", "name: Review\nrule: each Tuesday", "WS116", 'rule "each Tuesday" is not a recurrence rule'),
        ("cadence", "name: Review\nrule: FREQ=MONTHLY;BYDAY=9XX", "WS116", None),
        ("cadence", "name: Review\nrule: FREQ=DAILY;INTERVAL=0", "WS116", None),
        ("cadence", "name: Review\nrule: FREQ=DAILY;INTERVAL=-1;COUNT=3", "WS116", None),
        ("cadence", "name: Review\nat: 9.30", "WS118", 'at "9.30" is not a time of day'),
        ("cadence", "name: Review\nevery: moonday", "WS105", 'every "moonday" is not one of the allowed words'),
        ("cadence", "name: Review\nlasts: 2d", "WS106", 'lasts "2d" is calendar time, which does not count here'),
        ("settings", "name: X", "WS102", "platform has no version"),
        ("settings", "version: 1\nname: X\ncalendar: {holidays: Portugal}", "WS105", None),
        (
            "settings",
            "version: 2\nname: X",
            "WS105",
            'version "2" is not a version of the file format that is read here',
        ),
        ("settings", "version: 1\nname: X\ncalendar: {hours_per_day: 0}", "WS105", None),
        ("settings", "version: 1\nname: X\nnmae: Y", "WS101", 'the settings have no field "nmae"'),
        ("team_rule", "code: WS203\nfor: item\nmust: 'true'\nmessage: x", "WS108", None),
        ("team_rule", "code: nw1\nfor: item\nmust: 'true'\nmessage: x", "WS108", 'code "nw1" is not a code'),
        ("standard", "name: Ready\nkind: ready\nchecks: {x: {must: a}}", "WS102", "a check of platform has no text"),
    ],
)
def test_other_kinds_are_held_to_their_forms(kind: str, text: str, code: str, message: str | None) -> None:
    problems = read(kind, text).problems
    assert [problem.code for problem in problems] == [code]
    assert message is None or problems[0].message == message
    assert problems[0].help


def test_required_fields_are_missed_one_by_one_and_the_record_stays() -> None:
    shaped = read("item", "outcome: Nobody has to move\nstatus: ''\ntype: null", custom={})
    assert found(shaped) == [
        ("WS102", "OPS-7K3QX has no title", "add title: <text>"),
        ("WS109", "status of OPS-7K3QX is empty", "write status: <state>"),
        ("WS109", "type of OPS-7K3QX is empty", "write type: <item type>"),
    ]
    assert isinstance(shaped.record, Item)
    assert shaped.record.outcome == "Nobody has to move"


def test_a_required_field_that_is_wrong_is_not_missed_too() -> None:
    assert [code for code, *_ in found(read("item", "title: {a: b}\nstatus: ready\ntype: task"))] == ["WS100"]


def test_a_misspelt_field_inside_is_not_missed_too_and_what_is_wrong_with_it_waits() -> None:
    shaped = read("item", ITEM + "acceptance: [{txt: Signed, done: yes}]\nduee: soon", custom={})
    assert found(shaped) == [
        ("WS101", 'an item has no field "duee"', 'did you mean "due"?'),
        ("WS101", 'an acceptance criterion has no field "txt"', 'did you mean "text"?'),
    ]
    assert isinstance(shaped.record, Item)
    assert [each.text for each in shaped.record.acceptance] == ["Signed"]
    assert shaped.record.due is None


def test_a_text_of_blanks_is_empty() -> None:
    assert [code for code, *_ in found(read("item", "title: '  '\nstatus: ready\ntype: task"))] == ["WS109"]


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("19.03.2027", "write 2027-03-19"),
        ("1.3.2027", "write 2027-03-01"),
        ("20270319", "write 2027-03-19"),
        ("2027/3/9", "write 2027-03-09"),
        ("31.02.2027", "February 2027 has 28 days"),
        ("03/19/2027", "write YYYY-MM-DD, or a period such as 2026-11, 2026-Q4 or 2026-W48"),
    ],
)
def test_a_date_in_another_form_is_answered_with_the_right_one(text: str, help: str) -> None:
    assert found(read("item", ITEM + f"due: {text}")) == [("WS104", f'due "{text}" is not a date', help)]


def test_all_faults_of_a_record_are_found_in_one_run() -> None:
    text = ITEM + "ownr: bo\ndue: soon\nestimate: big\nupdates: [{date: x, state: fine}]\nlabels: {a: b}"
    codes = sorted(code for code, *_ in found(read("item", text, custom={})))
    assert codes == ["WS100", "WS101", "WS104", "WS104", "WS105", "WS106"]


def test_a_fault_points_at_its_place_in_the_file_also_through_short_forms() -> None:
    text = ITEM + "priority: hgih\ndepends_on: [OPS-1, {item: OPS-2, lag: 3wd}]\nownr: bo\nhandoffs: [{to: bo}]"
    places = {(problem.keys, problem.on) for problem in read("item", text, custom={}).problems}
    assert places == {
        (("priority",), "value"),
        (("depends_on", 1, "lag"), "value"),
        (("ownr",), "key"),
        (("handoffs", 0, "date"), "entry"),
    }


def test_places_hold_after_bad_entries_were_left_out() -> None:
    shaped = read(
        "item", ITEM + "acceptance: [null, {done: yes}, null, good]\ndepends_on: [{lag: 2x}, OPS-1]", custom={}
    )
    assert sorted((problem.code, problem.keys) for problem in shaped.problems) == [
        ("WS102", ("acceptance", 1, "text")),
        ("WS102", ("depends_on", 0, "item")),
        ("WS106", ("depends_on", 0, "lag")),
        ("WS109", ("acceptance", 0)),
        ("WS109", ("acceptance", 2)),
    ]
    assert isinstance(shaped.record, Item)
    assert [point.text for point in shaped.record.acceptance] == ["", "good"]
    assert [each.item for each in shaped.record.depends_on] == ["OPS-1"]


def test_a_level_alone_is_the_same_as_a_priority_with_that_level() -> None:
    for level in ("critical", "high", "medium", "low"):
        alone = item(f"priority: {level}\n").priority
        assert alone == item(f"priority: {{level: {level}}}\n").priority
        assert alone is not None
        assert alone.model_dump() == {
            "level": level,
            "value": None,
            "urgency": None,
            "effort": None,
        }


def test_text_keeps_its_source_where_it_looks_like_a_number() -> None:
    record = item("owner: 007\nlabels: [1.10, true, 2026]\nformer_ids: 0000\nchecks: {ready: [1]}")
    assert record.owner == "007"
    assert record.labels == ("1.10", "true", "2026")
    assert record.former_ids == ("0000",)
    assert record.checks == {"ready": ("1",)}


def test_the_source_is_asked_for_only_where_text_holds_something_else() -> None:
    asked: list[object] = []

    def text_of(keys: tuple[str | int, ...]) -> str:
        asked.append(keys)
        return "2026"

    values = {"title": 2026, "status": "ready", "type": "task", "due": "2026-12-01"}
    record = validate("item", values, id="OPS-1", text_of=text_of).record
    assert isinstance(record, Item)
    assert (record.title, asked) == ("2026", [("title",)])


def test_a_state_with_a_fault_keeps_its_id_so_that_its_items_are_not_lost() -> None:
    shaped = read(
        "workflow",
        """\
        name: Delivery
        initial: ready
        states:
          ready: {name: Ready, category: quue}
          doing:
          done: {name: Done, category: done, wip: many}
          dropped: {name: Dropped, category: done, wip: -4}
          In review: {name: In review, category: active}
        """,
    )
    assert isinstance(shaped.record, Workflow)
    assert list(shaped.record.states) == ["ready", "doing", "done", "dropped"]
    assert found(shaped) == [
        ("WS105", 'category "quue" is not one of the allowed words', 'did you mean "queue"?'),
        ("WS109", "states.doing is empty", "remove it, or fill it in"),
        ("WS103", 'wip "many" is not a whole number', "write a whole number, without unit and without quotes"),
        ("WS103", 'wip "-4" is below 0', "write a whole number from 0 up"),
        (
            "WS108",
            'states has the key "In review", which is not an id',
            "use small letters, digits and single underscores, like in_review",
        ),
    ]


def test_what_is_no_mapping_gives_no_record() -> None:
    shaped = read("goal", "- Trust")
    assert shaped.record is None
    assert found(shaped) == [
        (
            "WS100",
            'Goal "platform" holds a list where a group of fields is expected',
            "write each on a line of its own, as name: value",
        )
    ]


@pytest.mark.parametrize(
    ("kind", "id", "good"),
    [
        ("item", "OPS-7K3QX", True),
        ("item", "ops-7", False),
        ("item", "OPS_7", False),
        ("team", "platform_2", True),
        ("team", "Platform", False),
        ("team", "plat__form", False),
        ("note", "weekly_planning/2026-11-16", True),
        ("note", "weekly_planning/monday", False),
    ],
)
def test_ids_have_a_form(kind: str, id: str, good: bool) -> None:
    codes = [problem.code for problem in read(kind, ITEM if kind == "item" else "{}", id).problems]
    assert ("WS108" not in codes) == good


def test_adopted_ids_may_have_a_form_of_their_own() -> None:
    assert read("item", ITEM, "sig-cli.12", adopted=True).problems == ()
    assert [code for code, *_ in found(read("item", ITEM, "two words", adopted=True))] == ["WS108"]


def test_unknown_fields_are_kept_while_the_type_is_unknown() -> None:
    shaped = read("item", ITEM + "risk: high", custom=None)
    assert (shaped.custom, shaped.problems) == ({"risk": "high"}, ())


def test_plain_teams_share_a_persons_time_in_equal_parts() -> None:
    shaped = read("person", "name: Bo\nteams: [platform, security]")
    assert shaped.record is not None
    assert shaped.record.model_dump()["teams"] == {"platform": 0.5, "security": 0.5}


def test_settings_have_defaults_for_what_is_not_said() -> None:
    record = read("settings", "version: 1\nname: Northwind Works", "settings").record
    assert isinstance(record, Settings)
    assert (record.thresholds.wip_per_person, str(record.thresholds.stale)) == (3, "14d")
    assert record.publish.audience is None


def test_figures_stay_whole_where_they_were_written_whole() -> None:
    record = read("goal", "name: Trust\nkey_results: [{id: a, text: A, from: 12, to: 3.5}]").record
    assert isinstance(record, Goal)
    assert repr((record.key_results[0].from_, record.key_results[0].to)) == "(12, 3.5)"
