"""`worksystem check` of synthetic items with all rules, beside parsing the same files with the C loader of PyYAML.

Cold: nothing is kept. Cached: nothing has changed since the last check, which is found out by reading every file. In a
repository, rules about the past read git too; there all items come with one commit.
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
            compare(("cold", ("sh", "-c", anew.format(folder))), parse, runs=options.runs, expect=(0, 1))
            compare(("cached", ("sh", "-c", kept.format(folder))), parse, runs=options.runs, expect=(0, 1))
            past = commit(folder, Path(place))
            compare(("cold, in a repository", ("sh", "-c", anew.format(past))), parse, runs=options.runs, expect=(0, 1))
            compare(("cached, there", ("sh", "-c", kept.format(past))), parse, runs=options.runs, expect=(0, 1))
    print("start")
    compare(
        ("worksystem --version", [COMMAND, "--version"]),
        ("python -c pass", [sys.executable, "-c", "pass"]),
        runs=options.runs * 3,
    )


def commit(folder: Path, place: Path) -> Path:
    """A repository with the same files in one commit."""
    shutil.copytree(folder / "work", place / "repository" / "work")
    for command in (["init", "--quiet"], ["add", "--all"], [*NOBODY, "commit", "--quiet", "--message", "begin"]):
        subprocess.run(["git", "-C", str(place / "repository"), *command], check=True)
    return place / "repository"


if __name__ == "__main__":
    main()
