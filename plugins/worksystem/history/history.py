"""The past of a whole work system up to a day: every item's life, every event, every workflow as it was."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from worksystem.history.coverage import Coverage
from worksystem.history.event import Event
from worksystem.history.life import Life
from worksystem.history.workflow import WorkflowVersion

__all__ = ["History"]


class History(Struct, frozen=True, dict=True):
    """What happened up to the end of a day.

    Shape: `lives` by key, sorted; `events` in the order in which they landed; `workflows` maps an id to its versions,
    oldest first.
    """

    as_of: date
    timezone: ZoneInfo
    lives: Mapping[str, Life]
    events: tuple[Event, ...] = ()
    workflows: Mapping[str, tuple[WorkflowVersion, ...]] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)

    def day(self, when: datetime) -> date:
        """The day of a moment in the calendar's zone."""
        return when.astimezone(self.timezone).date()

    def end_of(self, day: date) -> datetime:
        """The moment at which a day ends."""
        return datetime.combine(day + timedelta(days=1), time(), self.timezone)

    @cached_property
    def now(self) -> datetime:
        """The end of the day asked about."""
        return self.end_of(self.as_of)

    @cached_property
    def silence(self) -> int:
        """How many days before the day asked about the last change landed; 0 where nothing is known."""
        until = self.coverage.until
        return (self.as_of - self.day(datetime.fromisoformat(until))).days if until else 0

    def life(self, item: str) -> Life | None:
        """The life of an item that lies in the work system; `None` if nothing is known of it."""
        return self.lives.get(item)

    def workflow_at(self, workflow: str, when: datetime) -> WorkflowVersion | None:
        """A workflow as it was at a moment; the first one known for the time before it."""
        versions = self.workflows.get(workflow, ())
        found = versions[0] if versions else None
        for version in versions:
            if version.since is not None and version.since > when:
                break
            found = version
        return found
