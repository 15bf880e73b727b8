"""Pages of goals and portfolios: how far key results have come, and the work that serves them."""

from worksystem.model import Goal
from worksystem.model.entry import Entry
from worksystem.model.goal import KeyResult
from worksystem.model.words import count_of, day_words
from worksystem.views.cards import build_cards, due_order
from worksystem.views.flow_glance import flow_place, flow_section
from worksystem.views.record import (
    Bar,
    Cell,
    Place,
    RecordPage,
    Section,
    Table,
    fact,
    facts_of,
    page_of,
    people_facts,
)
from worksystem.views.scope import Scope

__all__ = ["build_goal", "build_portfolio", "goal_share", "goal_standing", "key_result_bar"]

STANDING = {"on_track": "on track", "at_risk": "at risk", "off_track": "off track"}


def key_result_bar(result: KeyResult) -> Bar:
    """How far a key result has come from where it stood to where it should stand, by its newest reading."""
    reading = max(result.readings, key=lambda each: each.date) if result.readings else None
    unit = f" {result.unit}" if result.unit else ""
    start, goal = result.from_, result.to
    way = f"from {start:g} to {goal:g}{unit}" if start is not None and goal is not None else (
        f"to {goal:g}{unit}" if goal is not None else ""
    )  # fmt: skip
    if reading is None:
        return Bar(result.text, None, f"{way}; nothing read yet" if way else "nothing read yet")
    share = None
    if start is not None and goal is not None and goal != start:
        share = min(1.0, max(0.0, (reading.value - start) / (goal - start)))
    return Bar(
        result.text, share, f"{reading.value:g}{unit} on {day_words(reading.date.day)}" + (f", {way}" if way else "")
    )


def goal_share(goal: Goal) -> float | None:
    """The mean of the key results that have been read, 0 to 1; `None` if none has."""
    shares = [bar.share for bar in map(key_result_bar, goal.key_results) if bar.share is not None]
    return sum(shares) / len(shares) if shares else None


def goal_standing(goal: Goal) -> str:
    """How its owner sees it, by the newest update that says so; "" if none does."""
    states = [update for update in goal.updates if update.state]
    return STANDING[max(states, key=lambda each: each.date).state or ""] if states else ""


def _goal_row(scope: Scope, goal: Entry[Goal]) -> tuple[Cell, ...]:
    share = goal_share(goal.record)
    items = [item for item in scope.workspace.items_of_goal(goal.id) if not scope.workspace.is_done(item)]
    return (
        (scope.ref("goal", goal.id),),
        (scope.party(goal.record.owner),) if goal.record.owner else ("nobody",),
        (str(goal.record.period),) if goal.record.period else (),
        (goal_standing(goal.record),),
        (f"{share:.0%}",) if share is not None else ("not read yet",),
        (len(items),),
    )


_GOAL_COLUMNS = ("Goal", "Owner", "Period", "Stands", "Key results", "Open items")


def build_goal(scope: Scope, id: str) -> RecordPage:
    """A goal: its outcome, key results, the work that serves it, and what was said about it."""
    workspace = scope.workspace
    entry = workspace.goals[id]
    record = entry.record
    cards = sorted(build_cards(scope, workspace.items_of_goal(id)), key=due_order)
    opened = [card for card in cards if card.open]
    share = goal_share(record)
    parts = [f"Key results have come {share:.0%} of the way" if share is not None else "No key result was read yet"]
    if standing := goal_standing(record):
        parts.append(f"its owner sees it {standing}")
    parts.append(f"{count_of(len(opened), 'open item serves', 'open items serve')} it")
    children = [goal for goal in workspace.goals.values() if goal.record.parent == id]
    updates = sorted(record.updates, key=lambda each: each.date, reverse=True)
    return page_of(
        scope,
        entry,
        lead=record.outcome,
        answer="; ".join(parts) + ".",
        facts=facts_of(
            people_facts(scope, record),
            fact("Period", str(record.period) if record.period else None),
            fact("Part of", scope.ref("goal", record.parent) if record.parent else None),
            fact("Portfolio", scope.ref("portfolio", record.portfolio) if record.portfolio else None),
            fact(
                "Intended share",
                f"{record.intended_share:.0%} of the effort" if record.intended_share is not None else None,
            ),
        ),
        sections=[
            Section(
                "Key results",
                bars=tuple(key_result_bar(result) for result in record.key_results),
                empty="No key results: add figures that would show that it is reached.",
            ),
            Section("Goals within", table=Table(_GOAL_COLUMNS, tuple(_goal_row(scope, goal) for goal in children))),
            flow_section(scope, "goal", id),
            Section("Open items", cards=tuple(opened), empty="No open item serves this goal."),
            Section("Closed items", cards=tuple(card for card in cards if not card.open)[:10]),
            Section(
                "Updates",
                table=Table(
                    ("Day", "By", "Stands", "What happened"),
                    tuple(
                        (
                            (update.date.day,),
                            (scope.ref("person", update.by),) if update.by else (),
                            (STANDING.get(update.state or "", ""),),
                            (update.text,),
                        )
                        for update in updates
                    ),
                ),
            ),
        ],
        places=(flow_place("goal", id), Place("items", f"goal={id}", "All items")),
    )


def build_portfolio(scope: Scope, id: str) -> RecordPage:
    """A portfolio: its goals, how they stand."""
    entry = scope.workspace.portfolios[id]
    goals = [goal for goal in scope.workspace.goals.values() if goal.record.portfolio == id]
    shares = [goal.record.intended_share for goal in goals if goal.record.intended_share is not None]
    answer = f"{count_of(len(goals), 'goal')}" + (f", meant to take {sum(shares):.0%} of the effort" if shares else "")
    return page_of(
        scope,
        entry,
        answer=f"{answer[0].upper()}{answer[1:]}.",
        facts=facts_of(people_facts(scope, entry.record), fact("Budget", entry.record.budget)),
        sections=[
            Section(
                "Goals",
                table=Table(_GOAL_COLUMNS, tuple(_goal_row(scope, goal) for goal in goals)),
                empty="No goal names this portfolio.",
            ),
            flow_section(scope, "portfolio", id),
        ],
        places=(flow_place("portfolio", id),),
    )
