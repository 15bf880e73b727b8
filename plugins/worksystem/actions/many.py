"""One action on several items: each sees what the ones before it left, and one refusal refuses all."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from worksystem.actions.faults import NewError, new_errors
from worksystem.actions.situation import Lack, Outcome, Refusal, Situation
from worksystem.change import Plan
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.words import count_of

__all__ = ["Action", "Result", "act_on", "find_faults"]

Action = Callable[[Situation, Entry[Item]], Outcome | Refusal]


class Result(Struct, frozen=True):
    """What came of an action on several items.

    Shape: `done` are the ids of those it was planned for; `refused` the others, with why; `plan` is empty if one was
    refused and the others were not to go on without it.
    """

    plan: Plan
    done: tuple[str, ...]
    refused: tuple[tuple[str, Refusal], ...] = ()
    notes: tuple[str, ...] = ()


def act_on(situation: Situation, ids: Sequence[str], action: Action, *, keep_going: bool = False) -> Result:
    """Plan an action for some items, in their order.

    Shape: with `keep_going` those that are not refused are planned without the others. What the checker would call a
    new error is refused, too.
    """
    result, after = _plan(situation, ids, action)
    faults = find_faults(situation, after, result.done)
    if faults and keep_going and all(id in result.done for id, _ in faults):
        left = [id for id in ids if id not in dict(faults)]
        again, after = _plan(situation, left, action)
        result = Result(again.plan, again.done, (*result.refused, *faults), again.notes)
        faults = find_faults(situation, after, result.done)
    if faults or (result.refused and not keep_going):
        return Result(Plan(), (), (*result.refused, *faults))
    return result


def _plan(situation: Situation, ids: Sequence[str], action: Action) -> tuple[Result, Situation]:
    plan, done, refused, notes = Plan(), [], [], []
    for id in dict.fromkeys(ids):
        before = situation.workspace.items[id]
        outcome = action(situation, before)
        if isinstance(outcome, Refusal):
            refused.append((id, outcome))
            continue
        after = outcome.workspace.items[id]
        notes += [f"{id}: {note}" for note in (*outcome.notes, *_voided(situation, outcome, before, after))]
        plan, situation = plan + outcome.plan, situation.having(outcome.workspace)
        done.append(id)
    return Result(plan, tuple(done), tuple(refused), tuple(notes)), situation


def find_faults(before: Situation, after: Situation, ids: Sequence[str]) -> tuple[tuple[str, Refusal], ...]:
    """The errors that an action would make, by the item they are at; those elsewhere are the last item's."""
    found: dict[str, list[NewError]] = {}
    for error in new_errors(before.workspace, after.workspace, before.today):
        found.setdefault(error.id if error.id in ids or not ids else ids[-1], []).append(error)
    return tuple((id, _refusal(id, errors)) for id, errors in found.items())


def _refusal(id: str, errors: Sequence[NewError]) -> Refusal:
    if len(errors) == 1:
        return Refusal(f"{errors[0].says} ({errors[0].code})", help=errors[0].help)
    lacks = tuple(Lack(f"{error.says} ({error.code})", error.help) for error in errors)
    return Refusal(f"the check would find {count_of(len(errors), 'error')} in {id or 'the work system'}", lacks)


def _voided(situation: Situation, outcome: Outcome, before: Entry[Item], after: Entry[Item]) -> tuple[str, ...]:
    """The approvals that an edit takes the ground from."""
    if before is after or not before.record.approvals:
        return ()
    stood = {(each.rule.gate, each.approval.by) for each in situation.judge.standings(before) if each.counts()}
    later = situation.having(outcome.workspace).judge.standings(after)
    return tuple(
        f"the approval of {each.approval.by} at {each.rule.gate} no longer counts: {each.why}"
        for each in later
        if not each.counts() and (each.rule.gate, each.approval.by) in stood
    )
