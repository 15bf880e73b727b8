"""Which approvals count: who gave them, what changed since, and what confirms them."""

import json
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.histories import make_history
from tests.workflow.small import item
from worksystem.load import WorkSystem
from worksystem.workflow.approvals import Proof
from worksystem.workflow.fields import digest_of
from worksystem.workflow.judge import Judge
from worksystem.workflow.reviews import Review, approvers_of, parse_reviews

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)
BY_GRACE = "owner: ada\nteam: platform\noutcome: No gap\nrisk: low\n"


def approved(by: str = "grace", digest: str = "", more: str = BY_GRACE) -> str:
    written = f", digest: {digest}" if digest else ""
    return f"{more}approvals:\n  - {{gate: board, by: {by}, date: 2026-11-20{written}}}\n"


def judged(make: Make, text: str, proof: Proof | None = None) -> tuple[str, str]:
    workspace = make(item(text, status="review")).workspace
    judge = Judge(workspace, TODAY, None if proof is None else {"OPS-1": {0: proof}})
    (standing,) = judge.standings(workspace.items["OPS-1"])
    return standing.state, standing.why


@pytest.mark.parametrize(
    ("by", "more", "state", "why"),
    [
        ("grace", BY_GRACE, "unverified", "no commit of grace and no review says so"),
        ("grace", BY_GRACE.replace("ada", "grace"), "barred", "grace owns it"),
        ("bo", BY_GRACE, "barred", "bo did not hold the role on 2026-11-20"),
    ],
)
def test_an_approval_counts_by_who_gave_it(make_system: Make, by: str, more: str, state: str, why: str) -> None:
    assert judged(make_system, approved(by, more=more)) == (state, why)


@pytest.mark.parametrize(
    ("proof", "state", "why"),
    [
        (Proof(("grace@example.org",)), "verified", "grace committed it"),
        (Proof(("GRACE@example.org",)), "verified", "grace committed it"),
        (Proof(("31+grace-h@users.noreply.github.com",)), "verified", "grace committed it"),
        (Proof(("ada@example.org",)), "unverified", "no commit of grace and no review says so"),
        (Proof(("ada@example.org", "grace@example.org")), "unverified", "no commit of grace and no review says so"),
        (Proof(("ada@example.org",), frozenset({"grace-h"})), "verified", "grace approved it in a review"),
        (Proof(("ada@example.org",), frozenset({"ada-n"})), "unverified", "no commit of grace and no review says so"),
        (Proof(("grace@example.org",), changed=("due", "risk")), "void", "risk changed after grace approved"),
        (Proof(("grace@example.org",), changed=("due",)), "verified", "grace committed it"),
    ],
)
def test_what_git_and_the_forge_know_decides(make_system: Make, proof: Proof, state: str, why: str) -> None:
    assert judged(make_system, approved(), proof) == (state, why)


def test_a_digest_holds_until_something_it_covers_says_something_else(make_system: Make) -> None:
    entry = make_system(item(BY_GRACE)).workspace.items["OPS-1"]
    digest = digest_of(entry, ("outcome", "risk"))
    assert len(digest) == 16
    reordered = "risk: 'low'   # looked at twice\nteam: platform\noutcome: \"No gap\"\nowner: ada\ndue: 2026-12-01\n"
    assert judged(make_system, approved(digest=digest, more=reordered))[0] == "unverified"
    assert judged(make_system, approved(digest=digest, more=BY_GRACE.replace("low", "high"))) == (
        "void",
        "outcome or risk is not what grace approved",
    )


def test_a_digest_knows_an_absent_field_from_another_one_and_nothing_from_nothing(make_system: Make) -> None:
    plain = make_system(item("outcome: x\n")).workspace.items["OPS-1"]
    assert digest_of(plain, ("outcome", "risk")) != digest_of(plain, ("outcome",))
    assert digest_of(plain, ()) == ""
    odd = make_system(item("outcome: x\nrisk: {1: a, b: [2, {c: null}]}\n")).workspace.items["OPS-1"]
    assert digest_of(odd, ("outcome", "risk")) != digest_of(plain, ("outcome", "risk"))


@pytest.mark.parametrize(
    ("day", "state"), [("2026-11-20", "unverified"), ("2026-11-21", "void"), ("2026-11-23", "unverified")]
)
def test_a_field_that_changed_after_the_day_of_the_approval_voids_it(make_system: Make, day: str, state: str) -> None:
    event = {"item": "OPS-1", "field": "risk", "old": "high", "new": "low", "at": f"{day}T12:00:00+00:00"}
    born = {**event, "old": None, "new": "high", "at": "2026-11-01T12:00:00+00:00"}
    workspace = make_system(item(approved(), status="review")).workspace
    judge = Judge(workspace, TODAY, history=make_history([born, event], as_of="2026-11-22"))
    assert [each.state for each in judge.standings(workspace.items["OPS-1"])] == [state]


