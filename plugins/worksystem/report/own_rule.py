"""The page of a rule of the team's own, as Markdown: like those that come with the package, made from its file."""

import json
import re
from collections.abc import Iterable

from worksystem.model import TeamRule
from worksystem.model.entry import Entry
from worksystem.rules import Rule

__all__ = ["render_own_rule"]

_TICKS = re.compile(r"`+")


def render_own_rule(rule: Rule, entry: Entry[TeamRule]) -> str:
    """What it finds, why, what it asks, its examples and how to mend; what the file does not say is left out."""
    record = entry.record
    parts = [f"# {rule.code} {rule.name}", f"A rule of the team's own. It says: {_code(record.message)}"]
    if record.why:
        parts.append(f"**Why it matters.** {record.why.strip()}")
    protects = f"; protects {rule.principle.replace('_', ' ')}" if rule.principle else ""
    since = f" It holds from {record.since} on." if record.since else ""
    parts.append(f"*{rule.severity.value.capitalize()}{protects}.*{since}")
    if rule.problems:
        parts.append(f"It finds {' and '.join(problem.replace('_', ' ') for problem in rule.problems)}.")
    asked = {"for": record.for_ or "", "when": record.when, "group_by": record.group_by, "must": record.must}
    lines = [f"{key}: {' '.join(text.split())}" for key, text in asked.items() if text]
    parts += ["## What it asks", _fence(lines, "text")]
    if record.examples is not None:
        for heading, examples in (("Found", record.examples.found), ("Not found", record.examples.not_found)):
            if examples:
                parts += [f"## {heading}", _fence((json.dumps(each, ensure_ascii=False) for each in examples), "yaml")]
    if record.help:
        parts += ["## How to mend", f"{record.help[:1].upper()}{record.help[1:]}"]
    parts.append(f"It stands in {_code(entry.path)}.")
    return "\n\n".join(parts) + "\n"


def _code(text: str) -> str:
    ticks = "`" * (_longest(text) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _fence(lines: Iterable[str], language: str) -> str:
    body = "\n".join(lines)
    ticks = "`" * max(3, _longest(body) + 1)
    return f"{ticks}{language}\n{body}\n{ticks}"


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
