"""Running the rules: findings become diagnostics with places, less what was ignored, sorted.

A place is worked out only for a finding that stays.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from worksystem.check.baseline import Baseline, KnownFinding, find_grown, find_outgrown
from worksystem.check.ignores import collect_ignores
from worksystem.check.result import CheckResult
from worksystem.check.selection import PerPath, Severities, choose_rules, find_rules, suggest_rule
from worksystem.diagnostics import Diagnostic, Related
from worksystem.graph.finding import Finding
from worksystem.graph.workspace import Workspace
from worksystem.load import WorkSystem
from worksystem.rules import list_rules
from worksystem.rules.rule import Context, Rule
from worksystem.source.aside import WORTHWHILE
from worksystem.source.document import Document, On
from worksystem.source.many import share
from worksystem.workflow.known import Known

if TYPE_CHECKING:
    from worksystem.history import History

__all__ = ["check", "is_below"]

# rules that stand beside each other look at the same facts
_CHUNK = 6
_FEW = 12
_OF_OTHERS = frozenset({"WS903", "WS905", "WS907"})


def check(
    system: WorkSystem,
    *,
    as_of: date,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    paths: Sequence[str] = (),
    rules: Sequence[Rule] | None = None,
    before: Workspace | None = None,
    known: Known | None = None,
    past: "Callable[[], History] | None" = None,
    baseline: Baseline | None = None,
    baseline_before: Baseline | None = None,
    processes: int = 1,
) -> CheckResult:
    """Run the rules over a work system.

    Shape: `select` and `ignore` are codes, prefixes of codes or names; `paths` are files and folders relative to the
    repository, empty for everything (the whole system is read either way, because records refer to each other);
    `rules` are all there are, `None` for the built-in ones and the team's own; `before` is the work that a change began
    from, to judge the change too, and `known` what git and the forge know of it; `past` reads what happened, and is
    asked only if a rule wants to know; what is in `baseline` is known and not reported, and `baseline_before` is the
    one that the change began from. `processes` may share the rules of a large system; the result is the same with any
    number.
    Errors: `UsageError` for a selector that means no rule.
    """
    workspace = system.workspace
    listed = list_rules(workspace) if rules is None else tuple(rules)
    chosen = _runnable(choose_rules(listed, workspace.settings.check, select, ignore), before, past)
    is_wanted = partial(is_below, paths=tuple(paths))
    documents = _documents(system)
    read = [each for each in documents if is_wanted(each.path)] if paths else documents
    ignores = collect_ignores(read, listed, as_of)
    # comments and the baseline can be judged only when the rules that they name have run
    judged = (
        _runnable(choose_rules(listed, workspace.settings.check, (), ignore), before, past)
        if not _OF_OTHERS.isdisjoint(rule.code for rule in chosen)
        else ()
    )
    named = {rule.code for rule in ignores.rules} | {each.code for each in (baseline.findings if baseline else ())}
    silent = tuple(rule for rule in judged if rule not in chosen and rule.code in named)
    running = (*chosen, *silent)
    sieve = _Sieve(workspace, running, is_wanted)
    context = Context(workspace, as_of, before, known or Known())
    of_today, of_past = ([rule for rule in running if rule.of_past is is_past] for is_past in (False, True))
    found_today = _run(context, of_today, sieve, processes)  # others begin with these while the past is read here
    if of_past and past is not None:
        context = context.knowing(past())
    found = [*sieve.diagnose(workspace.findings), *found_today, *_run(context, of_past, sieve, processes)]
    kept: dict[tuple[str, int, int, str, str], Diagnostic] = {}
    codes = {rule.code for rule in chosen}
    for diagnostic in {each.sort_key: each for each in found}.values():
        if not ignores.take(diagnostic, counts=diagnostic.code in codes):
            kept[diagnostic.sort_key] = diagnostic
    own = [*_unknown_in_settings(workspace, listed), *ignores.findings, *ignores.find_unused(sieve.runs_on)]
    own += ignores.find_expired()
    kept.update((diagnostic.sort_key, diagnostic) for diagnostic in sieve.diagnose(own))
    shown = [kept[key] for key in sorted(kept)]
    old: list[Diagnostic] = []
    gone: tuple[int, ...] = ()
    if baseline is not None:
        shown, old, gone = baseline.part(shown)
        ran = {rule.code for rule in running}
        gone = tuple(index for index in gone if _is_judged(baseline.findings[index], listed, ran, is_wanted))
        of_it = [*find_outgrown(baseline, gone), *find_grown(baseline, baseline_before)]
        shown = sorted([*shown, *sieve.diagnose(of_it)], key=lambda each: each.sort_key)
    return CheckResult(
        diagnostics=tuple(each for each in shown if each.code in codes),
        suppressed=sieve.suppressed + ignores.taken,
        known=tuple(each for each in old if each.code in codes),
        gone=gone,
        files=sum(is_wanted(path) for path in system.files),
        records={kind: len(entries) for kind, entries in sorted(workspace.records.items()) if entries},
        ran=tuple(sorted(codes)),
    )


def _is_judged(known: KnownFinding, rules: Sequence[Rule], ran: set[str], is_wanted: Callable[[str], bool]) -> bool:
    """Whether this check could have found what a baseline knows; what no rule finds any more never will be."""
    is_rule = any(rule.code == known.code for rule in rules)
    return (known.code in ran or not is_rule) and is_wanted(known.path)


def _documents(system: WorkSystem) -> list[Document]:
    """Every document that holds a record, a part of one, or something wrong; once."""
    workspace = system.workspace
    entries = [entry for records in workspace.records.values() for entry in records.values()]
    entries += [finding.entry for finding in workspace.findings if finding.entry is not None]
    entries += [later for _, later in workspace.duplicates]
    documents: list[Document] = []
    for entry in entries:
        documents.append(entry.document)
        if entry.origins:
            documents += [document for document, _ in entry.origins.values()]
    once = {id(document): document for document in documents}
    return [*system.faulty_pages, *once.values()]


def _runnable(
    rules: Sequence[Rule], before: Workspace | None, past: "Callable[[], History] | None"
) -> tuple[Rule, ...]:
    """The rules that can say something: those of a change, or of the past, only where that is known."""
    return tuple(
        rule for rule in rules if (before is not None or not rule.of_change) and (past is not None or not rule.of_past)
    )


def is_below(path: str, paths: Sequence[str]) -> bool:
    """Whether a path is one of some files, or lies in one of some folders; without any, everything does."""
    return not paths or any(each in (".", path) or path.startswith(each.rstrip("/") + "/") for each in paths)


def _run(context: Context, rules: Sequence[Rule], sieve: "_Sieve", processes: int) -> Iterator[Diagnostic]:
    """What the rules find, one rule after the other; where there is much, other processes begin with a part."""

    def work(numbers: Sequence[int]) -> list[tuple[list[Diagnostic], int]]:
        return [sieve.apart(_findings(rules[number], context)) for number in numbers]

    if len(context.items) < WORTHWHILE:
        processes = 1
    elif processes > 1:
        context.prepare()
    return _count(sieve, share(work, range(len(rules)), processes=processes, worthwhile=_FEW, chunk=_CHUNK))


def _count(sieve: "_Sieve", results: Iterable[tuple[list[Diagnostic], int]]) -> Iterator[Diagnostic]:
    """The diagnostics of all results; what was suppressed elsewhere is counted here."""
    for found, suppressed in results:
        sieve.suppressed += suppressed
        yield from found


def _findings(rule: Rule, context: Context) -> Iterator[Finding]:
    """What a rule finds; one that fails is a finding, and the next one runs."""
    try:
        yield from rule.check(context)
    except Exception as error:  # whatever it is, the other rules must still run
        message = f"{rule.code} {rule.name} could not be run: {type(error).__name__}: {error}"
        help = f"report this with the files it happens on; --ignore {rule.code} leaves the rule out"
        yield Finding("WS900", message, entry=context.workspace.settings_entry, help=help)


def _unknown_in_settings(workspace: Workspace, rules: Sequence[Rule]) -> Iterator[Finding]:
    settings = workspace.settings.check
    named: list[tuple[str, tuple[str | int, ...]]] = []
    named += [(name, ("check", "select", number)) for number, name in enumerate(settings.select)]
    named += [(name, ("check", "ignore", number)) for number, name in enumerate(settings.ignore)]
    named += [(name, ("check", "severity", name)) for name in settings.severity]
    for pattern, names in settings.per_path.items():
        named += [(name, ("check", "per_path", pattern, number)) for number, name in enumerate(names)]
    for name, keys in named:
        if not find_rules(name, rules):
            on: On = "key" if keys[1] == "severity" else "value"
            message = f'no rule is called "{name}"'
            yield Finding("WS902", message, workspace.settings_entry, keys, on, suggest_rule(name, rules))


class _Sieve:
    """Turns findings into diagnostics; those of rules and files that do not count fall through."""

    def __init__(self, workspace: Workspace, chosen: Sequence[Rule], is_wanted: Callable[[str], bool]) -> None:
        self._rules = {rule.code: rule for rule in chosen}
        self._per_path = PerPath(workspace.settings.check.per_path)
        self._severities = Severities(workspace.settings.check.severity)
        self._is_wanted = is_wanted
        self.suppressed = 0

    def runs_on(self, rule: Rule, path: str) -> bool:
        """Whether a rule's findings in a file count."""
        return rule.code in self._rules and not self._per_path.leaves_out(rule, path)

    def diagnose(self, findings: Iterable[Finding]) -> Iterator[Diagnostic]:
        """The diagnostics of the findings that count."""
        for finding in findings:
            rule = self._rules.get(finding.code)
            path = _path(finding)
            if rule is None or not self._is_wanted(path):
                continue
            if self._per_path.leaves_out(rule, path):
                self.suppressed += 1
            else:
                yield self._diagnostic(finding, rule)

    def apart(self, findings: Iterable[Finding]) -> tuple[list[Diagnostic], int]:
        """The diagnostics of some findings, and how many were suppressed, which are not counted here."""
        before = self.suppressed
        found = list(self.diagnose(findings))
        suppressed, self.suppressed = self.suppressed - before, before
        return found, suppressed

    def _diagnostic(self, finding: Finding, rule: Rule) -> Diagnostic:
        return Diagnostic(
            finding.code,
            rule.name,
            self._severities.of(rule),
            finding.message,
            finding.locate(),
            finding.help,
            rule.principle or None,
            finding.entry.id if finding.entry is not None else "",
            tuple(Related(entry.at(*keys), message) for entry, keys, message in finding.related),
            finding.fix,
        )


def _path(finding: Finding) -> str:
    """The file of a finding, without working out the place in it."""
    entry = finding.entry
    if finding.place is not None:
        return finding.place.path
    if entry is None:
        return ""
    return entry.origin(finding.keys)[0].path if entry.origins else entry.document.path
