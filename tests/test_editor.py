"""Every file of our own is what an editor's schema says, and an editor complains where something is wrong."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from pathspec import GitIgnoreSpec
from referencing import Registry
from referencing.jsonschema import DRAFT7

from worksystem.source.files import read_document

ROOT = Path(__file__).parents[1]
HOME = "file:///repository/"
WIRED: dict[str, GitIgnoreSpec] = {
    schema: GitIgnoreSpec.from_lines([glob])
    for schema, glob in json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"].items()
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (HOME + path.relative_to(ROOT).as_posix(), DRAFT7.create_resource(json.loads(path.read_text(encoding="utf-8"))))
    for path in sorted((ROOT / "schemas").rglob("*.json"))
)


def files(folder: str = "") -> Iterator[str]:
    for path in sorted((ROOT / folder / "work").rglob("*")):
        if path.is_file():
            yield path.relative_to(ROOT).as_posix()


YAML = [path for folder in ("", "examples/kubernetes") for path in files(folder) if path.endswith(".yml")]
NOTES_AND_PROSE = [path for path in files() if path.endswith(".md")]


def schema_of(path: str) -> str:
    """The schema for a file: what the editor's settings say; Markdown, which they cannot reach, by its folder."""
    if path.endswith(".md"):
        return f"schemas/{'note' if '/notes/' in path else 'item'}.schema.json"
    (found,) = [schema for schema, glob in WIRED.items() if glob.match_file(path)]
    return found.removeprefix("./")


def values_of(path: str) -> Any:
    document = read_document(str(ROOT / path), path)
    assert document.readable
    return document.values


def complaints(schema: str, values: Any) -> list[str]:
    validator = Draft7Validator({"$ref": HOME + schema}, registry=REGISTRY)
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(values)]


@pytest.mark.parametrize("path", [*YAML, *NOTES_AND_PROSE])
def test_a_file_of_ours_is_what_its_schema_says(path: str) -> None:
    assert complaints(schema_of(path), values_of(path)) == []


@pytest.mark.parametrize("path", YAML)
def test_a_field_that_does_not_exist_is_complained_about(path: str) -> None:
    values = copy.deepcopy(values_of(path))
    several = Path(path).parent.name == "work" and not path.endswith("/worksystem.yml")
    (next(iter(values.values())) if several else values)["no_such_field"] = "x"
    assert complaints(schema_of(path), values)


@pytest.mark.parametrize(
    ("type", "field", "value"),
    [
        ("change", "risk", "enormous"),
        ("change", "title", None),
        ("change", "due", "soon"),
        ("change", "acceptance", [{"text": "x", "done": "perhaps"}]),
        ("change", "depends_on", [{"item": "OPS-4XBN2", "type": "whenever"}]),
        ("task", "risk", "low"),
    ],
)
def test_an_item_is_held_to_its_type(type: str, field: str, value: object) -> None:
    path = next(path for path in YAML if "/items/" in path and values_of(path)["type"] == type)
    values = values_of(path)
    assert complaints(schema_of(path), values) == []
    assert complaints(schema_of(path), {**values, field: value})


def test_every_kind_of_file_that_we_have_is_wired_once() -> None:
    for path in YAML:
        assert sum(glob.match_file(path) for glob in WIRED.values()) == 1, path
