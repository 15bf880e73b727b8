"""One of two items with the same id gets a new one, and everything that meant it follows."""

import re
from contextlib import suppress
from pathlib import Path

from click.testing import CliRunner

from tests.repositories import commit, git
from worksystem.cli.commands import app

TYPE = {"work/types/change.yml": "name: Change\nprefix: OPS\n"}
SETTINGS = {
    "work/worksystem.yml": "version: 1\nname: A\npublish: {audience: internal}\nids: {style: sequential, length: 4}\n"
}


def item(title: str, rest: str = "") -> str:
    return f"title: {title}\nstatus: ready\ntype: change\n{rest}"


def renumber(folder: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["-C", str(folder), "renumber", *options], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.return_value, done.output


def read(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


def collide(folder: Path, ours: str, theirs: str) -> None:
    """Two branches count on from the same number; each has an item that waits for its own new one."""
    start = {**TYPE, **SETTINGS, "work/items/OPS-0001.yml": item("First")}
    commit(folder, start, "2026-01-01")
    git(folder, "switch", "--quiet", "--create", "other")
    commit(
        folder,
        {theirs: item("Theirs"), "work/items/OPS-0003.yml": item("T", "depends_on:\n  - OPS-0002  # theirs\n")},
        "2026-01-03",
    )
    git(folder, "switch", "--quiet", "main")
    commit(
        folder,
        {ours: item("Ours"), "work/items/OPS-0004.yml": item("O", "parent: OPS-0002\n")},
        "2026-01-02",
    )
    with suppress(AssertionError):
        git(folder, "merge", "--no-edit", "--quiet", "other", at="2026-01-04T12:00:00+00:00")


def test_each_reference_follows_the_item_that_its_branch_meant(tmp_path: Path) -> None:
    collide(tmp_path, "work/items/OPS-0002.yml", "work/items/archive/OPS-0002.yml")
    code, said = renumber(tmp_path, "OPS-0002")
    assert (code, said) == (0, "work/items/archive/OPS-0002.yml is OPS-0005 now\n")
    assert read(tmp_path, "work/items/archive/OPS-0005.yml") == item("Theirs")
    assert read(tmp_path, "work/items/OPS-0002.yml") == item("Ours")
    assert read(tmp_path, "work/items/OPS-0003.yml") == item("T", "depends_on:\n  - OPS-0005  # theirs\n")
    assert read(tmp_path, "work/items/OPS-0004.yml") == item("O", "parent: OPS-0002\n")


def test_the_other_file_may_be_the_one(tmp_path: Path) -> None:
    collide(tmp_path, "work/items/OPS-0002.yml", "work/items/archive/OPS-0002.yml")
    code, _ = renumber(tmp_path, "OPS-0002", "OPS-0090", "--file", "work/items/OPS-0002.yml")
    assert code == 0
    assert read(tmp_path, "work/items/OPS-0090.yml") == item("Ours")
    assert read(tmp_path, "work/items/OPS-0003.yml") == item("T", "depends_on:\n  - OPS-0002  # theirs\n")
    assert read(tmp_path, "work/items/OPS-0004.yml") == item("O", "parent: OPS-0090\n")


def test_two_items_created_under_one_path_are_taken_apart(tmp_path: Path) -> None:
    collide(tmp_path, "work/items/OPS-0002.yml", "work/items/OPS-0002.yml")
    assert "<<<<<<<" in read(tmp_path, "work/items/OPS-0002.yml")
    code, _ = renumber(tmp_path, "OPS-0002")
    assert code == 0
    assert read(tmp_path, "work/items/OPS-0002.yml") == item("Ours")
    assert read(tmp_path, "work/items/OPS-0005.yml") == item("Theirs")
    assert read(tmp_path, "work/items/OPS-0003.yml") == item("T", "depends_on:\n  - OPS-0005  # theirs\n")
    assert read(tmp_path, "work/items/OPS-0004.yml") == item("O", "parent: OPS-0002\n")


def test_what_may_mean_either_is_left_and_told(tmp_path: Path) -> None:
    collide(tmp_path, "work/items/OPS-0002.yml", "work/items/archive/OPS-0002.yml")
    late = item("L", "relates_to:\n  - OPS-0002\ndescription: |\n  Not before OPS-0002.\n")
    commit(tmp_path, {"work/items/OPS-0007.yml": late}, "2026-01-05")
    code, said = renumber(tmp_path, "OPS-0002")
    assert code == 1
    assert said.splitlines()[1:] == [
        "these name OPS-0002, and nobody can tell which of the two they mean; set OPS-0008 where it is meant:",
        "  work/items/OPS-0007.yml:5 relates_to[0]",
        "these speak of OPS-0002 in their text, which is left as it is:",
        "  work/items/OPS-0007.yml:7",
    ]
    assert read(tmp_path, "work/items/OPS-0007.yml") == late


def test_an_item_alone_takes_all_that_names_it_along_and_remembers_its_id(tmp_path: Path) -> None:
    files = {
        **TYPE,
        "work/items/OPS-AAAAA.yml": "id: OPS-AAAAA\n" + item("One"),
        "work/items/OPS-BBBBB.yml": item("Two", "depends_on:\n  - {item: OPS-AAAAA, lag: 2d}\n"),
    }
    commit(tmp_path, files, "2026-01-01")
    code, said = renumber(tmp_path, "OPS-AAAAA", "--dry-run")
    assert code == 0
    assert "rename from work/items/OPS-AAAAA.yml\n" in said
    assert (tmp_path / "work/items/OPS-AAAAA.yml").exists()
    code, said = renumber(tmp_path, "OPS-AAAAA")
    new = re.findall(r"is (OPS-[0-9A-HJKMNP-TV-Z]{5}) now", said)[0]
    assert read(tmp_path, f"work/items/{new}.yml") == f"id: {new}\n" + item("One", "former_ids:\n  - OPS-AAAAA\n")
    assert read(tmp_path, "work/items/OPS-BBBBB.yml") == item("Two", f"depends_on:\n  - {{item: {new}, lag: 2d}}\n")


def test_an_id_that_was_ever_used_is_refused(tmp_path: Path) -> None:
    commit(
        tmp_path, {**TYPE, "work/items/OPS-AAAAA.yml": item("One"), "work/items/OPS-BBBBB.yml": "a: 1\n"}, "2026-01-01"
    )
    commit(tmp_path, {"work/items/OPS-BBBBB.yml": None}, "2026-01-02")
    for arguments, why in (
        (("OPS-AAAAA", "OPS-BBBBB"), "OPS-BBBBB is or was the id of an item"),
        (("OPS-AAAAA", "no id"), '"no id" is not an id of an item'),
        (("OPS-ZZZZZ",), 'no item is called "OPS-ZZZZZ"'),
    ):
        done = CliRunner().invoke(app, ["-C", str(tmp_path), "renumber", *arguments], standalone_mode=False)
        assert str(done.exception) == why
