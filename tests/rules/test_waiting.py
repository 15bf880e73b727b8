"""What work waits for: when waiting is over, how many others are too many, and who waits for what was given up."""

from pathlib import Path

import pytest

from tests.histories import moves
from tests.rules.base import BASE
from tests.rules.findings import tell

HELD = BASE["work/workflows/delivery.yml"].replace("at_most: 5d,", "at_most: 5d, to: in_review,")


def past(came: str, *finished: str, state: str = "ready") -> list[dict[str, object]]:
    """OPS-1 came to where it is, and OPS-2, OPS-3 and so on were finished, each at a time of 10 Nov 2026."""
    at = "2026-11-10T{}:00+00:00 {}"
    lines = moves("OPS-1", at.format(came, state))
    for number, time in enumerate(finished, start=2):
        lines += moves(f"OPS-{number}", "2026-11-01 in_progress", at.format(time, "done"))
    return lines


def done(count: int) -> dict[str, str]:
    return {f"OPS-{number}": "status: done\n" for number in range(2, 2 + count)}


def needs(count: int, text: str = "status: ready\n") -> str:
    return f"{text}depends_on: [{', '.join(f'OPS-{number}' for number in range(2, 2 + count))}]\n"


@pytest.mark.parametrize(
    ("count", "named"), [(1, "OPS-2"), (2, "OPS-2 and OPS-3"), (5, "OPS-2, OPS-3, OPS-4 and OPS-5")]
)
def test_up_to_four_are_named_of_what_an_item_waited_for(tmp_path: Path, count: int, named: str) -> None:
    events = past("09:00", *["10:00"] * count)
    assert tell(tmp_path, "WS731", {"OPS-1": needs(count), **done(count)}, events) == [
        "items/OPS-1.yml:3:9 status = ready",
        f'  OPS-1 is in "Ready", and what it waited for is finished: {named}',
        "  help: go on with it, or say what else it waits for",
    ]


@pytest.mark.parametrize(
    ("finished", "is_found"),
    [
        (("09:00", "09:00"), True),  # in the same moment
        (("08:59", "09:00"), True),
        (("09:00", "08:59"), True),
        (("08:59", "08:58"), False),  # it came when all was finished: it waits for something else
        (("09:30",), False),  # when the other was finished nobody knows
        ((), False),
    ],
)
def test_an_item_has_waited_if_the_last_of_its_needs_was_finished_after_it_came(
    tmp_path: Path, finished: tuple[str, ...], is_found: bool
) -> None:
    found = tell(tmp_path, "WS731", {"OPS-1": needs(2), **done(2)}, past("09:00", *finished))
    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("text", "files", "is_found"),
    [
        ("status: ready\n", {}, True),
        ("status: todo\n", {}, False),  # nobody has chosen it yet
        ("status: in_progress\n", {}, False),
        ("status: in_review\n", {}, False),
        ("status: in_review\n", {"work/workflows/delivery.yml": HELD}, True),  # where blocked work goes
        ("status: ready\n", {"work/workflows/delivery.yml": HELD}, True),
        ("status: cancelled\n", {}, False),
        ("status: ready\nblocked: {since: 2026-11-12, reason: No contract}\n", {}, False),
        ("status: ready\ntype: nothing\n", {}, False),  # whose workflow nobody knows
        ("status: ready\nstart: 2026-11-20\n", {}, True),
        ("status: ready\nstart: 2026-11-21\n", {}, False),
        ("status: ready\nstart: 2026-11\n", {}, True),
        ("status: ready\n", {"OPS-3": "status: in_review\n"}, False),
        ("status: ready\n", {"OPS-3": "status: cancelled\n"}, False),  # another rule speaks of it
    ],
)
def test_waiting_is_over_where_an_item_could_go_on(
    tmp_path: Path, text: str, files: dict[str, str], is_found: bool
) -> None:
    state = text.split()[1]
    events = past("09:00", "10:00", "11:00", state=state)
    if "OPS-3" in files:
        events += moves("OPS-3", f"2026-11-11 {files['OPS-3'].split()[1]}")
    found = tell(tmp_path, "WS731", {"OPS-1": needs(2, text), **done(2), **files}, events)
    assert bool(found) is is_found


def test_each_item_is_asked_for_itself(tmp_path: Path) -> None:
    items = {f"OPS-1{n}": f"status: {state}\ndepends_on: [OPS-2]\n" for n, state in enumerate(("todo", "ready") * 2)}
    came = [each for id, text in items.items() for each in moves(id, f"2026-11-02 {text.split()[1]}")]
    found = tell(tmp_path, "WS731", {**items, **done(1)}, [*came, *past("09:00", "10:00")])
    assert [line.split(":")[0] for line in found if line.startswith("items")] == [
        "items/OPS-11.yml",
        "items/OPS-13.yml",
    ]


