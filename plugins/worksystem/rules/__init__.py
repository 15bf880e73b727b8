"""Rules: the graph in, findings out. Every rule is listed here by hand, and has its page in `pages/`."""

from worksystem.graph.workspace import Workspace
from worksystem.rules import (
    alignment,
    assessments,
    automations,
    cadences,
    capacity,
    changed,
    checker,
    dates,
    desk,
    exceptions,
    expressions,
    flow,
    freshness,
    handbook,
    leave,
    links,
    measures,
    moves,
    outcomes,
    overlap,
    ownership,
    progress,
    priorities,
    publishing,
    reading,
    references,
    replans,
    routes,
    silos,
    titles,
    twice,
    unfinished,
    workflows,
)
from worksystem.rules.rule import PROBLEMS, Context, Finding, Rule
from worksystem.rules.team_rules import build_team_rules

__all__ = ["PROBLEMS", "RULES", "Context", "Finding", "Rule", "list_rules"]

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *reading.RULES,
            *expressions.RULES,
            *references.RULES,
            *links.RULES,
            *measures.RULES,
            *assessments.RULES,
            *publishing.RULES,
            *workflows.RULES,
            *automations.RULES,
            *moves.RULES,
            *changed.RULES,
            *routes.RULES,
            *exceptions.RULES,
            *ownership.RULES,
            *capacity.RULES,
            *dates.RULES,
            *freshness.RULES,
            *handbook.RULES,
            *flow.RULES,
            *twice.RULES,
            *alignment.RULES,
            *outcomes.RULES,
            *overlap.RULES,
            *priorities.RULES,
            *silos.RULES,
            *titles.RULES,
            *cadences.RULES,
            *desk.RULES,
            *leave.RULES,
            *progress.RULES,
            *replans.RULES,
            *unfinished.RULES,
            *checker.RULES,
        ),
        key=lambda rule: rule.code,
    )
)


def list_rules(workspace: Workspace) -> tuple[Rule, ...]:
    """The built-in rules and the team's own, sorted by code."""
    return tuple(sorted((*RULES, *build_team_rules(workspace)), key=lambda rule: rule.code))
