"""The history of the Kubernetes proposals, row for row against a reading that is not ours; differences explained."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from benchmarks.adoption import DATA, EXAMPLE

from worksystem.history import Event, History
from worksystem.load import load
from worksystem.load.history import load_history

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data does not lie beside the checkout: left out"),
]
FIELDS = ("status", "stage", "latest_milestone")
Row = tuple[str, str, str, str, str]

HEADLAMP, TEMPLATE = "keps/sig-ui/5008-headlamp/kep.yaml", "keps/sig-ui/5008-kep-template/kep.yaml"
POPULATORS = "keps/sig-storage/1495-volume-populators/kep.yaml"
GENERIC = "keps/sig-storage/1495-generic-data-populators/kep.yaml"
TOKEN = "keps/sig-storage/1855-csi-driver-service-account-token/kep.yaml"
BOUND = "keps/sig-auth/1205-bound-service-account-tokens/kep.yaml"

# one commit deletes a file and adds another one of the same number: to us an item that moved, to them two items;
# what the new file does not say any more has ended, what it says as before is no event
MOVED_THEIRS = [
    ("42cd0ee0", TEMPLATE, "path", TEMPLATE, ""),
    ("42cd0ee0", HEADLAMP, "path", "", HEADLAMP),
    ("42cd0ee0", HEADLAMP, "status", "", "provisional"),
    ("d55b683e", GENERIC, "path", GENERIC, ""),
    ("d55b683e", POPULATORS, "path", "", POPULATORS),
    ("d55b683e", POPULATORS, "status", "", "implementable"),
]
MOVED_OURS = [
    ("42cd0ee0", HEADLAMP, "path", TEMPLATE, HEADLAMP),
    ("42cd0ee0", HEADLAMP, "stage", "alpha|beta|stable", ""),
    ("42cd0ee0", HEADLAMP, "latest_milestone", "v1.19", ""),
    ("d55b683e", POPULATORS, "path", GENERIC, POPULATORS),
]
# these two began with files of two YAML documents, which they read by lines and we not at all: to us the item is
# there from the first commit, and says something from the commit on that mended the file
MENDED_THEIRS = [
    ("c0f7a7da", BOUND, "status", "", "implementable"),
    ("c0f7a7da", BOUND, "stage", "", "beta"),
    ("c0f7a7da", BOUND, "latest_milestone", "", "v1.20"),
    ("da744f5a", TOKEN, "status", "", "implementable"),
    ("a1bbcd4f", TOKEN, "stage", "", "alpha"),
    ("a1bbcd4f", TOKEN, "latest_milestone", "", "v1.20"),
]
MENDED_OURS = [
    ("4b0b6f43", path, field, "", value)
    for path, stage in ((BOUND, "beta"), (TOKEN, "alpha"))
    for field, value in (("status", "implementable"), ("stage", stage), ("latest_milestone", "v1.20"))
]


@pytest.fixture(scope="module")
def history() -> History:
    return load_history(load(EXAMPLE, as_of=date(2026, 11, 22)), processes=2)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))
    return found


def ours(history: History) -> Iterator[Row]:
    for event in history.events:
        if event.field in ("path", *FIELDS):
            yield event.commit[:8], event.path, event.field, str(event.old or ""), str(event.new or "")


def theirs() -> Iterator[Row]:
    with (DATA / "kep_status_events.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            commit, path = row["commit"][:8], row["path"]
            before, after = {"created": ("", path), "deleted": (path, "")}.get(row["event"], (row["old_path"], path))
            if row["event"] != "changed":
                yield commit, path, "path", before, after
            for field in FIELDS if row["event"] != "deleted" else ():
                if row[f"{field}_before"] != row[f"{field}_after"]:
                    yield commit, path, field, row[f"{field}_before"], row[f"{field}_after"]


def changes(history: History) -> list[Event]:
    """Changes of a status from one word to another."""
    return [event for event in history.events if event.field == "status" and event.old and event.new]


def test_every_row_is_an_event_and_every_event_a_row_but_for_what_is_explained(history: History) -> None:
    mine, other = Counter(ours(history)), Counter(theirs())
    assert sorted((other - mine).elements()) == sorted([*MOVED_THEIRS, *MENDED_THEIRS])
    assert sorted((mine - other).elements()) == sorted([*MOVED_OURS, *MENDED_OURS])
    assert (mine & other).total() > 4000


def test_versions_of_two_documents_are_counted(history: History) -> None:
    found = history.coverage.unreadable
    assert {each.path for each in found} == {BOUND, TOKEN}
    assert {each.why for each in found} == {"the file holds a second document"}
    assert len(found) == 5


def test_changes_of_status_and_their_pairs_are_as_expected(history: History, expected: dict[str, Any]) -> None:
    found = changes(history)
    assert len(found) == expected["status_changes"] == 352
    assert Counter(f"{each.old} -> {each.new}" for each in found) == expected["status_change_pairs"]


def test_first_words_are_as_expected_but_for_the_two_that_moved(history: History, expected: dict[str, Any]) -> None:
    first: dict[tuple[str, str], str] = {}
    for key, life in history.lives.items():
        words = [str(event.new) for event in life.events if event.field == "status"]
        first[key, life.path] = words[0]
    differences = Counter(expected["first_status"])
    differences.subtract(Counter(first.values()))
    # each of the two is one item to us, which began with the first word of the older file
    assert {word: count for word, count in differences.items() if count} == {"provisional": 1, "implementable": 1}


def test_every_item_that_ever_was_is_a_life_but_for_the_two_that_moved(
    history: History, expected: dict[str, Any]
) -> None:
    assert len(history.lives) == expected["items_ever"] - 2
    assert sum(life.gone is None for life in history.lives.values()) == expected["items_at_head"]


def test_words_of_today_are_as_expected(history: History, expected: dict[str, Any]) -> None:
    last: Counter[str] = Counter()
    for life in history.lives.values():
        if life.gone is None:
            last[[str(event.new) for event in life.events if event.field == "status"][-1]] += 1
    assert last == expected["status_at_head"]


def test_proposals_implemented_each_year_are_as_expected(history: History, expected: dict[str, Any]) -> None:
    found = Counter(
        event.at[:4]
        for life in history.lives.values()
        for event in [one for one in life.events if one.field == "status" and one.new == "implemented"][:1]
    )
    assert found == expected["implemented_per_year"]
