"""Pages of people, teams and roles."""

from worksystem.model.words import count_of, duration_words, list_words, number_of
from worksystem.views.approvals import waiting_table
from worksystem.views.cards import build_cards, due_order
from worksystem.views.flow_glance import flow_place, flow_section
from worksystem.views.handoffs import route_table
from worksystem.views.health import health_section
from worksystem.views.holders import Holding
from worksystem.views.ownership import split_work
from worksystem.views.record import Cell, Place, RecordPage, Section, Table, fact, facts_of, page_of
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["build_person", "build_role", "build_team"]


def _dates(holding: Holding) -> Cell:
    if holding.since and holding.until:
        return (holding.since, "to", holding.until)
    if holding.until:
        return ("until", holding.until)
    return ("since", holding.since) if holding.since else ()


def build_person(scope: Scope, id: str) -> RecordPage:
    """A person: what they answer for, what is in work and next. Nothing here compares or sums."""
    entry = scope.workspace.people[id]
    record = entry.record
    now, next_, later = split_work(scope, id)
    held = [holding for holding in scope.holdings if holding.person.id == id]
    mine = [holding for holding in held if holding.now]
    duties = dict.fromkeys(
        duty
        for each in mine
        if (role := scope.workspace.roles.get(each.role.id))
        for duty in role.record.accountable_for
    )
    helped = [item for item in scope.workspace.open_items if id in item.record.contributors]
    name = record.name or id
    opened = len(now) + len(next_) + len(later)
    answer = f"{name} owns no open work." if not opened else (
        f"{name} owns {count_of(opened, 'open item')}, {number_of(len(now)) if now else 'none'} of them in work."
    )  # fmt: skip
    private = [
        ("capacity", fact("Capacity", f"{duration_words(record.capacity)} a week" if record.capacity else None)),
        ("skills", fact("Skills", record.skills)),
        (
            "leave",
            fact(
                "Away",
                [f"{leave.from_} to {leave.to}" for leave in record.leave if leave.to.day >= scope.as_of],
                lines=True,
            ),
        ),
        ("identities", fact("GitHub", record.identities.github if record.identities else None)),
        ("until", fact("Last day", record.until.day if record.until else None)),
    ]
    return page_of(
        scope,
        entry,
        lead=record.title,
        answer=answer,
        facts=facts_of(
            fact("Teams", scope.refs("team", scope.memberships.get(id, ()))),
            fact("Place", record.place),
            *(said for field, said in private if scope.may_show("person", field)),
        ),
        sections=[
            Section("In work", cards=now, empty="Nothing is in work."),
            Section("Next", cards=next_),
            Section("Later", cards=later),
            Section(
                "Can approve today",
                table=waiting_table(each for each in scope.approvals if any(ref.id == id for ref in each.able)),
                more=Place("approvals", "", "All that waits for an approval"),
            ),
            Section("Contributes to", cards=build_cards(scope, helped)),
            Section("Answers for", texts=tuple(duties)),
            Section(
                "Roles",
                table=Table(("Role", "Team", "When"), tuple(((h.role,), (h.team,), _dates(h)) for h in held)),
            ),
        ],
        places=(Place("items", f"owner={id}", "All items, closed ones too"),),
    )


