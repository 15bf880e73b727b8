"""Work that is done twice: which titles are the same, and when the second of two can be closed for people."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

FLOW = BASE["work/workflows/delivery.yml"]
SAID = "title: Renew it (the certificate)\n"
SAME = "if they are the same work, drop one; if not, say in the titles what differs"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"OPS-1": "", "OPS-2": ""}, ["OPS-2"]),
        ({"OPS-1": "", "OPS-2": "", "OPS-3": ""}, ["OPS-2", "OPS-3"]),
        ({"OPS-1": "", "OPS-2": "title: RENEW it, the certificate!\n"}, ["OPS-2"]),
        ({"OPS-1": "", "OPS-2": "title: Renew the certificate\n"}, []),
        ({"OPS-1": "", "OPS-2": "status: done\n"}, []),
        ({"OPS-1": "status: cancelled\n", "OPS-2": "", "OPS-3": ""}, ["OPS-3"]),
        # parts of different work may be called the same
        ({"OPS-1": "parent: OPS-8\n", "OPS-2": "parent: OPS-9\n"}, []),
        ({"OPS-1": "parent: OPS-8\n", "OPS-2": "parent: OPS-8\n"}, ["OPS-2"]),
        ({"OPS-1": "parent: OPS-8\n", "OPS-2": "parent: OPS-9\n", "OPS-3": "parent: OPS-8\n"}, ["OPS-3"]),
        # whoever says that one duplicates the other is told something else
        ({"OPS-1": "", "OPS-2": "duplicates: [OPS-1]\n"}, []),
        ({"OPS-1": "duplicates: [OPS-2]\n", "OPS-2": ""}, []),
        ({"OPS-1": "duplicates: [OPS-9]\n", "OPS-2": "", "OPS-3": "duplicates: [OPS-1]\n"}, ["OPS-2"]),
        # signs are words where there are no others
        ({"OPS-1": "title: '???'\n", "OPS-2": "title: '???'\n", "OPS-3": "title: '!'\n"}, ["OPS-2"]),
        ({"OPS-1": "title: ''\n", "OPS-2": "title: ''\n"}, []),
    ],
)
def test_titles_are_the_same_by_their_words_among_open_items_of_one_whole(
    tmp_path: Path, files: dict[str, str], found: list[str]
) -> None:
    status = "status: todo\n"
    texts = {
        id: f"{text if 'title' in text else SAID}type: task\n{'' if 'status' in text else status}"
        f"{'' if 'title' in text else text}"
        for id, text in files.items()
    }
    wholes = {"OPS-8": status, "OPS-9": status}
    first = "OPS-2" if "status: cancelled" in files["OPS-1"] else "OPS-1"
    told = tell(tmp_path, "WS705", {**texts, **wholes})
    assert [line for line in told if not line.startswith("items/")] == [
        line
        for id in found
        for line in (
            f"  {id} has the same title as {first}, and both are open",
            f"  help: {SAME}",
            f"  see items/{first}.yml:1:8: {first} stands here",
        )
    ]
    assert [line.split(" ")[:2] for line in told if line.startswith("items/")] == [
        [f"items/{id}.yml:1:8", "title"] for id in found
    ]


TWO_WAYS_OUT = FLOW.replace(
    "category: dropped}\n", "category: dropped}\n  wont: {name: Won't do, category: dropped}\n"
).replace("exceptions:", '  - {from: "*", to: wont, name: Refuse, by: [role:product_owner]}\nexceptions:')
UNNAMED = FLOW.replace("{name: Cancelled, ", "{name: '', ")
FREE = FLOW[: FLOW.index("transitions:")]
FROM_READY = FLOW.replace('from: "*", to: cancelled', "from: ready, to: cancelled")
ONLY_FROM_READY = TWO_WAYS_OUT.replace('from: "*", to: wont', "from: ready, to: wont")


@pytest.mark.parametrize(
    ("flow", "status", "fix"),
    [
        (FLOW, "in_progress", "Cancelled"),
        (UNNAMED, "todo", "cancelled"),
        (FREE, "todo", "Cancelled"),
        (FREE.replace("category: dropped", "category: done"), "todo", ""),
        (FROM_READY, "ready", "Cancelled"),
        (FROM_READY, "todo", ""),  # no way leads there from where it is
        (FROM_READY, "waiting", ""),  # a state that the workflow does not have
        (TWO_WAYS_OUT, "todo", ""),  # people have to choose
        (ONLY_FROM_READY, "todo", "Cancelled"),
        (ONLY_FROM_READY, "ready", ""),
    ],
)
def test_a_duplicate_is_closed_where_its_workflow_has_one_way_to_do_that(
    tmp_path: Path, flow: str, status: str, fix: str
) -> None:
    files = {"OPS-1": "status: todo\n", "OPS-2": f"status: {status}\nduplicates: [OPS-1]\n"}
    made = [
        f'  fix: move it to "{fix}", if people say so',
        "    SetValue status = cancelled",
        "    SetValue closed.reason = duplicates OPS-1",
    ]
    assert tell(tmp_path, "WS706", {**files, "work/workflows/delivery.yml": flow}) == [
        "items/OPS-2.yml:4:14 duplicates[0] = OPS-1",
        "  OPS-2 duplicates OPS-1, and both are open",
        "  help: keep OPS-1, drop OPS-2 and tell its owner",
        *(made if fix else []),
        "  see items/OPS-1.yml:1:8: OPS-1 stands here",
    ]


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("status: todo\n", "status: todo\n", True),
        ("status: done\n", "status: todo\n", False),
        ("status: todo\n", "status: cancelled\n", False),
        ("status: todo\ntype: nothing\n", "status: todo\n", True),
        ("status: todo\ntype: nothing\n", "status: todo\ntype: nothing\n", True),
    ],
)
def test_a_duplicate_is_found_while_both_are_open(tmp_path: Path, one: str, other: str, is_found: bool) -> None:
    files = {"OPS-1": one, "OPS-2": f"{other}duplicates: [OPS-1]\n"}
    assert bool(tell(tmp_path, "WS706", files)) is is_found


def test_of_several_that_an_item_duplicates_each_open_one_is_found(tmp_path: Path) -> None:
    files = {
        "OPS-1": "status: todo\n",
        "OPS-2": "status: done\n",
        "OPS-3": "status: ready\n",
        "OPS-4": "status: todo\nduplicates: [OPS-2, OPS-4, OPS-9, OPS-1, OPS-3]\n",
    }
    assert [line for line in tell(tmp_path, "WS706", files) if "both" in line] == [
        "  OPS-4 duplicates OPS-1, and both are open",
        "  OPS-4 duplicates OPS-3, and both are open",
    ]
