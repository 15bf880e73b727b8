"""The first page: the flywheel with live figures, who needs someone, what is due, promised, held up, aimed at."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from worksystem.views.boards import BoardRow, build_board_rows
from worksystem.views.card import Card
from worksystem.views.cards import build_cards, due_order
from worksystem.views.changed import Changed, build_changed
from worksystem.views.figures import find_figure
from worksystem.views.goal import goal_share, goal_standing
from worksystem.views.life import list_of
from worksystem.views.measures import MEASURES, Figure
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope, principle_ref

__all__ = ["Aim", "Health", "Home", "Promise", "Station", "build_home"]


class Health(Struct, frozen=True):
    """A principle and how many findings there are against it."""

    principle: Ref
    errors: int
    warnings: int
    notes: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.notes


class Promise(Struct, frozen=True):
    """An open item that was promised to somebody; `risk` says in words why the day may not hold, "" if it should."""

    card: Card
    risk: str


class Aim(Struct, frozen=True):
    """A goal at a glance: `share` is how far its key results have come, 0 to 1; `standing` how its owner sees it."""

    goal: Ref
    share: float | None
    standing: str
    open: int


class Station(Struct, frozen=True):
    """A station of the flywheel: its figure, what it says in lines short enough for the drawing, where it leads."""

    figure: str
    says: tuple[str, ...]
    target: str


class Home(Struct, frozen=True):
    """What the first page says.

    Shape: lists are complete and in the order to act on; whoever shows them cuts them short. `held_up` counts open
    items that are blocked or wait for another, `approvals` those that wait for one.
    """

    name: str
    as_of: date
    open: int
    active: int
    held_up: int
    blocked: int
    clarity: Station
    coordination: Station
    completion: Station
    collaboration: Figure
    attention: tuple[Card, ...]
    due: tuple[Card, ...]
    promises: tuple[Promise, ...]
    approvals: int
    held: tuple[Card, ...]
    changed: tuple[Changed, ...]
    boards: tuple[BoardRow, ...]
    aims: tuple[Aim, ...]
    health: tuple[Health, ...]
    errors: int
    broken: int


def build_home(scope: Scope) -> Home:
    """The first page as of the day asked about."""
    cards = sorted(build_cards(scope, scope.workspace.open_items), key=due_order)
    attention = sorted(
        (card for card in cards if card.attention), key=lambda card: (-len(card.attention), due_order(card))
    )
    promises = sorted(
        (card for card in cards if card.promised),
        key=lambda card: card.promised.day.isoformat() if card.promised else "",
    )
    counts: dict[str, list[int]] = {id: [0, 0, 0] for id in scope.workspace.principles}
    for finding in scope.shown:
        if finding.principle:
            counts.setdefault(finding.principle, [0, 0, 0])[finding.severity.rank] += 1
    return Home(
        name=scope.workspace.settings.name,
        as_of=scope.as_of,
        open=len(cards),
        active=sum(card.state.category == "active" for card in cards),
        held_up=_held_up(cards),
        blocked=sum(card.blocked is not None for card in cards),
        clarity=_clarity(scope),
        coordination=_coordination(scope, cards),
        completion=_completion(scope),
        collaboration=MEASURES["handoffs_acknowledged"](scope),
        attention=tuple(attention),
        due=tuple(card for card in cards if card.due and card.due.nearness != "later"),
        promises=tuple(Promise(card, _risk(scope, card)) for card in promises),
        approvals=len({each.card.id for each in scope.approvals}),
        held=tuple(sorted((card for card in cards if card.blocked or card.waits_for), key=_pressure)),
        changed=build_changed(scope),
        boards=tuple(sorted(build_board_rows(scope)[0], key=lambda row: -row.open)),
        aims=_aims(scope),
        health=tuple(
            sorted(
                (Health(principle_ref(scope, id), *found) for id, found in counts.items()),
                key=lambda health: health.principle.title.casefold(),
            )
        ),
        errors=sum(finding.severity.rank == 0 for finding in scope.shown),
        broken=len(scope.workspace.broken),
    )


def _held_up(cards: Sequence[Card]) -> int:
    return sum(bool(card.blocked or card.waits_for) for card in cards)


def _clarity(scope: Scope) -> Station:
    known = "clarity_over_chaos" in scope.workspace.principles
    target = "records/principles/clarity_over_chaos/" if known else "items/"
    return Station(_share(MEASURES["clear_share"](scope)), ("have owner", "and outcome"), target)


def _coordination(scope: Scope, cards: Sequence[Card]) -> Station:
    """Promises kept, where the past tells of any; else what is held up now."""
    found = find_figure(scope, "promises_kept")
    if found is not None and found.n:
        kept = f"{found.detail['kept']} of {found.n}"
        return Station(kept, ("promises kept", "as made"), "metrics/promises_kept/")
    return Station(str(_held_up(cards)), ("blocked or", "waiting"), "items/?needs=held-up")


def _completion(scope: Scope) -> Station:
    """The cycle time of the expectation, where enough was finished; else how much of acceptance is ticked."""
    found = find_figure(scope, "cycle_time")
    share = scope.conventions.expectation
    days = found.detail.get(f"p{share * 100:g}") if found is not None else None
    if days is not None:
        return Station(f"{days:g} d", (f"or less for {share:.0%}", "of finished items"), "metrics/cycle_time/")
    ticked = MEASURES["acceptance_ticked"](scope)
    says = ("no acceptance", "written yet") if ticked.share is None else ("of acceptance", "ticked")
    return Station(_share(ticked), says, "items/")


def _share(figure: Figure) -> str:
    return "–" if figure.share is None else f"{round(figure.share * 100)}%"


def _pressure(card: Card) -> tuple[bool, int, tuple[bool, bool, int, str]]:
    """Blocked before waiting, blocked the longest first."""
    return (card.blocked is None, -(card.blocked.days or 0) if card.blocked else 0, due_order(card))


def _risk(scope: Scope, card: Card) -> str:
    """Why a promised day may not hold."""
    promised = card.promised
    if promised is None:
        return ""
    if promised.days < 0:
        return "slipped"
    if card.blocked:
        return "blocked"
    if card.owner is None:
        return "nobody owns it"
    if card.due and card.due.day > promised.day:
        return "due after the day promised"
    workspace = scope.workspace
    for id in workspace.links.waits_for(card.id):
        other = workspace.items[id]
        if not workspace.is_done(other) and other.record.due and other.record.due.last > promised.day:
            return f"waits for {id}, which is due later"
    updates = [update for update in list_of(scope, workspace.items[card.id], "updates") if update.state]
    newest = max(updates, key=lambda each: each.date.day).state if updates else "on_track"
    return {"at_risk": "its owner sees it at risk", "off_track": "its owner sees it off track"}.get(newest, "")


def _aims(scope: Scope) -> tuple[Aim, ...]:
    """Goals without goals within, those off track first, then those at risk."""
    goals = scope.workspace.goals
    above = {goal.record.parent for goal in goals.values()}
    aims = []
    for id, goal in goals.items():
        if id not in above:
            opened = sum(not scope.workspace.is_done(item) for item in scope.workspace.items_of_goal(id))
            aims.append(Aim(scope.ref("goal", id), goal_share(goal.record), goal_standing(goal.record), opened))
    order = {"off track": 0, "at risk": 1}
    return tuple(
        sorted(aims, key=lambda aim: (order.get(aim.standing, 2), aim.share or 0.0, aim.goal.title.casefold()))
    )
