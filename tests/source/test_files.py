"""Files as they come from a disk: encodings, sizes, links, patterns."""

import os
from pathlib import Path

import pytest

from worksystem.source.comments import Comment, find_comments
from worksystem.source.document import Document
from worksystem.source.files import MAX_BYTES, read_document
from worksystem.source.folder import find_repository, list_files, match, relative
from worksystem.source.parse import parse_markdown, parse_yaml


def read(tmp_path: Path, data: bytes, name: str = "a.yml") -> Document:
    (tmp_path / name).write_bytes(data)
    return read_document(str(tmp_path / name), name)


def codes(document: Document) -> list[tuple[str, int, int]]:
    return [(problem.code, *problem.span.start) for problem in document.problems]


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    document = read(tmp_path, b"\xef\xbb\xbftitle: X\r\nowner: ada\r\n")
    assert document.values == {"title": "X", "owner": "ada"}
    assert document.find(("title",)).start == (1, 8)
    assert document.find(("owner",)).start == (2, 8)


def test_other_encodings_are_findings_at_their_place(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "title: Größe\n".encode("latin-1"))) == [("WS001", 1, 10)]
    assert codes(read(tmp_path, "title: X\n".encode("utf-16"))) == [("WS001", 1, 1)]


def test_a_file_too_large_or_gone_is_a_finding(tmp_path: Path) -> None:
    assert codes(read(tmp_path, b"a: " + b"x" * MAX_BYTES)) == [("WS002", 1, 1)]
    assert codes(read_document(str(tmp_path / "gone.yml"), "gone.yml")) == [("WS014", 1, 1)]


def test_symbolic_links_and_hidden_names_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "b.yml").write_text("a: 1\n")
    (tmp_path / "items" / "a.yml").write_text("a: 1\n")
    (tmp_path / "items" / ".hidden.yml").write_text("a: 1\n")
    (tmp_path / "items" / "link.yml").symlink_to(tmp_path / "items" / "a.yml")
    listing = list_files(tmp_path)
    assert list(listing) == ["items/a.yml", "items/b.yml"]
    assert listing.refused == ("items/link.yml",)
    assert not list_files(tmp_path / "nowhere")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_is_neither_file_nor_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "OPS-1.yml")
    listing = list_files(tmp_path)
    assert (tuple(listing), listing.closed) == ((), ("OPS-1.yml",))


def test_utf_16_without_a_mark_is_told_from_control_characters(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    for encoding, form in (
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
    ):
        file.write_bytes("title: Plan\n".encode(encoding))
        problems = read_document(str(file), "a.yml").problems
        assert [(each.code, each.message) for each in problems] == [("WS001", f"the file is written in {form}")]


def test_patterns_are_anchored_at_the_root() -> None:
    paths = ("a.yml", "x/a.yml", "x/y/a.yml", "x/y/b.md")
    assert match(paths, "a.yml") == ["a.yml"]
    assert match(paths, "**/a.yml") == ["a.yml", "x/a.yml", "x/y/a.yml"]
    assert match(paths, "x/*/*.md") == ["x/y/b.md"]
    below = ("a.yml/b", "x/a.yml/b", "xa.yml", "a.yml\n")
    assert match(below, "**/a.yml") == ["a.yml/b", "x/a.yml/b"]
    assert match(below, "**/*.yml") == ["a.yml/b", "x/a.yml/b", "xa.yml"]


def test_paths_are_shown_relative_to_the_repository(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "examples" / "one").mkdir(parents=True)
    root = find_repository(tmp_path / "repo" / "examples" / "one")
    assert root == tmp_path / "repo"
    assert relative(tmp_path / "data" / "a.yml", root) == "../data/a.yml"


def test_comments_are_told_from_text_that_looks_like_one() -> None:
    text = '# top\na: "x # no"  # yes\nb: |\n  # no\n  text # no\n  # indented\nc: x#no\n'
    assert find_comments(parse_yaml("a.yml", text)) == (
        Comment(1, 1, "top", alone=True),
        Comment(2, 14, "yes", alone=False),
    )


def test_comments_in_front_matter_and_prose_keep_their_lines() -> None:
    text = "---\ntitle: X  # here\n---\nProse\n\n<!-- there -->\n"
    assert find_comments(parse_markdown("a.md", text)) == (
        Comment(2, 11, "here", alone=False),
        Comment(6, 1, "there", alone=True),
    )
