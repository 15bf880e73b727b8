"""The questions that rules and views ask of a work system."""

from collections.abc import Callable, Mapping

import pytest

from worksystem.errors import FolderNotFoundError, SettingsError
from worksystem.load import WorkSystem, load

Make = Callable[[Mapping[str, str]], WorkSystem]

FILES = {
    "work/people.yml": "ada:\n  name: Ada\n  teams: {platform: 80%}\nbo:\n  name: Bo\n",
    "work/teams.yml": "platform:\n  name: Platform\n  lead: bo\nweb:\n  name: Web\n  parent: platform\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\n",
    "work/workflows/delivery.yml": (
        "name: Delivery\ninitial: todo\nstates:\n"
        "  todo: {name: To do, category: backlog}\n  doing: {name: Doing, category: active}\n"
        "  done: {name: Done, category: done}\ntransitions:\n  - {from: todo, to: doing, name: Start}\n"
    ),
    "work/items/T-1.yml": "title: One\nstatus: doing\ntype: task\nowner: ada\nteam: platform\n",
    "work/items/T-2.yml": "title: Two\nstatus: done\ntype: task\nowner: web\nformer_ids: [T-0]\n",
    "work/items/T-3.yml": "title: Three\nstatus: lost\ntype: task\n",
}


def test_items_are_found_by_state_team_person_and_former_id(make_system: Make) -> None:
    workspace = make_system(FILES).workspace
    assert [item.id for item in workspace.items_in("delivery", "doing")] == ["T-1"]
    assert [item.id for item in workspace.items_of_team("web")] == ["T-2"]
    assert [item.id for item in workspace.items_of_person("ada")] == ["T-1"]
    assert [item.id for item in workspace.open_items] == ["T-1", "T-3"]
    found = workspace.find("item", "T-0")
    assert found is not None
    assert found.id == "T-2"
    assert dict(workspace.categories) == {"T-1": "active", "T-2": "done", "T-3": None}


def test_people_belong_to_teams_by_record_and_by_role(make_system: Make) -> None:
    workspace = make_system(FILES).workspace
    assert workspace.members("platform") == ("ada", "bo")
    assert workspace.teams_of("bo") == ("platform",)
    assert workspace.subteams("platform") == ("web",)


def test_what_a_broken_file_holds_is_never_unknown(make_system: Make) -> None:
    workspace = make_system({**FILES, "work/items/T-4.yml": "title: [never closed\n"}).workspace
    assert [(broken.kind, broken.id, broken.code) for broken in workspace.broken] == [("item", "T-4", "WS004")]
    assert workspace.may_exist("item", "T-4")
    assert not workspace.may_exist("item", "T-5")


def test_a_broken_collection_may_hold_any_id(make_system: Make) -> None:
    workspace = make_system({**FILES, "work/people.yml": "ada: [\n"}).workspace
    assert workspace.may_exist("person", "anybody")


def test_the_first_of_two_records_with_one_id_counts(make_system: Make) -> None:
    workspace = make_system({**FILES, "work/items/old/T-1.yml": "title: Other\nstatus: todo\ntype: task\n"}).workspace
    assert workspace.items["T-1"].record.title == "One"
    assert [(first.path, second.path) for first, second in workspace.duplicates] == [
        ("work/items/T-1.yml", "work/items/old/T-1.yml")
    ]


def test_a_folder_without_settings_is_no_work_system(make_system: Make) -> None:
    system = make_system(FILES)
    with pytest.raises(FolderNotFoundError, match=r"it has no work/worksystem\.yml"):
        load(system.folder / "work", as_of=system.as_of)


def test_settings_that_cannot_be_read_stop_the_command(make_system: Make) -> None:
    with pytest.raises(SettingsError) as caught:
        make_system({"work/worksystem.yml": "version: 1\nname: [x\n"})
    assert (caught.value.path, caught.value.line) == ("work/worksystem.yml", 2)
