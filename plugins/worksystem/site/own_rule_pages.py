"""The pages of the team's own rules, beside those of the rules that come with the package."""

from collections.abc import Iterator

from worksystem.graph.workspace import Workspace
from worksystem.report.own_rule import render_own_rule
from worksystem.rules import Rule, find_team_rule, list_rules
from worksystem.site.html import rooted
from worksystem.site.page import Page, SearchText
from worksystem.site.rule_pages import CRUMBS
from worksystem.site.rule_tables import FOLDER
from worksystem.site.text import TextRenderer
from worksystem.views.handbook import RuleFact
from worksystem.views.privacy import list_telling_rules

__all__ = ["list_own_rules", "own_rule_facts", "own_rule_pages", "own_rule_urls"]


def list_own_rules(workspace: Workspace, audience: str) -> tuple[Rule, ...]:
    """The team's rules whose findings this reader may see, by code."""
    telling = list_telling_rules(workspace, audience)
    return tuple(
        rule
        for rule in list_rules(workspace)
        if rule.code not in telling and find_team_rule(workspace, rule.code) is not None
    )


def own_rule_facts(workspace: Workspace, audience: str) -> tuple[RuleFact, ...]:
    """What other pages say about them; what to do stands in their findings, in the words of the team."""
    return tuple(
        RuleFact(rule.code, rule.name, rule.severity.value, rule.principle, rule.summary, of_past=rule.of_past)
        for rule in list_own_rules(workspace, audience)
    )


def own_rule_urls(workspace: Workspace, audience: str) -> tuple[str, ...]:
    """The address of the page of each of them."""
    return tuple(f"{FOLDER}/{rule.code}/" for rule in list_own_rules(workspace, audience))


def own_rule_pages(workspace: Workspace, audience: str) -> Iterator[Page]:
    """A page for each of them; what its file says is data, so it is cleaned like every text of a record."""
    texts = TextRenderer(lambda id: None)
    for rule in list_own_rules(workspace, audience):
        entry = find_team_rule(workspace, rule.code)
        if entry is not None:
            url = f"{FOLDER}/{rule.code}/"
            # headings of texts begin at the third level; here they are the page's own
            html = str(texts.block(render_own_rule(rule, entry))).replace("h3>", "h1>").replace("h4>", "h2>")
            title = f"{rule.code} {rule.name}"
            search = SearchText(title, rule.summary, (rule.principle.replace("_", " "),) if rule.principle else ())
            body = f'<div class="ws-prose">{CRUMBS.format(rule.code)}{html}</div>'
            yield Page(url, title, rule.summary, rooted(body, url), search, source_path=entry.path, section="reference")
