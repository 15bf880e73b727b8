"""Git repositories for tests: commits with fixed dates and nobody's settings."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.systems import write_files

__all__ = ["Files", "commit", "git", "make_repository", "merge"]

Files = Mapping[str, str | None]

_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
}


def git(folder: Path, *arguments: str, at: str = "2026-01-01T12:00:00+00:00", input: str | None = None) -> str:
    """Run git in a folder at a moment; what it prints, without the end of the last line."""
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    environment = {**os.environ, **_NOBODY, **dates}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, input=input, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path, files: Files, at: str) -> str:
    """Write files, take those out that are `None`, and commit all; a repository is made where there is none.

    Shape: the commit's id. Unit: `at` is ISO 8601 with its offset; for a mere day it is noon UTC.
    """
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
    kept = folder / "work" / "worksystem.yml"
    settings = {"work/worksystem.yml": kept.read_text(encoding="utf-8")} if kept.is_file() else {}
    write_files(folder, {**settings, **{path: text for path, text in files.items() if text is not None}})
    for path, text in files.items():
        if text is None:
            (folder / path).unlink()
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "change", at=_moment(at))
    return git(folder, "rev-parse", "HEAD")


def make_repository(folder: Path, *commits: tuple[str, Files]) -> Path:
    """A repository with some commits, each a day or moment and its files; see `commit`."""
    for at, files in commits:
        commit(folder, files, at)
    return folder


def merge(folder: Path, branch: str, commits: Iterable[tuple[str, Files]], at: str, *, squash: bool = False) -> str:
    """Commit on a new branch, then bring it in: with a merge at a moment, or squashed into one commit."""
    main = git(folder, "symbolic-ref", "--short", "HEAD")
    git(folder, "switch", "--quiet", "--create", branch)
    make_repository(folder, *commits)
    git(folder, "switch", "--quiet", main)
    git(
        folder,
        "merge",
        "--quiet",
        *(["--squash"] if squash else ["--no-ff", "--message", "merge"]),
        branch,
        at=_moment(at),
    )
    return commit(folder, {}, at) if squash else git(folder, "rev-parse", "HEAD")


def _moment(at: str) -> str:
    return at if "T" in at else f"{at}T12:00:00+00:00"
