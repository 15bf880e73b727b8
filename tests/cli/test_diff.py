"""`worksystem diff` and `check --base` on real repositories: what is compared, who made it, and what confirms it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.diff.sides import BEFORE, change
from tests.repositories import commit, git
from tests.systems import write_files
from worksystem.cli import main

Run = Callable[..., tuple[int, str, str]]

SECOND = "work/items/OPS-00002.yml"
ITEM = "work/items/OPS-00001.yml"
APPROVED = "approvals:\n  - {gate: review, by: grace, date: 2026-11-20}\n"
DONE = {SECOND: BEFORE[SECOND].replace("status: doing", "status: done")}
AS_OF = ("--as-of", "2026-11-22")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system on main, and a branch that began there."""
    repository = tmp_path / "repository"
    commit(repository, BEFORE, "2026-11-01")
    git(repository, "config", "user.email", "nobody@example.org")
    git(repository, "switch", "--quiet", "--create", "topic")
    monkeypatch.chdir(repository)
    return repository


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def commit_as(folder: Path, files: dict[str, str], mail: str) -> str:
    """A commit written by somebody."""
    commit(folder, files, "2026-11-20")
    git(folder, "commit", "--quiet", "--amend", "--no-edit", f"--author=X <{mail}>", at="2026-11-20T12:00:00+00:00")
    return git(folder, "rev-parse", "HEAD")


def diff(run: Run, *arguments: str) -> dict[str, Any]:
    code, out, err = run("diff", "--format", "json", *AS_OF, *arguments)
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def changed(found: dict[str, Any]) -> list[str]:
    return [f"{record['id']} {each['says']}" for record in found["records"] for each in record["changes"]]


def test_the_branch_is_compared_with_where_it_left_main(folder: Path, run: Run) -> None:
    base = git(folder, "rev-parse", "main")
    commit(folder, change(("risk: low", "risk: high")), "2026-11-02")
    git(folder, "switch", "--quiet", "main")
    commit(folder, {SECOND: BEFORE[SECOND] + "labels: [late]\n"}, "2026-11-03")
    git(folder, "switch", "--quiet", "topic")
    found = diff(run)
    assert changed(found) == ["OPS-00001 risk: low → high"]
    assert found["base"] == {"named": "main", "commit": base, "behind": 1}
    assert found["head"] is None
    assert changed(diff(run, "main~1")) == ["OPS-00001 risk: low → high"]


def test_what_is_not_committed_counts_unless_a_revision_is_asked_for(folder: Path, run: Run) -> None:
    commit(folder, change(("risk: low", "risk: high")), "2026-11-02")
    (folder / ITEM).unlink()
    (folder / "notes.txt").write_text("hm\n", encoding="utf-8")
    found = diff(run)
    assert changed(found) == ["OPS-00001 removed; it was in To do"]
    assert found["other_files"] == ["notes.txt"]
    at = diff(run, "--at", "topic")
    assert (changed(at), at["other_files"]) == (["OPS-00001 risk: low → high"], [])
    assert at["head"] == git(folder, "rev-parse", "topic")


