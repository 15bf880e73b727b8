"""The past: versions of files to events, and events to the life of every item."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
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

_HOME_OF: Final = {
    "PATH": "event",
    "Block": "life",
    "BulkCommit": "coverage",
    "Coverage": "coverage",
    "Event": "event",
    "Gap": "coverage",
    "History": "history",
    "Landing": "version",
    "Life": "life",
    "Move": "workflow",
    "Plan": "plan",
    "Said": "version",
    "Source": "plan",
    "Spell": "life",
    "StateMeaning": "plan",
    "StateRule": "workflow",
    "Step": "version",
    "Stream": "stream",
    "Taken": "plan",
    "Thread": "stream",
    "Unreadable": "coverage",
    "WorkflowVersion": "workflow",
    "Written": "event",
    "build_lives": "lives",
    "build_stream": "stream",
}


def __getattr__(name: str) -> Any:
    """Import on first use: most of what is here is not needed by one command."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
