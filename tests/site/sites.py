"""Whole sites for tests: a small work system and a handbook, built by MkDocs as `mkdocs build` does."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.systems import TODAY, write_files

__all__ = ["MKDOCS", "SYSTEM", "Built", "build_site", "write_site"]

MKDOCS = f"""
site_name: Example Works
site_url: https://work.example/
docs_dir: content
theme: {{name: material, font: false, features: [navigation.tabs, content.action.edit]}}
plugins:
  - search
  - worksystem: {{as_of: {TODAY}}}
  - macros: {{modules: [worksystem.site.macros], on_error_fail: true, on_undefined: strict}}
markdown_extensions:
  - tables
  - pymdownx.superfences:
      custom_fences:
        - {{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }}
validation: {{links: {{unrecognized_links: warn, anchors: warn}}}}
nav:
  - Home: index.md
  - Boards: boards/index.md
  - Items: items/index.md
"""

SYSTEM: Mapping[str, str] = {
    "mkdocs.yml": MKDOCS,
    "content/index.md": "# Home\n\nWhat is going on.\n",
    "work/worksystem.yml": """
        version: 1
        name: Example Works
        repository: {forge: github, url: "https://forge.example/works", branch: main}
        publish: {audience: internal}
        """,
    "work/people.yml": """
        ada: {name: Ada Nakamura, teams: {platform: 80%}}
        bo: {name: Bo Lind, teams: {platform: 100%}}
        """,
    "work/teams.yml": "platform: {name: Platform, lead: ada, workflows: [change_control], roles: {on_call: [bo]}}\n",
    "work/roles.yml": "on_call: {name: On call, purpose: Somebody answers, deputy: ada}\n",
    "work/types/change.yml": "name: Change\nmanages: continuous\nworkflow: change_control\nprefix: OPS\n",
    "work/workflows/change_control.yml": """
        name: Change control
        owner: platform
        initial: proposed
        states:
          proposed: {name: Proposed, category: backlog}
          in_progress: {name: In progress, category: active}
          done: {name: Done, category: done}
        transitions:
          - {from: proposed, to: in_progress, name: Start, by: [owner]}
          - {from: in_progress, to: done, name: Finish, by: [owner]}
        """,
    "work/items/OPS-1.yml": """
        title: Rotate the payment certificates
        status: in_progress
        type: change
        owner: ada
        team: platform
        outcome: No payment fails
        labels: [payments]
        description: Both **gateways** serve the new chain.
        """,
    "work/items/OPS-2.yml": """
        title: Alert before certificates expire
        status: proposed
        type: change
        owner: bo
        team: platform
        outcome: Nobody is surprised
        depends_on: [OPS-1]
        """,
}


@dataclass(frozen=True)
class Built:
    """A built site and what MkDocs said meanwhile, as `(level, message)`; `aborted` is why it gave up, or empty."""

    site: Path
    log: tuple[tuple[str, str], ...]
    aborted: str = ""

    def text(self, path: str) -> str:
        """A file of the site."""
        return (self.site / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, str]:
        """Every text file that is the site's own, by path; what the theme ships is left out."""
        return {
            path.relative_to(self.site).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.site.rglob("*"))
            if path.suffix in (".html", ".json", ".xml", ".txt", ".css", ".js", ".svg")
            and not path.is_relative_to(self.site / "assets" / "javascripts")
            and not path.is_relative_to(self.site / "assets" / "stylesheets")
        }

    def said(self, level: str) -> list[str]:
        """Messages of one level."""
        return [message for each, message in self.log if each == level]


def write_site(folder: Path, changes: Mapping[str, str | None] | None = None) -> Path:
    """Write the system above with other texts for some of its files; `None` leaves a file out."""
    files = {path: text for path, text in {**SYSTEM, **(changes or {})}.items() if text is not None}
    return write_files(folder, files)


def build_site(folder: Path, changes: Mapping[str, str | None] | None = None, *, strict: bool = True) -> Built:
    """Write a site and build it."""
    write_site(folder, changes)
    with _listening() as log:
        config = load_config(str(folder / "mkdocs.yml"), strict=strict, site_dir=str(folder / "site"))
        try:
            build(config)
        except SystemExit as error:
            return Built(folder / "site", tuple(log), str(error))
    return Built(folder / "site", tuple(log))


@contextmanager
def _listening() -> Iterator[list[tuple[str, str]]]:
    said: list[tuple[str, str]] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append((record.levelname, record.getMessage()))

    logger = logging.getLogger("mkdocs")
    listener, before = Listener(), (logger.level, list(logger.handlers))
    logger.setLevel(logging.INFO)
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.setLevel(before[0])
        logger.handlers[:] = before[1]
