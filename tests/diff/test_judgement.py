"""What a change is: routine or not, allowed or not, what it does to the whole, and what of it may be told."""

import json
from pathlib import Path

import pytest

from tests.diff.sides import BEFORE, TODAY, change, make_diff
from tests.systems import make_system
from worksystem.diff import Side, Stand, compare
from worksystem.report import diff_json, diff_markdown, diff_text
from worksystem.report.diff_words import headline
from worksystem.workflow.approvals import Proof
from worksystem.workflow.known import Known, Passage

SECOND = "work/items/OPS-00002.yml"
FLOW = "work/workflows/delivery.yml"
APPROVED = "approvals:\n  - {gate: review, by: grace, date: 2026-11-20}\n"


def finish(more: str = "") -> dict[str, str]:
    return {SECOND: BEFORE[SECOND].replace("status: doing", "status: done") + more}


def test_a_move_that_the_workflow_has_is_routine(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, {**change(("status: todo", "status: cancelled"))})
    (record,) = diff.records
    assert record.verdict is not None
    assert (record.verdict.name, record.verdict.is_legal, diff.class_) == ("Cancel", True, "routine")


def test_a_move_that_the_workflow_does_not_have_is_none(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, change(("status: todo", "status: done")))
    (record,) = diff.records
    assert record.verdict is not None
    assert [each.kind for each in record.verdict.objections] == ["move"]
    assert diff.reasons == ("a move that its workflow does not allow",)


def test_states_between_count_where_commits_show_them(tmp_path: Path) -> None:
    after = change(("status: todo", "status: done"), ("risk: low", f"risk: low\n{APPROVED}".rstrip()))
    assert make_diff(tmp_path, after, known=Known(via={"OPS-00001": [Passage("doing")]})).reasons == ("approvals",)


def test_a_missing_approval_names_who_could_give_it(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, finish())
    (objection,) = diff.records[0].verdict.objections if diff.records[0].verdict else ()
    assert (objection.kind, [person.title for person in objection.able]) == ("approval", ["Grace Oyelaran"])


def test_with_the_approval_the_move_is_allowed_and_still_takes_an_agreement(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, finish(APPROVED))
    assert diff.records[0].verdict is not None
    assert diff.records[0].verdict.is_legal
    assert diff.reasons == ("approvals",)


@pytest.mark.parametrize(("mail", "is_legal"), [("grace@example.org", True), ("ada@example.org", False)])
def test_an_approval_that_must_be_verified_is_by_a_commit(tmp_path: Path, mail: str, is_legal: bool) -> None:
    settings = "work/worksystem.yml"
    before = {**BEFORE, settings: BEFORE[settings] + "approvals: {unverified: not_enough}\n"}
    known = Known(proofs={"OPS-00002": {0: Proof(mails=(mail,))}})
    diff = make_diff(tmp_path, finish(APPROVED), before=before, known=known)
    assert diff.records[0].verdict is not None
    assert diff.records[0].verdict.is_legal is is_legal


TEAMS = "work/teams.yml"
BY_ADA = APPROVED.replace("grace", "ada")
GRANTED = change(("reviewer: [grace]", "reviewer: [grace, ada]"), path=TEAMS)


@pytest.mark.parametrize(
    ("files", "mail", "stand"),
    [
        (finish(APPROVED), "grace@example.org", Stand("verified", True, "grace committed it")),
        (
            finish(APPROVED),
            "bo@example.org",
            Stand("unverified", True, "no commit of grace and no review says so"),
        ),
        (finish(BY_ADA), "bo@example.org", Stand("barred", False, "ada did not hold the role on 2026-11-20")),
        (
            {**GRANTED, **finish(BY_ADA)},
            "bo@example.org",
            Stand("new", False, "ada holds the role only by this very change (WS335)"),
        ),
        (
            finish(APPROVED.replace("review", "launch")),
            "grace@example.org",
            Stand("unknown", False, "no workflow of the item has this gate"),
        ),
    ],
)
def test_an_added_approval_says_how_it_stands(tmp_path: Path, files: dict[str, str], mail: str, stand: Stand) -> None:
    diff = make_diff(tmp_path, files, known=Known(proofs={"OPS-00002": {0: Proof(mails=(mail,))}}))
    (added,) = (each for record in diff.records for each in record.changes if each.what == "approved")
    assert added.stand == stand
    assert stand.says in diff_text.render(diff)
    assert diff_markdown.escape(stand.says) in diff_markdown.render(diff)
    told = json.loads(diff_json.render(diff))["records"]
    given = {"state": stand.state, "counts": stand.counts, "why": stand.why}
    assert [each["approval"] for record in told for each in record["changes"] if "approval" in each] == [given]


