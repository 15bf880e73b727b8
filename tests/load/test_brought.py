"""Events brought along from another tracker: what counts, and what is said of lines that don't."""

from pathlib import Path

import pytest

from tests.load.pasts import BASE, TODAY, changes, item, make_past, notes, read, stream
from tests.repositories import git, make_repository
from tests.systems import SETTINGS, write_files
from worksystem.check import check
from worksystem.load import load
from worksystem.load.brought import read_brought

GOOD = '{"item": "OPS-1", "field": "status", "old": null, "new": "ready", "at": "2025-12-01T09:00:00+01:00"}'
ONE = "work/items/OPS-1.yml"


def bad(folder: Path, *lines: str) -> list[tuple[str, int, str, str]]:
    write_files(folder, {"work/history/old.jsonl": "".join(f"{line}\n" for line in lines)})
    return [(each.path, each.line, each.message, each.help) for each in read_brought(folder / "work", "work").bad]


def test_events_are_oldest_first_whatever_their_files(tmp_path: Path) -> None:
    later = GOOD.replace("2025-12-01", "2025-12-05")
    files = {"work/history/a.jsonl": f"{later}\n\n{GOOD}", "work/history/sub/b.jsonl": GOOD.replace("12-01", "12-03")}
    found = read_brought(write_files(tmp_path, files) / "work", "work")
    assert [each.at[:10] for each in found.events] == ["2025-12-01", "2025-12-03", "2025-12-05"]
    assert found.lines == (("work/history/a.jsonl", 3), ("work/history/sub/b.jsonl", 1), ("work/history/a.jsonl", 1))
    assert found.files == ("work/history/a.jsonl", "work/history/sub/b.jsonl")


def test_values_are_as_they_would_be_written(tmp_path: Path) -> None:
    values = {"true": "true", "3": "3", "3.5": "3.5", '""': None, "{}": None, '{"a": 1}': {"a": 1}, "null": None}
    lines = "".join(GOOD.replace('"ready"', value) + "\n" for value in values)
    found = read_brought(write_files(tmp_path, {"work/history/a.jsonl": lines}) / "work", "work")
    assert [each.new for each in found.events] == list(values.values())


FORM = 'write {"item": …, "field": …, "old": …, "new": …, "at": "2026-11-16T09:12:00+00:00"}'


@pytest.mark.parametrize(
    ("line", "message", "help"),
    [
        ("OPS-1 was ready", "the line is not JSON", FORM),
        (GOOD[:-1], "the line is not JSON", FORM),
        ("[" * 100_000, "the line is not JSON", FORM),
        ("[1, 2]", "the line is not an event", FORM),
        ("{}", "the event has no at", 'add "at"'),
        (GOOD.replace('"new": "ready", ', ""), "the event has no new", 'add "new"'),
        (
            GOOD.replace('"old"', '"who"'),
            'an event has no field "who"',
            "take it out; an event has at, field, item, new, old",
        ),
        (GOOD.replace('"OPS-1"', "1"), "the item of an event is not a text", "write its id, like OPS-7K3QX"),
        (GOOD.replace('"OPS-1"', '""'), "the item of an event is empty", "write its id, like OPS-7K3QX"),
        (GOOD.replace('"status"', "null"), "the field of an event is not a text", "write its name, like status"),
        (
            GOOD.replace("2025-12-01T09:00:00+01:00", "2025-12-01"),
            'at "2025-12-01" has no time',
            "write it like 2026-11-16T09:12:00+00:00",
        ),
        (
            GOOD.replace("+01:00", ""),
            'at "2025-12-01T09:00:00" does not say how far it is from UTC',
            "write it like 2026-11-16T09:12:00+00:00",
        ),
        (
            GOOD.replace("2025-12-01", "2025-13-01"),
            'at "2025-13-01T09:00:00+01:00" is not a moment',
            "write it like 2026-11-16T09:12:00+00:00",
        ),
        (
            GOOD.replace('"2025-12-01T09:00:00+01:00"', "17"),
            "at 17 is not a moment",
            "write it like 2026-11-16T09:12:00+00:00",
        ),
    ],
)
def test_a_line_that_is_no_event_says_why_and_the_others_count(
    tmp_path: Path, line: str, message: str, help: str
) -> None:
    assert bad(tmp_path, GOOD, line) == [("work/history/old.jsonl", 2, message, help)]
    assert len(read_brought(tmp_path / "work", "work").events) == 1


def test_text_that_is_not_utf_8_and_a_file_that_is_far_too_large(tmp_path: Path) -> None:
    folder = write_files(tmp_path, {})
    (folder / "work/history").mkdir()
    (folder / "work/history/a.jsonl").write_bytes(b'{"item": "\xff"}\n')
    with (folder / "work/history/b.jsonl").open("wb") as file:
        file.truncate(40_000_001)
    assert [(each.path, each.message) for each in read_brought(folder / "work", "work").bad] == [
        ("work/history/a.jsonl", "the line is not UTF-8 text"),
        ("work/history/b.jsonl", "the file is larger than 40 MB, so none of it is read"),
    ]


