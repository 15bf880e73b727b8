"""Exceptions: what can go wrong in our surroundings. Wrong data is a diagnostic, never one of these.

Every error carries its facts as attributes and says what we were doing, to what, and what to try.
"""

__all__ = ["FolderNotFoundError", "GitError", "RevisionError", "SettingsError", "UsageError", "WorkSystemError"]


class WorkSystemError(Exception):
    """Something outside the work data stopped us; the command exits with 2."""

    def __init__(self, message: str, *, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


class FolderNotFoundError(WorkSystemError):
    """There is no work system where one was expected."""

    def __init__(self, folder: str, *, why: str = "it has no work/worksystem.yml") -> None:
        super().__init__(
            f"cannot load a work system from {folder}: {why}",
            help="run this in the repository's root, or name it with -C DIR",
        )
        self.folder = folder
        self.why = why


class GitError(WorkSystemError):
    """Git cannot read a repository."""

    def __init__(self, folder: str, why: str, *, help: str | None = None) -> None:
        super().__init__(f"cannot read the history of {folder}: {why}", help=help)
        self.folder = folder
        self.why = why


class RevisionError(WorkSystemError):
    """The files cannot be read as they were at a revision."""

    def __init__(self, revision: str, why: str, *, help: str) -> None:
        super().__init__(f'cannot go back to "{revision}": {why}', help=help)
        self.revision = revision
        self.why = why


class SettingsError(WorkSystemError):
    """The settings cannot be used, so nothing else can be read."""

    def __init__(self, path: str, line: int, column: int, problem: str, *, help: str | None = None) -> None:
        super().__init__(f"cannot use the settings: {path}:{line}:{column}: {problem}", help=help)
        self.path = path
        self.line = line
        self.column = column
        self.problem = problem


class UsageError(WorkSystemError):
    """A command was given something it cannot work with."""