def test_an_unverified_approval_does_not_count_where_the_settings_say_so(tmp_path: Path) -> None:
    settings = "work/worksystem.yml"
    before = {**BEFORE, settings: BEFORE[settings] + "approvals: {unverified: not_enough}\n"}
    known = Known(proofs={"OPS-00002": {0: Proof(mails=("ada@example.org",))}})
    shown = diff_text.render(make_diff(tmp_path, finish(APPROVED), before=before, known=known))
    assert "; unverified, does not count: no commit of grace and no review says so\n" in shown


def test_the_approvals_of_a_new_item_are_told(tmp_path: Path) -> None:
    new = {"work/items/OPS-00003.yml": BEFORE[SECOND] + APPROVED}
    (record,) = make_diff(tmp_path, new).records
    assert [each.what for each in record.changes] == ["created", "approved"]


def test_that_nobody_knows_who_made_it_is_told(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, change(("risk: low", "risk: high")), notes=("nobody knows who made this change",))
    for text in (diff_text.render(diff), diff_markdown.render(diff)):
        assert "Nobody knows who made this change." in text
    assert json.loads(diff_json.render(diff))["notes"] == ["nobody knows who made this change"]


def test_a_change_cannot_allow_itself(tmp_path: Path) -> None:
    opened = change(("transitions:\n", "transitions:\n  - {from: todo, to: done, name: Skip}\n"), path=FLOW)
    diff = make_diff(tmp_path, {**opened, **change(("status: todo", "status: done"))})
    assert "a move that its workflow does not allow" in diff.reasons


def test_removing_an_item_and_silencing_the_checker_take_an_agreement(tmp_path: Path) -> None:
    assert make_diff(tmp_path / "a", {SECOND: None}).reasons == ("an item is removed",)
    told = change(("risk: low", "risk: low  # worksystem: ignore WS203 -- not yet"))
    assert make_diff(tmp_path / "b", told).reasons == ("a finding is ignored",)


def test_files_that_hold_no_record_take_an_agreement(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, {"content/index.md": "# Home\n", ".github/workflows/x.yml": "on: push\n"})
    assert (diff.others, diff.class_) == ((".github/workflows/x.yml", "content/index.md"), "agreement")


def test_the_past_that_is_brought_along_is_said_to_be_that(tmp_path: Path) -> None:
    line = '{"item": "OPS-00001", "field": "status", "old": null, "new": "todo", "at": "2026-01-05T09:00:00+00:00"}\n'
    brought = {"work/history/old.jsonl": line}
    assert make_diff(tmp_path / "a", brought).reasons == ("the past that was brought along",)
    both = make_diff(tmp_path / "b", {**brought, "content/index.md": "# Home\n"})
    assert both.reasons == ("the past that was brought along", "files that hold no records")


def test_of_many_kinds_the_headline_names_the_largest(tmp_path: Path) -> None:
    settings = {"work/worksystem.yml": BEFORE["work/worksystem.yml"]}
    diff = make_diff(tmp_path, BEFORE, before=settings)
    assert headline(diff) == (
        "Three people, two items (2 created), two teams and 3 more kinds of records change. "
        "This takes an agreement: people, teams, roles, types and workflows."
    )


@pytest.mark.parametrize(
    ("by", "reasons"),
    [
        ((), ()),
        (("ada",), ()),
        (("bo",), ()),
        (("grace",), ("an item of another team",)),
        (("bo", "grace"), ()),
    ],
)
def test_routine_is_for_the_items_of_ones_own_team(
    tmp_path: Path, by: tuple[str, ...], reasons: tuple[str, ...]
) -> None:
    assert make_diff(tmp_path, change(("risk: low", "risk: high")), known=Known(by=by)).reasons == reasons


def test_nobody_takes_an_item_into_their_own_team_as_routine(tmp_path: Path) -> None:
    taken = change(("team: platform", "team: security"), ("owner: ada", "owner: grace"))
    assert make_diff(tmp_path, taken, known=Known(by=("grace",))).reasons == ("an item of another team",)


