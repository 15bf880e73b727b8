"""Plans carried out on disk: all or nothing, nothing but what was asked, and a diff that git itself can apply."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from worksystem.change import Append, Change, Create, Move, Plan, Remove, SetValue, tell
from worksystem.edit import Draft, EditError, draft_plan, render_diff, write_draft

FILES = {
    "work/items/OPS-1.yml": "title: One  # first\nstatus: ready\n",
    "work/items/OPS-2.yml": "title: Two\r\nlabels: [a]",
    "work/people.yml": "\ufeffada:\n  name: Ada\n",
}
PLAN = Plan(
    (
        SetValue("work/items/OPS-1.yml", ("status",), "done", "a command"),
        Append("work/items/OPS-2.yml", ("labels",), "b", "a command"),
        Move("work/items/OPS-2.yml", "work/items/archive/OPS-2.yml", "a command"),
        Remove("work/items/archive/OPS-2.yml", ("title",), "a command"),
        SetValue("work/people.yml", ("ada", "title"), "Engineer", "a command"),
        Create("work/items/OPS-3.yml", "title: Three\n", "a command"),
        SetValue("work/items/OPS-3.yml", ("status",), "ready", "a command"),
    )
)
AFTER = {
    "work/items/OPS-1.yml": "title: One  # first\nstatus: done\n",
    "work/items/OPS-3.yml": "title: Three\nstatus: ready\n",
    "work/items/archive/OPS-2.yml": "labels: [a, b]",
    "work/people.yml": "\ufeffada:\n  name: Ada\n  title: Engineer\n",
}
DIFF = """\
diff --git a/work/items/OPS-1.yml b/work/items/OPS-1.yml
--- a/work/items/OPS-1.yml
+++ b/work/items/OPS-1.yml
@@ -1,2 +1,2 @@
 title: One  # first
-status: ready
+status: done
diff --git a/work/items/OPS-3.yml b/work/items/OPS-3.yml
new file mode 100644
--- /dev/null
+++ b/work/items/OPS-3.yml
@@ -0,0 +1,2 @@
+title: Three
+status: ready
diff --git a/work/items/OPS-2.yml b/work/items/archive/OPS-2.yml
rename from work/items/OPS-2.yml
rename to work/items/archive/OPS-2.yml
--- a/work/items/OPS-2.yml
+++ b/work/items/archive/OPS-2.yml
@@ -1,2 +1 @@
-title: Two\r
-labels: [a]
\\ No newline at end of file
+labels: [a, b]
\\ No newline at end of file
diff --git a/work/people.yml b/work/people.yml
--- a/work/people.yml
+++ b/work/people.yml
@@ -1,2 +1,3 @@
 \ufeffada:
   name: Ada
+  title: Engineer
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    return tmp_path


def read_all(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in sorted(files)}


def draft(folder: Path, *changes: Change) -> Draft:
    return draft_plan(folder, Plan(changes))


def put(path: str, value: object = "done") -> SetValue:
    return SetValue(path, ("status",), value, "a test")


def test_a_plan_is_written_as_drafted(folder: Path) -> None:
    drafted = draft_plan(folder, PLAN)
    assert read_all(folder) == FILES
    assert write_draft(drafted) == tuple(sorted(AFTER, key=[file.path for file in drafted.files].index))
    assert read_all(folder) == AFTER


def test_the_diff_says_what_is_written(folder: Path) -> None:
    assert render_diff(draft_plan(folder, PLAN)) == DIFF


def test_git_applies_the_diff_to_the_same_result(folder: Path) -> None:
    diff = render_diff(draft_plan(folder, PLAN))
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=folder, input=diff.encode(), check=True)
    assert read_all(folder) == AFTER


def test_a_plan_whose_result_is_there_already_changes_nothing(folder: Path) -> None:
    write_draft(draft_plan(folder, Plan((PLAN.changes[0], PLAN.changes[4]))))
    again = draft_plan(folder, Plan((PLAN.changes[0], PLAN.changes[4])))
    assert (bool(again), render_diff(again), write_draft(again)) == (False, "", ())


def test_one_change_that_cannot_be_made_leaves_all_files_alone(folder: Path) -> None:
    with pytest.raises(EditError, match=r"cannot edit work/items/OPS-9.yml: there is no such file"):
        draft(folder, put("work/items/OPS-1.yml"), put("work/items/OPS-9.yml"))
    assert read_all(folder) == FILES


