"""A diff for the summary of a pull request: GitHub's Markdown, in which nothing from the data is markup.

Source: https://github.github.com/gfm; summaries of steps hold up to 1 MiB, comments 65,536 characters.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from worksystem.diagnostics import Diagnostic
from worksystem.diff import Diff, RecordChange
from worksystem.model.words import capital, count_of
from worksystem.report.diff_words import by_kind, effect_lines, headline, kind_title, objection_words, origin
from worksystem.report.visible import make_visible

__all__ = ["LARGEST", "escape", "render", "unlink"]

# bytes; some below what a comment may hold
LARGEST: Final = 60_000
# rows of a table before it is folded
_OPEN: Final = 12
_ROWS: Final = (400, 200, 100, 50, 20, 5, 0)
_CELL: Final = 12
# what is markup is written as the character; what a forge makes a link of is broken by a sign without width
_MARKUP: Final = re.compile(r"[\\`*_\[\]|~]|^[-+=]|(?<=\d)[.)](?=\s|$)")
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
_JOINER: Final = "\u2060"
_LINKS: Final = re.compile(
    r"[@#]|://|\bwww\.|\bGH-(?=\d)|\b(?:mailto|xmpp):|\b[0-9a-f](?=[0-9a-f]{6,63}\b)", re.IGNORECASE
)


def render(diff: Diff) -> str:
    """The summary, at most `LARGEST` bytes: the longer it gets, the fewer rows of each table are told."""
    for rows in _ROWS:
        text = "\n".join([*_lines(diff, rows), ""])
        if len(text.encode()) <= LARGEST:
            break
    return text


def escape(text: str) -> str:
    """Text from the data, so that a forge shows it as it is: no markup, HTML, image, link, mention or formula."""
    marked = _MARKUP.sub(lambda found: f"\\{found[0]}", unlink(text))
    return "".join(_ENTITIES.get(sign, sign) for sign in marked)


def unlink(text: str) -> str:
    """Text from the data, so that a forge makes no link or mention of it."""
    return _LINKS.sub(lambda found: found[0][:1] + _JOINER + found[0][1:], make_visible(text))


def _lines(diff: Diff, rows: int) -> Iterator[str]:
    yield from ("## What changes in the work", "", f"**{headline(diff)}**", "")
    yield origin(replace(diff, named=escape(diff.named)))
    yield from (f"\n{escape(capital(note))}." for note in diff.notes)
    yield from _objections(diff, rows)
    for kind, records in by_kind(diff):
        noun = "Item" if kind == "item" else "Record"
        table = [f"| {_name(record)} | {_changes(record)} | {_class(record)} |" for record in records]
        yield from _section(kind_title(kind), (noun, "Changes", ""), table, rows)
    lines = [f"- {escape(line)}" for line in effect_lines(diff)]
    yield from _section("Effect of the merge", (), lines, rows)
    yield from _section("New findings", ("Where", "Finding"), [_finding(each) for each in diff.new], rows)
    yield from _section("Solved findings", ("Where", "Finding"), [_finding(each) for each in diff.solved], rows)
    yield from _section("Other files", (), [f"- {escape(path)}" for path in diff.others], rows)
    if diff.unshown:
        yield from ("", "And changes that are not shown here.")
    if diff.silent:
        yield from ("", f"{count_of(diff.silent, 'file')} with other text that says the same.")


def _objections(diff: Diff, rows: int) -> Iterator[str]:
    lines = []
    for record in diff.records:
        for each in record.verdict.objections if record.verdict is not None else ():
            remedy = objection_words(each)
            lines.append(f"- {escape(each.says)}.{f' {escape(capital(remedy))}.' if remedy else ''}")
    yield from _section("Stands against it", (), lines, rows)


def _section(title: str, columns: tuple[str, ...], lines: list[str], rows: int) -> Iterator[str]:
    """A heading with a table or a list, folded where it is long."""
    if not lines:
        return
    shown, more = lines[:rows], len(lines) - rows
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"] if columns else []
    if len(lines) > _OPEN:
        yield from ("", "<details>", f"<summary><b>{title}</b> ({len(lines):,})</summary>", "", *head, *shown)
    else:
        yield from ("", f"### {title}", "", *head, *shown)
    if more > 0:
        yield from ("", f"And {more:,} more; `worksystem diff` tells all of them.")
    if len(lines) > _OPEN:
        yield from ("", "</details>")


def _name(record: RecordChange) -> str:
    title = f" {escape(record.title)}" if record.title != record.id else ""
    return f"**{escape(record.id)}**{title}"


def _changes(record: RecordChange) -> str:
    told = []
    for change in record.changes[:_CELL]:
        move = record.verdict.name if record.verdict is not None and change.what == "moved" else ""
        told.append(escape(f"{change.says}{f' ({move})' if move else ''}"))
    if len(record.changes) > _CELL:
        told.append(f"and {len(record.changes) - _CELL} more")
    return "<br>".join(told)


def _class(record: RecordChange) -> str:
    return "agreement" if record.reasons else "routine"


def _finding(finding: Diagnostic) -> str:
    where = f"{finding.place.path}:{finding.place.span.start.line}"
    return f"| {escape(where)} | {finding.severity.value} {finding.code} {escape(finding.message)} |"
