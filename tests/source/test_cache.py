"""What is kept on disk: found again, safe to delete, and never in the way."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import git, make_repository
from worksystem.source.cache import Cache, digest, open_cache


def reopened(folder: Path) -> Cache:
    return Cache(folder)


def test_a_value_is_found_again_in_its_room(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("one", {"a": [1, {"b": None}], "b": "text"})
    cache.put("two", {"a": 2})
    cache.put("one", {"b": "newer"})
    cache.close()
    again = reopened(tmp_path)
    assert again.get("one", ["a", "b", "c"]) == {"a": [1, {"b": None}], "b": "newer"}
    assert (again.find("two", "a"), again.find("two", "b"), again.find("three", "a")) == (2, None, None)


def test_many_values_are_found_at_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    many = {f"name{number}": number for number in range(1234)}
    cache.put("room", many)
    assert cache.get("room", many) == many


@pytest.mark.parametrize(
    "value", [10**30, float("inf"), [-float("inf"), None], {"a": ("b", 1.5)}, "caf\udce9.yml", {"é": "null", "n": None}]
)
def test_what_json_can_hold_is_found_as_it_was(tmp_path: Path, value: object) -> None:
    cache = Cache(tmp_path)
    cache.put("room", {"a": value})
    assert cache.find("room", "a") == json.loads(json.dumps(value))


def test_a_text_is_kept_as_it_is(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_text("room", "name", "no JSON {\n")
    assert cache.find_text("room", "name") == "no JSON {\n"
    assert cache.find_text("room", "other") is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put("room", {"a": 1})
    assert (cache.find("room", "a"), cache.path("bundles")) == (None, None)


def test_its_folder_says_that_it_may_be_deleted(tmp_path: Path) -> None:
    Cache(tmp_path / "kept").put("room", {"a": 1})
    tag = (tmp_path / "kept" / "CACHEDIR.TAG").read_text(encoding="utf-8")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to look like one" * 30, b"short", b"\0" * 5000]
)
def test_a_file_that_is_no_database_gives_way(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache.sqlite").write_bytes(content)
    cache = Cache(tmp_path)
    assert cache.find("room", "a") is None
    cache.put("room", {"a": 1})
    cache.close()
    assert reopened(tmp_path).find("room", "a") == 1


def test_a_database_that_is_damaged_inside_gives_way(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("room", {f"name{number}": "x" * 200 for number in range(500)})
    cache.close()
    file = tmp_path / "cache.sqlite"
    data = bytearray(file.read_bytes())
    data[4096 : 4096 * 12] = b"\xaa" * (4096 * 11)
    file.write_bytes(data)
    broken = reopened(tmp_path)
    assert broken.get("room", [f"name{number}" for number in range(500)]) == {}
    broken.put("room", {"a": 1})  # not kept, and no error
    anew = reopened(tmp_path)
    anew.put("room", {"a": 1})
    anew.close()
    assert reopened(tmp_path).find("room", "a") == 1


def test_a_database_of_another_form_gives_way(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "cache.sqlite") as other:
        other.execute("CREATE TABLE kept (key TEXT)")
    other.close()
    cache = Cache(tmp_path)
    cache.put("room", {"a": 1})
    cache.close()
    assert reopened(tmp_path).find("room", "a") == 1


def test_a_row_that_is_no_value_is_left_out(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("room", {"a": 1, "b": 2, "c": 3})
    cache.close()
    with sqlite3.connect(tmp_path / "cache.sqlite") as other:
        other.execute("UPDATE kept SET value = '{' WHERE name = 'a'")
        other.execute("UPDATE kept SET value = x'ff' WHERE name = 'b'")
    other.close()
    assert reopened(tmp_path).get("room", ["a", "b", "c"]) == {"c": 3}


def test_where_nothing_can_be_written_everything_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    cache = Cache(tmp_path / "file")
    cache.put("room", {"a": 1})
    assert (cache.find("room", "a"), cache.path("bundles")) == (None, None)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"


def test_a_file_that_others_have_in_use_is_not_taken_from_them(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    first.put("room", {"a": 1})
    first.close()
    other = sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        waiting = Cache(tmp_path, patience=0.01)
        assert waiting.find("room", "a") is None
        waiting.put("room", {"b": 2})
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert reopened(tmp_path).get("room", ["a", "b"]) == {"a": 1}


def test_what_cannot_be_written_can_still_be_read(tmp_path: Path) -> None:
    cache = Cache(tmp_path, patience=0.01)
    cache.put("room", {"a": 1})
    other = sqlite3.connect(tmp_path / "cache.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        cache.put("room", {"b": 2})
        assert cache.get("room", ["a", "b"]) == {"a": 1}
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from worksystem.source.cache import Cache\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "for n in range(40): cache.put('room', {f'{sys.argv[2]}{n}': n})\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in ("a", "b")]
    assert [each.wait(timeout=60) for each in running] == [0, 0]
    names = [f"{name}{n}" for name in ("a", "b") for n in range(40)]
    assert sorted(reopened(tmp_path).get("room", names)) == sorted(names)


def test_names_depend_on_everything_they_are_made_from() -> None:
    names = {
        digest("a", "b"),
        digest("ab"),
        digest(["a", "b"]),
        digest("a", "b", ""),
        digest(b"a", "b"),
        digest("b", "a"),
    }
    assert len(names) == 6
    assert digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})


class TestWhere:
    def test_it_lies_in_gits_own_folder(self, tmp_path: Path) -> None:
        make_repository(tmp_path, ("2026-01-01", {"a.txt": "a\n"}))
        assert open_cache(tmp_path).folder == tmp_path / ".git" / "worksystem"

    def test_working_trees_share_it_and_a_submodule_has_its_own(self, tmp_path: Path) -> None:
        main = make_repository(tmp_path / "main", ("2026-01-01", {"a.txt": "a\n"}))
        other = make_repository(tmp_path / "other", ("2026-01-01", {"a.txt": "a\n"}))
        git(main, "worktree", "add", "--quiet", "--detach", "../tree")
        git(main, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "inner")
        assert open_cache(tmp_path / "tree").folder == main / ".git" / "worksystem"
        assert open_cache(main / "inner").folder == main / ".git" / "modules" / "inner" / "worksystem"

    def test_without_git_there_is_none(self, tmp_path: Path) -> None:
        assert open_cache(tmp_path).folder is None
        (tmp_path / ".git").write_text("gitdir: ../nowhere\n", encoding="utf-8")
        assert open_cache(tmp_path).folder is None

    def test_the_environment_names_another_or_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        make_repository(tmp_path, ("2026-01-01", {"a.txt": "a\n"}))
        monkeypatch.setenv("WORKSYSTEM_CACHE", str(tmp_path / "mine"))
        assert open_cache(tmp_path).folder == tmp_path / "mine"
        monkeypatch.setenv("WORKSYSTEM_CACHE", "off")
        assert open_cache(tmp_path).folder is None
