"""An invented repository of somebody else's files, and what adopts it."""

from collections.abc import Mapping

from worksystem.graph.finding import Finding
from worksystem.load import WorkSystem

__all__ = ["CREWS", "KITCHEN", "REQUEST", "SETTINGS", "said", "with_collection"]

SETTINGS = "version: 1\nname: Harbour Bakery\npublish: {audience: internal}\n"

REQUEST = """\
request-number: 0007
headline: A second deck oven
asked-by: "@mirela"
helpers: ["@tom", TBD, "@jun"]
crew: crew-ovens
stage: baking-it
dates:
  wanted: 2027-03
"""

CREWS = """\
crews:
  - slug: crew-ovens
    title: Ovens
    leaders: {first: [{nick: mirela, since: 2024-05}, {nick: tom}]}
guests:
  - slug: crew-shop
    title: Shop
"""

KITCHEN: Mapping[str, str] = {
    "work/types/request.yml": """\
name: Request
workflow: requests
fields:
  number: {type: text, pattern: "[0-9]{4}"}
  safety: {type: map, of: text}
  place: text
""",
    "work/workflows/requests.yml": """\
name: Requests
initial: asked
states:
  asked: {name: Asked, category: backlog}
  working: {name: Being worked on, category: active}
  done: {name: Done, category: done}
""",
    "kitchen/requests/ovens/0007-second-oven/request.yaml": REQUEST,
}

REQUESTS = """\
  - kind: item
    type: request
    root: kitchen
    files: "requests/**/request.yaml"
    fields:
      id: {from: request-number, as: "REQ-{}"}
      title: headline
      owner: {from: asked-by, strip: "@"}
      contributors: {from: helpers, strip: "@", nothing: TBD}
      team: crew
      status: {from: stage, values: {baking-it: working, baked: done}}
      due: dates.wanted
    references: {person: open, team: open}
"""


def with_collection(
    files: Mapping[str, str] = {}, *, more: str = "", instead: Mapping[str, str] = {}
) -> dict[str, str]:
    """The invented repository with its requests adopted.

    Shape: `more` are further lines of the collection, `instead` replaces texts in it, `files` come on top.
    """
    collection = REQUESTS
    for old, new in instead.items():
        assert old in collection
        collection = collection.replace(old, new)
    return {**KITCHEN, "work/worksystem.yml": f"{SETTINGS}collections:\n{collection}{more}", **files}


def said(system: WorkSystem) -> list[tuple[str, str, int, str, str | None]]:
    """What reading found: code, path, line, and field and value in the file's own words."""
    return [_said(finding) for finding in system.workspace.findings]


def _said(finding: Finding) -> tuple[str, str, int, str, str | None]:
    place = finding.locate()
    return finding.code, place.path, place.span.start.line, place.field, place.value
