"""A diff for programs; the contract stands in the reference of commands."""

import json
from typing import Any

from worksystem.diagnostics import Diagnostic
from worksystem.diff import Diff, RecordChange, Verdict
from worksystem.diff.changes import Change, Late
from worksystem.views.reference import Ref, StateMark

__all__ = ["render"]


def render(diff: Diff) -> str:
    """The whole diff as one object."""
    document = {
        "version": 1,
        "as_of": diff.as_of.isoformat(),
        "base": {"named": diff.named, "commit": diff.base, "behind": diff.behind},
        "head": diff.head or None,
        "by": [_ref(person) for person in diff.by],
        "notes": list(diff.notes),
        "class": diff.class_,
        "reasons": list(diff.reasons),
        "records": [_record(record) for record in diff.records],
        "findings": {"new": [_finding(each) for each in diff.new], "solved": [_finding(each) for each in diff.solved]},
        "effect": _effect(diff),
        "other_files": list(diff.others),
        "same_meaning": diff.silent,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _record(record: RecordChange) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "id": record.id,
        "title": record.title,
        "path": record.path,
        "class": record.class_,
        "reasons": list(record.reasons),
        "changes": [_change(each) for each in record.changes],
        "move": _move(record.verdict) if record.verdict is not None else None,
    }


def _change(change: Change) -> dict[str, Any]:
    told = {"what": change.what, "field": change.field or None, "old": change.old, "new": change.new}
    stand = change.stand
    about = {"approval": {"state": stand.state, "counts": stand.counts, "why": stand.why}} if stand is not None else {}
    return {**told, "says": change.says, **about}


def _move(verdict: Verdict) -> dict[str, Any]:
    return {
        "name": verdict.name or None,
        "from": _state(verdict.old) if verdict.old is not None else None,
        "to": _state(verdict.new),
        "legal": verdict.is_legal,
        "objections": [
            {"kind": each.kind, "says": each.says, "help": each.help, "able": [_ref(person) for person in each.able]}
            for each in verdict.objections
        ],
    }


def _effect(diff: Diff) -> dict[str, Any]:
    effect = diff.effect
    return {
        "wip": [
            {
                "workflow": room.workflow.id,
                "state": room.state.id,
                "name": room.state.name,
                "before": room.before,
                "after": room.after,
                "limit": room.limit,
            }
            for room in effect.rooms
        ],
        "load": [{"team": each.team.id, "before": each.before, "after": each.after} for each in effect.loads],
        "past_due": _late(effect.past_due, effect.newly_past_due),
        "promises_at_risk": _late(effect.at_risk, effect.newly_at_risk),
    }


def _late(counts: tuple[int, int], late: tuple[Late, ...]) -> dict[str, Any]:
    listed = [{"item": each.item.id, "title": each.item.title, "why": each.why} for each in late]
    return {"before": counts[0], "after": counts[1], "new": listed}


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.place.path,
        "line": finding.place.span.start.line,
        "field": finding.place.field or None,
        "record": finding.record or None,
    }


def _ref(ref: Ref) -> dict[str, str]:
    return {"id": ref.id, "name": ref.title}


def _state(state: StateMark) -> dict[str, str]:
    return {"id": state.id, "name": state.name, "category": state.category}
