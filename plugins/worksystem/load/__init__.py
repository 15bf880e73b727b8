"""From a folder to a work system in memory: reads every file once and shapes what it says."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from worksystem.load.system import WorkSystem, load

__all__ = ["WorkSystem", "load"]


def __getattr__(name: str) -> Any:
    """Import on first use: reading the past alone needs none of the models."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("worksystem.load.system"), name)