def test_without_a_local_branch_it_is_that_of_origin(folder: Path, run: Run, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--branch", "topic", str(folder), str(clone))
    code, out, _ = run("-C", str(clone), "diff", *AS_OF)
    assert (code, out.splitlines()[1]) == (
        0,
        f"Compared with origin/main at {git(folder, 'rev-parse', 'main')[:10]}, where the branch began.",
    )


def test_the_branch_that_counts_stands_in_the_settings(folder: Path, run: Run) -> None:
    git(folder, "branch", "--move", "main", "trunk")
    settings = "work/worksystem.yml"
    assert "git knows no commit called main or origin/main" in run("diff")[2]
    commit(folder, {settings: BEFORE[settings] + "repository: {branch: trunk}\n"}, "2026-11-02")
    assert diff(run)["base"]["named"] == "trunk"


def test_failing_is_for_those_who_ask_for_it(folder: Path, run: Run) -> None:
    commit(folder, change(("risk: low", "risk: high")), "2026-11-02")
    assert run("diff", "--fail-on", "agreement")[0] == 0
    commit(folder, change(("capacity: 32h", "capacity: 24h"), path="work/people.yml"), "2026-11-03")
    assert run("diff")[0] == 0
    assert run("diff", "--fail-on", "agreement")[0] == 1


def test_who_changed_it_is_said_or_known_from_commits(folder: Path, run: Run) -> None:
    commit_as(folder, change(("risk: low", "risk: high")), "grace@example.org")
    own = diff(run, "--at", "topic")
    assert (own["by"], own["class"], own["reasons"]) == (
        [{"id": "grace", "name": "Grace Oyelaran"}],
        "agreement",
        ["an item of another team"],
    )
    assert diff(run, "--at", "topic", "--by", "github:Ada-N")["class"] == "routine"
    assert diff(run, "--by", "bo")["by"] == [{"id": "bo", "name": "Bo Lindqvist"}]
    code, _, err = run("diff", "--by", "ada-n")
    assert (code, err.splitlines()[0]) == (2, 'error: no person is called "ada-n" where the branch began')


def test_nobody_is_known_where_one_author_is_not(folder: Path, run: Run) -> None:
    commit_as(folder, change(("risk: low", "risk: high")), "grace@example.org")
    commit_as(folder, {SECOND: BEFORE[SECOND] + "labels: [x]\n"}, "stranger@example.org")
    found = diff(run, "--at", "topic")
    assert (found["by"], found["class"]) == ([], "routine")
    why = "two commits; an author has an address that no person has"
    assert found["notes"] == [f"nobody knows who made this change ({why}); who may make a move was not judged"]
    assert diff(run, "--at", "topic", "--by", "grace")["notes"] == []


def test_a_review_by_an_account_that_no_person_has_is_said(folder: Path, run: Run) -> None:
    head = commit_as(folder, change(("risk: low", "risk: high")), "grace@example.org")
    file = reviews(folder, head, "APPROVED", login="Mallory")
    assert diff(run, "--at", "topic", "--reviews", file)["notes"] == [
        "the review of the account mallory confirms nothing, because no person has it"
    ]
    file = reviews(folder, head, "APPROVED")
    assert diff(run, "--at", "topic", "--reviews", file)["notes"] == []


def test_nobody_makes_themselves_somebody_in_their_own_change(folder: Path, run: Run) -> None:
    commit(folder, change(("github: grace-o", "github: mallory"), path="work/people.yml"), "2026-11-02")
    assert run("diff", "--by", "github:mallory")[0] == 2


def test_output_goes_to_a_file(folder: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "summary.md"
    assert run("diff", "--format", "markdown", "--output", str(target)) == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith("## What changes in the work\n")


def found(run: Run, *arguments: str) -> list[tuple[str, int, str]]:
    _, out, _ = run("check", "--format", "json", "--select", "WS33,WS203", *AS_OF, *arguments)
    return [(each["path"], each["line"], each["code"]) for each in json.loads(out)["diagnostics"]]


def test_moves_are_judged_only_with_a_base(folder: Path, run: Run) -> None:
    commit(folder, change(("status: todo", "status: done")), "2026-11-02")
    assert found(run) == []
    assert found(run, "--base", "main") == [(ITEM, 2, "WS330")]
    assert run("check", "--base", "main", "--select", "WS330", *AS_OF)[0] == 1


def test_each_commit_of_a_branch_may_move_a_step(folder: Path, run: Run) -> None:
    approved = change(("risk: low", f"risk: low\n{APPROVED}".rstrip()))[ITEM]
    commit(folder, {ITEM: approved.replace("status: todo", "status: doing")}, "2026-11-02")
    commit(folder, {ITEM: approved.replace("status: todo", "status: done")}, "2026-11-03")
    assert [code for _, _, code in found(run, "--base", "main")] == ["WS333"]


def test_who_may_not_move_it_is_told(folder: Path, run: Run) -> None:
    commit_as(folder, change(("status: todo", "status: doing")), "grace@example.org")
    assert found(run, "--base", "main", "--at", "topic") == [(ITEM, 2, "WS330")]
    assert found(run, "--base", "main", "--by", "ada") == []


def test_a_missing_approval_fails_at_the_item(folder: Path, run: Run) -> None:
    commit(folder, DONE, "2026-11-02")
    assert found(run, "--base", "main") == [(SECOND, 2, "WS332")]
    assert "WS314" not in run("check", "--base", "main", *AS_OF)[1]


def strict(folder: Path) -> None:
    """Main asks that approvals are verified."""
    git(folder, "switch", "--quiet", "main")
    settings = "work/worksystem.yml"
    commit(folder, {settings: BEFORE[settings] + "approvals: {unverified: not_enough}\n"}, "2026-11-02")
    git(folder, "switch", "--quiet", "--force-create", "topic")


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        ("grace@example.org", []),
        ("77+grace-o@users.noreply.github.com", []),
        ("ada@example.org", [(SECOND, 8, "WS332")]),
    ],
)
def test_an_approval_is_verified_by_the_commit_of_its_line(
    folder: Path, run: Run, mail: str, expected: list[tuple[str, int, str]]
) -> None:
    strict(folder)
    commit_as(folder, {SECOND: BEFORE[SECOND] + APPROVED}, mail)
    commit_as(folder, {SECOND: DONE[SECOND] + APPROVED}, "bo@example.org")
    assert found(run, "--base", "main") == expected


