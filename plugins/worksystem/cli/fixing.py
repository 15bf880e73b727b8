"""`check --fix`: fixes are made in memory and everything is checked again, until nothing is left that can be fixed."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from worksystem.change import Append, Change, Plan, Remove, Rename, Reword, SetValue
from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Edit, Fix
from worksystem.edit import Desk, Draft, EditError, draft_plan, list_replacements
from worksystem.load import WorkSystem

__all__ = ["Mended", "list_edits", "mend_all"]

# more rounds than fixes depend on each other; each one checks everything
_ROUNDS: Final = 20
Texts = Mapping[str, str]


class Mended(Struct, frozen=True):
    """What fixing comes to, before anything is written: `result` is that of the files as they would be."""

    system: WorkSystem
    result: CheckResult
    draft: Draft
    plan: Plan
    fixed: tuple[Diagnostic, ...]


def mend_all(check: Callable[[Texts], tuple[WorkSystem, CheckResult]], *, unsafe: bool) -> Mended:
    """Fix what is reported and can be fixed.

    Shape: `check` reads some texts instead of the files of their paths; `unsafe` includes fixes that decide something.
    """
    system, result = check({})
    desk = Desk(system.repository, _texts_of(system))
    draft, plan = desk.draft(), Plan()
    fixed: list[Diagnostic] = []
    tried: set[tuple[Fix, str]] = set()
    for _ in range(_ROUNDS):
        made = []
        for diagnostic in _choose(system, result, unsafe=unsafe):
            assert diagnostic.fix is not None
            state = (diagnostic.fix, _text(draft, diagnostic.fix))
            if state in tried:  # it did not help, or the cure of one is the illness of another
                continue
            tried.add(state)
            try:
                desk.make(Plan(diagnostic.fix.changes))
            except EditError:
                continue
            made.append(diagnostic)
        if not made:
            break
        draft = desk.draft()
        fixed += made
        plan += Plan(tuple(change for each in made if each.fix for change in each.fix.changes))
        system, result = check({file.path: file.after.decode().removeprefix("\ufeff") for file in draft.files})
    return Mended(system, result, draft, plan, tuple(fixed))


def list_edits(system: WorkSystem) -> Callable[[Diagnostic], tuple[Edit, ...]]:
    """What says a fix as replacements of text; nothing where there is none, or where it cannot be made."""
    known = _texts_of(system)

    def edits(diagnostic: Diagnostic) -> tuple[Edit, ...]:
        if diagnostic.fix is None or not _is_ours(system, diagnostic.fix):
            return ()
        try:
            return list_replacements(draft_plan(system.repository, Plan(diagnostic.fix.changes), known))
        except EditError:
            return ()

    return edits


def _choose(system: WorkSystem, result: CheckResult, *, unsafe: bool) -> list[Diagnostic]:
    """Findings whose fixes do not get in each other's way, from the end of each file, so that what is above stays."""
    chosen: list[Diagnostic] = []
    taken: dict[str, list[tuple[str | int, ...]]] = {}
    for diagnostic in reversed(result.diagnostics):
        fix = diagnostic.fix
        if fix is None or not (fix.safe or unsafe) or not _is_ours(system, fix):
            continue
        touched = [(change.path, _reach(change)) for change in fix.changes]
        if not any(_meet(keys, other) for path, keys in touched for other in taken.get(path, ())):
            chosen.append(diagnostic)
            for path, keys in touched:
                taken.setdefault(path, []).append(keys)
    return chosen


def _reach(change: Change) -> tuple[str | int, ...]:
    """What of its file a change is about, from the outside in."""
    if isinstance(change, SetValue | Remove | Append | Rename):
        return ("values", *change.keys)
    return ("lines", change.line) if isinstance(change, Reword) else ()


def _meet(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _is_ours(system: WorkSystem, fix: Fix) -> bool:
    """Whether all its files lie below `work/`, or are the baseline."""
    work = system.checkout.shown(system.checkout.find("work"))
    own = system.checkout.shown(system.folder / system.workspace.settings.check.baseline)
    return all(change.path.startswith(f"{work}/") or change.path == own for change in fix.changes)


def _texts_of(system: WorkSystem) -> dict[str, str]:
    """The texts that findings were made from, by path."""
    workspace = system.workspace
    entries = [entry for records in workspace.records.values() for entry in records.values()]
    return {entry.path: entry.document.text for entry in (*entries, workspace.settings_entry) if entry.path}


def _text(draft: Draft, fix: Fix) -> str:
    """The files of a fix as they are by now; empty while they are as they were."""
    paths = {change.path for change in fix.changes}
    return "\0".join(file.after.decode() for file in draft.files if file.path in paths)
