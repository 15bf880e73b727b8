"""What people do to items besides moving them: each edit byte for byte, each refusal word for word."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.actions.small import ITEM, act_as, changed, item_of, refused, small
from worksystem.actions.approve import approve
from worksystem.actions.archive import archive, list_closed
from worksystem.actions.assign import assign
from worksystem.actions.assignment import parse_assignment
from worksystem.actions.block import block, unblock
from worksystem.actions.create import new
from worksystem.actions.fields import set_fields
from worksystem.actions.link import link, unlink
from worksystem.actions.log_time import log_time
from worksystem.actions.move import move
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.model import Item
from worksystem.model.entry import Entry

TEXT = """\
title: Rotate the certificates   # both gateways
status: doing
type: change

owner: ada
team: platform
outcome: 'Payments work'
# two for now
labels: [payments]
acceptance:
    - Rolled back once
depends_on: [OPS-AAAA2]
"""
OTHER = "title: Order them\nstatus: proposed\ntype: change\nowner: bo\n"
REVIEW = "title: Rotate\nstatus: review\ntype: change\nowner: ada\noutcome: Payments work\nrisk: low\n"


def set_all(situation: Situation, item: Entry[Item], *texts: str) -> Outcome | Refusal:
    return set_fields(situation, item, [each for text in texts if (each := parse_assignment(text))])


# -- fields ---------------------------------------------------------------------------------------------------------


def test_fields_are_set_added_to_and_taken_out(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": TEXT, "AAAA2": OTHER})
    outcome = set_all(
        act_as(system),
        item_of(system),
        *("outcome=Payments: work", "labels+=urgent, payments", "due=2026-12-01", "priority.value=8", "team="),
        *("acceptance[0].done=yes", "risk=low", "rollout+={stage: pilot, planned: 2026-12-02}"),
    )
    assert changed(system, outcome) == {
        ITEM: """\
title: Rotate the certificates   # both gateways
status: doing
type: change

owner: ada
due: 2026-12-01
outcome: 'Payments: work'
priority: {value: 8}
risk: low
rollout:
    - {stage: pilot, planned: 2026-12-02}
# two for now
labels: [payments, urgent]
acceptance:
    - {text: Rolled back once, done: yes}
