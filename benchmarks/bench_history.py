"""`worksystem history` of the enhancement proposals, cold and cached, beside git alone reading the same objects.

Git alone: `git log --raw` along the first parent with renames, then `git cat-file --batch` of every version that it
names. The proposals come as a bundle, which has to be unpacked before anybody can read it; both are shown.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import compare

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).parent / "worksystem"
SYSTEM = ROOT / "examples" / "kubernetes"
BUNDLE = ROOT.parent / "shared" / "data" / "keps" / "history.bundle"
LOG = "git -C {repository} log --raw -M50% --first-parent -m --no-abbrev HEAD"


def main() -> None:
    """Unpack the bundle once, list its objects, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--bundle", type=Path, default=BUNDLE, help="path of history.bundle")
    options = parser.parse_args()
    if not options.bundle.is_file():
        sys.exit(f"there is no bundle at {options.bundle}; name one with --bundle")
    with tempfile.TemporaryDirectory() as place:
        measure(Path(place), options.bundle, options.runs)


def measure(place: Path, bundle: Path, runs: int) -> None:
    """Cold and cached, each in turn with what git alone takes."""
    repository, objects = place / "unpacked", place / "objects"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), str(repository)], check=True)
    raw = subprocess.run(LOG.format(repository=repository).split(), check=True, capture_output=True, text=True).stdout
    found = sorted({line.split()[3] for line in raw.splitlines() if line.startswith(":")} - {"0" * 40})
    objects.write_text("".join(f"{each}\n" for each in found), encoding="ascii")
    read = (
        f"{LOG.format(repository=repository)} > /dev/null; git -C {repository} cat-file --batch < {objects} > /dev/null"
    )
    unpack = f"rm -rf {place}/fresh; git clone --quiet --bare {bundle} {place}/fresh; "
    ours = f"WORKSYSTEM_CACHE={{cache}} {COMMAND} -C {SYSTEM} history > /dev/null"
    cold = f"rm -rf {place}/cold; {ours.format(cache=f'{place}/cold')}"
    cached = ours.format(cache=f"{place}/kept")
    print(f"history, {len(found):,} versions of files")
    alone = ("sh", "-c", read)
    compare(
        ("cold, from the bundle", ("sh", "-c", cold)),
        ("git clone, log, cat-file", ("sh", "-c", unpack + read)),
        runs=runs,
    )
    compare(("cold, from the bundle", ("sh", "-c", cold)), ("git log, cat-file of an unpacked copy", alone), runs=runs)
    compare(("cached", ("sh", "-c", cached)), ("git log, cat-file of an unpacked copy", alone), runs=runs)


if __name__ == "__main__":
    main()
