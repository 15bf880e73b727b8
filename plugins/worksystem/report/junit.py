"""Findings as test results in JUnit's XML, which GitLab, Jenkins and most other servers show and compare.

A suite is a rule that ran. Its cases are its findings, each by itself because servers show one failure a case; a rule
without findings is one case that passed, so that a clean work system is not a report without tests. A case keeps its
name when its line moves: servers tell by class and name what is new.
Source: https://docs.gitlab.com/ci/testing/unit_test_reports/, https://plugins.jenkins.io/junit/
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Severity
from worksystem.report.visible import make_visible
from worksystem.rules.rule import Rule

__all__ = ["render"]

_UNFIT = re.compile("[\ud800-\udfff\ufffe\uffff]")


def render(result: CheckResult, *, rules: Sequence[Rule]) -> str:
    """One document; errors and warnings are failures of that type, notes are told by cases that pass.

    Shape: `rules` are all that could have run, by code.
    """
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in result.diagnostics:
        found.setdefault(diagnostic.code, []).append(diagnostic)
    summaries = {rule.code: rule.summary for rule in rules}
    names = {rule.code: rule.name for rule in rules} | {each.code: each.name for each in result.diagnostics}
    root = ElementTree.Element("testsuites", {"name": "worksystem"})
    for code in sorted({*found, *result.ran}):
        _add_suite(root, f"{code} {names.get(code, '')}".strip(), found.get(code, ()), summaries.get(code, code))
    if result.suppressed:
        _add_ignored(root, result.suppressed)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _add_suite(root: ElementTree.Element, name: str, found: Sequence[Diagnostic], summary: str) -> None:
    failures = sum(diagnostic.severity is not Severity.NOTE for diagnostic in found)
    counts = {"tests": str(len(found) or 1), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite = ElementTree.SubElement(root, "testsuite", {"name": name, **counts})
    if not found:
        ElementTree.SubElement(suite, "testcase", {"classname": name, "name": f"not found: {_fit(summary)}"})
    seen: Counter[str] = Counter()
    for diagnostic in found:
        says = f"{diagnostic.place.path}: {diagnostic.message}"
        seen[says] += 1
        _add_case(suite, name, says if seen[says] == 1 else f"{says} ({seen[says]})", diagnostic)


def _add_case(suite: ElementTree.Element, rule: str, name: str, diagnostic: Diagnostic) -> None:
    place = diagnostic.place
    facts: Mapping[str, str] = {"classname": rule, "name": name, "file": place.path, "line": str(place.span.start.line)}
    case = ElementTree.SubElement(suite, "testcase", {key: _fit(value) for key, value in facts.items()})
    line, column = place.span.start
    lines = [f"{place.path}:{line}:{column}: {diagnostic.message}", *([diagnostic.help] if diagnostic.help else [])]
    text = "\n".join(_fit(each) for each in lines)
    if diagnostic.severity is Severity.NOTE:
        ElementTree.SubElement(case, "system-out").text = text
    else:
        kind = {"message": _fit(diagnostic.message), "type": diagnostic.severity.value}
        ElementTree.SubElement(case, "failure", kind).text = text


def _add_ignored(root: ElementTree.Element, number: int) -> None:
    """One case that was skipped: how many were ignored is known, which ones is not."""
    name = "ignored on purpose"
    counts = {"tests": "1", "failures": "0", "errors": "0", "skipped": "1"}
    suite = ElementTree.SubElement(root, "testsuite", {"name": name, **counts})
    case = ElementTree.SubElement(suite, "testcase", {"classname": name, "name": "findings that are ignored"})
    ElementTree.SubElement(case, "skipped", {"message": f"{number} in comments and settings"})


def _fit(text: str) -> str:
    """Text without what XML 1.0 cannot hold. Source: https://www.w3.org/TR/xml/#charsets"""
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", make_visible(text))
