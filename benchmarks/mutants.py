"""How many small faults in the rules and the checker the tests would notice: mutants made and judged by mutmut.

    pip install mutmut
    python benchmarks/mutants.py --sample 1000
    python benchmarks/mutants.py --only rules/flow.py

The committed state is copied aside, faults are put into `rules/` and `check/`, and the tests nearest to them run
against each one; a fault that no test notices has survived. With --sample a part drawn by lot stands for the whole.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("rules", "check")
TESTS = ("tests/rules", "tests/check", "tests/workflow", "tests/cli/test_fixing.py")
# exit codes of a mutant's tests, as mutmut keeps them: tests failed, tests passed, no test comes by, it took too long
KILLED, SURVIVED, UNTESTED, SLOW = 1, 0, 33, (36, 24, -24, 152, 255)
NOTHING = "none.of.these"
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = {only}
also_copy = ["src", "content", "work", "examples", "mkdocs.yml", "README.md", "benchmarks"]
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
track_dependencies = false
"""


def main() -> None:
    """Copy, mutate, judge, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", default=[], metavar="PATH", help="modules, like rules/flow.py")
    parser.add_argument("--sample", type=int, metavar="N", help="judge so many, drawn by lot")
    parser.add_argument("--at", default="HEAD", metavar="REV", help="the state that is judged")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--mutmut", default=f"{sys.executable} -m mutmut", help="how mutmut is started")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mutants-") as place:
        folder = Path(place)
        prepare(folder, options.only or [f"{room}/*" for room in ROOMS], options.at)
        mutmut = [*options.mutmut.split(), "run"]
        run([*mutmut, NOTHING], folder)
        names = sorted(name for name in read(folder) if not name.endswith("__mutmut_orig"))
        chosen = random.Random(options.seed).sample(names, min(options.sample or len(names), len(names)))
        print(f"{len(names):,} mutants, {len(chosen):,} judged", flush=True)
        run([*mutmut, *chosen], folder)
        show({name: code for name, code in read(folder).items() if name in set(chosen)})


def prepare(folder: Path, only: list[str], revision: str) -> None:
    """What was committed, with the package where mutmut looks for it."""
    archive = subprocess.run(["git", "-C", str(ROOT), "archive", revision], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    (folder / "plugins").rename(folder / "src")
    (folder / "mutants").mkdir()
    for link in (folder / "plugins", folder / "mutants" / "plugins"):
        link.symlink_to("src")
    project = folder / "pyproject.toml"
    settings = SETTINGS.format(
        only=json.dumps([f"src/worksystem/{path}" for path in only]), tests=json.dumps(list(TESTS))
    )
    project.write_text(project.read_text(encoding="utf-8") + settings, encoding="utf-8")


def run(command: list[str], folder: Path) -> None:
    """Run mutmut; what it says is shown only if it cannot go on."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and command[-1] != NOTHING:  # it has nothing to do, and says so by failing
        sys.exit(done.stdout[-3000:] + done.stderr[-1000:])


def read(folder: Path) -> dict[str, int | None]:
    """How the tests of each mutant ended, by its name; `None` where they have not run."""
    found: dict[str, int | None] = {}
    for path in (folder / "mutants").rglob("*.meta"):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def show(codes: dict[str, int | None]) -> None:
    """The share of mutants that were noticed, by module and in all, and the names of those that were not."""
    by_module: dict[str, Counter[bool]] = {}
    for name, code in codes.items():
        module = re.sub(r"\.x[_ǁ].*", "", name).removeprefix("worksystem.")
        by_module.setdefault(module, Counter())[code not in (SURVIVED, UNTESTED, None)] += 1
    for module, counts in sorted(by_module.items()):
        print(f"  {module:<28} {counts[True]:5} of {counts.total():5}  {counts[True] / counts.total():6.1%}")
    survived = sorted(name for name, code in codes.items() if code in (SURVIVED, UNTESTED, None))
    killed = len(codes) - len(survived)
    print(f"  {killed:,} of {len(codes):,} noticed: {killed / max(1, len(codes)):.1%}")
    print("\n".join(f"  survived: {name}" for name in survived))


if __name__ == "__main__":
    main()