def test_nobody_signs_for_others_by_changing_their_identities(folder: Path, run: Run) -> None:
    strict(folder)
    taken = change(("git: [grace@example.org]", "git: [ada@example.org]"), path="work/people.yml")
    commit_as(folder, {**taken, SECOND: DONE[SECOND] + APPROVED}, "ada@example.org")
    assert found(run, "--base", "main") == [(SECOND, 8, "WS332")]


def test_what_an_approval_covers_may_not_change_after_it(folder: Path, run: Run) -> None:
    commit_as(folder, {SECOND: BEFORE[SECOND] + APPROVED}, "grace@example.org")
    commit(folder, {SECOND: (DONE[SECOND] + APPROVED).replace("They are here", "They are cheap")}, "2026-11-21")
    code, out, _ = run("check", "--base", "main", "--select", "WS332", "--format", "concise", *AS_OF)
    assert code == 1
    assert "outcome changed after grace approved" in out


def reviews(folder: Path, commit_id: str, *states: str, login: str = "Grace-O") -> str:
    file = folder.parent / "reviews.json"
    rows = [{"user": {"login": login}, "state": state, "commit_id": commit_id} for state in states]
    file.write_text(json.dumps(rows), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("states", "login", "codes"),
    [
        (["APPROVED"], "Grace-O", []),
        (["APPROVED", "COMMENTED"], "Grace-O", []),
        (["APPROVED", "CHANGES_REQUESTED"], "Grace-O", ["WS332"]),
        (["DISMISSED"], "Grace-O", ["WS332"]),
        (["APPROVED"], "ada-n", ["WS332"]),
    ],
)
def test_an_approval_is_verified_by_a_review(
    folder: Path, run: Run, states: list[str], login: str, codes: list[str]
) -> None:
    strict(folder)
    head = commit(folder, {SECOND: DONE[SECOND] + APPROVED}, "2026-11-20")
    file = reviews(folder, head, *states, login=login)
    assert [code for _, _, code in found(run, "--base", "main", "--reviews", file)] == codes


def test_a_review_of_another_text_confirms_nothing(folder: Path, run: Run) -> None:
    strict(folder)
    seen = commit(folder, {SECOND: DONE[SECOND] + APPROVED}, "2026-11-20")
    commit(folder, {ITEM: BEFORE[ITEM] + "\n"}, "2026-11-21")
    file = reviews(folder, seen, "APPROVED")
    assert found(run, "--base", "main", "--reviews", file) == []  # another file has changed
    commit(folder, {SECOND: DONE[SECOND] + "contributors: [ada]\n" + APPROVED}, "2026-11-22")
    assert [code for _, _, code in found(run, "--base", "main", "--reviews", file)] == ["WS332"]


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"user": {"login": "x"}}]', "[" * 5000])
def test_what_is_no_list_of_reviews_is_said(folder: Path, run: Run, text: str) -> None:
    file = folder.parent / "reviews.json"
    file.write_text(text, encoding="utf-8")
    code, _, err = run("check", "--base", "main", "--reviews", str(file))
    assert code == 2
    assert "holds no reviews as GitHub, GitLab or Forgejo tell them" in err
    assert "glab api projects/:id/merge_requests/NUMBER/approvals" in err


