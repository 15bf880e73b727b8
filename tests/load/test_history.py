"""Collections that lie elsewhere in their own shape: where their past is found, and how it is told in our words."""

from datetime import date
from pathlib import Path

import pytest

from tests.load.pasts import BASE, changes, item, make_past, notes, read, stream
from tests.repositories import Files, commit, git, make_repository
from tests.systems import SETTINGS, write_files

STATUS = "status"
HERE = """\
collections:
  - kind: item
    type: task
    root: {root}
    files: "plans/**/*.yaml"
    fields:
      id: {{from: number, as: "P-{{}}"}}
      title: name
      status: {{from: state, values: {{open: ready, busy: doing, closed: done}}}}
      owner: {{from: "people[0]", strip: "@"}}
"""


def plan(state: str, number: str = "7", **more: str) -> str:
    fields = {"name": "A plan to follow", "number": number, "state": state, **more}
    return "".join(f"{key}: {value}\n" for key, value in fields.items())


def adopting(folder: Path, root: str, history: str = "", *commits: tuple[str, Files]) -> Path:
    text = SETTINGS + HERE.format(root=root) + (f"    history: {{repository: {history}}}\n" if history else "")
    return make_repository(folder, ("2026-01-01", {**BASE, "work/worksystem.yml": text}), *commits)


MOVES = (
    ("2026-01-02", {"plans/a/seven.yaml": plan("open", people='["@ada", "@bo"]')}),
    ("2026-01-03", {"plans/a/seven.yaml": plan("busy", people='["@ada"]')}),
    ("2026-01-04", {"plans/a/seven.yaml": None, "plans/b/seven.yaml": plan("closed")}),
)
TOLD = [("01-02", None, "open"), ("01-03", "open", "busy"), ("01-04", "busy", "closed")]


def told(folder: Path) -> list[tuple[str, object, object]]:
    assert changes(stream(folder)) == changes(read(folder))
    return [(day, old, new) for day, item, _, old, new in changes(stream(folder), STATUS) if item == "P-7"]


class TestWhereItLies:
    def test_in_the_same_repository(self, tmp_path: Path) -> None:
        moved = [(day, {f"elsewhere/{path}": text for path, text in files.items()}) for day, files in MOVES]
        folder = adopting(tmp_path, "elsewhere", "", *moved)
        assert told(folder) == TOLD
        owners = [each[3:] for each in changes(stream(folder), "owner")]
        assert owners == [(None, "@ada"), ("@ada", None)]
        assert [each.value for each in stream(folder).events if each.field == "owner"] == ["ada", None]
        states = [(each.old_state, each.new_state) for each in stream(folder).events if each.field == STATUS]
        assert states == [(None, "ready"), ("ready", "doing"), ("doing", "done")]

    def test_at_the_root_of_the_same_repository(self, tmp_path: Path) -> None:
        assert told(adopting(tmp_path, ".", "", *MOVES)) == TOLD

    def test_in_another_repository(self, tmp_path: Path) -> None:
        make_repository(tmp_path / "other", *MOVES)
        assert told(adopting(tmp_path / "main", "../other")) == TOLD

    def test_in_a_folder_of_another_repository(self, tmp_path: Path) -> None:
        moved = [(day, {f"docs/{path}": text for path, text in files.items()}) for day, files in MOVES]
        make_repository(tmp_path / "other", *moved)
        assert told(adopting(tmp_path / "main", "../other/docs")) == TOLD

    def test_in_a_submodule(self, tmp_path: Path) -> None:
        make_repository(tmp_path / "other", *MOVES)
        folder = adopting(tmp_path / "main", "inner")
        git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../other", "inner")
        commit(folder, {}, "2026-01-05")
        assert told(folder) == TOLD

    @pytest.mark.parametrize("beside", [True, False])
    def test_in_a_bare_repository(self, tmp_path: Path, beside: bool) -> None:
        make_repository(tmp_path / "other", *MOVES)
        folder = adopting(tmp_path / "main", "plain", "past.git" if not beside else "../../past.git")
        (folder / "plain").mkdir()
        bare = folder / "plain" / "past.git" if not beside else tmp_path / "past.git"
        git(tmp_path, "clone", "--quiet", "--bare", "other", str(bare))
        assert told(folder) == TOLD

    def test_in_a_bundle(self, tmp_path: Path) -> None:
        other = make_repository(tmp_path / "other", *MOVES[:2])
        folder = adopting(tmp_path / "main", "../plain", "past.bundle")
        (tmp_path / "plain").mkdir()
        bundle = str(tmp_path / "plain" / "past.bundle")
        git(other, "bundle", "create", "--quiet", bundle, "--all", "HEAD")
        assert told(folder) == TOLD[:2]
        make_repository(other, MOVES[2])
        git(other, "bundle", "create", "--quiet", bundle, "--all", "HEAD")
        assert told(folder) == TOLD
        assert notes(folder) == ()

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (None, "there is no ../plain/past.bundle, so nothing is known of the past of the collection"),
            (b"not a bundle\n", "../plain/past.bundle is neither a git repository nor a bundle"),
            (b"# v2 git bundle\nnonsense\n", "cannot read the history of past.bundle: "),
        ],
    )
    def test_a_bundle_that_is_none_is_said_and_the_rest_is_read(
        self, tmp_path: Path, content: bytes | None, said: str
    ) -> None:
        folder = adopting(
            tmp_path / "main", "../plain", "past.bundle", ("2026-01-02", {"work/items/OPS-1.yml": item()})
        )
        (tmp_path / "plain").mkdir()
        if content is not None:
            (tmp_path / "plain" / "past.bundle").write_bytes(content)
        assert [thread.item for thread in stream(folder).threads] == ["OPS-1"]
        (note,) = notes(folder)
        assert note.startswith(said)

    def test_two_items_of_two_repositories_are_one_stream(self, tmp_path: Path) -> None:
        make_repository(tmp_path / "other", *MOVES)
        folder = adopting(
            tmp_path / "main", "../other", "", ("2026-01-03T13:00:00+00:00", {"work/items/OPS-1.yml": item()})
        )
        assert [each[:2] for each in changes(stream(folder), STATUS)] == [
            ("01-02", "P-7"),
            ("01-03", "P-7"),
            ("01-03", "OPS-1"),
            ("01-04", "P-7"),
        ]


