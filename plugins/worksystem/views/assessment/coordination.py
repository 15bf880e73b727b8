"""Coordination: who does what by when, and how work passes between them."""

from typing import Final

from worksystem.model.words import capital, count_of
from worksystem.views.assessment.practice import Evidence, Practice, by_figure, most, some
from worksystem.views.measures import MEASURES
from worksystem.views.record import Place
from worksystem.views.scope import Scope

__all__ = ["PRACTICES"]

_ITEMS: Final = Place("items", "", "Items")


def _team(scope: Scope) -> Evidence:
    workspace = scope.workspace
    return most(workspace.open_items, workspace.team_of, "open items", "belong to a team")


def _dated(scope: Scope) -> Evidence:
    workspace = scope.workspace
    active = [item for item in workspace.open_items if workspace.category_of(item) == "active"]
    return most(
        active,
        lambda item: item.record.due or item.record.promised or item.record.period,
        "items in work",
        "say by when",
    )


def _links(scope: Scope) -> Evidence:
    count = sum(link.type == "depends_on" for link in scope.workspace.links.all)
    said = f"{capital(count_of(count, 'dependency is', 'dependencies are'))} written as links"
    return some(count, said, "No item says what it depends on: nothing does, or nobody wrote it down")


def _blocks(scope: Scope) -> Evidence:
    blocked = [item.record.blocked for item in scope.workspace.open_items if item.record.blocked is not None]
    return most(
        blocked,
        lambda block: block.since and (block.reason or block.waiting_for),
        "blocked items",
        "say why and since when",
    )


def _handoffs(scope: Scope) -> Evidence:
    figure = MEASURES["handoffs_acknowledged"](scope)
    if figure.share is None:
        return Evidence("the files can’t tell", capital(figure.says))
    return Evidence("seen" if figure.share >= 0.8 else "not seen", f"{capital(figure.says)} were confirmed")


def _services(scope: Scope) -> Evidence:
    teams = [team for team in scope.workspace.teams.values() if team.record.workflows]
    return most(teams, lambda team: team.record.services, "teams with a workflow", "say what others can ask them for")


PRACTICES: Final = (
    Practice(
        "Work belongs to a team",
        "Name the team of each open item, so that somebody sees it when its owner is away.",
        _ITEMS,
        _team,
    ),
    Practice(
        "What is in work says by when",
        "Give what is in work a due date or a period, and leave out what nobody will miss by then.",
        _ITEMS,
        _dated,
    ),
    Practice(
        "Dependencies are links",
        "Ask of the five largest open items what they wait for, and write it under depends_on.",
        Place("open items", "needs=held-up", "Items that are blocked or wait"),
        _links,
    ),
    Practice(
        "Blocks say why and since when",
        "Write the reason and the first day under blocked, and whom it waits for.",
        Place("open items", "needs=held-up", "Items that are blocked or wait"),
        _blocks,
    ),
    Practice(
        "Handoffs are confirmed",
        "Let whoever takes over confirm each handoff, with the checklist of its standard.",
        Place("handoffs", "", "Handoffs"),
        _handoffs,
    ),
    Practice(
        "Promises are kept",
        "Look at the promises of the next two weeks together, and renew now the ones that will not hold.",
        Place("metrics/promises_kept", "", "Promises kept"),
        by_figure("promises_kept"),
    ),
    Practice(
        "Teams say what others can ask them for",
        "Write the three things a team is asked for most under services, with how long they usually take.",
        Place("ownership/teams", "", "Teams"),
        _services,
    ),
)
