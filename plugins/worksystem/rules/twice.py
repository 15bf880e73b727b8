"""Work that is done twice (WS705, WS706)."""

from collections.abc import Iterator

from worksystem.diagnostics import Fix, Severity
from worksystem.graph import mending
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.words import title_words
from worksystem.workflow.paths import list_moves

__all__ = ["RULES"]


def _check_same_title(context: Context) -> Iterator[Finding]:
    words = title_words(context)
    by_title: dict[tuple[str, ...], list[ItemFacts]] = {}
    for item in context.open_items:
        if item.title:
            by_title.setdefault(words[item.id] or (item.title,), []).append(item)
    for items in by_title.values():
        if len(items) == 1:
            continue
        first = min(items, key=lambda item: item.id)
        for item in items:
            if item is not first and item.parent == first.parent and not _are_linked(item, first):
                message = f"{item.id} has the same title as {first.id}, and both are open"
                related = ((first.entry, ("title",), f"{first.id} stands here"),)
                help = "if they are the same work, drop one; if not, say in the titles what differs"
                yield Finding("WS705", message, item.entry, ("title",), help=help, related=related)


def _are_linked(one: ItemFacts, other: ItemFacts) -> bool:
    """Whether one says that it duplicates the other, which another rule looks at."""
    return other.id in one.record.duplicates or one.id in other.record.duplicates


def _check_duplicate_open(context: Context) -> Iterator[Finding]:
    by_id = context.item_by_id
    for item in context.open_with("duplicates"):
        for link in context.workspace.links.outgoing(item.id, "duplicates"):
            other = by_id.get(link.target)
            if other is not None and other.is_open and other.id != item.id:
                message = f"{item.id} duplicates {other.id}, and both are open"
                related = ((other.entry, ("title",), f"{other.id} stands here"),)
                help = f"keep {other.id}, drop {item.id} and tell its owner"
                fix = _drop(item, other.id)
                yield Finding("WS706", message, item.entry, link.keys, help=help, related=related, fix=fix)


def _drop(item: ItemFacts, other: str) -> Fix | None:
    """Close an item as a duplicate, if its workflow has one way to do that."""
    if item.workflow is None:
        return None
    workflow = item.workflow.record
    ways = list_moves(workflow).get(item.record.status, set()) if workflow.transitions else workflow.states.keys()
    dropped = [id for id, state in workflow.states.items() if state.category == "dropped" and id in ways]
    if len(dropped) != 1:
        return None
    state, says = dropped[0], f'move it to "{workflow.states[dropped[0]].name or dropped[0]}"'
    return mending.together(
        says,
        mending.write(item.entry, ("status",), state, says),
        mending.write(item.entry, ("closed", "reason"), f"duplicates {other}", says),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "WS705",
        "same-title",
        Severity.WARNING,
        "systems_over_silos",
        ("duplicated_effort",),
        "Two open items have the same title",
        _check_same_title,
    ),
    Rule(
        "WS706",
        "duplicate-still-open",
        Severity.WARNING,
        "systems_over_silos",
        ("duplicated_effort", "busy_work"),
        "An item and the one it duplicates are both open",
        _check_duplicate_open,
    ),
)
