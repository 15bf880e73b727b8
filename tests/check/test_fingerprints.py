"""What makes a finding the same one: what it says of which record, not how much, when or in which line."""

import pytest
from msgspec.structs import replace

from worksystem.diagnostics import Diagnostic, Severity, fingerprint, number_fingerprints
from worksystem.position import Place, Position, Span


def finding(message: str, *, line: int = 4, field: str = "due") -> Diagnostic:
    place = Place("work/items/OPS-1.yml", Span(Position(line, 1), Position(line, 9)), field, "2026-11-13")
    return Diagnostic("WS500", "past-due", Severity.WARNING, message, place, record="OPS-1")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OPS-1 was due on 2026-11-13, 7 days ago", "OPS-1 was due on 2026-11-14, 1 day ago"),
        ("OPS-1 was due on 13 Nov 2026", "OPS-1 was due on 2026-11"),
        (
            "OPS-1 is blocked for 18 days; the workflow allows 5d",
            "OPS-1 is blocked for 19 days; the workflow allows 1w",
        ),
        (
            "the period of goal trust is over, and one item is open",
            "the period of goal trust is over, and 14 items are open",
        ),
        ("the teams of ada share 130% of one person's time", "the teams of ada share 110.5% of one person's time"),
    ],
)
def test_numbers_and_dates_do_not_make_another_finding(one: str, other: str) -> None:
    assert fingerprint(finding(one)) == fingerprint(finding(other))


def test_ids_and_words_make_another_finding() -> None:
    said = ["OPS-1 waits for OPS-2", "OPS-1 waits for OPS-3", "OPS-1 names 7K3QX", "OPS-1 names 8K3QX", "OPS-1 waits"]
    assert len({fingerprint(finding(message)) for message in said}) == len(said)


def test_line_and_position_in_a_list_do_not_count_but_file_record_field_and_code_do() -> None:
    one = finding("OPS-1 links to nothing", field="relates_to[0]")
    assert fingerprint(one) == fingerprint(finding("OPS-1 links to nothing", line=9, field="relates_to[3]"))
    others = [
        replace(one, code="WS501"),
        replace(one, record="OPS-2"),
        replace(one, place=replace(one.place, path="work/items/OPS-2.yml")),
        replace(one, place=replace(one.place, field="depends_on[0]")),
    ]
    assert len({fingerprint(each) for each in (one, *others)}) == 5


def test_findings_that_share_a_fingerprint_are_told_apart_by_a_count() -> None:
    one = finding("OPS-1 was due on 2026-11-13")
    shared = fingerprint(one)
    assert number_fingerprints((one, one, replace(one, record=""))) == (
        f"{shared}:1",
        f"{shared}:2",
        f"{fingerprint(replace(one, record=''))}:1",
    )
