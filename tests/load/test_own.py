"""Files under `work/`: which record each one becomes, and what happens to those that become none."""

from collections.abc import Callable, Mapping

import pytest

from worksystem.load import WorkSystem

Make = Callable[[Mapping[str, str]], WorkSystem]

BASE = {
    "work/people.yml": "ada: {name: Ada}\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\n",
    "work/workflows/delivery.yml": "name: Delivery\ninitial: todo\nstates:\n  todo: {name: To do, category: backlog}\n",
    "work/items/T-1.yml": "title: One\nstatus: todo\ntype: task\n",
}


def found(system: WorkSystem) -> list[tuple[str, str, int]]:
    places = [(finding.code, finding.locate()) for finding in system.workspace.findings]
    return [(code, place.path, place.span.start.line) for code, place in places]


BAD = [
    ("work/items/T-2.yml", "", "WS015", "item", "T-2"),
    ("work/items/T-2.md", "# Only prose\n", "WS013", "item", "T-2"),
    ("work/items/T-2.yml", "- a\n- b\n", "WS100", "item", "T-2"),
    ("work/items/T-2.yml", "title: [\n", "WS004", "item", "T-2"),
    ("work/teams.yml", "- platform\n", "WS100", "team", ""),
    ("work/teams.yml", "platform: Platform\n", "WS100", "team", "platform"),
]


@pytest.mark.parametrize(("path", "text", "code", "kind", "id"), BAD)
def test_a_file_without_a_record_is_one_finding_and_its_id_stays_known(
    make_system: Make, path: str, text: str, code: str, kind: str, id: str
) -> None:
    system = make_system({**BASE, path: text})
    assert [(each[0], each[1]) for each in found(system)] == [(code, path)]
    assert [(broken.kind, broken.id, broken.code) for broken in system.workspace.broken] == [(kind, id, code)]
    assert system.workspace.may_exist(kind, id or "any")


def test_a_file_that_no_collection_reads_is_a_finding(make_system: Make) -> None:
    system = make_system(
        {**BASE, "work/item/T-2.yml": "title: Two\n", "work/items/T-3.txt": "x\n", "work/README.md": "x\n"}
    )
    assert found(system) == [("WS017", "work/item/T-2.yml", 1), ("WS017", "work/items/T-3.txt", 1)]


def test_an_id_that_the_file_name_contradicts_is_a_finding(make_system: Make) -> None:
    system = make_system({**BASE, "work/items/T-2.yml": "id: T-3\ntitle: Two\nstatus: todo\ntype: task\n"})
    assert found(system) == [("WS112", "work/items/T-2.yml", 1)]
    assert "T-3" in system.workspace.items


def test_ids_keep_their_source_text(make_system: Make) -> None:
    system = make_system({**BASE, "work/people.yml": "0012: {name: 007}\n"})
    person = system.workspace.people["0012"]
    assert person.record.name == "007"


def test_the_prose_of_a_markdown_item_is_its_description(make_system: Make) -> None:
    system = make_system({**BASE, "work/items/T-2.md": "---\ntitle: Two\nstatus: todo\ntype: task\n---\nSome prose.\n"})
    assert system.workspace.items["T-2"].record.description == "Some prose.\n"


def test_a_note_takes_cadence_and_day_from_its_path(make_system: Make) -> None:
    cadences = "weekly:\n  name: Weekly\n  every: monday\n"
    files = {"work/cadences.yml": cadences, "work/notes/weekly/2026-11-16.md": "We met.\n"}
    note = make_system({**BASE, **files}).workspace.notes["weekly/2026-11-16"]
    assert (note.record.cadence, str(note.record.date), note.body) == ("weekly", "2026-11-16", "We met.\n")


def test_a_collection_may_be_a_folder_instead_of_one_file(make_system: Make) -> None:
    system = make_system({**BASE, "work/people/bo.yml": "name: Bo\n"})
    assert list(system.workspace.people) == ["ada", "bo"]
