"""The files as they were at a commit: git copies them to a temporary folder, a part of it once somebody asks for that.

Git itself writes them, so names that lead out of the folder, line endings and encodings are treated as in any checkout.
"""

import os
import posixpath
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from weakref import finalize

from worksystem.errors import RevisionError
from worksystem.source.checkout import Checkout
from worksystem.source.folder import relative
from worksystem.source.revision import Repository, find_zone, get_commit, parse_day

__all__ = ["Snapshot", "open_snapshot"]


@dataclass(frozen=True, eq=False)
class Snapshot(Checkout):
    """The files as they were at a commit; what was not committed is not part of it.

    Shape: `landed` is the committer date; `asked` is the day, if that is what was asked for. Folders outside the
    repository are read as they are today.
    """

    landed: datetime = field(kw_only=True)
    asked: date | None = field(kw_only=True)
    _outside: list[str] = field(default_factory=list)
    _tree: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="worksystem-")).resolve())
    _copied: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        finalize(self, shutil.rmtree, self._tree, ignore_errors=True)

    @property
    def outside(self) -> tuple[str, ...]:
        """Folders that lie outside the repository and so were read as they are today, in the order found."""
        return tuple(self._outside)

    def day(self, zone: str) -> date:
        """The day that was asked for, or else the commit's own in a time zone by its name."""
        return self.asked or self.landed.astimezone(find_zone(zone)).date()

    def missing(self, settings: str) -> RevisionError:
        """What to say where the settings were not."""
        why = f"{settings} did not exist at commit {self.revision[:10]} of {self.landed.date()}"
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
    def _git(self) -> Repository:
        return Repository(self.repository, self.named)

    @cached_property
    def _paths(self) -> frozenset[str]:
        listed = self._git.do("ls-tree", "-r", "-t", "-z", "--name-only", "--full-tree", self.revision)
        return frozenset((".", *os.fsdecode(listed).split("\0")[:-1]))

    def _is_inside(self, path: Path) -> bool:
        return path.is_relative_to(self.repository)

    def _copy(self, path: str) -> bool:
        """Copy a folder of the repository unless it is there already; says whether it existed at the revision."""
        if any(done in (".", path) or path.startswith(f"{done}/") for done in self._copied):
            return (self._tree / path).is_dir()
        tree = self.revision if path == "." else f"{self.revision}:{path}"
        if path != "." and self._git.ask("cat-file", "-t", tree)[0] != "tree":
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
    git = Repository(checkout.repository, revision)
    day = parse_day(revision)
    commit = get_commit(git, zone=UTC if day is None else find_zone(zone()))
    stamp = git.do("show", "--no-patch", "--no-show-signature", "--format=%ct", commit)
    landed = datetime.fromtimestamp(int(stamp), UTC)
    return Snapshot(checkout.folder, checkout.repository, commit, revision, landed=landed, asked=day)
