"""A git repository, read through the `git` command: commits along the first parent, and the files they touched.

Source: https://git-scm.com/docs/git-log (`--raw`, `-M`, `--first-parent`), https://git-scm.com/docs/git-cat-file
"""

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha1
from pathlib import Path
from typing import Final, Literal, NamedTuple

from worksystem.errors import GitError

__all__ = ["Commit", "FileChange", "Git", "blob_of", "find_git"]

# somebody's own settings must not change what is read
_SETTINGS: Final = (
    *("core.fsmonitor=false", "core.quotePath=false", f"diff.orderFile={os.devnull}"),
    *("diff.relative=false", "log.follow=false", "log.showRoot=true", "log.showSignature=false"),
)
_SAFE: Final = tuple(part for setting in _SETTINGS for part in ("-c", setting))
# names of repositories in the environment (in a hook, say) would lead away from the one that was asked for, and other
# ways to read paths away from what was asked
_FOREIGN: Final = frozenset(
    f"GIT_{name}"
    for name in (
        *("ALTERNATE_OBJECT_DIRECTORIES", "COMMON_DIR", "DIR", "GRAFT_FILE", "IMPLICIT_WORK_TREE", "INDEX_FILE"),
        *("NAMESPACE", "OBJECT_DIRECTORY", "PREFIX", "SHALLOW_FILE", "WORK_TREE"),
        *("GLOB_PATHSPECS", "ICASE_PATHSPECS", "LITERAL_PATHSPECS", "NOGLOB_PATHSPECS"),
    )
)
_BLOBS_AT_ONCE: Final = 4000
# links, and commits of other repositories
_NO_FILES: Final = frozenset({"120000", "160000"})


class FileChange(NamedTuple):
    """What a commit did to a file: A added, M modified, R renamed (and maybe modified), D deleted.

    Shape: `blob` is the object that holds the new text, empty for a deleted file and for what is no file.
    """

    kind: Literal["A", "M", "R", "D"]
    path: str
    blob: str
    old_path: str = ""


class Commit(NamedTuple):
    """A commit on the first parent, with what it did to the files that were asked for.

    Shape: `tip` is the commit that a merge brings in, the commit itself where there is only one parent.
    Unit: `at` is the committer's date, ISO 8601 with its offset.
    """

    id: str
    tip: str
    at: str
    changes: tuple[FileChange, ...]


class Git:
    """One repository.

    Errors: every method raises `GitError` when git can't do it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _state(self) -> tuple[bool, str | None]:
        """Whether only a part of the past was fetched, and the commit at `HEAD`, both by one run of git."""
        try:
            shallow, commit = self._text("rev-parse", "--is-shallow-repository", "HEAD^{commit}").split("\n")
        except GitError:  # there is no commit yet, or worse
            return self._text("rev-parse", "--is-shallow-repository") == "true", None
        return shallow == "true", commit

    @property
    def is_shallow(self) -> bool:
        """Whether only a part of the past was fetched."""
        return self._state[0]

    def find_commit(self, revision: str = "HEAD") -> str | None:
        """The id of a commit; `None` if the revision names none, as in a repository without commits."""
        try:
            return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitError as error:
            if error.why:
                raise
            return None

    def find_head(self, revision: str = "HEAD") -> str | None:
        """The id of a commit; `None` if there is none, or if the clone is shallow, so that more may be fetched."""
        shallow, head = self._state
        return None if shallow else head if revision == "HEAD" else self.find_commit(revision)

    def boundary(self) -> frozenset[str]:
        """Commits of a shallow clone whose parents were not fetched."""
        if not self.is_shallow:
            return frozenset()
        path = Path(self._text("rev-parse", "--git-path", "shallow"))
        return frozenset((path if path.is_absolute() else self.folder / path).read_text(encoding="ascii").split())

    def log(self, revision: str, paths: Sequence[str], *, after: str = "") -> list[Commit]:
        """The commits along the first parent that touched files below some paths, oldest first.

        Shape: `paths` are folders from the root of the repository, `.` for all; with `after`, only what came after it.
        """
        revisions = (revision, f"^{after}") if after else (revision,)
        form = "--format=%x02%H%x00%P%x00%cI"
        out = self.run(
            *("log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--raw", "-M50%", "-l0"),
            *("--no-abbrev", "--no-ext-diff", "--no-color", "-z", form, *revisions, "--"),
            *(f":(top,literal){path}" if path != "." else ":(top)" for path in paths),
        )
        return list(_commits(out))

    def is_on_first_parent(self, commit: str, of: str) -> bool:
        """Whether one commit comes before another along the first parent, or is the same."""
        if commit == of:
            return True
        try:
            lines = self._text("rev-list", "--first-parent", "--parents", of, f"^{commit}").split("\n")
        except GitError:
            return False
        return bool(lines[-1]) and lines[-1].split(" ")[1:2] == [commit]

    def is_kept(self, commit: str) -> bool:
        """Whether some branch or tag still leads to a commit."""
        try:
            return bool(self._text("for-each-ref", "--count=1", f"--contains={commit}"))
        except GitError:  # it is not there any more
            return False

    def read_blobs(self, ids: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """The content of objects, in the order asked for; `None` for one that is not there."""
        for start in range(0, len(ids), _BLOBS_AT_ONCE):
            some = ids[start : start + _BLOBS_AT_ONCE]
            out = self.run("cat-file", "--batch", input="".join(f"{id}\n" for id in some).encode())
            at = 0
            for id in some:
                end = out.index(b"\n", at)
                head = out[at:end].split(b" ")
                size = (
                    int(head[2]) if len(head) == 3 else -1
                )  # of what is missing nothing follows, not even a line's end
                yield id, out[end + 1 : end + 1 + size] if head[1] == b"blob" else None
                at = end + size + 2

    def read_written(self, ids: Iterable[str]) -> dict[str, str]:
        """When commits were written, by id: the author's date, ISO 8601 with its offset."""
        lines = "".join(f"{id}\n" for id in sorted(set(ids))).encode()
        out = self.run("log", "--no-walk=unsorted", "--stdin", "--format=%H %aI", input=lines).decode("ascii")
        return dict(line.split(" ", 1) for line in out.splitlines() if " " in line)

    def _text(self, *arguments: str) -> str:
        return self.run(*arguments).decode("utf-8", errors="surrogateescape").strip()

    def run(self, *arguments: str, input: bytes = b"") -> bytes:
        """What a command of git prints."""
        return run_git(self.folder, arguments, input=input)


