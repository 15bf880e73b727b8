"""`worksystem check` of synthetic items, nothing cached, beside parsing the same files with the C loader of PyYAML."""

import argparse
import sys
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
        check = [COMMAND, "-C", str(folder), "check", "--format", "concise", "--as-of", "2026-11-22"]
        parse = [sys.executable, "-c", PARSE, str(items)]
        print(f"check, {count:,} items")
        compare(
            ("worksystem check", check), ("yaml.CSafeLoader, nothing else", parse), runs=options.runs, expect=(0, 1)
        )
    print("start")
    compare(
        ("worksystem --version", [COMMAND, "--version"]),
        ("python -c pass", [sys.executable, "-c", "pass"]),
        runs=options.runs * 3,
    )


if __name__ == "__main__":
    main()
