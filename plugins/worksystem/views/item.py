"""An item's page: what it is for, how it stands, who has to do with it, what happened to it."""

from msgspec import Struct
from msgspec.structs import replace

from worksystem.diagnostics import Diagnostic
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.words import duration_words
from worksystem.views.card import Card
from worksystem.views.cards import build_card, build_cards
from worksystem.views.chart import Chart
from worksystem.views.custom import custom_facts, custom_tables
from worksystem.views.figures import find_population
from worksystem.views.flow.burn_up import build_burn_up
from worksystem.views.life import Happening, build_life, list_of
from worksystem.views.lifeline import Lifeline, build_lifeline
from worksystem.views.next_moves import Move, build_next_moves
from worksystem.views.reference import Check, Fact, FactTable, FactValue, Ref
from worksystem.views.scope import Scope
from worksystem.views.web import Web, build_web

__all__ = ["Branch", "ItemPage", "LinkGroup", "Ticks", "build_item"]


class LinkGroup(Struct, frozen=True):
    """Links of one type: items as cards, everything else (paths, addresses, unknown ids) as it is written."""

    label: str
    cards: tuple[Card, ...]
    others: tuple[str, ...] = ()


class Ticks(Struct, frozen=True):
    """A standard's checks on this item."""

    standard: Ref
    checks: tuple[Check, ...]


class Branch(Struct, frozen=True):
    """Where a parallel workflow stands."""

    workflow: Ref
    state: str


class ItemPage(Struct, frozen=True):
    """Everything an item's page says.

    Shape: `description` is Markdown; `happenings` are newest first.
    """

    card: Card
    path: str
    workflow: Ref | None
    parents: tuple[Ref, ...]
    outcome: str
    description: str
    acceptance: tuple[Check, ...]
    ticks: tuple[Ticks, ...]
    branches: tuple[Branch, ...]
    facts: tuple[Fact, ...]
    tables: tuple[FactTable, ...]
    people: tuple[Fact, ...]
    links: tuple[LinkGroup, ...]
    children: tuple[Card, ...]
    web: Web | None
    burn_up: Chart | None
    lifeline: Lifeline
    happenings: tuple[Happening, ...]
    moves: tuple[Move, ...]
    findings: tuple[Diagnostic, ...]
    spent: str


_OUT = (
    ("depends_on", "Waits for"),
    ("relates_to", "Relates to"),
    ("duplicates", "Duplicates"),
    ("replaces", "Replaces"),
    ("discovered_from", "Discovered from"),
)
_IN = (
    ("depends_on", "Waiting for it"),
    ("relates_to", "Relates to"),
    ("duplicates", "Duplicated by"),
    ("replaces", "Replaced by"),
    ("discovered_from", "Led to"),
)


def build_item(scope: Scope, id: str) -> ItemPage:
    """An item's page. Errors: `KeyError` if there is no such item."""
    workspace = scope.workspace
    item = workspace.items[id]
    record = item.record
    workflow = workspace.workflow_of(item)
    card = build_card(scope, item)
    return ItemPage(
        card=card,
        path=item.path,
        workflow=scope.ref("workflow", workflow.id) if workflow else None,
        parents=_parents(scope, item),
        outcome=record.outcome if scope.may_show("item", "outcome") else "",
        description=_description(scope, item),
        acceptance=tuple(Check(point.text, point.done) for point in list_of(scope, item, "acceptance")),
        ticks=_ticks(scope, item),
        branches=tuple(
            Branch(scope.ref("workflow", name), _state_name(scope, name, branch.status))
            for name, branch in record.branches.items()
        ),
        facts=_facts(scope, item, card),
        tables=custom_tables(scope, item),
        people=_people(scope, item),
        links=_links(scope, id),
        children=build_cards(scope, (workspace.items[child] for child in workspace.links.children(id))),
        web=build_web(scope, id),
        burn_up=_burn_up(scope, item),
        lifeline=build_lifeline(scope, id),
        happenings=build_life(scope, item),
        moves=_moves(scope, item),
        findings=scope.findings_of(item),
        spent=_spent(scope, item),
    )


def _moves(scope: Scope, item: Entry[Item]) -> tuple[Move, ...]:
    """The ways on from an open item; what they say of somebody's load only where that may be shown."""
    if scope.workspace.is_done(item):
        return ()
    moves = build_next_moves(scope, item.id)
    if scope.may_show("person", "load"):
        return moves
    return tuple(replace(move, needs=tuple(need for need in move.needs if need.kind != "load")) for move in moves)


def _burn_up(scope: Scope, item: Entry[Item]) -> Chart | None:
    """The burn-up of a project with parts, where its past is known."""
    type = scope.workspace.types.get(item.record.type or "")
    population = find_population(scope)
    if type is None or type.record.manages != "project" or population is None or item.id not in scope.children:
        return None
    return build_burn_up(population, item.id)


