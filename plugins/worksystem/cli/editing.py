"""What the commands that edit share: who acts and when, which items, and what becomes of a plan."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from worksystem.cli.options import Asked, parse_day, read_work_system
from worksystem.cli.output import print_error, print_note, write
from worksystem.errors import GitError, UsageError

if TYPE_CHECKING:
    from worksystem.actions.assignment import Assignment
    from worksystem.actions.many import Action, Result
    from worksystem.actions.situation import Outcome, Refusal, Situation
    from worksystem.change import Plan
    from worksystem.load import WorkSystem

__all__ = [
    "OTHER_ID",
    "Bench",
    "Chosen",
    "How",
    "describe_plan",
    "edit_options",
    "item_options",
    "open_bench",
    "parse_all",
]

REFUSED = 1
OTHER_ID = "ids are random: when it is written, the id will be another one"
Function = TypeVar("Function", bound=Callable[..., Any])


class How(Struct, frozen=True):
    """How an edit is made: by whom as typed, on which day, only shown, or shown as well."""

    by: str | None
    as_of: date | None
    dry_run: bool
    verbose: bool


class Chosen(Struct, frozen=True):
    """Which items an edit is for: ids as typed, or an expression; and whether one refusal stops all."""

    ids: tuple[str, ...]
    where: str | None
    keep_going: bool


def edit_options(function: Function) -> Function:
    """`--by`, `--as-of`, `--dry-run` and `--verbose`, given to the command together as `how`."""

    @click.option("--by", metavar="PERSON", help="Who acts; whoever git says you are, if not said.")
    @click.option("--as-of", type=parse_day, metavar="DATE", help="The day on which it happens; today if not said.")
    @click.option("--dry-run", is_flag=True, help="Print what would change as a diff, and write nothing.")
    @click.option("-v", "--verbose", is_flag=True, help="Print the diff, too.")
    @wraps(function)
    def asking(
        *arguments: Any, by: str | None, as_of: date | None, dry_run: bool, verbose: bool, **options: Any
    ) -> Any:
        return function(*arguments, how=How(by, as_of, dry_run, verbose), **options)

    return asking  # type: ignore[return-value]


def item_options(metavar: str = "[ID]...") -> Callable[[Function], Function]:
    """`[ID]...`, `--where` and `--keep-going`, given to the command together as `chosen`.

    Shape: `metavar` shows the words that may follow the ids.
    """

    def decorate(function: Function) -> Function:
        @click.argument("ids", metavar=metavar, nargs=-1)
        @click.option("--where", metavar="EXPR", help="All items for which this holds, as in `worksystem items`.")
        @click.option("--keep-going", is_flag=True, help="Do what is not refused, whatever else is.")
        @wraps(function)
        def asking(*arguments: Any, ids: tuple[str, ...], where: str | None, keep_going: bool, **options: Any) -> Any:
            return function(*arguments, chosen=Chosen(ids, where, keep_going), **options)

        return asking  # type: ignore[return-value]

    return decorate


class Bench(Struct, frozen=True, dict=True):
    """A work system that is about to be edited."""

    system: "WorkSystem"
    situation: "Situation"
    how: How

    def choose(self, chosen: Chosen) -> tuple[str, ...]:
        """The items meant, by their present ids.

        Errors: `UsageError` for an id that nothing has, or if nothing was named.
        """
        from worksystem.cli.choosing import find_item, list_where

        if not chosen.ids and chosen.where is None:
            raise UsageError("no item is named", help="name one or more ids, or choose with --where EXPR")
        workspace = self.system.workspace
        ids = [find_item(workspace, id).id for id in chosen.ids]
        if chosen.where is not None:
            fitting = list_where(workspace, chosen.where, self.situation.today)
            ids = [id for id in ids if id in fitting] if ids else list(fitting)
        return tuple(dict.fromkeys(ids))

    def act(self, chosen: Chosen, action: "Action") -> int:
        """Plan an action for the items meant, and carry it out."""
        from worksystem.actions.many import act_on
        from worksystem.load.proofs import find_proofs

        ids = self.choose(chosen)
        if not ids:
            print_note("no item fits, so that nothing changes")
            return 0
        items = [item for id in ids if (item := self.system.workspace.items[id]).record.approvals]
        situation = replace(self.situation, proofs=find_proofs(self.system, items) if items else {})
        return self.finish(act_on(situation, ids, action, keep_going=chosen.keep_going), len(ids))

    def take(self, outcome: "Outcome | Refusal") -> int:
        """Carry out what an action for no item in particular came to."""
        from worksystem.actions.many import Result, find_faults
        from worksystem.actions.situation import Refusal
        from worksystem.change import Plan

        if isinstance(outcome, Refusal):
            return self.finish(Result(Plan(), (), (("", outcome),)), 1)
        faults = find_faults(self.situation, self.situation.having(outcome.workspace), ())
        result = Result(Plan(), (), faults) if faults else Result(outcome.plan, (), (), outcome.notes)
        return self.finish(result, 1)

    def make(self, outcome: "Outcome | Refusal") -> int:
        """Carry out what makes items; a dry run says that their ids are not what they will be."""
        from worksystem.actions.situation import Refusal

        is_random = self.system.workspace.settings.ids.style == "random"
        if self.how.dry_run and is_random and not isinstance(outcome, Refusal):
            outcome = replace(outcome, notes=(*outcome.notes, OTHER_ID))
        return self.take(outcome)

    def finish(self, result: "Result", count: int) -> int:
        """Say what was refused; write what was planned, or show it.

        Errors: `EditError` if a file cannot be changed as planned; then none is.
        """
        for _, refusal in result.refused:
            _print_refusal(refusal)
        if result.refused and count > 1:
            rest = len(result.done)
            done = f"{rest} of {count} items" if rest else "nothing"
            help = "" if rest else "; --keep-going does what is not refused"
            print_note(f"{done} {'would change' if self.how.dry_run else 'changed'}{help}")
        self._carry_out(result.plan, result.notes, refused=bool(result.refused))
        return REFUSED if result.refused else 0

    def _carry_out(self, plan: "Plan", notes: tuple[str, ...], *, refused: bool) -> None:
        from worksystem.edit import draft_plan, render_diff, write_draft

        draft = draft_plan(self.system.repository, plan, self._known(plan))
        if not draft:
            if not refused:
                print_note("nothing changes: it stands there like that already")
            return
        if self.how.dry_run:
            write(render_diff(draft))
        else:
            diff = render_diff(draft) if self.how.verbose else ""
            write_draft(draft)
            write("".join(f"{line}\n" for line in describe_plan(plan)) + diff)
        for note in notes:
            print_note(note)

    def _known(self, plan: "Plan") -> dict[str, str]:
        """The texts that the plan was made from, by path."""
        paths = set(plan.paths)
        return {
            document.path: document.text
            for records in self.system.workspace.records.values()
            for entry in records.values()
            if (document := entry.document).path in paths
        }


def open_bench(folder: Path, how: How) -> Bench:
    """Load a work system to edit it, and find out who acts.

    Errors: `WorkSystemError` if it cannot be loaded; `UsageError` for a person whom nobody knows.
    """
    from worksystem.actions.situation import Situation

    system = read_work_system(folder, Asked(how.as_of))
    work = system.checkout.shown(system.checkout.find("work"))
    return Bench(system, Situation(system.workspace, system.as_of, _find_who(system, how.by), work), how)


def parse_all(texts: Iterable[str]) -> tuple["Assignment", ...]:
    """Fields and values as typed.

    Errors: `UsageError` for one that has not the form.
    """
    from worksystem.actions.assignment import parse_assignment

    found = []
    for text in texts:
        assignment = parse_assignment(text)
        if assignment is None:
            raise UsageError(f'"{text}" sets no field', help="write FIELD=VALUE, like due=2026-12-01")
        found.append(assignment)
    return tuple(found)


def _find_who(system: "WorkSystem", by: str | None) -> str:
    """The person who acts: as said, or whose identity git has here; empty if nobody knows."""
    people = system.workspace.people
    if by is not None:
        if by in people:
            return by
        raise UsageError(f'no person is called "{by}"', help="people stand in work/people.yml")
    from worksystem.source.git import run_git
    from worksystem.workflow.reviews import is_mail_of

    try:
        said = run_git(system.folder, ["var", "GIT_AUTHOR_IDENT"]).decode("utf-8", errors="replace")
    except GitError:
        return ""
    name, _, rest = said.partition("<")
    mail = rest.partition(">")[0]
    own = [id for id, person in people.items() if is_mail_of(mail, person.record)]
    own = own or [id for id, person in people.items() if person.record.name.casefold() == name.strip().casefold()]
    return own[0] if len(own) == 1 else ""


def _print_refusal(refusal: "Refusal") -> None:
    details: list[str] = []
    for lack in refusal.lacks:
        details += [f"  - {lack.says}", *([f"    {lack.help}"] if lack.help else [])]
    print_error(refusal.says, refusal.help or None, details)


def describe_plan(plan: "Plan") -> list[str]:
    """What was done, a file a line."""
    from worksystem.change import Create, tell

    found: dict[str, list[str]] = {}
    new = {change.path for change in plan if isinstance(change, Create)}
    for change in plan:
        if change.path not in new:
            found.setdefault(change.path, []).append(tell(change))
    listed = [f"{path}: {'; '.join(said)}" for path, said in found.items()]
    return [f"{path}: new" for path in sorted(new)] + listed
