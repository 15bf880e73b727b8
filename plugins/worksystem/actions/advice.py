"""What to do about what is missing: the command that sees to it, or whom to ask."""

from collections.abc import Sequence

from worksystem.actions.situation import Refusal, Situation
from worksystem.actions.tick import standards_of
from worksystem.graph.suggest import list_words
from worksystem.model import ApprovalRule, Item
from worksystem.model.entry import Entry
from worksystem.workflow.actors import bare
from worksystem.workflow.judge import Need, Way

__all__ = ["advise", "name_who"]


def advise(situation: Situation, item: Entry[Item], way: Way, need: Need) -> str:
    """What would meet a need: a command where there is one, else what the workflow's own help says."""
    id = item.id
    match need.kind:
        case "field" if need.keys == ("closed", "reason"):
            return 'say why with --because "..."'
        case "field":
            return f"worksystem set {id} {'.'.join(map(str, need.keys))}=..."
        case "block":
            return f"worksystem unblock {id}"
        case "check":
            return _tick(situation, item, way, need) or need.help
        case "approval":
            for rule in way.transition.approvals:
                if need.says.startswith(f"{rule.gate.replace('_', ' ')}:"):
                    return _approve(situation, item, rule)
        case "handoff":
            able = (
                _names(situation, situation.judge.people(item, way.transition.handoff.acknowledged_by))
                if way.transition.handoff
                else ""
            )
            return f"worksystem move {id} {way.to} --hand-over, then --take-over by {able or 'whoever may'}"
        case "condition" if "acceptance" in need.says:
            open_ = [number for number, point in enumerate(item.record.acceptance, 1) if not point.done]
            return " ".join(f"--tick {number}" for number in open_) or need.help
    return need.help


def _approve(situation: Situation, item: Entry[Item], rule: ApprovalRule) -> str:
    """Who could still give an approval, and how; whoever has given one is left out."""
    judge = situation.judge
    there = [each for each in judge.standings(item) if each.rule.gate == rule.gate]
    written = {bare(each.approval.by) for each in there if each.state in ("verified", "unverified")}
    able = _names(situation, [person for person in judge.able(item, rule) if person not in written])
    told = f"worksystem approve {item.id} {rule.gate}, by {able}" if able else "nobody else may give it at present"
    if judge.takes_unverified(item):
        return told
    waiting = sorted({bare(each.approval.by) for each in there if each.state == "unverified"})
    again = f"let {_names(situation, waiting)} commit the line themselves; " if waiting else ""
    return f"{again}{told}{', and commit the line yourself' if able else ''}"


def name_who(situation: Situation, what: str, words: str, people: Sequence[str]) -> Refusal:
    """The refusal of what is for others: `words` say for whom, `people` who that is today."""
    names = _names(situation, people)
    if not situation.who:
        help = f"say who acts with --by PERSON; {names} may" if names else "nobody may at present"
        return Refusal(f"{what} is for {words}, and it is not known who acts", help=help)
    title = situation.judge.title("person", situation.who)
    return Refusal(
        f"{what} is for {words}, and not for {title}", help=f"ask {names}" if names else "nobody may at present"
    )


def _names(situation: Situation, people: Sequence[str]) -> str:
    return list_words(situation.judge.title("person", person) for person in people)


def _tick(situation: Situation, item: Entry[Item], way: Way, need: Need) -> str:
    """The option that ticks the check that a need is about."""
    workflow = situation.workspace.workflow_of(item)
    for standard in standards_of(way.transition, workflow.record) if workflow is not None else ():
        entry = situation.workspace.standards.get(standard)
        if entry is None:
            continue
        for id, check in entry.record.checks.items():
            if need.says == f"{check.text} ({entry.record.name})" and not check.must:
                return f"when it is true: --tick {id}"
    return ""
