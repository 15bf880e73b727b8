"""Tables of rules: all of them under a filter, those that a page asks for, and the most telling ones of each word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from worksystem.diagnostics import Severity
from worksystem.model.words import capital, count_of
from worksystem.rules import PROBLEMS, Rule
from worksystem.site.text import ROOT

__all__ = ["FOLDER", "rule_index", "rule_map", "rule_table"]

FOLDER: Final = "reference/rules"
# What a rule is about, by the first digit of its code.
_AREAS: Final[Mapping[str, str]] = {
    "0": "Reading files",
    "1": "The shape of records",
    "2": "References",
    "3": "Workflows",
    "4": "Ownership and load",
    "5": "Time and freshness",
    "6": "The handbook",
    "7": "Flow and outcomes",
    "9": "The checker itself",
}
# Areas that speak of the work; the others speak of files, and of the checker.
_OF_WORK: Final = "3457"
_OF_ASSESSMENTS: Final = "WS77"
# Rules of the work that stand open for each problem or principle.
_SHOWN: Final = 8
_INTRODUCTION: Final = """# Rules

What `worksystem check` looks for. A code is never used again for something else; its first digit says what the rule is
about.

"""
_SIGN: Final = re.compile(r"[^\w\s.,:;-]|_")


def rule_index(own: Sequence[Rule], rules: Sequence[Rule]) -> str:
    """The page of all rules, as Markdown; `own` are the team's, and the others lie in their areas.

    Shape: areas of the work stand open, as the team's own rules do, those of files and of the checker are folded. Links
    lead from the root of the site, which is still to be filled in.
    """
    parts = [_INTRODUCTION, f"{_filters((*own, *rules))}\n\n"]
    if own:
        parts.append(f"## Rules of the team's own\n\n{_folded(own, is_open=True)}\n\n")
    for digit, area in _AREAS.items():
        found = [rule for rule in rules if _digit(rule) == digit]
        if found:
            parts.append(f"## {area}\n\n{_folded(found, is_open=digit in _OF_WORK)}\n\n")
    return "".join(parts)


def rule_table(rules: Iterable[Rule]) -> str:
    """Rules with what they find, how serious that is and what they protect."""
    return f'<div class="ws-page ws-part">{_table(rules)}</div>'


def rule_map(groups: Mapping[str, Sequence[Rule]]) -> str:
    """For each of some words its rules: a few of those about the work stand open, those about files come last."""
    parts = []
    for word, rules in groups.items():
        of_work = sorted((rule for rule in rules if _is_of_work(rule)), key=_by_weight)
        of_files = [rule for rule in rules if not _is_of_work(rule)]
        more = of_work[_SHOWN:]
        parts.append(f"<section><h3>{_plain(_words(word))}</h3>{_table(of_work[:_SHOWN], protects=False)}")
        if more:
            parts.append(_details(f"{capital(count_of(len(more), 'more rule'))} about the work", more))
        if of_files:
            said = f"{capital(count_of(len(of_files), 'rule'))} about files and the checker itself"
            parts.append(_details(said, of_files))
        parts.append("</section>")
    return f'<div class="ws-page ws-part ws-rules">{"".join(parts)}</div>'


def _digit(rule: Rule) -> str:
    return rule.code[2] if rule.code.startswith("WS") else ""


def _is_of_work(rule: Rule) -> bool:
    return _digit(rule) in _OF_WORK and not rule.code.startswith(_OF_ASSESSMENTS)


def _by_weight(rule: Rule) -> tuple[bool, bool, bool, int, int, str]:
    """The team's own first; then what holds on any day, items before workflows, what finds nothing else, the worst."""
    return bool(_digit(rule)), rule.of_change, _digit(rule) == "3", len(rule.problems), rule.severity.rank, rule.code


def _table(rules: Iterable[Rule], *, protects: bool = True) -> str:
    names = ("Rule", "What it finds", "Severity", *(("Protects",) if protects else ()))
    heads = "".join(f'<th scope="col">{head}</th>' for head in names)
    rows = "".join(_row(rule, protects=protects) for rule in rules)
    table = f'<table class="ws-table ws-table--stack"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="ws-scroll" tabindex="0" role="region" aria-label="Rules">{table}</div>'


def _row(rule: Rule, *, protects: bool) -> str:
    data = f'data-severity="{rule.severity}" data-principle="{escape(rule.principle)}"'
    principle = f'<td class="ws-nowrap">{_plain(_words(rule.principle))}</td>' if protects else ""
    link = f'<a href="{ROOT}{FOLDER}/{rule.code}/">{rule.code} {_plain(rule.name)}</a>'
    return (
        f'<tr {data} data-problem="{" ".join(rule.problems)}"><th scope="row" class="ws-table__title">{link}</th>'
        f'<td>{_plain(rule.summary)}</td><td class="ws-nowrap">{rule.severity}</td>{principle}</tr>'
    )


def _details(summary: str, rules: Iterable[Rule]) -> str:
    return f'<details class="ws-details"><summary>{summary}</summary>{_table(rules, protects=False)}</details>'


def _folded(rules: Sequence[Rule], *, is_open: bool) -> str:
    is_on = " open" if is_open else ""
    return (
        f'<div class="ws-page ws-part" data-ws-rules><details class="ws-details"{is_on}>'
        f"<summary>{capital(count_of(len(rules), 'rule'))}</summary>{_table(rules)}</details></div>"
    )


def _filters(rules: Iterable[Rule]) -> str:
    principles = sorted({rule.principle for rule in rules if rule.principle})
    return (
        '<div class="ws-page ws-part"><form class="ws-filters" hidden role="search" aria-label="Filter rules" '
        'data-ws-rule-filter><input type="search" name="find" placeholder="Find rules" aria-label="Find rules">'
        f"{_select('severity', 'Any severity', Severity)}{_select('principle', 'Any principle', principles)}"
        f"{_select('problem', 'Any problem', PROBLEMS)}"
        '<span class="ws-tags"></span><output class="ws-count" aria-live="polite"></output></form></div>'
    )


def _select(name: str, label: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{escape(value)}">{_plain(_words(value))}</option>' for value in values)
    return f'<select name="{name}" aria-label="{capital(name)}"><option value="">{label}</option>{options}</select>'


def _words(id: str) -> str:
    return capital(id.replace("_", " "))


def _plain(text: str) -> str:
    """What a file of the team's says, without any meaning that Markdown or HTML would give to its signs."""
    return _SIGN.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
