"""What is at a place is named by its content; and whatever moves `HEAD` is seen without running git."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repositories import commit, git, make_repository
from tests.systems import write_files
from worksystem.source.ground import head_places, holds, look_at


class TestPlaces:
    def test_a_file_counts_by_its_content(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        seen = [look_at((str(file),))]
        for text in ("one", "two", "one", ""):
            file.write_text(text, encoding="utf-8")
            seen.append(look_at((str(file),)))
        assert seen[0] == {str(file): ""}
        assert seen[1] == seen[3]
        assert len({each[str(file)] for each in seen}) == 4

    @pytest.mark.parametrize(
        "change",
        [
            lambda folder: write_files(folder, {"a/one.yml": "other\n"}),
            lambda folder: write_files(folder, {"a/new.yml": ""}),
            lambda folder: write_files(folder, {"b/.hidden": "a\n"}),
            lambda folder: (folder / "a" / "one.yml").unlink(),
            lambda folder: (folder / "a" / "one.yml").rename(folder / "a" / "two.yml"),
            lambda folder: (folder / "a" / "link").symlink_to(folder / "a" / "one.yml"),
        ],
        ids=["content", "new", "hidden", "gone", "renamed", "link"],
    )
    def test_of_a_folder_all_that_is_in_it_counts(self, tmp_path: Path, change: Callable[[Path], object]) -> None:
        write_files(tmp_path, {"a/one.yml": "a\n"})
        seen = look_at((f"{tmp_path}/",))
        (tmp_path / "a" / "one.yml").touch()
        assert holds(seen)
        change(tmp_path)
        assert not holds(seen)

    def test_the_same_content_is_the_same_anywhere(self, tmp_path: Path) -> None:
        write_files(tmp_path, {"here/a/one.yml": "a\n", "there/a/one.yml": "a\n"})
        here, there = look_at((f"{tmp_path}/here/", f"{tmp_path}/there/")).values()
        assert here == there

    def test_a_folder_is_no_file_and_nothing_is_no_fault(self, tmp_path: Path) -> None:
        assert look_at((str(tmp_path), f"{tmp_path}/none")) == {str(tmp_path): "", f"{tmp_path}/none": ""}
        assert holds(look_at((f"{tmp_path}/none/",)))

    def test_of_names_only_the_names_count(self, tmp_path: Path) -> None:
        write_files(tmp_path, {"a/one.yml": "a\n"})
        seen = look_at((f"names:{tmp_path}/a",))
        write_files(tmp_path, {"a/one.yml": "b\n", "a/.hidden": "b\n", "b.yml": ""})
        assert holds(seen)
        (tmp_path / "a" / "link").symlink_to(tmp_path / "b.yml")
        assert not holds(seen)

    @pytest.mark.parametrize(("path", "there"), [("a/one.yml", True), ("a", True), ("../b", False), ("a/none", False)])
    def test_whether_something_is_inside_is_told(self, tmp_path: Path, path: str, there: bool) -> None:
        write_files(tmp_path / "root", {"a/one.yml": "a\n"})
        write_files(tmp_path / "b", {})
        (tmp_path / "root" / "out").symlink_to(tmp_path / "b")
        (tmp_path / "root" / "circle").symlink_to(tmp_path / "root" / "circle")
        place = f"inside:{tmp_path / 'root'}\0{path}"
        assert look_at((place,)) == {place: str(there)}
        for other in ("out", "circle", "a" * 300, "b\0c"):
            assert list(look_at((f"inside:{tmp_path / 'root'}\0{other}",)).values()) == ["False"]

    def test_what_git_would_take_counts_and_nothing_else(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {"a.txt": "a\n", ".gitignore": "*.tmp\n"}))
        seen = look_at((f"tracked:{tmp_path}",))
        (tmp_path / "a.tmp").write_text("", encoding="utf-8")
        (tmp_path / "a.txt").write_text("b\n", encoding="utf-8")
        assert holds(seen)
        (tmp_path / "b.txt").write_text("", encoding="utf-8")
        assert not holds(seen)

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        assert look_at((str(tmp_path / "pipe"),)) == {str(tmp_path / "pipe"): ""}


class TestHead:
    """Each change moves `HEAD`, or leads to another one; `seen` is taken before it."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return make_repository(
            tmp_path / "repository", ("2026-01-01", {"in/a.txt": "a\n"}), ("2026-01-02", {"in/a.txt": "b\n"})
        )

    @pytest.mark.parametrize(
        ("before", "change"),
        [
            ((), ("commit", "--quiet", "--allow-empty", "--message", "more")),
            ((), ("reset", "--quiet", "--hard", "HEAD~1")),
            ((), ("checkout", "--quiet", "--detach", "HEAD~1")),
            (("branch", "other", "HEAD~1"), ("checkout", "--quiet", "other")),
            (("pack-refs", "--all"), ("commit", "--quiet", "--allow-empty", "--message", "more")),
            (("checkout", "--quiet", "--detach"), ("commit", "--quiet", "--allow-empty", "--message", "more")),
        ],
        ids=["commit", "reset", "detached", "branch", "packed before", "detached before"],
    )
    def test_a_move_is_seen(self, folder: Path, before: tuple[str, ...], change: tuple[str, ...]) -> None:
        if before:
            git(folder, *before)
        seen = look_at(head_places(str(folder / "in")))
        assert holds(seen)
        git(folder, *change)
        assert not holds(seen)

    def test_a_branch_that_leads_to_another_is_followed(self, folder: Path) -> None:
        git(folder, "branch", "other")
        git(folder, "symbolic-ref", "refs/heads/main", "refs/heads/other")
        seen = look_at(head_places(str(folder)))
        git(folder, "update-ref", "refs/heads/other", "HEAD~1")
        assert not holds(seen)

    def test_branches_in_a_circle_are_no_fault(self, folder: Path) -> None:
        git(folder, "symbolic-ref", "refs/heads/main", "refs/heads/main")
        assert holds(look_at(head_places(str(folder))))

    def test_what_branches_that_are_packed_say_counts(self, folder: Path) -> None:
        git(folder, "pack-refs", "--all")
        seen = look_at(head_places(str(folder)))
        packed = folder / ".git" / "packed-refs"
        packed.write_text(packed.read_text().replace(git(folder, "rev-parse", "HEAD"), "0" * 40), encoding="ascii")
        assert not holds(seen)

    def test_a_working_tree_has_its_own_head_and_shares_branches(self, folder: Path, tmp_path: Path) -> None:
        tree = tmp_path / "tree"
        git(folder, "worktree", "add", "--quiet", "-b", "other", str(tree))
        seen = look_at(head_places(str(tree / "in")))
        commit(folder, {"in/a.txt": "c\n"}, "2026-01-03")
        assert holds(seen)
        commit(tree, {"in/a.txt": "d\n"}, "2026-01-04")
        assert not holds(seen)

    def test_a_bare_repository_is_read_itself(self, folder: Path, tmp_path: Path) -> None:
        bare = tmp_path / "bare"
        git(folder, "clone", "--quiet", "--bare", ".", str(bare))
        seen = look_at(head_places(str(bare)))
        assert holds(seen)
        git(bare, "update-ref", "refs/heads/main", "HEAD~1")
        assert not holds(seen)

    def test_a_clone_that_is_shallow_or_whole_is_told_apart(self, folder: Path, tmp_path: Path) -> None:
        clone = tmp_path / "clone"
        git(folder, "clone", "--quiet", "--depth", "1", f"file://{folder}", str(clone))
        seen = look_at(head_places(str(clone)))
        git(clone, "fetch", "--quiet", "--unshallow")
        assert not holds(seen)

    def test_a_nearer_repository_takes_over(self, folder: Path) -> None:
        seen = look_at(head_places(str(folder / "in")))
        make_repository(folder / "in", ("2026-01-03", {"b.txt": "b\n"}))
        assert not holds(seen)

    def test_without_git_there_is_nothing_until_it_comes(self, tmp_path: Path) -> None:
        seen = look_at(head_places(str(tmp_path)))
        assert holds(seen)
        make_repository(tmp_path, ("2026-01-01", {"a.txt": "a\n"}))
        assert not holds(seen)
