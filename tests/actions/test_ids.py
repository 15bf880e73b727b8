"""New ids are none that anything has or had."""

import random
from pathlib import Path

from tests.histories import make_history, moves
from tests.repositories import make_repository
from tests.systems import TODAY, make_system
from worksystem.actions.ids import ALPHABET, list_taken, make_id
from worksystem.load import load
from worksystem.load.history import load_history

ITEM = "title: A\nstatus: ready\ntype: change\n"


def chance(seed: int = 1) -> random.Random:
    return random.Random(seed)


def test_an_id_at_random_has_five_characters_of_crockford_or_more() -> None:
    for length, size in ((1, 5), (5, 5), (8, 8)):
        prefix, _, rest = make_id("OPS", (), chance=chance(), length=length).partition("-")
        assert prefix == "OPS"
        assert len(rest) == size
        assert set(rest) <= set(ALPHABET)


def test_an_id_that_only_looks_like_a_taken_one_is_taken_too() -> None:
    first = make_id("OPS", (), chance=chance())
    taken = first.lower().replace("0", "o").replace("1", "l")
    second = make_id("OPS", {taken}, chance=chance())
    assert second not in (first, taken)


def test_ids_become_longer_where_chance_finds_nothing_free() -> None:
    class Stuck(random.Random):
        def choice(self, seq: object) -> str:  # type: ignore[override]
            return "A"

    assert make_id("OPS", {"OPS-AAAAA"}, chance=Stuck()) == "OPS-AAAAAA"


def test_numbers_go_on_after_the_highest_one_in_its_width() -> None:
    taken = {"OPS-0009", "OPS-0012", "SEC-0099", "OPS-7K3QX"}
    assert make_id("OPS", taken, chance=chance(), style="sequential") == "OPS-0013"
    assert make_id("HIR", taken, chance=chance(), style="sequential") == "HIR-00001"
    assert make_id("OPS", {"OPS-99"}, chance=chance(), style="sequential") == "OPS-100"


def test_former_archived_and_broken_ids_are_taken(tmp_path: Path) -> None:
    files = {
        "work/items/OPS-00001.yml": f"{ITEM}former_ids:\n  - OLD-7\n",
        "work/items/archive/OPS-00002.yml": ITEM,
        "work/items/OPS-00003.yml": "title: [\n",
    }
    workspace = make_system(tmp_path, files).workspace
    assert list_taken(workspace) == {"OPS-00001", "OPS-00002", "OPS-00003", "OLD-7"}


def test_ids_of_files_that_are_gone_or_have_another_name_now_are_taken(tmp_path: Path) -> None:
    born, renamed = "work/items/OPS-BORN1.yml", "work/items/OPS-NEW11.yml"
    other = "title: B\nstatus: done\ntype: change\ndescription: something else\n"
    made = {born: ITEM, "work/items/OPS-GONE1.yml": other}
    gone = {born: None, renamed: ITEM, "work/items/OPS-GONE1.yml": None}
    system = load(make_repository(tmp_path, ("2026-01-01", made), ("2026-01-02", gone)), as_of=TODAY)
    taken = list_taken(system.workspace, load_history(system).lives.values())
    assert taken == {"OPS-BORN1", "OPS-NEW11", "OPS-GONE1"}


def test_ids_that_only_another_tracker_remembers_are_taken(tmp_path: Path) -> None:
    history = make_history(moves("OPS-OLD11", "2026-03-02 ready"), as_of="2026-03-03")
    assert list_taken(make_system(tmp_path, {}).workspace, history.lives.values()) == {"OPS-OLD11"}
