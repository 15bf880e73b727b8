"""Who does what in a workflow: responsible, accountable, consulted, informed. Derived, never written by hand."""

from collections.abc import Iterable

from msgspec import Struct

from worksystem.model import Workflow
from worksystem.model.entry import Entry
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["Matrix", "MatrixRow", "build_matrix", "move_words"]


class MatrixRow(Struct, frozen=True):
    """One move and, for each actor of the matrix, its letters (`R`, `A`, `C`, `I`, more than one, or none)."""

    move: str
    way: str
    letters: tuple[str, ...]


class Matrix(Struct, frozen=True):
    """Moves down, actors across."""

    workflow: Ref
    actors: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]


def move_words(workflow: Entry[Workflow], sources: Iterable[str], target: str) -> str:
    """Where a move leads, in names of states."""
    states = workflow.record.states

    def name(id: str) -> str:
        return "any open state" if id == "*" else states[id].name if id in states else id

    return f"{', '.join(name(source) for source in sources)} → {name(target)}"


def build_matrix(scope: Scope, workflow: str) -> Matrix:
    """The matrix of one workflow: `by` is R, the item's owner A, approvals and `consult` C, `inform` I."""
    entry = scope.workspace.workflows[workflow]
    found: list[dict[str, set[str]]] = []
    actors: dict[str, Ref] = {"owner": scope.party("owner")}
    for transition in entry.record.transitions:
        letters: dict[str, set[str]] = {"owner": {"A"}}
        says = [(transition.by, "R"), (transition.consult, "C"), (transition.inform, "I")]
        says += [(approval.roles, "C") for approval in transition.approvals]
        if transition.handoff:
            says += [(transition.handoff.acknowledged_by, "R")]
        for ids, letter in says:
            for id in ids:
                ref = scope.ref("role", id) if ids and id in scope.workspace.roles else scope.party(id)
                key = "owner" if id == "owner" else f"{ref.kind}:{ref.id}"
                actors.setdefault(key, ref)
                letters.setdefault(key, set()).add(letter)
        found.append(letters)
    order = ["owner", *sorted(set(actors) - {"owner"}, key=lambda key: (actors[key].title.casefold(), key))]
    rows = tuple(
        MatrixRow(
            transition.name,
            move_words(entry, transition.from_, transition.to),
            tuple("".join(letter for letter in "RACI" if letter in letters.get(key, ())) for key in order),
        )
        for transition, letters in zip(entry.record.transitions, found, strict=True)
    )
    return Matrix(scope.ref("workflow", workflow), tuple(actors[key] for key in order), rows)