def blob_of(text: str) -> str:
    """The id of the object that holds a file of this text, in a repository that names objects by SHA-1.

    Source: https://git-scm.com/docs/git-hash-object
    """
    data = text.encode()
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def run_git(folder: Path, arguments: Sequence[str], *, input: bytes = b"") -> bytes:
    """What a git command prints when it runs in a folder.

    Errors: `GitError` if git is not installed, or ends with an error.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    command = ["git", *_SAFE, *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env=environment, input=input, capture_output=True, check=False)
    except FileNotFoundError:
        if not folder.is_dir():
            raise GitError(str(folder), "there is no such folder") from None
        raise GitError(str(folder), "git is not installed", help="install git 2.31 or newer") from None
    except OSError as error:
        raise GitError(str(folder), (error.strerror or "git cannot be started").lower()) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip()
        if "dubious ownership" in said:
            help = f"if you trust it: git config --global --add safe.directory {_named(said) or folder}"
            raise GitError(str(folder), "it belongs to another user, so git does not open it", help=help)
        lines = (line.removeprefix("fatal: ").removeprefix("error: ") for line in said.splitlines())
        raise GitError(str(folder), next(lines, ""))
    return done.stdout


def _named(said: str) -> str:
    """The folder that git puts in quotes."""
    return said.partition("'")[2].partition("'")[0]


def find_git(folder: Path) -> Git | None:
    """The repository that holds a folder, bare ones too; `None` if there is none.

    Errors: `GitError` if there is one that git refuses to read, or git is not installed.
    """
    if not any((each / ".git").exists() for each in (folder, *folder.parents)) and not (folder / "HEAD").is_file():
        return None
    git = Git(folder)
    git.is_shallow  # noqa: B018 - says whether git reads it at all
    return git


def _commits(out: bytes) -> Iterator[Commit]:
    """What `git log --raw -z` prints, as commits."""
    tokens = iter(out.decode("utf-8", errors="surrogateescape").split("\0"))
    token = next(tokens, "")
    while token.startswith("\x02"):
        id, parents, at = token[1:], next(tokens, "").split(), next(tokens, "")
        changes: list[FileChange] = []
        token = next(tokens, "").lstrip("\n")
        while token.startswith(":"):
            changes.append(_change(token, tokens))
            token = next(tokens, "").lstrip("\n")
        yield Commit(id, parents[1] if len(parents) > 1 else id, at, tuple(changes))


def _change(token: str, tokens: Iterator[str]) -> FileChange:
    """One line of `--raw`; a change of what kind of thing a file is counts as a modification."""
    _, new_mode, _, blob, kind = token.split(" ")
    path = next(tokens)
    letter = kind[:1]
    if letter == "D":
        return FileChange("D", path, "")
    id = "" if new_mode in _NO_FILES else blob
    if letter == "R":
        return FileChange("R", next(tokens), id, path)
    return FileChange("A" if letter == "A" else "M", path, id)