def test_a_file_that_changed_since_the_plan_was_made_is_left_alone(folder: Path) -> None:
    known = {"work/items/OPS-1.yml": "title: Another\n"}
    with pytest.raises(EditError, match="the file changed since it was read"):
        draft_plan(folder, PLAN, known)
    known = {"work/people.yml": FILES["work/people.yml"].removeprefix("\ufeff")}
    assert draft_plan(folder, PLAN, known)


@pytest.mark.parametrize("path", ["work/items/OPS-2.yml", "work/items/OPS-3.yml", "work/items/archive/OPS-2.yml"])
def test_a_file_that_changes_before_it_is_written_stops_all(folder: Path, path: str) -> None:
    drafted = draft_plan(folder, PLAN)
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text("somebody: else\n")
    before = read_all(folder)
    with pytest.raises(EditError, match=r"changed since it was read|there is a file already"):
        write_draft(drafted)
    assert read_all(folder) == before


def test_a_text_that_the_disk_does_not_take_leaves_all_files_alone(folder: Path) -> None:
    drafted = draft(folder, put("work/items/OPS-1.yml"), Create("work/people.yml/ada.yml", "name: Ada\n", "a test"))
    with pytest.raises(EditError, match=r"cannot edit work/people.yml/ada.yml: it cannot be written: "):
        write_draft(drafted)
    assert read_all(folder) == FILES


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../out.yml", "the path leads out of the repository"),
        ("/etc/out.yml", "the path leads out of the repository"),
        ("work/../../out.yml", "the path leads out of the repository"),
        ("work\\out.yml", "the path leads out of the repository"),
        (".git/config", "git's own folder is not edited"),
        ("work/.GIT/config", "git's own folder is not edited"),
        ("work/link.yml", "a symbolic link is not followed"),
        ("work/linked/OPS-1.yml", "a symbolic link is not followed"),
        ("work/items", "this is no file"),
        ("work/odd.yml", "the file is not UTF-8 text"),
    ],
)
def test_only_files_of_the_repository_are_edited(folder: Path, path: str, why: str) -> None:
    (folder / "work/link.yml").symlink_to("people.yml")
    (folder / "work/linked").symlink_to("items")
    (folder / "work/odd.yml").write_bytes(b"title: \xff\n")
    with pytest.raises(EditError, match=why):
        draft(folder, put(path))


def test_a_new_file_never_takes_the_place_of_another(folder: Path) -> None:
    with pytest.raises(EditError, match="there is a file already"):
        draft(folder, Create("work/people.yml", "x", "a test"))
    with pytest.raises(EditError, match="there is a file already"):
        draft(folder, Move("work/items/OPS-1.yml", "work/people.yml", "a test"))


def test_a_path_that_a_move_left_can_be_taken_again(folder: Path) -> None:
    moves = (
        Move("work/items/OPS-1.yml", "work/items/OPS-4.yml", ""),
        Move("work/items/OPS-2.yml", "work/items/OPS-1.yml", ""),
    )
    write_draft(draft(folder, *moves, put("work/items/OPS-1.yml")))
    assert read_all(folder)["work/items/OPS-4.yml"] == FILES["work/items/OPS-1.yml"]
    assert read_all(folder)["work/items/OPS-1.yml"] == "title: Two\r\nstatus: done\r\nlabels: [a]"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_keeps_its_mode(folder: Path) -> None:
    target = folder / "work/items/OPS-1.yml"
    target.chmod(0o640)
    write_draft(draft(folder, put("work/items/OPS-1.yml")))
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_change_is_told_in_one_line() -> None:
    assert [tell(change) for change in PLAN] == [
        "set status to done",
        "add b to labels",
        "move the file to work/items/archive/OPS-2.yml",
        "take out title",
        "set ada.title to Engineer",
        "create the file",
        "set status to ready",
    ]
    assert tell(SetValue("a", ("x", 0, "y"), {"k": [True, None]}, "")) == "set x[0].y to {k: [yes, nothing]}"


def test_plans_add_up() -> None:
    both = Plan(PLAN.changes[:2]) + Plan(PLAN.changes[2:3])
    assert both.paths == ("work/items/OPS-1.yml", "work/items/OPS-2.yml", "work/items/archive/OPS-2.yml")
    assert (len(both), bool(both), bool(Plan()), list(both)) == (3, True, False, list(PLAN.changes[:3]))
