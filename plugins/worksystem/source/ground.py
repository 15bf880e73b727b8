"""What an answer rests on: files and folders, by their content and never by their date, and so what `HEAD` is.

Looking takes no longer than reading: nothing is imported that would take longer, and git is run only for what git alone
can tell, which are the files that it knows or would take.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from stat import S_IFMT, S_ISREG

from worksystem.source.content import digest_of
from worksystem.source.listing import is_inside, list_names
from worksystem.source.root import find_git_folders, upwards

__all__ = ["TODAY", "head_places", "holds", "look_at"]

TODAY = "day:"
_HEAD, _LINK = "HEAD", b"ref: "
_AS_IT_IS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def look_at(places: Iterable[str]) -> dict[str, str]:
    """What is at some places.

    Shape: a name for the content of a file, empty if it cannot be read; of a folder, which ends with a slash, one for
    the content of all that is in it. Before a path `names:` asks only for the names that `list_names` gives, `tracked:`
    for those of `list_tracked`, `kind:` for whether there is a file, a folder, a link or nothing; `inside:` with a
    root, a NUL and a path asks whether something is there, and `TODAY` what day it is here.
    """
    return {place: _look(place) for place in places}


def holds(seen: dict[str, str]) -> bool:
    """Whether the same is there still."""
    return all(_look(place) == there for place, there in seen.items())


def head_places(folder: str) -> list[str]:
    """The places where git finds out what `HEAD` is for a folder, or for a bare repository.

    Source: https://git-scm.com/docs/gitrepository-layout
    """
    found = []
    for place in upwards(folder):
        found += [f"{place}/.git", f"{place}/.git/{_HEAD}", f"{place}/{_HEAD}"]
        own, shared = find_git_folders(place) or (place, place)
        if os.path.isfile(f"{own}/{_HEAD}") and os.path.isdir(f"{shared}/objects"):
            return [*found, *_head(own, shared)]
    return found


def _head(own: str, shared: str) -> Iterator[str]:
    """What `HEAD` says, and what the branches say that it leads to; where one is not on its own, all of them."""
    yield from (f"{own}/commondir", f"{shared}/shallow")
    path, done = f"{own}/{_HEAD}", set[str]()
    while path not in done:
        yield path
        done.add(path)
        said = _read(path)
        if said is None:
            yield from (f"{shared}/packed-refs", f"{shared}/reftable/", f"{own}/reftable/")
        elif said.startswith(_LINK):
            path = f"{shared}/{os.fsdecode(said.removeprefix(_LINK).strip())}"


def _look(place: str) -> str:
    kind, mark, rest = place.partition(":")
    look = _LOOKS.get(kind) if mark else None
    if look is not None:
        return look(rest)
    return _folder(place) if place.endswith("/") else _file(place)


def _file(path: str) -> str:
    data = _read(path)
    return "" if data is None else digest_of(data)


def _folder(path: str) -> str:
    listed = sorted((name.removeprefix(path), what) for name, what in _walk(path))
    return digest_of("\0".join(f"{name}\0{what}" for name, what in listed).encode(errors="surrogateescape"))


def _walk(folder: str) -> Iterator[tuple[str, str]]:
    """Every path below a folder, with what is there; links are not followed."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        else:
            yield entry.path, _file(entry.path) if entry.is_file(follow_symlinks=False) else "no file"


def _read(path: str) -> bytes | None:
    """What stands in a file; `None` where there is none, or it cannot be read."""
    try:
        handle = os.open(path, _AS_IT_IS)  # to open a pipe would be to wait for who writes
    except OSError:
        return None
    try:
        state = os.fstat(handle)
        if not S_ISREG(state.st_mode):
            return None
        most = state.st_size + 1
        data = part = os.read(handle, most)
        while len(part) == most:  # it has grown meanwhile
            part = os.read(handle, most)
            data += part
        return data
    except OSError:
        return None
    finally:
        os.close(handle)


def _tracked(repository: str) -> str:
    from worksystem.source.tracked import digest_tracked

    return digest_tracked(repository)


def _kind(path: str) -> str:
    try:
        return oct(S_IFMT(os.lstat(path).st_mode))
    except (OSError, ValueError):
        return ""


def _inside(place: str) -> str:
    root, _, path = place.partition("\0")
    return str(is_inside(root, path))


_LOOKS: dict[str, Callable[[str], str]] = {
    "names": lambda folder: list_names(folder).digest,
    "kind": _kind,
    "tracked": _tracked,
    "inside": _inside,
    "day": lambda _: time.strftime("%Y-%m-%d"),
}
