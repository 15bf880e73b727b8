"""The drawing of a real process: every arrow and word is there, none over another, and no text becomes markup."""

import re

from worksystem.site.path_map import draw_path_map
from worksystem.views.flow.path_map import PathMap, Way
from worksystem.views.reference import StateMark


def path_map(names: tuple[str, ...], *ways: Way) -> PathMap:
    states = tuple(StateMark(str(number), name, "active") for number, name in enumerate(names))
    return PathMap("paths-flow", "How work really goes", "Words", states, ways, frozenset(), (), ())


def way(source: int, target: int, *, n: int = 1, undeclared: int = 0, back: bool = False) -> Way:
    return Way(source, target, n, "3 d", undeclared, back, False)


def test_an_arrow_that_was_not_declared_says_so_in_a_word() -> None:
    drawn = draw_path_map(path_map(("Ready", "Doing"), way(0, 1, n=4, undeclared=4)))
    assert "ws-paths__way--undeclared" in drawn
    assert "<title>Ready → Doing: 4× · 3 d, undeclared</title>" in drawn
    assert ">undeclared</tspan>" in drawn


def test_the_most_frequent_move_is_the_broadest() -> None:
    drawn = draw_path_map(path_map(("A", "B", "C"), way(0, 1, n=100), way(1, 2, n=25), way(0, 2, n=1)))
    assert re.findall(r"stroke-width:([\d.]+)", drawn) == ["6.0", "3.5", "1.5"]


def test_moves_on_go_down_the_right_side_and_moves_back_up_the_left() -> None:
    drawn = draw_path_map(path_map(("A", "B", "C"), way(0, 2), way(2, 0, back=True)))
    (box,) = set(re.findall(r'<rect x="(\d+)"', drawn))
    ahead, behind = re.findall(r'<path d="M(\d+) \d+H(\d+)', drawn)
    assert (int(ahead[0]), int(ahead[1]) > int(ahead[0])) == (int(box) + 172, True)
    assert (int(behind[0]), int(behind[1]) < int(behind[0])) == (int(box), True)


def test_arrows_over_the_same_rows_have_lanes_of_their_own() -> None:
    drawn = draw_path_map(path_map(("A", "B", "C", "D", "E"), way(0, 2), way(1, 4), way(2, 4), way(0, 4)))
    lanes = [int(x) for x in re.findall(r"Q(\d+) \d+ \1 ", drawn)]
    assert len(lanes) == 4
    # the two short ones follow each other on the inner lane
    assert len(set(lanes)) == 3


def test_no_label_stands_where_an_arrow_goes_across() -> None:
    drawn = draw_path_map(path_map(("A", "B", "C", "D"), way(0, 2), way(1, 3), way(0, 3), way(3, 1, back=True)))
    across = {int(y) for y in re.findall(r"M\d+ (\d+)H", drawn)} | {int(y) for y in re.findall(r"(\d+)H\d+\"", drawn)}
    labels = [int(y) for y in re.findall(r'<text x="\d+" y="(\d+)" text-anchor', drawn)]
    assert len(labels) == 4
    assert all(abs(label - line) > 12 for label in labels for line in across)


def test_names_of_states_are_text_and_nothing_else() -> None:
    drawn = draw_path_map(path_map(("<script>alert(1)</script>", '"><b>'), way(0, 1)))
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_a_map_without_ways_is_drawn_as_its_states() -> None:
    assert draw_path_map(path_map(("A", "B"))).count("<rect") == 2
