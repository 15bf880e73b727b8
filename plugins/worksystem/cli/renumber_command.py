"""`worksystem renumber`: another id for an item, above all for one of two that have the same one."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from worksystem.actions.ids import list_taken, make_id
from worksystem.actions.renumber import Renumbered, holders_of, path_with, plan_references, plan_renumber
from worksystem.change import SetValue
from worksystem.cli.editing import OTHER_ID
from worksystem.cli.options import Asked, read_work_system, shown_paths
from worksystem.cli.output import print_note, write
from worksystem.edit import Draft, Drafted, draft_plan, edit_text, render_diff, write_draft
from worksystem.edit.collision import find_later, find_sides, make_is_meant, sides_of
from worksystem.edit.draft import find_target, read_bytes
from worksystem.edit.driver import decode, encode
from worksystem.edit.marks import Sides, has_marks, read_marks
from worksystem.edit.resolve import find_base
from worksystem.errors import UsageError
from worksystem.model.kinds import KINDS
from worksystem.report.visible import make_visible

if TYPE_CHECKING:
    from worksystem.load import WorkSystem
    from worksystem.model.entry import Entry

__all__ = ["command"]


@click.command("renumber", help="Give an item another id, above all one of two that have the same one.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--file", "file", type=click.Path(path_type=Path), help="Which of two files; the later one if not said.")
@click.option("--dry-run", is_flag=True, help="Show the changes as a diff and write nothing.")
@click.pass_obj
def command(folder: Path, old: str, new: str | None, file: Path | None, dry_run: bool) -> int:
    """Choose the item and the id, change the file and what names it; 1 when something is left to decide."""
    system = read_work_system(folder, Asked())
    holders = holders_of(system.workspace, old)
    is_random = new is None and system.workspace.settings.ids.style == "random"
    new = _choose_id(system, old, new)
    if holders:
        done, draft, path = _renumber(system, _choose(system, holders, file), new)
    else:
        done, draft, path = _take_apart(system, old, new)
    if dry_run:
        write(render_diff(draft))
        if is_random:
            print_note(OTHER_ID)
    else:
        write_draft(draft)
    write(f"{path} {'would be' if dry_run else 'is'} {new} now\n" + _tell(done, old, new))
    return 1 if done.doubtful or done.mentioned else 0


def _choose_id(system: "WorkSystem", old: str, new: str | None) -> str:
    from worksystem.load.history import load_history

    taken = list_taken(system.workspace, load_history(system).lives.values())
    settings = system.workspace.settings.ids
    if new is None:
        prefix = old.rpartition("-")[0]
        return make_id(prefix, taken, chance=random.SystemRandom(), style=settings.style, length=int(settings.length))
    if not re.fullmatch(KINDS["item"].id_pattern, new):
        raise UsageError(f'"{new}" is not an id of an item', help=KINDS["item"].id_help)
    if new in taken:
        raise UsageError(f"{new} is or was the id of an item", help="leave it out, and a free one is found")
    return new


def _choose(system: "WorkSystem", holders: "list[Entry[Any]]", file: Path | None) -> "Entry[Any]":
    """Which of the items that have an id gets the new one."""
    paths = [entry.path for entry in holders]
    if file is not None:
        path = shown_paths(system, (file,))[0]
    else:
        path = paths[0] if len(paths) == 1 else find_later(system.repository, paths)
    chosen = next((entry for entry in holders if entry.path == path), None)
    if chosen is None:
        raise UsageError(f"{path} is no item with this id", help=f"name one of {', '.join(paths)}")
    if chosen.origins or chosen.root or chosen.path.startswith("../"):
        raise UsageError(f"the id of {path} is not ours to change", help="change it where the file comes from")
    return chosen


def _renumber(system: "WorkSystem", entry: "Entry[Any]", new: str) -> tuple[Renumbered, Draft, str]:
    """Another id for an item that has a file of its own."""
    others = [each.path for each in holders_of(system.workspace, entry.id) if each.path != entry.path]
    is_meant: Callable[[str], bool | None] = lambda path: True  # noqa: E731
    if others:
        sides = find_sides(system.repository, others[0], entry.path)
        is_meant = make_is_meant(system.repository, entry.id, sides)
    done = plan_renumber(system.workspace, entry, new, is_meant)
    known = {each.path: each.document.text for each in system.workspace.items.values() if each.path}
    return done, draft_plan(system.repository, done.plan, known), entry.path


def _take_apart(system: "WorkSystem", old: str, new: str) -> tuple[Renumbered, Draft, str]:
    """Another id for the second of two items that both sides of a merge created under one path."""
    broken = next((each for each in system.workspace.broken if (each.kind, each.id) == ("item", old)), None)
    sides = _read_sides(system, broken.path) if broken is not None else None
    if broken is None or sides is None:
        raise UsageError(f'no item is called "{old}"', help="`worksystem items` lists the items")
    if find_base(system.repository, broken.path):
        raise UsageError(f"both sides changed the same {old}", help="worksystem resolve merges it")
    is_meant = make_is_meant(system.repository, old, sides_of(system.repository, broken.path))
    done = plan_references(system.workspace, old, new, is_meant, without=broken.path)
    path = path_with(broken.path, new)
    theirs = sides.theirs
    if re.search(rf"^id:\s*[\"']?{re.escape(old)}\b", theirs, re.MULTILINE):
        theirs = edit_text(path, theirs, [SetValue(path, ("id",), new, "renumber")])
    draft = draft_plan(system.repository, done.plan)
    before = read_bytes(find_target(system.repository, broken.path), broken.path) or b""
    files = (Drafted(broken.path, broken.path, before, encode(sides.ours)), Drafted(None, path, b"", encode(theirs)))
    return done, Draft(draft.repository, (*draft.files, *files), draft.moves), path


def _read_sides(system: "WorkSystem", path: str) -> Sides | None:
    text = decode(read_bytes(find_target(system.repository, path), path) or b"")
    return read_marks(text) if has_marks(text) else None


def _tell(done: Renumbered, old: str, new: str) -> str:
    lines = []
    if done.doubtful:
        lines += [f"these name {old}, and nobody can tell which of the two they mean; set {new} where it is meant:"]
        lines += [f"  {place.path}:{place.span.start.line} {place.field}" for place in done.doubtful]
    if done.mentioned:
        lines += [f"these speak of {old} in their text, which is left as it is:"]
        lines += [f"  {place.path}:{place.span.start.line}" for place in done.mentioned]
    return "".join(f"{make_visible(line)}\n" for line in lines)
