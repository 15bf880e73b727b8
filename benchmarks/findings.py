"""What every rule finds in our own work and in the adopted proposals, and how much of it a maintainer would thank for.

    python benchmarks/findings.py            prints a line for each rule: findings, how many were judged, share of yes

Up to ten findings of a rule were read by hand and judged; the verdicts lie in benchmarks/judged/, one file for each
rule. A warning or an error should be right in at least four of five; a rule of which one single finding was judged
wrong is not held against that, because four of five cannot be told from so few. Notes are matters of judgement. The
exit code is 1 if a rule falls short, or if a finding that was judged is no longer found.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from worksystem.check import check
from worksystem.load import load
from worksystem.load.history import load_history
from worksystem.rules import RULES
from worksystem.source.files import read_document

__all__ = ["COLUMNS", "EXAMPLE", "JUDGED", "ROOT", "Verdict", "fall_short", "read_severities", "read_verdicts"]

ROOT: Final = Path(__file__).resolve().parents[1]
EXAMPLE: Final = ROOT / "examples" / "kubernetes"
JUDGED: Final = ROOT / "benchmarks" / "judged"
COLUMNS: Final = ("code", "path", "line", "verdict", "reason")
TODAY: Final = date(2026, 11, 22)
BAR: Final = 0.8

Severities = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody thinks of one finding; `path` is relative to the repository."""

    code: str
    path: str
    line: int
    is_right: bool
    reason: str

    @property
    def folder(self) -> Path:
        """The work system in which it is found."""
        return EXAMPLE if self.path.startswith(("..", "examples/kubernetes/")) else ROOT


def read_verdicts(folder: Path = JUDGED) -> tuple[Verdict, ...]:
    """Every verdict, by code and in the order of the files.

    Errors: `ValueError` for a file that has other columns, or a verdict that is neither yes nor no.
    """
    return tuple(verdict for path in sorted(folder.glob("*.csv")) for verdict in _read(path))


def _read(path: Path) -> Iterator[Verdict]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name} has not the columns {', '.join(COLUMNS)}")
        for row in rows:
            if row["verdict"] not in ("yes", "no") or row["code"] != path.stem:
                raise ValueError(f"{path.name}: {row['path']}: a verdict is yes or no, on {path.stem}")
            yield Verdict(row["code"], row["path"], int(row["line"]), row["verdict"] == "yes", row["reason"])


def read_severities(folder: Path) -> Severities:
    """How bad each rule is in a work system: those of its own, the built-in ones, and what its settings say."""
    found = {rule.code: rule.severity.value for rule in RULES}
    for path in sorted((folder / "work" / "rules").glob("*.yml")):
        rule = _values(path)
        found[rule["code"]] = rule.get("severity", "error")
    return found | dict(_values(folder / "work" / "worksystem.yml").get("check", {}).get("severity", {}))


def _values(path: Path) -> dict[str, Any]:
    values = read_document(str(path), path.name).values
    return values if isinstance(values, dict) else {}


def fall_short(verdicts: Iterable[Verdict], severities: Mapping[Path, Severities]) -> tuple[str, ...]:
    """The codes of warnings and errors of which too much was judged wrong."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for each in verdicts:
        if severities[each.folder].get(each.code) != "note":
            (right if each.is_right else wrong)[each.code] += 1
    return tuple(code for code, no in sorted(wrong.items()) if no > 1 and right[code] < BAR * (right[code] + no))


def main() -> int:
    """Check both work systems and print the table."""
    verdicts = read_verdicts()
    severities = {folder: read_severities(folder) for folder in (ROOT, EXAMPLE)}
    found: Counter[tuple[Path, str]] = Counter()
    places: set[tuple[str, str, int]] = set()
    for folder in (ROOT, EXAMPLE):
        system = load(folder, as_of=TODAY)
        for one in check(system, as_of=TODAY, past=partial(load_history, system)).diagnostics:
            found[folder, one.code] += 1
            places.add((one.code, one.place.path, one.place.span.start.line))
    short = fall_short(verdicts, severities)
    print(f"{'rule':10}{'severity':10}{'own work':>10}{'proposals':>11}{'judged':>8}{'yes':>7}")
    for code in sorted({code for _, code in found} | {each.code for each in verdicts}):
        mine = [each for each in verdicts if each.code == code]
        folder = mine[0].folder if mine else ROOT if found[ROOT, code] else EXAMPLE
        share = f"{sum(each.is_right for each in mine) / len(mine):.0%}" if mine else ""
        mark = "  falls short" if code in short else ""
        counts = f"{found[ROOT, code]:>10}{found[EXAMPLE, code]:>11}{len(mine) or '':>8}{share:>7}"
        print(f"{code:10}{severities[folder].get(code, ''):10}{counts}{mark}")
    gone = [each for each in verdicts if (each.code, each.path, each.line) not in places]
    for each in gone:
        print(f"no longer found: {each.code} {each.path}:{each.line}")
    print(
        f"{sum(found.values())} findings; {len(verdicts)} judged, {sum(each.is_right for each in verdicts)} of them yes"
    )
    return 1 if short or gone else 0


if __name__ == "__main__":
    sys.exit(main())
