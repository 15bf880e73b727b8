"""The examples in a rule of the team's own: the rule is tried on each of them (WS911)."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from msgspec.structs import replace

from worksystem.diagnostics import Severity
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model import TeamRule
from worksystem.model.entry import Entry
from worksystem.model.shape import validate
from worksystem.model.wording import ShapeProblem
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.team_rules import judge
from worksystem.source.document import Document, Keys, find_text

__all__ = ["RULES"]

# an example need not be whole, and has an id only if something in it refers to it
_NOT_ASKED: Final = frozenset({"WS102", "WS108", "WS109"})
_MEANT: Final = {True: "found", False: "not_found"}


def _check_examples(context: Context) -> Iterator[Finding]:
    for rule in context.workspace.team_rules.values():
        examples = rule.record.examples
        if examples is None or not rule.record.for_:
            continue
        today = context.as_of if examples.today is None else examples.today.day
        for is_found, given in ((True, examples.found), (False, examples.not_found)):
            for number, example in enumerate(given):
                keys: Keys = ("examples", _MEANT[is_found], number)
                yield from _try(rule, keys, example, context.workspace, today, is_found=is_found)


def _try(
    rule: Entry[TeamRule], keys: Keys, example: object, workspace: Workspace, today: date, *, is_found: bool
) -> Iterator[Finding]:
    code, kind = rule.record.code, rule.record.for_ or "item"
    several = example if isinstance(example, list) else [example]
    entries: dict[str, Entry[Any]] = {}
    for number, values in enumerate(several):
        root = (*keys, number) if isinstance(example, list) else keys
        read = _read(rule.document, kind, root, values, workspace)
        if isinstance(read, ShapeProblem):
            message = f"an example of {code} cannot be read: {read.message}"
            yield Finding("WS911", message, rule, (*root, *read.keys), help=read.help)
            return
        entries[read.id] = read
    small = replace(workspace, records={**workspace.records, kind: entries}, findings=(), broken=())
    found = tuple(judge(rule, small, today))
    failed = next((each for each in found if each.code != code), None)
    if failed is not None:
        yield Finding("WS911", f"an example of {code} cannot be judged: {failed.message}", rule, keys, help=failed.help)
    elif is_found and not found:
        help = "correct the rule, or move the example under not_found"
        yield Finding("WS911", f"{code} finds nothing in an example in which it should", rule, keys, help=help)
    elif found and not is_found:
        help = "correct the rule, or move the example under found"
        message = f"{code} finds something in an example in which it should not: {found[0].message}"
        yield Finding("WS911", message, rule, keys, help=help)


def _read(document: Document, kind: str, root: Keys, values: object, workspace: Workspace) -> Entry[Any] | ShapeProblem:
    """An example as a record; what is wrong with it where it is none."""
    given = values if isinstance(values, Mapping) else {}
    id = str(given.get("id") or f"example_{root[-1]}")
    custom = custom_fields_of(workspace) if kind == "item" else None
    type = workspace.types.get(str(given.get("type", "")))
    if kind == "item" and type is not None:
        custom = type.record.fields
    text_of = partial(_text, document, root)
    shaped = validate(kind, values, id=id, text_of=text_of, custom=custom)
    wrong = [problem for problem in shaped.problems if problem.code not in _NOT_ASKED]
    if wrong or shaped.record is None:
        return wrong[0]
    return Entry(kind, id, shaped.record, document, root, custom=shaped.custom, written=dict(given), meant=shaped.meant)


def _text(document: Document, root: Keys, keys: Keys) -> str | None:
    return find_text(document, (*root, *keys))


RULES: tuple[Rule, ...] = (
    Rule(
        "WS911",
        "example-not-as-it-says",
        Severity.ERROR,
        "clarity_over_chaos",
        (),
        "A rule of the team's own does not do what its examples say",
        _check_examples,
    ),
)
