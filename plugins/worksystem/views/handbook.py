"""Pages of what people agreed on: standards, cadences, disciplines and principles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from worksystem.model.words import count_of
from worksystem.views.cards import build_cards, due_order
from worksystem.views.measures import measure
from worksystem.views.record import Bar, Cell, Place, RecordPage, Section, Table, fact, facts_of, page_of, people_facts
from worksystem.views.scope import Scope

__all__ = ["LAYERS", "RuleFact", "build_cadence", "build_discipline", "build_principle", "build_standard", "layers"]

LAYERS: Final = {
    "functional": "Functional disciplines: bodies of knowledge with methods of their own",
    "specialized": "Specialized disciplines: fill common gaps, adapted by each function",
    "universal": "Universal components: practised everywhere, the same for all",
}
KINDS: Final = {
    "ready": "definition of ready",
    "done": "definition of done",
    "handoff": "handoff checklist",
    "practice": "practice",
}


class RuleFact(Struct, frozen=True):
    """What pages say about a rule.

    Shape: `cure` is one sentence on how to mend what it finds; `of_past` where it judges what happened.
    """

    code: str
    name: str
    severity: str
    principle: str
    summary: str
    cure: str = ""
    of_past: bool = False


def build_standard(scope: Scope, id: str) -> RecordPage:
    """A standard: its checks, who judges them, where it applies."""
    entry = scope.workspace.standards[id]
    record = entry.record
    rows = tuple(
        ((check.text,), ("judged by the checker" if check.must else "ticked by a person",))
        for check in record.checks.values()
    )
    used: list[tuple[Cell, ...]] = []
    for workflow in scope.workspace.workflows.values():
        ref = scope.ref("workflow", workflow.id)
        for state in workflow.record.states.values():
            if state.entry and id in state.entry.standards:
                used.append(((ref,), (f"to enter {state.name}",)))
        for move in workflow.record.transitions:
            if move.handoff and move.handoff.standard == id:
                used.append(((ref,), (f"for the handoff “{move.name}”",)))
    answer = f"{count_of(len(rows), 'check')}, asked for in {count_of(len(used), 'place')}."
    return page_of(
        scope,
        entry,
        answer=answer[0].upper() + answer[1:],
        facts=facts_of(fact("Kind", KINDS.get(record.kind or "", "")), people_facts(scope, record)),
        sections=[
            Section("Checks", table=Table(("What has to be true", "How"), rows), empty="It has no checks yet."),
            Section(
                "Where it applies", table=Table(("Workflow", "When"), tuple(used)), empty="No workflow asks for it."
            ),
        ],
    )


def build_cadence(scope: Scope, id: str) -> RecordPage:
    """A cadence: when, who, what about, and the notes of the times it was held."""
    entry = scope.workspace.cadences[id]
    record = entry.record
    notes = [note for note in scope.workspace.notes.values() if note.record.cadence == id]
    dated = sorted(notes, key=lambda note: note.record.date.day.isoformat() if note.record.date else "", reverse=True)
    last = next((note.record.date for note in dated if note.record.date), None)
    rows = tuple(
        (
            (note.record.date.day,) if note.record.date else (note.id,),
            tuple(note.record.decisions) or ("no decision noted",),
            scope.refs("item", note.record.actions),
            scope.refs("person", note.record.attended),
        )
        for note in dated
    )
    every = record.every or record.rule or ""
    when = f"every {every}" if record.every else str(every)
    return page_of(
        scope,
        entry,
        answer=f"Last held {(scope.as_of - last.day).days} days ago."
        if last and last.day <= scope.as_of
        else "No note says that it was held.",
        facts=facts_of(
            fact("When", f"{when}{f' at {record.at}' if record.at else ''}"),
            fact("Lasts", str(record.lasts) if record.lasts else None),
            fact("Where", record.place),
            fact("Teams", scope.refs("team", record.teams)),
            fact("Who comes", scope.parties(record.attends)),
        ),
        sections=[
            Section("Agenda", texts=tuple(part.replace("_", " ").capitalize() for part in record.agenda)),
            Section("Notes", table=Table(("Day", "Decisions", "Led to", "There"), rows)),
        ],
    )


def build_discipline(scope: Scope, id: str) -> RecordPage:
    """A discipline: its layer, and where in the work system it is found."""
    workspace = scope.workspace
    entry = workspace.disciplines[id]
    record = entry.record
    teams = [team.id for team in workspace.teams.values() if team.record.discipline == id]
    workflows = [workflow.id for workflow in workspace.workflows.values() if id in workflow.record.disciplines]
    cards = sorted(
        build_cards(scope, (item for item in workspace.open_items if id in item.record.disciplines)), key=due_order
    )
    places = count_of(len(teams), "team"), count_of(len(workflows), "workflow"), count_of(len(cards), "open item")
    answer = f"Found in {places[0]}, {places[1]} and {places[2]}."
    if not (teams or workflows or cards or record.carried_by):
        answer = "Nothing in the work system carries it: a gap, or a word too many."
    return page_of(
        scope,
        entry,
        answer=answer,
        facts=facts_of(
            fact("Layer", record.layer.capitalize() if record.layer else None),
            fact("Carried by", [part.replace("_", " ") for part in record.carried_by]),
            fact("Teams", scope.refs("team", teams)),
            fact("Workflows", scope.refs("workflow", workflows)),
        ),
        sections=[Section("Open items that serve it", cards=tuple(cards))],
    )


def layers(scope: Scope) -> Mapping[str, Sequence[RecordPage]]:
    """Disciplines by layer, each alphabetically."""
    pages = [build_discipline(scope, id) for id in scope.workspace.disciplines]
    return {
        layer: sorted(
            (page for page in pages if scope.workspace.disciplines[page.id].record.layer == layer),
            key=lambda page: page.title.casefold(),
        )
        for layer in LAYERS
    }


def build_principle(scope: Scope, id: str, rules: Iterable[RuleFact]) -> RecordPage:
    """A principle: its statement, the rules that protect it with what they find now, its measures."""
    entry = scope.workspace.principles[id]
    record = entry.record
    now: dict[str, int] = {}
    for found in scope.shown:
        now[found.code] = now.get(found.code, 0) + 1
    mine = [rule for rule in rules if rule.principle == id]
    total = sum(now.get(rule.code, 0) for rule in mine)
    finding = tuple(_rule_row(rule, now[rule.code]) for rule in mine if rule.code in now)
    quiet = tuple(_rule_row(rule, 0)[:3] for rule in mine if rule.code not in now)
    bars: list[Bar] = []
    for name in record.measures:
        figure = measure(scope, name)
        if figure is not None:
            bars.append(Bar(figure.title, figure.share, figure.says, figure.value, figure.about))
        else:
            bars.append(Bar(name.replace("_", " ").capitalize(), None, "not measured on this page"))
    answer = f"{count_of(len(mine), 'rule protects', 'rules protect')} it; {count_of(total, 'finding')} today."
    return page_of(
        scope,
        entry,
        lead=record.statement,
        answer=answer[0].upper() + answer[1:],
        facts=facts_of(
            fact("Component", record.component.replace("_", " ").capitalize() if record.component else None),
        ),
        sections=[
            Section("Measures", bars=tuple(bars)),
            Section("Rules that find something today", table=Table((*_RULE_COLUMNS, "Now"), finding)),
            Section(
                "Rules that find nothing today",
                table=Table(_RULE_COLUMNS, quiet),
                empty="" if finding else "No rule protects it yet.",
            ),
        ],
        places=(Place("health", id, "What is found against it"),),
    )


_RULE_COLUMNS: Final = ("Rule", "What it finds", "Severity")


def _rule_row(rule: RuleFact, now: int) -> tuple[Cell, ...]:
    return (Place("rule", rule.code, rule.code),), (rule.summary,), (rule.severity,), (now,)
