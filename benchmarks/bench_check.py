"""`worksystem check` of synthetic items with all rules, beside parsing the same files with the C loader of PyYAML.

Cold: nothing is kept, and there is no git. Cached: nothing has changed since the last check, which is found out by
reading every file. In a repository, rules about the past read git too; there all items come with one commit.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import compare
from synthetic import find_generator, prepare

PARSE = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
"""
ROOT = Path(__file__).resolve().parents[1]
NOBODY = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
COMMAND = str(Path(sys.executable).parent / "worksystem")


def main() -> None:
    """Prepare the items once and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--generator", help="path of gen_items.py")
    options = parser.parse_args()
    for count in options.counts:
        folder = ROOT / ".cache" / "bench" / str(count)
        items = prepare(folder, count, generator=find_generator(options.generator))
        parse = ("yaml.CSafeLoader, nothing else", [sys.executable, "-c", PARSE, str(items)])
        print(f"check, {count:,} items")
        with tempfile.TemporaryDirectory() as place:
            kept = f"WORKSYSTEM_CACHE={place}/kept {COMMAND} -C {{}} check --format concise --as-of 2026-11-22"
            anew = f"rm -rf {place}/kept; {kept}"
            plain = copy(folder, Path(place) / "plain")
            compare(("cold", ("sh", "-c", anew.format(plain))), parse, runs=options.runs, expect=(0, 1))
            compare(("cached", ("sh", "-c", kept.format(plain))), parse, runs=options.runs, expect=(0, 1))
            past = commit(copy(folder, Path(place) / "repository"))
            compare(("cold, in a repository", ("sh", "-c", anew.format(past))), parse, runs=options.runs, expect=(0, 1))
            compare(("cached, there", ("sh", "-c", kept.format(past))), parse, runs=options.runs, expect=(0, 1))
    print("start")
    compare(
        ("worksystem --version", [COMMAND, "--version"]),
        ("python -c pass", [sys.executable, "-c", "pass"]),
        runs=options.runs * 3,
    )


def copy(folder: Path, to: Path) -> Path:
    """The same files outside of any repository."""
    shutil.copytree(folder / "work", to / "work")
    return to


def commit(folder: Path) -> Path:
    """The folder as a repository with all of its files in one commit."""
    for command in (["init", "--quiet"], ["add", "--all"], [*NOBODY, "commit", "--quiet", "--message", "begin"]):
        subprocess.run(["git", "-C", str(folder), *command], check=True)
    return folder


if __name__ == "__main__":
    main()
