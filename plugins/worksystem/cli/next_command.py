"""`worksystem next`: what an item's moves still need."""

import json
from pathlib import Path
from typing import Any, Final

import click
from msgspec import to_builtins
from msgspec.structs import replace

from worksystem.actions.advice import advise
from worksystem.actions.situation import Situation
from worksystem.cli.choosing import find_item
from worksystem.cli.options import Asked, format_option, read_work_system, time_options
from worksystem.cli.output import write
from worksystem.load.proofs import find_proofs
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.report.visible import make_visible
from worksystem.views.next_moves import Move, build_next_moves
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope
from worksystem.workflow.versions import cure_of

__all__ = ["command"]

_MOST: Final = 8


@click.command("next", help="Say what an item's next moves still need: who may make them, and what is missing.")
@click.argument("id", metavar="ID")
@format_option("text", "json")
@time_options
@click.pass_obj
def command(folder: Path, id: str, format_: str, asked: Asked) -> int:
    """Find the item and print its moves."""
    system = read_work_system(folder, asked)
    workspace = system.workspace
    item = find_item(workspace, id)
    scope = Scope(workspace, system.as_of, proofs=find_proofs(system, [item]) if item.record.approvals else {})
    moves = _with_commands(scope, item, build_next_moves(scope, item.id))
    if format_ == "json":
        write(json.dumps(_as_data(scope, item.id, moves), ensure_ascii=False, indent=2) + "\n")
    else:
        write(_as_text(scope, item.id, moves))
    return 0


def _with_commands(scope: Scope, item: Entry[Item], moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """The same, where a command sees to a need, with that for its help."""
    situation = Situation(scope.workspace, scope.as_of, proofs=scope.judge.proofs)
    found = []
    for way, move in zip(scope.judge.ways_from(item), moves, strict=True):
        needs = (need if need.met else replace(need, help=advise(situation, item, way, need)) for need in move.needs)
        found.append(replace(move, needs=tuple(needs)))
    return tuple(found)


def _as_data(scope: Scope, id: str, moves: tuple[Move, ...]) -> dict[str, Any]:
    item = scope.workspace.items[id]
    state = scope.state_mark(item)
    return {
        "item": id,
        "title": item.record.title,
        "state": to_builtins(state),
        "moves": [_move(move) for move in moves],
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "name": move.name,
        "to": to_builtins(move.to),
        "ready": not move.missing,
        "rework": move.rework,
        **{
            name: [{"kind": ref.kind, "id": ref.id, "name": ref.title} for ref in refs]
            for name, refs in (
                ("by", move.by),
                ("people", move.people),
                ("consult", move.consult),
                ("inform", move.inform),
            )
        },
        "needs": [to_builtins(need) for need in move.needs],
    }


def _as_text(scope: Scope, id: str, moves: tuple[Move, ...]) -> str:
    item = scope.workspace.items[id]
    state = scope.state_mark(item)
    lines = [f"{id} {item.record.title}", f"state: {state.name}"]
    if not moves:
        workflow = scope.workspace.workflow_of(item)
        status = scope.workspace.items[id].record.status
        if workflow is None:
            why = "its workflow is not known"
        elif status in workflow.record.states:
            why = "no transition leads on from there"
        else:
            cure = cure_of(workflow.record, status)
            why = f'"{status}" is not a state of workflow "{workflow.id}"; {cure}'
        lines += ["", f"nothing comes next: {why}"]
    for move in moves:
        lines += ["", *_lines(move), f"  worksystem move {id} {move.to.id}"]
    return "\n".join([*map(make_visible, lines), ""])


def _lines(move: Move) -> list[str]:
    back = " (sends it back)" if move.rework else ""
    lines = [f"{move.name} -> {move.to.name}{back}", f"  by {_who(move)}"]
    missing, met = move.missing, sum(need.met for need in move.needs)
    if missing:
        lines.append("  needs")
        for need in missing:
            lines.append(f"    - {need.says}")
            lines += [f"      {need.help}"] if need.help else []
        lines += [f"  {met} of {len(move.needs)} needs are met"] if met else []
    else:
        lines.append("  nothing is missing")
    for word, refs in (("ask", move.consult), ("tell", move.inform)):
        lines += [f"  {word} {_names(refs)}"] if refs else []
    return lines


def _who(move: Move) -> str:
    if not move.by:
        return "anybody"
    people = _names(move.people[:_MOST]) if move.people else "nobody at present"
    more = len(move.people) - _MOST
    people += f" and {more} more" if more > 0 else ""
    names = _names(move.by)
    return names if names == people else f"{names} ({people})"


def _names(refs: tuple[Ref, ...]) -> str:
    return ", ".join(ref.title for ref in refs)
