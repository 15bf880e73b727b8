"""Which commit a revision means: whatever git names, or a day.

Git is run without hooks and watchers; only filters that the clone's own settings declare apply, as in any checkout.
"""

import os
import re
import subprocess
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from worksystem.errors import RevisionError

__all__ = ["Repository", "find_commit", "find_zone", "get_commit", "parse_day"]

# a hook of git that calls us has these set, perhaps for another repository or index
_OF_HOOKS: Final = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
)
_SETTINGS: Final = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.sparseCheckout=false")
_ENVIRONMENT: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Repository(Struct, frozen=True):
    """A repository, on behalf of somebody who asked for a revision of it."""

    root: Path
    revision: str

    def ask(self, *arguments: str) -> tuple[str | None, str]:
        """The first thing that git answers, `None` if it has no answer, and what it says besides."""
        result = self._run(arguments, {})
        said = result.stderr.decode(errors="replace")
        return (None if result.returncode else os.fsdecode(result.stdout).strip()), said

    def do(self, *arguments: str, **environment: str) -> bytes:
        """What git prints; errors: `RevisionError` if it fails."""
        result = self._run(arguments, environment)
        if result.returncode:
            raise self.failure(result.stderr.decode(errors="replace"))
        return result.stdout

    def failure(self, said: str) -> RevisionError:
        """What git says, where nothing of ours explains it."""
        if "dubious ownership" in said:
            why = f"{self.root} belongs to another user, so git does not open it"
            help = f"if you trust it: git config --global --add safe.directory {self.root}"
            return RevisionError(self.revision, why, help=help)
        line = re.sub(r"^(?:fatal|error|warning): ", "", next(iter(said.strip().splitlines()), "nothing"))
        return RevisionError(self.revision, f"git says: {line}", help="git fsck shows whether the clone is whole")

    def _run(self, arguments: tuple[str, ...], environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        inherited = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
        ceiling = {"GIT_CEILING_DIRECTORIES": str(self.root.parent)}
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            return subprocess.run(
                ["git", "-C", str(self.root), *settings, *arguments],
                env={**inherited, **_ENVIRONMENT, **ceiling, **environment},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            why = f"git cannot be run: {(error.strerror or 'unknown reason').lower()}"
            help = "install git; without it only today's files can be read"
            raise RevisionError(self.revision, why, help=help) from error


def find_zone(name: str) -> tzinfo:
    """A time zone by its name; UTC if there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return UTC


def parse_day(revision: str) -> date | None:
    """The day that somebody asked for instead of a revision."""
    try:
        return date.fromisoformat(revision) if _DAY.fullmatch(revision) else None
    except ValueError:
        return None


def get_commit(git: Repository, *, zone: tzinfo) -> str:
    """The commit that is meant, in full; a day is the last commit along the first parent that had landed by its end.

    Errors: `RevisionError` if there is none.
    """
    head = find_commit(git, "HEAD")
    if head is None:
        raise RevisionError(git.revision, "the repository has no commit yet", help="commit the files first")
    day = parse_day(git.revision)
    commit = find_commit(git, git.revision) if day is None else _find_landed(git, head, day, zone)
    if commit is None:
        raise _unknown(git, day)
    return commit


def find_commit(git: Repository, name: str) -> str | None:
    """The commit that git knows by a name, in full; `None` if there is none."""
    if "\0" in name:
        return None
    found, said = git.ask("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    if any(words in said for words in ("ambiguous", "dubious ownership", "not a git repository")):
        raise git.failure(said)
    if "only goes back to" in said:  # git answers with the oldest that it knows
        why = "this clone does not remember where its branches pointed then"
        help = "name a commit, or a day as YYYY-MM-DD, which is counted along the first parent"
        raise RevisionError(git.revision, why, help=help)
    return found


def _find_landed(git: Repository, head: str, day: date, zone: tzinfo) -> str | None:
    """The last commit along the first parent whose committer date is not after a day."""
    end = int(datetime.combine(day, time.max, zone).replace(fold=1).timestamp())
    if end < 0:  # before there were computers to count it
        return None
    return git.do("rev-list", "--first-parent", "--max-count=1", f"--min-age={end}", head).decode().strip() or None


def _unknown(git: Repository, asked: date | None) -> RevisionError:
    if git.ask("rev-parse", "--is-shallow-repository")[0] == "true":
        why = "the clone is shallow and does not hold it"
        return RevisionError(git.revision, why, help="fetch it in full: git fetch --unshallow --tags")
    if asked is not None:
        help = "name a later day; git log --first-parent shows what landed when"
        return RevisionError(git.revision, "nothing had landed by the end of that day", help=help)
    help = "name a commit, branch or tag, or a day as YYYY-MM-DD; git fetch --tags brings what is new"
    return RevisionError(git.revision, "git knows no commit of that name", help=help)
