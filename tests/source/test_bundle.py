"""Repositories in one file: unpacked once, read like any other, and told apart from what only looks like one."""

from pathlib import Path

import pytest

from tests.repositories import commit, git, make_repository
from worksystem.errors import GitError
from worksystem.source.bundle import is_bundle, open_bundle
from worksystem.source.cache import Cache

A = "items/A.yml"
OFF = Cache(None)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return make_repository(tmp_path / "main", ("2026-01-01", {A: "one\n"}), ("2026-01-02", {A: "two\n"}))


def bundle(repository: Path, *revisions: str, name: str = "history.bundle") -> Path:
    path = repository.parent / name
    git(repository, "bundle", "create", "--quiet", str(path), *(revisions or ("--all", "HEAD")))
    return path


def days(path: Path, cache: Cache = OFF) -> list[str]:
    return [each.at[:10] for each in open_bundle(path, cache).log("HEAD", ["items"])]


def test_its_commits_are_read(repository: Path) -> None:
    assert days(bundle(repository)) == ["2026-01-01", "2026-01-02"]


def test_it_is_unpacked_once_and_again_when_it_changes(repository: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    path = bundle(repository)
    first = open_bundle(path, cache).folder
    assert open_bundle(path, cache).folder == first
    commit(repository, {A: "three\n"}, "2026-01-03")
    assert days(bundle(repository), cache) == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert not first.exists()


def test_a_folder_left_half_unpacked_is_not_taken_for_one(repository: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    path = bundle(repository)
    folder = open_bundle(path, cache).folder
    (folder / "HEAD").unlink()
    assert days(path, cache) == ["2026-01-01", "2026-01-02"]


def test_one_that_names_no_head_is_read_along_its_only_branch(repository: Path) -> None:
    git(repository, "branch", "--move", "trunk")
    assert days(bundle(repository, "trunk")) == ["2026-01-01", "2026-01-02"]


def test_one_that_names_no_head_and_several_branches_cannot_be_read(repository: Path) -> None:
    git(repository, "branch", "--move", "trunk")
    git(repository, "branch", "other")
    with pytest.raises(GitError) as raised:
        open_bundle(bundle(repository, "trunk", "other"), OFF)
    assert raised.value.why == "it does not say which of its branches counts"


def test_one_that_builds_on_another_repository_cannot_be_read(repository: Path) -> None:
    path = bundle(repository, "main~1..main")
    with pytest.raises(GitError) as raised:
        open_bundle(path, OFF)
    assert raised.value.why == "it lacks commits that it builds on"
    assert raised.value.help == "make it anew: git bundle create FILE HEAD --all"


def test_one_that_is_cut_short_cannot_be_read(repository: Path) -> None:
    path = bundle(repository)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(GitError) as raised:
        open_bundle(path, OFF)
    assert raised.value.help == "make it anew: git bundle create FILE HEAD --all"


@pytest.mark.parametrize("content", [b"", b"# v2 git", b"# v9 git bundle\n", b"\xff\xfe", b"text\n"])
def test_other_files_are_no_bundles(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "history.bundle"
    path.write_bytes(content)
    assert not is_bundle(path)


def test_neither_is_a_folder_or_nothing(tmp_path: Path) -> None:
    assert not is_bundle(tmp_path)
    assert not is_bundle(tmp_path / "nothing")
