"""The files as they were: which revision is meant, what is copied, and what git does not know."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.repositories import commit, git
from worksystem.errors import RevisionError
from worksystem.source.snapshot import Snapshot, open_snapshot

ITEM = "work/items/OPS-1.yml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Three commits: noon of 1 March, late on 2 March, noon of 5 March; the last one takes a file out."""
    folder = tmp_path / "repository"
    commit(folder, {ITEM: "title: One\n", "notes.txt": "one\n"}, "2026-03-01")
    git(folder, "tag", "v1")
    commit(folder, {ITEM: "title: Two\n", "work/items/OPS-2.yml": "title: New\n"}, "2026-03-02T23:30:00+00:00")
    commit(folder, {ITEM: None}, "2026-03-05")
    return folder


def read(snapshot: Snapshot, folder: str = "work") -> dict[str, str]:
    root = snapshot.find(folder)
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != "worksystem.yml"
    }


def titles(snapshot: Snapshot) -> list[str]:
    return [text.removeprefix("title: ").strip() for text in read(snapshot).values()]


def refused(folder: Path, revision: str) -> RevisionError:
    with pytest.raises(RevisionError) as raised:
        open_snapshot(folder, revision)
    return raised.value


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        ("v1", ["One"]),
        ("HEAD~2", ["One"]),
        ("HEAD~1", ["Two", "New"]),
        ("main", ["New"]),
        ("2026-03-01", ["One"]),
        ("2026-03-02", ["Two", "New"]),
        ("2026-03-04", ["Two", "New"]),
        ("2026-03-05", ["New"]),
        ("2999-12-31", ["New"]),
    ],
)
def test_a_revision_is_what_git_names_or_a_day(repository: Path, revision: str, expected: Sequence[str]) -> None:
    assert titles(open_snapshot(repository, revision)) == expected


def test_a_day_ends_where_the_calendar_says(repository: Path) -> None:
    assert titles(open_snapshot(repository, "2026-03-02", zone=lambda: "Europe/Helsinki")) == ["One"]
    assert titles(open_snapshot(repository, "2026-03-03", zone=lambda: "Europe/Helsinki")) == ["Two", "New"]
    assert titles(open_snapshot(repository, "2026-03-02", zone=lambda: "Nowhere/At all")) == ["Two", "New"]


def test_a_day_counts_what_landed_along_the_first_parent(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "topic", "v1")
    commit(repository, {ITEM: "title: Topic\n"}, "2026-03-06")
    git(repository, "switch", "--quiet", "main")
    git(repository, "merge", "--quiet", "--strategy=ours", "--message=merge", "topic", at="2026-03-09T12:00:00+00:00")
    assert titles(open_snapshot(repository, "2026-03-07")) == ["New"]


def test_the_day_is_the_one_asked_for_or_that_of_the_commit(repository: Path) -> None:
    late = open_snapshot(repository, "HEAD~1")
    assert (str(late.day("UTC")), str(late.day("Europe/Helsinki"))) == ("2026-03-02", "2026-03-03")
    assert str(open_snapshot(repository, "2026-03-04").day("Europe/Helsinki")) == "2026-03-04"


def test_what_is_not_committed_is_not_part_of_it(repository: Path) -> None:
    (repository / "work/items/OPS-3.yml").write_text("title: Draft\n", encoding="utf-8")
    assert titles(open_snapshot(repository, "HEAD")) == ["New"]


def test_only_the_folder_asked_for_is_copied_and_shown_as_where_it_came_from(repository: Path) -> None:
    snapshot = open_snapshot(repository, "v1")
    work = snapshot.find("work")
    assert sorted(path.name for path in work.parent.iterdir()) == ["work"]
    assert snapshot.shown(work / "items" / "OPS-1.yml") == ITEM
    assert snapshot.locate(ITEM).read_text(encoding="utf-8") == "title: One\n"
    assert read(snapshot, ".")["notes.txt"] == "one\n"


def test_whether_there_was_a_file_is_answered_without_copying_it(repository: Path) -> None:
    snapshot = open_snapshot(repository, "HEAD")
    asked = ("notes.txt", "work/items", ".", ITEM, "nowhere", "../elsewhere")
    assert [snapshot.holds(path) for path in asked] == [True, True, True, False, False, False]


def test_a_folder_that_was_not_there_is_not_there(repository: Path) -> None:
    (repository / "later").mkdir()
    snapshot = open_snapshot(repository, "HEAD")
    assert not snapshot.find("later").exists()
    assert snapshot.shown(snapshot.find("later")) == "later"
    assert snapshot.outside == ()