def build_team(scope: Scope, id: str) -> RecordPage:
    """A team: its people and roles, its work, what others can ask it for."""
    workspace = scope.workspace
    entry = workspace.teams[id]
    record = entry.record
    cards = sorted((card for card in build_cards(scope, workspace.items_of_team(id)) if card.open), key=due_order)
    active = [card for card in cards if card.state.category == "active"]
    pressing = [card for card in cards if card.attention]
    held: dict[str, list[Ref]] = {}
    for holding in scope.holdings:
        if holding.team.id == id and holding.now:
            held.setdefault(holding.person.id, []).append(holding.role)
    people = sorted(workspace.members(id), key=lambda person: scope.ref("person", person).title.casefold())
    rows = []
    for person in people:
        found = workspace.people.get(person)
        title = found.record.title if found else ""
        rows.append(((scope.ref("person", person),), (title,), tuple(held.get(person, ()))))
    unheld = [
        scope.ref("role", role)
        for role in record.roles
        if not any(role == ref.id for refs in held.values() for ref in refs)
    ]
    answer = f"{count_of(len(cards), 'open item')}, {number_of(len(active)) if active else 'none'} in work" + (
        f"; {count_of(len(pressing), 'needs', 'need')} someone." if pressing else "; nothing needs someone."
    )
    services = tuple(
        (
            (service.name,),
            (scope.ref("item_type", service.type),) if service.type else (),
            (", ".join(field.replace("_", " ") for field in service.form),),
            (f"within {duration_words(service.expectation)}",) if service.expectation else (),
        )
        for service in record.services
    )
    goals = sorted(
        {card.goal.id: card.goal for card in cards if card.goal}.values(), key=lambda ref: ref.title.casefold()
    )
    tools = [tool.id for tool in workspace.tools.values() if id in tool.record.used_by or tool.record.owner == id]
    return page_of(
        scope,
        entry,
        answer=answer[0].upper() + answer[1:],
        facts=facts_of(
            fact("Lead", scope.ref("person", record.lead) if record.lead else "nobody"),
            fact("Part of", scope.ref("team", record.parent) if record.parent else None),
            fact("Teams", scope.refs("team", workspace.subteams(id))),
            fact("Discipline", scope.ref("discipline", record.discipline) if record.discipline else None),
            fact("Workflows", scope.refs("workflow", record.workflows)),
            fact("Rhythms", scope.refs("cadence", record.cadences)),
            fact("Stakeholders", scope.parties(record.stakeholders)),
            fact("Goals", goals),
            fact("Tools", scope.refs("tool", tools)),
            fact("Place", record.place),
            fact("Reach it", [f"{name} {where}" for name, where in record.channels.items()], lines=True),
            fact("Files", record.owns, lines=True),
        ),
        sections=[
            Section("Needs someone", cards=tuple(pressing)),
            Section("In work", cards=tuple(card for card in active if card not in pressing)),
            Section(
                "Waits for an approval",
                table=waiting_table(each for each in scope.approvals if each.card.team and each.card.team.id == id),
                more=Place("approvals", "", "All that waits for an approval"),
            ),
            flow_section(scope, "team", id),
            health_section(scope, id),
            Section(
                "Handoffs",
                table=route_table(scope.handoffs.of_team(id)),
                more=Place("handoffs", "", "All handoffs between teams"),
            ),
            Section(
                "People", table=Table(("Person", "Title", "Roles here"), tuple(rows)), empty="Nobody is in this team."
            ),
            Section("Roles nobody holds", table=Table(("Role",), tuple(((role,),) for role in unheld))),
            Section("What others can ask for", table=Table(("Service", "Comes as", "Say", "Expect"), services)),
        ],
        places=(
            *((Place("team board", id, "Board"),) if cards or record.workflows else ()),
            flow_place("team", id),
            Place("items", f"team={id}", "All items"),
        ),
    )


def build_role(scope: Scope, id: str) -> RecordPage:
    """A role: its duties, its holders and deputies, where it acts in workflows."""
    entry = scope.workspace.roles[id]
    record = entry.record
    held = [holding for holding in scope.holdings if holding.role.id == id]
    people = {holding.person.id: holding.person for holding in held if holding.now}
    deputies = [ref for ref in scope.refs("person", record.deputy) if ref.id not in people]
    if not people:
        answer = "Nobody holds this role today."
    elif len(people) == 1 and not deputies:
        name = next(iter(people.values())).title
        answer = f"{name} alone holds this role, and nobody stands in: a single point of failure."
    else:
        answer = f"Held by {list_words([ref.title for ref in people.values()])}" + (
            f"; {list_words([ref.title for ref in deputies])} can stand in." if deputies else "."
        )
    bounds = record.holders
    wanted = ""
    if bounds and (bounds.min is not None or bounds.max is not None):
        wanted = " to ".join(str(bound) for bound in (bounds.min, bounds.max) if bound is not None)
    acts = []
    for workflow in scope.workspace.workflows.values():
        for move in workflow.record.transitions:
            says = [(move.by, "makes the move"), (move.consult, "is asked before"), (move.inform, "is told after")]
            says += [(approval.roles, f"approves ({approval.gate.replace('_', ' ')})") for approval in move.approvals]
            if move.handoff:
                says.append((move.handoff.acknowledged_by, "confirms the handoff"))
            acts += [
                ((scope.ref("workflow", workflow.id),), (move.name,), (what,))
                for ids, what in says
                if id in ids or f"role:{id}" in ids
            ]
    return page_of(
        scope,
        entry,
        answer=answer,
        facts=facts_of(
            fact("Deputies", scope.refs("person", record.deputy)),
            fact("Critical", "yes" if record.critical else "no"),
            fact("Holders wanted", wanted),
            fact("Takes", record.needs),
        ),
        sections=[
            Section(
                "Held by",
                table=Table(("Person", "Team", "When"), tuple(((h.person,), (h.team,), _dates(h)) for h in held)),
                empty="Nobody holds this role: name a holder under roles of a team.",
            ),
            Section("Accountable for", texts=record.accountable_for),
            Section("Responsible for", texts=record.responsible_for),
            Section("Consulted on", texts=record.consulted_on),
            Section("Informed of", texts=record.informed_of),
            Section("In workflows", table=Table(("Workflow", "Move", "What it does"), tuple(acts))),
        ],
    )
