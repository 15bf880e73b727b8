"""Where a branch left what it is compared with, which files it changed since, and who wrote that."""

import os
from pathlib import Path

from msgspec import Struct

from worksystem.errors import RevisionError
from worksystem.source.checkout import Checkout
from worksystem.source.revision import Repository, find_commit

__all__ = ["Parting", "find_parting"]


class Parting(Struct, frozen=True):
    """What a branch has and what it is compared with has not.

    Shape: `named` is what it is compared with and `tip` its commit; `commit` is the last one that both have; `head` is
    the branch's, and behind it come the files as they are today unless a revision was asked for. `behind` counts the
    commits of `tip` that `head` lacks, `ahead` those of `head` that `tip` lacks; `changed` are the paths that differ
    from `commit`, sorted; `mails` are the addresses of those who wrote the commits since, and of whoever has changes
    that are not committed.
    """

    named: str
    tip: str
    commit: str
    head: str
    behind: int
    ahead: int
    changed: tuple[str, ...]
    mails: tuple[str, ...]


def find_parting(folder: Path, named: str, *, branch: str = "main", at: str | None = None) -> Parting:
    """Where the work system in a folder left a branch or commit.

    Shape: without `named` it is `branch`, or else that of the remote called origin; `at` is a commit or name of one.
    Errors: `RevisionError` if there is no git, no such commit, or nothing that both have in common.
    """
    checkout = Checkout.of(folder)
    asked = named or branch
    if not (checkout.repository / ".git").exists():
        help = "run this in a clone; without git there is nothing to compare with"
        raise RevisionError(asked, f"{checkout.folder} lies in no git repository", help=help)
    git = Repository(checkout.repository, asked)
    head = _get_commit(Repository(checkout.repository, at or "HEAD"), at or "HEAD")
    names = (named,) if named else (branch, f"origin/{branch}")
    found = next(((name, commit) for name in names if (commit := find_commit(git, name)) is not None), None)
    if found is None:
        raise _unknown(git, names)
    asked, tip = found
    commit = git.ask("merge-base", tip, head)[0]
    if not commit:
        raise _unrelated(Repository(checkout.repository, asked))
    behind = int(git.do("rev-list", "--count", f"{head}..{tip}").decode())
    changed = _changed(git, commit, head if at else "")
    ahead = git.do("log", "--format=%ae", f"{commit}..{head}").decode("utf-8", "replace").splitlines()
    mails = {mail.strip() for mail in ahead} - {""}
    if not at and _changed(git, head, ""):
        mails |= {git.ask("config", "user.email")[0] or ""}
    return Parting(asked, tip, commit, head, behind, len(ahead), changed, tuple(sorted(mails)))


def _get_commit(git: Repository, name: str) -> str:
    commit = find_commit(git, name)
    if commit is None:
        if name == "HEAD":
            raise RevisionError(name, "the repository has no commit yet", help="commit the files first")
        raise _unknown(git, (name,))
    return commit


def _changed(git: Repository, commit: str, head: str) -> tuple[str, ...]:
    """The paths that differ between a commit and another, or the files as they are today."""
    listed = git.do("diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit, *([head] if head else []))
    if not head:
        listed += git.do("ls-files", "--others", "--exclude-standard", "-z")
    return tuple(sorted({*os.fsdecode(listed).split("\0")} - {""}))


def _is_shallow(git: Repository) -> bool:
    return git.ask("rev-parse", "--is-shallow-repository")[0] == "true"


def _unknown(git: Repository, names: tuple[str, ...]) -> RevisionError:
    if _is_shallow(git):
        why = "the clone is shallow and does not hold it"
        return RevisionError(git.revision, why, help="fetch it in full: git fetch --unshallow")
    why = f"git knows no commit called {' or '.join(names)}"
    return RevisionError(git.revision, why, help="name a branch, tag or commit; git fetch brings what is new")


def _unrelated(git: Repository) -> RevisionError:
    if _is_shallow(git):
        why = "the clone is shallow and does not hold the commit where the two part"
        return RevisionError(git.revision, why, help="fetch it in full: git fetch --unshallow")
    why = "it has no commit in common with what is compared"
    return RevisionError(git.revision, why, help="name a branch of the same history")