depends_on: [OPS-AAAA2]
"""
    }


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("due=tomorrow", ['due "tomorrow" is not a date', "YYYY-MM-DD"]),
        ("ownr=ada", ['an item has no field "ownr"', 'did you mean "owner"?']),
        ("estimate=3d", ['estimate "3d" is calendar time, which does not count here', "hours or working days"]),
        ("risk=medium", ['risk "medium" is not one of the allowed words', "use low or high"]),
        ("priority.value=much", ['"much" is not a number', ""]),
        ("status=done", ["an item changes its state by a move", "worksystem move OPS-AAAA1 done"]),
        ("branches.legal=agreed", ["a branch changes its state by a move", "--branch legal"]),
        ("approvals+={gate: a}", ["an approval is given by whoever may give it", "worksystem approve OPS-AAAA1"]),
        ("id=OPS-1", ["the id of OPS-AAAA1 stays what it is", ""]),
        ("acceptance[1].done=yes", ["OPS-AAAA1 has one entry under acceptance, counted from 0", "acceptance+=..."]),
    ],
)
def test_wrong_values_are_refused_in_the_words_of_the_check(tmp_path: Path, typed: str, says: list[str]) -> None:
    system = small(tmp_path, {"AAAA1": TEXT, "AAAA2": OTHER})
    outcome = set_all(act_as(system), item_of(system), typed)
    assert isinstance(outcome, Refusal)
    assert says[0] in outcome.says
    assert says[1] in outcome.help


def test_what_was_wrong_before_is_in_nobodys_way(tmp_path: Path) -> None:
    text = OTHER + "due: soon\n"
    system = small(tmp_path, {"AAAA1": text})
    outcome = set_all(act_as(system), item_of(system), "owner=ada")
    assert changed(system, outcome) == {ITEM: text.replace("bo", "ada")}


def test_the_fields_of_an_item_with_prose_are_in_its_front_matter(tmp_path: Path) -> None:
    text = "---\ntitle: Rotate\nstatus: proposed\ntype: change\nowner: bo  # for now\n---\n\n# Why\n\nowner: nobody\n"
    system = small(tmp_path, {}, **{"work/items/OPS-AAAA1.md": text})
    outcome = set_all(act_as(system), item_of(system), "owner=ada")
    assert changed(system, outcome) == {"work/items/OPS-AAAA1.md": text.replace("owner: bo ", "owner: ada ")}
    assert refused(set_all(act_as(system), item_of(system), "description=Because")) == [
        "the description of OPS-AAAA1 is the text below its front matter",
        "help: edit work/items/OPS-AAAA1.md by hand",
    ]


def test_not_everybody_lets_work_overtake_the_rest(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": OTHER})
    situation, item = act_as(system), item_of(system)
    assert refused(set_all(situation, item, "expedite.by=ada", "expedite.why=It expires")) == [
        "letting OPS-AAAA1 overtake the rest is for Delivery lead, and not for ada",
        "help: ask Grace Okonkwo",
    ]
    assert refused(set_all(situation, item, "expedite.by=grace")) == [
        "nothing says why OPS-AAAA1 overtakes the rest",
        "help: add expedite.why=...",
    ]
    outcome = set_all(situation, item, "expedite.by=grace", "expedite.why=It expires")
    assert changed(system, outcome) == {ITEM: OTHER + "expedite: {by: grace, since: 2026-11-22, why: It expires}\n"}


def test_who_expedites_may_let_it_go_on_for_longer_and_nobody_else(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": OTHER + "expedite: {by: grace, why: It expires, since: 2026-11-01}\n"})
    refusal = set_all(act_as(system, "ada"), item_of(system), "expedite.since=2026-11-21")
    assert refused(refusal)[1:] == ["help: ask Grace Okonkwo"]
    assert isinstance(set_all(act_as(system, "grace"), item_of(system), "expedite.since=2026-11-21"), Outcome)
    assert isinstance(set_all(act_as(system, "ada"), item_of(system), "expedite.why=It burns"), Outcome)


def test_no_more_work_overtakes_the_rest_than_the_workflow_allows(tmp_path: Path) -> None:
    over = OTHER + "expedite: {by: grace, why: It expires}\n"
    closed = over.replace("status: proposed", "status: done")
    system = small(tmp_path, {"AAAA1": OTHER, "AAAA2": over, "AAAA3": closed})
    says = [
        "OPS-AAAA1 cannot overtake the rest: Change control lets one item do so at a time, and OPS-AAAA2 does",
        "help: let it queue first: worksystem set OPS-AAAA2 expedite=",
    ]
    situation, typed = act_as(system), ("expedite.by=grace", "expedite.why=It expires")
    assert refused(set_all(situation, item_of(system), *typed)) == says
    reopened = move(act_as(system, "grace"), item_of(system, "AAAA3"), "doing")
    assert refused(reopened) == [says[0].replace("AAAA1", "AAAA3"), says[1]]
    assert not isinstance(set_all(situation, item_of(system, "AAAA2"), "expedite.why=It burns"), Refusal)
    queued = set_all(situation, item_of(system, "AAAA2"), "expedite=")
    assert isinstance(queued, Outcome)
    again = set_all(situation.having(queued.workspace), item_of(system), *typed)
    assert changed(system, again)[ITEM].endswith("expedite: {by: grace, since: 2026-11-22, why: It expires}\n")


def test_a_new_item_does_not_overtake_the_rest_where_another_one_does(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": OTHER + "expedite: {by: grace, why: It expires}\n"})
    typed = [parse_assignment(text) for text in ("owner=ada", "expedite.by=grace", "expedite.why=It burns")]
    made = new(act_as(system), "change", "Renew", [each for each in typed if each], chance=Random(1))
    assert isinstance(made, Refusal)
    assert "lets one item do so at a time, and OPS-AAAA1 does" in made.says


def test_what_is_no_assignment_is_none() -> None:
    assert parse_assignment("OPS-AAAA1") is None
    assert parse_assignment("=done") is None
    assert parse_assignment("a b=c") is None


# -- owners, blocks -------------------------------------------------------------------------------------------------


def test_work_is_assigned_to_people_and_to_teams(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": TEXT, "AAAA2": OTHER})
    item = item_of(system)
    to_bo = assign(act_as(system), item, "bo")
    assert changed(system, to_bo) == {ITEM: TEXT.replace("owner: ada", "owner: bo")}
    to_security = assign(act_as(system), item, "team:security")
    assert changed(system, to_security) == {
        ITEM: TEXT.replace("owner: ada", "owner: security").replace("team: platform", "team: security")
    }


def test_work_is_not_assigned_to_those_who_have_it_have_left_or_are_unknown(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": TEXT, "AAAA2": OTHER})
    situation, item = act_as(system), item_of(system)
    assert refused(assign(situation, item, "ada")) == ["OPS-AAAA1 is owned by Ada Nakamura already"]
    assert refused(assign(situation, item, "ines")) == [
        "Ines Duarte left on 2026-10-31",
        "help: name somebody who is here",
    ]
    assert refused(assign(situation, item, "platfrom")) == [
        'no person or team is called "platfrom"',
        'help: did you mean "platform"?',
    ]


def test_blocked_work_says_since_when_and_why(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": TEXT, "AAAA2": OTHER})
    outcome = block(act_as(system), item_of(system), "No window: bank", "bank")
    blocked = TEXT.replace(
        "depends_on: [OPS-AAAA2]\n",
        'depends_on: [OPS-AAAA2]\nblocked: {since: 2026-11-22, reason: "No window: bank", waiting_for: bank}\n',
    )
    assert sorted(changed(system, outcome)[ITEM].splitlines()) == sorted(blocked.splitlines())
    assert isinstance(outcome, Outcome)
    assert outcome.notes == ("after 3d it goes to Delivery lead",)
    later = act_as(system).having(outcome.workspace)
    item = outcome.workspace.items["OPS-AAAA1"]
    assert refused(block(later, item, "again")) == [
        "OPS-AAAA1 is blocked since 2026-11-22: No window: bank",
        "help: worksystem unblock OPS-AAAA1, or worksystem set OPS-AAAA1 blocked.reason=...",
    ]
    freed = unblock(later, item)
    assert isinstance(freed, Outcome)
    assert changed(system, Outcome(freed.workspace, outcome.plan + freed.plan)) == {}


def test_what_is_closed_cannot_be_blocked_nor_what_is_free_be_freed(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": TEXT.replace("doing", "done"), "AAAA2": OTHER})
    assert refused(block(act_as(system), item_of(system), "x"))[0] == (
        "OPS-AAAA1 is closed, so that nothing can block it"
    )
    assert refused(unblock(act_as(system), item_of(system)))[0] == "OPS-AAAA1 is not blocked"


# -- approvals ------------------------------------------------------------------------------------------------------


def test_an_approval_carries_a_digest_of_what_was_approved(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": REVIEW})
    outcome = approve(act_as(system, "grace"), item_of(system))
    assert isinstance(outcome, Outcome)
    approval = outcome.workspace.items["OPS-AAAA1"].record.approvals[0]
    assert (approval.gate, approval.by, str(approval.date), len(approval.digest)) == (
        "change_board",
        "grace",
        "2026-11-22",
        16,
    )
    later = act_as(system, "grace").having(outcome.workspace)
    assert refused(approve(later, outcome.workspace.items["OPS-AAAA1"], "change_board")) == [
        "Grace Okonkwo approved OPS-AAAA1 at change_board on 2026-11-22",
        "help: once is enough",
    ]


def test_an_approval_that_counts_no_more_is_given_anew_in_its_place(tmp_path: Path) -> None:
    text = REVIEW + "approvals:\n  - {gate: change_board, by: grace, date: 2026-11-01, digest: 0123456789abcdef}\n"
    system = small(tmp_path, {"AAAA1": text})
    after = changed(system, approve(act_as(system, "grace"), item_of(system)))[ITEM]
    digest = after.rpartition("digest: ")[2].rstrip("}\n").strip("\"'")
    assert digest != "0123456789abcdef"
    assert after.replace(digest, "0123456789abcdef").replace('"', "") == text.replace("2026-11-01", "2026-11-22")


def test_nobody_approves_for_whom_the_gate_is_not(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": REVIEW, "AAAA2": OTHER})
    item = item_of(system)
    assert refused(approve(act_as(system, "ada"), item)) == [
        "Ada Nakamura cannot approve OPS-AAAA1 at change_board: ada owns it",
        "help: ask Grace Okonkwo",
    ]
    assert refused(approve(act_as(system, "sam"), item)) == [
        "change_board of OPS-AAAA1 is for Change manager, and not for Samir Khoury",
        "help: ask Grace Okonkwo",
    ]
    assert refused(approve(act_as(system), item)) == [
        "change_board of OPS-AAAA1 is for Change manager, and it is not known who acts",
        "help: say who acts with --by PERSON; Grace Okonkwo may",
    ]
    assert refused(approve(act_as(system, "grace"), item, "board")) == [
        '"board" is not a gate of OPS-AAAA1',
        "help: use change_board",
    ]
    assert refused(approve(act_as(system, "grace"), item_of(system, "AAAA2"))) == [
        "no move of OPS-AAAA2 waits for an approval now",
        "help: name the gate: change_board",
    ]


# -- links, time, the archive ---------------------------------------------------------------------------------------


def test_links_are_added_and_taken_out(tmp_path: Path) -> None:
    more = TEXT.replace("depends_on: [OPS-AAAA2]", "depends_on:\n  - {item: OPS-AAAA2, lag: 2d}  # the order")
    system = small(tmp_path, {"AAAA1": more, "AAAA2": OTHER, "AAAA3": OTHER})
    situation, item = act_as(system), item_of(system)
    added = link(situation, item, "depends_on", "OPS-AAAA3")
    assert changed(system, added) == {ITEM: more + "  - OPS-AAAA3\n"}
    part = link(situation, item, "parent", "OPS-AAAA3")
    assert "parent: OPS-AAAA3\n" in changed(system, part)[ITEM]
    removed = unlink(situation, item, "depends_on", "OPS-AAAA2")
    assert changed(system, removed) == {ITEM: more[: more.index("depends_on")]}


def test_links_to_nothing_to_itself_and_twice_are_refused(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": TEXT, "AAAA2": OTHER})
    situation, item = act_as(system), item_of(system)
    assert refused(link(situation, item, "relates_to", "ops-aaaa2")) == [
        'no item is called "ops-aaaa2"',
        'help: did you mean "OPS-AAAA2"?',
    ]
    assert refused(link(situation, item, "relates_to", "OPS-AAAA1"))[0] == "OPS-AAAA1 cannot be linked to itself"
    assert refused(link(situation, item, "depends_on", "OPS-AAAA2"))[0] == (
        "depends_on of OPS-AAAA1 names OPS-AAAA2 already"
    )
    assert refused(unlink(situation, item, "blocks", "OPS-AAAA2")) == [
        "blocks of OPS-AAAA1 does not name OPS-AAAA2",
        "help: it names nothing",
    ]


def test_time_is_logged_without_a_name_unless_the_settings_ask_for_one(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": OTHER})
    outcome = log_time(act_as(system, "bo"), item_of(system), "3h", date(2026, 11, 20), "Phone calls")
    assert changed(system, outcome) == {ITEM: OTHER + "time:\n  - {date: 2026-11-20, spent: 3h, note: Phone calls}\n"}
    named = "version: 1\nname: Example\npublish: {audience: internal}\ntime: {by: yes}\n"
    system = small(tmp_path, {"AAAA1": OTHER}, **{"work/worksystem.yml": named})
    outcome = log_time(act_as(system, "bo"), item_of(system), "1wd")
    assert changed(system, outcome) == {ITEM: OTHER + "time:\n  - {date: 2026-11-22, spent: 1wd, by: bo}\n"}
    assert refused(log_time(act_as(system), item_of(system), "1d"))[0] == (
        'spent "1d" is calendar time, which does not count here'
    )
    assert refused(log_time(act_as(system), item_of(system), "1h", date(2026, 11, 23)))[0] == (
        "2026-11-23 is still to come"
    )


def test_closed_work_goes_to_the_archive_byte_for_byte(tmp_path: Path) -> None:
    done = TEXT.replace("doing", "done")
    system = small(tmp_path, {"AAAA1": done, "AAAA2": OTHER})
    outcome = archive(act_as(system), item_of(system))
    assert changed(system, outcome) == {"work/items/archive/OPS-AAAA1.yml": done}
    assert refused(archive(act_as(system), item_of(system, "AAAA2"))) == [
        'OPS-AAAA2 is in "Proposed"',
        "help: close it first",
    ]


def test_only_what_has_been_closed_for_long_enough_is_put_away(tmp_path: Path) -> None:
    done = OTHER.replace("proposed", "done")
    system = small(tmp_path, {"AAAA1": done, "AAAA2": done, "AAAA3": OTHER, "archive/OPS-X": done})
    closed = {
        f"OPS-AAAA{n}": day for n, day in ((1, date(2026, 10, 22)), (2, date(2026, 10, 23)), (3, date(2026, 1, 1)))
    }
    assert list_closed(act_as(system), closed, 30) == ("OPS-AAAA1",)
