"""The pages of the rules in the handbook: each rule's specification as it is, and a table of all of them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from worksystem.rules import RULES, Rule
from worksystem.site.html import rooted
from worksystem.site.page import Page, SearchText
from worksystem.site.shipped import convert_page, link_known
from worksystem.views.handbook import RuleFact

__all__ = ["CRUMBS", "FOLDER", "INDEX", "rule_facts", "rule_index", "rule_map", "rule_pages", "rule_table", "rule_urls"]

FOLDER: Final = "reference/rules"
INDEX: Final = f"{FOLDER}/index.md"
_INTRODUCTION: Final = """# Rules

What `worksystem check` looks for. A code is never used again for something else; its first digit says what the rule is
about: 0 reading files, 1 the shape of records, 2 references, 3 workflows, 4 ownership and load, 5 time and freshness,
6 the handbook, 7 flow, 9 the checker itself.

"""
_SIGN: Final = re.compile(r"[^\w\s.,:;-]|_")
_MARKUP: Final = re.compile(r"[`*]|\[([^\]]*)\]\([^)]*\)")
_END: Final = re.compile(r"(?<=[.!?]) (?=[A-Z0-9`*\[])")
CRUMBS: Final = '<nav class="ws-crumbs" aria-label="Where this is"><a href="../">Rules</a><span>{}</span></nav>'


def rule_urls() -> tuple[str, ...]:
    """The address of every rule's page."""
    return tuple(f"{FOLDER}/{rule.code}/" for rule in RULES)


def _source(code: str) -> str:
    return files("worksystem.rules").joinpath("pages").joinpath(f"{code}.md").read_text(encoding="utf-8")


@cache
def _html(code: str) -> str:
    """A rule's page, rendered once a process: it comes with the package and doesn't change while it runs."""
    text = _source(code)
    return f'<div class="ws-prose">{CRUMBS.format(code)}{convert_page(text, FOLDER)}</div>'


@cache
def rule_facts() -> tuple[RuleFact, ...]:
    """What other pages say about the built-in rules."""
    return tuple(
        RuleFact(
            rule.code, rule.name, rule.severity.value, rule.principle, rule.summary, _cure(rule.code), rule.of_past
        )
        for rule in RULES
    )


def _cure(code: str) -> str:
    """The first sentence on how to mend what a rule finds, as plain words."""
    text = _source(code).partition("\n## How to mend\n")[2].strip().partition("\n\n")[0].replace("\n", " ")
    return _MARKUP.sub(r"\1", _END.split(text, maxsplit=1)[0])


def rule_pages(handbook: Collection[str]) -> Iterator[Page]:
    """A page for every rule; `handbook` are the addresses of pages that somebody wrote."""
    for rule, url in zip(RULES, rule_urls(), strict=True):
        html = rooted(link_known(_html(rule.code), handbook), url)
        title = f"{rule.code} {rule.name}"
        search = SearchText(title, rule.summary, (rule.principle.replace("_", " "),))
        yield Page(url, title, rule.summary, html, search, section="reference")


def rule_index(own: Sequence[Rule]) -> str:
    """The page of all rules, as Markdown; `own` are the team's."""
    yours = f"## Rules of the team's own\n\n{rule_table(own)}\n## Rules that come with the package\n\n" if own else ""
    return _INTRODUCTION + yours + rule_table(RULES)


def rule_table(rules: Iterable[Rule], root: str = "") -> str:
    """The rules as a Markdown table; `root` is the way from the page to the folder of the rules."""
    lines = ["| Rule | Finds | Severity | Principle |", "| --- | --- | --- | --- |"]
    for rule in rules:
        principle = _plain(rule.principle.replace("_", " ").capitalize())
        name = f"[{rule.code} {rule.name}]({root}{rule.code}.md)"
        summary = rule.summary.replace("|", "&#124;") if rule in RULES else _plain(rule.summary)
        lines.append(f"| {name} | {summary} | {rule.severity} | {principle} |")
    return "\n".join(lines) + "\n"


def rule_map(groups: Mapping[str, Iterable[Rule]], root: str = "") -> str:
    """What rules there are for each of some words, as a Markdown table of two columns; `root` as above."""
    lines = ["| | Rules |", "| --- | --- |"]
    for word, rules in groups.items():
        links = ", ".join(f"[{rule.code} {rule.name}]({root}{rule.code}.md)" for rule in rules)
        lines.append(f"| **{word.replace('_', ' ').capitalize()}** | {links} |")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """What a file of the team's says, without any meaning that Markdown or HTML would give to its signs."""
    return _SIGN.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
