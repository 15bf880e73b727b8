"""Links in both directions, and knots in them."""

from collections.abc import Callable, Mapping

from worksystem.graph.links import Link, Links, find_cycles
from worksystem.load import WorkSystem

Make = Callable[[Mapping[str, str]], WorkSystem]

BASE = {
    "work/types/task.yml": "name: Task\nworkflow: delivery\n",
    "work/workflows/delivery.yml": (
        "name: Delivery\ninitial: todo\nstates:\n"
        "  todo: {name: To do, category: backlog}\n  done: {name: Done, category: done}\n"
        "transitions:\n  - {from: todo, to: done, name: Finish}\n"
    ),
}


def item(text: str) -> str:
    return f"title: A thing\nstatus: todo\ntype: task\n{text}"


def test_a_link_is_known_from_both_ends(make_system: Make) -> None:
    files = {
        "work/items/T-1.yml": item("depends_on:\n  - {item: T-2, type: start_to_start, lag: 2d}\nparent: T-3\n"),
        "work/items/T-2.yml": item("relates_to: [T-3]\n"),
        "work/items/T-3.yml": item(""),
    }
    links = make_system({**BASE, **files}).workspace.links
    depends, parent = links.outgoing("T-1")
    assert depends == Link("depends_on", "T-1", "T-2", "T-2", ("depends_on", 0), "start_to_start", "2d")
    assert (parent.type, parent.target, parent.inverse) == ("parent", "T-3", "children")
    assert links.waits_for("T-1") == ("T-2",)
    assert links.blocks("T-2") == ("T-1",)
    assert links.children("T-3") == ("T-1",)
    assert [link.source for link in links.incoming("T-3", "relates_to")] == ["T-2"]


def test_blocks_says_the_same_as_depends_on_from_the_other_end(make_system: Make) -> None:
    files = {"work/items/T-1.yml": item("blocks: [T-2]\n"), "work/items/T-2.yml": item("")}
    links = make_system({**BASE, **files}).workspace.links
    assert links.waits_for("T-2") == ("T-1",)
    assert links.blocks("T-1") == ("T-2",)
    assert links.edges("depends_on") == {"T-2": ("T-1",)}


def test_a_former_id_still_leads_to_its_item(make_system: Make) -> None:
    files = {"work/items/T-1.yml": item("depends_on: [T-9]\n"), "work/items/T-2.yml": item("former_ids: [T-9]\n")}
    links = make_system({**BASE, **files}).workspace.links
    assert links.waits_for("T-1") == ("T-2",)
    assert links.outgoing("T-1")[0].written == "T-9"


def test_a_path_to_an_items_file_is_a_link_to_the_item(make_system: Make) -> None:
    files = {
        "work/items/T-1.yml": item("relates_to: [T-2.yml, work/items/T-2.yml, work/items/gone.yml]\n"),
        "work/items/T-2.yml": item("discovered_from: ['https://example.org/page', docs/plan.md]\n"),
        "docs/plan.md": "A plan\n",
    }
    links = make_system({**BASE, **files}).workspace.links
    assert [(link.target, link.resolved) for link in links.outgoing("T-1")] == [
        ("T-2", True),
        ("T-2", True),
        ("", False),
    ]
    assert [(link.target, link.resolved) for link in links.outgoing("T-2")] == [("", True), ("", True)]


def test_each_knot_is_told_by_its_shortest_cycle() -> None:
    edges = {"A": ("B", "C"), "B": ("C",), "C": ("A",), "D": ("D",), "E": ("A",)}
    assert find_cycles(edges) == (("A", "C"), ("D",))
    assert find_cycles({"A": ("B",), "B": ("C",)}) == ()


def test_links_that_lead_elsewhere_have_no_edges() -> None:
    links = Links([Link("depends_on", "A", "", "https://example.org", ("depends_on", 0))])
    assert links.edges("depends_on") == {}
    assert links.cycles("depends_on") == ()
