"""`worksystem schema`: JSON Schemas of every kind of file, and of every item type of the work system."""

import json
from pathlib import Path

import click

from worksystem.cli.options import Asked, read_work_system, time_options
from worksystem.cli.output import write
from worksystem.errors import FolderNotFoundError
from worksystem.model import ItemType, Workflow
from worksystem.model.json_schema import build_schemas

__all__ = ["command"]


@click.command("schema", help="Print the JSON Schemas as one object, by file name; or write them to a folder.")
@click.option("--write", "target", type=click.Path(path_type=Path), metavar="DIR", help="Write one file each.")
@time_options
@click.pass_obj
def command(folder: Path, target: Path | None, asked: Asked) -> int:
    """Build and print or write."""
    schemas = build_schemas(*_types_and_workflows(folder, asked))
    if target is None:
        write(json.dumps(schemas, ensure_ascii=False, indent=2) + "\n")
        return 0
    changed = 0
    for name, schema in schemas.items():
        text, file = json.dumps(schema, ensure_ascii=False, indent=2) + "\n", target / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            write(text, file)
            changed += 1
    write(f"{len(schemas)} schemas in {target}, {changed} of them new or changed\n")
    return 0


def _types_and_workflows(folder: Path, asked: Asked) -> tuple[dict[str, ItemType], dict[str, Workflow]]:
    """The item types and workflows there are; outside of a work system there are none."""
    try:
        workspace = read_work_system(folder, asked).workspace
    except FolderNotFoundError:
        return {}, {}
    types = {id: entry.record for id, entry in workspace.types.items()}
    return types, {id: entry.record for id, entry in workspace.workflows.items()}
