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
    ("work/items/T-2.md", "---\n---\n# Only prose\n", "WS013", "item", "T-2"),
    ("work/items/T-2.md", "\n---\ntitle: Two\n---\n", "WS013", "item", "T-2"),
    ("work/items/T-2.md", "----\ntitle: Two\n---\n", "WS013", "item", "T-2"),
    ("work/items/T-2.yml", "# soon\n", "WS015", "item", "T-2"),
    ("work/teams.yml", "", "WS015", "team", ""),
    ("work/teams.yml", "# platform:\n", "WS015", "team", ""),
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
    assert system.workspace.may_exist("item", "T-2")


def test_an_id_that_has_no_form_is_not_taken_from_the_file(make_system: Make) -> None:
    system = make_system({**BASE, "work/items/T-2.yml": "id: 12\ntitle: Two\nstatus: todo\ntype: task\n"})
    assert found(system) == [("WS112", "work/items/T-2.yml", 1)]
    assert "T-2" in system.workspace.items


def test_an_id_in_the_wrong_form_is_known_in_the_right_one(make_system: Make) -> None:
    files = {"work/people.yml": "Ada B: {name: Ada}\n", "work/items/t-2.yml": "title: Two\nstatus: todo\ntype: task\n"}
    system = make_system({**BASE, **files})
    assert found(system) == [("WS108", "work/items/t-2.yml", 1), ("WS108", "work/people.yml", 1)]
    assert system.workspace.may_exist("person", "ada_b")
    assert system.workspace.may_exist("person", "Ada B")
    assert system.workspace.may_exist("item", "T-2")


def test_a_misspelt_field_is_one_finding_and_is_read_as_it_was_meant(make_system: Make) -> None:
    text = "titel: Two\nstatus: todo\ntpye: task\nrsk: low\nownr: ada\n"
    type = BASE["work/types/task.yml"] + "required: [owner]\nfields: {risk: {type: text, required: yes}}\n"
    system = make_system(
        {**BASE, "work/items/T-2.yml": text, "work/items/T-1.yml": "x: [", "work/types/task.yml": type}
    )
    item = system.workspace.items["T-2"]
    assert [place for place in found(system) if "T-2" in place[1]] == [
        ("WS101", "work/items/T-2.yml", line) for line in (1, 3, 4, 5)
    ]
    assert (item.record.title, item.record.type, item.custom["risk"], item.record.owner) == (
        "Two",
        "task",
        "low",
        "ada",
    )
    assert item.has("owner")
    place = item.at("owner")
    assert (place.field, place.value, place.span.start) == ("ownr", "ada", (5, 7))


def test_a_note_is_named_by_its_day_and_lies_with_its_cadence(make_system: Make) -> None:
    note = "---\nattended: [ada]\n---\nHello\n"
    files = {f"work/notes/{path}.md": note for path in ("weekly/monday", "weekly/2026-13-01", "2026-11-16")}
    system = make_system({**BASE, **files})
    assert sorted(place[:2] for place in found(system)) == [
        ("WS102", "work/notes/2026-11-16.md"),
        ("WS104", "work/notes/weekly/2026-13-01.md"),
        ("WS108", "work/notes/weekly/monday.md"),
    ]


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
