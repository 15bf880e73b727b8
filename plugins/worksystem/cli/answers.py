"""Answers that were given before: kept with what they rest on, and given again while all of that is the same.

Finding one imports next to nothing, since that would take longer than everything else.
"""

import os
import sys
from collections.abc import Sequence

from worksystem.cli.output import has_colour, terminal_width
from worksystem.cli.version import find_build
from worksystem.source.content import digest_of
from worksystem.source.ground import holds
from worksystem.source.root import find_cache, find_root, text_place

__all__ = ["Answer", "Question", "find_answer", "find_question", "keep_answer", "split_arguments"]

_ROOM = "said"
_NOTE = "!"
_CHOSEN = ("GIT_", "WORKSYSTEM_")


class Answer:
    """What a command prints, what it says beside that, and its exit code.

    Shape: `seen` is what it rests on, as it was while that was read, in the words of `look_at`; without it the answer
    is given only once. `made_from` is in memory as long as the answer is: to free it piece by piece takes
    longer than to give the answer.
    """

    def __init__(
        self,
        text: str,
        *,
        notes: Sequence[str] = (),
        code: int = 0,
        seen: dict[str, str] | None = None,
        made_from: object = None,
    ) -> None:
        self.text = text
        self.made_from = made_from
        self.notes = notes
        self.code = code
        self.seen = seen or {}


class Question:
    """What was asked, where and how, as one name; and the folder in which answers to it are kept."""

    def __init__(self, name: str, cache: str) -> None:
        self.name = name
        self.cache = cache


def split_arguments(arguments: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The folder that is named before the command, empty for the present one; and the command with what follows."""
    return (arguments[1], arguments[2:]) if len(arguments) > 1 and arguments[0] == "-C" else ("", arguments)


def find_question(arguments: Sequence[str]) -> Question | None:
    """What the arguments ask for here; `None` where no answer can be kept."""
    named, asked = split_arguments(arguments)
    if not asked or asked[0].startswith("-"):
        return None
    try:
        folder, settings = os.path.realpath(named), os.path.realpath(os.path.join(named, "work", "worksystem.yml"))
        root = find_root(folder)
        cache = find_cache(root)
        if cache is None:
            return None
        chosen = [f"{name}={os.environ[name]}" for name in sorted(os.environ) if name.startswith(_CHOSEN)]
        form = f"{has_colour(sys.stdout)} {terminal_width(0)}"
        parts = (os.getcwd(), folder, root or "", settings, form, *chosen, "", *arguments)
    except (OSError, ValueError):
        return None
    return Question(digest_of("\0".join(parts).encode(errors="surrogateescape")), cache)


def find_answer(question: Question) -> Answer | None:
    """The answer that was given before; `None` if there is none, or anything that it rests on is not the same."""
    try:
        with open(text_place(question.cache, _ROOM, question.name), "rb", buffering=0) as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_uid != os.geteuid():  # somebody else's word
                return None
            head, _, text = file.read().decode().partition("\n\n")
        build, code, *lines = head.split("\n")
        parts = [line.partition(" ") for line in lines]
        seen = {place: there for there, _, place in parts if there != _NOTE}
        notes = [note for mark, _, note in parts if mark == _NOTE]
        given = Answer(text, notes=notes, code=int(code), seen=seen)
    except (OSError, ValueError):
        return None
    return given if seen and build == find_build() and holds(seen) else None


def keep_answer(question: Question, answer: Answer) -> None:
    """Keep an answer with what it rests on."""
    from pathlib import Path

    from worksystem.source.cache import Cache

    lines = [f"{there} {place}" for place, there in answer.seen.items()] + [f"{_NOTE} {note}" for note in answer.notes]
    if not any("\n" in line for line in lines):
        head = "\n".join((find_build(), str(answer.code), *lines))
        Cache(Path(question.cache)).put_text(_ROOM, question.name, f"{head}\n\n{answer.text}")
