"""The site of synthetic items, built cold, beside the same items as generated MkDocs pages with the same theme."""

import argparse
import shutil
import sys
import textwrap
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import Run, median, print_ratio, run
from synthetic import find_generator, prepare

HERE = Path(__file__).resolve().parent
MKDOCS = str(Path(sys.executable).parent / "mkdocs")
THEME = "theme:\n  name: material\n  font: false\nplugins:\n  - search\n"


def _project(folder: Path, text: str) -> Path:
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "index.md").write_text("# Home\n\nA home page.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return folder


def _ours(folder: Path) -> Path:
    text = f"site_name: Synthetic\nsite_url: https://example.org/\ndocs_dir: content\n{THEME}  - worksystem\n"
    return _project(folder, text)


def _theirs(folder: Path, items: Path) -> Path:
    hooks = HERE / "generated_pages" / "hooks.py"
    text = f"""\
        site_name: Synthetic
        site_url: https://example.org/
        docs_dir: content
        hooks: ["{hooks}"]
        extra: {{items: "{items}"}}
        not_in_nav: "items/*"
        """
    return _project(folder, textwrap.dedent(text) + THEME)


def main() -> None:
    """Prepare the items once and build both sites in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--generator", help="path of gen_items.py")
    options = parser.parse_args()
    folder = HERE.parent / ".cache" / "bench" / f"site-{options.count}"
    items = prepare(folder / "ours", options.count, generator=find_generator(options.generator))
    projects = {"worksystem": _ours(folder / "ours"), "generated MkDocs pages": _theirs(folder / "theirs", items)}
    taken: dict[str, list[Run]] = {name: [] for name in projects}
    print(f"site, {options.count:,} items, cold")
    for _ in range(options.runs):
        for name, project in projects.items():
            for left in ("site", ".cache", ".worksystem"):
                shutil.rmtree(project / left, ignore_errors=True)
            done = run([MKDOCS, "build", "--quiet"], cwd=project)
            pages = sum(1 for _ in (project / "site").rglob("*.html"))
            if pages < options.count:
                sys.exit(f"{name} wrote {pages} pages for {options.count} items")
            taken[name].append(done)
    for name, runs in taken.items():
        wall, memory = (median([getattr(each, figure) for each in runs]) for figure in ("wall", "memory"))
        print(f"  {name:<58} {wall:8.2f} s wall {memory:14.0f} MiB")
    print_ratio([ours.wall / theirs.wall for ours, theirs in zip(*taken.values(), strict=True)])


if __name__ == "__main__":
    main()
