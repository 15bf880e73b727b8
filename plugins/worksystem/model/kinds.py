"""The kinds of records: what they are called, where they live, what their ids look like."""

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from worksystem.model.base import Record

__all__ = ["KINDS", "Kind"]

_SLUG: Final = r"[a-z0-9]+(?:_[a-z0-9]+)*"


class Kind(Struct, frozen=True, dict=True):
    """One kind of record.

    Shape: `folder` and `file` are relative to `work/`; either is empty where the kind has none. `many_in_one_file`:
    `file` is a mapping id -> record. `id_pattern` matches the whole id; `id_help` shows the form.
    """

    name: str
    plural: str
    folder: str
    file: str
    many_in_one_file: bool
    module: str
    class_name: str
    title: str
    id_pattern: str = _SLUG
    id_help: str = "use small letters, digits and single underscores, like weekly_planning"

    @cached_property
    def model(self) -> "type[Record]":
        """The model; imported when first asked for."""
        found: type[Record] = getattr(import_module(f"worksystem.model.{self.module}"), self.class_name)
        return found


def _many(name: str, plural: str, module: str, class_name: str) -> Kind:
    return Kind(name, plural, plural, f"{plural}.yml", True, module, class_name, class_name)


def _single(name: str, plural: str, module: str, class_name: str, title: str, folder: str = "") -> Kind:
    return Kind(name, plural, folder or plural, "", False, module, class_name, title)


_LISTED: Final = (
    Kind("settings", "settings", "", "worksystem.yml", False, "settings", "Settings", "Settings"),
    _many("person", "people", "person", "Person"),
    _many("team", "teams", "team", "Team"),
    _many("role", "roles", "role", "Role"),
    _many("tool", "tools", "tool", "Tool"),
    _single("item_type", "types", "item_type", "ItemType", "Item type"),
    _single("workflow", "workflows", "workflow", "Workflow", "Workflow"),
    Kind(
        "item",
        "items",
        "items",
        "",
        False,
        "item",
        "Item",
        "Item",
        r"[A-Z][A-Z0-9]*-[0-9A-Z]+",
        "use a prefix, a dash, then capitals and digits, like OPS-7K3QX",
    ),
    _single("goal", "goals", "goal", "Goal", "Goal"),
    _many("portfolio", "portfolios", "goal", "Portfolio"),
    _many("cadence", "cadences", "cadence", "Cadence"),
    Kind(
        "note",
        "notes",
        "notes",
        "",
        False,
        "cadence",
        "Note",
        "Note",
        rf"(?:{_SLUG}/)?\d{{4}}-\d\d-\d\d(?:[-_][a-z0-9_]+)?",
        "name it by the day, like weekly_planning/2026-11-16",
    ),
    _single("standard", "standards", "standard", "Standard", "Standard"),
    _many("discipline", "disciplines", "handbook", "Discipline"),
    _single("principle", "principles", "handbook", "Principle", "Principle"),
    _single("retrospective", "retrospectives", "handbook", "Retrospective", "Retrospective"),
    _single("assessment", "assessments", "assessment", "Assessment", "Assessment"),
    _single("scenario", "scenarios", "handbook", "Scenario", "Scenario"),
    _single("team_rule", "team_rules", "team_rule", "TeamRule", "Team rule", "rules"),
)

KINDS: Final[dict[str, Kind]] = {kind.name: kind for kind in _LISTED}
