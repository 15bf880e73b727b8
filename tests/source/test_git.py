"""Git's past as commits and changed files: the first parent, renames, odd names, and what lies around a repository."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.repositories import commit, git, make_repository, merge
from worksystem.errors import GitError
from worksystem.source.git import Commit, Git, find_git

TEN = "".join(f"line {number}\n" for number in range(10))
A, B = "items/A.yml", "items/B.yml"


def log(folder: Path, *paths: str, revision: str = "HEAD") -> list[Commit]:
    return Git(folder).log(revision, paths or ("items",))


def told(commits: list[Commit]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Day, and the kind, old path and path of every change."""
    return [(each.at[:10], [(one.kind, one.old_path, one.path) for one in each.changes]) for each in commits]


def refused(folder: Path) -> GitError:
    with pytest.raises(GitError) as raised:
        find_git(folder)
    return raised.value


class TestLog:
    def test_files_are_added_modified_renamed_and_deleted(self, tmp_path: Path) -> None:
        make_repository(
            tmp_path,
            ("2026-01-01", {A: TEN}),
            ("2026-01-02", {A: TEN + "more\n"}),
            ("2026-01-03", {A: None, B: TEN + "more\nand more\n"}),
            ("2026-01-04", {"notes.txt": "elsewhere\n"}),
            ("2026-01-05", {B: None}),
        )
        assert told(log(tmp_path)) == [
            ("2026-01-01", [("A", "", A)]),
            ("2026-01-02", [("M", "", A)]),
            ("2026-01-03", [("R", A, B)]),
            ("2026-01-05", [("D", "", B)]),
        ]

    def test_a_new_file_that_says_half_of_an_old_one_is_no_rename(self, tmp_path: Path) -> None:
        other = "".join(f"other {number}\n" for number in range(10))
        make_repository(tmp_path, ("2026-01-01", {A: TEN}), ("2026-01-02", {A: None, B: other}))
        assert told(log(tmp_path))[1] == ("2026-01-02", [("D", "", A), ("A", "", B)])

    def test_a_copy_is_no_rename(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: TEN}), ("2026-01-02", {A: TEN + "more\n", B: TEN}))
        assert told(log(tmp_path))[1] == ("2026-01-02", [("M", "", A), ("A", "", B)])

    def test_a_branch_lands_with_its_merge(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: "one\n"}))
        inside = [("2026-01-02", {A: "two\n"}), ("2026-01-03", {A: "three\n", B: "new\n"})]
        landed = merge(tmp_path, "branch", inside, "2026-01-09")
        found = log(tmp_path)
        assert told(found)[1:] == [("2026-01-09", [("M", "", A), ("A", "", B)])]
        assert (found[1].id, found[1].tip) == (landed, git(tmp_path, "rev-parse", "branch"))
        assert Git(tmp_path).read_written([found[1].tip]) == {found[1].tip: "2026-01-03T12:00:00+00:00"}

    def test_a_squashed_branch_is_one_commit(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: "one\n"}))
        landed = merge(
            tmp_path,
            "branch",
            [("2026-01-02", {A: "two\n"}), ("2026-01-03", {A: "three\n"})],
            "2026-01-09",
            squash=True,
        )
        assert [(each.id, each.tip) for each in log(tmp_path)][1:] == [(landed, landed)]

    def test_dates_keep_the_offset_of_whoever_committed(self, tmp_path: Path) -> None:
        odd = ("2026-01-01T09:00:00+05:45", "2026-01-01T01:00:00-09:30")
        make_repository(tmp_path, (odd[0], {A: "one\n"}), (odd[1], {A: "two\n"}))
        assert [each.at for each in log(tmp_path)] == list(odd)

    def test_order_is_that_of_parents_whatever_the_clocks_said(self, tmp_path: Path) -> None:
        make_repository(
            tmp_path, ("2026-01-05", {A: "one\n"}), ("2026-01-02", {A: "two\n"}), ("2026-01-07", {A: "3\n"})
        )
        assert [each.at[8:10] for each in log(tmp_path)] == ["05", "02", "07"]

    def test_names_may_hold_anything_that_a_file_system_takes(self, tmp_path: Path) -> None:
        names = ["items/a b.yml", "items/línea 線.yml", 'items/quo"te.yml', "items/new\nline.yml", "items/:odd*[x].yml"]
        make_repository(tmp_path, ("2026-01-01", dict.fromkeys(names, "one\n")))
        ((found),) = log(tmp_path)
        assert sorted(each.path for each in found.changes) == sorted(names)
        assert told(log(tmp_path, "items/:odd*[x].yml")) == [("2026-01-01", [("A", "", "items/:odd*[x].yml")])]

    def test_a_link_and_a_submodule_have_no_text(self, tmp_path: Path) -> None:
        make_repository(tmp_path / "other", ("2026-01-01", {"x.txt": "x\n"}))
        folder = make_repository(tmp_path / "main", ("2026-01-01", {A: "one\n"}))
        (folder / A).unlink()
        (folder / A).symlink_to("elsewhere")
        git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../other", "items/B.yml")
        commit(folder, {}, "2026-01-02")
        assert [(each.kind, each.path, each.blob) for each in log(folder)[1].changes] == [("M", A, ""), ("A", B, "")]

    def test_what_came_after_a_commit_is_read_alone(self, tmp_path: Path) -> None:
        first = commit(tmp_path, {A: "one\n"}, "2026-01-01")
        merge(tmp_path, "branch", [("2026-01-02", {A: "two\n"})], "2026-01-03")
        reader = Git(tmp_path)
        assert told(reader.log("HEAD", ["items"], after=first)) == [("2026-01-03", [("M", "", A)])]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("log.showRoot", "false"),
            ("log.follow", "true"),
            ("log.showSignature", "true"),
            ("log.decorate", "full"),
            ("log.date", "relative"),
            ("diff.renames", "copies"),
            ("diff.renames", "false"),
            ("diff.relative", "true"),
            ("diff.noprefix", "true"),
            ("core.abbrev", "4"),
            ("core.quotePath", "true"),
            ("color.ui", "always"),
            ("format.pretty", "full"),
        ],
    )
    def test_nobodys_settings_change_what_is_read(self, tmp_path: Path, name: str, value: str) -> None:
        folder = make_repository(
            tmp_path,
            ("2026-01-01", {A: TEN, "items/é.yml": "x\n"}),
            ("2026-01-02", {A: None, B: TEN, "items/C.yml": TEN}),
        )
        before = log(folder)
        git(folder, "config", name, value)
        assert log(folder / "items", "items") == before


