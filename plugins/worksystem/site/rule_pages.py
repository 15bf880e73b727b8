"""The pages of the rules in the handbook: each rule's specification as it is."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from worksystem.rules import RULES
from worksystem.site.html import rooted
from worksystem.site.page import Page, SearchText
from worksystem.site.rule_tables import FOLDER
from worksystem.site.shipped import convert_page, link_known
from worksystem.views.handbook import RuleFact

__all__ = ["CRUMBS", "INDEX", "rule_facts", "rule_pages", "rule_urls"]

INDEX: Final = f"{FOLDER}/index.md"
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