@pytest.mark.parametrize(("login", "codes"), [("grace.o", []), ("Grace-O", ["WS332"])])
def test_an_approval_is_verified_by_the_approvals_of_a_merge_request(
    folder: Path, run: Run, login: str, codes: list[str]
) -> None:
    people = "work/people.yml"
    git(folder, "switch", "--quiet", "main")
    commit(folder, {people: BEFORE[people].replace("github: grace-o", "gitlab: grace.o")}, "2026-11-02")
    git(folder, "switch", "--quiet", "--force-create", "topic")
    strict(folder)
    head = commit(folder, {SECOND: DONE[SECOND] + APPROVED}, "2026-11-20")
    file, given = folder.parent / "reviews.json", json.dumps({"approved_by": [{"user": {"username": login}}]})
    file.write_text(f"{json.dumps({'sha': head})}\n{given}", encoding="utf-8")
    assert [code for _, _, code in found(run, "--base", "main", "--reviews", str(file))] == codes


def test_approvals_of_gitlab_without_their_commit_confirm_nothing(folder: Path, run: Run) -> None:
    file = folder.parent / "reviews.json"
    file.write_text('{"approved_by": [{"user": {"username": "grace"}}]}', encoding="utf-8")
    code, _, err = run("check", "--base", "main", "--reviews", str(file))
    assert code == 2
    assert "says who approved, and not which commit" in err
    assert "glab api projects/:id/merge_requests/NUMBER`" in err


def test_only_changed_files_are_reported_on_request(folder: Path, run: Run) -> None:
    git(folder, "switch", "--quiet", "main")
    commit(folder, {SECOND: BEFORE[SECOND].replace("owner: bo", "owner: boo")}, "2026-11-02")
    git(folder, "switch", "--quiet", "--force-create", "topic")
    assert found(run, "--base", "main", "--changed-only") == []
    commit(folder, change(("owner: ada", "owner: adda")), "2026-11-03")
    assert found(run, "--base", "main", "--changed-only") == [(ITEM, 4, "WS203")]
    assert len(found(run, "--base", "main")) == 2
    assert found(run, "--base", "main", "--changed-only", SECOND) == []


def test_an_ignore_of_a_move_is_not_called_useless_without_a_base(folder: Path, run: Run) -> None:
    ignored = "status: done  # worksystem: ignore WS330 -- agreed by hand"
    commit(folder, change(("status: todo", ignored)), "2026-11-02")
    assert "WS903" not in run("check", *AS_OF)[1]
    assert found(run, "--base", "main") == []
    assert diff(run)["class"] == "agreement"


@pytest.mark.parametrize("option", [("--changed-only",), ("--by", "ada"), ("--reviews", "x.json")])
def test_options_of_a_change_need_a_base(folder: Path, run: Run, option: tuple[str, ...]) -> None:
    code, _, err = run("check", *option)
    assert (code, err.splitlines()[0]) == (2, "error: there is nothing to compare with")


def test_what_git_cannot_tell_is_said(folder: Path, run: Run, tmp_path: Path) -> None:
    for arguments, says in (
        (("diff", "nowhere"), 'cannot go back to "nowhere": git knows no commit called nowhere'),
        (("check", "--base", "--all"), 'cannot go back to "--all": git knows no commit called --all'),
    ):
        code, out, err = run(*arguments)
        assert (code, out, err.splitlines()[0]) == (2, "", f"error: {says}")
    git(folder, "switch", "--quiet", "--orphan", "other")
    commit(folder, BEFORE, "2026-11-02")
    assert "it has no commit in common with what is compared" in run("diff", "main")[2]
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=topic", f"file://{folder}", str(shallow))
    assert "the clone is shallow and does not hold it" in run("-C", str(shallow), "diff", "main")[2]