class TestShape:
    def test_several_items_in_one_file_live_and_end_each_for_itself(self, tmp_path: Path) -> None:
        each = (
            HERE.format(root=".")
            .replace('"plans/**/*.yaml"', "all.yaml")
            .replace("    fields:", '    each: "plans[]"\n    fields:')
        )

        def file(*plans: tuple[str, str]) -> str:
            return "plans:\n" + "".join(f"  - {{name: Plan {n}, number: {n}, state: {state}}}\n" for n, state in plans)

        folder = make_past(
            tmp_path,
            ("2026-01-02", {"work/worksystem.yml": SETTINGS + each, "all.yaml": file(("1", "open"), ("2", "open"))}),
            ("2026-01-03", {"all.yaml": file(("2", "busy"), ("3", "open"))}),
            ("2026-01-04", {"all.yaml": file(("1", "closed"), ("3", "open"), ("2", "busy"))}),
        )
        assert changes(stream(folder), STATUS, "path") == [
            ("01-02", "P-1", "path", None, "all.yaml"),
            ("01-02", "P-1", STATUS, None, "open"),
            ("01-02", "P-2", "path", None, "all.yaml"),
            ("01-02", "P-2", STATUS, None, "open"),
            ("01-03", "P-1", "path", "all.yaml", None),
            ("01-03", "P-2", STATUS, "open", "busy"),
            ("01-03", "P-3", "path", None, "all.yaml"),
            ("01-03", "P-3", STATUS, None, "open"),
            ("01-04", "P-1", "path", None, "all.yaml"),
            ("01-04", "P-1", STATUS, "open", "closed"),
        ]
        assert sorted(read(folder).lives) == ["P-1", "P-2", "P-3"]

    def test_what_only_the_path_says_is_read_from_it(self, tmp_path: Path) -> None:
        collection = """\
            collections:
              - kind: item
                type: task
                root: tasks
                files: "**/*.yml"
                names: "{state}/{number}-{slug}.yml"
                fields:
                  id: {from: number, as: "T-{}"}
                  title: name
                  status: {from: state, values: {todo: ready, archive: done}}
            """
        text = "name: Put the chairs in order\n"
        folder = make_repository(
            tmp_path,
            (
                "2026-01-01",
                {**BASE, "work/worksystem.yml": SETTINGS + "\n".join(line[12:] for line in collection.split("\n"))},
            ),
            ("2026-01-02", {"tasks/todo/1-chairs.yml": text}),
            ("2026-01-03", {"tasks/todo/1-chairs.yml": None, "tasks/archive/1-chairs.yml": text}),
        )
        assert [
            (each.item, each.old, each.new, each.new_state) for each in stream(folder).events if each.field == STATUS
        ] == [
            ("T-1", None, "todo", "ready"),
            ("T-1", "todo", "archive", "done"),
        ]

    def test_the_second_of_two_equal_ids_is_numbered_as_in_the_work_system(self, tmp_path: Path) -> None:
        files = {"plans/b.yaml": plan("busy"), "plans/a.yaml": plan("open")}
        folder = adopting(tmp_path, ".", "", ("2026-01-02", files))
        history = read(folder)
        assert [(key, life.path, life.spells[-1].state) for key, life in history.lives.items()] == [
            ("P-7", "plans/a.yaml", "ready"),
            ("P-7~2", "plans/b.yaml", "doing"),
        ]
        assert history.coverage.uncommitted == ()

    def test_a_value_that_means_nothing_is_written_and_means_nothing(self, tmp_path: Path) -> None:
        text = SETTINGS + HERE.format(root=".").replace('strip: "@"', 'strip: "@", nothing: [TBD]')
        folder = make_past(
            tmp_path, ("2026-01-02", {"work/worksystem.yml": text, "plans/a.yaml": plan("open", people="[TBD]")})
        )
        (event,) = (each for each in stream(folder).events if each.field == "owner")
        assert (event.new, event.value) == ("TBD", None)


