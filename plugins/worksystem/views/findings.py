"""The findings page: by severity, then by principle, then by rule."""

from collections.abc import Mapping

from msgspec import Struct

from worksystem.diagnostics import Diagnostic, Severity
from worksystem.graph.workspace import Broken
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope, principle_ref

__all__ = ["Findings", "Found", "PrincipleGroup", "RuleGroup", "SeverityGroup", "build_findings"]


class Found(Struct, frozen=True):
    """One finding and the record it is about, if that has a page."""

    diagnostic: Diagnostic
    record: Ref | None


class RuleGroup(Struct, frozen=True):
    """Findings of one rule, in the order of files and lines."""

    code: str
    name: str
    found: tuple[Found, ...]


class PrincipleGroup(Struct, frozen=True):
    """Findings against one principle; `None` for those that protect none."""

    principle: Ref | None
    rules: tuple[RuleGroup, ...]

    @property
    def count(self) -> int:
        """All findings in it."""
        return sum(len(rule.found) for rule in self.rules)


class SeverityGroup(Struct, frozen=True):
    """Findings of one severity."""

    severity: Severity
    principles: tuple[PrincipleGroup, ...]

    @property
    def count(self) -> int:
        """All findings in it."""
        return sum(group.count for group in self.principles)


class Findings(Struct, frozen=True):
    """Everything the checker says, and the files it could not read."""

    groups: tuple[SeverityGroup, ...]
    broken: tuple[Broken, ...]
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All findings."""
        return sum(group.count for group in self.groups)


def build_findings(scope: Scope) -> Findings:
    """The findings that this reader may see, grouped; groups without findings are left out."""
    records = {
        (entry.path, entry.id): scope.ref(kind, id)
        for kind, entries in scope.workspace.records.items()
        if kind in PAGED
        for id, entry in entries.items()
    }
    tree: dict[Severity, dict[str, dict[str, list[Found]]]] = {}
    for diagnostic in scope.shown:
        found = Found(diagnostic, records.get((diagnostic.place.path, diagnostic.record)))
        by_rule = tree.setdefault(diagnostic.severity, {}).setdefault(diagnostic.principle or "", {})
        by_rule.setdefault(diagnostic.code, []).append(found)
    groups = tuple(
        SeverityGroup(
            severity,
            tuple(
                PrincipleGroup(
                    principle_ref(scope, principle) if principle else None,
                    tuple(
                        RuleGroup(code, found[0].diagnostic.name, tuple(found)) for code, found in sorted(rules.items())
                    ),
                )
                for principle, rules in sorted(tree[severity].items(), key=lambda pair: (not pair[0], pair[0]))
            ),
        )
        for severity in sorted(tree, key=lambda each: each.rank)
    )
    counts = {group.severity.value: group.count for group in groups}
    return Findings(groups, scope.workspace.broken, counts)


# Kinds of records that have a page of their own.
PAGED = frozenset({
    "item", "person", "team", "role", "tool", "item_type", "workflow", "goal", "portfolio", "cadence", "standard",
    "discipline", "principle",
})  # fmt: skip
