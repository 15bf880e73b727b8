"""Whose lines of a file are, as git knows it and nobody's settings change it."""

import subprocess
from pathlib import Path

from tests.repositories import commit, git, make_repository
from worksystem.source.blame import Authored, blame, read_authors
from worksystem.source.git import Git

PATH = "items/A.yml"


def by_grace(folder: Path, text: str) -> str:
    (folder / PATH).write_text(text, encoding="utf-8")
    author = ("--author", "Grace <grace@example.org>")
    git(folder, "commit", "--quiet", "--all", "--message", "x", *author, at="2026-01-03T12:00:00+02:00")
    return git(folder, "rev-parse", "HEAD")


def test_every_line_has_the_commit_that_it_came_with_and_that_its_author(tmp_path: Path) -> None:
    first = commit(tmp_path, {PATH: "one\ntwo\n"}, "2026-01-01")
    second = by_grace(tmp_path, "one\nmore\ntwo\n")
    found = blame(Git(tmp_path), PATH)
    assert found == {1: first, 2: second, 3: first}
    assert read_authors(Git(tmp_path), found.values()) == {
        first: Authored(first, "somebody@example.org", "2026-01-01T12:00:00+00:00"),
        second: Authored(second, "grace@example.org", "2026-01-03T12:00:00+02:00"),
    }
    assert blame(Git(tmp_path), PATH, first) == {1: first, 2: first}


def test_a_line_that_is_not_committed_is_nobodys_and_so_is_an_unknown_file(tmp_path: Path) -> None:
    first = commit(tmp_path, {PATH: "one\ntwo\n"}, "2026-01-01")
    (tmp_path / PATH).write_text("one\nmine\n", encoding="utf-8")
    assert blame(Git(tmp_path), PATH) == {1: first}
    assert blame(Git(tmp_path), "items/B.yml") == {}
    assert read_authors(Git(tmp_path), []) == {}


def test_a_mailmap_and_ignored_revisions_change_nothing(tmp_path: Path) -> None:
    mailmap = "Grace <grace@example.org> <somebody@example.org>\n"
    make_repository(tmp_path, ("2026-01-01", {PATH: "one\n", ".mailmap": mailmap}))
    second = commit(tmp_path, {PATH: "two\n"}, "2026-01-02")
    (tmp_path / "ignored").write_text(f"{second}\n", encoding="utf-8")
    git(tmp_path, "config", "blame.ignoreRevsFile", "ignored")
    git(tmp_path, "config", "log.mailmap", "true")
    assert blame(Git(tmp_path), PATH) == {1: second}
    assert read_authors(Git(tmp_path), [second])[second].mail == "somebody@example.org"


def test_a_shallow_clone_blames_nobody_for_what_came_before_it(tmp_path: Path) -> None:
    make_repository(tmp_path / "full", ("2026-01-01", {PATH: "one\n"}), ("2026-01-02", {"other": "x\n"}))
    newest = commit(tmp_path / "full", {PATH: "one\ntwo\n"}, "2026-01-03")
    clone = ["git", "clone", "--quiet", "--depth=2", (tmp_path / "full").as_uri(), str(tmp_path / "part")]
    subprocess.run(clone, check=True, capture_output=True)
    assert blame(Git(tmp_path / "part"), PATH) == {2: newest}
