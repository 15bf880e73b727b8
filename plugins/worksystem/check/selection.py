"""Which rules run: codes, prefixes of codes, and names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from worksystem.diagnostics import Severity
from worksystem.errors import UsageError
from worksystem.model.settings import Check
from worksystem.rules.rule import Rule
from worksystem.source.folder import matcher

__all__ = ["PerPath", "Selector", "Severities", "choose_rules", "find_rules", "parse_selectors", "suggest_rule"]

Selector = str
# a rule that failed is told of
_FAILED = "WS900"
# the pattern of every file
_EVERYWHERE = "**"
_PREFIX = re.compile(r"[A-Z]+[0-9]*")


def find_rules(selector: Selector, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules that a code, a prefix of codes (`WS5`) or a name means; empty if none."""
    exact = tuple(rule for rule in rules if selector in (rule.code, rule.name))
    if exact or not _PREFIX.fullmatch(selector):
        return exact
    return tuple(rule for rule in rules if rule.code.startswith(selector))


def suggest_rule(selector: Selector, rules: Sequence[Rule]) -> str:
    """A help line for a selector that means no rule."""
    names = [name for rule in rules for name in (rule.code, rule.name)]
    close = get_close_matches(selector.upper() if selector.isalnum() else selector.lower(), names, 1, 0.75)
    return f'did you mean "{close[0]}"?' if close else "`worksystem rules` lists the rules"


def parse_selectors(texts: Iterable[str], rules: Sequence[Rule]) -> tuple[Selector, ...]:
    """Selectors as typed, several in one text parted by commas.

    Errors: `UsageError` for one that means no rule, and for a text that names none.
    """
    texts = tuple(texts)
    selectors = tuple(part.strip() for text in texts for part in text.split(",") if part.strip())
    if texts and not selectors:
        raise UsageError(f'"{texts[0]}" names no rule', help="`worksystem rules` lists the rules")
    for selector in selectors:
        if not find_rules(selector, rules):
            raise UsageError(f'no rule is called "{selector}"', help=suggest_rule(selector, rules))
    return selectors


def choose_rules(
    rules: Sequence[Rule], settings: Check, select: Sequence[str], ignore: Sequence[str]
) -> tuple[Rule, ...]:
    """The rules that run: the command line goes before the settings, and naming a rule itself there brings it back.

    Shape: that a rule failed is said of whatever was selected.
    Errors: `UsageError` for a selector on the command line that means no rule.
    """
    selected, ignored = parse_selectors(select, rules), parse_selectors(ignore, rules)
    wanted = selected or settings.select
    return tuple(
        rule
        for rule in rules
        if (not wanted or rule.code == _FAILED or _fits(rule, wanted))
        and not _fits(rule, ignored)
        and (rule.code in selected or rule.name in selected or not _fits(rule, settings.ignore))
    )


def _fits(rule: Rule, selectors: Iterable[Selector]) -> bool:
    return any(find_rules(selector, (rule,)) for selector in selectors)


class Severities(Struct, frozen=True):
    """The settings' severities; the narrowest selector that fits a rule wins."""

    by_selector: Mapping[Selector, str]

    def of(self, rule: Rule) -> Severity:
        """The severity that this rule's findings get."""
        fitting = [selector for selector in self.by_selector if find_rules(selector, (rule,))]
        if not fitting:
            return rule.severity
        narrowest = max(fitting, key=lambda selector: (selector in (rule.code, rule.name), len(selector)))
        return Severity(self.by_selector[narrowest])


class PerPath:
    """The settings' rules that are left out for files of a pattern."""

    def __init__(self, patterns: Mapping[str, Sequence[Selector]]) -> None:
        self._patterns = [
            (matcher(pattern), tuple(names)) for pattern, names in patterns.items() if pattern != _EVERYWHERE
        ]
        self._nowhere = tuple(patterns.get(_EVERYWHERE, ()))
        self._left_out: dict[str, tuple[Selector, ...]] = {}
        self._known: dict[tuple[str, tuple[Selector, ...]], bool] = {}

    def leaves_out(self, rule: Rule, path: str) -> bool:
        """Whether a rule's findings in a file do not count."""
        if not path:
            return False
        selectors = self._left_out.get(path) if self._patterns else self._nowhere
        if selectors is None:
            found = [name for fits, names in self._patterns if fits(path) for name in names]
            selectors = self._left_out[path] = (*self._nowhere, *found)
        known = self._known.get((rule.code, selectors))
        if known is None:
            known = self._known[rule.code, selectors] = _fits(rule, selectors)
        return known
