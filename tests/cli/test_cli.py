"""The command line: what goes where, with which exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.repositories import make_repository
from tests.systems import write_files
from worksystem.cli import main
from worksystem.rules import RULES

FILES = {
    "work/people.yml": "ada: {name: Ada Nakamura}\n",
    "work/teams.yml": "platform: {name: Platform, purpose: Ship, lead: ada}\n",
    "work/types/task.yml": """\
        name: Task
        workflow: delivery
        prefix: OPS
        fields: {risk: {type: enum, values: [low, high]}}
        """,
    "work/workflows/delivery.yml": """\
        name: Delivery
        purpose: Changes reach customers
        owner: platform
        initial: todo
        states:
          todo: {name: To do, category: backlog}
          doing: {name: Doing, category: active, entry: {fields: [estimate]}}
          done: {name: Done, category: done}
        transitions:
          - {from: todo, to: doing, name: Start, by: [owner]}
          - {from: doing, to: done, name: Finish}
        """,
    "work/items/OPS-00001.yml": """\
        title: Rotate the certificates
        status: todo
        type: task
        owner: platfrom
        team: platform
        """,
    "work/items/OPS-00002.yml": """\
        title: Order the certificates
        status: done
        type: task
        owner: ada
        due: 2026-12-01
        risk: low
        time: [{date: 2026-11-18, spent: 3h}]
        relates_to: [OPS-00001]
        """,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


CHECK = ("check", "--select", "WS203", "--as-of", "2026-11-22")


def test_check_prints_the_place_and_ends_with_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, *CHECK)
    assert (code, err) == (1, "")
    assert out.splitlines()[:4] == [
        'work/items/OPS-00001.yml:4:8 error WS203 unknown-owner: no person or team is called "platfrom"',
        "  |",
        "4 | owner: platfrom",
        "  |        ^^^^^^^^",
    ]
    assert out.endswith("1 error in 7 files\n")


def test_check_keeps_its_contract_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, *CHECK, "--format", "json")
    document = json.loads(out)
    (found,) = document["diagnostics"]
    assert (code, document["version"], document["summary"]["errors"]) == (1, 1, 1)
    assert document["summary"]["records"]["item"] == 2
    assert (found["code"], found["path"], found["line"], found["field"], found["value"]) == (
        "WS203",
        "work/items/OPS-00001.yml",
        4,
        "owner",
        "platfrom",
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((), 1),
        (("--fail-on", "warning"), 1),
        (("--ignore", "WS203"), 0),
        (("--ignore", "unknown-owner"), 0),
        (("work/items/OPS-00002.yml",), 0),
        (("work/items",), 1),
    ],
)
def test_the_exit_code_of_check_follows_what_is_left(
    folder: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], code: int
) -> None:
    assert run(capsys, *CHECK, *more)[0] == code


def test_fail_on_raises_the_bar(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = folder / "work/worksystem.yml"
    settings.write_text(settings.read_text() + "check: {severity: {WS203: note}}\n")
    assert [run(capsys, *CHECK, "--fail-on", bar)[0] for bar in ("error", "warning", "note")] == [0, 0, 1]


def test_paths_are_relative_to_the_repository_wherever_one_stands(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    inner = folder / "examples" / "small"
    write_files(inner, FILES)
    for place, paths in ((folder, ("examples/small/work/items",)), (inner, ("work/items", "."))):
        monkeypatch.chdir(place)
        for path in paths:
            _, out, _ = run(capsys, "-C", str(inner), *CHECK, path, "--format", "concise")
            assert out.startswith("examples/small/work/items/OPS-00001.yml:4:8: error WS203")


def test_output_goes_to_a_file_without_colour_and_a_summary_to_standard_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *CHECK, "--format", "sarif", "--output", "reports/found.sarif")
    assert (code, out, err) == (1, "", "1 error in 7 files\n")
    written = json.loads((folder / "reports/found.sarif").read_text(encoding="utf-8"))
    driver = written["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    assert written["runs"][0]["results"][0]["ruleId"] == "WS203"


@pytest.mark.parametrize(
    ("arguments", "error", "help"),
    [
        (("check", "nowhere"), "error: there is no file or folder nowhere", "help: name one relative to where you are"),
        (("check", "--select", ","), 'error: "," names no rule', "help: `worksystem rules` lists the rules"),
        (
            ("check", "--as-of", "9999-12-31"),
            "error: invalid value for '--as-of': \"9999-12-31\" is too far away; ask about a year from 1900 to 2999",
            "help: worksystem check --help",
        ),
        (("-C", "nowhere", "check"), "error: cannot load a work system from nowhere: there is no such folder", None),
        ((), "Usage: worksystem [OPTIONS] COMMAND [ARGS]...", None),
        (("check", "--select", "WS203x"), 'error: no rule is called "WS203x"', 'help: did you mean "WS203"?'),
        (
            ("check", "--as-of", "2026-13-01"),
            "error: invalid value for '--as-of': \"2026-13-01\" is not a day; write YYYY-MM-DD",
            "help: worksystem check --help",
        ),
        (("chekc",), "error: no such command 'chekc'", "help: worksystem --help"),
        (("next", "ops-00001"), 'error: no item is called "ops-00001"', 'help: did you mean "OPS-00001"?'),
        (("explain", "WS2O"), 'error: no rule or figure is called "WS2O"', None),
        (
            ("items", "--where", "ownr == 'ada'"),
            'error: cannot read --where, column 1: an item has no field "ownr"',
            'help: did you mean "owner"?',
        ),
    ],
)
def test_what_cannot_run_says_why_on_standard_error_and_ends_with_two(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], error: str, help: str | None
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[0].replace(f"{folder}{os.sep}", "") == error
    if help is not None:
        assert err.splitlines()[1:] == [help]


def test_a_folder_without_a_work_system_and_unreadable_settings_end_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "-C", str(tmp_path), "check")
    assert (code, out) == (2, "")
    assert "it has no work/worksystem.yml\nhelp: run this in the repository's root" in err
    write_files(tmp_path, {"work/worksystem.yml": "version: [1\n"})
    code, out, err = run(capsys, "-C", str(tmp_path), "check")
    assert (code, out) == (2, "")
    assert err.startswith("error: cannot use the settings: work/worksystem.yml:")


def test_a_file_that_cannot_be_written_is_told_without_a_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "taken").mkdir()
    code, out, err = run(capsys, *CHECK, "--output", "taken")
    assert (code, out) == (2, "")
    assert err.splitlines() == ["error: cannot write taken: is a directory", "help: name another file"]


def test_explain_prints_a_page_by_code_or_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_code, by_name = run(capsys, "explain", "ws903"), run(capsys, "explain", "unused-ignore")
    assert by_code == by_name
    assert by_code[1].startswith("# WS903 unused-ignore\n")


def test_explain_and_rules_know_the_rules_of_the_team(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = "code: NW001\nname: closed-blind\nfor: item\nmust: size(acceptance) > 0\nmessage: '{id} closed blindly'\n"
    write_files(folder, {"work/rules/nw001.yml": own})
    assert run(capsys, "explain", "closed-blind")[1].startswith("# NW001 closed-blind\n")
    listed = json.loads(run(capsys, "rules", "--format", "json")[1])
    assert [rule["code"] for rule in listed] == ["NW001", *(rule.code for rule in RULES)]
    head, first = run(capsys, "rules")[1].splitlines()[:2]
    assert head.split() == ["code", "name", "severity", "principle", "finds"]
    assert first.startswith("NW001")


def test_rules_can_be_narrowed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def codes(*arguments: str) -> list[str]:
        return [rule["code"] for rule in json.loads(run(capsys, "rules", *arguments, "--format", "json")[1])]

    assert codes("--select", "WS20,unknown-team") == [f"WS{number}" for number in range(200, 210)]
    notes = [rule.code for rule in RULES if rule.severity == "note" and rule.principle == "flow_over_friction"]
    assert codes("--severity", "note", "--principle", "Flow over friction") == notes != []
    code, _, err = run(capsys, "rules", "--principle", "flow_over_fiction")
    assert (code, err) == (
        2,
        'error: no principle is called "flow_over_fiction"\nhelp: did you mean "flow_over_friction"?\n',
    )
    assert run(capsys, "rules", "--select", "WS999")[0] == 2


def test_explain_lists_the_rules_of_a_family(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "explain", "ws22")
    assert code == 0
    assert out.splitlines()[0] == "# Rules WS22"
    listed = [line.split()[1].strip("*") for line in out.splitlines() if line.startswith("- ")]
    assert listed == [rule.code for rule in RULES if rule.code.startswith("WS22")]


def test_a_rule_of_the_team_is_listed_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "code: NW001\nfor: item\nname: Crowded review\n"
    of_group = head + "group_by: team\nmust: count < 3\nmessage: '{group} has {count} items'\n"
    of_record = head.replace("NW001", "NW002") + "must: 'true'\nmessage: '{id} of {owner} is late'\n"
    write_files(folder, {"work/rules/nw001.yml": of_group, "work/rules/nw002.yml": of_record})
    listed = json.loads(run(capsys, "rules", "--select", "NW", "--format", "json")[1])
    assert [(rule["name"], rule["summary"]) for rule in listed] == [
        ("crowded-review", "a team has several items"),
        ("crowded-review", "an item of … is late"),
    ]


def test_next_lists_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "next", "OPS-00001")
    assert code == 0
    assert out == (
        "OPS-00001 Rotate the certificates\n"
        "state: To do\n"
        "\n"
        "Start -> Doing\n"
        "  by the item’s owner (platfrom)\n"
        "  needs\n"
        "    - estimate is filled in\n"
        "      worksystem set OPS-00001 estimate=...\n"
        "  worksystem move OPS-00001 doing\n"
    )
    document = json.loads(run(capsys, "next", "OPS-00001", "--format", "json")[1])
    assert document["moves"][0]["needs"] == [
        {
            "kind": "field",
            "says": "estimate is filled in",
            "met": False,
            "help": "worksystem set OPS-00001 estimate=...",
            "keys": ["estimate"],
        }
    ]
    assert document["moves"][0]["ready"] is False
    assert run(capsys, "next", "OPS-00002")[1].endswith("nothing comes next: no transition leads on from there\n")


def test_items_are_printed_resolved_and_in_a_fixed_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "items", "--format", "json", "--where", "risk == 'low'")
    (item,) = json.loads(out)
    assert code == 0
    assert list(item.items()) == [
        ("id", "OPS-00002"),
        ("title", "Order the certificates"),
        ("status", "done"),
        ("category", "done"),
        ("type", "task"),
        ("workflow", "delivery"),
        ("owner", "ada"),
        ("team", None),
        ("due", "2026-12-01"),
        ("goal", None),
        ("parent", None),
        ("relates_to", ["OPS-00001"]),
        ("time", [{"date": "2026-11-18", "spent": "3h"}]),
        ("risk", "low"),
        ("links", {"relates_to": ["OPS-00001"]}),
        ("path", "work/items/OPS-00002.yml"),
    ]


def test_items_of_a_public_work_system_carry_no_time(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings: Mapping[str, str] = {"work/worksystem.yml": "version: 1\nname: Example\npublish: {audience: public}\n"}
    write_files(folder, {**FILES, **settings})
    assert "time" not in json.loads(run(capsys, "items", "--format", "json")[1])[1]


def test_items_carry_no_field_that_the_settings_leave_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish = "publish: {audience: internal, without: [due, item.risk, relates_to]}\n"
    write_files(folder, {"work/worksystem.yml": f"version: 1\nname: Example\n{publish}"})
    code, out, _ = run(capsys, "items", "--format", "json", "--where", "risk == 'low'")
    (item,) = json.loads(out)
    assert not {"due", "risk", "relates_to", "links"} & item.keys()
    assert "2026-12-01" not in run(capsys, "items")[1]
    assert code == 0


def test_items_as_a_table_count_at_the_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "items", "--where", "status == 'todo'")
    assert out == (
        "id         status  owner     team      due  title\n"
        "OPS-00001  todo    platfrom  platform       Rotate the certificates\n"
        "1 of 2 items\n"
    )


def test_an_expression_without_a_value_for_an_item_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "items", "--where", "due > today", "--as-of", "2026-11-22")
    assert code == 1
    assert out.endswith("1 of 2 items\n")
    assert err.splitlines() == [
        "error: --where cannot be judged for OPS-00001: due is empty",
        "help: ask for it first: due != null && ...",
    ]


def test_schemas_are_written_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = list(json.loads(run(capsys, "schema")[1]))
    assert "items/task.schema.json" in names
    first = run(capsys, "schema", "--write", "schemas")[1]
    assert first == f"{len(names)} schemas in schemas, {len(names)} of them new or changed\n"
    assert (
        run(capsys, "schema", "--write", "schemas")[1] == f"{len(names)} schemas in schemas, 0 of them new or changed\n"
    )
    assert json.loads((folder / "schemas/items/task.schema.json").read_text(encoding="utf-8"))["properties"]["risk"]


def test_the_audience_has_to_be_chosen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "audience") == (0, "internal\n", "")
    write_files(folder, {"work/worksystem.yml": "version: 1\nname: Example\n"})
    code, out, err = run(capsys, "audience")
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "error: nobody has chosen who may read the site, so it cannot be published"


def test_the_version_is_told_without_importing_what_it_does_not_need() -> None:
    script = (
        "import sys; from worksystem.cli import main; code = main(['--version']);"
        "heavy = {'click', 'rich', 'pydantic', 'yaml', 're', 'importlib.metadata'} & set(sys.modules);"
        "sys.exit(code or (f'imported {heavy}' if heavy - already else 0))"
    )
    command = [sys.executable, "-c", f"import sys; already = set(sys.modules); {script}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("worksystem ")


def test_a_reader_that_stops_early_is_no_accident(folder: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    command = [sys.executable, "-m", "worksystem", *CHECK]
    done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_closed_or_full_output_is_no_accident(folder: Path) -> None:
    command = [sys.executable, "-m", "worksystem", *CHECK]
    closed = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *command], stderr=subprocess.PIPE, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (1, "")
    if Path("/dev/full").exists():
        with open("/dev/full", "w") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert done.returncode == 2
        assert done.stderr.splitlines() == [
            "error: cannot write the report: no space left on device",
            "help: write it to a file with --output",
        ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("format", ["text", "concise", "json", "github", "sarif"])
def test_a_file_name_that_is_no_text_is_no_accident(
    folder: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    (folder / "work" / "items" / os.fsdecode(b"OPS-\xff.yml")).write_text("x\n", encoding="utf-8")
    code, out, err = run(capsys, "check", "--format", format)
    assert (code, err) == (1, "")
    assert "OPS-" in out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for name in ("audience", "check", "explain", "items", "next", "rules", "schema"):
        assert f"\n  {name} " in out


def test_a_check_of_the_same_files_is_told_again_and_every_change_is_seen(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_repository(folder, ("2026-11-01", {}))

    def run(*arguments: str, cache: bool = True) -> tuple[int, str]:
        monkeypatch.setenv("WORKSYSTEM_CACHE", str(folder.parent / "cache") if cache else "off")
        return main(("check", "--as-of", "2026-11-20", *arguments)), capsys.readouterr().out

    first = run()
    assert first == run() == run(cache=False)
    assert run("--format", "json")[1] == run("--format", "json")[1] != first[1]
    assert run("--select", "WS2") == run("--select", "WS2", cache=False) != first
    (folder / "work/items/OPS-00001.yml").write_text(FILES["work/items/OPS-00002.yml"], encoding="utf-8")
    assert run() == run(cache=False) != first
