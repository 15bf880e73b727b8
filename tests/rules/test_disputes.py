"""Which automations set a field to and fro, as far as their text tells."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.systems import make_system
from worksystem.rules.disputes import find_disputes

DAY = "trigger: {every: day}"
PAIR = [("flip", "flop")]


def one(name: str, when: str, does: str, trigger: str = DAY) -> str:
    """One automation: `outcome: A` is what it sets."""
    return f"  {name}: {{{trigger}, when: {when!r}, do: [{{set: {{{does}}}}}]}}\n"


def pair(*, flip: str = 'outcome == "A"', flop: str = 'outcome == "B"') -> str:
    """Two that set the outcome from A to B and from B to A."""
    return one("flip", flip, "outcome: B") + one("flop", flop, "outcome: A")


CASES = {
    "each waits for what the other sets": (pair(), PAIR),
    "neither waits for anything": (pair(flip="", flop=""), PAIR),
    "only one waits": (pair(flip=""), PAIR),
    "one waits for anything else": (pair(flip='outcome != "B"'), PAIR),
    "one waits for what nobody sets": (pair(flop='outcome == "C"'), []),
    "one waits for what it sets itself": (pair(flop='outcome == "A"'), []),
    "one waits for two values at once": (pair(flop='outcome == "B" && outcome != "B"'), []),
    "both set the same": (one("flip", "", "outcome: A") + one("flop", "", "outcome: A"), []),
    "both set another field": (one("flip", "", "outcome: A") + one("flop", "", "title: B"), []),
    "only one": (one("flip", "", "outcome: A"), []),
    "for different teams": (
        pair(flip='outcome == "A" && team == "red"', flop='outcome == "B" && team == "blue"'),
        [],
    ),
    "for one team": (pair(flip='outcome == "A" && team == "red"', flop='team == "red" && outcome == "B"'), PAIR),
    "for one team and for all": (pair(flip='outcome == "A" && team == "red"'), PAIR),
    "for all and for one team": (pair(flop='outcome == "B" && team == "red"'), PAIR),
    "late and not": (pair(flip='outcome == "A" && due < today', flop='outcome == "B" && due > today'), []),
    "both late": (pair(flip='outcome == "A" && due < today', flop='due < today && outcome == "B"'), PAIR),
    "either or": (pair(flip='outcome == "A" || due < today && size(labels) > 0'), PAIR),
    "either or, both": (pair(flip='outcome == "A" || due < today', flop='outcome == "B" || due < today'), []),
    "a day each": (
        one("flip", "", "outcome: A") + one("flop", "", "outcome: B", "trigger: {every: week}"),
        [],
    ),
    "a change sets both off": (
        one("flip", "", "outcome: A", "trigger: {changed: [outcome]}")
        + one("flop", "", "outcome: B", "trigger: {changed: [title, outcome]}"),
        PAIR,
    ),
    "a change sets one off": (
        one("flip", "", "outcome: A", "trigger: {changed: [outcome]}") + one("flop", "", "outcome: B"),
        [],
    ),
    "a change of another field": (
        one("flip", "", "outcome: A", "trigger: {changed: [title]}")
        + one("flop", "", "outcome: B", "trigger: {changed: [outcome]}"),
        [],
    ),
    "a change of a part is one of the whole": (
        one("flip", "", "priority.level: high", "trigger: {changed: [priority]}")
        + one("flop", "", "priority.level: low", "trigger: {changed: [priority.level]}"),
        PAIR,
    ),
    "figures": (one("flip", "size == 3", "size: 4") + one("flop", "size == 4", "size: 3"), PAIR),
    "yes and no": (one("flip", "hot == true", "hot: false") + one("flop", "hot == false", "hot: true"), PAIR),
    "yes and yes": (one("flip", "hot == true", "hot: false") + one("flop", "hot == true", "hot: true"), []),
    "nothing is an empty text": (one("flip", 'outcome == ""', "outcome: A") + one("flop", "", "outcome: null"), PAIR),
    "over two fields at once": (
        one("flip", "", "outcome: A, title: A") + one("flop", "", "outcome: B, title: B"),
        PAIR,
    ),
    "three in a circle": (
        one("c", 'outcome == "B"', "outcome: C")
        + one("a", 'outcome == "C"', "outcome: A")
        + one("b", 'outcome == "A"', "outcome: B"),
        [("a", "b", "c")],
    ),
    "two circles": (
        pair() + one("up", "", "title: A") + one("down", "", "title: B"),
        [("flip", "flop"), ("down", "up")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_field_is_set_to_and_fro(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    files = {**BASE, "work/workflows/delivery.yml": f"{BASE['work/workflows/delivery.yml']}automation:\n{text}"}
    automation = make_system(tmp_path, files).workspace.workflows["delivery"].record.automation
    assert len(automation) == text.count("trigger:")
    assert list(find_disputes(automation)) == expected
