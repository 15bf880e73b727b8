"""The same thing twice: items, tools and what roles answer for."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell


def items(*texts: str, status: str = "todo") -> dict[str, str]:
    """Items with some fields each, one line for each `;`."""
    return {
        f"OPS-{number}": f"status: {status}\n" + "".join(f"{line}\n" for line in text.split("; "))
        for number, text in enumerate(texts, start=1)
    }


def tools(*purposes: str) -> dict[str, str]:
    """Tools with a purpose each, called by letters."""
    texts = (
        f"{id}: {{name: {id.upper()}, owner: ada, purpose: '{each}'}}\n"
        for id, each in zip("abcdef", purposes, strict=False)
    )
    return {"work/tools.yml": "".join(texts)}


def accountable(one: str, other: str) -> dict[str, str]:
    text = BASE["work/roles.yml"].replace("product_owner:\n", f"product_owner:\n  accountable_for: [{one}]\n")
    return {"work/roles.yml": f"{text}  accountable_for: [Runs the shop, {other}]\n"}


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            items("title: Order new office chairs", "title: Buying the office chairs now"),
            [
                "items/OPS-2.yml:3:8 title = Buying the office chairs now",
                '  OPS-2 may be the same work as OPS-1: "Order new office chairs"',
                ("  help: if it is, drop one and link it under duplicates; if not, say in the titles what differs"),
                "  see items/OPS-1.yml:3:8: OPS-1 stands here",
            ],
        ),
        (
            items(
                "title: Order office chairs; parent: OPS-3", "title: Buy office chairs; parent: OPS-3", "title: A room"
            ),
            [
                "items/OPS-2.yml:3:8 title = Buy office chairs",
                '  OPS-2 may be the same work as OPS-1: "Order office chairs"',
                ("  help: if it is, drop one and link it under duplicates; if not, say in the titles what differs"),
                "  see items/OPS-1.yml:3:8: OPS-1 stands here",
            ],
        ),
        (items("title: Order office chairs", "title: Order office chairs"), []),
        (items("title: Order office chairs; parent: OPS-3", "title: Order office chairs", "title: A room"), []),
        (items("title: Sort rooms by 2027", "title: Sort rooms by 2026"), []),
        (
            items("title: Migrate customer archive", "title: Migrate customer archives"),
            [
                "items/OPS-2.yml:3:8 title = Migrate customer archives",
                '  OPS-2 may be the same work as OPS-1: "Migrate customer archive"',
                ("  help: if it is, drop one and link it under duplicates; if not, say in the titles what differs"),
                "  see items/OPS-1.yml:3:8: OPS-1 stands here",
            ],
        ),
        (
            items("title: Migrate customer archive", "title: Migrate custom archive"),
            [
                "items/OPS-2.yml:3:8 title = Migrate custom archive",
                '  OPS-2 may be the same work as OPS-1: "Migrate customer archive"',
                ("  help: if it is, drop one and link it under duplicates; if not, say in the titles what differs"),
                "  see items/OPS-1.yml:3:8: OPS-1 stands here",
            ],
        ),
        (items("title: Sort the red box", "title: Sort the red boxes"), []),
        (
            items(
                "title: New printers; outcome: Nobody waits for a printer on floor 2",
                "title: Printers for floor two; outcome: On floor 2 nobody waits for printers",
            ),
            [
                "items/OPS-2.yml:4:10 outcome = On floor 2 nobody waits for printers",
                '  OPS-2 may be the same work as OPS-1: "Nobody waits for a printer on floor 2"',
                ("  help: if it is, drop one and link it under duplicates; if not, say in the titles what differs"),
                "  see items/OPS-1.yml:4:10: OPS-1 stands here",
            ],
        ),
        (
            items(
                "title: Blue lamps; outcome: Nobody waits for a printer on floor 2",
                "title: Red chairs; outcome: On floor 2 nobody waits for printers",
            ),
            [],
        ),
        (
            items(
                "title: Replace old printers; outcome: Nobody waits long for a printout",
                "title: Replace old office printers; outcome: Nobody waits long for any printout",
            ),
            [
                "items/OPS-2.yml:3:8 title = Replace old office printers",
                '  OPS-2 may be the same work as OPS-1: "Replace old printers"',
                ("  help: if it is, drop one and link it under duplicates; if not, say in the titles what differs"),
                "  see items/OPS-1.yml:3:8: OPS-1 stands here",
            ],
        ),
        (
            items(
                "title: Replace old printers; outcome: Nobody waits 2 minutes for a printout",
                "title: Replace old office printers; outcome: Nobody waits 3 minutes for a printout",
            ),
            [],
        ),
        (
            items(
                "title: Replace old printers; outcome: Nobody waits long for a printout",
                "title: Replace old slow office printers; outcome: Nobody waits long for any printout",
            ),
            [],
        ),
    ],
)
def test_two_items_may_be_the_same_work(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS723", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            tools("Plan the work of teams", "Teams plan their work"),
            [
                "tools.yml:2:35 b.purpose = Teams plan their work",
                '  tools "a" and "b" serve the same purpose: Teams plan their work',
                "  help: decide on one, or say in their purposes what each is for",
                "  see tools.yml:1:35: a: Plan the work of teams",
            ],
        ),
        (
            tools("Plan the work of teams", "Pay salaries", "Work of teams: a plan"),
            [
                "tools.yml:3:35 c.purpose = Work of teams: a plan",
                '  tools "a" and "c" serve the same purpose: Work of teams: a plan',
                "  help: decide on one, or say in their purposes what each is for",
                "  see tools.yml:1:35: a: Plan the work of teams",
            ],
        ),
        (tools("Plan the work of teams"), []),
        (tools("", ""), []),
        (tools("Plan the work of teams", "Bake bread for the canteen"), []),
    ],
)
def test_two_tools_serve_the_same_purpose(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS417", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            accountable("The order of the work", "The orders of work"),
            [
                "roles.yml:11:36 security_reviewer.accountable_for[1] = The orders of work",
                ('  roles "product_owner" and "security_reviewer" are both accountable for "The orders of work"'),
                ("  help: leave it with one role, and put it under responsible_for or consulted_on of the other"),
                "  see roles.yml:5:21: product_owner answers for it here",
            ],
        ),
        (
            accountable("Policies", "The policy"),
            [
                "roles.yml:11:36 security_reviewer.accountable_for[1] = The policy",
                '  roles "product_owner" and "security_reviewer" are both accountable for "The policy"',
                ("  help: leave it with one role, and put it under responsible_for or consulted_on of the other"),
                "  see roles.yml:5:21: product_owner answers for it here",
            ],
        ),
        (
            accountable("Releases", "A release"),
            [
                "roles.yml:11:36 security_reviewer.accountable_for[1] = A release",
                '  roles "product_owner" and "security_reviewer" are both accountable for "A release"',
                ("  help: leave it with one role, and put it under responsible_for or consulted_on of the other"),
                "  see roles.yml:5:21: product_owner answers for it here",
            ],
        ),
        (accountable("Business", "Busines"), []),
        (accountable("Bus", "Bu"), []),
        (
            accountable("What it is", "What it is"),
            [
                "roles.yml:11:36 security_reviewer.accountable_for[1] = What it is",
                '  roles "product_owner" and "security_reviewer" are both accountable for "What it is"',
                ("  help: leave it with one role, and put it under responsible_for or consulted_on of the other"),
                "  see roles.yml:5:21: product_owner answers for it here",
            ],
        ),
        (
            accountable("of the", "of the"),
            [
                "roles.yml:11:36 security_reviewer.accountable_for[1] = of the",
                '  roles "product_owner" and "security_reviewer" are both accountable for "of the"',
                ("  help: leave it with one role, and put it under responsible_for or consulted_on of the other"),
                "  see roles.yml:5:21: product_owner answers for it here",
            ],
        ),
        (accountable("Order", "Backlog"), []),
    ],
)
def test_two_roles_are_accountable_for_one_thing(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS416", files) == lines
