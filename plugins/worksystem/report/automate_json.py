"""A plan of the automations for programs: the stable contract of `automate --format json`.

`version` changes when a key or the meaning of one does.
"""

import json
from typing import Any

from worksystem.automate import Outcome
from worksystem.graph.finding import Finding

__all__ = ["render"]

VERSION = 1


def render(outcome: Outcome) -> str:
    """One JSON object: the day, and what happens in the order in which it happens."""
    document = {
        "version": VERSION,
        "as_of": outcome.as_of.isoformat(),
        "steps": [
            {
                "item": step.item,
                "title": step.title,
                "path": step.path,
                "rule": step.rule,
                "action": step.action,
                "says": step.says,
            }
            for step in outcome.steps
        ],
        "skipped": [
            {"item": each.item or None, "rule": each.rule, "action": each.action, "says": each.says}
            for each in outcome.skipped
        ],
        "told": [
            {"item": each.item or None, "rule": each.rule, "who": list(each.who), "says": each.says}
            for each in outcome.told
        ],
        "findings": [_finding(finding) for finding in outcome.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.locate()
    line, column = place.span.start
    return {
        "code": finding.code,
        "message": finding.message,
        "path": place.path,
        "line": line,
        "column": column,
        "help": finding.help,
    }