def test_a_working_tree_that_says_more_than_git_is_named(tmp_path: Path) -> None:
    folder = adopting(tmp_path, ".", "", ("2026-01-02", {"plans/a.yaml": plan("open")}))
    text = (folder / "work/worksystem.yml").read_text(encoding="utf-8")
    write_files(folder, {"work/worksystem.yml": text, "plans/a.yaml": plan("busy")})
    assert read(folder).coverage.uncommitted == ("P-7",)


def event(day: str, new: str, item: str = "OPS-1") -> str:
    return f'{{"item": "{item}", "field": "status", "old": null, "new": "{new}", "at": "{day}T12:00:00+00:00"}}\n'


def test_what_came_after_the_day_asked_about_is_not_counted(tmp_path: Path) -> None:
    folder = make_past(
        tmp_path,
        ("2026-01-02", {"work/items/OPS-1.yml": item()}),
        ("2026-01-04", {"work/items/OPS-1.yml": item("doing"), "work/items/OPS-2.yml": "{"}),
    )
    write_files(folder, {"work/history/old.jsonl": event("2025-12-01", "ready") + event("2026-01-05", "done")})
    then, now = read(folder, as_of=date(2026, 1, 3)).coverage, read(folder).coverage
    assert (then.commits, then.versions, then.brought, len(then.unreadable), then.uncommitted) == (1, 1, 1, 0, ())
    assert (now.commits, now.versions, now.brought, len(now.unreadable)) == (2, 3, 2, 1)
    assert now.uncommitted == ("OPS-1",)


def test_what_changes_later_is_not_called_uncommitted(tmp_path: Path) -> None:
    lines = event("2026-01-02", "ready") + event("2026-01-05", "done")
    folder = write_files(tmp_path, {**BASE, "work/items/OPS-1.yml": item("done"), "work/history/old.jsonl": lines})
    assert read(folder, as_of=date(2026, 1, 3)).coverage.uncommitted == ()
    write_files(folder, {"work/items/OPS-1.yml": item("doing")})
    assert read(folder).coverage.uncommitted == ("OPS-1",)


def test_a_commit_that_is_dated_before_an_earlier_one_is_counted_and_said(tmp_path: Path) -> None:
    folder = make_past(
        tmp_path,
        ("2026-01-05", {"work/items/OPS-1.yml": item()}),
        ("2026-01-03", {"work/items/OPS-1.yml": item("doing")}),
        ("2026-01-06", {"work/items/OPS-1.yml": item("done")}),
    )
    assert read(folder).coverage.backdated == 1
    assert notes(folder) == ("one commit is dated before one that came earlier; it counts from the later date",)
