"""A diff for people in a terminal: what changes, what stands against it, what it does to the whole."""

from collections.abc import Iterator

from worksystem.diagnostics import Diagnostic
from worksystem.diff import Diff, RecordChange
from worksystem.model.words import capital, count_of
from worksystem.report.diff_words import by_kind, effect_lines, headline, kind_title, objection_words, origin
from worksystem.report.visible import make_visible

__all__ = ["render"]

_SHOWN = 20


def render(diff: Diff) -> str:
    """The headline, then a part for each kind of record, the effect of the merge, and findings."""
    return "\n".join([*map(make_visible, _lines(diff)), ""])


def _lines(diff: Diff) -> Iterator[str]:
    yield headline(diff)
    yield origin(diff)
    yield from (f"{capital(note)}." for note in diff.notes)
    for kind, records in by_kind(diff):
        yield from ("", kind_title(kind))
        for record in records:
            yield from _record(record)
    yield from _part("Effect of the merge", list(effect_lines(diff)))
    yield from _part("New findings", [_finding(each) for each in diff.new])
    yield from _part("Solved findings", [_finding(each) for each in diff.solved])
    yield from _part("Other files", list(diff.others))
    if diff.unshown:
        yield from ("", "and changes that are not shown here")
    if diff.silent:
        yield from ("", f"{count_of(diff.silent, 'file')} with other text that says the same")


def _record(record: RecordChange) -> Iterator[str]:
    agreement = f"  [{', '.join(record.reasons)}]" if record.reasons and record.kind == "item" else ""
    title = f"  {record.title}" if record.title != record.id else ""
    yield f"  {record.id}{title}{agreement}"
    for change in record.changes:
        move = record.verdict.name if record.verdict is not None and change.what == "moved" else ""
        yield f"    {change.says}{f' ({move})' if move else ''}"
    for objection in record.verdict.objections if record.verdict is not None else ():
        yield f"    ! {objection.says}"
        if remedy := objection_words(objection):
            yield f"      {remedy}"


def _finding(finding: Diagnostic) -> str:
    where = f"{finding.place.path}:{finding.place.span.start.line}"
    return f"{finding.severity.value} {finding.code} {where} {finding.message}"


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", title, *(f"  {line}" for line in lines[:_SHOWN]))
        if len(lines) > _SHOWN:
            yield f"  and {len(lines) - _SHOWN} more"