def test_where_unverified_is_not_enough_the_move_waits_for_a_commit_or_a_review(make_system: Make) -> None:
    settings = "version: 1\nname: Example\npublish: {audience: internal}\napprovals: {unverified: not_enough}\n"
    workspace = make_system({**item(approved(), status="review"), "work/worksystem.yml": settings}).workspace
    entry = workspace.items["OPS-1"]
    known: list[dict[str, dict[int, Proof]] | None] = [
        None,
        {"OPS-1": {}},
        {"OPS-1": {0: Proof(("grace@example.org",))}},
    ]
    ways = [Judge(workspace, TODAY, proofs).find_way(entry, "done") for proofs in known]
    assert [[(need.says, need.help) for need in way.missing] for way in ways if way is not None] == [
        [],
        [
            (
                "board: an approval by Manager; no commit of grace and no review says so",
                "let grace commit the line, or approve it in a review",
            )
        ],
        [],
    ]


def test_the_owner_may_approve_only_where_the_gate_leaves_nobody_out(make_system: Make) -> None:
    files = item(approved("grace", more=BY_GRACE.replace("ada", "grace")), status="review")
    path = "work/workflows/control.yml"
    open_to_all = {**files, path: files[path].replace("count: 1,", "count: 1, except: [],")}
    workspace = make_system(open_to_all).workspace
    assert [each.state for each in Judge(workspace, TODAY).standings(workspace.items["OPS-1"])] == ["unverified"]


def test_reviews_are_read_as_the_forge_writes_them() -> None:
    row = {"user": {"login": "Grace-H"}, "state": "APPROVED", "commit_id": "c1"}
    assert parse_reviews(json.dumps([[row], [{**row, "user": None, "commit_id": None}]])) == (
        Review("Grace-H", "APPROVED", "c1"),
        Review("", "APPROVED", ""),
    )
    assert [parse_reviews(text) for text in ("{}", "[1]", '[{"user": 3}]', "[", "[" * 100_000)] == [None] * 5


GRACE = {"id": 5, "name": "Grace", "username": "Grace-H"}
REQUEST = {"iid": 12, "state": "opened", "sha": "c1", "diff_refs": {"head_sha": "c1"}, "author": {"username": "ada"}}
APPROVALS = {
    "iid": 12,
    "approvals_required": 2,
    "approved_by": [{"user": GRACE, "approved_at": "2026-11-20T09:00:00Z"}],
}
STATE = {
    "approval_rules_overwritten": False,
    "rules": [
        {"id": 1, "name": "Board", "approved": True, "approved_by": [GRACE]},
        {"id": 2, "name": "Legal", "approved": True, "approved_by": [GRACE, {"id": 6, "username": "bo"}]},
    ],
}


def behind(*documents: object) -> str:
    return "\n".join(json.dumps(each) for each in documents)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (behind(REQUEST, APPROVALS), [("Grace-H", "c1")]),
        (behind(APPROVALS, {"diff_refs": {"head_sha": "c2"}}), [("Grace-H", "c2")]),
        (behind([REQUEST, APPROVALS]), [("Grace-H", "c1")]),
        (behind({**APPROVALS, "sha": "c3"}), [("Grace-H", "c3")]),
        (behind(REQUEST, STATE), [("Grace-H", "c1"), ("bo", "c1")]),
        (behind(APPROVALS), [("Grace-H", "")]),
        (behind(REQUEST, {"sha": "c2"}, APPROVALS), [("Grace-H", "")]),
        (behind(REQUEST, {**APPROVALS, "approved_by": []}), []),
    ],
    ids=["both", "other order", "in a list", "in one", "state", "no commit", "two commits", "nobody"],
)
def test_approvals_of_gitlab_are_of_the_commit_at_the_head_of_the_merge_request(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert parse_reviews(text) == tuple(Review(login, "APPROVED", commit, "gitlab") for login, commit in found)


@pytest.mark.parametrize(
    "text",
    [
        behind(REQUEST),
        behind({"approved_by": "grace"}),
        behind({"approved_by": [{"user": {"name": "Grace"}}]}),
        behind({"rules": [3]}),
        behind(APPROVALS, 3),
        behind({"message": "404 Not found"}),
        "",
        "not found",
    ],
)
def test_what_is_in_neither_form_is_no_list_of_reviews(text: str) -> None:
    assert parse_reviews(text) is None


def test_a_name_on_gitlab_is_not_the_same_name_on_github(make_system: Make) -> None:
    both = approvers_of([Review("Grace-H", "APPROVED", "c1", "gitlab")], {"c1"})
    assert both == {"gitlab:grace-h"}
    assert judged(make_system, approved(), Proof((), both))[0] == "unverified"
    path = "work/people.yml"
    files = item(approved(), status="review")
    moved = {**files, path: files[path].replace("{github: Grace-H", "{gitlab: '@Grace-H'")}
    workspace = make_system(moved).workspace
    judge = Judge(workspace, TODAY, {"OPS-1": {0: Proof((), both)}})
    assert [each.state for each in judge.standings(workspace.items["OPS-1"])] == ["verified"]


def test_the_last_word_on_one_of_the_commits_counts_and_remarks_do_not() -> None:
    reviews = [
        Review("Ada", "APPROVED", "c1"),
        Review("ada", "COMMENTED", "c2"),
        Review("Bo", "APPROVED", "c1"),
        Review("bo", "CHANGES_REQUESTED", "c1"),
        Review("cy", "APPROVED", "c0"),
        Review("di", "DISMISSED", "c1"),
        Review("", "APPROVED", "c1"),
    ]
    assert approvers_of(reviews, {"c1", "c2"}) == {"ada"}