class TestWithGit:
    def test_the_past_goes_on_where_the_other_tracker_ended(self, tmp_path: Path) -> None:
        moved = GOOD.replace("null", '"ready"').replace('"new": "ready"', '"new": "doing"').replace("12-01", "12-20")
        folder = make_past(
            tmp_path,
            ("2026-01-02", {ONE: item("doing"), "work/history/old.jsonl": f"{GOOD}\n{moved}\n"}),
            ("2026-01-03", {ONE: item("done")}),
        )
        assert (
            changes(read(folder), "status")
            == changes(stream(folder), "status")
            == [
                ("12-01", "OPS-1", "status", None, "ready"),
                ("12-20", "OPS-1", "status", "ready", "doing"),
                ("01-03", "OPS-1", "status", "doing", "done"),
            ]
        )
        (life,) = read(folder).lives.values()
        assert (life.created.isoformat(), life.born_done) == ("2025-12-01T08:00:00+00:00", False)
        assert read(folder).coverage.brought == 2

    def test_an_item_that_is_in_no_commit_has_its_type_from_the_file_that_lies_there(self, tmp_path: Path) -> None:
        folder = make_past(tmp_path, ("2026-01-02", {"work/history/old.jsonl": GOOD}))
        write_files(folder, {"work/worksystem.yml": (folder / "work/worksystem.yml").read_text(), ONE: item()})
        assert [(each.item, each.new_state) for each in stream(folder).events] == [("OPS-1", "ready")]
        assert [(each.item, each.new_state) for each in read(folder).events] == [("OPS-1", "ready")]

    def test_lines_that_are_no_events_are_said_beside_the_rest(self, tmp_path: Path) -> None:
        folder = make_past(tmp_path, ("2026-01-02", {"work/history/old.jsonl": f"{GOOD}\nnothing\n"}))
        assert notes(folder) == ("a line of work/history is no event; worksystem check says which",)
        assert read(folder).coverage.notes == notes(folder)


def found(folder: Path) -> list[tuple[str, int, str]]:
    """Code and line of what the check says of `work/history/`."""
    result = check(load(folder, as_of=TODAY), as_of=TODAY)
    return [
        (one.code, one.place.span.start.line, one.message)
        for one in result.diagnostics
        if one.place.path.startswith("work/history")
    ]


class TestChecked:
    def test_an_item_that_was_deleted_was_there(self, tmp_path: Path) -> None:
        lines = f"{GOOD}\n{GOOD.replace('OPS-1', 'OPS-9')}\n"
        commits = ("2026-01-02", {ONE: item(), "work/history/old.jsonl": lines}), ("2026-01-03", {ONE: None})
        folder = make_past(tmp_path, *commits)
        said = 'no item is called "OPS-9", and none was; one event of it counts for nothing'
        assert found(folder) == [("WS229", 2, said)]

    def test_where_the_past_is_cut_off_nobody_knows_whether_it_was(self, tmp_path: Path) -> None:
        make_past(tmp_path / "main", ("2026-01-02", {ONE: item()}), ("2026-01-03", {ONE: None}))
        make_repository(tmp_path / "main", ("2026-01-04", {"work/history/old.jsonl": GOOD}))
        git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}/main", "clone")
        assert found(tmp_path / "clone") == found(tmp_path / "main") == []

    def test_a_file_that_cannot_be_read_is_still_an_item(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path, {**BASE, ONE: "status: [\n", "work/history/old.jsonl": GOOD})
        assert found(folder) == []

    def test_files_of_another_name_are_strays(self, tmp_path: Path) -> None:
        files = {"work/history/old.json": GOOD, "work/history/README.md": "# From the other tracker\n"}
        folder = write_files(tmp_path, {**BASE, **files})
        assert found(folder) == [("WS017", 1, "no collection reads this file")]

    def test_a_field_that_nobody_may_see_is_no_mistake(self, tmp_path: Path) -> None:
        hidden = SETTINGS.replace("audience: internal", "audience: internal, without: [estimate]")
        line = GOOD.replace('"status"', '"estimate"')
        files = {"work/worksystem.yml": hidden, ONE: item(), "work/history/old.jsonl": line}
        assert found(write_files(tmp_path, {**BASE, **files})) == []

    def test_a_state_before_a_migration_and_an_event_under_a_former_id_are_right(self, tmp_path: Path) -> None:
        flow = BASE["work/workflows/flow.yml"] + "version: 2\n        migrations: {1: {open: ready}}\n"
        lines = [GOOD.replace('"ready"', '"open"'), GOOD.replace('"ready"', '"shut"').replace("OPS-1", "OLD-1")]
        files = {ONE: item(former_ids="[OLD-1]"), "work/history/old.jsonl": "\n".join(lines)}
        said = '"shut" is no state of workflow "flow", and its migrations know none of that name'
        assert found(write_files(tmp_path, {**BASE, "work/workflows/flow.yml": flow, **files})) == [("WS122", 2, said)]

    def test_one_event_goes_on_from_the_one_before_it_in_whatever_file(self, tmp_path: Path) -> None:
        first = GOOD.replace("12-01", "11-01").replace('"new": "ready"', '"new": "doing"')
        mended = GOOD.replace('"old": null', '"old": "doing"')
        silent = GOOD.replace('"old": null, ', "").replace("12-01", "12-02")
        wrong = GOOD.replace('"old": null, "new": "ready"', '"old": "doing", "new": "done"').replace("12-01", "12-03")
        files = {
            ONE: item("done"),
            "work/history/a.jsonl": f"{wrong}\n{mended}\n{silent}\n",
            "work/history/b.jsonl": first,
        }
        said = 'status of OPS-1 goes on from "doing", but the event before it left "ready"'
        assert found(write_files(tmp_path, {**BASE, **files})) == [("WS230", 1, said)]
