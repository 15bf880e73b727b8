"""The next moves of an item, as readers see them."""

from collections.abc import Callable, Mapping
from datetime import date

from tests.workflow.test_judge import FILES
from worksystem.load import WorkSystem
from worksystem.views.next_moves import build_next_moves
from worksystem.views.reference import StateMark
from worksystem.views.scope import Scope

Make = Callable[[Mapping[str, str]], WorkSystem]


def test_a_move_names_who_makes_it_whom_to_ask_and_whom_to_tell(make_system: Make) -> None:
    item = "title: Rotate\ntype: change\nstatus: proposed\nowner: bo\nteam: platform\n"
    scope = Scope(make_system({**FILES, "work/items/OPS-1.yml": item}).workspace, date(2026, 11, 22))
    start, cancel = build_next_moves(scope, "OPS-1")
    assert (start.name, start.to) == ("Start", StateMark("doing", "Doing", "active"))
    assert [ref.title for ref in start.by] == ["the item’s owner", "the team’s lead"]
    assert [ref.title for ref in start.people] == ["Ada", "Bo"]
    assert [ref.title for ref in start.consult] == ["Security"]
    assert [ref.title for ref in start.inform] == ["Reviewer"]
    assert (start.ahead, cancel.ahead) == (True, False)
    assert not start.missing[0].met
