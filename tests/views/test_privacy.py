"""What readers may not see is taken out before a page is built, so that no page can show it by accident."""

from pathlib import Path

from tests.systems import TODAY, make_system
from tests.views.small import FILES
from worksystem.graph.workspace import Workspace
from worksystem.views.goal import build_goal, build_portfolio
from worksystem.views.item import build_item
from worksystem.views.privacy import withhold
from worksystem.views.resolved import resolve_item
from worksystem.views.scope import Scope


def system(folder: Path, publish: str, **more: str) -> Workspace:
    settings = f"version: 1\nname: X\npublish: {publish}\n"
    return make_system(folder, {**FILES, "work/worksystem.yml": settings, **more}).workspace


def test_nothing_is_taken_from_an_internal_system_and_nothing_is_copied(tmp_path: Path) -> None:
    workspace = system(tmp_path, "{audience: internal}")
    assert withhold(workspace, "internal") is workspace


def test_a_public_system_has_no_private_fields_at_all(tmp_path: Path) -> None:
    teams = FILES["work/teams.yml"].replace(
        "lead: ada\n", "lead: ada\n          identities: {github: works/platform}\n"
    )
    workspace = system(tmp_path, "{audience: public}", **{"work/teams.yml": teams})
    person = next(entry for entry in workspace.people.values() if entry.record.leave)
    assert any(entry.record.capacity for entry in workspace.people.values())
    assert any(item.record.time for item in workspace.items.values())
    assert any(team.record.identities for team in workspace.teams.values())
    shown = withhold(workspace, "public")
    for entry in shown.people.values():
        kept = entry.record
        assert (kept.capacity, kept.leave, kept.skills, kept.identities, kept.until) == (None, (), (), None, None)
    assert not any(item.record.time for item in shown.items.values())
    assert "leave" not in shown.people[person.id].written
    assert shown.people[person.id].record.name == person.record.name
    assert not any(team.record.identities for team in shown.teams.values())
    assert shown.roles is workspace.roles


def test_what_the_settings_leave_out_is_nowhere(tmp_path: Path) -> None:
    publish = "{audience: internal, without: [portfolio.budget, labels, item.due, risk, depends_on]}"
    budget = "core: {name: Core business, budget: 400 thousand}\n"
    workspace = system(tmp_path, publish, **{"work/portfolios.yml": budget})
    shown = withhold(workspace, "internal")
    before, after = (build_portfolio(Scope(each, TODAY), "core") for each in (workspace, shown))
    assert "400 thousand" in str(before)
    assert "400 thousand" not in str(after)
    for id, item in shown.items.items():
        assert (item.record.due, item.record.labels, item.record.depends_on) == (None, (), ())
        assert "risk" not in item.custom
        assert build_item(Scope(shown, TODAY), id).card.due is None
        resolved = resolve_item(shown, item, audience="internal")
        assert not {"due", "labels", "risk", "depends_on"} & resolved.keys()
        assert "depends_on" not in resolved.get("links", {})
    assert any(workspace.items[id].record.due for id in shown.items)


def test_prose_of_a_file_goes_with_the_description(tmp_path: Path) -> None:
    goal = "---\nname: Trust\n---\nOnly for colleagues.\n"
    for without, said in (("", True), ("description", False)):
        workspace = system(
            tmp_path / without, f"{{audience: internal, without: [{without}]}}", **{"work/goals/trust.md": goal}
        )
        assert (
            "Only for colleagues." in build_goal(Scope(withhold(workspace, "internal"), TODAY), "trust").description
        ) is said
