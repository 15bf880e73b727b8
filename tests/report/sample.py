"""One result that has everything a report can meet, and the files it speaks of."""

from worksystem.change import Remove, SetValue
from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from worksystem.position import Place, Position, Span
from worksystem.rules.rule import Rule

__all__ = ["CLEAN", "FILES", "RESULT", "RULES", "page"]

FILES = {
    "work/items/OPS-1.yml": "title: Rotate the certificates\nstatus: doing\ntype: change\nowner: platfrom\n",
    "work/items/OPS-2.yml": "title: 支払いの証明書を更新 🔐 von Hand\nlabels:\t[支払い, pay]\n",
    "work/items/OPS-3.yml": f"title: {'x' * 90} stands here: nobody {'y' * 90}\nnote: \x1b[2J\n",
    "work/a folder/goals: all, 100%.yml": "name: Goal\nkey_results:\n  - id: a\n    from: 1\n",
}
CLEAN = CheckResult((), files=1, records={"settings": 1}, ran=("WS203", "WS504"))


def _span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


RESULT = CheckResult(
    diagnostics=(
        Diagnostic(
            "WS105",
            "value-not-allowed",
            Severity.WARNING,
            'from "1" is not 100% clear: it has\r\ntwo lines, and a comma',
            Place("work/a folder/goals: all, 100%.yml", _span(2, 1, 4, 12), "key_results"),
            principle="clarity_over_chaos",
            record="all",
        ),
        Diagnostic(
            "WS203",
            "unknown-owner",
            Severity.ERROR,
            'no person or team is called "platfrom"',
            Place("work/items/OPS-1.yml", _span(4, 8, 4, 16), "owner", "platfrom"),
            'did you mean "platform"?',
            "clarity_over_chaos",
            "OPS-1",
            (
                Related(
                    Place("work/teams.yml", _span(3, 1, 3, 9), "platform"),
                    "the team stands here",
                ),
            ),
            Fix("write platform", (SetValue("work/items/OPS-1.yml", ("owner",), "platform", "write platform"),)),
        ),
        Diagnostic(
            "WS203",
            "unknown-owner",
            Severity.ERROR,
            'no person or team is called "platfrom"',
            Place("work/items/OPS-1.yml", _span(7, 3, 7, 11), "owner", "platfrom"),
            principle="clarity_over_chaos",
            record="OPS-1",
        ),
        Diagnostic(
            "WS504",
            "label-not-known",
            Severity.NOTE,
            'nobody else uses the label "支払い"',
            Place("work/items/OPS-2.yml", _span(2, 10, 2, 13), "labels[0]", "支払い"),
            "take the label out",
            "visibility_over_assumption",
            "OPS-2",
            fix=Fix(
                "take the label out", (Remove("work/items/OPS-2.yml", ("labels", 0), "nobody uses it"),), safe=False
            ),
        ),
        Diagnostic(
            "WS301",
            "long-title",
            Severity.WARNING,
            "the title hides \x1b[31m a name",
            Place("work/items/OPS-3.yml", _span(1, 99, 1, 118), "title"),
            "move what matters to the front",
            "clarity_over_chaos",
            "OPS-3",
        ),
        Diagnostic(
            "NW001",
            "no-due-date",
            Severity.ERROR,
            "OPS-9 has no due date",
            Place("../shared/items/OPS-9.yml", _span(1, 1, 1, 1)),
            record="OPS-9",
        ),
    ),
    suppressed=2,
    files=128,
    records={"item": 120, "person": 40},
    ran=("NW001", "WS105", "WS203", "WS205", "WS301", "WS504"),
)

RULES = (
    Rule(
        "WS203",
        "unknown-owner",
        Severity.ERROR,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "An owner is named whom nobody described",
        lambda context: (),
    ),
    Rule(
        "WS205",
        "unknown-goal",
        Severity.ERROR,
        "clarity_over_chaos",
        (),
        "A goal is named & nobody <wrote> it",
        lambda context: (),
    ),
    Rule(
        "WS504",
        "label-not-known",
        Severity.NOTE,
        "visibility_over_assumption",
        ("poor_visibility",),
        "A label is used by one item only",
        lambda context: (),
    ),
)


def page(code: str) -> str | None:
    """A rule's page, for one of the two rules."""
    return "# WS203 unknown-owner\n\nAn owner is named whom nobody described.\n" if code == "WS203" else None


def edits(diagnostic: Diagnostic) -> tuple[Edit, ...]:
    """What the one safe fix replaces."""
    if diagnostic.fix is None or not diagnostic.fix.safe:
        return ()
    return (Edit(diagnostic.place.path, _span(4, 13, 4, 15), "or"),)
