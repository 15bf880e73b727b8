"""Git repositories for tests: commits with fixed dates and nobody's settings."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.systems import write_files

__all__ = ["commit", "git"]

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


def commit(folder: Path, files: Mapping[str, str | None], at: str) -> str:
    """Write files, take those out that are `None`, and commit all; a repository is made where there is none.

    Shape: the commit's id. Unit: `at` is ISO 8601 with its offset; for a mere day it is noon UTC.
    """
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "--quiet", "--initial-branch=main")
    write_files(folder, {path: text for path, text in files.items() if text is not None})
    for path, text in files.items():
        if text is None:
            (folder / path).unlink()
    at = at if "T" in at else f"{at}T12:00:00+00:00"
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "change", at=at)
    return git(folder, "rev-parse", "HEAD")
