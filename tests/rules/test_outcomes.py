"""Outcomes that are none, and priorities that put nothing in order."""

from pathlib import Path

import pytest

from tests.rules.findings import tell


def items(*texts: str, status: str = "todo") -> dict[str, str]:
    """Items with some fields each, one line for each `;`."""
    return {
        f"OPS-{number}": f"status: {status}\n" + "".join(f"{line}\n" for line in text.split("; "))
        for number, text in enumerate(texts, start=1)
    }


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            items(*["team: platform; priority: high"] * 8),
            [
                "teams.yml:1:1 platform",
                '  all 8 open items of team "platform" have the priority high',
                "  help: decide what comes first, or leave the priority out",
            ],
        ),
        (items(*["team: platform; priority: high"] * 7), []),
        (items(*["team: platform; priority: high"] * 7, "team: platform; priority: low"), []),
        (items(*["team: platform; priority: high"] * 8, "team: platform"), []),
        (items(*["team: platform"] * 8), []),
        (items(*["team: platform; priority: critical"] * 8), []),
        (items(*["team: sales; priority: high"] * 8), []),
        (items(*["team: platform; priority: {level: high, effort: 3}"] * 8), []),
        (items(*["team: platform; priority: {level: high, urgency: 3}"] * 8), []),
        (items(*["team: platform; priority: high"] * 8, status="stuck"), []),
    ],
)
def test_open_work_of_a_team_is_in_some_order(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS725", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (items("title: Access; outcome: 'Review of all contracts'"), []),
        (
            items("title: Access; outcome: 'Roll out the new portal'"),
            [
                "items/OPS-1.yml:4:10 outcome = Roll out the new portal",
                ('  the outcome of OPS-1, "Roll out the new portal", says what is done and not what comes of it'),
                "  help: say what will be true afterwards, and for whom",
            ],
        ),
        (
            items("title: Access; outcome: 'Documentation of the portal'"),
            [
                "items/OPS-1.yml:4:10 outcome = Documentation of the portal",
                ('  the outcome of OPS-1, "Documentation of the portal", says what is done and not what comes of it'),
                "  help: say what will be true afterwards, and for whom",
            ],
        ),
        (items("title: Access; outcome: 'Documentation of the portal and of every other tool'"), []),
        (items("title: Access; outcome: 'Documentation office'"), []),
        (
            items("title: Access; outcome: 'Contracts reviewed'"),
            [
                "items/OPS-1.yml:4:10 outcome = Contracts reviewed",
                '  the outcome of OPS-1, "Contracts reviewed", says what is done and not what comes of it',
                "  help: say what will be true afterwards, and for whom",
            ],
        ),
        (items("title: Access; outcome: 'All contracts reviewed'"), []),
        (items("title: Access; outcome: 'The contracts of both houses of the company reviewed'"), []),
        (items("title: Access; outcome: 'Build one portal that works'"), []),
        (items("title: Access; outcome: 'Access'"), []),
        (items("title: Build one portal; outcome: Build one portal"), []),
        (items("title: Access; outcome: Build one portal", status="done"), []),
        (
            {"work/goals/trust.yml": "name: Trust\nowner: ada\noutcome: Build one portal\nperiod: 2026-Q4\n"},
            [
                "goals/trust.yml:3:10 outcome = Build one portal",
                ('  the outcome of goal "trust", "Build one portal", says what is done and not what comes of it'),
                "  help: say what will be true afterwards, and for whom",
            ],
        ),
    ],
)
def test_an_outcome_says_what_comes_of_it(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS717", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            items("title: Build one portal; outcome: build one Portal!"),
            [
                "items/OPS-1.yml:4:10 outcome = build one Portal!",
                "  the outcome of OPS-1 only repeats what it is called",
                "  help: say what will be true afterwards, and for whom",
            ],
        ),
        (items("title: '...'; outcome: '?'"), []),
        (
            {"work/goals/trust.yml": "name: Trust us\nowner: ada\noutcome: trust us\n"},
            [
                "goals/trust.yml:3:10 outcome = trust us",
                '  the outcome of goal "trust" only repeats what it is called',
                "  help: say what will be true afterwards, and for whom",
            ],
        ),
    ],
)
def test_an_outcome_is_more_than_the_title(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS718", files) == lines
