"""Changes that are judged: of one item an approval is said to be missing or to be unverified, never both."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.cases import Case, CaseFile, find

FLOW = BASE["work/workflows/delivery.yml"].replace(
    "name: Release, by: [role:delivery_lead]",
    "name: Release, approvals: [{gate: first, roles: [security_reviewer]}, {gate: last, roles: [delivery_lead]}]",
)
FIRST = "approvals:\n  - {gate: first, by: grace, date: 2026-11-19}\n"
BOTH = f"{FIRST}  - {{gate: last, by: grace, date: 2026-11-19}}\n"


def says(folder: Path, code: str, before: str, after: str) -> list[str]:
    path, head = "work/items/OPS-1.yml", "title: Rotate the certificates\ntype: task\nowner: ada\n"
    told = CaseFile(path, head + before, option="side")
    files = (CaseFile("work/workflows/delivery.yml", FLOW), told, CaseFile(path, head + after))
    return [f"{each.place.span.start.line}: {each.message}" for each in find(Case("", True, files), code, folder)]


NEVER = '{}: the approval of OPS-1 at the gate "{}" is not verified: no commit of grace and no review says so'
LACKING = '5: OPS-1 went to "Done" without what that takes (last: an approval by Delivery lead)'


@pytest.mark.parametrize(
    ("before", "after", "lacking", "unverified"),
    [
        ("status: in_review\n", f"status: done\n{FIRST}", [LACKING], []),
        ("status: in_review\n", f"status: done\n{BOTH}", [], [NEVER.format(6, "first"), NEVER.format(7, "last")]),
        ("status: in_review\n", f"status: in_review\n{FIRST}", [], [NEVER.format(6, "first")]),
        (f"status: in_review\n{FIRST}", f"status: in_review\n{FIRST}", [], []),
        (f"status: in_review\n{FIRST}", f"status: done\n{BOTH}", [], [NEVER.format(7, "last")]),
        # the workflow does not have this move, and the approval is as unverified as any
        ("status: todo\n", f"status: in_review\n{FIRST}", [], [NEVER.format(6, "first")]),
    ],
)
def test_an_approval_is_unverified_where_no_other_is_missing(
    tmp_path: Path, before: str, after: str, lacking: list[str], unverified: list[str]
) -> None:
    assert says(tmp_path / "lacking", "WS332", before, after) == lacking
    assert says(tmp_path / "unverified", "WS333", before, after) == unverified
