"""Comments that take a finding out: `# worksystem: ignore WS203 until 2026-12-31 -- reason`.

One stands at the end of the line concerned or alone above it; `ignore-file` stands at the top and covers the file.
What is ignored until a day is a finding again from the next day on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct, field

from worksystem.change import Reword
from worksystem.check.selection import suggest_rule
from worksystem.diagnostics import Diagnostic, Fix
from worksystem.graph.finding import Finding
from worksystem.model.values import WorkDate, find_date
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
_PARTS = re.compile(r"(.*?ignore(?:-file)?\s+)(.*?)((?:\s+until\b|\s*(?:--|[\u2013\u2014])).*|\s*)", re.DOTALL)
_EXAMPLE = "write `worksystem: ignore WS203 -- the reason`"
_UNTIL = "until"
_CODE = re.compile(r"[A-Za-z]{1,4}-?[0-9O]+")


class Ignore(Struct):
    """One code in one comment.

    Shape: `line` is the line it covers, `None` for the whole file; `until` is its last day; `comment` is the comment
    as it is written and `named` how it names the rule; `used` once there was something to ignore.
    """

    rule: Rule
    path: str
    line: int | None
    place: Place
    comment: str
    named: str
    until: WorkDate | None = None
    used: bool = False

    def is_over(self, as_of: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until.last < as_of


class Ignores(Struct):
    """All ignore comments of a work system, and what is wrong with them."""

    as_of: date
    by_place: dict[tuple[str, int | None, str], Ignore] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0

    @property
    def rules(self) -> frozenset[Rule]:
        """The rules that comments name."""
        return frozenset(ignore.rule for ignore in self.by_place.values())

    def take(self, diagnostic: Diagnostic, *, counts: bool) -> bool:
        """Whether a comment takes this finding out; `counts`: it would be shown.

        Shape: the comment is used from then on, also one whose day is over, which takes nothing out.
        """
        path, line = diagnostic.place.path, diagnostic.place.span.start.line
        for where in (line, None):
            ignore = self.by_place.get((path, where, diagnostic.code))
            if ignore is not None:
                ignore.used = True
                if ignore.is_over(self.as_of):
                    continue
                self.taken += counts
                return True
        return False

    def find_unused(self, ran: Callable[[Rule, str], bool]) -> Iterator[Finding]:
        """A finding for each comment that took nothing out although its rule ran on its file."""
        for ignore in self.by_place.values():
            if not ignore.used and ran(ignore.rule, ignore.path):
                where = "in this file" if ignore.line is None else f"in line {ignore.line}"
                message = f"{ignore.rule.code} {ignore.rule.name} finds nothing {where}, so there is nothing to ignore"
                yield Finding("WS903", message, place=ignore.place, help="take the comment out", fix=_take_out(ignore))

    def find_expired(self) -> Iterator[Finding]:
        """A finding for each comment whose last day is over; one that has nothing to ignore is unused, not over."""
        for ignore in self.by_place.values():
            if ignore.used and ignore.is_over(self.as_of):
                message = f"{ignore.rule.code} {ignore.rule.name} was to be ignored until {ignore.until}, which is over"
                help = "mend what is found there, or agree on another day"
                yield Finding("WS907", message, place=ignore.place, help=help)


def collect_ignores(documents: Iterable[Document], rules: Sequence[Rule], as_of: date) -> Ignores:
    """Read the ignore comments of all files; those that do not mention us are not looked into."""
    ignores = Ignores(as_of)
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
        until = None
        if _UNTIL in names:
            at = names.index(_UNTIL)
            names, day = names[:at], " ".join(names[at + 1 :])
            until = find_date(day)
            if until is None:
                message = f'"{day}" after until is not a date' if day else "no date stands after until"
                help = "write `worksystem: ignore WS203 until YYYY-MM-DD -- the reason`"
                ignores.findings.append(Finding("WS904", message, place=place, help=help))
                continue
        if not reason and until is None and len(names) > 1 and (code := _find_run_on(names, rules)):
            ignores.findings.append(_run_on(document, comment, place, code))
            continue
        if not names:
            ignores.findings.append(Finding("WS904", "the comment names no rule to ignore", place=place, help=_EXAMPLE))
        elif not reason:
            message = f"the comment gives no reason to ignore {', '.join(names)}"
            ignores.findings.append(Finding("WS901", message, place=place, help="write the reason after --"))
        for name in names:
            rule = _find_rule(name, rules)
            if rule is None:
                message = f'no rule is called "{name}"'
                ignores.findings.append(Finding("WS902", message, place=place, help=suggest_rule(name, rules)))
            else:
                ignores.by_place[document.path, line, rule.code] = Ignore(
                    rule, document.path, line, place, _source(document, comment), name, until
                )


def _find_rule(name: str, rules: Sequence[Rule]) -> Rule | None:
    return next((rule for rule in rules if name.upper() == rule.code or name.lower() == rule.name), None)


def _find_run_on(names: Sequence[str], rules: Sequence[Rule]) -> str:
    """The last rule before words that can only be a reason; empty if there are none such."""
    bare = [name.rstrip(":") for name in names]
    known = [_find_rule(name, rules) is not None for name in bare]
    count = known.index(False) if False in known else 0
    is_reason = count and not any(known[count:]) and not any(_CODE.fullmatch(name) for name in bare[count:])
    return names[count - 1] if is_reason else ""


def _run_on(document: Document, comment: Comment, place: Place, last: str) -> Finding:
    """A reason that follows the rules without two hyphens before it."""
    source, says = _source(document, comment), "write -- before the reason"
    end = source.index(last) + len(last)
    new = f"{source[:end].rstrip(':')} -- {source[end:].lstrip(' :')}"
    change = Reword(document.path, comment.line, comment.column, source, new, says)
    message = f"the comment goes on after {last.rstrip(':')} in words that name no rule"
    return Finding("WS904", message, place=place, help=says, fix=Fix(says, (change,)))


def _take_out(ignore: Ignore) -> Fix:
    """Take out what a comment says of one rule: the comment, or only the rule if it names others, too."""
    line, column = ignore.place.span.start
    head, names, tail = _parts(ignore.comment)
    left = [name for name in re.split(r"[\s,]+", names) if name and name != ignore.named]
    said = f"take {ignore.named} out of the comment" if left else "take the comment out"
    new = f"{head}{', '.join(left)}{tail}" if left else ""
    return Fix(said, (Reword(ignore.path, line, column, ignore.comment, new, said),))


def _parts(comment: str) -> tuple[str, str, str]:
    """A comment up to the names of rules, these, and the rest."""
    found = _PARTS.fullmatch(comment)
    return (found[1], found[2], found[3]) if found else (comment, "", "")


def _source(document: Document, comment: Comment) -> str:
    """A comment as it is written, with its marks; of one over several lines the first."""
    line = split_lines(document.text)[comment.line - 1].rstrip()
    closing = line.find("-->", comment.column)
    return line[comment.column - 1 : None if closing < 0 else closing + len("-->")]


def _place(document: Document, comment: Comment) -> Place:
    start = Position(comment.line, comment.column)
    end = Position(comment.line, comment.column + len(_source(document, comment)))
    return Place(document.path, Span(start, end), "", comment.text)


def _covered(document: Document, comment: Comment, alone: set[int]) -> int:
    """The line that a comment speaks of: its own, or below a comment that stands alone the first that is no comment.

    Shape: its own, too, where nothing stands below it.
    """
    if not comment.alone:
        return comment.line
    lines = split_lines(document.text)
    line = comment.line + 1
    while line in alone or (line <= len(lines) and not lines[line - 1].strip()):
        line += 1
    return line if line <= len(lines) else comment.line


def _is_at_top(document: Document, comment: Comment) -> bool:
    above = split_lines(document.text)[: comment.line - 1]
    return comment.alone and all(
        line.strip() in ("", "---") or line.lstrip().startswith(("#", "<!--")) for line in above
    )
