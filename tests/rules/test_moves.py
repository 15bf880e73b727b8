"""Items that are on their way, or at the end of it: approvals, handoffs, parts and what they wait for."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

FLOW = "work/workflows/delivery.yml"


def gated(*gates: str) -> dict[str, str]:
    """A workflow whose release takes approvals."""
    plain = "name: Release, by: [role:delivery_lead]"
    return {FLOW: BASE[FLOW].replace(plain, f"{plain}, approvals: [{', '.join(gates)}]", 1)}


def approved(status: str, *by: str) -> dict[str, str]:
    given = ", ".join(f"{{gate: ok, by: {each}, date: 2026-11-10}}" for each in by)
    return {"OPS-1": f"status: {status}\nowner: ada\napprovals: [{given}]\n"}


def parts(count: int, whole: str = "done") -> dict[str, str]:
    """An item with so many open parts, one that is done, and one that was dropped."""
    found = {f"OPS-{number}": "status: todo\nparent: OPS-100\n" for number in range(1, count + 1)}
    over = {"OPS-98": "status: done\nparent: OPS-100\n", "OPS-99": "status: cancelled\nparent: OPS-100\n"}
    return {**found, **over, "OPS-100": f"status: {whole}\n"}


ONE, TWO, ROLES = "{gate: ok}", "{gate: ok, count: 2}", "{gate: ok, roles: [delivery_lead, product_owner]}"


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            gated(ONE) | approved("done"),
            [
                "items/OPS-1.yml:3:9 status = done",
                '  OPS-1 is in "Done" with no approval of the gate "ok"',
                "  help: add who approved it and when, under approvals, or move it back",
            ],
        ),
        (gated(ONE) | approved("done", "bo"), []),
        (
            gated(TWO) | approved("done", "bo"),
            [
                "items/OPS-1.yml:3:9 status = done",
                '  OPS-1 is in "Done" with 1 of 2 approvals of the gate "ok"',
                "  help: add who approved it and when, under approvals, or move it back",
            ],
        ),
        (
            gated(TWO) | approved("done", "bo", "bo"),
            [
                "items/OPS-1.yml:3:9 status = done",
                '  OPS-1 is in "Done" with 1 of 2 approvals of the gate "ok"',
                "  help: add who approved it and when, under approvals, or move it back",
            ],
        ),
        (gated(TWO) | approved("done", "bo", "grace"), []),
        (
            gated("{gate: b}", "{gate: a}") | approved("done", "bo"),
            [
                "items/OPS-1.yml:3:9 status = done",
                '  OPS-1 is in "Done" with no approval of the gate "a"',
                "  help: add who approved it and when, under approvals, or move it back",
                "items/OPS-1.yml:3:9 status = done",
                '  OPS-1 is in "Done" with no approval of the gate "b"',
                "  help: add who approved it and when, under approvals, or move it back",
            ],
        ),
        (gated(ONE) | approved("in_review"), []),
        (
            gated("{gate: ok, except: [owner]}") | approved("done", "ada"),
            [
                "items/OPS-1.yml:3:9 status = done",
                '  OPS-1 is in "Done" with no approval of the gate "ok"',
                "  help: add who approved it and when, under approvals, or move it back",
            ],
        ),
    ],
)
def test_what_is_past_a_gate_has_its_approvals(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS314", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            gated("{gate: ok, except: [owner]}") | approved("done", "bo", "ada"),
            [
                "items/OPS-1.yml:5:66 approvals[1].by = ada",
                '  OPS-1 was approved at the gate "ok" by ada, who owns it',
                "  help: ask somebody else to look at it; this approval does not count",
            ],
        ),
        (
            gated(ONE) | approved("done", "ada"),
            [
                "items/OPS-1.yml:5:28 approvals[0].by = ada",
                '  OPS-1 was approved at the gate "ok" by ada, who owns it',
                "  help: ask somebody else to look at it; this approval does not count",
            ],
        ),
        (gated("{gate: other, except: [owner]}") | approved("done", "ada"), []),
    ],
)
def test_whom_a_gate_leaves_out_cannot_open_it(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS306", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            gated(ROLES) | approved("done", "ada", "bo", "grace", "zoe"),
            [
                "items/OPS-1.yml:5:28 approvals[0].by = ada",
                ("  ada approved OPS-1 on 2026-11-10 without holding the role delivery_lead or product_owner"),
                "  help: ask a holder of the role, or say in the team since when they hold it",
            ],
        ),
        (gated(ONE) | approved("done", "ada"), []),
        (
            gated("{gate: ok, roles: [role:delivery_lead]}") | approved("done", "bo"),
            [
                "items/OPS-1.yml:5:28 approvals[0].by = bo",
                "  bo approved OPS-1 on 2026-11-10 without holding the role delivery_lead",
                "  help: ask a holder of the role, or say in the team since when they hold it",
            ],
        ),
    ],
)
def test_an_approval_is_given_by_somebody_who_held_a_role_for_it(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS307", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ({"OPS-1": "status: ready\nhandoffs: [{to: security, date: 2026-11-17}]\n"}, []),
        (
            {"OPS-1": "status: ready\nhandoffs: [{to: ada, date: 2026-11-17}, {to: security, date: 2026-11-16}]\n"},
            [
                "items/OPS-1.yml:4:41 handoffs[1] = {to: security, date: 2026-11-16}",
                "  OPS-1 was handed to security on 2026-11-16, and nobody has said that it arrived",
                "  help: ask security, then add acknowledged: {by: <person>, date: <day>}",
            ],
        ),
        (
            {
                "OPS-1": "status: ready\nhandoffs:\n"
                "  - {to: security, date: 2026-11-16, acknowledged: {by: bo, date: 2026-11-17}}\n"
            },
            [],
        ),
        ({"OPS-1": "status: done\nhandoffs: [{to: security, date: 2026-11-16}]\n"}, []),
    ],
)
def test_a_handoff_has_three_days_to_arrive(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS312", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"OPS-1": "status: done\nacceptance: [It works, {text: It is quick, done: yes}, It stays so]\n"},
            [
                "items/OPS-1.yml:4:14 acceptance[0] = It works",
                '  OPS-1 is in "Done" although "It works" is not ticked',
                "  help: tick it if it is true, or move the item back",
                "items/OPS-1.yml:4:56 acceptance[2] = It stays so",
                '  OPS-1 is in "Done" although "It stays so" is not ticked',
                "  help: tick it if it is true, or move the item back",
            ],
        ),
        (
            {
                "OPS-1": "status: cancelled\nacceptance: [It works]\n",
                "OPS-2": "status: in_review\nacceptance: [It works]\n",
            },
            [],
        ),
    ],
)
def test_every_criterion_that_is_not_ticked_is_named(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS311", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {"OPS-1": "status: cancelled\n"},
            [
                "items/OPS-1.yml:3:9 status = cancelled",
                "  OPS-1 was dropped, and nothing says why",
                "  help: add closed: {reason: <why>}",
            ],
        ),
        ({"OPS-1": "status: cancelled\nclosed: {reason: Nobody asks for it any more}\n"}, []),
        ({"OPS-1": "status: done\n"}, []),
    ],
)
def test_what_is_dropped_says_why(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS315", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (parts(0), []),
        (
            parts(1),
            [
                "items/OPS-100.yml:3:9 status = done",
                '  OPS-100 is in "Done" while OPS-1 is still open',
                "  help: finish or drop what remains, or move OPS-100 back",
                "  see items/OPS-1.yml:4:9: OPS-1 is a part of OPS-100",
            ],
        ),
        (
            parts(2),
            [
                "items/OPS-100.yml:3:9 status = done",
                '  OPS-100 is in "Done" while OPS-1 and OPS-2 are still open',
                "  help: finish or drop what remains, or move OPS-100 back",
                "  see items/OPS-1.yml:4:9: OPS-1 is a part of OPS-100",
                "  see items/OPS-2.yml:4:9: OPS-2 is a part of OPS-100",
            ],
        ),
        (
            parts(3),
            [
                "items/OPS-100.yml:3:9 status = done",
                '  OPS-100 is in "Done" while OPS-1, OPS-2 and OPS-3 are still open',
                "  help: finish or drop what remains, or move OPS-100 back",
                "  see items/OPS-1.yml:4:9: OPS-1 is a part of OPS-100",
                "  see items/OPS-2.yml:4:9: OPS-2 is a part of OPS-100",
                "  see items/OPS-3.yml:4:9: OPS-3 is a part of OPS-100",
            ],
        ),
        (
            parts(9),
            [
                "items/OPS-100.yml:3:9 status = done",
                (
                    '  OPS-100 is in "Done" while OPS-1, OPS-2, OPS-3, OPS-4, OPS-5, OPS-6, OPS-7, OPS-8 '
                    "and 1 more are still open"
                ),
                "  help: finish or drop what remains, or move OPS-100 back",
                "  see items/OPS-1.yml:4:9: OPS-1 is a part of OPS-100",
                "  see items/OPS-2.yml:4:9: OPS-2 is a part of OPS-100",
                "  see items/OPS-3.yml:4:9: OPS-3 is a part of OPS-100",
                "  see items/OPS-4.yml:4:9: OPS-4 is a part of OPS-100",
                "  see items/OPS-5.yml:4:9: OPS-5 is a part of OPS-100",
                "  see items/OPS-6.yml:4:9: OPS-6 is a part of OPS-100",
                "  see items/OPS-7.yml:4:9: OPS-7 is a part of OPS-100",
                "  see items/OPS-8.yml:4:9: OPS-8 is a part of OPS-100",
            ],
        ),
        (parts(1, "in_review"), []),
        (parts(1, "cancelled"), []),
    ],
)
def test_a_whole_is_not_done_before_its_parts(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS316", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            {
                "OPS-1": "status: done\ndepends_on: [OPS-2, OPS-3]\n",
                "OPS-2": "status: todo\n",
                "OPS-3": "status: done\n",
            },
            [
                "items/OPS-1.yml:4:14 depends_on[0] = OPS-2",
                '  OPS-1 is in "Done" although it depends on OPS-2, which is still open',
                "  help: close OPS-2 if it is finished, or take the dependency out if there was none",
            ],
        ),
        (
            {
                "OPS-1": "status: done\ndepends_on:\n  - {item: OPS-2, type: start_to_start}\n"
                "  - {item: OPS-3, type: finish_to_finish}\n",
                "OPS-3": "status: todo\n",
                "OPS-2": "status: todo\n",
            },
            [
                "items/OPS-1.yml:6:5 depends_on[1] = {item: OPS-3, type: finish_to_finish}",
                '  OPS-1 is in "Done" although it depends on OPS-3, which is still open',
                "  help: close OPS-3 if it is finished, or take the dependency out if there was none",
            ],
        ),
        ({"OPS-1": "status: in_review\ndepends_on: [OPS-2]\n", "OPS-2": "status: todo\n"}, []),
    ],
)
def test_work_is_not_done_before_what_it_depends_on(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS317", files) == lines
