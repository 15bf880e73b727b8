"""Ownership (WS40x-WS41x): work without anybody, roles without holders, people who have left."""

from collections.abc import Iterator
from typing import Any

from worksystem.diagnostics import Severity
from worksystem.model.entry import Entry
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.vacancies import stuck_by_role, takes_at_least
from worksystem.workflow.actors import has_left, is_held
from worksystem.workflow.fields import is_filled

__all__ = ["RULES"]

_SEATS = (("team", "lead"), ("goal", "owner"), ("workflow", "owner"), ("portfolio", "owner"), ("tool", "owner"))


def _check_no_owner(context: Context) -> Iterator[Finding]:
    for item in context.open_items:
        if item.owner is not None or item.category not in ("queue", "active") or is_filled(item.entry, "owner"):
            continue
        if item.type is not None and "owner" in item.type.record.required:
            continue
        message = f'{item.id} is in "{item.state_name}" and has no owner'
        yield Finding("WS400", message, item.entry, ("owner",), help="add owner: <person or team>")


def _check_required(context: Context) -> Iterator[Finding]:
    for item in context.items:
        if item.type is None:
            continue
        values, custom = item.record.__dict__, item.entry.custom
        for name in item.type.record.required:
            if not (values.get(name) or custom.get(name)) and not is_filled(item.entry, name):
                if name.partition(".")[0] not in context.item_fields:
                    continue  # the type names no field; that is said there
                message = f"{item.id} has no {name}, which every {item.type.record.name.lower()} needs"
                place = tuple(name.split("."))
                yield Finding("WS401", message, item.entry, place, on="key", help=f"add {name}: {_what(name)}")


def _what(name: str) -> str:
    known = {
        "owner": "<person or team>",
        "team": "<team>",
        "outcome": "<what will be true when it is done>",
        "due": "<date>",
    }
    return known.get(name, f"<{name.replace('_', ' ')}>")


def _check_owner_left(context: Context) -> Iterator[Finding]:
    people = context.workspace.people
    gone = {id for id, person in people.items() if has_left(person.record, context.as_of)}
    if not gone:
        return
    for item in context.open_items:
        if item.record.owner in gone:
            until = people[item.record.owner].record.until
            message = f"{item.id} is owned by {item.record.owner}, whose last day was {until}"
            yield Finding("WS402", message, item.entry, ("owner",), help="hand it to somebody who can take it on")


def _check_role_empty(context: Context) -> Iterator[Finding]:
    if not context.knows_holders:
        return
    stuck = stuck_by_role(context)
    for id, entry in context.workspace.roles.items():
        least = takes_at_least(context, id)
        held = len(context.actors.holders.get(id, ()))
        if held < least:
            have = "nobody holds" if not held else "one person holds" if held == 1 else f"{held} people hold"
            wanted = "" if least == 1 else f"; it takes {least}"
            message = f'{have} the role "{id}"{wanted}'
            help = "name a holder in a team's roles, or take the role out"
            related = tuple((each.entry, each.keys, each.says) for each in stuck.get(id, ())[:8])
            yield Finding("WS403", message, entry, help=help, related=related)


