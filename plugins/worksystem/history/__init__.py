"""The past: versions of files to events, and events to the life of every item."""

from worksystem.history.coverage import BulkCommit, Coverage, Gap, Unreadable
from worksystem.history.event import PATH, Event, Written
from worksystem.history.history import History
from worksystem.history.life import Block, Life, Spell
from worksystem.history.lives import build_lives
from worksystem.history.plan import Plan, Source, StateMeaning, Taken
from worksystem.history.stream import Stream, Thread, build_stream
from worksystem.history.version import Landing, Said, Step
from worksystem.history.workflow import Move, StateRule, WorkflowVersion

__all__ = [
    "PATH",
    "Block",
    "BulkCommit",
    "Coverage",
    "Event",
    "Gap",
    "History",
    "Landing",
    "Life",
    "Move",
    "Plan",
    "Said",
    "Source",
    "Spell",
    "StateMeaning",
    "StateRule",
    "Step",
    "Stream",
    "Taken",
    "Thread",
    "Unreadable",
    "WorkflowVersion",
    "Written",
    "build_lives",
    "build_stream",
]
