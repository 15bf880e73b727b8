"""Two branches that change the same items at random, merged by git alone and by field: conflicts, and what is lost."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.edit.branches import Experiment, commit_branches, decide, make_branches, merge_branches
from worksystem.edit.driver import install


def main() -> None:
    """Make the branches, merge them both ways, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--edits", type=int, default=500, help="on both branches together")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    done = make_branches(options.seed, items=options.items, edits=options.edits)
    both = sum(done.our_texts[path] != text != done.their_texts[path] for path, text in done.base.items())
    print(f"{options.edits} edits on {options.items} items, half on each branch; both changed {both} files")
    with tempfile.TemporaryDirectory() as place:
        commit_branches(Path(place), done)
        report("git alone", Path(place), done)
        install(Path(place))
        report("by field", Path(place), done)
    print(f"fields that both set, each to another value: {len(done.disagreements)}, in {len(disputed(done))} files")


def report(name: str, folder: Path, done: Experiment) -> None:
    """Merge once, and print what git calls a conflict and what is lost."""
    start = time.perf_counter()
    texts, unmerged = merge_branches(folder)
    took = time.perf_counter() - start
    lost = sum(
        len(done.lost(side, {path: decide(text, word) for path, text in texts.items()}))
        for word, side in (("ours", done.ours), ("theirs", done.theirs))
    )
    needless = len(unmerged - disputed(done))
    print(f"{name}: {len(unmerged)} files in conflict, {needless} of them needlessly; {lost} edits lost; {took:.1f} s")


def disputed(done: Experiment) -> set[str]:
    """Files in which both set one field, each to another value."""
    return {path for path, _ in done.disagreements}


if __name__ == "__main__":
    main()