def _description(scope: Scope, item: Entry[Item]) -> str:
    if not scope.may_show("item", "description"):
        return ""
    texts = (item.record.description or "", item.body or "")
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _state_name(scope: Scope, workflow: str, state: str) -> str:
    entry = scope.workspace.workflows.get(workflow)
    found = entry.record.states.get(state) if entry else None
    return found.name if found else state


def _parents(scope: Scope, item: Entry[Item]) -> tuple[Ref, ...]:
    found: list[Ref] = []
    seen = {item.id}
    parent = item.record.parent
    while parent and parent not in seen and len(found) < 5:
        seen.add(parent)
        found.insert(0, scope.ref("item", parent))
        entry = scope.workspace.find("item", parent)
        parent = entry.record.parent if entry else None
    return tuple(found)


def _fact(label: str, *values: FactValue | None) -> Fact | None:
    kept = tuple(value for value in values if value not in (None, ""))
    return Fact(label, kept) if kept else None


def _facts(scope: Scope, item: Entry[Item], card: Card) -> tuple[Fact, ...]:
    record = item.record
    priority = record.priority
    figures = ""
    if priority and not priority.level:
        pairs = (("value", priority.value), ("urgency", priority.urgency), ("effort", priority.effort))
        figures = ", ".join(f"{name} {figure:g}" for name, figure in pairs if figure is not None)
    level = priority.level.capitalize() if priority and priority.level else None
    start = record.start.day if record.start and record.start.precision == "day" else _text(record.start)
    found = [
        ("type", _fact("Type", card.type)),
        ("team", _fact("Team", card.team)),
        ("goal", _fact("Goal", card.goal)),
        ("priority", _fact("Priority", level, figures)),
        ("start", _fact("Starts", start)),
        ("period", _fact("Period", _text(record.period))),
        ("estimate", _fact("Estimate", duration_words(record.estimate) if record.estimate else None)),
        ("disciplines", _fact("Disciplines", *scope.refs("discipline", record.disciplines))),
        *(("", fact) for fact in custom_facts(scope, item)),
        ("labels", _fact("Labels", *record.labels)),
        ("former_ids", _fact("Formerly", *record.former_ids)),
        ("made_by", _fact("Made by", _made_by(record))),
        ("closed", _fact("Closed", record.closed.reason if record.closed else None)),
    ]
    return tuple(fact for field, fact in found if fact and scope.may_show("item", field))


def _made_by(record: Item) -> str | None:
    """The automation that made an item, and what for."""
    mark = record.made_by
    if mark is None:
        return None
    what_for = [str(each) for each in (mark.period, mark.item) if each]
    return f"{mark.automation} for {' and '.join(what_for)}" if what_for else mark.automation


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _people(scope: Scope, item: Entry[Item]) -> tuple[Fact, ...]:
    record = item.record
    found = [
        _fact("Owner", scope.party(record.owner) if record.owner else "nobody"),
        _fact("Contributors", *scope.refs("person", record.contributors)),
        _fact("Promised to", scope.party(record.promised.to) if record.promised else None),
        _fact("Expedited by", scope.ref("person", record.expedite.by) if record.expedite else None),
    ]
    return tuple(fact for fact in found if fact)


def _links(scope: Scope, id: str) -> tuple[LinkGroup, ...]:
    workspace = scope.workspace
    ways: dict[str, tuple[list[str], list[str]]] = {}
    labels = dict(_OUT)
    for link in workspace.links.outgoing(id):
        if link.type in labels:
            items, others = ways.setdefault(labels[link.type], ([], []))
            (items if link.target else others).append(link.target or link.written)
    labels = dict(_IN)
    for link in workspace.links.incoming(id):
        if link.type in labels:
            ways.setdefault(labels[link.type], ([], []))[0].append(link.source)
    order = list(dict.fromkeys(label for pair in zip(_OUT, _IN, strict=True) for _, label in pair))
    found = []
    for label in order:
        if label in ways:
            items, others = ways[label]
            cards = build_cards(scope, (workspace.items[target] for target in dict.fromkeys(items)))
            found.append(LinkGroup(label, cards, tuple(dict.fromkeys(others))))
    return tuple(found)


def _ticks(scope: Scope, item: Entry[Item]) -> tuple[Ticks, ...]:
    found = []
    for standard, ticked in item.record.checks.items():
        entry = scope.workspace.standards.get(standard)
        if entry is not None:
            checks = tuple(
                Check(check.text, id in ticked) for id, check in entry.record.checks.items() if not check.must
            )
            found.append(Ticks(scope.ref("standard", standard), checks))
    return tuple(found)


def _spent(scope: Scope, item: Entry[Item]) -> str:
    """Working time on the item as a whole, in hours; who spent it is nobody's business here."""
    if not item.record.time or not scope.may_show("item", "time"):
        return ""
    per_day = scope.workspace.settings.calendar.hours_per_day
    hours = sum(each.spent.working_hours(per_day) or 0 for each in item.record.time)
    return f"{hours:g} {'hour' if hours == 1 else 'hours'}"
