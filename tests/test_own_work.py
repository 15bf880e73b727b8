"""Our own work system passes our own check, with just the warnings that are kept to show what the tool sees."""

from datetime import date
from pathlib import Path

from worksystem.check import check
from worksystem.diagnostics import Severity
from worksystem.load import load

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
KEPT = [
    ("WS312", "TSK-5NMJA"),
    ("WS404", "payroll_lead"),
    ("WS406", "freya"),
    ("WS407", "freya"),
    ("WS500", "OPS-PT6EF"),
    ("WS500", "REQ-V91X8"),
    ("WS500", "TSK-7DEBC"),
    ("WS503", "TSK-WGF5K"),
    ("WS512", "customer_voice"),
    ("WS700", "delivery"),
]


def test_our_own_work_has_no_error_and_the_warnings_that_are_kept_on_purpose() -> None:
    result = check(load(ROOT, as_of=TODAY), as_of=TODAY)
    assert not result.reaches(Severity.ERROR)
    assert sorted((each.code, each.record) for each in result.diagnostics) == KEPT
    assert result.suppressed == 0


def test_our_own_work_is_as_large_as_it_says() -> None:
    counts = check(load(ROOT, as_of=TODAY), as_of=TODAY).records
    assert counts["person"] >= 35
    assert counts["item"] >= 110
    assert counts["workflow"] == 6
