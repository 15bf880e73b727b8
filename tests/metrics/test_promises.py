"""Promises: kept, missed, moved, open, and what puts open ones at risk."""

from typing import Any

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.promises import list_promises


def promise(item: str, *days: tuple[str, str | None]) -> list[dict[str, Any]]:
    return says(item, "promised", *((when, day and {"to": "finance", "date": day}) for when, day in days))


@pytest.mark.parametrize(
    ("path", "days", "fates"),
    [
        (("2026-03-02 doing", "2026-03-20 done"), (("2026-03-01", "2026-03-20"),), ["kept"]),
        (("2026-03-02 doing", "2026-03-21 done"), (("2026-03-01", "2026-03-20"),), ["missed"]),
        (("2026-03-02 doing",), (("2026-03-01", "2026-03-30"),), ["missed"]),
        (("2026-03-02 doing",), (("2026-03-01", "2026-03-31"),), ["open"]),
        (
            ("2026-03-02 doing", "2026-03-25 done"),
            (("2026-03-01", "2026-03-20"), ("2026-03-18", "2026-03-27")),
            ["moved", "kept"],
        ),
        (
            ("2026-03-02 doing", "2026-03-25 done"),
            (("2026-03-01", "2026-03-20"), ("2026-03-21", "2026-03-27")),
            ["missed", "kept"],
        ),
        (
            ("2026-03-02 doing", "2026-03-15 done"),
            (("2026-03-01", "2026-03-20"), ("2026-03-10", "2026-03-16")),
            ["kept"],
        ),
        (
            ("2026-03-02 doing", "2026-03-15 done"),
            (("2026-03-01", "2026-03"), ("2026-03-10", "2026-03-16")),
            ["kept"],
        ),
        (("2026-03-02 doing",), (("2026-03-01", "2026-03-20"), ("2026-03-10", None)), ["withdrawn"]),
        (("2026-03-02 doing", "2026-03-12 dropped"), (("2026-03-01", "2026-03-20"),), ["dropped"]),
        (("2026-03-02 doing", "2026-03-24 dropped"), (("2026-03-01", "2026-03-20"),), ["missed"]),
        (("2026-02-02 doing", "2026-02-24 done"), (("2026-02-01", "2026-02-25"),), []),
    ],
)
def test_what_becomes_of_a_promise(
    make_system: Make, path: tuple[str, ...], days: tuple[tuple[str, str | None], ...], fates: list[str]
) -> None:
    population = make_population(make_system, [*moves("A", *path), *promise("A", *days)])
    assert [each.fate for each in list_promises(population)[0]] == fates


def test_the_share_is_of_what_was_kept_missed_or_moved(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-20 done"),
        *promise("A", ("2026-03-01", "2026-03-20")),
        *moves("B", "2026-03-02 doing", "2026-03-28 done"),
        *promise("B", ("2026-03-01", "2026-03-20"), ("2026-03-18", "2026-03-27")),
        *moves("C", "2026-03-02 doing"),
        *promise("C", ("2026-03-01", "2026-04-10")),
        *says("C", "due", ("2026-03-01", "2026-04-12")),
        *says("C", "blocked", ("2026-03-25", {"reason": "parts"})),
    ]
    updates = "updates: [{date: 2026-03-01, state: off_track}, {date: 2026-03-20, state: at_risk}]\n"
    files = {"work/items/C.yml": f"title: C\nstatus: doing\ntype: task\n{updates}"}
    found = figure_of(make_population(make_system, events, files), "promises_kept")
    assert found.value == 1 / 3
    assert found.says == "33% of three promises kept as made (one missed and one moved); one promise open, one at risk"
    assert found.detail == {
        "kept": 1,
        "missed": 1,
        "moved": 1,
        "withdrawn": 0,
        "dropped": 0,
        "open": 1,
        "at_risk": [
            {
                "item": "C",
                "promised": "2026-04-10",
                "because": ["it is due after the day promised", "it is blocked", "its owner sees it at risk"],
            }
        ],
        "not_kept": [
            {"item": "B", "promised": "2026-03-20", "fate": "moved"},
            {"item": "B", "promised": "2026-03-27", "fate": "missed"},
        ],
        "unread": 0,
    }


def test_what_is_no_promise_is_passed_over_and_counted(make_system: Make) -> None:
    wrong = says("A", "promised", ("2026-03-01", "soon"), ("2026-03-02", {"to": "x", "date": "never"}))
    found = figure_of(make_population(make_system, [*moves("A", "2026-03-02 doing"), *wrong]), "promises_kept")
    assert (found.value, found.detail["unread"]) == (None, 2)
    assert found.says == (
        "No promise was kept, missed or moved in this window; write promised where somebody outside relies on a day"
    )


def test_of_a_field_without_history_the_promise_of_today_counts(make_system: Make) -> None:
    settings = "version: 1\nname: X\npublish: {audience: internal}\ntracked: [status]\n"
    item = "title: A\nstatus: done\ntype: task\npromised: {to: finance, date: 2026-03-20}\n"
    files = {"work/worksystem.yml": settings, "work/items/A.yml": item}
    population = make_population(make_system, moves("A", "2026-03-02 doing", "2026-03-20 done"), files)
    ((kept,), unread) = list_promises(population)
    assert (kept.fate, str(kept.day), unread) == ("kept", "2026-03-20", 0)
