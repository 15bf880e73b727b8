"""The handbook (WS6): pages that would not say what their files say; found while reading, passed on here."""

from worksystem.diagnostics import Severity
from worksystem.rules.reading import passed_on
from worksystem.rules.rule import Rule

__all__ = ["RULES"]


def _rule(code: str, name: str, summary: str, principle: str) -> Rule:
    return Rule(code, name, Severity.ERROR, principle, ("poor_visibility",), summary, passed_on(code))


RULES: tuple[Rule, ...] = (
    _rule("WS600", "broken-front-matter", "The front matter of a handbook page cannot be read", "clarity_over_chaos"),
    _rule(
        "WS601",
        "front-matter-without-fields",
        "The front matter of a handbook page has no fields",
        "clarity_over_chaos",
    ),
    _rule("WS602", "link-in-handbook", "A symbolic link lies in the handbook", "visibility_over_assumption"),
)
