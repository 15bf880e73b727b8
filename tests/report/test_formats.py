"""Every format has one file of what it prints; the rest is what a reader of that format relies on."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from tests.report.renderings import EXPECTED, RENDERINGS
from tests.report.sample import CLEAN, FILES, RESULT, RULES, page
from worksystem.check import CheckResult
from worksystem.diagnostics import Severity
from worksystem.position import Place, Position, Span
from worksystem.report import codequality, concise, github, json_, junit, sarif, text

SCHEMA = Path(__file__).parents[1] / "data" / "sarif" / "sarif-schema-2.1.0.json"


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_format_prints_what_was_accepted(name: str) -> None:
    assert RENDERINGS[name]() == (EXPECTED / name).read_bytes().decode()


def test_a_clean_result_says_so_in_every_format() -> None:
    assert (
        text.render(CLEAN, read=FILES.get) == concise.render(CLEAN) == github.render(CLEAN) == "no findings in 1 file\n"
    )
    assert json.loads(json_.render(CLEAN))["diagnostics"] == []
    assert json.loads(codequality.render(CLEAN)) == []
    assert [case.get("name") for case in ElementTree.fromstring(junit.render(CLEAN, rules=RULES)).iter("testcase")] == [
        "not found: An owner is named whom nobody described",
        "not found: A label is used by one item only",
    ]
    assert json.loads(sarif.render(CLEAN, rules=RULES, page=page, version="1.2.3"))["runs"][0]["results"] == []


def test_carets_stand_under_what_they_mark_in_wide_characters_and_after_tabs() -> None:
    lines = text.render(replace(RESULT, diagnostics=RESULT.diagnostics[3:4]), read=FILES.get).splitlines()
    source, carets = (line.partition("| ")[2] for line in lines[2:4])
    assert source == "labels:    [支払い, pay]"
    assert carets.count("^") == cell_len("支払い") == 6
    assert carets.index("^") == cell_len("labels:    [")


def test_long_lines_are_cut_around_what_they_mark() -> None:
    lines = text.render(replace(RESULT, diagnostics=RESULT.diagnostics[4:5]), read=FILES.get, width=60).splitlines()
    assert max(cell_len(line) for line in lines[1:4]) <= 60
    source, carets = lines[2], lines[3]
    assert source[carets.index("^") : carets.rindex("^") + 1] == "stands here: nobody"
    assert source.startswith("1 | …")
    assert source.endswith("…")


def test_a_place_outside_of_its_file_has_no_frame_and_no_accident() -> None:
    far = Place("work/items/OPS-1.yml", Span(Position(90, 400), Position(91, 2)))
    wide = Place("work/items/OPS-1.yml", Span(Position(1, 400), Position(1, 500)))
    for place, lines in ((far, 3), (wide, 6)):
        one = replace(RESULT.diagnostics[2], place=place)
        assert text.render(replace(RESULT, diagnostics=(one,)), read=FILES.get).count("\n") == lines


def test_nothing_from_the_data_reaches_a_terminal_as_a_control_character() -> None:
    for printed in (text.render(RESULT, read=FILES.get), concise.render(RESULT), github.render(RESULT)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", printed)


def test_colour_is_only_there_when_it_is_asked_for() -> None:
    coloured = text.render(RESULT, read=FILES.get, colour=True)
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == text.render(RESULT, read=FILES.get)
    assert "\x1b[1;31merror WS203\x1b[0m" in coloured


def test_github_escapes_what_would_end_a_command_or_a_property() -> None:
    first = github.render(RESULT).splitlines()[0]
    assert first.startswith(
        "::warning file=work/a folder/goals%3A all%2C 100%25.yml,line=2,endLine=4,title=WS105 value-not-allowed::"
    )
    assert first.endswith('from "1" is not 100%25 clear: it has%0D%0Atwo lines, and a comma')


def test_github_says_when_it_does_not_show_everything() -> None:
    many = tuple(replace(RESULT.diagnostics[0], message=f"number {number}") for number in range(11))
    assert "first 10 annotations of each kind" in github.render(replace(RESULT, diagnostics=many)).splitlines()[-1]
    assert "annotations" not in github.render(replace(RESULT, diagnostics=many[:10]))


def test_json_keeps_its_contract() -> None:
    document = json.loads(json_.render(RESULT))
    assert document["version"] == 1
    assert document["summary"] == {
        "errors": 3,
        "warnings": 2,
        "notes": 1,
        "suppressed": 2,
        "known": 0,
        "files": 128,
        "records": {"item": 120, "person": 40},
    }
    keys = ["code", "name", "severity", "message", "path", "line", "column", "field", "value", "help", "principle"]
    assert list(document) == ["version", "summary", "diagnostics"]
    for diagnostic in document["diagnostics"]:
        assert list(diagnostic) == keys
        for key in ("code", "name", "severity", "message", "path"):
            assert isinstance(diagnostic[key], str)
        for key in ("line", "column"):
            assert isinstance(diagnostic[key], int)
        for key in ("field", "value", "help", "principle"):
            assert diagnostic[key] is None or isinstance(diagnostic[key], str)


def test_sarif_fits_its_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for result in (RESULT, CLEAN):
        document = json.loads(sarif.render(result, rules=RULES, page=page, version="1.2.3"))
        jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)


def test_sarif_results_point_at_their_rule_and_at_percent_encoded_files() -> None:
    run = json.loads(sarif.render(RESULT, rules=RULES, page=page, version="1.2.3"))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert "ruleIndex" not in result or rules[result["ruleIndex"]]["id"] == result["ruleId"]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "work/a%20folder/goals%3A%20all%2C%20100%25.yml", "uriBaseId": "%SRCROOT%"}
    assert location["uriBaseId"] in run["originalUriBaseIds"]


def test_sarif_fingerprints_stay_when_lines_move_and_tell_two_alike_apart() -> None:
    moved = tuple(
        replace(each, place=replace(each.place, span=Span(Position(70 + number, 1), Position(70 + number, 2))))
        for number, each in enumerate(RESULT.diagnostics)
    )

    def prints(result: object) -> list[str]:
        assert isinstance(result, type(RESULT))
        run = json.loads(sarif.render(result, rules=RULES, page=page, version="1.2.3"))["runs"][0]
        return [each["partialFingerprints"]["worksystem/v2"] for each in run["results"]]

    assert prints(RESULT) == prints(replace(RESULT, diagnostics=moved))
    assert len(set(prints(RESULT))) == len(RESULT.diagnostics)


# what GitLab refuses an entry without, and all entries that follow it
ISSUES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^(/|\./)"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def test_gitlab_can_read_every_entry() -> None:
    document = json.loads(codequality.render(RESULT))
    jsonschema.Draft7Validator(ISSUES).validate(document)
    assert [each["severity"] for each in document] == ["minor", "major", "major", "info", "minor", "major"]


def test_gitlab_knows_a_finding_again_when_its_line_moves_and_tells_two_alike_apart() -> None:
    def prints(result: CheckResult) -> list[str]:
        return [each["fingerprint"] for each in json.loads(codequality.render(result))]

    moved = tuple(
        replace(each, place=replace(each.place, span=Span(Position(80 + number, 1), Position(80 + number, 2))))
        for number, each in enumerate(RESULT.diagnostics)
    )
    assert prints(RESULT) == prints(replace(RESULT, diagnostics=moved))
    assert len(set(prints(RESULT))) == len(RESULT.diagnostics)


def test_junit_counts_what_it_holds_and_names_no_case_twice() -> None:
    root = ElementTree.fromstring(junit.render(RESULT, rules=RULES))
    for counted in (root, *root.iter("testsuite")):
        assert counted.get("tests") == str(len(list(counted.iter("testcase"))))
        assert counted.get("failures") == str(len(list(counted.iter("failure"))))
        assert counted.get("skipped") == str(len(list(counted.iter("skipped"))))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    assert [failure.get("type") for failure in root.iter("failure")] == [
        "error",
        "warning",
        "error",
        "error",
        "warning",
    ]


def test_junit_holds_no_character_that_its_readers_would_stumble_over() -> None:
    worst = "".join(chr(code) for code in (*range(32), 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)) + "]]><&\"'"
    one = replace(RESULT.diagnostics[1], message=worst, help=worst, place=Place(f"work/items/{worst}"))
    printed = junit.render(replace(RESULT, diagnostics=(one,)), rules=RULES)
    (failure,) = ElementTree.fromstring(printed.encode()).iter("failure")
    assert failure.get("message", "").endswith("\\ud800\\udfff\\ufffe\\uffff]]><&\"'")


def test_a_bar_is_reached_by_what_is_as_bad_or_worse() -> None:
    notes = replace(RESULT, diagnostics=RESULT.diagnostics[3:4])
    assert notes.reaches(Severity.NOTE)
    assert not notes.reaches(Severity.WARNING)
    assert RESULT.reaches(Severity.ERROR)
    assert not CLEAN.reaches(Severity.NOTE)
