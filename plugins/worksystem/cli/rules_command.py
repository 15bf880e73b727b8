"""`worksystem rules`: every rule, the built-in ones and the team's own."""

import json
import re
from pathlib import Path

import click

from worksystem.check.selection import find_rules, parse_selectors
from worksystem.cli.options import Asked, format_option, read_work_system, time_options
from worksystem.cli.output import write
from worksystem.cli.table import render_table
from worksystem.diagnostics import Severity
from worksystem.errors import UsageError, WorkSystemError
from worksystem.graph.suggest import list_words, suggest_word
from worksystem.model.principles import PRINCIPLES
from worksystem.rules import RULES, Rule, list_rules

__all__ = ["command"]


@click.command("rules", help="List the rules; in a work system the team's own too.")
@click.option("--select", metavar="CODES", multiple=True, help="Only these rules: codes, their beginnings, or names.")
@click.option("--principle", metavar="NAME", help="Only the rules that protect a principle.")
@click.option("--severity", type=click.Choice([each.value for each in Severity]), help="Only rules of this severity.")
@format_option("table", "json")
@time_options
@click.pass_obj
def command(
    folder: Path, select: tuple[str, ...], principle: str | None, severity: str | None, format_: str, asked: Asked
) -> int:
    """Print the rules, by code; those that all options fit."""
    try:
        rules = list_rules(read_work_system(folder, asked).workspace)
    except WorkSystemError:
        if asked.at is not None:
            raise
        rules = RULES
    rules = tuple(
        rule
        for rule in _select(rules, select)
        if severity in (None, rule.severity) and (principle is None or rule.principle == _principle(principle, rules))
    )
    write(_as_json(rules) if format_ == "json" else _as_table(rules))
    return 0


def _select(rules: tuple[Rule, ...], select: tuple[str, ...]) -> tuple[Rule, ...]:
    selectors = parse_selectors(select, rules)
    wanted = {rule.code for selector in selectors for rule in find_rules(selector, rules)}
    return tuple(rule for rule in rules if not selectors or rule.code in wanted)


def _principle(text: str, rules: tuple[Rule, ...]) -> str:
    """A principle as it is written in files, by its id or its name.

    Errors: `UsageError` for one that no rule protects and that is none of the seven.
    """
    id = re.sub(r"[\W_]+", "_", text.strip().lower())
    known = list(dict.fromkeys((*PRINCIPLES, *(rule.principle for rule in rules if rule.principle))))
    if id not in known:
        close = suggest_word(id, known)
        help = f'did you mean "{close}"?' if close else f"use {list_words(known)}"
        raise UsageError(f'no principle is called "{text}"', help=help)
    return id


def _as_table(rules: tuple[Rule, ...]) -> str:
    rows = [
        (rule.code, rule.name, rule.severity.value, rule.principle.replace("_", " "), rule.summary) for rule in rules
    ]
    return render_table(("code", "name", "severity", "principle", "finds"), rows)


def _as_json(rules: tuple[Rule, ...]) -> str:
    listed = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity.value,
            "principle": rule.principle or None,
            "problems": list(rule.problems),
            "summary": rule.summary,
        }
        for rule in rules
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