BATCH = {"work/worksystem.yml": BASE["work/worksystem.yml"] + "thresholds: {batch: 3}\n"}
PARTS = {f"OPS-{number}": "status: ready\nparent: OPS-1\n" for number in range(2, 6)}
EIGHT = {f"OPS-{number}": "status: ready\nparent: OPS-1\n" for number in range(6, 14)}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "four open items"),
        ({"OPS-5": "status: done\nparent: OPS-1\n"}, ""),
        ({"OPS-5": "status: cancelled\nparent: OPS-1\n"}, ""),
        ({"OPS-1": "status: in_review\n"}, "four open items"),
        ({"OPS-1": "status: ready\n"}, ""),
        ({"OPS-1": "status: done\n"}, ""),
        # a part that it depends on is one
        ({"OPS-1": "status: in_progress\ndepends_on: [OPS-2]\n"}, "four open items"),
        ({"OPS-1": "status: in_progress\ndepends_on: [OPS-2, OPS-6]\n", "OPS-6": "status: todo\n"}, "five open items"),
        ({"OPS-1": "status: in_progress\ndepends_on: [OPS-6]\n", "OPS-6": "status: done\n"}, "four open items"),
        ({"OPS-6": "status: todo\nblocks: [OPS-1]\n"}, "five open items"),
        # it can be finished before what must only have begun
        *(
            (
                {
                    "OPS-1": f"status: in_progress\ndepends_on: [{{item: OPS-6, type: {type}}}]\n",
                    "OPS-6": "status: todo\n",
                },
                said,
            )
            for type, said in (
                ("finish_to_start", "five open items"),
                ("finish_to_finish", "five open items"),
                ("start_to_start", "four open items"),
                ("start_to_finish", "four open items"),
            )
        ),
        # it is no part of itself
        ({"OPS-1": "status: in_progress\nparent: OPS-1\n", "OPS-5": "status: todo\n"}, ""),
        ({f"OPS-{number}": "status: todo\nparent: OPS-1\n" for number in range(6, 16)}, "14 open items"),
        ({**EIGHT, "work/worksystem.yml": BASE["work/worksystem.yml"]}, ""),
        ({**EIGHT, "OPS-14": PARTS["OPS-2"], "work/worksystem.yml": BASE["work/worksystem.yml"]}, "13 open items"),
    ],
)
def test_more_open_items_than_agreed_on_make_a_batch(tmp_path: Path, files: dict[str, str], said: str) -> None:
    found = tell(tmp_path, "WS732", {"OPS-1": "status: in_progress\n", **PARTS, **BATCH, **files})
    assert found[1:3] == (
        [
            f"  OPS-1 is in progress, and {said} must be finished before it can be",
            "  help: split it, so that a part of it is of use to somebody sooner",
        ]
        if said
        else []
    )


def test_a_batch_shows_eight_of_its_items_parts_before_what_it_depends_on(tmp_path: Path) -> None:
    parts = {f"OPS-{number}": "status: todo\nparent: OPS-1\n" for number in range(10, 17)}
    needed = {f"OPS-{number}": "status: todo\n" for number in range(20, 22)}
    whole = "status: in_progress\ndepends_on: [OPS-20, OPS-21]\n"
    found = tell(tmp_path, "WS732", {"OPS-1": whole, **parts, **needed, **BATCH})
    assert found == [
        "items/OPS-1.yml:3:9 status = in_progress",
        "  OPS-1 is in progress, and nine open items must be finished before it can be",
        "  help: split it, so that a part of it is of use to somebody sooner",
        *(f"  see items/OPS-{number}.yml:3:9: OPS-{number} is open" for number in (*range(10, 17), 20)),
    ]


def test_each_of_several_batches_is_found(tmp_path: Path) -> None:
    parts = {f"OPS-{number}": f"status: todo\nparent: OPS-{1 + number % 2}\n" for number in range(10, 18)}
    wholes = {"OPS-1": "status: in_progress\n", "OPS-2": "status: in_progress\n"}
    found = tell(tmp_path, "WS732", {**wholes, **parts, **BATCH})
    assert [line.split(",")[0] for line in found if "must be" in line] == [
        "  OPS-1 is in progress",
        "  OPS-2 is in progress",
    ]


def test_who_waits_for_what_was_given_up_is_found_where_it_is_written(tmp_path: Path) -> None:
    files = {
        "OPS-1": "status: cancelled\nblocks: [OPS-3]\n",
        "OPS-2": "status: in_progress\ndepends_on: [OPS-1]\n",
        "OPS-3": "status: todo\n",
        "OPS-4": "status: done\ndepends_on: [OPS-1]\n",
        "OPS-5": "status: cancelled\ndepends_on: [OPS-1]\n",
        "OPS-6": "status: todo\ndepends_on: [OPS-3]\n",
    }
    help = "  help: depend on what takes its place, or take the link out and say how it goes on without"
    seen = "  see items/OPS-1.yml:3:9: OPS-1 was given up here"
    assert tell(tmp_path, "WS738", files) == [
        "items/OPS-1.yml:4:10 blocks[0] = OPS-3",
        '  OPS-3 waits for OPS-1, which is in "Cancelled"',
        help,
        seen,
        "items/OPS-2.yml:4:14 depends_on[0] = OPS-1",
        '  OPS-2 waits for OPS-1, which is in "Cancelled"',
        help,
        seen,
    ]
