"""`worksystem rules`: every rule, the built-in ones and the team's own."""

import json
from pathlib import Path

import click

from worksystem.cli.options import Asked, format_option, read_work_system, time_options
from worksystem.cli.output import write
from worksystem.cli.table import render_table
from worksystem.errors import WorkSystemError
from worksystem.rules import RULES, Rule, list_rules

__all__ = ["command"]


@click.command("rules", help="List every rule; in a work system the team's own too.")
@format_option("table", "json")
@time_options
@click.pass_obj
def command(folder: Path, format_: str, asked: Asked) -> int:
    """Print all rules, by code."""
    try:
        rules = list_rules(read_work_system(folder, asked).workspace)
    except WorkSystemError:
        if asked.at is not None:
            raise
        rules = RULES
    write(_as_json(rules) if format_ == "json" else _as_table(rules))
    return 0


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
