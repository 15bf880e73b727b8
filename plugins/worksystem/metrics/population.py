"""The items that a figure speaks of: the lives of one scope in one window, and the clocks of each.

No scope is narrower than the smallest group of people; see `selecting`.
Source: content/decisions/0006-people_are_not_measured.md
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from msgspec import Struct, field

from worksystem.graph.workspace import Workspace
from worksystem.history import History, Life
from worksystem.metrics.conventions import Conventions

__all__ = ["Clock", "Population", "Selection", "Withheld", "belongs", "members_of", "people_behind", "with_subteams"]

ACTIVE, DONE, DROPPED = "active", "done", "dropped"


class Selection(Struct, frozen=True):
    """Which items: all, or those of a team with its teams, a workflow, an item type, a goal, a portfolio; several
    narrow each other. There is none by person."""

    team: str = ""
    workflow: str = ""
    type: str = ""
    goal: str = ""
    portfolio: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The kinds of group that were chosen, each with its id."""
        named = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return tuple((kind, id) for kind, id in named if id)


class Withheld(Struct, frozen=True):
    """Why figures of a scope are not shown."""

    selection: Selection
    why: str


class Clock(Struct, frozen=True):
    """When an item started and was finished, by the conventions.

    Shape: `started` is its first entry into an active state, `finished` its last entry into a done one, if it still is
    done, `dropped` likewise; `reopened` counts how often it left a done state. `apart` says that it was first seen when
    it was done already, was finished by a commit that moved many, or began before what is known.
    """

    started: datetime | None = None
    finished: datetime | None = None
    dropped: datetime | None = None
    reopened: int = 0
    apart: bool = False


