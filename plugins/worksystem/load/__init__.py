"""From a folder to a work system in memory: reads every file once and shapes what it says."""

from worksystem.load.system import WorkSystem, load

__all__ = ["WorkSystem", "load"]
