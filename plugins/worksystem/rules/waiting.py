"""What work waits for (WS731, WS732, WS738): nothing any more, too much at once, or what will never come."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.model.words import count_of, list_words
from worksystem.rules.facts import Dependency, ItemFacts
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]


def _by_item(context: Context) -> dict[str, list[Dependency]]:
    found: dict[str, list[Dependency]] = {}
    for one in context.dependencies:
        if one.item.is_open:
            found.setdefault(one.item.id, []).append(one)
    return found


def _check_waits_for_nothing(context: Context) -> Iterator[Finding]:
    for id, dependencies in context.once(_by_item).items():
        item = dependencies[0].item
        start = item.record.start
        rules = item.workflow.record.exceptions if item.workflow is not None else None
        waits = rules is not None and rules.blocked is not None and rules.blocked.to == item.record.status
        if (
            not (waits or item.category == "queue")
            or item.record.blocked is not None
            or (start is not None and start.first > context.as_of)
        ):
            continue
        if all(one.needed.category == "done" for one in dependencies) and _has_waited(context, item, dependencies):
            needed = list_words([one.needed.id for one in dependencies][:4])
            message = f'{id} is in "{item.state_name}", and what it waited for is finished: {needed}'
            yield Finding(
                "WS731", message, item.entry, ("status",), help="go on with it, or say what else it waits for"
            )


def _has_waited(context: Context, item: ItemFacts, dependencies: list[Dependency]) -> bool:
    """Whether the last of what an item needs was finished after it came to where it is."""
    past = context.past
    lives = [past.life(id) for id in (item.id, *(one.needed.id for one in dependencies))] if past is not None else []
    spells = [life.spell for life in lives if life is not None and life.spell is not None]
    return len(spells) == len(lives) > 1 and max(spell.start for spell in spells[1:]) >= spells[0].start


def _check_too_large_batch(context: Context) -> Iterator[Finding]:
    most = context.workspace.settings.thresholds.batch
    waits: dict[str, dict[str, None]] = {}
    for id, parts in context.parts.items():
        whole = context.item_by_id.get(id)
        if whole is not None and whole.is_active:
            waits[id] = {part.id: None for part in parts if part.is_open and part is not whole}
    for one in context.dependencies:
        if one.item.is_active and one.needed.is_open and one.binds_finish:
            waits.setdefault(one.item.id, {})[one.needed.id] = None
    for id, others in sorted(waits.items()):
        if len(others) > most:
            by_id = context.item_by_id
            related = tuple((by_id[each].entry, ("status",), f"{each} is open") for each in list(others)[:8])
            message = f"{id} is in progress, and {count_of(len(others), 'open item')} must be finished before it can be"
            help = "split it, so that a part of it is of use to somebody sooner"
            yield Finding("WS732", message, by_id[id].entry, ("status",), help=help, related=related)


def _check_waits_for_dropped(context: Context) -> Iterator[Finding]:
    for one in context.dependencies:
        if one.item.is_open and one.needed.category == "dropped":
            message = f'{one.item.id} waits for {one.needed.id}, which is in "{one.needed.state_name}"'
            related = ((one.needed.entry, ("status",), f"{one.needed.id} was given up here"),)
            help = "depend on what takes its place, or take the link out and say how it goes on without"
            yield Finding("WS738", message, one.entry, one.keys, help=help, related=related)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS731",
        "waits-for-nothing",
        Severity.NOTE,
        "flow_over_friction",
        ("poor_visibility", "hidden_dependencies"),
        "An item waits, and all that it waited for is finished",
        _check_waits_for_nothing,
        of_past=True,
    ),
    Rule(
        "WS732",
        "batch-too-large",
        Severity.NOTE,
        "flow_over_friction",
        ("missed_deadlines",),
        "An item in progress can be finished only with many others",
        _check_too_large_batch,
    ),
    Rule(
        "WS738",
        "waits-for-dropped",
        Severity.WARNING,
        "flow_over_friction",
        ("hidden_dependencies", "missed_deadlines"),
        "An open item waits for one that was given up",
        _check_waits_for_dropped,
    ),
)
