"""A past revision: which commit is meant, and its files, copied by git to a temporary folder once they are asked for.

Git itself writes them, so names that lead out of the folder, line endings and encodings are treated as in any checkout.
"""

import os
import posixpath
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from functools import cached_property
from pathlib import Path
from typing import Final
from weakref import finalize
from zoneinfo import ZoneInfo

from worksystem.errors import RevisionError
from worksystem.source.checkout import Checkout
from worksystem.source.files import relative

__all__ = ["Snapshot", "open_snapshot"]

# a hook of git that calls us has these set, perhaps for another repository or index
_OF_HOOKS: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE")
_SETTINGS: Final = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.sparseCheckout=false")
_ENVIRONMENT: Final = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class _Git:
    """Runs git in a repository, with nothing that the repository could bring along to be run."""

    repository: Path
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
            why = f"{self.repository} belongs to another user, so git does not open it"
            help = f"if you trust it: git config --global --add safe.directory {self.repository}"
            return RevisionError(self.revision, why, help=help)
        line = re.sub(r"^(?:fatal|error|warning): ", "", next(iter(said.strip().splitlines()), "nothing"))
        return RevisionError(self.revision, f"git says: {line}", help="git fsck shows whether the clone is whole")

    def _run(self, arguments: tuple[str, ...], environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        inherited = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
        ceiling = {"GIT_CEILING_DIRECTORIES": str(self.repository.parent)}
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            return subprocess.run(
                ["git", "-C", str(self.repository), *settings, *arguments],
                env={**inherited, **_ENVIRONMENT, **ceiling, **environment},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            why = f"git cannot be run: {(error.strerror or 'unknown reason').lower()}"
            help = "install git; without it only today's files can be read"
            raise RevisionError(self.revision, why, help=help) from error


@dataclass(frozen=True, eq=False)
class Snapshot(Checkout):
    """The files as they were at a commit; what was not committed is not part of it.

    Shape: `named` is the revision as somebody wrote it, `commit` its name in full, `landed` its committer date; `asked`
    is the day, if that is what was written. Folders outside the repository are read as they are today.
    """

    commit: str
    named: str
    landed: datetime
    asked: date | None = None
    _outside: list[str] = field(default_factory=list)
    _tree: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="worksystem-")).resolve())
    _copied: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        finalize(self, shutil.rmtree, self._tree, ignore_errors=True)

    @property
    def revision(self) -> str:
        """The commit, in full."""
        return self.commit

    @property
    def outside(self) -> tuple[str, ...]:
        """Folders that lie outside the repository and so were read as they are today, in the order found."""
        return tuple(self._outside)

    def day(self, zone: str) -> date:
        """The day that was asked for, or else the commit's own in a time zone by its name."""
        return self.asked or self.landed.astimezone(_zone(zone)).date()

    def missing(self, settings: str) -> RevisionError:
        """What to say where the settings were not."""
        why = f"{settings} did not exist at commit {self.commit[:10]} of {self.landed.date()}"
        return RevisionError(self.named, why, help=f"name a later one; git log -- {settings} lists those that touch it")

    def find(self, folder: str) -> Path:
        """Where a folder is to be read: in the copy, or where it lies if that is outside the repository."""
        named = super().find(folder)
        real = named.resolve()
        inside = [path.relative_to(self.repository).as_posix() for path in (named, real) if self._is_inside(path)]
        for path in inside:
            if self._copy(path):
                return self._tree / path
        if self._is_inside(real):
            return self._tree / inside[0]  # where nothing was
        if named.is_dir() and (shown := self.shown(named)) not in self._outside:
            self._outside.append(shown)
        return named

    def locate(self, shown: str) -> Path:
        """Where a file that was read lies, by the path that it is shown with."""
        return (self.repository if shown.startswith("../") else self._tree) / shown

    def shown(self, path: Path) -> str:
        """How the path of a file or folder is shown: as if it were no copy."""
        return relative(path, self._tree if path.is_relative_to(self._tree) else self.repository)

    def holds(self, shown: str) -> bool:
        """Whether there was a file or folder in the repository, by the path that it is shown with."""
        return posixpath.normpath(shown) in self._paths

    @property
    def _git(self) -> _Git:
        return _Git(self.repository, self.named)

    @cached_property
    def _paths(self) -> frozenset[str]:
        listed = self._git.do("ls-tree", "-r", "-t", "-z", "--name-only", "--full-tree", self.commit)
        return frozenset((".", *os.fsdecode(listed).split("\0")[:-1]))

    def _is_inside(self, path: Path) -> bool:
        return path.is_relative_to(self.repository)

    def _copy(self, path: str) -> bool:
        """Copy a folder of the repository unless it is there already; says whether it existed at the revision."""
        if any(done in (".", path) or path.startswith(f"{done}/") for done in self._copied):
            return (self._tree / path).is_dir()
        tree = self.commit if path == "." else f"{self.commit}:{path}"
        if self._git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{tree}^{{tree}}")[0] is None:
            return False
        with tempfile.TemporaryDirectory(prefix="worksystem-") as aside:
            index = f"{aside}/index"
            self._git.do("read-tree", *([] if path == "." else [f"--prefix={path}/"]), tree, GIT_INDEX_FILE=index)
            prefix = f"--prefix={self._tree}/"
            self._git.do("checkout-index", "--all", "--force", "--quiet", prefix, GIT_INDEX_FILE=index)
        self._copied.add(path)
        return True


