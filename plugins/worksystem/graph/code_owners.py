"""The format of CODEOWNERS, by which a forge knows whom to ask for a review: lines, patterns, and what of it is ours.

Source: https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners,
https://docs.gitlab.com/user/project/codeowners/reference/
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from worksystem.position import Place, Position, Span

if TYPE_CHECKING:
    from codeowners import CodeOwners

__all__ = [
    "BEGIN",
    "END",
    "CodeFiles",
    "Line",
    "OwnersText",
    "Token",
    "find_flaw",
    "find_match",
    "find_part",
    "to_pattern",
    "weave",
]

BEGIN: Final = "# worksystem begin"
END: Final = "# worksystem end"
_TOKEN: Final = re.compile(r"(?:\\.|\S)+")
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*")
_SECTION: Final = re.compile(r"\^?\[[^\]]+\](?:\[\d+\])?")
_SPACE: Final = re.compile(r"(?<!\\)\s")
_PART: Final = re.compile(rf"^{BEGIN}[ \t]*\r?$.*?^{END}[ \t]*(?=\r?$)", re.MULTILINE | re.DOTALL)


class CodeFiles(Struct, frozen=True):
    """What the repository holds, for the question whom the forge asks.

    Shape: `path` is where CODEOWNERS stands, or would; `text` is what it says, `None` where there is no such file;
    `files` are the paths of all files, sorted; `work` is the path of the folder `work`.
    """

    path: str
    text: str | None
    files: tuple[str, ...]
    work: str


class Token(Struct, frozen=True):
    """A word of a line. Unit: `column` counts from 1."""

    text: str
    column: int


class Line(Struct, frozen=True):
    """A line with a pattern, or the head of a section, whose `pattern` is empty and whose owners its lines inherit.

    Shape: `section` is 0 before the first head; sections ask independently of each other. Unit: `number` counts from 1.
    """

    number: int
    section: int
    pattern: str
    owners: tuple[Token, ...]

    def place(self, path: str, token: Token) -> Place:
        """Where one of its words stands, in the file of this path."""
        start = Position(self.number, token.column)
        return Place(path, Span(start, Position(self.number, token.column + len(token.text))), "", token.text)


class OwnersText(Struct, frozen=True, dict=True):
    """A CODEOWNERS file."""

    text: str

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What is neither empty nor a comment."""
        return tuple(_read(self.text))

    @cached_property
    def _sections(self) -> tuple["CodeOwners", ...]:
        from codeowners import CodeOwners

        told: dict[int, list[str]] = {}
        default = ""
        for line in self.lines:
            owners = " ".join(token.text for token in line.owners)
            if not line.pattern:
                default = owners
            elif find_flaw(line.pattern.removeprefix("!")) is None:
                is_out = line.pattern.startswith("!")
                said = "" if is_out else owners or default
                told.setdefault(line.section, []).append(f"{line.pattern.removeprefix('!')} {said}")
        return tuple(CodeOwners("\n".join(each)) for each in told.values())

    def owners_of(self, path: str) -> tuple[str, ...]:
        """Whom the forge asks about a file, sorted; of the lines that match, the last one of each section counts."""
        return tuple(sorted({owner for section in self._sections for _, owner in section.of(path)}))


def _read(text: str) -> Iterator[Line]:
    section = 0
    for number, line in enumerate(text.split("\n"), start=1):
        said = _COMMENT.sub("", line)
        head = _SECTION.match(said)
        section += head is not None
        tokens = [Token(found[0], found.start() + 1) for found in _TOKEN.finditer(said, head.end() if head else 0)]
        pattern = "" if head or not tokens else tokens.pop(0).text
        if head or pattern:
            yield Line(number, section, pattern, tuple(token for token in tokens if "@" in token.text))


def find_flaw(glob: str) -> str | None:
    """What makes a pattern one that GitHub passes over, in words; `None` if nothing does."""
    if glob.startswith("!"):
        return "begins with !"
    return "has brackets" if "[" in glob or "]" in glob else None


def to_pattern(glob: str) -> str:
    """A pattern below the root of the repository, as CODEOWNERS has it: `infra/**` is `/infra/`."""
    pattern = "/" + glob.strip().lstrip("/")
    if pattern.endswith("/**"):
        pattern = pattern[:-2]
    return "*" if pattern == "/" else _SPACE.sub(r"\\ ", pattern)


@lru_cache(maxsize=256)
def _matcher(pattern: str) -> OwnersText:
    return OwnersText(f"{pattern} @somebody")


def find_match(pattern: str, files: Iterable[str]) -> str | None:
    """The first of some files that a pattern of CODEOWNERS names."""
    matcher = _matcher(pattern)
    return next((path for path in files if matcher.owners_of(path)), None)


def find_part(text: str) -> tuple[int, int] | None:
    """Where the part between our marks begins and ends, marks included; `None` if one of them is missing."""
    found = _PART.search(text)
    return None if found is None else found.span()


def weave(text: str, part: str) -> str:
    """A file with our part as it should be and all other lines as they are; without marks it is added at the end.

    Shape: in a file whose lines all end with CRLF, those of the part do too.
    """
    there = find_part(text)
    part = part.removesuffix("\n")
    if "\n" in text and text.count("\n") == text.count("\r\n"):
        return weave(text.replace("\r\n", "\n"), part).replace("\n", "\r\n")
    if there is not None:
        return f"{text[: there[0]]}{part}{text[there[1] :]}"
    kept = text.rstrip("\n")
    return f"{kept}\n\n{part}\n" if kept else f"{part}\n"
