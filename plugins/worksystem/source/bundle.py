"""Git bundles: a repository in one file, unpacked once and read like any other.

Source: https://git-scm.com/docs/git-bundle
"""

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

from worksystem.errors import GitError
from worksystem.source.cache import Cache
from worksystem.source.git import Git, run_git

__all__ = ["is_bundle", "open_bundle", "places_of"]

_SIGNATURES: Final = (b"# v2 git bundle\n", b"# v3 git bundle\n")


def is_bundle(path: Path) -> bool:
    """Whether a file is a git bundle."""
    try:
        with path.open("rb") as file:
            return file.readline(40) in _SIGNATURES
    except OSError:
        return False


def places_of(path: Path) -> list[str]:
    """The places that tell what `HEAD` is in a bundle or a repository, as `ground.look_at` knows them."""
    from worksystem.source.ground import head_places

    return [str(path)] if is_bundle(path) else head_places(str(path))


def open_bundle(path: Path, cache: Cache) -> Git:
    """The repository in a bundle.

    Shape: it is unpacked into the cache, by its content; where there is none, into a temporary folder that goes with
    the process.
    Errors: `GitError` if git cannot unpack it.
    """
    with path.open("rb") as file:
        name = sha256(file.read()).hexdigest()[:32]
    folder = cache.path("bundles")
    if folder is None:
        return Git(_unpack(path, Path(_temporary())))
    place = sha256(os.fsencode(path)).hexdigest()[:8]
    target = folder / f"{place}-{name}"
    if not (target / "HEAD").is_file():
        import shutil
        import tempfile

        for former in folder.glob(f"{place}-*"):
            shutil.rmtree(former, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=folder))
        try:
            os.replace(_unpack(path, aside), target)
        except OSError:  # another process was faster
            shutil.rmtree(aside, ignore_errors=True)
            if not (target / "HEAD").is_file():
                raise GitError(str(path), "it cannot be unpacked") from None
    return Git(target)


def _unpack(path: Path, into: Path) -> Path:
    try:
        with path.open("rb") as file:
            form = "sha256" if b"@object-format=sha256\n" in file.read(200) else "sha1"
        run_git(into, ("init", "--quiet", "--bare", "--template=", f"--object-format={form}"))
        listed = run_git(into, ("bundle", "unbundle", str(path.resolve())))
        _name_branches(into, listed)
        _find_head(path, into)
    except GitError as error:
        import shutil

        shutil.rmtree(into, ignore_errors=True)
        why = "it lacks commits that it builds on" if "prerequisite" in error.why else error.why
        raise GitError(str(path), why, help="make it anew: git bundle create FILE HEAD --all") from None
    return into


def _name_branches(folder: Path, listed: bytes) -> None:
    """Give the unpacked commits the names that the bundle lists, and `HEAD` the branch that is the same commit."""
    pairs = [line.split(b" ", 1) for line in listed.splitlines() if b" " in line]
    head = next((commit for commit, name in pairs if name == b"HEAD"), None)
    named = [(commit, name) for commit, name in pairs if name.startswith(b"refs/")]
    lines = b"".join(b"create %s\0%s\0" % (name, commit) for commit, name in named)
    run_git(folder, ("update-ref", "-z", "--stdin"), input=lines)
    if head is not None:
        branch = next((name for commit, name in named if commit == head and name.startswith(b"refs/heads/")), None)
        to = (
            ("symbolic-ref", "HEAD", os.fsdecode(branch))
            if branch
            else ("update-ref", "--no-deref", "HEAD", head.decode())
        )
        run_git(folder, to)


def _find_head(path: Path, folder: Path) -> None:
    """See to it that there is a branch to read along.

    Errors: `GitError` if the bundle names none, and has not just one.
    """
    if Git(folder).find_commit() is not None:
        return
    branches = run_git(folder, ("for-each-ref", "--format=%(refname)", "refs/heads")).decode().split()
    if len(branches) != 1:
        raise GitError(str(path), "it does not say which of its branches counts")
    run_git(folder, ("symbolic-ref", "HEAD", branches[0]))


def _temporary() -> str:
    import atexit
    import shutil
    import tempfile

    folder = tempfile.mkdtemp(prefix="worksystem-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
