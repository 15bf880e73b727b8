"""The past of real repositories: from commits to events, whatever lies in them and around them."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.load.pasts import BASE, TODAY, changes, item, make_past, notes, read, stream
from tests.repositories import commit, git, make_repository, merge
from tests.systems import SETTINGS, write_files
from worksystem.load import load
from worksystem.load.history import load_history
from worksystem.load.stream import tell
from worksystem.source.git import Git

ONE, TWO = "work/items/OPS-1.yml", "work/items/OPS-2.yml"
STATUS = "status"


def settings(*lines: str) -> str:
    return SETTINGS + "".join(f"{line}\n" for line in lines)


class TestItems:
    def test_every_tracked_field_of_an_item_has_its_events(self, tmp_path: Path) -> None:
        make_past(
            tmp_path,
            ("2026-01-02", {ONE: item(owner="ada", estimate="3d")}),
            ("2026-01-03", {ONE: item("doing", owner="ada", estimate="5d", title="Another title")}),
            ("2026-01-04", {ONE: item("done", priority="{value: 8, urgency: 5}", blocked="{reason: bank}")}),
        )
        assert (
            changes(read(tmp_path))
            == changes(stream(tmp_path))
            == [
                ("01-02", "OPS-1", "path", None, ONE),
                ("01-02", "OPS-1", "status", None, "ready"),
                ("01-02", "OPS-1", "owner", None, "ada"),
                ("01-02", "OPS-1", "estimate", None, "3d"),
                ("01-03", "OPS-1", "status", "ready", "doing"),
                ("01-03", "OPS-1", "estimate", "3d", "5d"),
                ("01-04", "OPS-1", "status", "doing", "done"),
                ("01-04", "OPS-1", "owner", "ada", None),
                ("01-04", "OPS-1", "estimate", "5d", None),
                ("01-04", "OPS-1", "priority", None, {"value": 8, "urgency": 5}),
                ("01-04", "OPS-1", "blocked", None, {"reason": "bank"}),
            ]
        )

    def test_an_event_knows_its_commit_its_path_and_its_states(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item()}))
        id = commit(tmp_path, {ONE: item("doing")}, "2026-01-03T23:30:00+05:45")
        event = stream(tmp_path).events[-1]
        assert (event.commit, event.path, event.at) == (id, ONE, "2026-01-03T23:30:00+05:45")
        assert (event.old_state, event.new_state) == ("ready", "doing")

    def test_an_item_moves_to_the_archive_and_back(self, tmp_path: Path) -> None:
        archived = "work/items/archive/OPS-1.yml"
        make_past(
            tmp_path,
            ("2026-01-02", {ONE: item()}),
            ("2026-01-03", {ONE: None, archived: item("done")}),
            ("2026-01-04", {archived: None, ONE: item("doing")}),
        )
        history = read(tmp_path)
        assert [each[3:] for each in changes(history, "path")] == [(None, ONE), (ONE, archived), (archived, ONE)]
        assert list(history.lives) == ["OPS-1"]

    def test_a_renamed_item_keeps_its_past_under_its_new_id(self, tmp_path: Path) -> None:
        make_past(
            tmp_path,
            ("2026-01-02", {ONE: item(description="long enough to be known again")}),
            ("2026-01-03", {ONE: None, TWO: item(description="long enough to be known again", former_ids="[OPS-1]")}),
        )
        assert changes(read(tmp_path), "path") == [
            ("01-02", "OPS-2", "path", None, ONE),
            ("01-03", "OPS-2", "path", ONE, TWO),
        ]

    def test_markdown_and_yaml_of_the_same_text_are_read_each_in_its_way(self, tmp_path: Path) -> None:
        front = f"---\n{item()}---\nProse: not: YAML\n"
        page = "work/items/OPS-1.md"
        make_past(tmp_path, ("2026-01-02", {page: front}), ("2026-01-03", {page: front.replace("ready", "doing")}))
        assert [each[4] for each in changes(read(tmp_path), STATUS)] == ["ready", "doing"]
        moved = commit(tmp_path, {page: None, ONE: front.replace("ready", "doing")}, "2026-01-04")
        (bad,) = read(tmp_path).coverage.unreadable
        assert (bad.commit, bad.path) == (moved, ONE)

    def test_two_files_of_one_id_stay_two(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item(), "work/items/sub/OPS-1.yml": item("doing")}))
        history = read(tmp_path)
        assert [(key, life.path) for key, life in history.lives.items()] == [
            ("OPS-1", ONE),
            ("OPS-1~2", "work/items/sub/OPS-1.yml"),
        ]
        assert history.coverage.twice == ("OPS-1",)

    def test_readmes_and_other_files_are_no_items(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {"work/items/README.md": "# Items\n", "work/items/a.txt": "x\n"}))
        assert stream(tmp_path).threads == ()

    def test_odd_names_are_names(self, tmp_path: Path) -> None:
        names = ("work/items/a b/OPS-1.yml", "work/items/línea/OPS-2.yml", "work/items/new\nline/OPS-3.yml")
        make_past(tmp_path, ("2026-01-02", dict.fromkeys(names, item())))
        assert {thread.item: thread.path for thread in stream(tmp_path).threads} == dict(
            zip(("OPS-1", "OPS-2", "OPS-3"), names, strict=True)
        )

    def test_born_done_is_said_of_what_was_first_seen_done(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item("done"), TWO: item()}))
        assert read(tmp_path).coverage.born_done == ("OPS-1",)

    def test_what_lies_in_no_commit_is_said(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item()}))
        write_files(tmp_path, {**BASE, ONE: item("doing"), TWO: item()})
        assert read(tmp_path).coverage.uncommitted == ("OPS-1", "OPS-2")


class TestValues:
    def test_they_are_as_they_are_written(self, tmp_path: Path) -> None:
        kind = BASE["work/types/task.yml"] + (
            "fields:\n"
            "  score: {type: number, tracked: yes}\n"
            "  ready_on: {type: date, tracked: yes}\n"
            "  safe: {type: boolean, tracked: yes}\n"
            "  stages: {type: list, of: text, tracked: yes}\n"
        )
        written = item('"ready"', score="3.10", ready_on="2026-02-01", safe="yes", stages="[alpha, 2]")
        make_past(tmp_path, ("2026-01-02", {"work/types/task.yml": kind, ONE: written}))
        commit(tmp_path, {ONE: written.replace('"ready"', "ready").replace("yes", "true")}, "2026-01-03")
        assert changes(read(tmp_path), "status", "score", "ready_on", "safe", "stages") == [
            ("01-02", "OPS-1", "status", None, "ready"),
            ("01-02", "OPS-1", "score", None, "3.10"),
            ("01-02", "OPS-1", "ready_on", None, "2026-02-01"),
            ("01-02", "OPS-1", "safe", None, "yes"),
            ("01-02", "OPS-1", "stages", None, ["alpha", 2]),
            ("01-03", "OPS-1", "safe", "yes", "true"),
        ]

    def test_empty_is_absent(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item(owner="", goal='""', blocked="{}")}))
        assert [each[2] for each in changes(stream(tmp_path))] == ["path", "status"]

    def test_a_field_of_one_type_is_tracked_for_that_type(self, tmp_path: Path) -> None:
        kind = BASE["work/types/task.yml"] + "fields:\n  risk: {type: text, tracked: yes}\n"
        other = "name: Idea\nmanages: continuous\nworkflow: flow\nfields:\n  risk: {type: text}\n"
        make_past(
            tmp_path,
            (
                "2026-01-02",
                {
                    "work/types/task.yml": kind,
                    "work/types/idea.yml": other,
                    ONE: item(risk="low"),
                    TWO: item(risk="low", type="idea"),
                },
            ),
        )
        assert changes(stream(tmp_path), "risk") == [("01-02", "OPS-1", "risk", None, "low")]

    def test_of_what_nobody_may_see_there_is_no_past(self, tmp_path: Path) -> None:
        line = '{"item": "OPS-1", "field": "estimate", "old": null, "new": "1d", "at": "2025-01-01T00:00:00+00:00"}\n'
        make_past(tmp_path, ("2026-01-02", {ONE: item(estimate="3d"), "work/history/old.jsonl": line}))
        assert len(changes(stream(tmp_path), "estimate")) == 2
        first = git(tmp_path, "rev-parse", "HEAD")
        hidden = SETTINGS.replace("audience: internal", "audience: internal, without: [estimate]")
        commit(tmp_path, {"work/worksystem.yml": hidden}, "2026-01-03")
        assert changes(stream(tmp_path), "estimate") == []
        assert changes(stream(tmp_path, at=first), "estimate") == []
        assert changes(read(tmp_path), "estimate") == changes(read(tmp_path, at=first), "estimate") == []

    def test_a_state_that_a_workflow_has_no_more_keeps_its_meaning(self, tmp_path: Path) -> None:
        former = BASE["work/workflows/flow.yml"].replace("doing", "coding")
        make_past(tmp_path, ("2026-01-02", {"work/workflows/flow.yml": former, ONE: item("coding")}))
        commit(tmp_path, {"work/workflows/flow.yml": BASE["work/workflows/flow.yml"], ONE: item("doing")}, "2026-01-05")
        history = read(tmp_path)
        assert [(s.state, s.category) for s in history.lives["OPS-1"].spells] == [
            ("coding", "active"),
            ("doing", "active"),
        ]
        assert [e.old_state for e in stream(tmp_path).events][-1] == "coding"
        versions = history.workflows["flow"]
        assert [sorted(version.states) for version in versions] == [
            ["doing", "done", "ready"],
            ["coding", "done", "ready"],
            ["doing", "done", "ready"],
        ]

    def test_a_word_that_is_no_state_has_none(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item("stuck")}), ("2026-01-03", {ONE: item("doing")}))
        moved = [each for each in stream(tmp_path).events if each.field == STATUS]
        assert [(each.old, each.old_state, each.new_state) for each in moved] == [
            (None, None, None),
            ("stuck", None, "doing"),
        ]


BROKEN = {
    "broken": (b"status: [doing\n", 'the "[" that opens here is not closed by "]"'),
    "two": (b"status: doing\n---\nstatus: done\n", "the file holds a second document"),
    "conflict": (b"<<<<<<< ours\nstatus: doing\n=======\nstatus: done\n>>>>>>> theirs\n", "conflict"),
    "bytes": (b"status: doing\nowner: \xff\xfe\n", "the file is not UTF-8 text"),
    "list": (b"- doing\n", "the file is not written as fields with values"),
    "empty": (b"", "the file is not written as fields with values"),
    "large": (b"status: doing\n#" + b"x" * 4_000_000 + b"\n", "the file is larger than 4 MB"),
}


class TestUnreadable:
    @pytest.mark.parametrize("name", BROKEN)
    def test_a_version_that_cannot_be_read_changes_nothing_and_is_counted(self, tmp_path: Path, name: str) -> None:
        data, why = BROKEN[name]
        make_past(tmp_path, ("2026-01-02", {ONE: item()}))
        (tmp_path / ONE).write_bytes(data)
        bad = commit(tmp_path, {}, "2026-01-03")
        commit(tmp_path, {ONE: item("done")}, "2026-01-04")
        for _ in ("anew", "kept"):
            history = read(tmp_path)
            assert [each[0] for each in changes(history, STATUS)] == ["01-02", "01-04"]
            (found,) = history.coverage.unreadable
            assert (found.path, found.commit) == (ONE, bad)
            assert why in found.why
        assert notes(tmp_path) == ("one version of a file cannot be read; what was known before counts on",)

    def test_a_symbolic_link_is_no_version(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item(), TWO: item("done")}))
        (tmp_path / ONE).unlink()
        (tmp_path / ONE).symlink_to("OPS-2.yml")
        commit(tmp_path, {}, "2026-01-03")
        (found,) = stream(tmp_path).unreadable
        assert (found.path, found.why) == (ONE, "it is a symbolic link, or no file at all")
        assert [each[0] for each in changes(stream(tmp_path), STATUS)] == ["01-02", "01-02"]


class TestLanding:
    def test_a_change_on_a_branch_lands_with_the_merge(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item()}))
        inside = [("2026-01-03", {ONE: item("doing")}), ("2026-01-05", {ONE: item("done")})]
        merge(tmp_path, "branch", inside, "2026-01-09")
        assert changes(read(tmp_path), STATUS)[1:] == [("01-09", "OPS-1", STATUS, "ready", "done")]
        assert read(tmp_path).coverage.landing_lag == 2.0  # none of the first, four of the second
        assert stream(tmp_path).events[-1].commit == git(tmp_path, "rev-parse", "HEAD")

    def test_the_lag_is_the_median_from_writing_to_landing(self, tmp_path: Path) -> None:
        make_past(tmp_path)
        merge(tmp_path, "one", [("2026-01-03", {ONE: item()})], "2026-01-07")
        merge(tmp_path, "two", [("2026-01-03", {TWO: item()})], "2026-01-05")
        assert read(tmp_path).coverage.landing_lag == 3.0

    def test_a_squashed_branch_is_one_change(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-01-02", {ONE: item()}))
        inside = [("2026-01-03", {ONE: item("doing")}), ("2026-01-05", {ONE: item("done")})]
        merge(tmp_path, "branch", inside, "2026-01-09", squash=True)
        assert changes(read(tmp_path), STATUS)[1:] == [("01-09", "OPS-1", STATUS, "ready", "done")]

    def test_a_clock_that_went_wrong_never_makes_time_run_backwards(self, tmp_path: Path) -> None:
        make_past(tmp_path, ("2026-02-05", {ONE: item()}), ("2026-02-02", {ONE: item("doing")}))
        events = [each for each in stream(tmp_path).events if each.field == STATUS]
        assert [each.at[:10] for each in events] == ["2026-02-05", "2026-02-02"]
        assert [each.when.isoformat()[:10] for each in events] == ["2026-02-05", "2026-02-05"]
        first, second = read(tmp_path).lives["OPS-1"].spells
        assert (first.start == first.end == second.start, second.end) == (True, None)

    def test_days_are_those_of_the_calendars_zone(self, tmp_path: Path) -> None:
        make_past(
            tmp_path,
            (
                "2026-01-02T23:30:00+00:00",
                {"work/worksystem.yml": settings("calendar: {timezone: Asia/Tokyo}"), ONE: item()},
            ),
        )
        history = read(tmp_path)
        assert history.day(history.events[0].when).isoformat() == "2026-01-03"

    def test_a_commit_that_moves_many_is_reported_apart(self, tmp_path: Path) -> None:
        names = [f"work/items/OPS-{number}.yml" for number in range(4)]
        make_past(
            tmp_path,
            ("2026-01-02", {"work/worksystem.yml": settings("history: {bulk: 3}"), **dict.fromkeys(names, item())}),
            ("2026-01-03", {name: item("doing") for name in names[:2]}),
        )
        bulk = commit(tmp_path, dict.fromkeys(names[:3], item("done")), "2026-01-04")
        history = read(tmp_path)
        assert [(each.commit, each.items) for each in history.coverage.bulk] == [(bulk, 3)]
        assert {each.commit for each in history.events if each.bulk} == {bulk}

    def test_git_counts_from_the_day_that_the_settings_name(self, tmp_path: Path) -> None:
        make_past(
            tmp_path,
            ("2026-01-02", {ONE: item()}),
            ("2026-01-10", {ONE: item("doing")}),
            ("2026-01-20", {"work/worksystem.yml": settings("history: {since: 2026-01-15}"), ONE: item("done")}),
        )
        assert changes(read(tmp_path), STATUS) == [
            ("01-10", "OPS-1", STATUS, None, "doing"),
            ("01-20", "OPS-1", STATUS, "doing", "done"),
        ]


class TestTimeTravel:
    def test_the_past_ends_where_it_is_asked_to(self, tmp_path: Path) -> None:
        make_past(
            tmp_path,
            ("2026-01-02", {ONE: item()}),
            ("2026-01-03", {ONE: item("doing")}),
            ("2026-01-05", {ONE: item("done")}),
        )
        for history in (read(tmp_path, at="HEAD~1"), read(tmp_path, at="2026-01-04")):
            assert [each[4] for each in changes(history, STATUS)] == ["ready", "doing"]
        assert [each[4] for each in changes(stream(tmp_path, at="HEAD~2"), STATUS)] == ["ready"]
        assert [each[4] for each in changes(read(tmp_path), STATUS)] == ["ready", "doing", "done"]


class TestSurroundings:
    def test_a_shallow_clone_says_what_it_does_not_know(self, tmp_path: Path) -> None:
        make_past(tmp_path / "main", *((f"2026-01-0{day}", {ONE: item(f"s{day}")}) for day in (2, 3, 4)))
        git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{tmp_path}/main", "clone")
        clone = tmp_path / "clone"
        history = read(clone)
        assert [each[0] for each in changes(history, STATUS)] == ["01-03", "01-04"]
        assert (history.coverage.shallow, history.lives["OPS-1"].is_cut) == (True, True)
        assert history.coverage.cut == ("OPS-1",)
        said = "the clone is shallow, so what came before its first commit is not known; fetch it in full: git fetch"
        assert notes(clone) == (f"{said} --unshallow",)
        git(clone, "fetch", "--quiet", "--unshallow")
        history = read(clone)
        assert [each[0] for each in changes(history, STATUS)] == ["01-02", "01-03", "01-04"]
        assert (history.coverage.shallow, history.coverage.rewritten, notes(clone)) == (False, False, ())

    def test_without_git_there_is_no_past_but_what_was_brought(self, tmp_path: Path) -> None:
        line = '{"item": "OPS-1", "field": "status", "old": null, "new": "ready", "at": "2025-01-01T00:00:00+00:00"}\n'
        folder = write_files(tmp_path / "plain", {**BASE, ONE: item(), "work/history/old.jsonl": line})
        assert changes(read(folder)) == [("01-01", "OPS-1", "status", None, "ready")]
        assert notes(folder) == (
            "there is no git repository here, so nothing is known of the past; run git init, and commit work/",
        )

    def test_before_the_first_commit_the_past_is_yet_to_begin(self, tmp_path: Path) -> None:
        folder = write_files(tmp_path / "new", {**BASE, ONE: item()})
        git(folder, "init", "--quiet")
        assert read(folder).events == ()
        assert notes(folder) == ("the repository of new has no commit yet; its past begins with the first",)

    def test_without_the_git_command_it_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = make_past(tmp_path / "here", ("2026-01-02", {ONE: item()}))
        monkeypatch.setenv("PATH", str(tmp_path))
        assert read(folder).events == ()
        assert notes(folder) == ("cannot read the history of here: git is not installed; install git 2.31 or newer",)

    def test_a_repository_of_another_user_is_not_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = make_past(tmp_path / "theirs", ("2026-01-02", {ONE: item()}))
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        (said,) = notes(folder)
        assert said.startswith(
            "cannot read the history of theirs: it belongs to another user, so git does not open it; "
        )

    def test_a_working_tree_a_detached_head_and_a_folder_below_are_read(self, tmp_path: Path) -> None:
        main = make_past(tmp_path / "main", ("2026-01-02", {ONE: item()}))
        expected = changes(stream(main))
        git(main, "worktree", "add", "--quiet", "--detach", "../tree")
        assert changes(stream(tmp_path / "tree")) == expected
        below = make_repository(
            tmp_path / "mono", ("2026-01-01", {f"team/{path}": text for path, text in {**BASE, ONE: item()}.items()})
        )
        assert changes(stream(below / "team"), "path") == [("01-01", "OPS-1", "path", None, f"team/{ONE}")]

    def test_a_hook_of_another_repository_does_not_mislead(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        main = make_past(tmp_path / "main", ("2026-01-02", {ONE: item()}))
        make_past(tmp_path / "other", ("2026-01-02", {TWO: item()}))
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other" / ".git" / "index"))
        assert [thread.item for thread in stream(main).threads] == ["OPS-1"]


class TestKept:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return make_past(tmp_path / "main", ("2026-01-02", {ONE: item()}), ("2026-01-03", {ONE: item("doing")}))

    @pytest.fixture
    def blobs(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The objects whose content git was asked for."""
        asked: list[str] = []
        whole = Git.read_blobs

        def count(self: Git, ids: list[str]) -> object:
            asked.extend(ids)
            return whole(self, ids)

        monkeypatch.setattr(Git, "read_blobs", count)
        return asked

    def test_a_second_run_reads_only_what_is_new(self, folder: Path, blobs: list[str]) -> None:
        first = changes(read(folder))
        blobs.clear()
        assert changes(read(folder)) == first
        assert blobs == []
        commit(folder, {ONE: item("done"), TWO: item(owner="bo")}, "2026-01-04")
        assert len(changes(read(folder), STATUS)) == 4
        assert sorted(blobs) == sorted(git(folder, "rev-parse", f"HEAD:{ONE}", f"HEAD:{TWO}").split())

    def test_the_same_comes_out_with_nothing_kept(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        once, again = stream(folder), read(folder)
        monkeypatch.setenv("WORKSYSTEM_CACHE", "off")
        assert stream(folder) == once
        assert replace(read(folder), workflows={}) == replace(again, workflows={})

    def test_what_it_rests_on_is_told_where_nothing_else_counts(self, folder: Path) -> None:
        def seen(at: str | None = None) -> dict[str, str]:
            return tell(folder, lambda past: "", at=at).seen

        assert seen()[f"{folder}/work/worksystem.yml"]
        assert seen()[f"{folder}/.git/refs/heads/main"]
        assert seen(at="HEAD~1") == {}
        git(folder, "reset", "--quiet", "--hard", "HEAD~1")
        git(folder, "reflog", "expire", "--expire=now", "--all")
        commit(folder, {ONE: item("done")}, "2026-01-04")
        assert [bool(seen()), bool(seen())] == [False, True]  # of rewriting is told once

    def test_a_rewritten_history_is_read_anew_and_said_once(self, folder: Path) -> None:
        assert notes(folder) == ()
        git(folder, "reset", "--quiet", "--hard", "HEAD~1")
        git(folder, "reflog", "expire", "--expire=now", "--all")
        commit(folder, {ONE: item("done")}, "2026-01-04")
        said = "the history was rewritten since it was last read; it was read anew"
        assert [notes(folder), notes(folder)] == [(said,), ()]
        assert [each[4] for each in changes(read(folder), STATUS)] == ["ready", "done"]

    def test_another_branch_is_no_rewriting(self, folder: Path) -> None:
        assert notes(folder) == ()
        git(folder, "switch", "--quiet", "--create", "other", "HEAD~1")
        commit(folder, {ONE: item("done")}, "2026-01-04")
        assert notes(folder) == ()
        assert [each[4] for each in changes(read(folder), STATUS)] == ["ready", "done"]
        git(folder, "switch", "--quiet", "main")
        assert [each[4] for each in changes(read(folder), STATUS)] == ["ready", "doing"]
        assert notes(folder) == ()

    @pytest.mark.parametrize("value", ["17", "[[1]]", '[["a"]]', '{"head": 1, "commits": [[]]}', "null"])
    def test_what_is_not_of_our_form_is_made_anew(self, folder: Path, value: str) -> None:
        expected = stream(folder)
        kept = folder / ".git" / "worksystem" / "cache.sqlite"
        with sqlite3.connect(kept) as file:
            file.execute("UPDATE kept SET value = ? WHERE room != 'told'", (value,))
            file.execute("DELETE FROM kept WHERE room = 'told'")
        file.close()
        assert stream(folder) == expected

    def test_after_a_commit_only_its_versions_are_read(self, folder: Path) -> None:
        paths = [f"work/items/OPS-{number}.yml" for number in range(100, 400)]  # more than there are shelves
        commit(folder, {path: item(title=f"Task in {path}") for path in paths}, "2026-01-04")
        said: list[str] = []
        for index, expected in enumerate(("302", "1", "1")):
            load_history(load(folder, as_of=TODAY), progress=said.append)
            assert said[index:] == [f"reading {expected} versions of files"]
            commit(folder, {paths[0]: item("doing", title=f"Change {index}")}, f"2026-01-{5 + index:02}")
        assert len(changes(read(folder), "path")) == 301

    def test_a_copy_of_the_whole_folder_has_its_own(self, folder: Path, tmp_path: Path) -> None:
        read(folder)
        shutil.copytree(folder, tmp_path / "copy")
        commit(tmp_path / "copy", {ONE: item("done")}, "2026-01-04")
        assert [each[4] for each in changes(read(tmp_path / "copy"), STATUS)] == ["ready", "doing", "done"]
        assert [each[4] for each in changes(read(folder), STATUS)] == ["ready", "doing"]

    def test_an_object_that_was_missing_is_read_once_it_is_there(self, folder: Path) -> None:
        id = git(folder, "rev-parse", f"HEAD:{ONE}")
        file = folder / ".git" / "objects" / id[:2] / id[2:]
        aside = file.rename(folder / "aside")
        (bad,) = stream(folder).unreadable
        assert bad.why == "its content is not in the repository"
        aside.rename(file)
        commit(folder, {TWO: item()}, "2026-01-05")
        assert stream(folder).unreadable == ()


def test_versions_that_are_there_as_files_are_read_once_and_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSYSTEM_CACHE", "off")
    paths = {n: f"work/items/OPS-{n}.{'md' if n % 3 else 'yml'}" for n in range(1, 701)}

    def text(number: int, status: str) -> str:
        fields = item(status, title=f"Task {number}")
        return f"---\n{fields}---\nWhat is to be done\n" if number % 3 else fields

    folder = make_past(
        tmp_path,
        ("2026-02-01", {path: text(number, "ready") for number, path in paths.items()}),
        ("2026-03-01", {paths[number]: text(number, "doing") for number in range(1, 701, 50)}),
    )
    (folder / paths[1]).write_text(text(1, "done"), encoding="utf-8")  # and never committed
    asked: list[str] = []
    real = Git.read_blobs

    def spy(git: Git, ids: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        asked.extend(ids)
        return real(git, ids)

    monkeypatch.setattr(Git, "read_blobs", spy)
    found = changes(read(folder), "status")
    assert len(asked) == 16  # the workflow, what fourteen items were once, and what one is in HEAD
    assert found == changes(stream(folder), "status")
    assert len(found) == 714
    assert ("03-01", "OPS-1", "status", "ready", "doing") in found
