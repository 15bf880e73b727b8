"""Pages of tools and item types."""

from worksystem.model.words import count_of
from worksystem.views.cards import build_cards, due_order
from worksystem.views.custom import label_of
from worksystem.views.flow_glance import flow_place, flow_section
from worksystem.views.record import Place, RecordPage, Section, Table, fact, facts_of, page_of, people_facts
from worksystem.views.scope import Scope

__all__ = ["build_tool", "build_type"]


def build_tool(scope: Scope, id: str) -> RecordPage:
    """A tool: what it is for, who uses it, and what else serves the same purpose."""
    entry = scope.workspace.tools[id]
    record = entry.record
    purpose = record.purpose.strip().casefold()
    same = [
        tool.id
        for tool in scope.workspace.tools.values()
        if tool.id != id and purpose and tool.record.purpose.strip().casefold() == purpose
    ]
    users = count_of(len(record.used_by), "team or person uses", "teams and people use")
    answer = f"{users} it" + (
        f"; {count_of(len(same), 'other tool serves', 'other tools serve')} the same purpose." if same else "."
    )
    return page_of(
        scope,
        entry,
        answer=answer[0].upper() + answer[1:],
        facts=facts_of(
            people_facts(scope, record),
            fact("Used by", scope.parties(record.used_by)),
            fact("Workflows", scope.refs("workflow", record.workflows)),
            fact("Seats", str(record.seats) if record.seats is not None else None),
            fact("Same purpose", scope.refs("tool", same)),
            fact("Address", record.url),
        ),
        sections=[],
    )


def build_type(scope: Scope, id: str) -> RecordPage:
    """An item type: the workflow it follows, the fields it asks for, its open items."""
    workspace = scope.workspace
    entry = workspace.types[id]
    record = entry.record
    cards = sorted((card for card in build_cards(scope, workspace.items_of_type(id)) if card.open), key=due_order)
    rows = tuple(
        (
            (label_of(name),),
            (f"list of {field.of.type}" if field.type == "list" and field.of else field.type,),
            (", ".join(field.values),),
            ("required" if field.required else "",),
            (field.help,),
        )
        for name, field in record.fields.items()
    )
    answer = count_of(len(cards), "open item")
    return page_of(
        scope,
        entry,
        answer=f"{answer[0].upper()}{answer[1:]} of this type.",
        facts=facts_of(
            fact("Manages", f"{record.manages} work" if record.manages else None),
            fact("Workflow", scope.ref("workflow", record.workflow) if record.workflow else None),
            fact("Ids begin", record.prefix),
            fact("Always needs", [label_of(name).lower() for name in record.required]),
        ),
        sections=[
            Section("Fields of its own", table=Table(("Field", "Holds", "Values", "", "What to write"), rows)),
            flow_section(scope, "item_type", id),
            Section("Open items", cards=tuple(cards[:50])),
        ],
        places=(flow_place("item_type", id), Place("items", f"type={id}", "All items")),
    )
