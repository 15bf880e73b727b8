"""Several items at once: each sees what the ones before it left, and one refusal refuses all."""

from pathlib import Path

from tests.actions.small import act_as, refused, small
from worksystem.actions.assignment import parse_assignment
from worksystem.actions.fields import set_fields
from worksystem.actions.link import link
from worksystem.actions.many import act_on
from worksystem.actions.move import move

PROPOSED = "title: Rotate\nstatus: proposed\ntype: change\nowner: ada\nestimate: 1wd\n"
IDS = ("OPS-AAAA1", "OPS-AAAA2", "OPS-AAAA3")


def test_room_is_taken_one_after_the_other(tmp_path: Path) -> None:
    system = small(tmp_path, dict.fromkeys(("AAAA1", "AAAA2", "AAAA3"), PROPOSED))
    action = lambda situation, item: move(situation, item, "ready")  # noqa: E731
    result = act_on(act_as(system, "bo"), IDS, action)
    assert (len(result.plan), result.done) == (0, ())
    assert [(id, refusal.lacks[0].says) for id, refusal in result.refused] == [
        ("OPS-AAAA3", "room in Ready: 2 of 2 places taken")
    ]
    kept = act_on(act_as(system, "bo"), IDS, action, keep_going=True)
    assert kept.done == ("OPS-AAAA1", "OPS-AAAA2")
    assert kept.plan.paths == ("work/items/OPS-AAAA1.yml", "work/items/OPS-AAAA2.yml")


def test_what_the_check_would_call_a_new_error_is_refused(tmp_path: Path) -> None:
    waits = PROPOSED + "depends_on: [OPS-AAAA1]\n"
    system = small(tmp_path, {"AAAA1": PROPOSED, "AAAA2": waits})
    result = act_on(act_as(system), IDS[:1], lambda situation, item: link(situation, item, "depends_on", "OPS-AAAA2"))
    assert not result.plan
    assert [refused(refusal)[0] for _, refusal in result.refused] == [
        "OPS-AAAA1 waits for itself: OPS-AAAA1 -> OPS-AAAA2 -> OPS-AAAA1 (WS220)"
    ]


def test_errors_that_were_there_are_in_nobodys_way(tmp_path: Path) -> None:
    lost = PROPOSED + "goal: nowhere\n"
    system = small(tmp_path, {"AAAA1": lost, "AAAA2": PROPOSED})
    due = parse_assignment("due=2026-12-01")
    assert due is not None
    result = act_on(act_as(system), IDS[:2], lambda situation, item: set_fields(situation, item, [due]))
    assert (result.done, result.refused) == (IDS[:2], ())


def test_with_keep_going_new_errors_stop_only_their_item(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": PROPOSED, "AAAA2": PROPOSED.replace("estimate: 1wd\n", "goal: nowhere\n")})
    goal = parse_assignment("goal=nowhere")
    assert goal is not None
    action = lambda situation, item: set_fields(situation, item, [goal])  # noqa: E731
    result = act_on(act_as(system), IDS[:2], action, keep_going=True)
    assert result.done == ("OPS-AAAA2",)
    assert [refused(refusal)[0] for _, refusal in result.refused] == ['no goal is called "nowhere" (WS208)']


def test_an_edit_that_takes_the_ground_from_an_approval_says_so(tmp_path: Path) -> None:
    text = "title: Rotate\nstatus: review\ntype: change\nowner: bo\noutcome: Payments work\n"
    system = small(tmp_path, {"AAAA1": text})
    from worksystem.actions.approve import approve
    from worksystem.actions.situation import Outcome

    approved = approve(act_as(system, "ada"), system.workspace.items["OPS-AAAA1"])
    assert isinstance(approved, Outcome)
    outcome = parse_assignment("outcome=Something else")
    assert outcome is not None
    situation = act_as(system).having(approved.workspace)
    result = act_on(situation, IDS[:1], lambda situation, item: set_fields(situation, item, [outcome]))
    assert result.notes == (
        "OPS-AAAA1: the approval of ada at change_board no longer counts: outcome or risk is not what ada approved",
    )