def _check_role_single(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.roles.items():
        held = context.actors.holders.get(id, ())
        if entry.record.critical and len(held) == 1 and not entry.record.deputy:
            message = f'the critical role "{id}" rests on {held[0]} alone'
            yield Finding(
                "WS404", message, entry, ("critical",), help="name a deputy, or a second holder in a team's roles"
            )


def _check_role_crowded(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.roles.items():
        limits = entry.record.holders
        held = context.actors.holders.get(id, ())
        if limits is not None and limits.max is not None and len(held) > limits.max:
            message = f'{len(held)} people hold the role "{id}", which is meant for {limits.max} at most'
            help = "agree on who holds it, or raise holders.max"
            yield Finding("WS405", message, entry, ("holders", "max"), help=help)


def _check_no_lead(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.teams.items():
        if entry.record.lead is None and not entry.record.roles:
            message = f'team "{id}" has no lead and nobody with a role'
            yield Finding(
                "WS408", message, entry, ("lead",), on="key", help="add lead: <person>, or give somebody a role"
            )


def _check_outside_team(context: Context) -> Iterator[Finding]:
    workspace = context.workspace
    inside: dict[str, set[str]] = {}
    for id in workspace.teams:
        inside[id] = set(workspace.members(id)).union(*(workspace.members(below) for below in workspace.subteams(id)))
    placed = {id for id, person in workspace.people.items() if person.record.teams}  # of others nobody knows
    for item in context.open_items:
        owner, team = item.owner.id if item.owner is not None else "", item.team
        if owner not in placed or team not in inside or owner in inside[team]:
            continue
        if inside[team] and item.record.team == team:
            message = f"{item.id} belongs to {team}, but its owner {owner} is not in that team"
            help = "correct the team or the owner, or add the team to the person's teams"
            yield Finding("WS409", message, item.entry, ("owner",), help=help)


def _check_shares(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.people.items():
        total = sum(entry.record.teams.values())
        if total > 1.001:
            message = f"the teams of {id} share {total:.0%} of one person's time"
            yield Finding(
                "WS410", message, entry, ("teams",), on="key", help="lower the shares so that they make 100% together"
            )


def _check_empty_team(context: Context) -> Iterator[Finding]:
    workspace = context.workspace
    above = {entry.record.parent for entry in workspace.teams.values()}
    for id, entry in workspace.teams.items():
        if not workspace.members(id) and id not in above:
            message = f'nobody is in team "{id}"'
            yield Finding("WS411", message, entry, help="add it to somebody's teams in people, or take it out")


def _check_seat_of_leaver(context: Context) -> Iterator[Finding]:
    people = context.workspace.people
    gone = {id: person.record.until for id, person in people.items() if has_left(person.record, context.as_of)}
    if not gone:
        return
    for id, team in context.workspace.teams.items():
        for role, holders in team.record.roles.items():
            for index, holder in enumerate(holders):
                if holder.person in gone and is_held(holder, context.as_of):
                    yield _seat(team, f"{role} of {id}", holder.person, gone[holder.person], ("roles", role, index))
    for kind, field in (
        ("team", "lead"),
        ("goal", "owner"),
        ("workflow", "owner"),
        ("portfolio", "owner"),
        ("tool", "owner"),
    ):
        for id, entry in context.workspace.of_kind(kind).items():
            holds = getattr(entry.record, field)
            if holds in gone:
                yield _seat(entry, f"{field} of {id}", holds, gone[holds], (field,))
    for id, role_entry in context.workspace.roles.items():
        for index, deputy in enumerate(role_entry.record.deputy):
            if deputy in gone:
                yield _seat(role_entry, f"deputy of {id}", deputy, gone[deputy], ("deputy", index))


def _seat(entry: Entry[Any], seat: str, person: str, until: object, keys: tuple[str | int, ...]) -> Finding:
    message = f"{person} is {seat}, but their last day was {until}"
    return Finding("WS412", message, entry, keys, help="name who takes over")


def _check_team_owned(context: Context) -> Iterator[Finding]:
    for item in context.open_items:
        if item.is_active and item.owner is not None and item.owner.kind == "team":
            message = f'{item.id} is in "{item.state_name}" and owned by the whole team {item.owner.id}'
            yield Finding("WS413", message, item.entry, ("owner",), help="say who has taken it: owner: <person>")


def _check_unowned_record(context: Context) -> Iterator[Finding]:
    for kind, word in (("goal", "goal"), ("workflow", "workflow"), ("portfolio", "portfolio")):
        for id, entry in context.workspace.of_kind(kind).items():
            if entry.record.owner is None:
                message = f'nobody answers for the {word} "{id}"'
                yield Finding("WS414", message, entry, ("owner",), on="key", help="add owner: <person or team>")


RULES: tuple[Rule, ...] = (
    Rule(
        "WS400",
        "item-without-owner",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "Work is waiting or under way and has no owner",
        _check_no_owner,
    ),
    Rule(
        "WS401",
        "required-field-missing",
        Severity.ERROR,
        "clarity_over_chaos",
        ("unclear_ownership", "busy_work"),
        "An item lacks a field that its type requires",
        _check_required,
    ),
    Rule(
        "WS402",
        "owner-has-left",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership", "missed_deadlines"),
        "Open work is owned by somebody whose last day is over",
        _check_owner_left,
    ),
    Rule(
        "WS403",
        "role-without-holder",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "Fewer people hold a role than it takes",
        _check_role_empty,
    ),
    Rule(
        "WS404",
        "critical-role-alone",
        Severity.WARNING,
        "adaptability_over_rigidity",
        ("unclear_ownership",),
        "A critical role rests on one person, without a deputy",
        _check_role_single,
    ),
    Rule(
        "WS405",
        "role-too-crowded",
        Severity.NOTE,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "More people hold a role than it is meant for",
        _check_role_crowded,
    ),
    Rule(
        "WS408",
        "team-without-lead",
        Severity.NOTE,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "A team has neither a lead nor anybody with a role",
        _check_no_lead,
    ),
    Rule(
        "WS409",
        "owner-outside-team",
        Severity.NOTE,
        "systems_over_silos",
        ("unclear_ownership",),
        "An item's owner is not in the item's team",
        _check_outside_team,
    ),
    Rule(
        "WS410",
        "shares-over-whole",
        Severity.WARNING,
        "humanity_over_tools",
        ("constant_urgency",),
        "The teams of a person share more than all of their time",
        _check_shares,
    ),
    Rule(
        "WS411",
        "team-without-people",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "Nobody is in a team",
        _check_empty_team,
    ),
    Rule(
        "WS412",
        "seat-of-someone-who-left",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership", "broken_handoffs"),
        "A lead, role or ownership is held by somebody whose last day is over",
        _check_seat_of_leaver,
    ),
    Rule(
        "WS413",
        "team-owned-work",
        Severity.NOTE,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "Work is under way and owned by a whole team",
        _check_team_owned,
    ),
    Rule(
        "WS414",
        "nobody-answers",
        Severity.NOTE,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "A goal, workflow or portfolio has no owner",
        _check_unowned_record,
    ),
)