class TestAncestry:
    def test_only_the_first_parent_counts(self, tmp_path: Path) -> None:
        first = commit(tmp_path, {A: "one\n"}, "2026-01-01")
        merged = merge(tmp_path, "branch", [("2026-01-02", {A: "two\n"})], "2026-01-03")
        last = commit(tmp_path, {A: "three\n"}, "2026-01-04")
        inside = git(tmp_path, "rev-parse", "branch")
        reader = Git(tmp_path)
        assert [reader.is_on_first_parent(each, last) for each in (first, merged, last, inside)] == [
            True,
            True,
            True,
            False,
        ]
        assert not reader.is_on_first_parent(last, first)
        assert not reader.is_on_first_parent("0" * 40, last)

    def test_a_commit_is_kept_while_a_branch_or_tag_leads_to_it(self, tmp_path: Path) -> None:
        first = commit(tmp_path, {A: "one\n"}, "2026-01-01")
        git(tmp_path, "commit", "--quiet", "--amend", "--message", "other")
        reader = Git(tmp_path)
        assert not reader.is_kept(first)
        assert not reader.is_kept("0" * 40)
        git(tmp_path, "tag", "kept", first)
        assert reader.is_kept(first)


class TestBlobs:
    def test_contents_come_in_the_order_asked_for(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: "one\n", B: "\n\n", "items/C.yml": ""}))
        ids = [each.blob for each in log(tmp_path)[0].changes]
        missing = "0" * 40
        assert list(Git(tmp_path).read_blobs([ids[2], missing, ids[1], ids[0]])) == [
            (ids[2], b""),
            (missing, None),
            (ids[1], b"\n\n"),
            (ids[0], b"one\n"),
        ]

    def test_what_is_no_file_has_no_content(self, tmp_path: Path) -> None:
        id = commit(tmp_path, {A: "one\n"}, "2026-01-01")
        file = log(tmp_path)[0].changes[0].blob
        assert [text for _, text in Git(tmp_path).read_blobs([id, file])] == [None, b"one\n"]


