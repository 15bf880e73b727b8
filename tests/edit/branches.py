"""Two branches that change the same work at the same time, at random, and what must come of merging them."""

import random
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.repositories import git
from worksystem.change import Append, SetValue
from worksystem.edit import edit_text
from worksystem.edit.driver import ATTRIBUTES
from worksystem.source.parse import parse_yaml

__all__ = ["Experiment", "Side", "commit_branches", "decide", "make_branches", "merge_branches"]

PEOPLE = ("ada", "bo", "grace", "noor", "paulo")
STATES = ("proposed", "ready", "in_progress", "in_review", "done")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# fields that stand beside each other, and are set by different people
FIELDS = ("status", "owner", "team", "due", "outcome", "priority", "estimate", "goal")


@dataclass
class Side:
    """What one branch did.

    Shape: `fields` is the last value set by path and field, `added` what was put into lists, `ticked` texts of
    acceptance points; `created` are whole files.
    """

    fields: dict[tuple[str, str], object] = field(default_factory=dict)
    added: list[tuple[str, str, object]] = field(default_factory=list)
    ticked: set[tuple[str, str]] = field(default_factory=set)
    created: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Experiment:
    """Work that two branches changed.

    Shape: `base` are the files before; `our_texts` and `their_texts` those of each branch, by path.
    """

    base: Mapping[str, str]
    our_texts: Mapping[str, str]
    their_texts: Mapping[str, str]
    ours: Side
    theirs: Side

    @property
    def disagreements(self) -> set[tuple[str, str]]:
        """Path and field of all that both set, each to another value."""
        both = self.ours.fields.keys() & self.theirs.fields.keys()
        return {at for at in both if self.ours.fields[at] != self.theirs.fields[at]}

    def lost(self, side: Side, texts: Mapping[str, str]) -> list[str]:
        """The edits of a side that are not in some texts."""
        values: dict[str, Any] = {path: parse_yaml(path, text).values for path, text in texts.items()}
        found = [f"{path} {name}" for (path, name), value in side.fields.items() if values[path].get(name) != value]
        found += [f"{path} {name}" for path, name, value in side.added if value not in values[path].get(name, [])]
        for path, text in side.ticked:
            point: dict[str, Any] = next((each for each in values[path]["acceptance"] if each["text"] == text), {})
            found += [f"{path} {text}"] if point.get("done") != "yes" else []
        return found + [path for path, text in side.created.items() if texts.get(path) != text]


def make_branches(seed: int, *, items: int = 200, edits: int = 500) -> Experiment:
    """Make items, and change them at random on each of two branches, half of the edits on each."""
    chance = random.Random(seed)
    base = {f"work/items/{_id(chance)}.yml": _item(chance) for _ in range(items)}
    sides, texts = [], []
    for branch in ("ours", "theirs"):
        side, after = Side(), dict(base)
        for number in range(edits // 2):
            _edit(chance, side, after, number, branch)
        before: dict[str, Any] = {path: parse_yaml(path, text).values for path, text in base.items()}
        # what ends as it was is no change
        side.fields = {at: value for at, value in side.fields.items() if before[at[0]].get(at[1]) != value}
        sides.append(side)
        texts.append(after)
    return Experiment(base, texts[0], texts[1], sides[0], sides[1])


def commit_branches(folder: Path, experiment: Experiment) -> None:
    """A repository with both branches, ours checked out."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=ours")
    (folder / ".gitattributes").write_text("\n".join([*ATTRIBUTES, ""]), encoding="utf-8")
    _commit(folder, experiment.base)
    git(folder, "branch", "theirs")
    _commit(folder, experiment.our_texts)
    git(folder, "switch", "--quiet", "theirs")
    _commit(folder, experiment.their_texts)
    git(folder, "switch", "--quiet", "ours")


def merge_branches(folder: Path) -> tuple[dict[str, str], set[str]]:
    """Merge theirs with git: every file afterwards, and the paths that git calls in conflict; then all is as before."""
    with suppress(AssertionError):
        git(folder, "merge", "--quiet", "--no-commit", "theirs")
    unmerged = {line.partition("\t")[2] for line in git(folder, "ls-files", "--unmerged").splitlines()}
    paths = sorted((folder / "work" / "items").iterdir())
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    git(folder, "merge", "--abort")
    return texts, unmerged


def decide(text: str, side: str) -> str:
    """A text with everything left open decided for one side."""
    conflict = re.compile(r"^<{7} \w+\n(.*?)^={7}\n(.*?)^>{7} \w+\n", re.DOTALL | re.MULTILINE)
    return conflict.sub(r"\1" if side == "ours" else r"\2", text)


def _commit(folder: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "change")


def _id(chance: random.Random) -> str:
    return "OPS-" + "".join(chance.choice(ALPHABET) for _ in range(5))


def _item(chance: random.Random) -> str:
    lines = [
        f"title: Thing number {chance.randrange(10**6)}",
        f"status: {chance.choice(STATES)}",
        "type: change",
        f"owner: {chance.choice(PEOPLE)}" + chance.choice(["", "    # for now"]),
        "team: platform",
        f"due: 2026-12-{chance.randrange(10, 29)}",
        "# what it is for",
        f'outcome: "Nobody waits for {chance.randrange(100)}"',
        f"priority: {chance.choice(['low', 'high'])}",
        f"estimate: {chance.randrange(1, 9)}d",
        "goal: calm",
        *(["labels: [first]"] if chance.random() < 0.5 else ["labels:", "  - first"]),
        "acceptance:",
        *(f"  - {{text: Point {number}, done: no}}" for number in range(3)),
        "comments:",
        "  - by: bo",
        "    date: 2026-11-18",
        "    text: What about Monday?",
        "description: |",
        "  As said.",
        "",
    ]
    return "\n".join(lines)


def _edit(chance: random.Random, side: Side, texts: dict[str, str], number: int, branch: str) -> None:
    path = chance.choice(sorted(set(texts) - set(side.created)))
    kind = chance.choices(("set", "list", "comment", "tick", "create"), (50, 15, 15, 12, 8))[0]
    if kind == "create":
        path = f"work/items/{_id(chance)}.yml"
        texts[path] = side.created[path] = _item(chance)
    elif kind == "set":
        name = chance.choice(FIELDS)
        value = chance.choice(_VALUES[name])
        # what was set back to what it was is no change
        texts[path] = edit_text(path, texts[path], [SetValue(path, (name,), value, "")])
        side.fields[path, name] = value
    elif kind == "tick":
        point = chance.randrange(3)
        texts[path] = edit_text(path, texts[path], [SetValue(path, ("acceptance", point, "done"), True, "")])
        side.ticked.add((path, f"Point {point}"))
    else:
        name = "labels" if kind == "list" else "comments"
        text = f"{branch}_{number}"
        entry = text if kind == "list" else {"by": chance.choice(PEOPLE), "date": "2026-11-19", "text": text}
        texts[path] = edit_text(path, texts[path], [Append(path, (name,), entry, "")])
        side.added.append((path, name, entry))


_VALUES: dict[str, tuple[str, ...]] = {
    "status": STATES,
    "owner": PEOPLE,
    "team": ("platform", "security", "web"),
    "due": tuple(f"2027-01-{day}" for day in range(10, 28)),
    "outcome": tuple(f"Nobody asks twice for {number}" for number in range(50)),
    "priority": ("low", "medium", "high"),
    "estimate": tuple(f"{number}wd" for number in range(1, 15)),
    "goal": ("calm", "speed", "trust"),
}
