"""`worksystem automate`: what the automations of workflows do today; first as a plan, then in the files."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from worksystem.cli.options import Asked, format_option, read_work_system, time_options
from worksystem.cli.output import print_note, show_progress, write
from worksystem.errors import UsageError
from worksystem.source.aside import count_processes

if TYPE_CHECKING:
    from worksystem.automate import Outcome
    from worksystem.edit import Draft
    from worksystem.load import WorkSystem

__all__ = ["command"]


@click.command("automate", help="Print what the automations of workflows do today, and do it.")
@click.option("--dry-run", is_flag=True, help="Print the plan and the diff, and write nothing.")
@click.option(
    "--check", is_flag=True, help="Print the plan, write nothing, and exit with 1 if there is something to do."
)
@click.option("--rule", "rules", multiple=True, metavar="ID", help="Only this automation; may be repeated.")
@format_option("text", "markdown", "message", "json")
@time_options
@click.pass_obj
def command(folder: Path, dry_run: bool, check: bool, rules: tuple[str, ...], format_: str, asked: Asked) -> int:
    """Load, plan, print, write."""
    if asked.at is not None and not (dry_run or check):
        help = "add --dry-run to see what would have happened then"
        raise UsageError("the files of the past cannot be changed", help=help)
    system = read_work_system(folder, asked)
    if asked.as_of is None and asked.at is None:
        system = _on_its_own_day(system)
    outcome = _plan(system, rules)
    draft = _draft(system, outcome) if asked.at is None else None
    write(_render(outcome, format_))
    if draft is not None and dry_run and format_ == "text":
        from worksystem.edit import render_diff

        write(render_diff(draft))
    if draft is not None and not (dry_run or check):
        from worksystem.edit import write_draft

        write_draft(draft)
    return int(bool(outcome.findings) or (check and bool(outcome.steps)))


def _on_its_own_day(system: "WorkSystem") -> "WorkSystem":
    """The same on the day that it is where the work is done: a month begins there, not where the machine stands."""
    from worksystem.source.revision import find_zone

    zone = find_zone(system.workspace.settings.calendar.timezone)
    return replace(system, as_of=datetime.now(zone).date())


def _plan(system: "WorkSystem", named: tuple[str, ...]) -> "Outcome":
    from worksystem.automate import automate, watched_fields
    from worksystem.load.history import load_history
    from worksystem.load.past_ids import find_past_ids

    only = _find_rules(system, named)
    with show_progress("reading the history"):
        also = watched_fields(system.workspace)
        history = load_history(system, also=also, processes=count_processes())
    if history.coverage.shallow:
        print_note("the clone is shallow, so nobody knows what happened before it begins; git fetch --unshallow")
    with show_progress("running the automations"):
        folder = system.checkout.shown(system.checkout.find("work"))
        return automate(system.workspace, history, folder=folder, only=only, gone=find_past_ids(system))


def _find_rules(system: "WorkSystem", named: tuple[str, ...]) -> frozenset[str]:
    """The rules that were named, by their own id or with their workflow's before it.

    Errors: `UsageError` for one that no workflow has.
    """
    from worksystem.automate import list_rules
    from worksystem.graph.suggest import list_words, suggest_word

    rules = list_rules(system.workspace)
    found: set[str] = set()
    for name in named:
        meant = {rule.name for rule in rules if name in (rule.name, rule.id)}
        if not meant:
            known = sorted(rule.name for rule in rules)
            close = suggest_word(name, known)
            help = f'did you mean "{close}"?' if close else f"there are {list_words(known)}" if known else None
            raise UsageError(f'no workflow has an automation "{name}"', help=help)
        found |= meant
    return frozenset(found)


def _draft(system: "WorkSystem", outcome: "Outcome") -> "Draft":
    from worksystem.edit import draft_plan

    plan = outcome.plan
    paths = set(plan.paths)
    items = system.workspace.items.values()
    known = {entry.path: entry.document.text for entry in items if entry.path in paths}
    return draft_plan(system.repository, plan, known)


def _render(outcome: "Outcome", format_: str) -> str:
    match format_:
        case "json":
            from worksystem.report import automate_json

            return automate_json.render(outcome)
        case "markdown":
            from worksystem.report import automate_markdown

            return automate_markdown.render(outcome)
        case "message":
            from worksystem.report import automate_message

            return automate_message.render(outcome)
    from worksystem.report import automate_text

    return automate_text.render(outcome)
