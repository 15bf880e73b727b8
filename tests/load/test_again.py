"""An answer is given again while nothing that it was made from has changed, and worked out anew when something has."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.repositories import commit, make_repository
from worksystem.check import check
from worksystem.load import load
from worksystem.load.again import Answer, answer
from worksystem.load.history import load_history

SETTINGS = """\
version: 1
name: Example Works
publish: {audience: internal}
collections:
  - {kind: item, type: task, root: elsewhere, files: "*.yml", fields: {id: number, title: title}}
"""
ITEM = "title: Rotate the certificates\ntype: task\n"
EVENT = '{"item": "OPS-1", "field": "status", "old": null, "new": "todo", "at": "2026-01-0%d 09:00:00+00:00"}\n'
FILES = {
    "work/worksystem.yml": SETTINGS,
    "work/types/task.yml": "name: Task\nmanages: continuous\n",
    "work/items/OPS-1.yml": ITEM,
    "work/items/OPS-2.yml": ITEM + "relates_to: [docs/plan.txt]\n",
    "work/history/moves.jsonl": EVENT % 1,
    "content/index.md": "# Home\n",
    "elsewhere/one.yml": "number: ELSE-1\ntitle: An adopted item\n",
}


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., bool]:
    """Asks what the check of the folder says, and tells whether it had to be worked out."""
    make_repository(tmp_path, ("2026-01-01", FILES))

    def ask(*, asked: str = "check", on: str = "today") -> bool:
        worked = []

        def work() -> Answer:
            worked.append(asked)
            system = load(tmp_path, as_of=date(2026, 11, 22))
            result = check(system, as_of=system.as_of)
            found = [f"{one.place.path} {one.code}" for one in result.diagnostics]
            return Answer("\n".join([*found, *load_history(system).lives]), len(found))

        given = answer(tmp_path, work, asked=(asked,), on=on)
        fresh = work()
        worked.pop()
        assert given == fresh
        return bool(worked)

    return ask


def test_the_same_files_give_the_same_answer_without_work(ask: Callable[..., bool]) -> None:
    assert [ask(), ask(), ask()] == [True, False, False]


def test_another_question_or_another_day_is_worked_out(ask: Callable[..., bool]) -> None:
    assert [ask(), ask(asked="other"), ask(), ask(on="tomorrow"), ask()] == [True, True, False, True, True]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("work/items/OPS-1.yml", ITEM.replace("Rotate", "Renew!")),
        ("work/items/OPS-3.yml", ITEM),
        ("work/items/OPS-2.yml", None),
        ("work/stray.txt", "a file that nobody reads"),
        ("work/history/moves.jsonl", EVENT % 2),
        ("work/worksystem.yml", SETTINGS.replace("Example", "Another")),
        ("content/index.md", "---\ntitle: [\n---\n"),
        ("elsewhere/one.yml", "number: ELSE-1\ntitle: Another title\n"),
        ("elsewhere/two.yml", "number: ELSE-2\ntitle: Another item\n"),
        ("docs/plan.txt", "what a link leads to"),
    ],
)
def test_a_file_that_is_new_gone_or_different_counts(
    ask: Callable[..., bool], tmp_path: Path, path: str, text: str | None
) -> None:
    ask()
    target = tmp_path / path
    if text is None:
        target.unlink()
    else:
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    assert [ask(), ask()] == [True, False]


def test_a_date_is_no_content_and_a_commit_is_a_past(ask: Callable[..., bool], tmp_path: Path) -> None:
    ask()
    (tmp_path / "work" / "items" / "OPS-1.yml").touch()
    assert not ask()
    commit(tmp_path, {}, "2026-02-01")
    assert [ask(), ask()] == [True, False]


def test_what_is_kept_in_another_form_is_worked_out_anew(
    ask: Callable[..., bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    monkeypatch.setattr("worksystem.load.again._FORM", 0)
    assert [ask(), ask()] == [True, False]
