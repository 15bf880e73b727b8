"""What nearly all items of a type say and one does not (WS737, WS739): when it began, and what shows that it is done.

A team's own habit is the measure: where few items say it, nobody agreed to.
"""

from collections.abc import Collection, Iterable, Iterator

from worksystem.diagnostics import Severity
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

# A habit is what this share of the items has.
_SHARE = 0.8
# Fields that show a result, whatever they say.
_EVIDENCE = ("comments", "approvals", "checks", "relates_to", "replaces")


def _breaks_of_habit(
    items: Iterable[ItemFacts], saying: Collection[str], *, few: int
) -> Iterator[tuple[list[ItemFacts], int, int]]:
    """For each type whose items nearly all say something: those that do not, how many do, how many there are."""
    by_type: dict[str, list[ItemFacts]] = {}
    for item in items:
        by_type.setdefault(item.type.id if item.type is not None else "", []).append(item)
    for _, group in sorted(by_type.items()):
        lacking = [item for item in group if item.id not in saying]
        having = len(group) - len(lacking)
        if lacking and len(group) >= few and having >= _SHARE * len(group):
            yield lacking, having, len(group)


def _check_active_without_start(context: Context) -> Iterator[Finding]:
    few = context.workspace.settings.metrics.few
    begun = [item for item in context.items if item.category in ("active", "done")]
    dated = {item.id for item in context.items_with("start")}
    for lacking, having, whole in _breaks_of_habit(begun, dated, few=few):
        for item in lacking:
            if item.is_active:
                so = f"{having} of {whole} begun items of its type do"
                message = f'{item.id} is in "{item.state_name}" and does not say when it was to start; {so}'
                help = "add start: <first day>"
                yield Finding("WS737", message, item.entry, ("start",), on="key", help=help)


def _check_done_without_evidence(context: Context) -> Iterator[Finding]:
    few = context.workspace.settings.metrics.few
    done = [item for item in context.items if item.category == "done"]
    showing = _list_showing(context)
    showing.update([item.id for item in done if item.id not in showing and _links_somewhere(item.record.description)])
    for lacking, having, whole in _breaks_of_habit(done, showing, few=few):
        for item in lacking:
            so = f"{having} of {whole} done items of its type have something to show"
            message = f'{item.id} is in "{item.state_name}", and nothing in it shows what came out; {so}'
            help = "tick what is true under acceptance, link the result, or add closed: {reason: <what came out>}"
            yield Finding("WS739", message, item.entry, ("status",), help=help)


def _list_showing(context: Context) -> set[str]:
    """The ids of items that show a result: what was ticked, said, agreed to or linked, or parts of it."""
    having = [item for field in _EVIDENCE for item in context.items_with(field)]
    having += [item for item in context.items_with("acceptance") if any(point.done for point in item.record.acceptance)]
    having += [item for item in context.items_with("closed") if item.record.closed and item.record.closed.reason]
    having += [item for item in context.items_with("updates") if any(update.text for update in item.record.updates)]
    return {item.id for item in having}


def _links_somewhere(text: str) -> bool:
    return "://" in text or "](" in text


RULES: tuple[Rule, ...] = (
    Rule(
        "WS737",
        "active-without-start",
        Severity.NOTE,
        "visibility_over_assumption",
        ("poor_visibility", "missed_deadlines"),
        "Work is under way and, unlike nearly all of its type, does not say when it was to start",
        _check_active_without_start,
    ),
    Rule(
        "WS739",
        "done-without-evidence",
        Severity.NOTE,
        "visibility_over_assumption",
        ("poor_visibility", "busy_work"),
        "An item is done and, unlike nearly all of its type, shows nothing for it",
        _check_done_without_evidence,
    ),
)