def test_a_first_pull_request_creates_everything(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "first"
    commit(folder, {"README.md": "Soon\n", "work/worksystem.yml": None}, "2026-11-01")
    git(folder, "switch", "--quiet", "--create", "topic")
    commit(folder, {**BEFORE, **DONE}, "2026-11-02")
    told = diff(lambda *arguments: run("-C", str(folder), *arguments), "main")
    assert [record for record in told["records"] if record["changes"][0]["what"] != "created"] == []
    assert {record["kind"] for record in told["records"]} >= {"settings", "item", "workflow", "person", "team"}
    assert told["class"] == "agreement"
    assert told["findings"]["solved"] == []
    code, out, err = run("-C", str(folder), "check", "--base", "main", "--format", "concise", *AS_OF)
    assert code == 0
    assert err.startswith("note: nobody knows who made this change (one commit; ")
    assert "WS33" not in out
    assert run("-C", str(folder), "diff", "main", "--format", "markdown", *AS_OF)[0] == 0
    assert run("-C", str(folder), "diff", "main", *AS_OF)[0] == 0


def test_without_git_there_is_nothing_to_compare_with(tmp_path: Path, run: Run) -> None:
    write_files(tmp_path, BEFORE)
    code, _, err = run("-C", str(tmp_path), "diff")
    assert code == 2
    assert "lies in no git repository" in err


def test_the_merge_of_a_forge_is_compared_with_what_it_merges_into(folder: Path, run: Run) -> None:
    head = commit_as(folder, {SECOND: DONE[SECOND] + APPROVED}, "bo@example.org")
    git(folder, "switch", "--quiet", "main")
    commit(folder, {ITEM: BEFORE[ITEM] + "\n"}, "2026-11-21")
    git(folder, "switch", "--quiet", "--detach", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "merge", "topic")
    told = diff(run, "main")
    assert (told["base"]["behind"], [record["id"] for record in told["records"]]) == (0, ["OPS-00002"])
    file = reviews(folder, head, "APPROVED")
    assert found(run, "--base", "main", "--reviews", file) == []


def test_a_block_after_a_legal_move_on_the_same_branch_is_no_fault(folder: Path, run: Run) -> None:
    todo, doing = BEFORE[ITEM], BEFORE[ITEM].replace("status: todo", "status: doing")
    commit(folder, {ITEM: doing}, "2026-11-20")
    commit(folder, {ITEM: doing + "blocked: {since: 2026-11-20, reason: x}\n"}, "2026-11-20")
    assert [code for *_, code in found(run, "--base", "main") if code == "WS331"] == []
    git(folder, "switch", "--quiet", "--create", "other", "main")
    for text in (todo, doing):
        commit(folder, {ITEM: text + "blocked: {since: 2026-11-20, reason: x}\n"}, "2026-11-20")
    commit(folder, {ITEM: doing}, "2026-11-20")
    assert [code for *_, code in found(run, "--base", "main") if code == "WS331"] == ["WS331"]


def test_a_migration_solves_nothing_and_makes_no_room(folder: Path, run: Run) -> None:
    git(folder, "switch", "--quiet", "main")
    overdue = BEFORE[SECOND].replace("due: 2026-12-01", "due: 2026-11-01")
    commit(folder, {SECOND: overdue, ITEM: BEFORE[ITEM].replace("status: todo", "status: doing")}, "2026-11-02")
    git(folder, "switch", "--quiet", "--create", "renamed")
    path = "work/workflows/delivery.yml"
    now = BEFORE[path].replace("doing", "working").replace("version: 1", "version: 2")
    commit(folder, {path: f"{now}migrations: {{1: {{doing: working}}}}\n"}, "2026-11-20")
    told = diff(run, "main")
    assert {each["code"] for each in told["findings"]["new"]} == {"WS202"}
    assert told["findings"]["solved"] == []
    assert (told["effect"]["wip"], told["effect"]["load"]) == ([], [])
