"""An answer is given again without work while nothing has changed, and worked out anew when anything has."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.asking import AGAIN, Ask, asker, kept
from tests.load.pasts import BASE, item, make_past
from tests.repositories import commit, git, make_repository
from tests.systems import write_files
from worksystem.cli import main, version

ONE, TWO = "work/items/OPS-1.yml", "work/items/OPS-2.yml"
SETTINGS = "work/worksystem.yml"
COLLECTION = """
collections:
  - {{kind: item, type: task, root: adopted, files: "*.yml", fields: {{id: number, status: state}},
     history: {{repository: {repository}}}}}
"""
EVENT = '{"item": "OPS-1", "field": "status", "old": null, "new": "%s", "at": "2026-01-01T09:00:00+00:00"}\n'

Change = Callable[[Path], object]


def make_bundle(folder: Path, day: str) -> None:
    """Other items, whose past comes as a bundle."""
    elsewhere = folder.parent / "elsewhere"
    commit(elsewhere, {"1.yml": f"number: '1'\nstate: {'ready' if day == '01' else 'doing'}\n"}, f"2026-01-{day}")
    git(elsewhere, "bundle", "create", "--quiet", str(folder / "adopted" / "past.bundle"), "HEAD", "--all")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A work system with a past of its own, one in a bundle, and one that was brought along."""
    folder = make_past(
        tmp_path / "here", ("2026-01-02", {ONE: item("doing"), "work/history/moves.jsonl": EVENT % "ready"})
    )
    settings = BASE[SETTINGS] + COLLECTION.format(repository="past.bundle")
    write_files(folder, {SETTINGS: settings, "adopted/1.yml": "number: '1'\nstate: ready\n"})
    make_bundle(folder, "01")
    return folder


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks for the history, and tells whether it had to be worked out."""
    return asker("history", folder, capsys, monkeypatch)


def test_the_same_again_is_no_work(ask: Ask, folder: Path) -> None:
    assert [ask(), ask(), ask()] == [True, False, False]
    (folder / SETTINGS).touch()
    (folder / "adopted" / "past.bundle").touch()
    assert not ask()


def test_every_question_has_its_own_answer(ask: Ask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    csv, one, day = ("--format", "csv"), ("--item", "OPS-1"), ("--as-of", "2026-01-01")
    assert [ask(), ask(*csv), ask(*one), ask(*day)] == [True] * 4
    assert [ask(), ask(*csv), ask(*one), ask(*day)] == [False] * 4
    monkeypatch.chdir(folder)
    assert [ask(before=()), ask(before=()), ask(before=("-C", ".")), ask()] == [True, False, True, True]


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: commit(folder, {ONE: item("done")}, "2026-01-05"),
        lambda folder: git(folder, "checkout", "--quiet", "--detach", "HEAD~1"),
        lambda folder: write_files(folder, {SETTINGS: (folder / SETTINGS).read_text() + "tracked: [owner]\n"}),
        lambda folder: write_files(folder, {"work/types/bug.yml": "name: Bug\nworkflow: flow\n"}),
        lambda folder: write_files(folder, {"work/types.yml": "bug: {name: Bug, workflow: flow}\n"}),
        lambda folder: (folder / "work/workflows/flow.yml").unlink(),
        lambda folder: (folder / "work/workflows/flow.yml").rename(folder / "work/workflows/other.yml"),
        lambda folder: write_files(folder, {"work/history/moves.jsonl": EVENT % "doing"}),
        lambda folder: write_files(folder, {"work/history/more.jsonl": EVENT % "ready"}),
        lambda folder: make_bundle(folder, "03"),
        lambda folder: (folder / "adopted/past.bundle").unlink(),
        lambda folder: (folder / ".git/worksystem/texts/said").rename(folder / ".git/worksystem/texts/other"),
        lambda folder: [path.write_bytes(b"nonsense\n\n" + AGAIN.encode()) for path in kept(folder)],
        lambda folder: [path.write_bytes(b"\xff") for path in kept(folder)],
    ],
    ids=[
        *(
            "commit",
            "checkout",
            "settings",
            "type",
            "types",
            "no workflow",
            "workflow renamed",
            "brought",
            "brought more",
        ),
        *("bundle", "no bundle", "nothing kept", "nonsense kept", "no text kept"),
    ],
)
def test_whatever_changes_is_seen(ask: Ask, folder: Path, change: Change) -> None:
    ask()
    assert not ask()
    change(folder)
    assert ask()


def test_the_head_of_another_repository_counts(ask: Ask, folder: Path) -> None:
    other = folder.parent / "other"
    make_repository(other, ("2026-01-01", {"1.yml": "number: '1'\nstate: ready\n"}))
    write_files(folder, {SETTINGS: BASE[SETTINGS] + COLLECTION.format(repository="../../other")})
    assert [ask(), ask()] == [True, False]
    commit(other, {"1.yml": "number: '1'\nstate: doing\n"}, "2026-01-03")
    assert [ask(), ask()] == [True, False]


def test_a_link_that_leads_elsewhere_is_another_question(ask: Ask, folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    at = ("-C", str(link))
    assert [ask(before=at), ask(before=at)] == [True, False]
    link.unlink()
    shutil.copytree(folder, tmp_path / "copy", symlinks=True)
    link.symlink_to(tmp_path / "copy")
    assert ask(before=at)


def test_work_that_is_a_link_now_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(folder), "history"]) == 0
    (folder / "work").rename(folder / "elsewhere")
    (folder / "work").symlink_to(folder / "elsewhere")
    capsys.readouterr()
    assert main(["-C", str(folder), "history"]) == 2
    assert "is a symbolic link" in capsys.readouterr().err


def test_the_environment_belongs_to_the_question(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    monkeypatch.setenv("GIT_CONFIG_COUNT", "0")
    assert [ask(), ask()] == [True, False]


def test_another_build_of_the_program_answers_anew(ask: Ask, folder: Path) -> None:
    ask()
    for path in kept(folder):
        build, _, rest = path.read_text(encoding="utf-8").partition("\n")
        path.write_text(f"{build[::-1]}\n{rest}", encoding="utf-8")
    assert ask()


def test_what_another_user_kept_is_not_believed(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [ask(), ask()] == [True, False]
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert ask()


def test_notes_are_said_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(folder, {ONE: "status: [\n"}, "2026-01-06")
    assert [main(["-C", str(folder), "history"]) for _ in range(2)] == [0, 0]
    notes = capsys.readouterr().err.splitlines()
    assert notes == ["note: one version of a file cannot be read; what was known before counts on"] * 2


def test_what_is_still_to_come_is_worked_out(ask: Ask, folder: Path) -> None:
    write_files(folder, {"work/history/moves.jsonl": (EVENT % "ready").replace("2026-01-01", "2999-01-01")})
    assert [ask(), ask()] == [True, True]


def test_what_was_looked_up_in_the_past_or_lies_in_no_commit_is_worked_out(ask: Ask, folder: Path) -> None:
    git(folder, "add", "--all")
    assert [ask("--at", "HEAD"), ask("--at", "HEAD")] == [True, True]
    write_files(
        folder,
        {"work/history/moves.jsonl": (EVENT % "ready").replace("OPS-1", "OPS-9"), "work/items/OPS-9.yml": item()},
    )
    assert [ask(), ask()] == [True, True]


def test_what_stands_in_a_value_comes_out_as_it_went_in(ask: Ask, folder: Path) -> None:
    commit(folder, {ONE: 'type: task\nstatus: doing\nowner: "a\\r\\nb\\u2028\\x1b\\U0001F600"\n'}, "2026-01-06")
    for form in ("jsonl", "csv"):
        assert [ask("--format", form), ask("--format", form)] == [True, False]


def test_of_too_many_answers_the_first_give_way(ask: Ask, folder: Path) -> None:
    write_files(folder, {f".git/worksystem/texts/said/{number}": "kept before\n" for number in range(60)})
    for path in kept(folder):
        os.utime(path, (1, 1))
    assert [ask(), ask(), len(kept(folder))] == [True, False, 50]


def test_giving_an_answer_again_imports_next_to_nothing(folder: Path) -> None:
    script = f"import sys; from worksystem.cli import main; main(['-C', {str(folder)!r}, 'history']);"
    heavy = "{'click', 'hashlib', 'json', 'pathlib', 'subprocess', 'typing', 'msgspec'} & set(sys.modules)"
    command = [sys.executable, "-c", f"{script} print({heavy} - already, file=sys.stderr)"]
    command[2] = f"import sys; already = set(sys.modules); {command[2]}"
    said = [subprocess.run(command, capture_output=True, text=True, check=True).stderr for _ in range(2)]
    assert said[0] != said[1] == "set()\n"


def test_a_module_that_is_being_written_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / ".#lock.py").symlink_to(tmp_path / "nowhere")
    monkeypatch.setattr(version, "__file__", str(tmp_path / "cli" / "version.py"))
    before = version.find_build()
    (tmp_path / "cli" / "more.py").write_text("", encoding="utf-8")
    assert version.find_build() != before


def test_another_version_of_a_library_is_another_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "holidays-1.0.dist-info").mkdir()
    before = version.find_build()
    assert version.find_build() == before
    (tmp_path / "holidays-1.0.dist-info").rename(tmp_path / "holidays-1.1.dist-info")
    assert version.find_build() != before
