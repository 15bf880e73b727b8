"""A check that was made before is told again while all that it read is the same, and made anew when anything is not."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.asking import Ask, asker, kept
from tests.repositories import commit, git, make_repository
from worksystem.cli import main

SETTINGS = """\
version: 1
name: Example Works
publish: {audience: internal}
check: {baseline: work/known.yml}
collections:
  - {kind: item, type: task, root: elsewhere, files: "*.yml", fields: {id: number, title: title},
     history: {repository: ../../other}}
"""
ITEM = "title: Rotate the certificates\ntype: task\n"
EVENT = '{"item": "OPS-1", "field": "status", "old": null, "new": "todo", "at": "2026-01-0%d 09:00:00+00:00"}\n'
FILES = {
    "work/worksystem.yml": SETTINGS,
    "work/types/task.yml": "name: Task\nmanages: continuous\n",
    "work/teams.yml": "ops: {name: Ops, owns: [work/**]}\n",
    "work/items/OPS-1.yml": ITEM,
    "work/items/OPS-2.yml": ITEM + "relates_to: [docs/plan.txt]\n",
    "work/history/moves.jsonl": EVENT % 1,
    "content/index.md": "# Home\n",
    "elsewhere/one.yml": "number: ELSE-1\ntitle: An adopted item\n",
    ".github/CODEOWNERS": "/work/ @ops\n",
    ".gitignore": "*.tmp\n*.swp\n",
}
DAY = ("--as-of", "2026-02-01")


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A work system of its own and adopted items whose past lies in another repository."""
    make_repository(tmp_path / "other", ("2026-01-01", {"one.yml": "number: ELSE-1\n"}))
    folder = tmp_path / "here"
    make_repository(folder, ("2026-01-01", FILES))
    return folder


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks for the check of a day, and tells whether it had to be worked out."""
    check = asker("check", folder, capsys, monkeypatch)
    return lambda *arguments, **named: check(*DAY, *arguments, **named)


def test_the_same_again_is_no_work(ask: Ask, folder: Path) -> None:
    assert [ask(), ask(), ask()] == [True, False, False]
    for path in FILES:
        (folder / path).touch()
    assert not ask()


@pytest.mark.parametrize(
    "arguments",
    [("--as-of", "2026-02-02"), ("--format", "json"), ("--select", "WS1"), ("--fail-on", "note"), ("--no-past",)],
)
def test_every_question_has_its_own_answer(ask: Ask, arguments: tuple[str, ...]) -> None:
    assert [ask(), ask(*arguments), ask(), ask(*arguments)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("work/items/OPS-1.yml", ITEM.replace("Rotate", "Renew!")),
        ("work/items/OPS-3.yml", ITEM),
        ("work/items/OPS-2.yml", None),
        ("work/stray.txt", "a file that nobody reads"),
        ("work/history/moves.jsonl", EVENT % 2),
        ("work/worksystem.yml", SETTINGS.replace("Example", "Another")),
        ("work/known.yml", "version: 1\nknown: []\n"),
        ("content/index.md", "---\ntitle: [\n---\n"),
        ("elsewhere/one.yml", "number: ELSE-1\ntitle: Another title\n"),
        ("elsewhere/two.yml", "number: ELSE-2\ntitle: Another item\n"),
        ("docs/plan.txt", "what a link leads to"),
        (".github/CODEOWNERS", "/work/items/ @ops\n"),
        ("code/new.c", "a file that nobody owns"),
    ],
)
def test_a_file_that_is_new_gone_or_different_counts(ask: Ask, folder: Path, path: str, text: str | None) -> None:
    ask()
    assert not ask()
    if text is None:
        (folder / path).unlink()
    else:
        write(folder, path, text)
    assert [ask(), ask()] == [True, False]


def test_a_file_that_git_passes_over_does_not_count(ask: Ask, folder: Path) -> None:
    ask()
    write(folder, "notes.tmp", "")
    write(folder, "work/.OPS-1.yml.swp", "")
    assert not ask()


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: commit(folder, {}, "2026-02-01"),
        lambda folder: git(folder, "checkout", "--quiet", "--detach"),
        lambda folder: commit(folder.parent / "other", {"one.yml": "number: ELSE-1\nstate: b\n"}, "2026-01-02"),
        lambda folder: (folder.parent / "other").rename(folder.parent / "gone"),
    ],
    ids=["commit", "detached", "elsewhere", "gone"],
)
def test_a_past_that_moves_counts(ask: Ask, folder: Path, change: Callable[[Path], object]) -> None:
    ask()
    assert not ask()
    change(folder)
    assert [ask(), ask()] == [True, False]


def test_who_does_not_ask_for_the_past_does_not_see_it_move(ask: Ask, folder: Path) -> None:
    ask("--no-past")
    commit(folder, {}, "2026-02-01")
    assert not ask("--no-past")


def test_tomorrow_is_worked_out_unless_a_day_was_asked_about(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    check = asker("check", folder, capsys, monkeypatch)
    assert [check(), check(), check(*DAY), check(*DAY)] == [True, False, True, False]
    for path in kept(folder):
        head, mark, text = path.read_text(encoding="utf-8").partition("\n\n")
        lines = [
            f"2026-01-01 {line.partition(' ')[2]}" if line.endswith(" day:") else line for line in head.split("\n")
        ]
        path.write_text("\n".join(lines) + mark + text, encoding="utf-8")
    assert [check(), check(), check(*DAY)] == [True, False, False]


def test_where_the_repository_begins_belongs_to_the_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, text in {**FILES, "work/items/OPS-1.yml": "title: [\n"}.items():
        write(tmp_path / "a", path, text)
    monkeypatch.setenv("WORKSYSTEM_CACHE", str(tmp_path / "kept"))
    asked = ["-C", str(tmp_path / "a"), "check", "--format", "concise", "--select", "WS0", *DAY]
    assert [main(asked), capsys.readouterr().out.startswith("work/items/OPS-1.yml")] == [1, True]
    git(tmp_path, "init", "--quiet")
    assert [main(asked), capsys.readouterr().out.startswith("a/work/items/OPS-1.yml")] == [1, True]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (lambda folder: (folder / "content").rename(folder / "pages"), lambda folder: (folder / "content").mkdir()),
        (
            lambda folder: [
                (folder / "content").rename(folder / "pages"),
                (folder / "content").symlink_to(folder / "pages"),
            ],
            lambda folder: [(folder / "content").unlink(), (folder / "pages").rename(folder / "content")],
        ),
        (
            lambda folder: [(folder / "elsewhere/one.yml").unlink(), (folder / "elsewhere").rmdir()],
            lambda folder: (folder / "elsewhere").mkdir(),
        ),
        (
            lambda folder: [
                (folder / ".github/CODEOWNERS").rename(folder / ".github/owners"),
                (folder / ".github/CODEOWNERS").symlink_to(folder / ".github/owners"),
            ],
            lambda folder: [
                (folder / ".github/CODEOWNERS").unlink(),
                (folder / ".github/owners").rename(folder / ".github/CODEOWNERS"),
            ],
        ),
    ],
    ids=["no content", "content a link", "no collection", "owners a link"],
)
def test_a_folder_that_takes_the_place_of_nothing_or_of_a_link_counts(
    ask: Ask, folder: Path, before: Callable[[Path], object], after: Callable[[Path], object]
) -> None:
    before(folder)
    assert [ask("--no-past"), ask("--no-past")] == [True, False]
    after(folder)
    assert [ask("--no-past"), ask("--no-past")] == [True, False]


def test_a_path_that_was_named_has_to_be_there_still(
    ask: Ask, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = folder / "named.txt"
    named.write_text("", encoding="utf-8")
    assert [ask(str(named)), ask(str(named))] == [True, False]
    named.unlink()
    assert main(["-C", str(folder), "check", *DAY, str(named)]) == 2
    assert "there is no file or folder" in capsys.readouterr().err


def test_what_git_could_not_tell_is_asked_again(ask: Ask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(folder))
    (folder / "work" / "teams.yml").unlink()
    (folder / ".github" / "CODEOWNERS").unlink()
    assert [ask(), ask(), ask("--no-past"), ask("--no-past")] == [True, True, True, False]
    monkeypatch.setenv("PATH", path)
    assert [ask(), ask()] == [True, False]


def test_that_a_clone_is_shallow_is_said_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(folder, {}, "2026-01-02")
    clone = folder.parent / "clone"
    git(folder, "clone", "--quiet", "--depth", "1", f"file://{folder}", str(clone))
    said = []
    for _ in range(2):
        main(["-C", str(clone), "check", *DAY])
        said.append(capsys.readouterr())
    assert said[0] == said[1]
    assert said[0].err.startswith("note: the clone is shallow")
    assert len(kept(clone)) == 1


def test_what_may_not_be_the_same_is_worked_out(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    for arguments in (("--at", "HEAD"), ("--base", "HEAD"), ("--diff",), ("--output", str(out))):
        assert [ask(*arguments), ask(*arguments)] == [True, True]


def test_telling_a_check_again_imports_next_to_nothing(folder: Path) -> None:
    os.remove(folder / ".github" / "CODEOWNERS")  # for which git is run
    (folder / "work" / "teams.yml").unlink()
    script = f"from worksystem.cli import main; main({['-C', str(folder), 'check', *DAY]!r})"
    heavy = "{'click', 'hashlib', 'json', 'pathlib', 'subprocess', 'typing', 'msgspec', 'yaml12', 'concurrent'}"
    command = f"import sys; already = set(sys.modules); {script}; print({heavy} & set(sys.modules) - already)"
    said = [
        subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [text.splitlines()[-1] == "set()" for text in said] == [False, True]
