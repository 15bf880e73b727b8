"""Comments that ignore findings: what the checker says of each that it cannot take as it is, and how it mends it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest

from worksystem.change import Reword
from worksystem.check import check
from worksystem.diagnostics import Diagnostic, Severity
from worksystem.load import WorkSystem
from worksystem.rules.checker import RULES as CHECKER
from worksystem.rules.rule import Context, Finding, Rule

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)
SHAPE = "write `worksystem: ignore WS203 -- the reason`"
SHAPE_UNTIL = "write `worksystem: ignore WS203 until YYYY-MM-DD -- the reason`"


def _find_owner(context: Context) -> Iterator[Finding]:
    for entry in context.workspace.items.values():
        if entry.record.owner == "bo":
            yield Finding("WS203", "nobody is called bo", entry, ("owner",))


def _find_title(context: Context) -> Iterator[Finding]:
    for entry in context.workspace.items.values():
        if len(entry.record.title) > 10:
            yield Finding("WS204", "the title is long", entry, ("title",))


RULES = (
    Rule("WS203", "unknown-owner", Severity.ERROR, "clarity_over_chaos", (), "An owner", _find_owner),
    Rule("WS204", "long-title", Severity.NOTE, "clarity_over_chaos", (), "A title", _find_title),
    *CHECKER,
)
TYPES = {
    "work/people.yml": "ada: {name: Ada}\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\nprefix: OPS\n",
    "work/workflows/delivery.yml": "name: Delivery\ninitial: todo\nstates:\n  todo: {name: To do, category: backlog}\n",
}


def found_in(make: Make, text: str, name: str = "OPS-1.yml") -> tuple[Diagnostic, ...]:
    """What is found in an item; what is said of comments first."""
    system = make({**TYPES, f"work/items/{name}": text})
    found = check(system, as_of=TODAY, rules=RULES).diagnostics
    return tuple(sorted(found, key=lambda each: each.code < "WS9"))


def said(found: Diagnostic) -> list[str]:
    """Where a finding about a comment stands, what it says, its help, and what its fix makes of the comment."""
    (line, column), (_, end) = found.place.span.start, found.place.span.end
    lines = [f"{line}:{column}-{end} {found.code}", found.message, found.help or ""]
    if found.fix is not None:
        (change,) = found.fix.changes
        assert isinstance(change, Reword)
        assert (change.path, change.line, change.column) == (found.place.path, line, column)
        lines.append(f"{found.fix.says}: {change.new}" if change.new else found.fix.says)
        assert change.why == found.fix.says
    return lines


UNUSED = "WS203 unknown-owner finds nothing in line 3, so there is nothing to ignore"
UNUSED_TOO = "WS204 long-title finds nothing in line 3, so there is nothing to ignore"
OUT = "take the comment out"


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("ignore WS203 -- gone", ["WS903", UNUSED, OUT, OUT]),
        ("ignore unknown-owner -- gone", ["WS903", UNUSED, OUT, OUT]),
        ("ignore Unknown-Owner -- gone", ["WS903", UNUSED, OUT, OUT]),
        ("ignore WS203 until 2026-11-21 -- gone", ["WS903", UNUSED, OUT, OUT]),
        ("ignore WS203", ["WS901", "the comment gives no reason to ignore WS203", "write the reason after --"]),
        ("ignore WS203 --", ["WS901", "the comment gives no reason to ignore WS203", "write the reason after --"]),
        (
            "ignore WS203, WS204 until 2026-12-01",
            ["WS901", "the comment gives no reason to ignore WS203, WS204", "write the reason after --"],
        ),
        (
            "ignore WS203,WS204",
            ["WS901", "the comment gives no reason to ignore WS203, WS204", "write the reason after --"],
        ),
        ("ignore -- it is so", ["WS904", "the comment names no rule to ignore", SHAPE]),
        ("ignore", ["WS904", "the comment names no rule to ignore", SHAPE]),
        ("ignore until 2026-12-01 -- soon", ["WS904", "the comment names no rule to ignore", SHAPE]),
        ("ignroe WS203 -- typo", ["WS904", '"ignroe" is nothing that a comment can ask of the checker', SHAPE]),
        ("WS203 -- typo", ["WS904", '"WS203" is nothing that a comment can ask of the checker', SHAPE]),
        ("-- nothing", ["WS904", '"--" is nothing that a comment can ask of the checker', SHAPE]),
        ("ignore WS203 until soon -- it", ["WS904", '"soon" after until is not a date', SHAPE_UNTIL]),
        ("ignore WS203 until next year -- it", ["WS904", '"next year" after until is not a date', SHAPE_UNTIL]),
        ("ignore WS203 until -- it", ["WS904", "no date stands after until", SHAPE_UNTIL]),
        (
            "ignore-file WS203 -- gone",
            [
                "WS904",
                "ignore-file stands below the first value of the file, where it has no effect",
                "move the comment to the first line",
            ],
        ),
        ("ignore WS2O3 -- typo", ["WS902", 'no rule is called "WS2O3"', 'did you mean "WS203"?']),
        ("ignore unknown-ownr -- typo", ["WS902", 'no rule is called "unknown-ownr"', 'did you mean "unknown-owner"?']),
        # a reason without the two hyphens before it
        (
            "ignore WS203 not needed here",
            [
                "WS904",
                "the comment goes on after WS203 in words that name no rule",
                "write -- before the reason",
                "write -- before the reason: # worksystem: ignore WS203 -- not needed here",
            ],
        ),
        (
            "ignore WS203: not needed",
            [
                "WS904",
                "the comment goes on after WS203 in words that name no rule",
                "write -- before the reason",
                "write -- before the reason: # worksystem: ignore WS203 -- not needed",
            ],
        ),
        (
            "ignore WS203, WS204: not needed",
            [
                "WS904",
                "the comment goes on after WS204 in words that name no rule",
                "write -- before the reason",
                "write -- before the reason: # worksystem: ignore WS203, WS204 -- not needed",
            ],
        ),
        (
            "ignore WS203 needed",
            [
                "WS904",
                "the comment goes on after WS203 in words that name no rule",
                "write -- before the reason",
                "write -- before the reason: # worksystem: ignore WS203 -- needed",
            ],
        ),
    ],
)
def test_a_comment_that_cannot_be_taken_as_it_is_says_why(make_system: Make, comment: str, expected: list[str]) -> None:
    text = f"title: A\nstatus: todo\nowner: ada  # worksystem: {comment}\ntype: task\n"
    found = [said(each) for each in found_in(make_system, text)]
    code, *lines = expected
    assert found[0] == [f"3:13-{13 + len(comment) + len('# worksystem: ')} {code}", *lines]
    if code == "WS901":  # whatever it names finds nothing
        assert [each[1] for each in found[1:]] == [UNUSED, *([UNUSED_TOO] if "WS204" in comment else [])]
    else:
        assert found[1:] == []


@pytest.mark.parametrize(
    ("comment", "fix"),
    [
        ("ignore WS203, WS204 -- both", "take WS203 out of the comment: # worksystem: ignore WS204 -- both"),
        ("ignore WS204 WS203 -- both", "take WS203 out of the comment: # worksystem: ignore WS204 -- both"),
        (
            "ignore long-title, unknown-owner until 2026-12-01 \u2014 both",
            "take unknown-owner out of the comment: # worksystem: ignore long-title until 2026-12-01 \u2014 both",
        ),
        (
            "ignore WS203, WS204, WS302 -- all",
            "take WS203 out of the comment: # worksystem: ignore WS204, WS302 -- all",
        ),
    ],
)
def test_of_several_rules_the_one_that_finds_nothing_is_taken_out(make_system: Make, comment: str, fix: str) -> None:
    text = f"title: A longer title  # worksystem: {comment}\nstatus: todo\ntype: task\n"
    found = [each for each in found_in(make_system, text) if each.code == "WS903"]
    assert [said(each)[1:] for each in found] == [[UNUSED.replace("line 3", "line 1"), OUT, fix]]


@pytest.mark.parametrize(
    ("until", "codes"),
    [
        ("2026-11-22", []),
        ("2026-11", []),
        ("2026-11-21", ["WS907", "WS203"]),
        ("2026-10", ["WS907", "WS203"]),
        ("2026-Q3", ["WS907", "WS203"]),
    ],
)
def test_a_comment_holds_to_the_last_day_that_it_names(make_system: Make, until: str, codes: list[str]) -> None:
    text = f"title: A\nstatus: todo\ntype: task\nowner: bo  # worksystem: ignore WS203 until {until} -- soon\n"
    found = found_in(make_system, text)
    assert [each.code for each in found] == codes
    if codes:
        assert said(found[0])[1:] == [
            f"WS203 unknown-owner was to be ignored until {until}, which is over",
            "mend what is found there, or agree on another day",
        ]


BO = "title: A\nstatus: todo\ntype: task\nowner: bo\n"
FILE = "# worksystem: ignore-file WS203 -- no record\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"{FILE}{BO}", []),
        (f"# About it\n\n{FILE}{BO}", []),
        (f"---\n{FILE}{BO}", []),
        (f"  \n  # Indented\n{FILE}{BO}", []),
        (BO.replace("owner", f"{FILE}owner"), ["WS904", "WS203"]),
        (BO.replace("A\n", f"A  {FILE}", 1), ["WS904", "WS203"]),
        # a comment that stands alone speaks of the next line that says something
        (BO.replace("owner", "# worksystem: ignore WS203 -- no record\nowner"), []),
        (BO.replace("owner", "# worksystem: ignore WS203 -- no record\n\n  \n# more\n# and more\n\nowner"), []),
        (BO.replace("type", "# worksystem: ignore WS203 -- no record\ntype"), ["WS903", "WS203"]),
        (f"{BO}# worksystem: ignore WS203 -- no record\n", ["WS903", "WS203"]),
        (f"{BO}# worksystem: ignore WS203 -- no record\n\n\n", ["WS903", "WS203"]),
        # one for the line is enough, and one for the file is then not needed
        (f"{FILE}{BO[:-1]}  # worksystem: ignore WS203 -- no record\n", ["WS903"]),
        # the one for the line is over, the one for the file is not
        (f"{FILE}{BO[:-1]}  # worksystem: ignore WS203 until 2026-11-01 -- no record\n", ["WS907"]),
        (f"{BO[:-1]}  # worksystem:ignore WS203 -- no record\n", []),
        (f"{BO[:-1]}  # worksystem:  ignore   WS203  --  no record\n", []),
        (f"{BO[:-1]}  # worksystem: ignore WS203 \u2013 no record\n", []),
        (f"{BO[:-1]}  # see worksystem: ignore WS203 -- no record\n", ["WS203"]),
    ],
)
def test_a_comment_covers_its_line_the_next_or_the_file(make_system: Make, text: str, codes: list[str]) -> None:
    assert [each.code for each in found_in(make_system, text)] == codes


def test_a_comment_for_the_file_that_finds_nothing_says_so(make_system: Make) -> None:
    (found,) = found_in(make_system, FILE + BO.replace("bo", "ada"))
    assert said(found) == [
        "1:1-45 WS903",
        "WS203 unknown-owner finds nothing in this file, so there is nothing to ignore",
        OUT,
        OUT,
    ]


@pytest.mark.parametrize("below", ["", "\n\n"])
def test_a_comment_with_nothing_below_it_speaks_of_its_own_line(make_system: Make, below: str) -> None:
    text = BO.replace("bo", "ada") + "# worksystem: ignore WS203 -- no record\n" + below
    (found,) = found_in(make_system, text)
    assert said(found)[1] == "WS203 unknown-owner finds nothing in line 5, so there is nothing to ignore"


def test_a_comment_in_prose_ends_where_it_is_closed(make_system: Make) -> None:
    front = "---\ntitle: A\nstatus: todo\ntype: task\n---\n"
    text = f"{front}<!-- worksystem: ignore WS203, WS204 -- gone -->\nand so on\n"
    found = found_in(make_system, text, "OPS-1.md")
    assert [said(each) for each in found] == [
        [
            "6:1-49 WS903",
            "WS203 unknown-owner finds nothing in line 7, so there is nothing to ignore",
            OUT,
            "take WS203 out of the comment: <!-- worksystem: ignore WS204 -- gone -->",
        ],
        [
            "6:1-49 WS903",
            "WS204 long-title finds nothing in line 7, so there is nothing to ignore",
            OUT,
            "take WS204 out of the comment: <!-- worksystem: ignore WS203 -- gone -->",
        ],
    ]


def test_what_a_comment_takes_out_is_counted_only_if_it_would_be_shown(make_system: Make) -> None:
    text = "title: A longer title  # worksystem: ignore WS204 -- so\nstatus: todo\ntype: task\n"
    system = make_system({**TYPES, "work/items/OPS-1.yml": text})
    chosen = (("WS204",), ("WS903",), ("WS204", "WS903"), ())
    counts = [check(system, as_of=TODAY, rules=RULES, select=select).suppressed for select in chosen]
    assert counts == [1, 0, 1, 1]
