"""What the page of approvals on one desk cannot show: three gates, shared ones, and who waits at them."""

from pathlib import Path

from tests.rules.base import BASE
from tests.rules.findings import tell

FLOW = BASE["work/workflows/delivery.yml"]
REVIEW = "status: in_review\n"


def flow(*gates: str, states: str = "in_review") -> dict[str, str]:
    """The workflow with gates on the way out of some states, as `release: delivery_lead`."""
    approvals = ", ".join(
        f"{{gate: {gate}, roles: [{roles}]}}" for gate, _, roles in (g.partition(": ") for g in gates)
    )
    move = f"  - {{from: [{states}], to: done, name: Accept, by: [owner], approvals: [{approvals}]}}\n"
    return {"work/workflows/delivery.yml": FLOW.replace("exceptions:", f"{move}exceptions:")}


def waiting(count: int, text: str = REVIEW) -> dict[str, str]:
    """Items that wait."""
    return {f"OPS-{number}": text for number in range(11, 11 + count)}


def test_all_gates_of_a_workflow_rest_on_one_person(tmp_path: Path) -> None:
    two = flow("release: delivery_lead", "budget: role:delivery_lead")
    assert tell(tmp_path / "two", "WS750", two | waiting(3)) == [
        "workflows/delivery.yml:19:81 transitions[6].approvals[0].gate = release",
        '  both gates of workflow "delivery", budget and release, rest on one person',
        "  help: let somebody else hold one of the roles, so that work goes on when one person cannot look",
    ]
    three = flow("release: delivery_lead", "budget: delivery_lead", "audit: delivery_lead")
    assert tell(tmp_path / "three", "WS750", three) == [
        "workflows/delivery.yml:19:81 transitions[6].approvals[0].gate = release",
        '  all three gates of workflow "delivery", audit, budget and release, rest on one person',
        "  help: let somebody else hold one of the roles, so that work goes on when one person cannot look",
    ]
    assert tell(tmp_path / "one", "WS750", flow("release: delivery_lead")) == []
    assert tell(tmp_path / "two people", "WS750", flow("release: delivery_lead", "budget: product_owner")) == []
    assert tell(tmp_path / "shared", "WS750", flow("release: delivery_lead", "budget: security_reviewer")) == []
    assert tell(tmp_path / "two roles", "WS750", flow("one: delivery_lead", "two: delivery_lead, product_owner")) == []
    assert tell(tmp_path / "nobody", "WS750", flow("one: nobody_at_all", "two: nobody_at_all") | waiting(3)) == []


def test_nobody_is_said_to_be_alone_where_a_team_cannot_be_read(tmp_path: Path) -> None:
    files = flow("release: delivery_lead", "budget: delivery_lead")
    teams = BASE["work/teams.yml"].replace("product_owner: [bo]", "product_owner: {since: 3}")
    assert tell(tmp_path, "WS750", {**files, "work/teams.yml": teams}) == []


def test_what_waits_at_a_gate_is_named_up_to_eight_and_from_whatever_state_it_comes(tmp_path: Path) -> None:
    files = flow("release: delivery_lead", "look: security_reviewer", states="in_progress, in_review")
    files |= waiting(7) | {f"OPS-3{number}": "status: in_progress\n" for number in range(3)}
    files |= {"OPS-40": REVIEW + "approvals: [{gate: release, by: grace, date: 2026-11-19}]\n"}
    files |= {"OPS-41": REVIEW + "approvals: [{gate: look, by: bo, date: 2026-11-19}]\n", "OPS-42": "status: ready\n"}
    assert tell(tmp_path / "many", "WS750", files) == [
        "workflows/delivery.yml:19:94 transitions[6].approvals[0].gate = release",
        '  11 items wait where gate "release" of workflow "delivery" rests on one person',
        "  help: let somebody else hold the role, or name another one that may approve",
        "  see items/OPS-30.yml:3:9: OPS-30 is here",
        "  see items/OPS-31.yml:3:9: OPS-31 is here",
        "  see items/OPS-32.yml:3:9: OPS-32 is here",
        "  see items/OPS-11.yml:3:9: OPS-11 is here",
        "  see items/OPS-12.yml:3:9: OPS-12 is here",
        "  see items/OPS-13.yml:3:9: OPS-13 is here",
        "  see items/OPS-14.yml:3:9: OPS-14 is here",
        "  see items/OPS-15.yml:3:9: OPS-15 is here",
    ]
    assert len(tell(tmp_path / "three", "WS750", flow("release: delivery_lead") | waiting(3))) == 3 + 3
    assert tell(tmp_path / "two", "WS750", flow("release: delivery_lead") | waiting(2)) == []


def test_the_next_workflow_is_looked_at_as_well(tmp_path: Path) -> None:
    text = flow("release: delivery_lead", "budget: delivery_lead")["work/workflows/delivery.yml"]
    other = {"work/workflows/bids.yml": text, "work/workflows/delivery.yml": text, "work/workflows/plain.yml": FLOW}
    found = tell(tmp_path, "WS750", other)
    assert [line for line in found if "rest on" in line] == [
        f'  both gates of workflow "{id}", budget and release, rest on one person' for id in ("bids", "delivery")
    ]