def open_snapshot(folder: Path, revision: str, *, zone: Callable[[], str] = lambda: "UTC") -> Snapshot:
    """The files of a folder as they were at a revision.

    Shape: `revision` is whatever git names, or a day, which means the last commit along the first parent that had
    landed by its end; `zone` names the time zone in which it ends, UTC if unknown, and is asked only then.
    Errors: `RevisionError` if there is no git, no repository or no such revision.
    """
    checkout = Checkout.of(folder)
    if not (checkout.repository / ".git").exists():
        help = "run this in a clone; only what is in git has a past"
        raise RevisionError(revision, f"{checkout.folder} lies in no git repository", help=help)
    git = _Git(checkout.repository, revision)
    head = _find_commit(git, "HEAD")
    if head is None:
        raise RevisionError(revision, "the repository has no commit yet", help="commit the files first")
    asked = _parse_day(revision)
    commit = _find_commit(git, revision) if asked is None else _find_landed(git, head, asked, _zone(zone()))
    if commit is None:
        raise _unknown(git, asked)
    stamp = git.do("show", "--no-patch", "--no-show-signature", "--format=%ct", commit)
    return Snapshot(
        checkout.folder, checkout.repository, commit, revision, datetime.fromtimestamp(int(stamp), UTC), asked
    )


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no zone has that name
        return UTC


def _parse_day(revision: str) -> date | None:
    try:
        return date.fromisoformat(revision) if _DAY.fullmatch(revision) else None
    except ValueError:
        return None


def _find_commit(git: _Git, name: str) -> str | None:
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


def _find_landed(git: _Git, head: str, day: date, zone: tzinfo) -> str | None:
    """The last commit along the first parent whose committer date is not after a day."""
    end = int(datetime.combine(day, time.max, zone).replace(fold=1).timestamp())
    if end < 0:  # before there were computers to count it
        return None
    return git.do("rev-list", "--first-parent", "--max-count=1", f"--min-age={end}", head).decode().strip() or None


def _unknown(git: _Git, asked: date | None) -> RevisionError:
    if git.ask("rev-parse", "--is-shallow-repository")[0] == "true":
        why = "the clone is shallow and does not hold it"
        return RevisionError(git.revision, why, help="fetch it in full: git fetch --unshallow --tags")
    if asked is not None:
        help = "name a later day; git log --first-parent shows what landed when"
        return RevisionError(git.revision, "nothing had landed by the end of that day", help=help)
    help = "name a commit, branch or tag, or a day as YYYY-MM-DD; git fetch --tags brings what is new"
    return RevisionError(git.revision, "git knows no commit of that name", help=help)
