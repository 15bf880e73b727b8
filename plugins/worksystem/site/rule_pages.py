"""The pages of the rules in the handbook: each rule's specification as it is, and a table of all of them."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from worksystem.rules import RULES, Rule
from worksystem.site.html import rooted
from worksystem.site.page import Page, SearchText
from worksystem.site.shipped import convert_page, link_known
from worksystem.views.handbook import RuleFact

__all__ = ["FOLDER", "INDEX", "rule_facts", "rule_index", "rule_pages", "rule_table", "rule_urls"]

FOLDER: Final = "reference/rules"
INDEX: Final = f"{FOLDER}/index.md"
_INTRODUCTION: Final = """# Rules

What `worksystem check` looks for. A code is never used again for something else; its first digit says what the rule is
about: 0 reading files, 1 the shape of records, 2 references, 3 workflows, 4 ownership and load, 5 time and freshness,
6 the handbook, 7 flow, 9 the checker itself.

"""
_MARKUP: Final = re.compile(r"[`*]|\[([^\]]*)\]\([^)]*\)")
_END: Final = re.compile(r"(?<=[.!?]) (?=[A-Z0-9])")
_CRUMBS: Final = '<nav class="ws-crumbs" aria-label="Where this is"><a href="../">Rules</a><span>{}</span></nav>'


def rule_urls() -> tuple[str, ...]:
    """The address of every rule's page."""
    return tuple(f"{FOLDER}/{rule.code}/" for rule in RULES)


def _source(code: str) -> str:
    return files("worksystem.rules").joinpath("pages").joinpath(f"{code}.md").read_text(encoding="utf-8")


@cache
def _html(code: str) -> str:
    """A rule's page, rendered once a process: it comes with the package and doesn't change while it runs."""
    text = _source(code)
    return f'<div class="ws-prose">{_CRUMBS.format(code)}{convert_page(text, FOLDER)}</div>'


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
    return _END.split(_MARKUP.sub(r"\1", text), maxsplit=1)[0]


def rule_pages(handbook: Collection[str]) -> Iterator[Page]:
    """A page for every rule; `handbook` are the addresses of pages that somebody wrote."""
    for rule, url in zip(RULES, rule_urls(), strict=True):
        html = rooted(link_known(_html(rule.code), handbook), url)
        title = f"{rule.code} {rule.name}"
        search = SearchText(title, rule.summary, (rule.principle.replace("_", " "),))
        yield Page(url, title, rule.summary, html, search, section="reference")


def rule_index() -> str:
    """The page of all rules, as Markdown."""
    return _INTRODUCTION + rule_table(RULES)


def rule_table(rules: Iterable[Rule], root: str = "") -> str:
    """The rules as a Markdown table; `root` is the way from the page to the folder of the rules."""
    lines = ["| Rule | Finds | Severity | Principle |", "| --- | --- | --- | --- |"]
    for rule in rules:
        principle = rule.principle.replace("_", " ").capitalize()
        name = f"[{rule.code} {rule.name}]({root}{rule.code}.md)"
        lines.append(f"| {name} | {rule.summary.replace('|', '&#124;')} | {rule.severity} | {principle} |")
    return "\n".join(lines) + "\n"
