"""Letting work overtake the rest: for whom the workflow names, with a reason, and no more at a time than agreed."""

from collections.abc import Mapping
from typing import Any

from worksystem.actions.advice import name_who
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import SetValue
from worksystem.graph.workspace import Workspace
from worksystem.model import ExpediteRule, Item
from worksystem.model.entry import Entry
from worksystem.model.words import count_of, list_words
from worksystem.workflow.actors import bare

__all__ = ["refuse_overtaking", "since_today"]


def since_today(situation: Situation, written: Mapping[str, Any], why: str) -> list[SetValue]:
    """The day that work which overtakes the rest from now on is given, where none is said."""
    expedite = written.get("expedite")
    if isinstance(expedite, dict) and expedite.get("by") and not expedite.get("since"):
        return [SetValue("", ("expedite", "since"), situation.today, why)]
    return []


def refuse_overtaking(situation: Situation, old: Entry[Item] | None, id: str, outcome: Outcome) -> Refusal | None:
    """Why an item may not overtake the rest after an action, if it did not before; `old` is the item before it."""
    item, rule = outcome.workspace.items[id], _rule(outcome.workspace, outcome.workspace.items[id])
    expedite = item.record.expedite
    if rule is None or expedite is None:
        return None
    if old is None or expedite != old.record.expedite:
        able = situation.judge.people(item, rule.by)
        if rule.by and bare(expedite.by) not in able:
            names = list_words([situation.judge.title("person", person) for person in able], "or")
            says = f"letting {id} overtake the rest is for {situation.judge.words(rule.by)}, and not for {expedite.by}"
            return Refusal(says, help=f"ask {names}" if names else "nobody may at present")
        was = old.record.expedite if old is not None else None
        if rule.by and was is not None and was.since != expedite.since and situation.who not in able:
            return name_who(
                situation, f"letting {id} overtake the rest for longer", situation.judge.words(rule.by), able
            )
        if rule.why == "required" and not expedite.why:
            return Refusal(f"nothing says why {id} overtakes the rest", help="add expedite.why=...")
    return _refuse_more(situation, item, rule, outcome.workspace)


def _refuse_more(situation: Situation, item: Entry[Item], rule: ExpediteRule, after: Workspace) -> Refusal | None:
    workflow = after.workflow_of(item)
    before = _overtaking(situation.workspace, workflow.id if workflow is not None else "")
    if after.is_done(item) or item.id in before or len(before) < rule.at_most:
        return None
    name = situation.judge.title("workflow", workflow.id) if workflow is not None else ""
    there = f", and {list_words(before)} {'does' if len(before) == 1 else 'do'}" if before else ""
    says = f"{item.id} cannot overtake the rest: {name} lets {count_of(rule.at_most, 'item')} do so at a time{there}"
    one = "let it queue first" if len(before) == 1 else "let one of them queue first"
    return Refusal(says, help=f"{one}: worksystem set {before[0]} expedite=" if before else "let it queue")


def _overtaking(workspace: Workspace, workflow: str) -> list[str]:
    items = workspace.items_of_workflow(workflow)
    return sorted(item.id for item in items if item.record.expedite is not None and not workspace.is_done(item))


def _rule(workspace: Workspace, item: Entry[Item]) -> ExpediteRule | None:
    workflow = workspace.workflow_of(item)
    return workflow.record.exceptions.expedite if workflow is not None else None
