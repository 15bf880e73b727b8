"""Checking a work system: which rules run, what is suppressed and why, what is told about the checker itself."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from select import select
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from worksystem.check import CheckResult, check
from worksystem.diagnostics import Diagnostic, Severity
from worksystem.errors import UsageError
from worksystem.history import History
from worksystem.load import WorkSystem
from worksystem.load.history import load_history
from worksystem.rules.checker import RULES as CHECKER
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.aside import WORTHWHILE

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)


def _find_owner(context: Context) -> Iterator[Finding]:
    for entry in context.workspace.items.values():
        if entry.record.owner not in (None, "ada"):
            message = f'nobody is called "{entry.record.owner}"'
            yield Finding(
                "WS203", message, entry, ("owner",), help="correct it", related=((entry, ("title",), "here"),)
            )


def _find_title(context: Context) -> Iterator[Finding]:
    for entry in context.workspace.items.values():
        if len(entry.record.title) > 10:
            yield Finding("WS204", "the title is long", entry, ("title",))
            yield Finding("WS204", "the title is long", entry, ("title",))


def _fail(context: Context) -> Iterable[Finding]:
    yield Finding("WS500", "found before the fall", context.workspace.settings_entry, ("name",))
    raise KeyError("gone")


OWNER = Rule("WS203", "unknown-owner", Severity.ERROR, "clarity_over_chaos", (), "An owner", _find_owner)
TITLE = Rule("WS204", "long-title", Severity.NOTE, "clarity_over_chaos", (), "A title", _find_title)
FAILS = Rule("WS500", "fails", Severity.ERROR, "clarity_over_chaos", (), "Fails", _fail)
RULES = (OWNER, TITLE, *CHECKER)

ITEM = "title: Rotate\nstatus: todo\ntype: task\nowner: platfrom\n"
SETTINGS = "version: 1\nname: Example Works\npublish: {audience: internal}\n"
TYPES = {
    "work/people.yml": "ada: {name: Ada}\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\nprefix: OPS\n",
    "work/workflows/delivery.yml": "name: Delivery\ninitial: todo\nstates:\n  todo: {name: To do, category: backlog}\n",
}


def run(
    make: Make,
    files: Mapping[str, str],
    *,
    rules: tuple[Rule, ...] = RULES,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    paths: tuple[str, ...] = (),
) -> CheckResult:
    return check(make({**TYPES, **files}), as_of=TODAY, rules=rules, select=select, ignore=ignore, paths=paths)


def lines(result: CheckResult) -> list[str]:
    return [f"{each.place.path}:{each.place.span.start.line} {each.code}" for each in result.diagnostics]


def test_a_finding_becomes_a_diagnostic_at_its_place(make_system: Make) -> None:
    result = run(make_system, {"work/items/OPS-1.yml": ITEM})
    (found,) = result.diagnostics
    assert isinstance(found, Diagnostic)
    assert (found.code, found.name, found.severity, found.principle) == (
        "WS203",
        "unknown-owner",
        Severity.ERROR,
        "clarity_over_chaos",
    )
    assert (found.place.path, found.place.span.start, found.place.field, found.place.value) == (
        "work/items/OPS-1.yml",
        (4, 8),
        "owner",
        "platfrom",
    )
    assert (found.record, found.help, found.related[0].message) == ("OPS-1", "correct it", "here")
    assert found.related[0].place.span.start == (1, 8)
    assert result.files == 5
    assert result.records == {"item": 1, "item_type": 1, "person": 1, "settings": 1, "workflow": 1}


def test_findings_are_sorted_and_no_two_are_alike(make_system: Make) -> None:
    long = ITEM.replace("Rotate", "Rotate the certificates")
    result = run(make_system, {"work/items/OPS-2.yml": long, "work/items/OPS-1.yml": long})
    assert lines(result) == [
        "work/items/OPS-1.yml:1 WS204",
        "work/items/OPS-1.yml:4 WS203",
        "work/items/OPS-2.yml:1 WS204",
        "work/items/OPS-2.yml:4 WS203",
    ]


def test_rules_are_chosen_by_code_prefix_or_name(make_system: Make) -> None:
    files = {"work/items/OPS-1.yml": ITEM.replace("Rotate", "Rotate the certificates")}
    both = ["work/items/OPS-1.yml:1 WS204", "work/items/OPS-1.yml:4 WS203"]
    assert lines(run(make_system, files, select=("WS2",))) == both
    assert lines(run(make_system, files, select=("long-title",))) == both[:1]
    assert lines(run(make_system, files, ignore=("WS204,unknown-owner",))) == []
    assert lines(run(make_system, files, select=("WS2",), ignore=("WS204",))) == both[1:]


def test_a_rule_that_does_not_exist_cannot_be_chosen(make_system: Make) -> None:
    with pytest.raises(UsageError, match='no rule is called "unknown-ownr"') as caught:
        run(make_system, {}, select=("unknown-ownr",))
    assert caught.value.help == 'did you mean "unknown-owner"?'
    with pytest.raises(UsageError, match='" ," names no rule') as caught:
        run(make_system, {}, select=(" ,",))
    assert caught.value.help == "`worksystem rules` lists the rules"


def test_settings_leave_rules_out_and_the_command_line_brings_one_back(make_system: Make) -> None:
    files = {
        "work/worksystem.yml": SETTINGS + "check: {ignore: [WS2]}\n",
        "work/items/OPS-1.yml": ITEM.replace("Rotate", "Rotate the certificates"),
    }
    assert lines(run(make_system, files)) == []
    assert lines(run(make_system, files, select=("WS2",))) == []
    assert lines(run(make_system, files, select=("WS203",))) == ["work/items/OPS-1.yml:4 WS203"]


def test_settings_change_a_severity_and_the_narrowest_word_counts(make_system: Make) -> None:
    files = {
        "work/worksystem.yml": SETTINGS + "check: {severity: {WS203: warning, WS: note}}\n",
        "work/items/OPS-1.yml": ITEM.replace("Rotate", "Rotate the certificates"),
    }
    assert [each.severity for each in run(make_system, files).diagnostics] == [Severity.NOTE, Severity.WARNING]


def test_settings_leave_a_rule_out_for_some_files(make_system: Make) -> None:
    files = {
        "work/worksystem.yml": SETTINGS + 'check: {per_path: {"work/items/archive/**": [WS2]}}\n',
        "work/items/archive/OPS-1.yml": ITEM,
        "work/items/OPS-2.yml": ITEM,
    }
    result = run(make_system, files)
    assert (lines(result), result.suppressed) == (["work/items/OPS-2.yml:4 WS203"], 1)


def test_settings_leave_rules_out_for_all_files_and_more_of_them_for_some(make_system: Make) -> None:
    settings = 'check: {per_path: {"**": [WS203], "work/items/archive/**": [long-title]}}\n'
    long = ITEM.replace("Rotate", "Rotate the certificates")
    files = {"work/items/archive/OPS-1.yml": long, "work/items/OPS-2.yml": long}
    result = run(make_system, {"work/worksystem.yml": SETTINGS + settings, **files})
    assert (lines(result), result.suppressed) == (["work/items/OPS-2.yml:1 WS204"], 4)


def test_a_settings_word_that_means_no_rule_is_a_finding(make_system: Make) -> None:
    settings = 'check:\n  ignore: [WS999]\n  severity: {WS888: note}\n  per_path:\n    "work/**": [no-such-rule]\n'
    result = run(make_system, {"work/worksystem.yml": SETTINGS + settings})
    assert [(each.code, each.place.span.start.line, each.place.field) for each in result.diagnostics] == [
        ("WS902", 5, "check.ignore[0]"),
        ("WS902", 6, "check.severity.WS888"),
        ("WS902", 8, "check.per_path.work/**[0]"),
    ]


def test_paths_limit_what_is_told(make_system: Make) -> None:
    files = {"work/items/OPS-1.yml": ITEM, "work/items/archive/OPS-2.yml": ITEM}
    assert lines(run(make_system, files, paths=("work/items/archive",))) == ["work/items/archive/OPS-2.yml:4 WS203"]
    assert lines(run(make_system, files, paths=("work/items/OPS-1.yml",))) == ["work/items/OPS-1.yml:4 WS203"]
    assert run(make_system, files, paths=("work/items",)).files == 2
    assert lines(run(make_system, files, paths=("work/item",))) == []


def test_a_rule_that_fails_is_a_finding_and_the_others_run(make_system: Make) -> None:
    result = run(make_system, {"work/items/OPS-1.yml": ITEM}, rules=(OWNER, FAILS, *CHECKER))
    assert lines(result) == [
        "work/items/OPS-1.yml:4 WS203",
        "work/worksystem.yml:1 WS900",
        "work/worksystem.yml:2 WS500",
    ]
    failed = result.diagnostics[1]
    assert failed.message == "WS500 fails could not be run: KeyError: 'gone'"
    assert failed.help == "report this with the files it happens on; --ignore WS500 leaves the rule out"


def test_that_a_rule_failed_is_said_whatever_was_selected(make_system: Make) -> None:
    rules = (OWNER, FAILS, *CHECKER)
    assert lines(run(make_system, {}, rules=rules, select=("WS500",))) == [
        "work/worksystem.yml:1 WS900",
        "work/worksystem.yml:2 WS500",
    ]
    alone = run(make_system, {}, rules=rules, select=("WS500",), ignore=("WS900",))
    assert lines(alone) == ["work/worksystem.yml:2 WS500"]


@pytest.mark.parametrize(
    ("text", "found", "suppressed"),
    [
        ("title: A\nowner: bo  # worksystem: ignore WS203 -- no record here\n", [], 1),
        ("title: A\n# worksystem: ignore WS203 -- no record here\nowner: bo\n", [], 1),
        ("title: A\n# worksystem: ignore WS203 -- no record\n\n# more\nowner: bo\n", [], 1),
        ("title: A\nowner: bo  # worksystem: ignore unknown-owner -- no record here\n", [], 1),
        ("title: A\nowner: bo  # worksystem: ignore ws203 -- in small letters\n", [], 1),
        ("title: A\nowner: bo  # worksystem: ignore WS203 \u2014 with a long dash\n", [], 1),
        ("# worksystem: ignore-file WS203 -- no record here\ntitle: A\nowner: bo\n", [], 1),
        ("title: A longer title # worksystem: ignore WS204, WS203 -- both\nowner: bo\n", ["1 WS903", "2 WS203"], 1),
        ("title: A # worksystem: ignore WS203 -- not here\nowner: bo\n", ["1 WS903", "2 WS203"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS203\n", ["2 WS901"], 1),
        ("title: A\nowner: bo  # worksystem: ignore WS203 --\n", ["2 WS901"], 1),
        ("title: A\nowner: bo  # worksystem: ignore WS2O3 -- typo\n", ["2 WS203", "2 WS902"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS2 -- a group\n", ["2 WS203", "2 WS902"], 0),
        ("title: A\nowner: bo  # worksystem: ignore -- nothing\n", ["2 WS203", "2 WS904"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS203 until 2026-11-22 -- soon\n", [], 1),
        ("title: A\nowner: bo  # worksystem: ignore WS203 until 2026-Q4 -- this quarter\n", [], 1),
        ("title: A\nowner: bo  # worksystem: ignore WS203 until 2026-11-21 -- soon\n", ["2 WS203", "2 WS907"], 0),
        ("title: A\nowner: ada  # worksystem: ignore WS203 until 2026-11-21 -- soon\n", ["2 WS903"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS203 until soon -- soon\n", ["2 WS203", "2 WS904"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS203 until -- soon\n", ["2 WS203", "2 WS904"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS203 until 2026-12-01\n", ["2 WS901"], 1),
        ("title: A\nowner: bo  # worksystem: ignore WS203: not needed\n", ["2 WS203", "2 WS904"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS203, WS204 not needed\n", ["2 WS203", "2 WS904"], 0),
        ("title: A\nowner: bo  # worksystem: ignore WS203, WS2O4\n", ["2 WS901", "2 WS902"], 1),
        ("title: A\nowner: bo  # worksystem: ignroe WS203 -- typo\n", ["2 WS203", "2 WS904"], 0),
        ("title: A\n# worksystem: ignore-file WS203 -- late\nowner: bo\n", ["2 WS904", "3 WS203"], 0),
        ("title: 'A # worksystem: ignore WS203 -- text'\nowner: ada\n", ["1 WS204"], 0),
        ("title: A\nowner: ada  # about the worksystem: it is nice\n", [], 0),
    ],
)
def test_comments_take_findings_out(make_system: Make, text: str, found: list[str], suppressed: int) -> None:
    result = run(make_system, {"work/items/OPS-1.yml": text + "status: todo\ntype: task\n"})
    assert lines(result) == [f"work/items/OPS-1.yml:{line}" for line in found]
    assert result.suppressed == suppressed


def test_comments_work_in_front_matter(make_system: Make) -> None:
    front = "---\ntitle: A\nstatus: todo\ntype: task\nowner: bo  # worksystem: ignore WS203 -- no record\n---\nProse.\n"
    result = run(make_system, {"work/items/OPS-1.md": front})
    assert (lines(result), result.suppressed) == ([], 1)


def test_a_comment_is_judged_only_when_its_rule_could_have_found_something(make_system: Make) -> None:
    text = "title: A\nstatus: todo\ntype: task\nowner: ada  # worksystem: ignore WS203 -- gone\n"
    files = {"work/items/OPS-1.yml": text}
    unused = ["work/items/OPS-1.yml:4 WS903"]
    assert lines(run(make_system, files)) == unused
    assert lines(run(make_system, files, select=("WS903",))) == unused
    assert lines(run(make_system, files, ignore=("WS203",))) == []
    assert lines(run(make_system, files, select=("WS204",))) == []


def test_what_comments_cost_is_paid_only_by_files_that_mention_us(make_system: Make) -> None:
    system = make_system({**TYPES, "work/items/OPS-1.yml": ITEM})
    check(system, as_of=TODAY, rules=RULES)
    assert all("tree" not in vars(entry.document) for entry in system.workspace.people.values())


def test_the_same_input_gives_the_same_result(make_system: Make) -> None:
    system = make_system({**TYPES, "work/items/OPS-1.yml": ITEM})
    first, second = (check(system, as_of=TODAY, rules=RULES) for _ in range(2))
    assert first == second


def test_a_rule_about_the_past_runs_only_where_the_past_is_read_and_reads_it_once(make_system: Make) -> None:
    def find_moves(context: Context) -> Iterator[Finding]:
        assert context.past is not None
        assert context.population is not None
        for life in context.population.lives:
            if len(life.events) > 1:
                yield Finding("WS500", f"{len(life.events)} events", context.workspace.items[life.item], ("status",))

    event = '{"item": "OPS-1", "field": "status", "old": %s, "new": "%s", "at": "2026-11-1%dT09:00:00+00:00"}\n'
    events = event % ("null", "todo", 1) + event % ('"todo"', "doing", 2)
    files = {**TYPES, "work/items/OPS-1.yml": ITEM, "work/history/moves.jsonl": events}
    system = make_system(files)
    rule = replace(RULES[0], code="WS500", name="moved", check=find_moves, of_past=True)
    asked = []

    def past() -> History:
        asked.append(system)
        return load_history(system)

    found = check(system, as_of=TODAY, rules=(rule, replace(rule, code="WS501")), past=past).diagnostics
    assert [(one.code, one.message) for one in found] == [("WS500", "2 events")]
    assert asked == [system]
    assert check(system, as_of=TODAY, rules=(rule,)).diagnostics == ()
    check(system, as_of=TODAY, rules=(RULES[0],), past=past)
    assert asked == [system]


def test_any_number_of_processes_finds_the_same(make_system: Make) -> None:
    item = "title: Rotate the certificates\nstatus: todo\ntype: task\nowner: %s\n"
    names = ("ada", "mallory", "trudy", "eve")
    files = {f"work/items/OPS-{number}.yml": item % names[number % 4] for number in range(WORTHWHILE)}
    settings = 'version: 1\nname: Large\ncheck: {per_path: {"work/items/OPS-1*.yml": [WS203]}}\n'
    system = make_system({**files, "work/worksystem.yml": settings, **TYPES})

    def stop(context: Context) -> Iterator[Finding]:
        raise KeyError(len(context.items))

    failing = replace(RULES[0], code="WS599", name="failing", check=stop)
    rules = (*RULES, *(replace(RULES[1], code=f"WS{number}", name=f"n{number}") for number in range(520, 560)), failing)
    alone = check(system, as_of=TODAY, rules=rules)
    shared = check(system, as_of=TODAY, rules=rules, processes=3)
    assert shared == alone
    assert alone.suppressed > 100
    assert "WS900" in {one.code for one in alone.diagnostics}


@pytest.mark.parametrize("processes", [1, 3])
def test_rules_of_today_do_not_wait_for_the_past(make_system: Make, processes: int) -> None:
    files = {f"work/items/OPS-{number}.yml": "title: Rotate\ntype: task\n" for number in range(WORTHWHILE)}
    system = make_system({**files, **TYPES})
    said, saying = os.pipe()

    def today(context: Context) -> Iterator[Finding]:
        os.write(saying, b"today")
        yield Finding("WS500", f"{len(context.items)} items, past {context.past}", context.items[0].entry)

    def before(context: Context) -> Iterator[Finding]:
        known = context.past.lives if context.past is not None else None
        yield Finding("WS501", f"{len(context.items)} items, past {known}", context.items[0].entry)

    def past() -> History:
        if processes > 1:
            assert select([said], [], [], 60)[0] == [said]  # nobody waits for us
        return History(TODAY, ZoneInfo("UTC"), {})

    rules = [replace(RULES[0], code="WS500", name="today", check=today)]
    rules += [
        replace(RULES[0], code=f"WS{code}", name=f"n{code}", check=lambda _: iter(())) for code in range(520, 540)
    ]
    rules += [replace(RULES[0], code="WS501", name="before", check=before, of_past=True)]
    found = check(system, as_of=TODAY, rules=rules, past=past, processes=processes).diagnostics
    assert [(one.code, one.message) for one in found] == [
        ("WS500", f"{WORTHWHILE} items, past None"),
        ("WS501", f"{WORTHWHILE} items, past {{}}"),
    ]
