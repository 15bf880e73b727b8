"""`worksystem explain`: the page of a rule or a figure, or the rules whose codes begin alike."""

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from worksystem.cli.figure_names import plain_name, suggest_figures
from worksystem.cli.options import Asked, read_work_system, time_options
from worksystem.cli.output import is_terminal, terminal_width, write
from worksystem.cli.pages import read_figure_page, read_page
from worksystem.errors import UsageError, WorkSystemError
from worksystem.graph.workspace import Workspace
from worksystem.rules import RULES, Rule, find_team_rule, list_rules

__all__ = ["command"]


@click.command(
    "explain",
    help="Show the page of a rule, by its code or name, or of a figure by its name; WS9 lists the rules of a family.",
)
@click.argument("rule", metavar="CODE|NAME")
@time_options
@click.pass_obj
def command(folder: Path, rule: str, asked: Asked) -> int:
    """Find the figure or the rule, here or among the team's own, and print its page."""
    page = read_figure_page(plain_name(rule)) or _rule_page(folder, rule, asked)
    if not is_terminal(sys.stdout):
        write(page)
        return 0
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(terminal_width(100), 100)).print(Markdown(page))
    return 0


def _rule_page(folder: Path, wanted: str, asked: Asked) -> str:
    found = _find(wanted, RULES)
    page = read_page(found.code) if found is not None else _own_page(folder, wanted, asked)
    if page is None:
        from worksystem.check.selection import find_rules, suggest_rule

        family = find_rules(wanted.upper(), _all_rules(folder, asked))
        if family:
            return _family_page(wanted.upper(), family)
        raise UsageError(
            f'no rule or figure is called "{wanted}"', help=suggest_figures(wanted) or suggest_rule(wanted, RULES)
        )
    return page


def _find(wanted: str, rules: Iterable[Rule]) -> Rule | None:
    return next((rule for rule in rules if wanted.upper() == rule.code or wanted.lower() == rule.name), None)


def _family_page(prefix: str, rules: Iterable[Rule]) -> str:
    lines = [f"- **{rule.code}** {rule.name}: {rule.summary[:1].lower()}{rule.summary[1:]}" for rule in rules]
    return "\n".join([f"# Rules {prefix}", "", *lines, "", "`worksystem explain CODE` shows the page of one.", ""])


def _workspace(folder: Path, asked: Asked) -> Workspace | None:
    """The work system here; `None` where there is none."""
    try:
        return read_work_system(folder, asked).workspace
    except WorkSystemError:
        if asked.at is not None:
            raise
        return None


def _all_rules(folder: Path, asked: Asked) -> tuple[Rule, ...]:
    workspace = _workspace(folder, asked)
    return RULES if workspace is None else list_rules(workspace)


def _own_page(folder: Path, wanted: str, asked: Asked) -> str | None:
    """The page of a rule of the team's own; `None` where there is none."""
    workspace = _workspace(folder, asked)
    if workspace is None:
        return None
    found = _find(wanted, list_rules(workspace))
    entry = find_team_rule(workspace, found.code) if found is not None else None
    if found is None or entry is None:
        return None
    from worksystem.report.own_rule import render_own_rule

    return render_own_rule(found, entry)
