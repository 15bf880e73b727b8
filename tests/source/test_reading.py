"""Files read by several processes are the files read by one."""

import os
from pathlib import Path

import pytest

from worksystem.source.ahead import reading_ahead
from worksystem.source.aside import WORTHWHILE
from worksystem.source.reading import read_documents
from worksystem.source.witness import watching


def test_any_number_of_processes_reads_the_same(tmp_path: Path) -> None:
    texts = ["title: One\n", "title: [\n", "---\ntitle: Prose\n---\nText\n", "a: 1\na: 2\n", "", "a: &x 1\nb: *x\n"]
    files = []
    for number in range(WORTHWHILE + 100):
        name = f"{number}.md" if number % 6 == 2 else f"{number}.yml"
        (tmp_path / name).write_text(texts[number % 6], encoding="utf-8")
        files.append((str(tmp_path / name), f"work/{name}"))
    files.append((str(tmp_path / "gone.yml"), "work/gone.yml"))
    with watching() as seen_alone:
        alone = list(read_documents(files))
    with watching() as seen:
        shared = list(read_documents(files, processes=3))
    assert [document.path for document in alone] == [shown for _, shown in files]
    assert shared == alone
    assert [problem.code for problem in shared[-1].problems] == ["WS014"]
    assert seen.seen == seen_alone.seen
    assert {name for name, content in seen.seen.items() if not content} == {str(tmp_path / "gone.yml")}
    assert list(seen.seen) == [file for file, _ in files]


def test_values_that_travel_badly_arrive(tmp_path: Path) -> None:
    texts = [
        "number: 123456789012345678901234567890\n",
        "number: -99999999999999999999.5\nlarge: .inf\n",
        'half: "\\ud83d"\n',
        "1: one\ntrue: yes\nnull: nothing\n1.5: more\n[a, b]: two\n",
        f"deep: {'[' * 45}{']' * 45}\n",
        "all: &all [1, {a: *all}]\n",
        "text: 'é😀\\x00'\n",
    ]
    files = []
    for number in range(WORTHWHILE):
        text = texts[number % len(texts)] if number % 50 == 7 else f"title: {number}\n"
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
        files.append((str(tmp_path / f"{number}.yml"), f"work/{number}.yml"))
    for order in (files, files[::-1]):
        assert list(read_documents(order, processes=2)) == list(read_documents(order))


def make_files(folder: Path, count: int = WORTHWHILE) -> list[tuple[str, str]]:
    """Files, each with its number as its title."""
    files = []
    for number in range(count):
        (folder / f"{number}.yml").write_text(f"title: {number}\n", encoding="utf-8")
        files.append((str(folder / f"{number}.yml"), f"work/{number}.yml"))
    return files


@pytest.mark.parametrize("processes", [2, 3])
def test_what_is_read_ahead_is_what_would_be_read(tmp_path: Path, processes: int) -> None:
    files = make_files(tmp_path)
    (tmp_path / "late.yml").write_text("title: late\n", encoding="utf-8")
    late = str(tmp_path / "late.yml")
    asked = [*files[5:], (late, "work/late.yml"), (late, "elsewhere/late.yml")]
    with watching() as seen, reading_ahead(str(tmp_path), lambda: files, processes=processes):
        found = list(read_documents(asked))
    assert found == list(read_documents(asked))
    assert list(seen.seen) == [file for file, _ in asked[:-1]]
    assert all(seen.seen.values())


def test_what_was_read_ahead_is_given_once_and_then_read_as_it_is(tmp_path: Path) -> None:
    files = make_files(tmp_path)
    with reading_ahead(str(tmp_path), lambda: files, processes=2):
        list(read_documents(files))
        (tmp_path / "7.yml").write_text("title: another\n", encoding="utf-8")
        assert list(read_documents(files))[7].values == {"title": "another"}


def test_files_of_another_folder_are_not_mistaken_for_what_is_read_ahead(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    files, others = make_files(tmp_path / "here"), make_files(tmp_path / "there")
    (tmp_path / "there" / "7.yml").write_text("title: another\n", encoding="utf-8")
    with reading_ahead(str(tmp_path / "here"), lambda: files, processes=2):
        assert list(read_documents(others))[7].values == {"title": "another"}
        assert list(read_documents(files))[7].values == {"title": 7}


def test_whoever_fails_to_list_or_to_read_ahead_leaves_it_to_us(tmp_path: Path) -> None:
    files = make_files(tmp_path)

    def fail() -> list[tuple[str, str]]:
        raise OSError("the folder is gone")

    for list_files in (fail, lambda: files[:10], lambda: [*files[:300], (str(tmp_path), "\ud800"), *files[300:]]):
        with reading_ahead(str(tmp_path), list_files, processes=2):
            assert [document.values for document in read_documents(files)] == [{"title": n} for n in range(len(files))]


def test_nothing_is_left_of_what_nobody_asked_for(tmp_path: Path) -> None:
    files = make_files(tmp_path)
    before = set(os.listdir("/proc/self/fd"))
    with reading_ahead(str(tmp_path), lambda: files, processes=3):
        assert len(os.listdir("/proc/self/fd")) > len(before)
    assert set(os.listdir("/proc/self/fd")) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
