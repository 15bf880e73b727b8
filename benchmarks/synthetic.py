"""Prepare a folder with synthetic items and the settings that make a work system of them.

    python benchmarks/synthetic.py OUT --count 10000
    worksystem -C OUT check

The items come from a generator that is not part of this repository: `gen_items.py`, named with --generator or
WORKSYSTEM_GENERATOR, else looked for in ../shared/bench. By default each item is transcribed to our own format, one
file an item under OUT/work/items/; with --adopt the files stay exactly as generated, under OUT/tracker/, and are
adopted by a collection. --change ID edits one item, as a person would, for warm runs.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SETTINGS = HERE / "synthetic"
BESIDE = HERE.parents[1] / "shared" / "bench" / "gen_items.py"

# theirs to ours: states and people have ids without signs, an estimate has a unit
_CHANGES = (
    (re.compile(r"^(status: \w+)-(\w+)$", re.MULTILINE), r"\1_\2"),
    (re.compile(r"^(owner: \w+)\.(\w+)$", re.MULTILINE), r"\1_\2"),
    (re.compile(r"^(estimate: \d+)$", re.MULTILINE), r"\1wd"),
)


def find_generator(named: str | None) -> Path:
    """The generator's path; exits with a word on where to put it if there is none."""
    path = Path(named or os.environ.get("WORKSYSTEM_GENERATOR") or BESIDE)
    if not path.is_file():
        sys.exit(f"synthetic: no generator at {path}; name one with --generator or WORKSYSTEM_GENERATOR")
    return path


def transcribe(text: str) -> str:
    """One generated item in our own format."""
    for pattern, replacement in _CHANGES:
        text = pattern.sub(replacement, text, count=1)
    return text


def prepare(out: Path, count: int, *, generator: Path, adopt: bool = False, change: tuple[str, ...] = ()) -> Path:
    """Write settings and items below `out`; returns the folder that holds the item files."""
    tracker = out / "tracker"
    command = [sys.executable, str(generator), str(tracker), "--layout", "neutral", "--count", str(count)]
    for id in change:
        command += ["--change", id]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(SETTINGS / "work", out / "work", dirs_exist_ok=True)
    generated = tracker / "work" / "items"
    if adopt:
        shutil.copyfile(SETTINGS / "adopted.yml", out / "work" / "worksystem.yml")
        return generated
    items = out / "work" / "items"
    items.mkdir(exist_ok=True)
    for source in generated.iterdir():
        text = transcribe(source.read_text(encoding="utf-8"))
        target = items / source.name
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
    return items


def main() -> None:
    """Read the arguments and prepare a folder."""
    parser = argparse.ArgumentParser(description="Prepare a folder with synthetic items and settings for them.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--generator", help="path of gen_items.py")
    parser.add_argument("--adopt", action="store_true", help="leave the items as generated and adopt them")
    parser.add_argument("--change", action="append", default=[], metavar="ID", help="edit this item")
    options = parser.parse_args()
    generator = find_generator(options.generator)
    options.out.mkdir(parents=True, exist_ok=True)
    change = tuple(options.change)
    items = prepare(options.out, options.count, generator=generator, adopt=options.adopt, change=change)
    print(f"{options.count} items in {items}")


if __name__ == "__main__":
    main()