class Population(Struct, frozen=True, dict=True):
    """The lives of one scope, and the window that a figure looks at.

    Shape: `lives` sorted by key; `start` and `end` are days, both in the window.
    """

    history: History
    workspace: Workspace
    lives: tuple[Life, ...]
    start: date
    end: date
    conventions: Conventions = field(default_factory=Conventions)
    selection: Selection = field(default_factory=Selection)

    @cached_property
    def clocks(self) -> Mapping[str, Clock]:
        """The clock of every life, by key."""
        return {life.key: _clock(life, self.conventions) for life in self.lives}

    def day(self, when: datetime) -> date:
        """The day of a moment in the calendar's zone."""
        return self.history.day(when)

    def in_window(self, when: datetime | None) -> bool:
        """Whether a moment lies on a day of the window."""
        begin, until = self._moments
        return when is not None and begin <= when < until

    @cached_property
    def _moments(self) -> tuple[datetime, datetime]:
        """When the first day of the window begins, and when the last one is over."""
        return self.history.end_of(self.start - timedelta(days=1)), self.history.end_of(self.end)

    def during(self, start: date, end: date) -> "Population":
        """The same items in another window."""
        other = Population(self.history, self.workspace, self.lives, start, end, self.conventions, self.selection)
        other.__dict__.update(clocks=self.clocks, stays=self.stays)
        return other

    @cached_property
    def finished(self) -> tuple[Life, ...]:
        """What was finished in the window, in the order in which it was; what is counted apart is not among it."""
        found = [
            (clock.finished, life.key, life)
            for life in self.lives
            if (clock := self.clocks[life.key]).finished is not None
            and not clock.apart
            and self.in_window(clock.finished)
        ]
        return tuple(life for _, _, life in sorted(found, key=lambda each: each[:2]))

    @cached_property
    def apart(self) -> tuple[Life, ...]:
        """What was finished in the window but is counted apart."""
        return tuple(
            life
            for life in self.lives
            if self.clocks[life.key].apart and self.in_window(self.clocks[life.key].finished)
        )

    @cached_property
    def in_progress(self) -> tuple[Life, ...]:
        """What is started and neither finished nor dropped at the end of the window."""
        moment = self.history.end_of(self.end)
        return tuple(life for life in self.lives if self.is_in_progress(life, moment))

    def is_in_progress(self, life: Life, moment: datetime) -> bool:
        """Whether an item was started, and not over, at a moment."""
        started, over = self.clocks[life.key].started, self.over(life)
        return started is not None and started < moment and (over is None or over >= moment)

    def over(self, life: Life) -> datetime | None:
        """When an item left work in progress for good: finished, dropped or its file deleted; `None` if it is open."""
        clock = self.clocks[life.key]
        return min((each for each in (clock.finished, clock.dropped, life.gone) if each is not None), default=None)

    @cached_property
    def stays(self) -> tuple[tuple[Life, date, date | None], ...]:
        """What ever started, with the days on which it did and on which it was over; `None` while it is open."""
        found = []
        for life in self.lives:
            started, over = self.clocks[life.key].started, self.over(life)
            if started is not None and (over is None or over >= started):
                found.append((life, self.day(started), None if over is None else self.day(over)))
        return tuple(found)

    def tells_of_few(self, lives: Iterable[Life]) -> bool:
        """Whether a figure of some of the items would speak of fewer people than the smallest group.

        The whole is no group among others: it may rest on whom it will.
        """
        few = len(people_behind(lives, self.workspace)) < self.conventions.smallest_group
        return bool(self.selection.parts) and few

    def cycle_days(self, life: Life) -> int | None:
        """Cycle time: calendar days from start to finish; `None` unless both are known."""
        clock = self.clocks[life.key]
        return self.days_between(clock.started, clock.finished)

    def lead_days(self, life: Life) -> int | None:
        """Lead time: calendar days from creation to finish."""
        return self.days_between(life.created, self.clocks[life.key].finished)

    def age_days(self, life: Life, day: date | None = None) -> int | None:
        """Work item age on a day, the last of the window if none is named; `None` if it had not started by then."""
        started = self.clocks[life.key].started
        on = day or self.end
        if started is None or self.day(started) > on:
            return None
        return self.conventions.days(self.day(started).toordinal(), on.toordinal())

    def days_between(self, first: datetime | None, last: datetime | None) -> int | None:
        """Calendar days between two moments by the convention; `None` unless both are known and in order."""
        if first is None or last is None or last < first:
            return None
        return self.conventions.days(self.day(first).toordinal(), self.day(last).toordinal())

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the window."""
        return tuple(self.start + timedelta(days=number) for number in range((self.end - self.start).days + 1))


def _clock(life: Life, conventions: Conventions) -> Clock:
    started: datetime | None = None
    reopened = 0
    before = None
    for spell in life.spells:
        if before == DONE and spell.category not in (DONE, None):
            reopened += 1
        if spell.category == ACTIVE and started is None:
            started = spell.start
        elif conventions.back == "restart" and spell.category in ("backlog", "queue"):
            started = None
        before = spell.category or before
    last = life.spells[-1] if life.spells else None
    entered = _entered(life, last.category) if last is not None and last.category in (DONE, DROPPED) else None
    bulk = any(event.bulk and event.when == entered for event in life.events) if entered else False
    done = last is not None and last.category == DONE
    return Clock(
        started=started,
        finished=entered if done else None,
        dropped=entered if last is not None and last.category == DROPPED else None,
        reopened=reopened,
        apart=done and (life.born_done or life.is_cut or bulk),
    )


def _entered(life: Life, category: str | None) -> datetime | None:
    """When the last unbroken stay in a category began."""
    found = None
    for spell in reversed(life.spells):
        if spell.category != category:
            break
        found = spell.start
    return found


def people_behind(lives: Iterable[Life], workspace: Workspace) -> frozenset[str]:
    """The people who own or owned the items of some lives, or contribute to them; of a team that owns, its members.

    Shape: of an item that nobody ever owned, the members of its team, who may all have had a hand in it.
    """
    found: set[str] = set()
    for life in lives:
        owners = [owner for _, owner in life.changes("owner") if isinstance(owner, str) and owner]
        for owner in owners or [_team(life, workspace)]:
            found |= members_of(workspace, owner) if owner in workspace.teams else {owner} if owner else set()
        entry = workspace.items.get(life.item)
        if entry is not None:
            found.update(entry.record.contributors)
    return frozenset(found)


def members_of(workspace: Workspace, team: str) -> frozenset[str]:
    """The people in a team and in every team below it."""
    return frozenset(person for each in with_subteams(workspace, team) for person in workspace.members(each))


def with_subteams(workspace: Workspace, team: str) -> tuple[str, ...]:
    """A team and every team below it."""
    found, waiting = [team], [team]
    while waiting:
        for each in workspace.subteams(waiting.pop()):
            if each not in found:
                found.append(each)
                waiting.append(each)
    return tuple(found)


def belongs(life: Life, workspace: Workspace, selection: Selection) -> bool:
    """Whether an item is of a scope, by what it says now or said last."""
    if selection.workflow and life.workflow != selection.workflow:
        return False
    if selection.type and life.type != selection.type:
        return False
    if selection.team and _team(life, workspace) not in with_subteams(workspace, selection.team):
        return False
    goal = life.value("goal")
    if selection.goal and goal != selection.goal:
        return False
    if selection.portfolio:
        entry = workspace.goals.get(goal) if isinstance(goal, str) else None
        return entry is not None and entry.record.portfolio == selection.portfolio
    return True


def _team(life: Life, workspace: Workspace) -> str:
    """The team an item is with, or was with last; the owning team where none is named."""
    team = life.value("team")
    if not isinstance(team, str) or not team:
        owner = life.value("owner")
        team = owner if isinstance(owner, str) and owner in workspace.teams else ""
    return team
