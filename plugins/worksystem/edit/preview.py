"""What a draft would change, as a unified diff that `git apply` takes."""

from collections.abc import Iterator
from difflib import unified_diff
from typing import Final

from worksystem.edit.draft import Draft, Drafted

__all__ = ["render_diff"]

_NO_END: Final = "\\ No newline at end of file\n"


def render_diff(draft: Draft) -> str:
    """The diff of all files, by path; empty where nothing changes."""
    return "".join(line for file in draft.files for line in _render(file))


def _render(file: Drafted) -> Iterator[str]:
    was = file.was or file.path
    yield f"diff --git a/{was} b/{file.path}\n"
    if file.was is None:
        yield "new file mode 100644\n"
    elif was != file.path:
        yield f"rename from {was}\nrename to {file.path}\n"
    before, after = _lines(file.before), _lines(file.after)
    for line in unified_diff(before, after, f"a/{was}" if file.was else "/dev/null", f"b/{file.path}"):
        yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def _lines(data: bytes) -> list[str]:
    parts = data.decode(errors="replace").split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
