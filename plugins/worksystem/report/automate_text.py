"""A plan of the automations for people in a terminal: item by item what changes, and which rule does it."""

from collections.abc import Iterator

from worksystem.automate import Outcome, Skipped, Step, Told
from worksystem.graph.finding import Finding
from worksystem.model.words import count_of
from worksystem.report.visible import make_visible

__all__ = ["by_item", "find_line", "headline", "render", "skipped_line", "told_line"]


def render(outcome: Outcome) -> str:
    """Every item with its steps, then what was not possible, who is told, what is wrong; the sum is the last line."""
    return "\n".join([*map(make_visible, _lines(outcome)), ""])


def by_item(outcome: Outcome) -> dict[str, list[Step]]:
    """Item to its steps, in the order in which they happen; items by id."""
    found: dict[str, list[Step]] = {}
    for step in outcome.steps:
        found.setdefault(step.item, []).append(step)
    return dict(sorted(found.items()))


def headline(outcome: Outcome) -> str:
    """The sum in a sentence."""
    new = {step.item for step in outcome.steps if step.action == "create"}
    changed = len({step.item for step in outcome.steps} - new)
    parts = [count_of(changed, "item changes", "items change")] if changed or not new else []
    parts += [f"{count_of(len(new), 'item is', 'items are')} new"] if new else []
    if outcome.skipped:
        parts.append(f"{count_of(len(outcome.skipped), 'step was', 'steps were')} not possible")
    return ", ".join(parts) if outcome.steps or outcome.skipped else "nothing changes"


def skipped_line(skipped: Skipped) -> str:
    """What was not possible, for which item by which rule, and why."""
    return f"{' '.join((skipped.item, skipped.rule)).strip()}: {skipped.says}"


def told_line(told: Told) -> str:
    """Who is to hear of what."""
    about = f"{told.item} ({told.rule})" if told.item else told.rule
    return f"{', '.join(told.who)}: {about}: {told.says}"


def find_line(finding: Finding) -> str:
    """A finding on one line, as editors and forges understand it."""
    place = finding.locate()
    line, column = place.span.start
    help = f"; {finding.help}" if finding.help else ""
    return f"{place.path}:{line}:{column}: {finding.code}: {finding.message}{help}"


def _lines(outcome: Outcome) -> Iterator[str]:
    for item, steps in by_item(outcome).items():
        new = " (new)" if steps[0].action == "create" else ""
        yield f"{item} {steps[-1].title}{new}"
        yield from (f"  {step.rule}: {step.says}" for step in steps)
    for heading, lines in (
        ("not possible:", [skipped_line(each) for each in outcome.skipped]),
        ("to be told:", [told_line(each) for each in outcome.told]),
        ("wrong:", [find_line(each) for each in outcome.findings]),
    ):
        if lines:
            yield heading
            yield from (f"  {line}" for line in lines)
    yield headline(outcome)
