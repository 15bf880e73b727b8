"""State diagrams as text for the library that draws them."""

import re

from worksystem.site.state_diagram import draw_states, mermaid_of
from worksystem.views.diagram import ANYWHERE, Arrow, Diagram
from worksystem.views.reference import StateMark

DIAGRAM = Diagram(
    (
        StateMark("todo", "To do", "backlog"),
        StateMark("end", "In review by somebody who has not seen it", "active"),
        StateMark("done", "Done", "done"),
    ),
    (
        Arrow("todo", "end", ("Hand over", "Skip"), "on"),
        Arrow("end", "todo", ("Send back",), "back"),
        Arrow(ANYWHERE, "done", ("Close",), "apart"),
        Arrow(ANYWHERE, "todo", ("Blocked",), "apart"),
    ),
    "todo",
)


def test_states_and_ways_are_numbered_and_what_leads_from_anywhere_has_one_place() -> None:
    lines = [line for line in mermaid_of(DIAGRAM).splitlines() if not line.startswith(("classDef", "%%"))]
    assert lines == [
        "flowchart TB",
        's0("To do"):::backlog',
        's1("In review by somebody<br>who has not seen it"):::active',
        's2(["Done"]):::done',
        's0 -->|"Hand over / Skip"| s1',
        's1 -.->|"Send back"| s0',
        'a3["Any open state"]:::apart',
        'a3 -.->|"Close"| s2',
        'a3 -.->|"Blocked"| s0',
    ]


def test_nothing_in_a_name_means_anything() -> None:
    evil = '"] --> x; click s0 "javascript:alert(1)" <img src=x onerror=alert(1)> %%{init} #35; `a` \\n\n end'
    diagram = Diagram((StateMark("a", evil, "queue"),), (Arrow("a", "a", (evil,), "on"),), "a")
    text = mermaid_of(diagram)
    assert len(text.splitlines()) == 8
    for name in re.findall(r'"(.*)"', "\n".join(text.splitlines()[6:])):
        assert re.fullmatch(r"(?:[\w .,'()/’+-]|#\d+;|<br>)*", name), name
    assert "<img" not in str(draw_states(diagram))


def test_forty_states_stand_below_each_other_and_none_is_left_out() -> None:
    states = tuple(StateMark(f"s{number}", f"Step number {number}", "active") for number in range(40))
    arrows = tuple(Arrow(f"s{number}", f"s{number + 1}", ("Go on",), "on") for number in range(39))
    lines = mermaid_of(Diagram(states, arrows, "s0")).splitlines()
    assert "flowchart TB" in lines
    assert [line for line in lines if line.endswith(":::active")] == [
        f's{number}("Step number {number}"):::active' for number in range(40)
    ]
    assert sum("-->" in line for line in lines) == 39
