"""Hold adopted real data against a list of what is known to be wrong with it.

    python benchmarks/adoption.py            prints a line for each kind of defect: found, recall, findings, precision

Reads examples/kubernetes, which adopts ../shared/data; nothing there is touched. A defect counts as found if a
finding of its kind stands in the same file and line, or speaks of the file as a whole; a finding is right if a defect
of its kind stands there too. What is not right is an alarm, and a false alarm where its file has no such defect at all.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Final

from worksystem.check import CheckResult, check
from worksystem.diagnostics import Diagnostic
from worksystem.load import load

__all__ = ["FORM", "JUDGEMENT", "PLAIN", "Defect", "Score", "kind_of", "read_defects", "render_scores", "run", "score"]

ROOT: Final = Path(__file__).resolve().parents[1]
EXAMPLE: Final = ROOT / "examples" / "kubernetes"
DATA: Final = ROOT.parent / "shared" / "data" / "keps"
TODAY: Final = date(2026, 11, 22)

PLAIN: Final = (
    "unknown-status",
    "unknown-stage",
    "date-invalid",
    "date-format",
    "date-order",
    "missing-required",
    "empty-required",
    "unknown-field",
    "duplicate-id",
    "number-vs-folder",
    "number-format",
    "approval-number-vs-file",
    "approval-of-unknown-item",
    "not-bool",
    "dangling-link",
    "unknown-team",
)
FORM: Final = (
    "person-format",
    "milestone-format",
    "placeholder-person",
    "empty-entry",
    "link-free-text",
    "number-octal-looking",
    "folder-without-number",
)
JUDGEMENT: Final = ("milestone-inconsistent", "status-stage-conflict", "team-vs-folder")

_PEOPLE: Final = ("authors", "reviewers", "approvers", "editor")
# code, and where it matters the field in the file's own words, to the kinds of defects that it finds
_KINDS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("WS202", ""): ("unknown-status",),
    ("WS105", "stage"): ("unknown-stage",),
    ("WS104", ""): ("date-invalid", "date-format"),
    ("KEP001", ""): ("date-order",),
    ("WS102", ""): ("missing-required",),
    ("WS401", ""): ("missing-required",),
    ("WS109", "approvers"): ("empty-required",),
    ("WS101", ""): ("unknown-field",),
    ("WS200", ""): ("duplicate-id",),
    ("WS112", "kep-number"): ("number-vs-folder", "approval-number-vs-file"),
    ("WS112", ""): ("folder-without-number",),
    ("WS117", "kep-number"): ("number-format", "number-octal-looking"),
    ("WS117", "disable-supported"): ("not-bool",),
    **{("WS117", field): ("person-format",) for field in _PEOPLE},
    ("WS117", "latest-milestone"): ("milestone-format",),
    ("WS117", "milestone"): ("milestone-format",),
    ("WS120", "reviewers"): ("placeholder-person", "empty-entry"),
    ("WS120", "approvers"): ("placeholder-person",),
    ("WS120", "editor"): ("placeholder-person",),
    ("WS120", ""): ("empty-entry",),
    ("WS019", ""): ("approval-of-unknown-item",),
    ("WS226", ""): ("dangling-link",),
    ("WS201", ""): ("link-free-text",),
    ("WS205", ""): ("unknown-team",),
    ("KEP002", ""): ("milestone-inconsistent",),
    ("KEP003", ""): ("status-stage-conflict",),
    ("KEP004", ""): ("team-vs-folder",),
}


@dataclass(frozen=True, slots=True)
class Defect:
    """One row of the list: what is wrong, and where."""

    kind: str
    path: str
    line: int
    field: str


@dataclass(frozen=True, slots=True)
class Score:
    """How a kind of defects fared.

    Shape: `missed` and `wrong` are what to look at: defects nobody found, findings where no defect is known; `false`
    are those of them that stand in files without any defect of the kind.
    """

    kind: str
    defects: int
    found: int
    findings: int
    missed: tuple[Defect, ...]
    wrong: tuple[Diagnostic, ...]
    false: tuple[Diagnostic, ...]

    @property
    def recall(self) -> float:
        """The share of defects that were found; 1 if there are none."""
        return self.found / self.defects if self.defects else 1.0

    @property
    def precision(self) -> float:
        """The share of findings with a defect at their place; 1 if there are none."""
        return 1 - len(self.wrong) / self.findings if self.findings else 1.0


def read_defects(file: Path) -> tuple[Defect, ...]:
    """The rows of `known_defects.csv`."""
    with file.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle)
        return tuple(Defect(row["kind"], row["path"], int(row["line"] or 0), row["field"]) for row in rows)


def run() -> tuple[CheckResult, float]:
    """Load and check the example; the result, and the seconds that both took."""
    began = perf_counter()
    result = check(load(EXAMPLE, as_of=TODAY), as_of=TODAY)
    return result, perf_counter() - began


def kind_of(found: Diagnostic) -> tuple[str, ...]:
    """The kinds of defects that a finding may stand for; empty for what the list does not speak of."""
    first = found.place.field.partition(".")[0].partition("[")[0]
    return _KINDS.get((found.code, first), _KINDS.get((found.code, ""), ()))


def score(defects: Iterable[Defect], found: Iterable[Diagnostic], prefix: str) -> tuple[Score, ...]:
    """Recall and precision of every kind; `prefix` is what paths in findings have before those of the list."""
    by_kind: dict[str, list[Defect]] = defaultdict(list)
    for defect in defects:
        by_kind[defect.kind].append(defect)
    files = {(kind, each.path) for kind, group in by_kind.items() for each in group}
    lines = {(kind, each.path, each.line) for kind, group in by_kind.items() for each in group}
    counted: dict[str, list[Diagnostic]] = defaultdict(list)
    wrong: dict[str, list[Diagnostic]] = defaultdict(list)
    false: dict[str, list[Diagnostic]] = defaultdict(list)
    seen: set[tuple[str, str, int]] = set()
    whole: set[tuple[str, str]] = set()
    for each in found:
        path = each.place.path.removeprefix(prefix)
        kinds = kind_of(each)
        line = each.place.span.start.line
        near = [kind for kind in kinds if (kind, path) in files]
        right = [kind for kind in near if (kind, path, line) in lines or not each.place.field]
        for kind in right or near[:1] or kinds[:1]:
            counted[kind].append(each)
            seen.add((kind, path, line))
            if not each.place.field:
                whole.add((kind, path))
            if not right:
                wrong[kind].append(each)
            if not near:
                false[kind].append(each)
    scores = []
    for kind in (*PLAIN, *FORM, *JUDGEMENT):
        group = by_kind[kind]
        missed = tuple(
            each for each in group if (kind, each.path, each.line) not in seen and (kind, each.path) not in whole
        )
        found_here = len(group) - len(missed)
        alarms = (tuple(wrong[kind]), tuple(false[kind]))
        scores.append(Score(kind, len(group), found_here, len(counted[kind]), missed, *alarms))
    return tuple(scores)


def render_scores(scores: Iterable[Score]) -> str:
    """The table, one kind a line."""
    lines = [f"{'kind':28}{'defects':>8}{'found':>8}{'recall':>8}{'findings':>10}{'precision':>11}"]
    for each in scores:
        figures = f"{each.defects:8}{each.found:8}{each.recall:8.1%}{each.findings:10}{each.precision:11.1%}"
        lines.append(f"{each.kind:28}{figures}")
    return "\n".join(lines)


def main() -> None:
    """Print the table, what was missed, and what was found where nothing is known to be wrong."""
    if not DATA.is_dir():
        sys.exit("adoption: ../shared/data does not lie beside the checkout")
    result, seconds = run()
    scores = score(read_defects(DATA / "known_defects.csv"), result.diagnostics, "../shared/data/keps/")
    print(render_scores(scores))
    plain = [each for each in scores if each.kind in PLAIN]
    recall = sum(each.found for each in plain) / sum(each.defects for each in plain)
    wrong, false = (sum(len(getattr(each, what)) for each in plain) for what in ("wrong", "false"))
    print(f"\nplain errors: recall {recall:.1%}, {wrong} alarms, {false} of them in files without such a defect")
    print(f"{len(result.diagnostics)} findings in {result.files} files, {seconds:.1f} s")
    severities = Counter(each.severity.value for each in result.diagnostics)
    print(", ".join(f"{severities[name]} {name}s" for name in ("error", "warning", "note")))
    for each in scores:
        for defect in each.missed:
            print(f"missed  {each.kind}: {defect.path}:{defect.line} {defect.field}")
        for finding in each.wrong:
            place = finding.place
            print(f"alarm   {each.kind}: {place.path}:{place.span.start.line} {finding.code} {finding.message}")
    other = Counter(finding.code for finding in result.diagnostics if not kind_of(finding))
    print("besides", ", ".join(f"{code} {count}" for code, count in sorted(other.items())) or "nothing")


if __name__ == "__main__":
    main()
