"""What each format makes of the sample; run as `python -m tests.report.renderings` it writes the expected files anew.

Read the difference before it is committed.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.report.sample import FILES, RESULT, RULES, edits, page
from worksystem.report import codequality, concise, github, json_, junit, sarif, text

__all__ = ["EXPECTED", "RENDERINGS"]

EXPECTED = Path(__file__).with_name("expected")
RENDERINGS: Mapping[str, Callable[[], str]] = {
    "codequality.json": lambda: codequality.render(RESULT),
    "concise.txt": lambda: concise.render(RESULT),
    "github.txt": lambda: github.render(RESULT),
    "junit.xml": lambda: junit.render(RESULT, rules=RULES),
    "result.json": lambda: json_.render(RESULT),
    "result.sarif": lambda: sarif.render(RESULT, rules=RULES, page=page, version="1.2.3", edits=edits),
    "text.txt": lambda: text.render(RESULT, read=FILES.get, width=80),
}

if __name__ == "__main__":
    for name, render in RENDERINGS.items():
        (EXPECTED / name).write_text(render(), encoding="utf-8", newline="")
