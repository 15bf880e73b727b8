"""A plan of the automations as the text of a pull request: Markdown, in which nothing from the data is markup."""

from collections.abc import Iterator

from worksystem.automate import Outcome
from worksystem.report.automate_text import by_item, find_line, headline, skipped_line, told_line
from worksystem.report.diff_markdown import LARGEST, escape

__all__ = ["render"]


def render(outcome: Outcome) -> str:
    """The text, at most `LARGEST` bytes; what does not fit is counted."""
    lines = list(_lines(outcome))
    size, kept = 0, 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > LARGEST:
            break
        kept += 1
    rest = len(lines) - kept
    return "\n".join(
        [*lines[:kept], *(["", f"and {rest} more lines; `worksystem automate` prints them all"] if rest else []), ""]
    )


def _lines(outcome: Outcome) -> Iterator[str]:
    yield from (f"**As of {outcome.as_of}: {escape(headline(outcome))}.**", "")
    for item, steps in by_item(outcome).items():
        new = ", new" if steps[0].action == "create" else ""
        yield f"- **{escape(item)}** {escape(steps[-1].title)}{new}"
        yield from (f"    - {escape(step.rule)}: {escape(step.says)}" for step in steps)
    for heading, lines in (
        ("Not possible", [skipped_line(each) for each in outcome.skipped]),
        ("To be told", [told_line(each) for each in outcome.told]),
        ("Wrong", [find_line(each) for each in outcome.findings]),
    ):
        if lines:
            yield from ("", f"## {heading}", "")
            yield from (f"- {escape(line)}" for line in lines)
