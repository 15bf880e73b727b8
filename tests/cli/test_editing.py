"""Commands that edit: what is printed where, what is written, and with which exit code."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.actions.small import FILES, ITEM
from tests.repositories import commit, git
from tests.systems import write_files
from worksystem.cli import main
from worksystem.load import load
from worksystem.load.past_ids import find_past_ids

READY = "title: Rotate   # soon\nstatus: ready\ntype: change\nowner: ada\nestimate: 2wd\n"
REVIEW = "title: Order\nstatus: review\ntype: change\nowner: bo\noutcome: Payments work\n"
OTHER = "work/items/OPS-AAAA2.yml"
AS_OF = ("--as-of", "2026-11-22")
DUTIES = """\
Ada Nakamura owns OPS-AAAA1 Rotate
Ada Nakamura leads Platform
Ada Nakamura is Change manager of Platform
Ada Nakamura may approve OPS-AAAA2 at change_board; Grace Okonkwo may, too
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, {**FILES, ITEM: READY, OTHER: REVIEW})
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    (tmp_path / "gitconfig").write_text("[user]\nname = Nobody\nemail = nobody@example.org\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, today: bool = False) -> tuple[int, str, str]:
        code = main([*arguments, *([] if today else AS_OF)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


def test_a_move_is_written_and_told_in_a_line(run: Run) -> None:
    assert run("move", "OPS-AAAA1", "doing", "--by", "ada") == (0, f"{ITEM}: set status to doing\n", "")
    assert read(ITEM) == READY.replace("status: ready", "status: doing")


def test_a_dry_run_prints_the_diff_and_writes_nothing(run: Run, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, out, err = run("move", "OPS-AAAA1", "doing", "--by", "ada", "--dry-run")
    assert (code, err) == (0, "")
    assert out == (
        f"diff --git a/{ITEM} b/{ITEM}\n--- a/{ITEM}\n+++ b/{ITEM}\n@@ -1,5 +1,5 @@\n title: Rotate   # soon\n"
        "-status: ready\n+status: doing\n type: change\n owner: ada\n estimate: 2wd\n"
    )
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_new_names_the_options_that_are_missing(run: Run, folder: Path) -> None:
    path = "work/types/change.yml"
    kind = (folder / path).read_text(encoding="utf-8")
    write_files(folder, {path: f"{kind}required: [owner, outcome, labels]\n"})
    code, out, err = run("new", "change", "Order", "--owner", "ada")
    assert (code, out) == (1, "")
    assert err == "error: every change needs outcome and labels\nhelp: add --outcome ... --set labels=...\n"
    assert run("new", "change", "Order", "--owner", "ada", "--outcome", "It is there", "--set", "labels=x")[0] == 0


def test_a_dry_run_says_where_the_id_will_be_another_one(run: Run, folder: Path) -> None:
    note = "note: ids are random: when it is written, the id will be another one\n"
    made = ("new", "change", "Order", "--owner", "ada", "--outcome", "It is there")
    for arguments in (made, ("split", "OPS-AAAA1", "First", "Second")):
        code, _, err = run(*arguments, "--dry-run")
        assert (code, err) == (0, note)
        assert run(*arguments)[0::2] == (0, "")
    assert run("renumber", "OPS-AAAA2", "--dry-run", today=True)[2] == note
    assert run("renumber", "OPS-AAAA2", "OPS-AAAA3", "--dry-run", today=True)[2] == ""
    write_files(folder, {"work/worksystem.yml": "version: 1\nname: Example\nids: {style: sequential}\n"})
    assert run(*made, "--dry-run")[2] == ""


def test_verbose_prints_the_diff_below_the_line(run: Run) -> None:
    code, out, _ = run("set", "OPS-AAAA1", "owner=bo", "-v")
    assert code == 0
    assert out.startswith(f"{ITEM}: set owner to bo\ndiff --git ")
    assert "+owner: bo\n" in out


def test_a_refusal_exits_with_1_and_says_what_is_missing(run: Run) -> None:
    code, out, err = run("move", "OPS-AAAA2", "done", "--by", "grace")
    assert (code, out) == (1, "")
    assert err == (
        'error: OPS-AAAA2 cannot go to "Done": two things are missing\n'
        "  - change board: an approval by Change manager\n"
        "    worksystem approve OPS-AAAA2 change_board, by Ada Nakamura or Grace Okonkwo\n"
        "  - Legal review is done\n    worksystem move OPS-AAAA2 STATE --branch legal\n"
    )
    assert read(OTHER) == REVIEW


def test_what_git_says_of_you_says_who_acts(run: Run, folder: Path) -> None:
    code, _, err = run("move", "OPS-AAAA1", "doing")
    assert code == 1
    assert "it is not known who acts\nhelp: say who acts with --by PERSON; Ada Nakamura may\n" in err
    (folder / "gitconfig").write_text("[user]\nname = A\nemail = ADA@example.org\n", encoding="utf-8")
    assert run("move", "OPS-AAAA1", "doing")[0] == 0
    (folder / "gitconfig").write_text("[user]\nname = Grace Okonkwo\nemail = g@elsewhere.org\n", encoding="utf-8")
    assert run("approve", "OPS-AAAA2", "change_board")[0] == 0
    assert "  - {gate: change_board, by: grace, date: 2026-11-22, digest: " in read(OTHER)


def test_what_nobody_knows_could_not_run(run: Run) -> None:
    for arguments, says in (
        (("move", "OPS-AAAA9", "done"), 'no item is called "OPS-AAAA9"'),
        (("move", "done"), "no item is named"),
        (("unblock", "OPS-AAAA1", "--by", "adda"), 'no person is called "adda"'),
        (("set", "OPS-AAAA1"), "no field is named"),
        (("set", "OPS-AAAA1", "=x"), '"=x" sets no field'),
        (("unblock", "--where", "ownr == 'ada'"), 'an item has no field "ownr"'),
        (("reassign", "--from", "nobody"), 'no person is called "nobody"'),
        (("move", "OPS-AAAA1", "doing", "--hand-over", "--take-over"), "--hand-over and --take-over are for two"),
        (("archive", "--older-than", "soon"), '"soon" is not a length of time'),
        (("new", "change", "One", "--set", "risk"), '"risk" sets no field'),
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (2, ""), arguments
        assert says in err, err


def test_many_items_are_edited_all_or_none(run: Run) -> None:
    where = ("--where", "type == 'change'")
    code, out, err = run("block", *where, "--because", "No power", "--waiting-for", "grid")
    assert code == 0
    assert [line.partition(":")[0] for line in out.splitlines()] == [ITEM, OTHER]
    assert err == (
        "note: OPS-AAAA1: after 3d it goes to Delivery lead\nnote: OPS-AAAA2: after 3d it goes to Delivery lead\n"
    )
    assert run("unblock", "OPS-AAAA2")[0] == 0
    assert read(OTHER) == REVIEW
    code, out, err = run("unblock", *where)
    assert (code, out) == (1, "")
    assert err == (
        "error: OPS-AAAA2 is not blocked\nhelp: worksystem next OPS-AAAA2 says what its moves need\n"
        "note: nothing changed; --keep-going does what is not refused\n"
    )
    code, out, err = run("unblock", *where, "--keep-going")
    assert (code, out) == (1, f"{ITEM}: take out blocked\n")
    assert err.endswith("note: 1 of 2 items changed\n")
    assert read(ITEM) == READY


def test_an_expression_that_fits_nothing_changes_nothing(run: Run) -> None:
    assert run("unblock", "--where", "owner == 'grace'") == (0, "", "note: no item fits, so that nothing changes\n")


def test_what_stands_there_already_is_not_written_again(run: Run) -> None:
    assert run("set", "OPS-AAAA1", "owner=ada") == (
        0,
        "",
        "note: nothing changes: it stands there like that already\n",
    )


def test_ids_and_expression_together_choose_what_is_both(run: Run) -> None:
    code, out, _ = run("assign", "OPS-AAAA1", "OPS-AAAA2", "grace", "--where", "owner == 'bo'")
    assert (code, out) == (0, f"{OTHER}: set owner to grace\n")


def test_a_new_item_passes_the_check(run: Run) -> None:
    code, out, err = run(
        *("new", "change", "Second line: to the bank", "--owner", "ada", "--team", "platform", "--due", "2026-12-24"),
        *("--outcome", "Two ways", "--parent", "OPS-AAAA1", "--set", "risk=high", "--set", "labels=a,b"),
    )
    assert (code, err) == (0, "")
    path = out.removesuffix(": new\n")
    assert read(path).startswith('title: "Second line: to the bank"\nstatus: proposed\ntype: change\nowner: ada\n')
    assert run("check", "--select", "WS1,WS2", path) == (0, run("check", "--select", "WS1,WS2", path)[1], "")


def test_a_new_item_that_lacks_something_is_refused_and_not_written(run: Run, folder: Path) -> None:
    code, out, err = run("new", "change", "Second line")
    assert (code, out) == (1, "")
    assert err == "error: every change needs owner\nhelp: add --owner ...\n"
    assert sorted(path.name for path in (folder / "work/items").iterdir()) == ["OPS-AAAA1.yml", "OPS-AAAA2.yml"]


def test_children_are_new_items(run: Run) -> None:
    code, out, _ = run("split", "OPS-AAAA1", "One", "Two", "--share-estimate")
    paths = [line.removesuffix(": new") for line in out.splitlines()]
    assert (code, len(paths)) == (0, 2)
    assert all("parent: OPS-AAAA1\nestimate: 1wd\n" in read(path) for path in paths)


def test_time_links_and_the_gate_are_told_from_the_items(run: Run) -> None:
    assert run("log-time", "OPS-AAAA1", "3h", "--on", "2026-11-20", "--note", "Calls")[0] == 0
    assert run("link", "OPS-AAAA1", "depends_on", "OPS-AAAA2")[0] == 0
    assert run("link", "OPS-AAAA2", "depends_on", "OPS-AAAA1")[0] == 1
    assert run("approve", "OPS-AAAA2", "--by", "ada")[0] == 0
    assert read(ITEM) == (READY + "depends_on:\n  - OPS-AAAA2\ntime:\n  - {date: 2026-11-20, spent: 3h, note: Calls}\n")
    assert run("link", "OPS-AAAA1", "depends_on", "OPS-AAAA2", "--remove")[0] == 0
    assert "depends_on" not in read(ITEM)


def test_closed_work_is_put_away_when_git_says_that_it_is_old(run: Run, folder: Path) -> None:
    done = READY.replace("ready", "done")
    commit(folder, {ITEM: READY}, "2026-09-01")
    commit(folder, {ITEM: done}, "2026-10-10")
    (folder / OTHER).write_text(REVIEW.replace("review", "done"), encoding="utf-8")
    assert run("archive", "--older-than", "60d") == (0, "", "note: no item fits, so that nothing changes\n")
    moved = f"{ITEM}: move the file to work/items/archive/OPS-AAAA1.yml\n"
    assert run("archive", "--dry-run")[1] == (
        f"diff --git a/{ITEM} b/work/items/archive/OPS-AAAA1.yml\n"
        f"rename from {ITEM}\nrename to work/items/archive/OPS-AAAA1.yml\n"
    )
    assert run("archive") == (0, moved, "")
    assert read("work/items/archive/OPS-AAAA1.yml") == done
    assert not (folder / ITEM).exists()
    assert run("archive", "OPS-AAAA2")[0] == 0


def test_an_approval_that_nothing_confirms_is_not_enough_where_the_settings_say_so(run: Run, folder: Path) -> None:
    settings = "version: 1\nname: Example\npublish: {audience: internal}\napprovals: {unverified: not_enough}\n"
    approved = REVIEW + "branches: {legal: agreed}\napprovals:\n  - {gate: change_board, by: ada, date: 2026-11-20}\n"
    commit(folder, {"work/worksystem.yml": settings, OTHER: approved}, "2026-11-20")
    code, _, err = run("move", "OPS-AAAA2", "done", "--by", "grace")
    assert code == 1
    said = "change board: an approval by Change manager; no commit of ada and no review says so\n"
    assert said in err
    assert said in run("next", "OPS-AAAA2")[1]
    approve = "worksystem approve OPS-AAAA2 change_board, by Grace Okonkwo, and commit the line yourself"
    ask = f"let Ada Nakamura commit the line themselves; {approve}\n"
    assert ask in err
    assert ask in run("next", "OPS-AAAA2")[1]
    write_files(folder, {"work/worksystem.yml": settings.replace("not_enough", "enough")})
    assert run("move", "OPS-AAAA2", "done", "--by", "grace")[0] == 0


def test_an_id_that_was_deleted_on_any_branch_is_known(folder: Path) -> None:
    line = '{"item": "OLD-1", "field": "status", "old": null, "new": "ready", "at": "2020-01-01T00:00:00+00:00"}\n'
    commit(folder, {"work/history/old.jsonl": line}, "2026-09-01")
    git(folder, "switch", "-qc", "side")
    commit(folder, {"work/items/OPS-GONE1.yml": READY}, "2026-09-02")
    commit(folder, {"work/items/OPS-GONE1.yml": None}, "2026-09-03")
    git(folder, "switch", "-q", "-")
    assert find_past_ids(load(folder, as_of=date(2026, 11, 22))) >= {"OLD-1", "OPS-GONE1", "OPS-AAAA1"}


def test_what_rests_on_somebody_is_listed_or_passes_on(run: Run) -> None:
    assert run("reassign", "--from", "ada") == (
        0,
        DUTIES,
        "",
    )
    assert run("reassign", "--from", "sam", "--to", "grace", "--dry-run")[0] == 0
    code, out, _ = run("reassign", "--from", "ada", "--to", "bo")
    assert code == 0
    assert sorted(line.partition(":")[0] for line in out.splitlines()) == [ITEM, "work/teams.yml"]
    assert "platform:   # the first team\n" in read("work/teams.yml")


def test_next_says_which_command_makes_a_move(run: Run) -> None:
    code, out, _ = run("next", "OPS-AAAA1")
    assert code == 0
    assert "Start -> In progress\n" in out
    assert "  worksystem move OPS-AAAA1 doing\n" in out


def test_next_names_commands_and_no_lines_of_a_file(run: Run, folder: Path) -> None:
    write_files(folder, {OTHER: REVIEW + "blocked: {since: 2026-11-20, reason: the bank}\n"})
    out = run("next", "OPS-AAAA2")[1]
    assert "      worksystem unblock OPS-AAAA2\n" in out
    assert "      worksystem approve OPS-AAAA2 change_board, by Ada Nakamura or Grace Okonkwo\n" in out
    assert "under approvals" not in out


def test_whoever_approved_is_not_asked_again(run: Run, folder: Path) -> None:
    path = "work/workflows/control.yml"
    control = (folder / path).read_text(encoding="utf-8")
    approved = REVIEW + "branches: {legal: agreed}\napprovals:\n  - {gate: change_board, by: ada, date: 2026-11-20}\n"
    write_files(folder, {path: control.replace("gate: change_board", "gate: change_board, count: 2"), OTHER: approved})
    err = run("move", "OPS-AAAA2", "done", "--by", "grace")[2]
    assert "    worksystem approve OPS-AAAA2 change_board, by Grace Okonkwo\n" in err


def test_an_approval_whose_ground_changed_counts_neither_for_next_nor_for_move(run: Run, folder: Path) -> None:
    approved = REVIEW + "branches: {legal: agreed}\napprovals:\n  - {gate: change_board, by: ada, date: 2026-11-20}\n"
    commit(folder, {"work/worksystem.yml": "version: 1\nname: Example\n", OTHER: approved}, "2026-11-20")
    commit(folder, {OTHER: approved.replace("Payments work", "Nothing works")}, "2026-11-21")
    said = "change board: an approval by Change manager; outcome changed after ada approved\n"
    assert said in run("next", "OPS-AAAA2")[1]
    assert said in run("move", "OPS-AAAA2", "done", "--by", "grace")[2]


def test_next_names_the_cure_of_a_state_that_went_away(run: Run, folder: Path) -> None:
    path = "work/workflows/control.yml"
    control = (folder / path).read_text(encoding="utf-8")
    write_files(folder, {path: f"{control}version: 2\nmigrations: {{1: {{lost: ready}}}}\n"})
    write_files(folder, {ITEM: READY.replace("status: ready", "status: lost")})
    assert run("next", "OPS-AAAA1")[1].splitlines()[-1] == (
        'nothing comes next: "lost" is not a state of workflow "control"; worksystem check --fix moves it to ready'
    )
    assert run("check", "--fix")[0] == 0
    assert "status: ready" in read(ITEM)


def test_a_file_that_cannot_be_edited_is_left_alone_and_named(run: Run, folder: Path) -> None:
    text = REVIEW.replace("title: Order", "title: &name bo").replace("owner: bo", "owner: *name")
    (folder / OTHER).write_text(text, encoding="utf-8")
    code, out, err = run("set", "OPS-AAAA2", "title=Other")
    assert (code, out) == (2, "")
    assert err == (
        f"error: cannot edit {OTHER}:1:8: an anchor or an alias stands here\nhelp: write the value out by hand\n"
    )
    assert read(OTHER) == text