def test_a_folder_outside_the_repository_is_read_where_it_lies(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    snapshot = open_snapshot(repository, "HEAD")
    assert snapshot.find("../shared") == tmp_path / "shared"
    assert (snapshot.shown(tmp_path / "shared"), snapshot.outside) == ("../shared", ("../shared",))


def test_a_folder_below_the_repository_is_found_from_there(tmp_path: Path) -> None:
    commit(tmp_path, {"a/b/work/x.yml": "x: 1\n", "data/y.yml": "y: 1\n"}, "2026-03-01")
    snapshot = open_snapshot(tmp_path / "a" / "b", "HEAD")
    shutil.rmtree(tmp_path / "data")
    assert read(snapshot, "work") == {"x.yml": "x: 1\n"}
    assert read(snapshot, "../../data") == {"y.yml": "y: 1\n"}
    assert snapshot.shown(snapshot.find("../../data")) == "data"


def test_links_are_kept_as_links_and_nothing_is_written_through_them(tmp_path: Path) -> None:
    target = tmp_path / "outside"
    target.mkdir()
    repository = tmp_path / "repository"
    (repository / "work").mkdir(parents=True)
    (repository / "work" / "way").symlink_to(target)
    commit(repository, {"work/a.yml": "a: 1\n"}, "2026-03-01")
    snapshot = open_snapshot(repository, "HEAD")
    work = snapshot.find("work")
    assert (work / "way").is_symlink()
    assert list(target.iterdir()) == []


def test_a_tree_with_a_name_that_leads_out_is_refused(repository: Path, tmp_path: Path) -> None:
    blob = git(repository, "hash-object", "-w", "--stdin", input="pwned\n")
    inner = git(repository, "mktree", input=f"100644 blob {blob}\tevil\n")
    raw = tmp_path / "tree"
    raw.write_bytes(b"40000 ..\0" + bytes.fromhex(inner))
    above = git(repository, "hash-object", "-w", "-t", "tree", "--literally", str(raw))
    top = git(repository, "mktree", input=f"040000 tree {above}\twork\n")
    revision = git(repository, "commit-tree", "-m", "evil", top)
    snapshot = open_snapshot(repository, revision)
    with pytest.raises(RevisionError, match="git says"):
        snapshot.find("work")
    assert not list(tmp_path.rglob("evil"))


def test_hooks_and_the_index_of_the_clone_are_left_alone(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = repository / ".git" / "hooks" / "post-index-change"
    hook.write_text(f"#!/bin/sh\ntouch {repository}/ran\n", encoding="utf-8")
    hook.chmod(0o755)
    before = (repository / ".git" / "index").read_bytes()
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert titles(open_snapshot(repository, "v1")) == ["One"]
    assert (repository / ".git" / "index").read_bytes() == before
    assert not (repository / "ran").exists()


def test_the_copy_goes_when_nobody_needs_it(repository: Path) -> None:
    snapshot = open_snapshot(repository, "v1")
    copy = snapshot.find("work")
    assert copy.is_dir()
    del snapshot
    assert not copy.parent.exists()


@pytest.mark.parametrize("revision", ["v2", "", "HEAD~9", "HEAD:work", "v1..main", "-x", "--all", "2026-02-30", "\0"])
def test_what_git_does_not_know_is_said(repository: Path, revision: str) -> None:
    error = refused(repository, revision)
    assert error.message == f'cannot go back to "{revision}": git knows no commit of that name'
    assert error.help is not None
    assert "YYYY-MM-DD" in error.help


def test_a_day_before_anything_landed_is_said(repository: Path) -> None:
    for day in ("2026-02-28", "1900-01-01"):
        assert refused(repository, day).why == "nothing had landed by the end of that day"


def test_what_a_shallow_clone_lacks_is_said(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-tags", repository.as_uri(), "shallow")
    for revision in ("HEAD~1", "v1", "2026-03-01"):
        error = refused(tmp_path / "shallow", revision)
        assert (error.why, error.help) == (
            "the clone is shallow and does not hold it",
            "fetch it in full: git fetch --unshallow --tags",
        )
    assert titles(open_snapshot(tmp_path / "shallow", "HEAD")) == ["New"]


def test_where_a_branch_pointed_before_the_clone_remembers_is_not_guessed(repository: Path) -> None:
    assert "does not remember" in refused(repository, "main@{2001-01-01}").why


def test_without_a_repository_or_a_commit_there_is_no_past(tmp_path: Path) -> None:
    assert refused(tmp_path, "HEAD").why == f"{tmp_path} lies in no git repository"
    git(tmp_path, "init", "--quiet")
    assert refused(tmp_path, "2026-03-01").why == "the repository has no commit yet"


def test_without_git_there_is_no_past(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    error = refused(repository, "v1")
    assert (error.why, error.help) == (
        "git cannot be run: no such file or directory",
        "install git; without it only today's files can be read",
    )


def test_a_clone_that_is_not_whole_is_said(repository: Path) -> None:
    blob = git(repository, "rev-parse", f"v1:{ITEM}")
    os.unlink(repository / ".git" / "objects" / blob[:2] / blob[2:])
    snapshot = open_snapshot(repository, "v1")
    with pytest.raises(RevisionError, match="git says: ") as raised:
        snapshot.find("work")
    assert raised.value.help == "git fsck shows whether the clone is whole"
