"""Ticking acceptance criteria and the checks of standards."""

from collections.abc import Iterator, Sequence

from worksystem.actions.revise import ValueChange
from worksystem.actions.situation import Refusal
from worksystem.change import Append, SetValue
from worksystem.graph.suggest import list_words
from worksystem.graph.workspace import Workspace
from worksystem.model import Item, Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.model.words import count_of

__all__ = ["standards_of", "tick"]


def tick(
    workspace: Workspace,
    item: Entry[Item],
    transition: Transition,
    workflow: Workflow,
    ticks: Sequence[str],
    why: str,
) -> list[ValueChange] | Refusal:
    """The changes that tick some criteria by number, from 1, and some checks of the standards of a move by id."""
    changes: list[ValueChange] = []
    open_checks = dict(_open_checks(workspace, item, transition, workflow))
    for each in ticks:
        if each.isdecimal():
            if not 0 < int(each) <= len(item.record.acceptance):
                count = count_of(len(item.record.acceptance), "acceptance criterion", "acceptance criteria")
                return Refusal(f"{item.id} has {count}, and none of number {each}", help="they are counted from 1")
            if not item.record.acceptance[int(each) - 1].done:
                changes.append(SetValue("", ("acceptance", int(each) - 1, "done"), True, why))
        elif each in open_checks:
            changes.append(Append("", ("checks", open_checks[each]), each, why))
        elif not any(each in ids for ids in item.record.checks.values()):
            help = f"tick {list_words(open_checks)}" if open_checks else "people have nothing to tick for this move"
            return Refusal(f'no standard of "{transition.name}" has an open check "{each}"', help=help)
    return changes


def standards_of(transition: Transition, workflow: Workflow) -> tuple[str, ...]:
    """The standards whose checks a move asks for."""
    state = workflow.states[transition.to]
    handed = transition.handoff.standard if transition.handoff is not None else None
    return (*(state.entry.standards if state.entry is not None else ()), *([handed] if handed else []))


def _open_checks(
    workspace: Workspace, item: Entry[Item], transition: Transition, workflow: Workflow
) -> Iterator[tuple[str, str]]:
    """Check to standard, of those that people tick and have not ticked."""
    for standard in standards_of(transition, workflow):
        entry = workspace.standards.get(standard)
        for id, check in entry.record.checks.items() if entry is not None else ():
            if not check.must and id not in item.record.checks.get(standard, ()):
                yield id, standard
