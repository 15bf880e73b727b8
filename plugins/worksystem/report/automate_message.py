"""A plan of the automations as the message of the commit that carries it out, so that git tells what made a change.

Source: https://git-scm.com/docs/git-interpret-trailers
"""

from collections.abc import Iterator

from worksystem.automate import Outcome
from worksystem.report.automate_text import by_item
from worksystem.report.diff_markdown import unlink

__all__ = ["render"]


def render(outcome: Outcome) -> str:
    """A subject, a line for each step with its item and rule, and each rule as a trailer `Automation`."""
    return "\n".join([*_lines(outcome), ""])


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"work: what automations do on {outcome.as_of}"
    if outcome.steps:
        yield ""
    for item, steps in by_item(outcome).items():
        yield from (unlink(" ".join(f"{item}: {step.rule}: {step.says}".split())) for step in steps)
    if outcome.steps:
        yield from ("", *(f"Automation: {rule}" for rule in sorted({step.rule for step in outcome.steps})))
