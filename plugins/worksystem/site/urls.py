"""Addresses of the generated pages, below the root of the site; every one ends in `/`."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Final

from worksystem.graph.workspace import Workspace
from worksystem.metrics.registry import DEFINITIONS
from worksystem.rules import RULES
from worksystem.views.figures import KINDS
from worksystem.views.health import known_principles

__all__ = [
    "LISTED",
    "PLURALS",
    "ROWS",
    "board_path",
    "figure_path",
    "flow_path",
    "health_path",
    "items_path",
    "list_urls",
    "path_of",
    "team_board_path",
]

# The folder of each kind of record below records/.
PLURALS: Final[Mapping[str, str]] = {
    "item": "items",
    "person": "people",
    "team": "teams",
    "role": "roles",
    "tool": "tools",
    "item_type": "types",
    "workflow": "workflows",
    "goal": "goals",
    "portfolio": "portfolios",
    "cadence": "cadences",
    "standard": "standards",
    "discipline": "disciplines",
    "principle": "principles",
    "retrospective": "retrospectives",
}
# Kinds with an index page of their own; items have the big table.
LISTED: Final = tuple(kind for kind in PLURALS if kind != "item")
# Rows of the big table on one page.
ROWS: Final = 500

_UNSAFE: Final = re.compile(r"[^\w.~-]+")
# Bytes of a folder's name that every disk has room for, and names that stand for a device on some.
_LONGEST: Final = 150
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def _name(id: str) -> str:
    """An id as a folder: what is no folder on every disk gets a few letters that keep ids apart."""
    name = _UNSAFE.sub("-", id)
    if name == id and name.strip(".") == name and len(name.encode()) <= _LONGEST and not _DEVICE.fullmatch(name):
        return name
    short = name.encode()[:_LONGEST].decode(errors="ignore").strip(".")
    if _DEVICE.fullmatch(short):
        short = f"-{short}"
    return f"{short}-{sha256(id.encode(errors='surrogateescape')).hexdigest()[:6]}"


def path_of(kind: str, id: str) -> str:
    """A record's page: `records/items/OPS-1/`. Errors: `KeyError` for a kind without pages."""
    return f"records/{PLURALS[kind]}/{_name(id)}/"


def board_path(workflow: str) -> str:
    """The board of a workflow."""
    return f"boards/{_name(workflow)}/"


def team_board_path(team: str) -> str:
    """The boards of a team."""
    return f"boards/team/{_name(team)}/"


def figure_path(name: str) -> str:
    """The page of a figure: `metrics/cycle_time/`."""
    return f"metrics/{name}/"


def flow_path(kind: str, id: str) -> str:
    """The dashboard of a group of work. Errors: `KeyError` for a kind that has none."""
    return f"flow/{KINDS[kind]}/{_name(id)}/"


def health_path(principle: str = "") -> str:
    """What is found against a principle; all of it if none is named."""
    if principle == "assessment":  # where another page lies
        principle += " "
    return f"health/{_name(principle)}/" if principle else "health/"


def items_path(number: int) -> str:
    """A page of the big table; the first is 1."""
    return "items/" if number == 1 else f"items/{number}/"


def list_urls(workspace: Workspace) -> Iterator[str]:
    """Every generated page."""
    yield from ("approvals/", "boards/", "findings/", "handoffs/", "metrics/", "ownership/", "records/")
    yield from ("health/", "health/assessment/")
    yield from map(health_path, known_principles(workspace, (rule.principle for rule in RULES)))
    yield from (f"ownership/{part}/" for part in ("matrix", "people", "roles", "teams"))
    yield from (items_path(number + 1) for number in range(max(1, -(-len(workspace.items) // ROWS))))
    yield from map(board_path, workspace.workflows)
    yield from (
        team_board_path(id)
        for id, team in workspace.teams.items()
        if team.record.workflows or workspace.items_of_team(id)
    )
    yield from map(figure_path, DEFINITIONS)
    for kind in KINDS:
        yield from (flow_path(kind, id) for id in workspace.of_kind(kind))
    yield from (f"records/{PLURALS[kind]}/" for kind in LISTED)
    for kind in PLURALS:
        yield from (path_of(kind, id) for id in workspace.of_kind(kind))
