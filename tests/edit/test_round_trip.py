"""Edits over every record there is: done and undone, each file has the bytes it had before."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from worksystem.change import Append, Remove, SetValue, Written
from worksystem.edit import edit_text
from worksystem.edit.text import ValueChange
from worksystem.source import parse_markdown, parse_yaml
from worksystem.source.node import Branch, Leaf, Node

ROOT = Path(__file__).parents[2]
KEPS = ROOT.parent / "shared" / "data" / "keps"
WORK = sorted(path for path in (ROOT / "work").rglob("*") if path.suffix in (".yml", ".md"))
Keys = tuple[str | int, ...]


def list_there_and_back(path: str, text: str) -> Iterator[list[ValueChange]]:
    """Each change with the one that takes it back: three values, an entry of each list, a field."""
    document = parse_markdown(path, text) if path.endswith(".md") else parse_yaml(path, text)
    for above, record in _records(path, document.tree):
        leaves = [pair for pair in record.pairs if isinstance(pair.value, Leaf)]
        for pair in leaves[:1] + leaves[len(leaves) // 2 :][:1] + leaves[-1:]:
            assert isinstance(pair.value, Leaf)
            keys = (*above, pair.key.text)
            back = pair.value.value if isinstance(pair.value.value, str) else Written(pair.value.text)
            yield [SetValue(path, keys, _other(pair.value.value), ""), SetValue(path, keys, back, "")]
        for pair in record.pairs:
            if isinstance(pair.value, Branch) and not pair.value.is_mapping:
                keys = (*above, pair.key.text)
                entry = {"one": 1, "two": "x: y"} if _holds_mappings(pair.value) else "new: entry"
                yield [Append(path, keys, entry, ""), Remove(path, (*keys, len(pair.value.items)), "")]
        for name in ("owner", "not_there"):
            if name not in record.keys:
                yield [SetValue(path, (*above, name), "yes", ""), Remove(path, (*above, name), "")]
                yield [Append(path, (*above, name), {"a": "b"}, ""), Remove(path, (*above, name, 0), "")]


def _records(path: str, root: Node | None) -> list[tuple[Keys, Branch]]:
    """The records of a file; of a collection the first three."""
    if not isinstance(root, Branch):
        return []
    if path.count("/") > 1 or path == "work/worksystem.yml":
        return [((), root)]
    return [((pair.key.text,), pair.value) for pair in root.pairs[:3] if isinstance(pair.value, Branch)]


def _holds_mappings(branch: Branch) -> bool:
    return bool(branch.items) and isinstance(branch.items[-1], Branch)


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if not isinstance(value, str):
        return "other"
    if "\n" in value:
        return "other\n" + value
    as_day = value[:4].isdecimal() and value.count("-") == 2
    return {"yes": "no", "no": "yes"}.get(value, "2031-01-02" if as_day else "other")


def check(file: Path, path: str) -> int:
    """How many edits a file took and gave back, one after the other."""
    text = file.read_bytes().decode()
    pairs = list(list_there_and_back(path, text))
    assert edit_text(path, text, chain.from_iterable(pairs)) == text, path
    return len(pairs)


def test_every_record_of_our_own_work_has_its_bytes_again() -> None:
    counts = [check(file, file.relative_to(ROOT).as_posix()) for file in WORK]
    assert len(counts) > 400
    assert sum(counts) > 3_000


@pytest.mark.shared
@pytest.mark.skipif(not KEPS.is_dir(), reason="../shared/data does not lie beside the checkout: left out")
def test_every_enhancement_proposal_has_its_bytes_again() -> None:
    files = sorted(KEPS.rglob("kep.yaml"))
    counts = [check(file, file.relative_to(KEPS).as_posix()) for file in files]
    assert len(counts) == 656
    assert sum(counts) > 6_000