class TestSurroundings:
    def test_where_there_is_no_git_there_is_none(self, tmp_path: Path) -> None:
        assert find_git(tmp_path) is None

    def test_a_repository_without_a_commit_has_no_head(self, tmp_path: Path) -> None:
        git(tmp_path, "init", "--quiet")
        found = find_git(tmp_path)
        assert found is not None
        assert found.find_commit() is None

    def test_a_folder_below_the_root_a_bare_one_and_a_working_tree_are_read(self, tmp_path: Path) -> None:
        main = make_repository(tmp_path / "main", ("2026-01-01", {A: "one\n"}))
        git(tmp_path, "clone", "--quiet", "--bare", "main", "bare.git")
        git(main, "worktree", "add", "--quiet", "--detach", "../tree")
        expected = log(main)
        for folder in (main / "items", tmp_path / "bare.git", tmp_path / "tree"):
            found = find_git(folder)
            assert found is not None
            assert found.log("HEAD", ["items"]) == expected

    def test_a_detached_head_is_a_head(self, tmp_path: Path) -> None:
        first = commit(tmp_path, {A: "one\n"}, "2026-01-01")
        commit(tmp_path, {A: "two\n"}, "2026-01-02")
        git(tmp_path, "checkout", "--quiet", "--detach", first)
        assert Git(tmp_path).find_commit() == first

    def test_a_shallow_clone_knows_where_it_ends(self, tmp_path: Path) -> None:
        make_repository(tmp_path / "main", *((f"2026-01-0{day}", {A: f"{day}\n"}) for day in (1, 2, 3)))
        git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{tmp_path}/main", "shallow")
        reader = Git(tmp_path / "shallow")
        second = git(tmp_path / "main", "rev-parse", "HEAD~1")
        assert (reader.is_shallow, reader.boundary()) == (True, frozenset({second}))
        assert told(log(tmp_path / "shallow")) == [("2026-01-02", [("A", "", A)]), ("2026-01-03", [("M", "", A)])]
        assert (Git(tmp_path / "main").is_shallow, Git(tmp_path / "main").boundary()) == (False, frozenset())

    def test_a_hook_that_names_another_repository_does_not_mislead(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        main = make_repository(tmp_path / "main", ("2026-01-01", {A: "one\n"}))
        make_repository(tmp_path / "other", ("2026-01-02", {B: "two\n"}))
        expected = log(main)
        for name, value in (
            ("GIT_DIR", str(tmp_path / "other" / ".git")),
            ("GIT_WORK_TREE", str(tmp_path / "other")),
            ("GIT_INDEX_FILE", "/nowhere"),
            ("GIT_OBJECT_DIRECTORY", "/nowhere"),
            ("GIT_COMMON_DIR", "/nowhere"),
            ("GIT_LITERAL_PATHSPECS", "1"),
            ("GIT_SHALLOW_FILE", "/nowhere"),
        ):
            monkeypatch.setenv(name, value)
        assert log(main) == expected

    def test_a_repository_of_another_user_is_not_opened(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: "one\n"}))
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        error = refused(tmp_path)
        assert error.why == "it belongs to another user, so git does not open it"
        assert error.help == f"if you trust it: git config --global --add safe.directory {tmp_path}"

    def test_without_git_it_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: "one\n"}))
        monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
        error = refused(tmp_path)
        assert (error.why, error.help) == ("git is not installed", "install git 2.31 or newer")

    def test_a_folder_that_is_not_there_is_not_gits_fault(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: "one\n"}))
        assert refused(tmp_path / "nowhere").why == "there is no such folder"

    def test_a_broken_repository_is_an_error(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {A: "one\n"}))
        (tmp_path / ".git" / "HEAD").write_text("nonsense\n", encoding="utf-8")
        assert refused(tmp_path).why.startswith("not a git repository")

    def test_a_commit_that_is_damaged_is_an_error(self, tmp_path: Path) -> None:
        id = commit(tmp_path, {A: "one\n"}, "2026-01-01")
        (tmp_path / ".git" / "objects" / id[:2] / id[2:]).unlink()
        with pytest.raises(GitError):
            log(tmp_path)


def test_what_is_read_is_what_git_lists(tmp_path: Path) -> None:
    make_repository(tmp_path, ("2026-01-01", {A: "one\n"}), ("2026-01-02", {A: "two\n", B: "x\n"}))
    shown = subprocess.run(
        ["git", "-C", str(tmp_path), "rev-parse", f"HEAD:{A}", f"HEAD:{B}"], capture_output=True, text=True, check=True
    )
    assert [each.blob for each in log(tmp_path)[-1].changes] == shown.stdout.split()
