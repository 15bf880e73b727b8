"""Files read by several processes are the files read by one."""

from pathlib import Path

from worksystem.source.many import WORTHWHILE
from worksystem.source.reading import read_documents, reading_ahead
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


def test_what_is_read_ahead_is_what_would_be_read(tmp_path: Path) -> None:
    files = []
    for number in range(WORTHWHILE):
        (tmp_path / f"{number}.yml").write_text(f"title: {number}\n", encoding="utf-8")
        files.append((str(tmp_path / f"{number}.yml"), f"work/{number}.yml"))
    (tmp_path / "late.yml").write_text("title: late\n", encoding="utf-8")
    asked = [*files[5:], (str(tmp_path / "late.yml"), "work/late.yml")]
    with watching() as seen, reading_ahead(files, processes=3):
        found = list(read_documents(asked))
        others = list(read_documents([(str(tmp_path / "late.yml"), "elsewhere/late.yml")]))
    assert found == list(read_documents(asked))
    assert [document.path for document in others] == ["elsewhere/late.yml"]
    assert {file for file, _ in asked} <= seen.seen.keys()
    assert all(seen.seen.values())


def test_what_was_read_ahead_is_given_once_and_then_read_as_it_is(tmp_path: Path) -> None:
    files = []
    for number in range(WORTHWHILE):
        (tmp_path / f"{number}.yml").write_text(f"title: {number}\n", encoding="utf-8")
        files.append((str(tmp_path / f"{number}.yml"), f"work/{number}.yml"))
    with reading_ahead(files, processes=2):
        list(read_documents(files))
        (tmp_path / "7.yml").write_text("title: another\n", encoding="utf-8")
        assert list(read_documents(files))[7].values == {"title": "another"}
