"""New items, children, and what passes to somebody else."""

from pathlib import Path
from random import Random

from tests.actions.small import FILES, act_as, changed, item_of, refused, small
from worksystem.actions.assignment import Assignment, parse_assignment
from worksystem.actions.create import new, split
from worksystem.actions.reassign import list_duties, reassign
from worksystem.actions.situation import Outcome

PARENT = """\
title: Move payments
status: doing
type: change
owner: ada
team: platform
estimate: 3wd
risk: high
"""


def typed(*texts: str) -> list[Assignment]:
    return [each for text in texts if (each := parse_assignment(text))]


def test_a_new_item_has_its_template_its_first_state_and_what_was_typed(tmp_path: Path) -> None:
    system = small(tmp_path, {})
    fields = typed("owner=ada", "risk=low", "acceptance+=Nobody notices", "due=2026-12-01")
    outcome = new(act_as(system), "change", "Rotate: the certificates", fields, chance=Random(1))
    assert isinstance(outcome, Outcome)
    ((path, text),) = changed(system, outcome).items()
    id = next(iter(outcome.workspace.items))
    assert path == f"work/items/{id}.yml"
    assert text == (
        'title: "Rotate: the certificates"\n'
        "status: proposed\n"
        "type: change\n"
        "owner: ada\n"
        "due: 2026-12-01\n"
        "risk: low\n"
        "acceptance:\n"
        "  - {text: Rolled back once, done: no}\n"
        "  - Nobody notices\n"
    )


def test_custom_fields_stand_together_between_the_plan_and_the_people(tmp_path: Path) -> None:
    system = small(tmp_path, {})
    fields = typed("contributors+=bo", "risk=low", "period=2026-11", "labels+=late", "owner=ada")
    fields += typed("rollout+={stage: pilot, planned: 2026-12-02}", "estimate=2wd")
    outcome = new(act_as(system), "change", "Rotate", fields, chance=Random(1))
    assert isinstance(outcome, Outcome)
    (text,) = changed(system, outcome).values()
    names = [line.partition(":")[0] for line in text.splitlines() if line[0].isalpha()]
    assert names == [
        *("title", "status", "type", "owner", "estimate", "period", "risk", "rollout"),
        *("contributors", "acceptance", "labels"),
    ]


def test_an_id_that_only_git_knows_is_not_given_again(tmp_path: Path) -> None:
    system = small(tmp_path, {})
    first = new(act_as(system), "change", "One", typed("owner=ada"), chance=Random(1))
    assert isinstance(first, Outcome)
    past = set(first.workspace.items)
    second = new(act_as(system), "change", "One", typed("owner=ada"), chance=Random(1), past=past)
    assert isinstance(second, Outcome)
    assert not past & set(second.workspace.items)


def test_what_cannot_be_created_is_refused(tmp_path: Path) -> None:
    system = small(tmp_path, {})
    situation, chance = act_as(system), Random(1)
    assert refused(new(situation, "chore", "One", chance=chance)) == [
        'no item type is called "chore"',
        "help: use change",
    ]
    assert (
        refused(new(situation, "change", "One", typed("owner=ada", "due=soon"), chance=chance))[0]
        == 'due "soon" is not a date'
    )
    assert refused(new(situation, "change", "One", typed("status=done"), chance=chance)) == [
        "status of a new item is not chosen",
        "help: leave it out, or move it later",
    ]


def test_a_split_item_has_children_that_name_it(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": PARENT})
    outcome = split(act_as(system), item_of(system), ["One", "Two"], chance=Random(1), share_estimate=True)
    assert isinstance(outcome, Outcome)
    first, second = changed(system, outcome).values()
    assert first.replace("title: One", "title: Two") == second or second.replace("One", "Two") == first
    assert "parent: OPS-AAAA1\n" in first
    assert "estimate: 1.5wd\n" in first
    assert "owner: ada\nteam: platform\n" in first
    assert "risk" not in first
    without = split(act_as(system), item_of(system), ["One"], chance=Random(1))
    assert all("estimate" not in text for text in changed(system, without).values())


def test_what_is_closed_is_not_split(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": PARENT.replace("doing", "done")})
    assert refused(split(act_as(system), item_of(system), ["One"], chance=Random(1)))[0] == (
        "OPS-AAAA1 is closed, so that it has no parts to come"
    )


def test_all_that_rests_on_somebody_is_listed(tmp_path: Path) -> None:
    helped = PARENT.replace("owner: ada", "owner: bo") + "contributors: [ada]\n"
    review = "title: Rotate\nstatus: review\ntype: change\nowner: bo\n"
    items = {"AAAA1": PARENT, "AAAA2": PARENT.replace("doing", "done"), "AAAA3": helped, "AAAA4": review}
    system = small(tmp_path, items)
    assert [duty.says for duty in list_duties(act_as(system), "ada")] == [
        "owns OPS-AAAA1 Move payments",
        "leads Platform",
        "is Change manager of Platform",
        "helps with OPS-AAAA3 Move payments",
        "may approve OPS-AAAA4 at change_board; Grace Okonkwo may, too",
    ]


def test_what_passes_to_somebody_else_is_edited_in_place_and_roles_end(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": PARENT})
    outcome = reassign(act_as(system), "ada", "bo")
    teams = (tmp_path / "work/teams.yml").read_text(encoding="utf-8")
    assert changed(system, outcome) == {
        "work/items/OPS-AAAA1.yml": PARENT.replace("ada", "bo"),
        "work/teams.yml": teams.replace("lead: ada", "lead: bo").replace(
            "[ada, grace]", "[{person: ada, until: 2026-11-22}, grace, {person: bo, from: 2026-11-23}]"
        ),
    }
    assert refused(reassign(act_as(system), "ada", "ada"))[0] == "ada has it already"
    assert refused(reassign(act_as(system), "ada", "ines"))[0] == "Ines Duarte left on 2026-10-31"


def test_what_is_not_handed_on_is_told(tmp_path: Path) -> None:
    helped = PARENT.replace("owner: ada", "owner: sam") + "contributors: [ada]\n"
    system = small(tmp_path, {"AAAA1": helped})
    outcome = reassign(act_as(system), "ada", "bo")
    assert isinstance(outcome, Outcome)
    [told] = outcome.notes
    assert told.startswith("Ada Nakamura still helps with OPS-AAAA1 ")
    [lead, manager, _] = reassign(act_as(system), "ada", "security").notes  # type: ignore[union-attr]
    assert (lead, manager) == ("Ada Nakamura still leads Platform", "Ada Nakamura still is Change manager of Platform")


def test_a_team_takes_work_over_and_neither_lead_nor_role(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": PARENT})
    outcome = reassign(act_as(system), "ada", "security")
    assert changed(system, outcome) == {"work/items/OPS-AAAA1.yml": PARENT.replace("owner: ada", "owner: security")}


def test_a_role_with_one_holder_written_short_passes_on(tmp_path: Path) -> None:
    files = {"work/teams.yml": FILES["work/teams.yml"].replace("change_manager: [ada, grace]", "change_manager: ada")}
    system = small(tmp_path, {}, **files)
    after = changed(system, reassign(act_as(system), "ada", "bo"))["work/teams.yml"]
    assert "change_manager: [{person: ada, until: 2026-11-22}, {person: bo, from: 2026-11-23}]" in after