def test_the_effect_is_told_on_work_in_progress_load_and_days(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, change(("status: todo", "status: doing"), ("due: 2026-12-01", "due: 2026-11-20")))
    effect = diff.effect
    assert [(room.state.name, room.before, room.after, room.limit, room.is_over) for room in effect.rooms] == [
        ("Doing", 1, 2, 1, True)
    ]
    assert [(load.team.title, load.before, load.after) for load in effect.loads] == [("Platform", 1, 2)]
    assert effect.past_due == (0, 1)
    assert [(late.item.id, late.why) for late in effect.newly_past_due] == [("OPS-00001", "was due 20 Nov 2026")]


def test_a_promise_that_gets_at_risk_is_told_with_why(tmp_path: Path) -> None:
    promised = change(("risk: low", "risk: low\npromised: {to: security, date: 2026-12-01}"))
    before = {**BEFORE, **promised}
    item = next(iter(promised))
    diff = make_diff(tmp_path, {item: promised[item].replace("due: 2026-12-01", "due: 2026-12-08")}, before=before)
    assert diff.effect.at_risk == (0, 1)
    assert [late.why for late in diff.effect.newly_at_risk] == ["it is due 8 Dec 2026, after the day promised"]


def test_the_effect_counts_what_others_merged_meanwhile(tmp_path: Path) -> None:
    old = make_system(tmp_path / "old", BEFORE, as_of=TODAY)
    new = make_system(tmp_path / "new", {**BEFORE, **change(("status: todo", "status: doing"))}, as_of=TODAY)
    tip = make_system(tmp_path / "tip", {**BEFORE, **finish()}, as_of=TODAY)
    diff = compare(Side(old.workspace), Side(new.workspace), as_of=TODAY, tip=tip.workspace)
    assert [(room.before, room.after, room.is_over) for room in diff.effect.rooms] == [(0, 1, False)]


def test_findings_are_known_by_their_words_not_by_their_line(tmp_path: Path) -> None:
    before = {**BEFORE, **change(("owner: ada", "owner: adda"))}
    moved = {"work/items/OPS-00001.yml": "# one line more\n" + before["work/items/OPS-00001.yml"]}
    same = make_diff(tmp_path / "a", moved, before=before)
    assert (same.new, same.solved) == ((), ())
    mended = make_diff(tmp_path / "b", change(), before=before)
    assert [each.code for each in mended.solved if each.code == "WS203"] == ["WS203"]
    broken = make_diff(tmp_path / "c", change(("owner: ada", "owner: adda")))
    assert [each.message for each in broken.new if each.code == "WS203"] == ['no person or team is called "adda"']


def test_what_is_not_published_is_not_told(tmp_path: Path) -> None:
    after = {
        **change(("capacity: 32h", "capacity: 24h"), path="work/people.yml"),
        **change(
            ("status: todo", "status: doing"), ("risk: low", "risk: low\ntime:\n  - {date: 2026-11-20, spent: 3h}")
        ),
    }
    diff = make_diff(tmp_path, after, audience="public")
    assert {record.kind: [each.what for each in record.changes] for record in diff.records} == {
        "item": ["moved"],
    }
    assert diff.effect.loads == ()
    assert diff.reasons == ("a move that its workflow does not allow", "people")
    for shown in (diff_text.render(diff), diff_markdown.render(diff), diff_json.render(diff)):
        assert "Ada" not in shown
        assert "hours" not in shown


def test_fields_that_the_settings_leave_out_are_not_told_and_still_judged(tmp_path: Path) -> None:
    settings = "work/worksystem.yml"
    hidden = "publish: {audience: internal, without: [blocked, approvals, due]}"
    before = {**BEFORE, settings: BEFORE[settings].replace("publish: {audience: internal}", hidden)}
    after = {
        **finish(APPROVED),
        **change(("due: 2026-12-01", "due: 2026-11-20"), ("risk: low", "risk: low\nblocked: secret reason")),
    }
    diff = make_diff(tmp_path, after, before=before)
    assert "secret" not in repr(diff)
    assert [each.what for record in diff.records for each in record.changes] == ["moved"]
    assert diff.effect.past_due == (0, 0)
    assert diff.reasons == ("approvals",)
