"""Comments that take a finding out: `# worksystem: ignore WS203 -- reason`.

One stands at the end of the line concerned or alone above it; `ignore-file` stands at the top and covers the file.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from worksystem.check.selection import suggest_rule
from worksystem.diagnostics import Diagnostic
from worksystem.graph.finding import Finding
from worksystem.position import Place, Position, Span, split_lines
from worksystem.rules.rule import Rule
from worksystem.source.comments import Comment, find_comments
from worksystem.source.document import Document

__all__ = ["Ignore", "Ignores", "collect_ignores"]

_MARK = "worksystem:"
_SHAPE = re.compile(
    r"worksystem:\s*(?P<verb>[\w-]*)\s*(?P<rules>.*?)\s*(?:(?:^|(?<=\s))(?:--|[\u2013\u2014])(?:\s+(?P<reason>.*))?)?",
    re.DOTALL,
)
_EXAMPLE = "write `worksystem: ignore WS203 -- the reason`"


@dataclass(slots=True)
class Ignore:
    """One code in one comment; `line` is the line it covers, `None` for the whole file."""

    rule: Rule
    path: str
    line: int | None
    place: Place
    used: bool = False


@dataclass(slots=True)
class Ignores:
    """All ignore comments of a work system, and what is wrong with them."""

    by_place: dict[tuple[str, int | None, str], Ignore] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0

    @property
    def rules(self) -> frozenset[Rule]:
        """The rules that comments name."""
        return frozenset(ignore.rule for ignore in self.by_place.values())

    def take(self, diagnostic: Diagnostic, *, counts: bool) -> bool:
        """Whether a comment takes this finding out; the comment is used from then on. `counts`: it would be shown."""
        path, line = diagnostic.place.path, diagnostic.place.span.start.line
        for where in (line, None):
            ignore = self.by_place.get((path, where, diagnostic.code))
            if ignore is not None:
                ignore.used = True
                self.taken += counts
                return True
        return False

    def find_unused(self, ran: Callable[[Rule, str], bool]) -> Iterator[Finding]:
        """A finding for each comment that took nothing out although its rule ran on its file."""
        for ignore in self.by_place.values():
            if not ignore.used and ran(ignore.rule, ignore.path):
                where = "in this file" if ignore.line is None else f"in line {ignore.line}"
                message = f"{ignore.rule.code} {ignore.rule.name} finds nothing {where}, so there is nothing to ignore"
                yield Finding("WS903", message, place=ignore.place, help="take the comment out")


def collect_ignores(documents: Iterable[Document], rules: Sequence[Rule]) -> Ignores:
    """Read the ignore comments of all files; those that do not mention us are not looked into."""
    ignores = Ignores()
    for document in documents:
        if _MARK in document.text:
            _collect(document, rules, ignores)
    return ignores


def _collect(document: Document, rules: Sequence[Rule], ignores: Ignores) -> None:
    comments = find_comments(document)
    alone = {comment.line for comment in comments if comment.alone}
    for comment in comments:
        match = _SHAPE.fullmatch(comment.text)
        if match is None:
            continue
        place = _place(document, comment)
        verb, reason = match["verb"], match["reason"]
        if verb not in ("ignore", "ignore-file"):
            message = f'"{verb}" is nothing that a comment can ask of the checker'
            ignores.findings.append(Finding("WS904", message, place=place, help=_EXAMPLE))
            continue
        if verb == "ignore-file" and not _is_at_top(document, comment):
            message = "ignore-file stands below the first value of the file, where it has no effect"
            ignores.findings.append(Finding("WS904", message, place=place, help="move the comment to the first line"))
            continue
        line = None if verb == "ignore-file" else _covered(document, comment, alone)
        names = [name for name in re.split(r"[\s,]+", match["rules"]) if name]
        if not names:
            ignores.findings.append(Finding("WS904", "the comment names no rule to ignore", place=place, help=_EXAMPLE))
        elif not reason:
            message = f"the comment gives no reason to ignore {', '.join(names)}"
            ignores.findings.append(Finding("WS901", message, place=place, help="write the reason after --"))
        for name in names:
            rule = next((rule for rule in rules if name.upper() == rule.code or name.lower() == rule.name), None)
            if rule is None:
                message = f'no rule is called "{name}"'
                ignores.findings.append(Finding("WS902", message, place=place, help=suggest_rule(name, rules)))
            else:
                ignores.by_place[document.path, line, rule.code] = Ignore(rule, document.path, line, place)


def _place(document: Document, comment: Comment) -> Place:
    line = split_lines(document.text)[comment.line - 1].rstrip()
    closing = line.find("-->", comment.column)
    end = len(line) if closing < 0 else closing + len("-->")
    return Place(
        document.path, Span(Position(comment.line, comment.column), Position(comment.line, end + 1)), "", comment.text
    )


def _covered(document: Document, comment: Comment, alone: set[int]) -> int:
    """The line that a comment speaks of: its own, or below a comment that stands alone the first that is no comment."""
    if not comment.alone:
        return comment.line
    lines = split_lines(document.text)
    line = comment.line + 1
    while line in alone or (line <= len(lines) and not lines[line - 1].strip()):
        line += 1
    return line


def _is_at_top(document: Document, comment: Comment) -> bool:
    above = split_lines(document.text)[: comment.line - 1]
    return comment.alone and all(
        line.strip() in ("", "---") or line.lstrip().startswith(("#", "<!--")) for line in above
    )
